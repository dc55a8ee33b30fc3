"""The ledger: facts, values, sightings and the verdicts on each revision.

A family (all that must be known to weigh one claim) has a head, a number that every change moves on. A judge remembers the heads
it loaded; where one has moved by the time it saves, it loads and weighs again. So two articles with the same new fact, judged at
once, give one NEW, on every backend.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from alerts.model import ArticleMark, Fact, Kinship, Sighting, Value, ValueStatus, Verdict
from alerts.recording import BY_PERSON, Entry, Plan, Standing
from service.store.articles import marks
from service.store.errors import Stale
from service.store.session import inserted
from service.store.tables import articles, fact_values, facts, family_heads, sightings, verdicts
from watchers.claims.codec import claim_from_json, claim_to_json

Heads = Mapping[str, int]
STORY_WINDOW = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Teller:
    """The revision whose claims are recorded."""

    revision: int
    article: int
    now: datetime


def load_families(c: Connection, families: Collection[str]) -> tuple[tuple[Fact, ...], Heads]:
    """All facts of these families with their values and sightings, and the heads that ``record`` wants back."""
    heads = dict.fromkeys(sorted(families), 0)
    found = c.execute(select(family_heads).where(family_heads.c.family.in_(families)))
    heads.update({row.family: row.version for row in found})
    rows = c.execute(select(facts).where(facts.c.family.in_(families)).order_by(facts.c.id)).all()
    values = _values(c, [row.id for row in rows])
    return tuple(Fact(id=row.id, key=row.key, family=row.family, values=tuple(values[row.id])) for row in rows), heads


def record(c: Connection, teller: Teller, plan: Plan, heads: Heads) -> None:
    """Apply a plan whose verdicts were weighed against ``heads``. Raises ``Stale`` where one has moved since."""
    for family in sorted(plan.families):
        _move_head(c, family, heads[family])
    ids: dict[tuple[str, str], int] = {}
    for entry in plan.entries:
        ids[entry.fact_key, entry.norm] = _record_entry(c, entry, teller)
    for standing in plan.standings:
        _stand(c, standing)
    _join_story(c, teller)


def record_verdicts(c: Connection, revision: int, decided: Sequence[Verdict]) -> None:
    """Keep what was decided about each claim, and why."""
    for ordinal, verdict in enumerate(decided):
        c.execute(
            insert(verdicts).values(
                revision_id=revision,
                ordinal=ordinal,
                claim=claim_to_json(verdict.claim),
                outcome=verdict.outcome.value,
                reason=verdict.reason.value,
                explanation=verdict.explanation,
                conflict=verdict.conflict,
                rank=verdict.rank,
                kinship=verdict.kinship.value,
                fact_key=verdict.fact_key,
                norm=verdict.norm,
                against=[[fact.key, value.norm] for fact, value in verdict.against],
            )
        )


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
    return Sighting(mark=marked[row.revision_id], claim=claim_from_json(row.claim), kinship=Kinship(row.kinship))


def _move_head(c: Connection, family: str, version: int) -> None:
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


def _record_entry(c: Connection, entry: Entry, teller: Teller) -> int:
    fact = c.execute(select(facts.c.id).where(facts.c.key == entry.fact_key)).scalar_one_or_none()
    if fact is None:
        fact = inserted(c, insert(facts).values(key=entry.fact_key, family=entry.family, created_at=teller.now))
    same = (fact_values.c.fact_id == fact) & (fact_values.c.norm == entry.norm)
    value = c.execute(select(fact_values.c.id).where(same)).scalar_one_or_none()
    if value is None:
        value = _new_value(c, fact, entry, teller)
    told = (sightings.c.value_id == value) & (sightings.c.article_id == teller.article)
    if c.execute(select(sightings.c.id).where(told)).scalar_one_or_none() is None:
        _see(c, value, entry, teller)
    return int(value)


def _new_value(c: Connection, fact: int, entry: Entry, teller: Teller) -> int:
    return inserted(
        c,
        insert(fact_values).values(
            fact_id=fact,
            norm=entry.norm,
            claim=claim_to_json(entry.claim),
            status=entry.status.value,
            valid_from=None if entry.valid_from is None else entry.valid_from.isoformat(),
            learned_at=teller.now,
        ),
    )


def _see(c: Connection, value: int, entry: Entry, teller: Teller) -> None:
    c.execute(
        insert(sightings).values(
            value_id=value,
            article_id=teller.article,
            revision_id=teller.revision,
            kinship=entry.kinship.value,
            claim=claim_to_json(entry.claim),
            seen_at=teller.now,
        )
    )


def _stand(c: Connection, standing: Standing) -> None:
    fact = select(facts.c.id).where(facts.c.key == standing.fact_key).scalar_subquery()
    c.execute(
        update(fact_values)
        .where(fact_values.c.fact_id == fact, fact_values.c.norm == standing.norm, fact_values.c.status.not_in(BY_PERSON))
        .values(status=standing.status.value)
    )


def _join_story(c: Connection, teller: Teller) -> None:
    """Articles that share facts within seven days are one story; this groups the display and decides nothing."""
    mine = select(sightings.c.value_id).where(sightings.c.article_id == teller.article).scalar_subquery()
    others = (
        select(articles.c.story_id)
        .join(sightings, sightings.c.article_id == articles.c.id)
        .where(
            sightings.c.value_id.in_(mine),
            sightings.c.seen_at >= teller.now - STORY_WINDOW,
            articles.c.id != teller.article,
            articles.c.story_id.is_not(None),
        )
        .order_by(sightings.c.id)
        .limit(1)
    )
    story = c.execute(others).scalar_one_or_none() or teller.article
    c.execute(update(articles).where(articles.c.id == teller.article, articles.c.story_id.is_(None)).values(story_id=story))
