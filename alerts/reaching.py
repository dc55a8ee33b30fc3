"""Which facts beside its own slot a claim may be held against, told by their keys alone.

A store that holds thousands of facts of one family loads only those. The answer is generous: what it lets through is looked at
in full by whoever weighs.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from alerts.comparing import fold
from alerts.matching import NO_REFERENCE, NOTHING, Coverage, fact_key, family
from alerts.namesakes import NO_GLOSSARY, Glossary, Lookalikes
from watchers.claims.model import Adoption, Claim, Figure, Partnership, Price

Test = Callable[[str], bool]
"""Of the key of a fact of the claim's family."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How far a claim looks: to the members of a collective, to looser readings of a price, to a body under another name."""

    coverage: Coverage = NO_REFERENCE
    glossary: Glossary = NO_GLOSSARY

    def within(self, name: str, claims: Sequence[Claim], slots: Collection[str]) -> Test | None:
        """Which facts of the family ``name`` the claims reach; ``None`` where they reach none but their ``slots``, the keys of
        which are known already.
        """
        tests = tuple(test for claim in claims if family(claim) == name for test in self._tests(claim, slots))
        if len(tests) < 2:
            return tests[0] if tests else None
        return lambda key: any(test(key) for test in tests)

    def _tests(self, claim: Claim, slots: Collection[str]) -> Iterator[Test]:
        match claim:
            case Figure():
                yield lambda _: True
            case Price():
                yield self._offers(claim)
            case Adoption():
                if self.coverage.is_whole(claim.agency):
                    yield lambda key: self.coverage.covers(claim.agency, _parts(key)[2])
                if claim.evidence.unlisted and fact_key(claim) not in slots:
                    alike = Lookalikes(self.glossary, claim.agency)
                    yield lambda key: alike.may_be(_parts(key)[2])
            case Partnership():
                return

    def _offers(self, claim: Price) -> Test:
        """The same product, as far as both sides name it, for the same buyer, or for anybody where the claim names none."""
        alike = Lookalikes(self.glossary, claim.buyer) if claim.buyer else None
        ours = fold(claim.product).split() if claim.product else []

        def offered(key: str) -> bool:
            _, _, product, buyer, _ = _parts(key)
            theirs = [] if product == NOTHING else product.split()
            shorter = min(len(ours), len(theirs))
            return ours[:shorter] == theirs[:shorter] and (alike is None or alike.may_be(buyer))

        return offered


def offers(claims: Iterable[Claim]) -> frozenset[str]:
    """What the keys of all prices of the same product for the same buyer start with, by whatever unit."""
    return frozenset(fact_key(claim).rpartition("|")[0] for claim in claims if isinstance(claim, Price))


def _parts(key: str) -> list[str]:
    return key.split("|")
