"""The ledger: facts, values, sightings and the verdicts on each revision.

A family (all that must be known to weigh one claim) has a head, a number that every change moves on. A judge remembers the heads
it loaded; where one has moved by the time it saves, it loads and weighs again. So two articles with the same new fact, judged at
once, give one NEW, on every backend.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Row, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from alerts.model import ArticleMark, Fact, Kinship, Sighting, SourceKind, Value, ValueStatus, Verdict
from alerts.recording import Entry, Plan, Standing
from service.store.articles import marks
from service.store.errors import Stale
from service.store.tables import articles, fact_values, facts, family_heads, sightings, standings, verdicts
from watchers.claims.codec import claim_from_json, claim_to_json

STORY_WINDOW = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the ledger held of some families when it was loaded."""

    facts: tuple[Fact, ...]
    heads: Mapping[str, int]
    """Family → how often it has changed; 0 for one that nobody has told of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Teller:
    """The revision whose claims are recorded."""

    revision: int
    article: int
    now: datetime


def load_families(c: Connection, families: Collection[str]) -> Known:
    """All facts of these families with their values and sightings, and the heads that ``record`` wants back."""
    heads = dict.fromkeys(sorted(families), 0)
    found = c.execute(select(family_heads).where(family_heads.c.family.in_(families)))
    heads.update({row.family: row.version for row in found})
    rows = c.execute(select(facts).where(facts.c.family.in_(families)).order_by(facts.c.id)).all()
    values = _values(c, [row.id for row in rows])
    held = (Fact(id=row.id, key=row.key, family=row.family, values=tuple(values[row.id])) for row in rows)
    return Known(facts=tuple(held), heads=heads)


def record(c: Connection, teller: Teller, plan: Plan, known: Known) -> None:
    """Apply a plan whose verdicts were weighed against ``known``. Raises ``Stale`` where its heads have moved since.

    What is known tells which rows are there already: unmoved heads prove that it still holds.
    """
    for family in sorted(plan.families):
        move_head(c, family, known.heads[family])
    values = _rows_of(c, plan.entries, known, teller)
    _see(c, values, known, teller)
    for standing in plan.standings:
        stand(c, standing, teller)
    _join_story(c, teller)


def record_verdicts(c: Connection, revision: int, decided: Sequence[Verdict]) -> None:
    """Keep what was decided about each claim, and why."""
    rows = [_verdict_row(revision, ordinal, verdict) for ordinal, verdict in enumerate(decided)]
    if rows:
        c.execute(insert(verdicts), rows)


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


def _values(c: Connection, fact_ids: Collection[int]) -> dict[int, list[Value]]:
    found = c.execute(select(fact_values).where(fact_values.c.fact_id.in_(fact_ids)).order_by(fact_values.c.id)).all()
    seen = _sightings(c, [row.id for row in found])
    values: dict[int, list[Value]] = defaultdict(list)
    for row in found:
        values[row.fact_id].append(
            Value(
                id=row.id,
                norm=row.norm,
                claim=claim_from_json(row.claim),
                status=ValueStatus(row.status),
                valid_from=None if row.valid_from is None else date.fromisoformat(row.valid_from),
                learned_at=row.learned_at,
                sightings=tuple(seen[row.id]),
            )
        )
    return values


def _sightings(c: Connection, value_ids: Collection[int]) -> dict[int, list[Sighting]]:
    found = c.execute(select(sightings).where(sightings.c.value_id.in_(value_ids)).order_by(sightings.c.id)).all()
    marked = marks(c, {row.revision_id for row in found})
    seen: dict[int, list[Sighting]] = defaultdict(list)
    for row in found:
        seen[row.value_id].append(_sighting(row, marked))
    return seen


def _sighting(row: Row[tuple[object, ...]], marked: Mapping[int, ArticleMark]) -> Sighting:
    return Sighting(
        mark=marked[row.revision_id],
        claim=claim_from_json(row.claim),
        kinship=Kinship(row.kinship),
        dropped=row.dropped_at is not None,
    )


def move_head(c: Connection, family: str, version: int) -> None:
    """The family changed since it had this version. Raises ``Stale`` where somebody else has changed it meanwhile."""
    if version:
        moved = c.execute(
            update(family_heads)
            .where(family_heads.c.family == family, family_heads.c.version == version)
            .values(version=version + 1)
        )
        if moved.rowcount == 1:
            return
        raise Stale("the ledger moved; load and weigh again", where=family)
    try:
        c.execute(insert(family_heads).values(family=family, version=1))
    except IntegrityError as error:
        raise Stale("the ledger moved; load and weigh again", where=family) from error


ValueRows = dict[tuple[str, str], tuple[int, Entry]]
"""(fact key, norm) → the value's row and the first entry that tells it."""


