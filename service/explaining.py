"""An article's way in words: why it alerted or did not, stage by stage, with the facts that it met. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from alerts.labels.choose import labels
from alerts.labels.ways import named_in, told_in
from alerts.model import Held, Reason
from alerts.wording import sentence
from service.store.articles import ArticleState
from service.store.ways import Alerted, Version, Way, Weighed
from watchers.claims.codec import claim_from_json


@dataclass(frozen=True, kw_only=True, slots=True)
class Teller:
    """Who tells a way, in one language."""

    language: str = "en"

    @property
    def words(self) -> Mapping[str, str]:
        """What is said in it."""
        return told_in(self.language)

    def say(self, key: str, **values: object) -> str:
        """One of the sentences."""
        return self.words[key].format(**values)

    def name(self, code: str) -> str:
        """What an outcome, a standing or a deed is called."""
        return named_in(self.language).get(code, code)

    def back(self, code: str) -> str:
        """Why a verdict was kept from every channel: ``in shadow: name NASA``."""
        head, _, rest = code.partition(": ")
        kind, _, of = rest.partition(" ")
        known = f"shadow {kind}" in self.words
        return self.say(f"shadow {kind}", head=self.name(head), of=of) if known else self.name(code)

    def reason(self, code: str) -> str:
        """A verdict's reason."""
        known = self.language != "en" and code in set(Reason)
        return labels(self.language).reasons.get(Reason(code), code) if known else code

    def part(self, code: str) -> str:
        """Why a text was not read whole."""
        return code if self.language == "en" else labels(self.language).incomplete.get(code, code)

    def why(self, one: Weighed) -> str:
        """The sentence of a verdict: as it was written down in English, and from its reason and its claim elsewhere."""
        if self.language == "en":
            return one.explanation
        words = labels(self.language)
        return f"{self.reason(one.reason)}{words.words['colon']}{''.join(sentence(claim_from_json(one.claim), words))}."


ENGLISH = Teller()


def conclusion(way: Way, teller: Teller = ENGLISH) -> str:
    """The answer in one line."""
    say = teller.say
    fault = say("failed", error=way.error) if way.error else ""
    if way.state == ArticleState.TO_READ:
        return say("to read", fault=fault)
    if way.state == ArticleState.TO_JUDGE:
        return say("to judge", fault=fault)
    if not way.versions:
        return say("given up", error=way.error or say("no reason"))
    told = [version for version in way.versions if version.alert is not None and version.held is None]
    if told:
        later = say("taken back since") if any(v.alert and v.alert.withdrawn_at for v in told) else ""
        return say("alerted", numbers=", ".join(str(version.number) for version in told), later=later)
    return say("not alerted", reason=held(way.versions[-1], teller))


def held(version: Version, teller: Teller = ENGLISH) -> str:
    """Why one version did not alert, with the reason as it is kept."""
    if version.held is None and version.judged_at is None:
        return teller.say("not judged")
    reason = version.held or worked_out(version)
    because = teller.words.get(f"because {reason}")
    return f"{teller.name(reason)} ({because})" if because else teller.name(reason)


def worked_out(version: Version) -> str:
    """For versions that were judged before the reason was written down."""
    if version.judged_at is None:
        return ENGLISH.say("not judged")
    if any(one.rank is not None for one in version.verdicts):
        return Held.FIRST_POLL.value
    if version.verdicts:
        return Held.NOTHING_NEW.value
    return Held.NO_CLAIMS.value if version.on_beat else Held.OFF_BEAT.value


def alerted(way: Way, key: str, teller: Teller = ENGLISH) -> Iterator[str]:
    """Why one alert was sent: the text that it was about, and of its claims those that alert."""
    for version in way.versions:
        if version.alert is None or version.alert.key != key:
            continue
        yield teller.say("read on", title=version.title, outlet=way.outlet, at=_dated(version.read_at))
        told = [(number, one) for number, one in enumerate(version.verdicts, 1) if one.rank is not None]
        for number, one in told:
            yield from _verdict(number, one, teller)
        silent = len(version.verdicts) - len(told)
        if silent:
            yield teller.say("others", n=silent)
        yield from _alert(version, teller)


def sheet(way: Way, teller: Teller = ENGLISH) -> Iterator[str]:
    """The way for people, a stage a block."""
    say = teller.say
    yield way.url
    yield f"  {conclusion(way, teller)}"
    yield ""
    yield say("entry")
    for entry in way.entries:
        yield say("listed", at=_dated(entry.first_seen), feed=entry.feed, title=entry.title)
    if not way.entries:
        yield say("no feed", at=_dated(way.first_seen), outlet=way.outlet or say("a file"))
    for version in way.versions:
        yield from _version(way, version, teller)
    if way.visits or way.visit_due or way.visit_fault:
        fault = say("in vain", fault=way.visit_fault) if way.visit_fault else ""
        due = say("next", at=_dated(way.visit_due)) if way.visit_due else say("no more")
        yield say("read again", n=way.visits, fault=fault, due=due)


def _version(way: Way, version: Version, teller: Teller) -> Iterator[str]:
    say, read = teller.say, _dated(version.read_at)
    whole = say("whole") if version.incomplete is None else say("in part", why=teller.part(version.incomplete))
    kept = say("shrunk", at=_dated(version.shrunk_at)) if version.shrunk_at else ""
    yield say("version", number=version.number)
    yield say("text", at=read, whole=whole, n=version.characters, lang=version.lang, kept=kept, title=version.title)
    if version.notice:
        yield say("notice", notice=version.notice)
    for gone in version.dropped:
        yield say("dropped", quote=gone["claim"].get("quote", ""), fact=gone["fact"], value=gone["value"])
    if version.judged_at is None:
        yield say("waits with", error=way.error) if way.error else say("waits")
        return
    yield say("judged", at=_dated(version.judged_at), n=len(version.verdicts))
    for number, one in enumerate(version.verdicts, 1):
        yield from _verdict(number, one, teller)
    yield from _alert(version, teller)


def _verdict(number: int, one: Weighed, teller: Teller) -> Iterator[str]:
    say = teller.say
    rank = say("rank", n=one.rank) if one.rank is not None else say("silent")
    back = say("held", why=teller.back(one.held)) if one.held else ""
    yield f"  {number}. {teller.name(one.outcome)} ({teller.reason(one.reason)}){rank}{back}"
    yield say("quote", quote=one.claim.get("quote", ""))
    yield f"     {one.id or say('no value')} {one.fact}"
    yield f"     {teller.why(one)}"
    for met in one.against:
        told = say("told by", who=met.told_by) if met.told_by else ""
        yield say("against", id=met.id or "?", fact=met.fact, value=met.value) + told
        if met.quote:
            yield say("quote", quote=met.quote)


def _alert(version: Version, teller: Teller) -> Iterator[str]:
    say, alert = teller.say, version.alert
    if alert is None:
        yield say("no alert", reason=held(version, teller))
        return
    yield say("alert", name=alert.key, rank=alert.rank, at=_dated(alert.created_at))
    if alert.withdrawn_at is not None:
        yield say("withdrawn", at=_dated(alert.withdrawn_at), why=alert.withdrawn_why)
    if not alert.messages:
        yield say("to nobody", reason=held(version, teller))
    yield from _messages(alert, teller)


def _messages(alert: Alerted, teller: Teller) -> Iterator[str]:
    for sent in alert.messages:
        where = sent.link or sent.ts or sent.error or teller.say("not tried")
        yield teller.say("message", channel=sent.channel, state=teller.name(sent.state), n=sent.attempts, where=where)


def _dated(at: datetime | None) -> str:
    return "-" if at is None else at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
