"""A ledger in memory: what the store does with a plan, for tests that need no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from alerts.corroboration import kinships
from alerts.matching import NO_REFERENCE, Coverage, families
from alerts.model import ArticleMark, Fact, Kinship, Verdict
from alerts.recording import Teller, applied, plan
from alerts.verdicts import weigh
from watchers.claims.model import Claim


@dataclass(kw_only=True)
class Ledger:
    """What is known; ``judge`` weighs an article and records the verdicts."""

    facts: tuple[Fact, ...] = ()
    coverage: Coverage = NO_REFERENCE

    def loaded(self, claims: Sequence[Claim]) -> tuple[Fact, ...]:
        wanted = families(claims)
        return tuple(fact for fact in self.facts if fact.family in wanted)

    def kin(self, mark: ArticleMark, claims: Sequence[Claim]) -> dict[str, Kinship]:
        """By the texts: what the judge stage works out from the sightings it loaded."""
        return kinships(mark, claims, self.loaded(claims))

    def judge(self, mark: ArticleMark, claims: Sequence[Claim], kin: Mapping[str, Kinship] | None = None) -> tuple[Verdict, ...]:
        kin = self.kin(mark, claims) if kin is None else kin
        verdicts = weigh(mark, claims, self.loaded(claims), kin, self.coverage)
        known = applied(self.facts, plan(verdicts), Teller(mark=mark, now=mark.seen))
        self.facts = tuple(replace(fact, id=number) for number, fact in enumerate(known, start=1))
        return verdicts