def _rows_of(c: Connection, entries: Sequence[Entry], known: Known, teller: Teller) -> ValueRows:
    """The row of every value that is told; facts and values that are not yet there are made, in the order of telling."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        first.setdefault((entry.fact_key, entry.norm), entry)
    fact_ids = {fact.key: fact.id for fact in known.facts}
    new = {entry.fact_key: entry.family for entry in first.values() if entry.fact_key not in fact_ids}
    rows = [{"key": key, "family": family, "created_at": teller.now} for key, family in new.items()]
    fact_ids |= dict(zip(new, _inserted(c, facts, rows), strict=True))
    held = {(fact.key, value.norm): value.id for fact in known.facts for value in fact.values}
    fresh = {place: entry for place, entry in first.items() if place not in held}
    made = [_value_row(fact_ids[entry.fact_key], entry, teller) for entry in fresh.values()]
    held |= dict(zip(fresh, _inserted(c, fact_values, made), strict=True))
    return {place: (held[place], entry) for place, entry in first.items()}


def _value_row(fact: int, entry: Entry, teller: Teller) -> dict[str, object]:
    return {
        "fact_id": fact,
        "norm": entry.norm,
        "claim": claim_to_json(entry.claim),
        "status": entry.status.value,
        "valid_from": None if entry.valid_from is None else entry.valid_from.isoformat(),
        "learned_at": teller.now,
    }


def _inserted(c: Connection, table: Table, rows: Sequence[dict[str, object]]) -> list[int]:
    """Insert rows of a table; their ids, in the same order."""
    if not rows:
        return []
    made = c.execute(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)
    return [int(row.id) for row in made]


def _see(c: Connection, values: ValueRows, known: Known, teller: Teller) -> None:
    """One sighting a value, where this article has not told it before in another revision."""
    me = str(teller.article)
    told = {value.id for fact in known.facts for value in fact.values if any(s.mark.article == me for s in value.sightings)}
    rows = [
        {
            "value_id": value,
            "article_id": teller.article,
            "revision_id": teller.revision,
            "kinship": entry.kinship.value,
            "claim": claim_to_json(entry.claim),
            "seen_at": teller.now,
        }
        for value, entry in values.values()
        if value not in told
    ]
    if rows:
        c.execute(insert(sightings), rows)


def stand(c: Connection, standing: Standing, teller: Teller) -> None:
    """Give a value its standing, where that may be done to it, and write down what it was until now."""
    fact = select(facts.c.id).where(facts.c.key == standing.fact_key).scalar_subquery()
    fixed = [status.value for status in ValueStatus if not standing.moves(status)]
    mine = (
        *(fact_values.c.fact_id == fact, fact_values.c.norm == standing.norm),
        *(fact_values.c.status.not_in(fixed), fact_values.c.status != standing.status.value),
    )
    row = c.execute(select(fact_values.c.id, fact_values.c.status).where(*mine)).one_or_none()
    if row is None:
        return
    c.execute(update(fact_values).where(fact_values.c.id == row.id).values(status=standing.status.value))
    turned = {"value_id": row.id, "at": teller.now, "before": row.status, "after": standing.status.value}
    c.execute(insert(standings).values(revision_id=teller.revision, **turned))


def _join_story(c: Connection, teller: Teller) -> None:
    """Articles that share facts within seven days are one story; this groups the display and decides nothing.

    An inventory is in no story: whoever tells something of it would be in one with everybody else who does.
    """
    mine = select(sightings.c.value_id).where(sightings.c.article_id == teller.article).scalar_subquery()
    others = (
        select(articles.c.story_id)
        .join(sightings, sightings.c.article_id == articles.c.id)
        .where(
            sightings.c.value_id.in_(mine),
            sightings.c.seen_at >= teller.now - STORY_WINDOW,
            articles.c.id != teller.article,
            articles.c.kind == SourceKind.ARTICLE,
            articles.c.story_id.is_not(None),
        )
        .order_by(sightings.c.id)
        .limit(1)
    )
    story = c.execute(others).scalar_one_or_none() or teller.article
    c.execute(update(articles).where(articles.c.id == teller.article, articles.c.story_id.is_(None)).values(story_id=story))
