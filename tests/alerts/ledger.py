"""A ledger in memory: what the store does with a plan, for tests that need no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from alerts.corroboration import kinship
from alerts.matching import NO_REFERENCE, Coverage, families
from alerts.model import ArticleMark, Fact, Kinship, Verdict
from alerts.recording import Teller, applied, plan
from alerts.verdicts import weigh
from watchers.claims.model import Claim


@dataclass(kw_only=True)
class Ledger:
    """Facts by key, and who told what; ``judge`` weighs an article and records the verdicts."""

    facts: tuple[Fact, ...] = ()
    coverage: Coverage = NO_REFERENCE
    claims: dict[str, tuple[Claim, ...]] = field(default_factory=dict)
    marks: dict[str, ArticleMark] = field(default_factory=dict)

    def loaded(self, claims: Sequence[Claim]) -> tuple[Fact, ...]:
        wanted = families(claims)
        return tuple(fact for fact in self.facts if fact.family in wanted)

    def kin(self, mark: ArticleMark, claims: Sequence[Claim]) -> dict[str, Kinship]:
        """By the texts: what the judge stage works out from the sightings it loaded."""
        told: dict[str, list[Claim]] = {}
        for fact in self.loaded(claims):
            for value in fact.values:
                for sighting in value.sightings:
                    told.setdefault(sighting.mark.article, []).append(sighting.claim)
        return {
            article: kinship(mark, claims, self.marks[article], other)[0]
            for article, other in told.items()
            if article != mark.article
        }

    def judge(self, mark: ArticleMark, claims: Sequence[Claim], kin: Mapping[str, Kinship] | None = None) -> tuple[Verdict, ...]:
        kin = self.kin(mark, claims) if kin is None else kin
        verdicts = weigh(mark, claims, self.loaded(claims), kin, self.coverage)
        known = applied(self.facts, plan(verdicts), Teller(mark=mark, now=mark.seen))
        self.facts = tuple(replace(fact, id=number) for number, fact in enumerate(known, start=1))
        self.claims[mark.article] = tuple(claims)
        self.marks[mark.article] = mark
        return verdicts
