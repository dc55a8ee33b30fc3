"""What the ledger knows of an article's claims: their slots, what a looser reading reaches, and who tells it.

A ledger grows for ever and a decision must not grow with it: of a family that holds thousands of facts the slots of the claims
are loaded, and of the newest facts those that can be held for or against one of them; of a value that a thousand articles tell,
the first few and the latest.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from alerts.comparing import told_at
from alerts.corroboration import STORY_SPAN
from alerts.matching import fact_key, families, norm
from alerts.model import ArticleMark, Fact, Kinship, Sighting, SourceKind, Value, ValueStatus
from alerts.reaching import Reach, offers
from service.store.articles import marks
from service.store.tables.ledger import fact_values, facts, family_heads, sightings
from service.store.tables.watched import revisions
from watchers.claims.codec import claim_from_json
from watchers.claims.model import Claim

NEWEST = 150
"""Facts of a family, the newest, among which a looser reading looks for what it reaches."""
REACHED = 24
"""Facts of a family that a looser reading takes along."""
VALUED = 60
"""Values of a fact, the newest, that are loaded beside those that the article tells."""
FIRST, LATEST = 4, 12
"""Sightings of a value that are loaded: who told it first, and who told it lately."""
COUNTED = 100
"""Sightings of a value, the first, among which the independent ones are counted: a floor is enough to show."""
NEAR = 24
"""Articles of the last week, the latest, whose other claims are loaded too: kinship is between whole articles."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the ledger held of some families when it was loaded."""

    facts: tuple[Fact, ...]
    heads: Mapping[str, int]
    """Family → how often it has changed; 0 for one that nobody has told of."""
    beside: Mapping[str, tuple[Claim, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Id of a recent article among the sightings → what else it claims, outside of these facts."""


AnyRow = Row[*tuple[Any, ...]]


# Statements are built once: building one anew costs several times as much as running it.
_FACT = select(facts.c.id, facts.c.key, facts.c.family)
_HEADS = select(family_heads).where(family_heads.c.family.in_(bindparam("families", expanding=True)))
_FACTS = _FACT.where(facts.c.family.in_(bindparam("families", expanding=True)))
_SLOTS = _FACT.where(facts.c.key.in_(bindparam("keys", expanding=True)))
_STARTING = _FACT.where(facts.c.key >= bindparam("start"), facts.c.key < bindparam("end"))
_NEWEST = _FACT.where(facts.c.family == bindparam("family")).order_by(facts.c.id.desc()).limit(NEWEST)
_VALUES = select(fact_values).where(fact_values.c.fact_id.in_(bindparam("facts", expanding=True))).order_by(fact_values.c.id)
_LATER = fact_values.alias("later")
_LAST_VALUES = select(_LATER.c.id).where(_LATER.c.fact_id == facts.c.id).order_by(_LATER.c.id.desc()).limit(1).offset(VALUED - 1)
_FEW_VALUES = (
    select(fact_values)
    .join(facts, facts.c.id == fact_values.c.fact_id)
    .where(facts.c.id.in_(bindparam("facts", expanding=True)))
    .where(fact_values.c.id >= func.coalesce(_LAST_VALUES.scalar_subquery(), 0))
)
_VALUES_TOLD = _VALUES.where(fact_values.c.norm.in_(bindparam("norms", expanding=True)))
_TELLS = sightings.c.value_id.in_(bindparam("values", expanding=True))
_SIGHTINGS = select(sightings).where(_TELLS)
_OTHER = sightings.alias("other")
_TOLD = select(_OTHER.c.article_id).where(_OTHER.c.value_id == fact_values.c.id).limit(1)
_LAST_FEW = func.coalesce(_TOLD.order_by(_OTHER.c.article_id.desc()).offset(LATEST - 1).scalar_subquery(), 0)
_FIRST_FEW = _TOLD.order_by(_OTHER.c.article_id).offset(FIRST - 1).scalar_subquery()
_OF_VALUES = (
    select(sightings)
    .join(fact_values, fact_values.c.id == sightings.c.value_id)
    .where(fact_values.c.id.in_(bindparam("values", expanding=True)))
)
_LATEST = _OF_VALUES.where(sightings.c.article_id >= _LAST_FEW)
_EARLIEST = _OF_VALUES.where(sightings.c.article_id <= _FIRST_FEW)
_OWN = _SIGHTINGS.where(sightings.c.article_id.in_(bindparam("articles", expanding=True)))
_SAME_BODY = select(revisions.c.article_id).where(revisions.c.body_sha256 == bindparam("body")).limit(LATEST)
_OF_VALUE = _OTHER.c.value_id == fact_values.c.id
_BEFORE = sightings.alias("before")
_COUNTED = select(_BEFORE.c.article_id).where(_BEFORE.c.value_id == fact_values.c.id).order_by(_BEFORE.c.article_id).limit(1)
_INDEPENDENT = select(func.count()).where(
    _OF_VALUE,
    _OTHER.c.article_id <= func.coalesce(_COUNTED.offset(COUNTED - 1).correlate(fact_values).scalar_subquery(), 2**62),
    _OTHER.c.kinship == Kinship.INDEPENDENT.value,
)
_COUNTS = select(
    fact_values.c.id,
    select(func.count()).where(_OF_VALUE).scalar_subquery().label("told"),
    _INDEPENDENT.scalar_subquery().label("independent"),
).where(fact_values.c.id.in_(bindparam("values", expanding=True)))
_CLAIMS = select(sightings.c.id, sightings.c.value_id, sightings.c.article_id, sightings.c.claim).where(
    sightings.c.article_id.in_(bindparam("articles", expanding=True))
)


def load_families(c: Connection, wanted: Collection[str]) -> Known:
    """All facts of these families with all their values and sightings, and the heads that ``record`` wants back."""
    heads = heads_of(c, wanted)
    rows = c.execute(_FACTS, {"families": _begun(heads)}).all() if _begun(heads) else []
    values = c.execute(_VALUES, {"facts": [row.id for row in rows]}).all() if rows else []
    told = c.execute(_SIGHTINGS, {"values": [row.id for row in values]}).all() if values else []
    return Known(facts=_facts(rows, values, _Seen(c, told)), heads=heads)


def load_known(c: Connection, mark: ArticleMark, claims: Sequence[Claim], reach: Reach) -> Known:
    """What is needed to weigh the claims of an article, and the heads that ``record`` wants back; the size of the ledger is
    of no account.
    """
    heads = heads_of(c, families(claims))
    begun = _begun(heads)
    rows = _reached(c, begun, claims, reach) if begun else []
    values = _few_values(c, [row.id for row in rows], claims) if rows else []
    if not values:
        return Known(facts=_facts(rows, (), _Seen(c, ())), heads=heads)
    told, cut = _few_sightings(c, mark, [row.id for row in values])
    seen = _Seen(c, told)
    return Known(facts=_facts(rows, values, seen, cut), heads=heads, beside=_beside(c, mark, told, seen))


def heads_of(c: Connection, wanted: Collection[str]) -> dict[str, int]:
    """How often each of these families has changed; 0 for one that nobody has told of."""
    heads = dict.fromkeys(sorted(wanted), 0)
    return heads | {row.family: row.version for row in c.execute(_HEADS, {"families": list(heads)})}


def _begun(heads: Mapping[str, int]) -> list[str]:
    return [family for family, version in heads.items() if version]


def _reached(c: Connection, begun: Sequence[str], claims: Sequence[Claim], reach: Reach) -> list[AnyRow]:
    """Slots, and what else can be held for or against a claim; in the order in which they were learned."""
    found = {row.id: row for row in c.execute(_SLOTS, {"keys": [fact_key(claim) for claim in claims]})}
    for start in sorted(offers(claims)):
        same = {"start": f"{start}|", "end": f"{start}{chr(ord('|') + 1)}"}
        found |= {row.id: row for row in c.execute(_STARTING, same)}
    for family in begun:
        wider = reach.within(family, claims, [row.key for row in found.values()])
        if wider is not None:
            newest = (row for row in c.execute(_NEWEST, {"family": family}).all() if wider(row.key))
            found |= {row.id: row for row, _ in zip(newest, range(REACHED), strict=False)}
    return [found[number] for number in sorted(found)]


def _few_values(c: Connection, wanted: Sequence[int], claims: Iterable[Claim]) -> list[AnyRow]:
    found = {row.id: row for row in c.execute(_FEW_VALUES, {"facts": list(wanted)})}
    full = [fact for fact, count in Counter(row.fact_id for row in found.values()).items() if count >= VALUED]
    if full:
        asked = {"facts": full, "norms": sorted({norm(claim) for claim in claims})}
        found |= {row.id: row for row in c.execute(_VALUES_TOLD, asked)}
    return [found[number] for number in sorted(found)]


def _few_sightings(c: Connection, mark: ArticleMark, values: list[int]) -> tuple[list[AnyRow], dict[int, tuple[int, int]]]:
    """The sightings that a decision needs; and how many, in all and independent, each value has of which some were left out."""
    told = {row.id: row for row in c.execute(_LATEST, {"values": values})}
    many = [value for value, count in Counter(row.value_id for row in told.values()).items() if count >= LATEST]
    if not many:
        return list(told.values()), {}
    mine = [row.article_id for row in c.execute(_SAME_BODY, {"body": mark.body_sha256})]
    mine += [int(mark.article)] if mark.article.isdecimal() else []
    told |= {row.id: row for row in c.execute(_EARLIEST, {"values": many})}
    told |= {row.id: row for row in c.execute(_OWN, {"values": many, "articles": mine})} if mine else {}
    counts = {row.id: (int(row.told), int(row.independent)) for row in c.execute(_COUNTS, {"values": many})}
    return list(told.values()), counts


class _Seen:
    """Sightings by value, in order of arrival."""

    def __init__(self, c: Connection, told: Iterable[AnyRow]) -> None:
        rows = sorted(told, key=lambda row: int(row.id))
        self.marked = marks(c, {row.revision_id for row in rows})
        self.by_value: dict[int, list[Sighting]] = defaultdict(list)
        for row in rows:
            sighting = Sighting(
                mark=self.marked[row.revision_id],
                claim=claim_from_json(row.claim),
                kinship=Kinship(row.kinship),
                dropped=row.dropped_at is not None,
            )
            self.by_value[row.value_id].append(sighting)


def _facts(
    rows: Sequence[AnyRow],
    values: Iterable[AnyRow],
    seen: _Seen,
    cut: Mapping[int, tuple[int, int]] = MappingProxyType({}),
) -> tuple[Fact, ...]:
    held: dict[int, list[Value]] = defaultdict(list)
    for row in values:
        held[row.fact_id].append(_value(row, seen.by_value[row.id], cut.get(row.id)))
    return tuple(Fact(id=row.id, key=row.key, family=row.family, values=tuple(held[row.id])) for row in rows)


def _value(row: AnyRow, told: Sequence[Sighting], counts: tuple[int, int] | None) -> Value:
    few = len(told), sum(sighting.kinship is Kinship.INDEPENDENT for sighting in told)
    return Value(
        id=row.id,
        norm=row.norm,
        claim=claim_from_json(row.claim),
        status=ValueStatus(row.status),
        valid_from=None if row.valid_from is None else date.fromisoformat(row.valid_from),
        learned_at=row.learned_at,
        sightings=tuple(told),
        more=0 if counts is None else counts[0] - few[0],
        more_independent=0 if counts is None else max(0, counts[1] - few[1]),
    )


def _beside(c: Connection, mark: ArticleMark, told: Iterable[AnyRow], seen: _Seen) -> dict[str, tuple[Claim, ...]]:
    """What recent articles among the sightings claim besides, by article."""
    rows = list(told)
    loaded = {row.value_id for row in rows}
    near = {row.article_id for row in rows if _near(mark, seen.marked[row.revision_id])}
    latest = sorted(near)[-NEAR:]
    found: dict[str, list[Claim]] = defaultdict(list)
    claims = c.execute(_CLAIMS, {"articles": latest}).all() if latest else []
    for row in sorted(claims, key=lambda row: int(row.id)):  # not by the database: it would rather walk the table than sort
        if row.value_id not in loaded:
            found[str(row.article_id)].append(claim_from_json(row.claim))
    return {article: tuple(claims) for article, claims in found.items()}


def _near(mark: ArticleMark, other: ArticleMark) -> bool:
    if other.article == mark.article or other.kind is not SourceKind.ARTICLE:
        return False
    return abs(told_at(mark) - told_at(other)) <= STORY_SPAN
