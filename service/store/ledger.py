"""The ledger: facts, values, sightings and the verdicts on each revision.

A family (all that must be known to weigh one claim) has a head, a number that every change moves on. A judge remembers the heads
it loaded; where one has moved by the time it saves, it loads and weighs again. So two articles with the same new fact, judged at
once, give one NEW, on every backend.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from alerts.model import SourceKind, ValueStatus, Verdict
from alerts.recording import Entry, Plan, Standing
from service.store.columns import Written, written
from service.store.errors import Stale
from service.store.known import Known
from service.store.tables.ledger import fact_values, facts, family_heads, sightings, standings, verdicts
from service.store.tables.watched import articles
from watchers.claims.codec import claim_to_json

STORY_WINDOW = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Teller:
    """The revision whose claims are recorded."""

    revision: int
    article: int
    now: datetime


# Statements are built once: building one anew costs several times as much as running it.
_MOVE_HEAD = update(family_heads).where(
    family_heads.c.family == bindparam("head"), family_heads.c.version == bindparam("weighed")
)
_NEW_HEAD = insert(family_heads)
_NEW_FACTS = insert(facts)
_SLOT = select(facts.c.id).where(facts.c.key == bindparam("slot")).scalar_subquery()
_SAID = select(fact_values.c.id).where(fact_values.c.fact_id == _SLOT, fact_values.c.norm == bindparam("said")).scalar_subquery()
# Rows find what they stand on by its key: asked for their ids, SQLite would make them one at a time.
_NEW_VALUES = insert(fact_values).values(fact_id=_SLOT)
_NEW_SIGHTINGS = insert(sightings).values(value_id=_SAID)
_NEW_VERDICTS = insert(verdicts)
_MOVABLE = select(fact_values.c.id, fact_values.c.status).where(
    fact_values.c.fact_id == _SLOT,
    fact_values.c.norm == bindparam("said"),
    fact_values.c.status.not_in(bindparam("fixed", expanding=True)),
)
_STAND = update(fact_values).where(fact_values.c.id == bindparam("value"))
_TURN = insert(standings)
_OTHER = articles.alias("other")
_THEIR_STORY = (
    select(_OTHER.c.story_id)
    .join(sightings, sightings.c.article_id == _OTHER.c.id)
    .where(
        sightings.c.value_id.in_(bindparam("values", expanding=True)),
        sightings.c.article_id.in_(bindparam("others", expanding=True)),
        sightings.c.seen_at >= bindparam("since", type_=sightings.c.seen_at.type),
        _OTHER.c.id != bindparam("article"),
        _OTHER.c.kind == SourceKind.ARTICLE,
        _OTHER.c.story_id.is_not(None),
    )
    .order_by(sightings.c.id)
    .limit(1)
)
_JOIN_STORY = (
    update(articles)
    .where(articles.c.id == bindparam("article"), articles.c.story_id.is_(None))
    .values(story_id=bindparam("story"))
)


def record(c: Connection, teller: Teller, plan: Plan, known: Known) -> None:
    """Apply a plan whose verdicts were weighed against ``known``. Raises ``Stale`` where its heads have moved since.

    What is known tells which rows are there already: unmoved heads prove that it still holds.
    """
    for family in sorted(plan.families):
        move_head(c, family, known.heads[family])
    first: dict[Place, tuple[Entry, Written]] = {}
    for entry in plan.entries:
        if (entry.fact_key, entry.norm) not in first:
            first[entry.fact_key, entry.norm] = entry, written(claim_to_json(entry.claim))
    _make(c, first, known, teller)
    _see(c, first, known, teller)
    for standing in plan.standings:
        stand(c, standing, teller)
    _join_story(c, first.keys(), known, teller)


def record_verdicts(c: Connection, revision: int, decided: Sequence[Verdict]) -> None:
    """Keep what was decided about each claim, and why."""
    rows = [_verdict_row(revision, ordinal, verdict) for ordinal, verdict in enumerate(decided)]
    if rows:
        c.execute(_NEW_VERDICTS, rows)


def _verdict_row(revision: int, ordinal: int, verdict: Verdict) -> dict[str, object]:
    return {
        "revision_id": revision,
        "ordinal": ordinal,
        "claim": claim_to_json(verdict.claim),
        "outcome": verdict.outcome.value,
        "reason": verdict.reason.value,
        "explanation": verdict.explanation,
        "conflict": verdict.conflict,
        "rank": verdict.rank,
        "kinship": verdict.kinship.value,
        "fact_key": verdict.fact_key,
        "norm": verdict.norm,
        "against": [[fact.key, value.norm] for fact, value in verdict.against],
        "held": verdict.held,
    }


def move_head(c: Connection, family: str, version: int) -> None:
    """The family changed since it had this version. Raises ``Stale`` where somebody else has changed it meanwhile."""
    if version:
        moved = c.execute(_MOVE_HEAD, {"head": family, "weighed": version, "version": version + 1})
        if moved.rowcount == 1:
            return
        raise Stale("the ledger moved; load and weigh again", where=family)
    try:
        c.execute(_NEW_HEAD, {"family": family, "version": 1})
    except IntegrityError as error:
        raise Stale("the ledger moved; load and weigh again", where=family) from error


Place = tuple[str, str]
"""Fact key and norm: a value."""


First = Mapping[Place, tuple[Entry, Written]]
"""What is told of each value, the first time, in the order of telling; and its claim as a row holds it."""


def _make(c: Connection, first: First, known: Known, teller: Teller) -> None:
    """Facts and values that are told and not yet there, in the order of telling."""
    keys = {fact.key for fact in known.facts}
    new = {entry.fact_key: entry.family for entry, _ in first.values() if entry.fact_key not in keys}
    if new:
        c.execute(_NEW_FACTS, [{"key": key, "family": family, "created_at": teller.now} for key, family in new.items()])
    held = {(fact.key, value.norm) for fact in known.facts for value in fact.values}
    fresh = [_value_row(*told, teller) for place, told in first.items() if place not in held]
    if fresh:
        c.execute(_NEW_VALUES, fresh)


def _value_row(entry: Entry, claim: Written, teller: Teller) -> dict[str, object]:
    return {
        "slot": entry.fact_key,
        "norm": entry.norm,
        "claim": claim,
        "status": entry.status.value,
        "valid_from": None if entry.valid_from is None else entry.valid_from.isoformat(),
        "learned_at": teller.now,
    }


def _see(c: Connection, first: First, known: Known, teller: Teller) -> None:
    """One sighting a value, where this article has not told it before in another revision."""
    me = str(teller.article)
    told = {
        (fact.key, value.norm)
        for fact in known.facts
        for value in fact.values
        if any(sighting.mark.article == me for sighting in value.sightings)
    }
    rows = [
        {
            "slot": entry.fact_key,
            "said": entry.norm,
            "article_id": teller.article,
            "revision_id": teller.revision,
            "kinship": entry.kinship.value,
            "claim": claim,
            "seen_at": teller.now,
        }
        for place, (entry, claim) in first.items()
        if place not in told
    ]
    if rows:
        c.execute(_NEW_SIGHTINGS, rows)


def stand(c: Connection, standing: Standing, teller: Teller) -> None:
    """Give a value its standing, where that may be done to it, and write down what it was until now."""
    after = standing.status.value
    fixed = [status.value for status in ValueStatus if status is standing.status or not standing.moves(status)]
    row = c.execute(_MOVABLE, {"slot": standing.fact_key, "said": standing.norm, "fixed": fixed}).one_or_none()
    if row is None:
        return
    c.execute(_STAND, {"value": row.id, "status": after})
    c.execute(_TURN, {"revision_id": teller.revision, "value_id": row.id, "at": teller.now, "before": row.status, "after": after})


def _join_story(c: Connection, places: Collection[Place], known: Known, teller: Teller) -> None:
    """Articles that share facts within seven days are one story; this groups the display and decides nothing.

    An inventory is in no story: whoever tells something of it would be in one with everybody else who does.
    """
    mine = [value for fact in known.facts for value in fact.values if (fact.key, value.norm) in places]
    others = {int(sighting.mark.article) for value in mine for sighting in value.articles} - {teller.article}
    asked = {"values": [value.id for value in mine], "others": list(others), "article": teller.article}
    theirs = c.execute(_THEIR_STORY, asked | {"since": teller.now - STORY_WINDOW}).scalar_one_or_none() if others else None
    c.execute(_JOIN_STORY, {"article": teller.article, "story": theirs or teller.article})
