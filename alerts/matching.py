"""Do two claims speak of the same fact: the key of the slot, the normalised value in it, and what must be weighed together.

Keys and families are short single-line strings, for they stand in indexed columns. Names enter folded, so that a difference of
case, diacritics or punctuation does not split a fact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from alerts.comparing import fold
from watchers.claims.model import Adoption, Amount, Claim, Figure, Partnership, Price, Qualifier

NOTHING = "-"
"""Stands in a key for what the text leaves out; no folded name is ever a bare hyphen."""


def _part(name: str | None) -> str:
    return fold(name) if name else NOTHING


def _unit(per: str | None) -> str:
    """A unit such as ``agency/year`` keeps its slash: it parts what is counted from the term."""
    return "/".join(fold(piece) for piece in per.split("/")) if per else NOTHING


def fact_key(claim: Claim) -> str:
    """The slot that the claim fills; unique in the ledger."""
    match claim:
        case Adoption():
            return f"agency|{_part(claim.vendor)}|{_part(claim.agency)}"
        case Partnership():
            return f"partner|{_part(claim.vendor)}|{_part(claim.partner)}"
        case Price():
            return f"{family(claim)}|{_part(claim.product)}|{_part(claim.buyer)}|{_unit(claim.per)}"
        case Figure():
            return f"{family(claim)}|{_part(claim.period)}"


def family(claim: Claim) -> str:
    """All that must be known to weigh the claim: a vendor's agencies, partners or prices, a subject's figures of one measure."""
    match claim:
        case Adoption():
            return f"agency|{_part(claim.vendor)}"
        case Partnership():
            return f"partner|{_part(claim.vendor)}"
        case Price():
            return f"price|{_part(claim.vendor)}"
        case Figure():
            return f"figure|{_part(claim.subject)}|{_part(claim.measure)}"


def families(claims: Iterable[Claim]) -> frozenset[str]:
    """Of all the claims of one article: what the ledger loads, and locks, for it."""
    return frozenset(family(claim) for claim in claims)


def _plain(number: Decimal) -> str:
    text = f"{number.normalize():f}" if abs(number.adjusted()) < 40 else f"{number.normalize()}"
    return text if text != "-0" else "0"


def _amount_norm(amount: Amount, currency: str | None) -> str:
    digits = _plain(amount.low) if amount.high is None else f"{_plain(amount.low)}..{_plain(amount.high)}"
    money = f" {fold(currency)}" if currency and amount.low else ""
    bound = f" {amount.qualifier.value}" if amount.qualifier in {Qualifier.MORE_THAN, Qualifier.UP_TO} else ""
    return digits + money + bound


def norm(claim: Claim) -> str:
    """The value that the claim puts into its slot; unique within the fact."""
    match claim:
        case Adoption() | Partnership():
            return claim.stage.value
        case Price() | Figure():
            return _amount_norm(claim.amount, claim.currency)


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """Which bodies are collectives, and who belongs to whom; names as in the reference data's ``name`` column."""

    parents: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Folded name of a body → folded name of the body above it."""
    wholes: frozenset[str] = frozenset()
    """Folded names of whole governments and other collectives."""

    def is_whole(self, agency: str) -> bool:
        """Whether the name stands for a government as a whole or for a part of it that nobody can call."""
        name = fold(agency)
        return name in self.wholes or name in _WHOLES or name.startswith(_WHOLE_HEADS)

    def covers(self, whole: str, agency: str) -> bool:
        """Whether a body belongs to the collective; without reference data, to the U.S. one unless its name says otherwise."""
        if self.is_whole(agency) and fold(agency) not in self.parents:
            return False
        top, name, seen = fold(whole), fold(agency), set[str]()
        while name in self.parents and name not in seen:
            seen.add(name)
            name = self.parents[name]
            if name == top:
                return True
        return not self.parents and top == _US and not name.startswith(_ELSEWHERE)


def coverage(parents: Mapping[str, str | None], wholes: Iterable[str]) -> Coverage:
    """From names as the reference data writes them: each body's name → the name of the body above it, and the collectives."""
    above = {fold(name): fold(parent) for name, parent in parents.items() if parent}
    return Coverage(parents=MappingProxyType(above), wholes=frozenset(fold(name) for name in wholes))


_US = "us federal government"
_WHOLES = frozenset({_US, "us national security and defense agencies", "european union institutions"})
_WHOLE_HEADS = ("government of ",)
_ELSEWHERE = ("state of ", "city of ", "county of ", "province of ", "government of ", "commonwealth of ")
NO_REFERENCE = Coverage()
"""For replays and tests that bring no reference data."""
