"""Judge: from an article's text to verdicts, the ledger and the outbox, in one transaction."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from alerts.audience import Silence
from alerts.composing import compose
from alerts.corroboration import kinships
from alerts.delivery import DeliveryState, Message
from alerts.labels.choose import labels
from alerts.model import Alert, ArticleMark, Held, Verdict
from alerts.muting import muted
from alerts.namesakes import namesakes, renamed
from alerts.reaching import Reach
from alerts.recording import plan
from alerts.routing import route
from alerts.shadowing import in_feeds_shadow, shadowed
from alerts.slack.blocks import message
from alerts.verdicts import weigh
from service.desknames import NameSort
from service.flow.echo import echo, slots
from service.flow.extraction import claims_in, names_now
from service.flow.kit import Kit, Policy
from service.flow.revising import revise, standing_claims
from service.flow.shadow import close_shadow
from service.flow.stages import Job, Stage
from service.flow.withdrawal import withdraw
from service.logs import logger
from service.reference import Reference
from service.store.articles import ToJudge, is_judged, next_to_judge, record_judged, revision_to_judge
from service.store.errors import Stale
from service.store.known import Known, load_known
from service.store.ledger import Teller, record, record_verdicts
from service.store.mutes import silences, story_mute
from service.store.names import Standing, Stranger, queue_names
from service.store.outbox import NewAlert, Order, put, record_alert
from service.store.revisions import Ending, most_serious, record_ending, told_by
from service.store.roots import Pair, tells
from service.store.session import Connection
from service.store.shadows import feeds_of, set_unheard
from watchers.claims.model import Claim, Extraction

ATTEMPTS = 20
"""How often a judge weighs again when the ledger moves under it; each time somebody else got on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """The alert as one channel gets it."""

    channel: str
    message: Message
    rank: int
    told: Mapping[Pair, str]
    """The values that it tells, each with its slot in words."""
    muted: Silence | None = None
    """The mute that leaves nothing of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What is to be written about one revision."""

    item: ToJudge
    extraction: Extraction
    digest: str
    """Of the reference data that it was read and weighed with."""
    verdicts: tuple[Verdict, ...]
    known: Known
    alert: Alert | None
    messages: tuple["Said", ...]
    silences: tuple[Silence, ...] = ()
    """The mutes that hold."""

    @property
    def held(self) -> Held | None:
        """Why the article reaches no channel; ``None`` where it does."""
        if self.extraction.retraction is not None:
            return Held.TAKEN_BACK
        if self.alert is None and any(verdict.held for verdict in self.verdicts):
            return Held.SHADOW
        if not any(verdict.alerts for verdict in self.verdicts):
            return _quiet(self.extraction)
        if self.item.shadow:
            return Held.FIRST_POLL
        if self.messages and all(said.muted for said in self.messages):
            return Held.MUTED
        return None if self.messages else Held.NO_ROUTE


def _quiet(extraction: Extraction) -> Held:
    """Why nothing of what was taken out is news."""
    if extraction.claims:
        return Held.NOTHING_NEW
    return Held.NO_CLAIMS if extraction.on_beat else Held.OFF_BEAT


async def judge(kit: Kit, article_id: int) -> tuple[Job, ...]:
    """Judge the newest revision of an article; jobs to deliver what it said, and to judge what waited for it.

    Its claims are taken out in a confined worker: a text that would keep the reader busy for ever is that article's error.
    Raises ``WatchError`` then, and ``Stale`` where the ledger does not come to rest.
    """
    turn = await kit.store.read(partial(next_to_judge, article_id=article_id))
    if turn is not None and turn != article_id:
        return (Job(Stage.JUDGE, (turn,)),)
    item = None if turn is None else await kit.store.read(partial(revision_to_judge, article_id=article_id))
    if item is None:
        return ()
    if kit.policy.shadows and not item.shadow:
        feeds = await kit.store.read(partial(feeds_of, article_id=article_id))
        unheard = in_feeds_shadow(feeds, kit.policy.shadows, kit.clock.now())
        item = replace(item, feeds=feeds, mark=replace(item.mark, unheard=unheard))
    names = await names_now(kit)
    extraction = await claims_in(kit, item.article, names.desk)
    kit.failpoint.reach("judge:extracted")
    for _ in range(ATTEMPTS):
        judgement = await _weighed(kit, item, extraction, names.reference)
        kit.failpoint.reach("judge:weighed")
        try:
            channels = await kit.store.write(partial(_save, kit=kit, judgement=judgement))
        except Stale:
            continue
        kit.failpoint.reach("judge:saved")
        if channels is None:
            return ()
        _say(judgement)
        _count(kit, judgement)
        return await _next(kit, article_id, channels)
    raise Stale("the ledger moved again and again", where=item.article.url)


async def _weighed(kit: Kit, item: ToJudge, extraction: Extraction, reference: Reference) -> Judgement:
    told = standing_claims(extraction)
    claims, known = await kit.store.read(partial(met, mark=item.mark, claims=told, reference=reference))
    verdicts = decide(item.mark, claims, known, reference)
    if not item.shadow:
        verdicts = shadowed(verdicts, item.feeds, kit.policy.shadows, kit.clock.now())
    alert = None if item.shadow else alert_of(item, verdicts)
    held = () if alert is None else await kit.store.read(partial(silences, now=kit.clock.now()))
    return Judgement(
        item=item,
        extraction=extraction,
        digest=reference.digest,
        verdicts=verdicts,
        known=known,
        alert=alert,
        messages=() if alert is None else tuple(_messages(alert, kit.policy, held)),
        silences=held,
    )


