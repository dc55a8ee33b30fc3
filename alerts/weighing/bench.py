"""What every kind of claim is weighed with: the article, its kin, its other claims, the known facts; and what comes out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from alerts.comparing import fold, told_at
from alerts.matching import NO_REFERENCE, Coverage, fact_key, family, norm
from alerts.model import ArticleMark, Conflict, Fact, Kinship, Outcome, Reason, Sighting, Value, ValueStatus, Verdict
from alerts.weighing import wording
from watchers.claims.model import Claim, Figure, Price

Held = tuple[Fact, Value]
"""A known value in its slot."""
CURRENT = frozenset({ValueStatus.REPORTED, ValueStatus.CONFIRMED, ValueStatus.DISPUTED})
_STRENGTH = {Kinship.COPY: 2, Kinship.REWRITE: 1, Kinship.INDEPENDENT: 0}


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """The article on the bench, beside all that is known."""

    mark: ArticleMark
    facts: Mapping[str, Fact]
    """All that is known of the claims' families, by key."""
    kin: Mapping[str, Kinship]
    """Id of a known article → this article's kinship with it; a missing one is independent."""
    siblings: Sequence[Claim]
    """All claims of the article, the one being weighed among them."""
    coverage: Coverage = NO_REFERENCE
    brought: frozenset[tuple[str, str]] = frozenset()
    """Key and norm of the values that this very text has brought before the claim on the bench."""

    def slot(self, key: str) -> Fact | None:
        """The fact with this key, where it is known."""
        return self.facts.get(key)

    def family(self, name: str) -> tuple[Fact, ...]:
        """All known facts of one family, in the order they were learned."""
        return tuple(fact for fact in self.facts.values() if fact.family == name)

    def first_said(self, value: Value) -> datetime:
        """When others first published the value, as far as is known; when it was learned, where only this article says so."""
        others = (told_at(s.mark) for s in value.sightings if s.mark.article != self.mark.article)
        return min(others, default=value.learned_at)

    def since(self, value: Value) -> date:
        """From which day the value holds: as its text dates it, else from its first publication."""
        return value.valid_from or self.first_said(value).date()

    def told(self) -> datetime:
        """When the article was published, as far as that can be trusted."""
        return told_at(self.mark)

    def kinship(self, sighting: Sighting) -> Kinship:
        """This article's kinship with the one of the sighting."""
        if sighting.mark.article == self.mark.article:
            return Kinship.COPY
        return self.kin.get(sighting.mark.article, Kinship.INDEPENDENT)

    def own(self, held: "Held") -> bool:
        """Only this text says so: an article does not contradict itself, though it may contradict its earlier version."""
        return place(held) in self.brought

    def same_page(self, sighting: Sighting) -> bool:
        """The sighting is of this article, or of an earlier version under the same address."""
        return sighting.mark.article == self.mark.article or sighting.mark.url == self.mark.url

    def same_outlet(self, sighting: Sighting) -> bool:
        """The sighting's article is this one, an earlier revision of it, or from the same outlet."""
        outlet, other = self.mark.outlet.strip(), sighting.mark.outlet.strip()
        return self.same_page(sighting) or bool(outlet and other and fold(outlet) == fold(other))


def corrects(bench: Bench, claim: Claim) -> bool:
    """It stands in a correction notice, or such a notice of the same article speaks of its slot."""
    key = fact_key(claim)
    return claim.evidence.corrects or any(other.evidence.corrects and fact_key(other) == key for other in bench.siblings)


OLD_NEWS = timedelta(days=7)
"""An article that much older than what is known moves nothing; a few hours late it still does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Why a claim is what it is, before it becomes a verdict."""

    outcome: Outcome
    reason: Reason
    rank: int | None
    against: tuple[Held, ...] = ()
    conflict: Conflict | None = None
    key: str | None = None
    """Of the slot it belongs to, where that is not the claim's own."""
    norm: str | None = None
    """Of the value it belongs to, where that is not the claim's own."""
    kinship: Kinship = Kinship.INDEPENDENT


def slot_values(fact: Fact | None) -> tuple[Held, ...]:
    """Every value of the slot in order of arrival, whatever became of it; none where the slot is empty."""
    return tuple((fact, value) for value in fact.values) if fact else ()


