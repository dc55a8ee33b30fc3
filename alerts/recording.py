"""What the verdicts of one article write into the ledger: a plan that a store applies in one transaction.

The plan is made of three idempotent steps, in this order, so that applying it twice changes nothing:

1. each ``Entry``: the fact is made if its key is new; the value is made if its norm is new in the fact, with the entry's status;
   the article's sighting is added to the value if it has none there yet.
2. each ``Standing``: the value gets the status, if it is not the one that a person gave it.

Nothing is deleted. ``UPDATES`` and ``CHANGES`` leave the old value as superseded, a contradiction leaves both sides disputed, a
correction notice supersedes what it corrects. A value that a person confirmed or retracted keeps that status: only a person
takes it away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from alerts.matching import family
from alerts.model import ArticleMark, Conflict, Fact, Kinship, Outcome, Reason, Sighting, Value, ValueStatus, Verdict
from watchers.claims.model import Claim

PAST = frozenset({Reason.LOWER_RUNG, Reason.OLDER_NEWS, Reason.OTHER_PERIOD})
"""Reasons that bring a value which no longer stands by the time it is learned."""
BY_PERSON = frozenset({ValueStatus.CONFIRMED, ValueStatus.RETRACTED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One article saying one value of one fact."""

    fact_key: str
    family: str
    norm: str
    claim: Claim
    kinship: Kinship
    status: ValueStatus
    """Of the value, where this entry makes it; an existing value keeps its own."""
    valid_from: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What becomes of a value."""

    fact_key: str
    norm: str
    status: ValueStatus
    revives: bool = False
    """Also where it was taken back: by its outlet, for what a person retracts is told by nobody."""

    def moves(self, status: ValueStatus) -> bool:
        """Whether it changes a value of this status."""
        return status not in BY_PERSON or (self.revives and status is ValueStatus.RETRACTED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """Everything that one article changes in the ledger."""

    entries: tuple[Entry, ...] = ()
    standings: tuple[Standing, ...] = ()

    @property
    def families(self) -> frozenset[str]:
        """Which families the plan writes to."""
        return frozenset(entry.family for entry in self.entries)


def _entry(verdict: Verdict) -> Entry:
    disputed = verdict.outcome is Outcome.CONTRADICTS and verdict.conflict is not Conflict.CORRECTION
    past = verdict.reason in PAST or _below_an_inventory(verdict)
    status = ValueStatus.SUPERSEDED if past else ValueStatus.DISPUTED if disputed else ValueStatus.REPORTED
    return Entry(
        fact_key=verdict.fact_key,
        family=family(verdict.claim),
        norm=verdict.norm,
        claim=verdict.claim,
        kinship=verdict.kinship,
        status=status,
        valid_from=verdict.claim.valid_from,
    )


def _below_an_inventory(verdict: Verdict) -> bool:
    """A lower rung than the inventoried use that stands."""
    return verdict.reason is Reason.FIRST_INVENTORIED and all(value.norm != verdict.norm for _, value in verdict.against)


def _fate(verdict: Verdict) -> ValueStatus | None:
    """What the verdict makes of the values it was held against."""
    match verdict.outcome:
        case Outcome.UPDATES | Outcome.CHANGES:
            return ValueStatus.SUPERSEDED
        case Outcome.CONTRADICTS if verdict.conflict is Conflict.CORRECTION:
            return ValueStatus.SUPERSEDED
        case Outcome.CONTRADICTS if verdict.conflict is not Conflict.SPEAKER:
            return ValueStatus.DISPUTED
        case _:
            return None


def _standings(verdict: Verdict) -> tuple[Standing, ...]:
    if verdict.reason is Reason.TOLD_AGAIN:
        again = ValueStatus.REPORTED
        return (Standing(fact_key=verdict.fact_key, norm=verdict.norm, status=again, revives=True),)
    status = _fate(verdict)
    if status is None:
        return ()
    old = tuple(
        Standing(fact_key=fact.key, norm=value.norm, status=status)
        for fact, value in verdict.against
        if (fact.key, value.norm) != (verdict.fact_key, verdict.norm)
        and fact.key == verdict.fact_key
        and value.status not in BY_PERSON
        and not (status is ValueStatus.DISPUTED and value.status is ValueStatus.SUPERSEDED)
    )
    standing = ValueStatus.DISPUTED if status is ValueStatus.DISPUTED else ValueStatus.REPORTED
    return (*old, Standing(fact_key=verdict.fact_key, norm=verdict.norm, status=standing))


def plan(verdicts: Iterable[Verdict]) -> Plan:
    """The plan of one article, in the order of its verdicts."""
    told = tuple(verdicts)
    return Plan(
        entries=tuple(_entry(verdict) for verdict in told),
        standings=tuple(standing for verdict in told for standing in _standings(verdict)),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Teller:
    """The article that is being recorded, and the instant (aware, UTC) at which the ledger learns it."""

    mark: ArticleMark
    now: datetime


def _seen(value: Value, entry: Entry, teller: Teller) -> Value:
    if any(sighting.mark.article == teller.mark.article for sighting in value.sightings):
        return value
    sighting = Sighting(mark=teller.mark, claim=entry.claim, kinship=entry.kinship)
    return replace(value, sightings=(*value.sightings, sighting))


def _fresh(entry: Entry, number: int, teller: Teller) -> Value:
    return Value(
        id=number,
        norm=entry.norm,
        claim=entry.claim,
        status=entry.status,
        valid_from=entry.valid_from,
        learned_at=teller.now,
        sightings=(Sighting(mark=teller.mark, claim=entry.claim, kinship=entry.kinship),),
    )


def _entered(fact: Fact, entry: Entry, teller: Teller) -> Fact:
    if any(value.norm == entry.norm for value in fact.values):
        values = tuple(_seen(value, entry, teller) if value.norm == entry.norm else value for value in fact.values)
    else:
        values = (*fact.values, _fresh(entry, len(fact.values) + 1, teller))
    return replace(fact, values=values)


def _stood(fact: Fact, standing: Standing) -> Fact:
    return replace(
        fact,
        values=tuple(
            replace(value, status=standing.status) if value.norm == standing.norm and standing.moves(value.status) else value
            for value in fact.values
        ),
    )


def applied(facts: Sequence[Fact], plan: Plan, teller: Teller) -> tuple[Fact, ...]:
    """The facts after the plan, in memory: what a replay keeps and what a store must agree with. New ids count upwards."""
    held = {fact.key: fact for fact in facts}
    for entry in plan.entries:
        fact = held.get(entry.fact_key) or Fact(id=len(held) + 1, key=entry.fact_key, family=entry.family, values=())
        held[entry.fact_key] = _entered(fact, entry, teller)
    for standing in plan.standings:
        held[standing.fact_key] = _stood(held[standing.fact_key], standing)
    return tuple(held.values())