def met(c: Connection, mark: ArticleMark, claims: Sequence[Claim], reference: Reference) -> tuple[tuple[Claim, ...], Known]:
    """What the ledger holds of an article's claims; and the claims, with bodies that nobody listed under the names it knows."""
    reach = Reach(coverage=reference.coverage, glossary=reference.glossary)
    known = load_known(c, mark, claims, reach)
    names = namesakes(claims, mark.lang, known.facts, reference.glossary)
    if not names:
        return tuple(claims), known
    claims = renamed(claims, names)
    return claims, load_known(c, mark, claims, reach)


def decide(mark: ArticleMark, claims: Sequence[Claim], known: Known, reference: Reference) -> tuple[Verdict, ...]:
    """Weigh an article's claims against what is known, with its kinship to every article that told some of it."""
    return weigh(mark, claims, known.facts, kinships(mark, claims, known.facts, known.beside), reference.coverage)


def alert_of(item: ToJudge, verdicts: Sequence[Verdict]) -> Alert | None:
    """The alert about a revision; its key follows from address and text, so that a rebuilt database finds its own messages."""
    identity = f"{item.article.url}\n{item.number}\n{item.mark.body_sha256}"
    incomplete = None if item.article.incomplete is None else item.article.incomplete.value
    key = "A" + hashlib.sha256(identity.encode()).hexdigest()[:16]
    return compose(key=key, mark=item.mark, verdicts=verdicts, incomplete=incomplete, story_root=None)


def _messages(alert: Alert, policy: Policy, silences: Sequence[Silence]) -> Iterator[Said]:
    for wanted in route(alert, policy.routes, policy.beats):
        routed, by = muted(wanted, silences)
        yield Said(
            channel=routed.channel,
            message=message(routed.alert, key=f"{alert.key}-{routed.channel}", language=routed.language),
            rank=routed.alert.rank,
            told=slots(routed.alert.verdicts, labels(routed.language)),
            muted=by,
        )


def _save(c: Connection, kit: Kit, judgement: Judgement) -> tuple[str, ...] | None:
    """Everything or nothing: ledger, verdicts, alert, outbox, and the article's new state. The channels that have news.

    ``None`` and nothing where another process has judged the revision meanwhile.
    """
    item, now = judgement.item, kit.clock.now()
    if is_judged(c, item.revision):
        return None
    teller = Teller(revision=item.revision, article=item.article_id, now=now)
    before = told_by(c, item.article_id) if item.number > 1 else ()
    record(c, teller, plan(judgement.verdicts), judgement.known)
    revised = revise(c, item, judgement.extraction, judgement.verdicts, (before, teller))
    kit.failpoint.reach("judge:recorded")
    record_verdicts(c, item.revision, judgement.verdicts)
    if judgement.alert is not None:
        new = NewAlert(key=judgement.alert.key, revision=item.revision, rank=judgement.alert.rank, shadow=False)
        alert_id = record_alert(c, new, now)
        for said in judgement.messages:
            by = said.muted or story_mute(c, item.article_id, judgement.silences, said.channel)
            order = Order(alert_id=alert_id, rank=said.rank, kept=None if by is None else (DeliveryState.MUTED, _muted_by(by)))
            tells(c, put(c, said.channel, said.message, now, order), said.told)
    if not item.shadow and not item.mark.unheard:
        echo(c, item.mark, judgement.verdicts, now, window=kit.policy.batching)
    if kit.policy.shadows:
        set_unheard(c, item.article_id, unheard=item.mark.unheard)
    on_beat = judgement.extraction.on_beat
    notice = most_serious(judgement.extraction.notices)
    record_ending(c, item.revision, Ending(held=judgement.held, notice=notice, dropped=revised.dropped))
    record_judged(c, item, on_beat=on_beat, reference=judgement.digest, now=now)
    queue_names(c, _strangers(judgement, now))
    opened = close_shadow(c, kit.policy, item.article_id, now)
    kit.failpoint.reach("judge:before-commit")
    warned = () if revised.taken is None else withdraw(c, kit.policy, item, revised.taken)
    return (*(said.channel for said in judgement.messages), *opened, *warned)


def _strangers(judgement: Judgement, now: datetime) -> Iterator[Stranger]:
    """The names that nobody listed, each with the sentence in which it stands, for a person to decide on."""
    mark = judgement.item.mark
    for one in judgement.extraction.strangers:
        standing = Standing(quote=one.quote, url=mark.url, outlet=mark.outlet, seen=now)
        yield Stranger(name=one.name, sort=NameSort(one.sort.value), standing=standing)


def _muted_by(silence: Silence) -> str:
    why = f" ({silence.why})" if silence.why else ""
    return f"muted by {silence.author} until {silence.until:%Y-%m-%d %H:%M} UTC: {silence.subject}{why}"


async def _next(kit: Kit, article_id: int, channels: Sequence[str]) -> tuple[Job, ...]:
    after = await kit.store.read(partial(next_to_judge, article_id=article_id))
    delivers = tuple(Job(Stage.DELIVER, (channel,)) for channel in channels)
    return delivers if after is None else (*delivers, Job(Stage.JUDGE, (after,)))


def _count(kit: Kit, judgement: Judgement) -> None:
    shadow = "first poll" if judgement.item.shadow else ""
    kit.meter.count(Stage.JUDGE, "silent" if judgement.alert is None else "alert", shadow)
    for verdict in judgement.verdicts:
        kit.meter.verdict(verdict.outcome.value, verdict.reason.value)


def _say(judgement: Judgement) -> None:
    """One line an article: what became of it and why, also where nothing did."""
    reasons = sorted({verdict.reason.value for verdict in judgement.verdicts})
    logger().info(
        "article judged",
        url=judgement.item.article.url,
        claims=len(judgement.verdicts),
        alert=judgement.alert is not None,
        reasons=reasons,
    )