def place(held: Held) -> tuple[str, str]:
    """Key and norm: what tells two values apart."""
    return held[0].key, held[1].norm


def nearest(bench: Bench, held: Iterable[Held]) -> tuple[Held, ...]:
    """The nearest known value first: of the same outlet, then of kin, then the latest."""

    def distance(pair: Held) -> tuple[bool, int, float]:
        sightings = pair[1].sightings
        ours = any(bench.same_outlet(s) for s in sightings)
        kin = max((_STRENGTH[bench.kinship(s)] for s in sightings), default=0)
        return (not ours, -kin, -bench.first_said(pair[1]).timestamp())

    return tuple(sorted(held, key=distance))


def told_again(bench: Bench, held: Sequence[Held], rank: int | None) -> Finding | None:
    """News once more: all that is known of it was taken back by those who told it, and this article is none of their kin."""
    own = any(bench.kinship(sighting) is not Kinship.INDEPENDENT for _, value in held for sighting in value.sightings)
    if not held or own or not all(value.taken_back for _, value in held):
        return None
    return Finding(
        outcome=Outcome.NEW,
        reason=Reason.TOLD_AGAIN,
        rank=rank,
        against=nearest(bench, held),
        key=held[0][0].key,
        norm=held[0][1].norm,
    )


def _credit(claim: Claim) -> str | None:
    said = claim.evidence.attribution
    return fold(said.speaker) if said else None


def retold(bench: Bench, claim: Claim) -> Finding | None:
    """A copy, or this very article, told the same before, with the same credit: nothing is weighed a second time."""
    slot = bench.slot(fact_key(claim))
    wider = bench.family(family(claim)) if isinstance(claim, (Price, Figure)) else ()
    for fact in (slot, *wider):
        for held in slot_values(fact):
            for sighting in held[1].sightings:
                if bench.kinship(sighting) is Kinship.COPY and _same_words(claim, sighting.claim):
                    again = agreeing(bench, claim, [held], Reason.SAME_VALUE)
                    return replace(again, key=held[0].key, norm=held[1].norm)
    return None


def _same_words(claim: Claim, other: Claim) -> bool:
    same = fact_key(claim) == fact_key(other) and norm(claim) == norm(other)
    return same and _credit(claim) == _credit(other)


def _telling(claim: Claim, held: Sequence[Held]) -> tuple[Sighting, ...]:
    """The sightings that say so of the claim's very slot; where there are none, those that a looser reading reaches."""
    sightings = tuple(sighting for _, value in held for sighting in value.sightings)
    return tuple(s for s in sightings if fact_key(s.claim) == fact_key(claim)) or sightings


_WHY_REPEATED = {Kinship.COPY: Reason.COPY_OF_KNOWN, Kinship.REWRITE: Reason.SAME_STORY}


def agreeing(bench: Bench, claim: Claim, held: Sequence[Held], reason: Reason) -> Finding:
    """The ledger says so already: a repetition where kin or the same outlet told it, else a corroboration."""
    sightings = _telling(claim, held)
    kin = max(map(bench.kinship, sightings), key=lambda kind: _STRENGTH[kind], default=Kinship.INDEPENDENT)
    repeated = kin is not Kinship.INDEPENDENT or any(bench.same_outlet(sighting) for sighting in sightings)
    return Finding(
        outcome=Outcome.REPEATS if repeated else Outcome.CORROBORATES,
        reason=_WHY_REPEATED.get(kin, Reason.SAME_OUTLET) if repeated and reason is Reason.SAME_VALUE else reason,
        rank=None,
        against=nearest(bench, held),
        kinship=kin,
    )


def verdict(claim: Claim, finding: Finding) -> Verdict:
    """The finding about the claim, with a sentence for a reader."""
    made = Verdict(
        claim=claim,
        outcome=finding.outcome,
        reason=finding.reason,
        explanation="",
        fact_key=finding.key or fact_key(claim),
        norm=finding.norm or norm(claim),
        rank=finding.rank,
        conflict=finding.conflict,
        against=finding.against,
        kinship=finding.kinship,
    )
    return replace(made, explanation=wording.explain(made))
