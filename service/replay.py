"""An archive through the same decisions on a ledger of its own: the same bytes out for the same bytes in."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from alerts.model import Alert, Fact, Value, Verdict
from alerts.recording import plan
from service.archive import Given
from service.baseline import learn
from service.flow.judge import alert_of, decide, met
from service.flow.revising import revise, standing_claims
from service.ledgerfile import Told
from service.reference import Reference
from service.store.articles import ToJudge, add_article, record_judged
from service.store.ledger import Teller, record, record_verdicts
from service.store.revisions import Ending, most_serious, record_ending, told_by
from service.store.schema import prepare
from service.store.session import Connection, Store
from service.taking import Taken, taken
from watchers.claims.codec import claim_to_json

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the time of an article that gives none: a replay never reads the clock."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of one article."""

    id: str
    verdicts: tuple[Verdict, ...]
    alert: Alert | None
    names: Mapping[str, str]
    """Row number of an article in this ledger → its id in the archive."""
    published: datetime | None = None
    lacks: str | None = None
    """Why its text could not be taken apart anew."""


def replay(given: Iterable[Given], reference: Reference, known: Iterable[Told] = ()) -> Iterator[Outcome]:
    """Judge articles one after the other, in the order given; what one says is known to the next."""
    return replayed(taken(given, reference), reference, known)


def replayed(articles: Iterable[Taken], reference: Reference, known: Iterable[Told] = ()) -> Iterator[Outcome]:
    """Judge articles whose claims were taken out, in the order given."""
    store = Store("sqlite://")
    try:
        prepare(store)
        learn(store, tuple(known), reference, UNDATED)
        names: dict[str, str] = {}
        seen: set[str] = set()
        for one in articles:
            yield _judged(store, one, reference, (names, seen))
    finally:
        store.close()


def tried(store: Store, articles: Iterable[Taken], reference: Reference) -> tuple[Outcome, ...]:
    """What these would be judged to be on this ledger, one after the other; nothing of it is kept.

    Nobody else can write meanwhile: a few articles, whose claims are taken out already. Raises ``StoreError``.
    """
    waiting = list(articles)
    found: list[Outcome] = []
    with suppress(_Undone), store.writing() as c:
        names: dict[str, str] = {}
        for one in waiting:
            item = add_article(c, one.given.article, one.at or one.given.article.published or UNDATED)
            names[item.mark.article] = one.given.id
            found.append(_weighed(c, item, one, reference, names))
        raise _Undone
    return tuple(found)


class _Undone(Exception):
    """Ends a transaction whose work is not to be kept."""


def _judged(store: Store, one: Taken, reference: Reference, known: tuple[dict[str, str], set[str]]) -> Outcome:
    names, seen = known
    article, extraction = one.given.article, one.extraction
    if article.url not in seen and not extraction.claims and not extraction.notices:
        # nothing of it would stand in the ledger, and most of what is printed is like it
        return Outcome(id=one.given.id, verdicts=(), alert=None, names=names, published=article.published, lacks=one.lacks)
    seen.add(article.url)
    with store.writing() as c:
        item = add_article(c, article, one.at or article.published or UNDATED)
        names[item.mark.article] = one.given.id
        return _weighed(c, item, one, reference, names)


def _weighed(c: Connection, item: ToJudge, one: Taken, reference: Reference, names: Mapping[str, str]) -> Outcome:
    article, extraction = one.given.article, one.extraction
    now = one.at or article.published or UNDATED
    claims, held = met(c, item.mark, standing_claims(extraction), reference)
    verdicts = decide(item.mark, claims, held, reference)
    teller = Teller(revision=item.revision, article=item.article_id, now=now)
    before = told_by(c, item.article_id) if item.number > 1 else ()
    record(c, teller, plan(verdicts), held)
    revised = revise(c, item, extraction, verdicts, (before, teller))
    ending = Ending(held=None, notice=most_serious(extraction.notices), dropped=revised.dropped)
    record_ending(c, item.revision, ending)
    record_verdicts(c, item.revision, verdicts)
    record_judged(c, item, on_beat=extraction.on_beat, reference=reference.digest, now=now)
    return Outcome(
        id=one.given.id,
        verdicts=verdicts,
        alert=alert_of(item, verdicts),
        names=names,
        published=article.published,
        lacks=one.lacks,
    )


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """One line of ``replay --json``, as in the public contract."""
    verdicts = [_verdict(verdict, outcome.names) for verdict in outcome.verdicts]
    lacks = {} if outcome.lacks is None else {"lacks": outcome.lacks}
    return {"id": outcome.id, "alert": outcome.alert is not None, "verdicts": verdicts} | lacks


def _verdict(verdict: Verdict, names: Mapping[str, str]) -> dict[str, Any]:
    line: dict[str, Any] = {
        "claim": claim_to_json(verdict.claim),
        "verdict": verdict.outcome.value,
        "against": [_known(fact, value, names) for fact, value in verdict.against],
        "reason": verdict.explanation,
        "rule": verdict.reason.value,
    }
    if verdict.conflict is not None:
        line["conflict"] = verdict.conflict.value
    if verdict.rank is not None:
        line["rank"] = verdict.rank
    return line


def _known(fact: Fact, value: Value, names: Mapping[str, str]) -> dict[str, Any]:
    """A known value by its fact and by the article that told it first."""
    first = value.sightings[0] if value.sightings else None
    known: dict[str, Any] = {"fact": fact.key, "value": value.norm}
    if first is not None:
        known["article"] = names.get(first.mark.article, first.mark.url)
        known["quote"] = first.claim.evidence.quote
    return known
