"""Which known prices and figures a claim can be held against: those of its slot, and those that a looser reading reaches.

A price that leaves product, unit or buyer out matches a known one when the rest agrees; a figure without a period matches any
period of its measure, but contradicts none.
"""

from dataclasses import replace
from decimal import Decimal

from alerts.comparing import FIGURES, PRICES, close, fold, same_amount
from alerts.matching import fact_key, family
from alerts.model import Reason, Value
from alerts.weighing.bench import CURRENT, Bench, Held, slot_values
from watchers.claims.model import Amount, Figure, Price

Counted = Price | Figure
COMPATIBLE = frozenset({Reason.RANGES_OVERLAP, Reason.WITHIN_BOUND})
"""Ways to agree without saying the same."""
_TIMELESS = frozenset({"contract value", "contract obligations", "grant", "licensed users"})
"""Measures that need no period to be compared."""
_GUESSED_UNIT = Decimal(20)
"""How far apart two prices may lie when only one names its unit: beyond, one is a price and the other a total."""
_TERMS = {"year": Decimal(1), "month": Decimal(12)}


def counted(value: Value) -> Counted | None:
    """The amount claim that brought the value."""
    return value.claim if isinstance(value.claim, (Price, Figure)) else None


def currencies_differ(one: Counted, other: Counted) -> bool:
    """Both name a currency, not the same, and neither is zero."""
    named = one.currency is not None and other.currency is not None
    moneyless = not one.amount.low or not other.amount.low
    return named and not moneyless and fold(one.currency or "") != fold(other.currency or "")


def sameness(claim: Counted, value: Value) -> Reason | None:
    """Why the value says the same amount; ``None`` where it does not."""
    other = counted(value)
    if other is None or currencies_differ(claim, other):
        return None
    return same_amount(claim.amount, other.amount, PRICES if isinstance(claim, Price) else FIGURES)


def incomparable(claim: Counted, value: Value) -> bool:
    """Another currency with other digits may be a conversion: it can be held neither for nor against."""
    known = counted(value)
    return known is not None and currencies_differ(claim, known) and not close(claim.amount.low, known.amount.low)


def undated(claim: Counted) -> bool:
    """A figure whose period is unknown: never a contradiction."""
    return isinstance(claim, Figure) and claim.period is None and claim.measure not in _TIMELESS


def _equal(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and fold(one) == fold(other)


def _one_product(one: str | None, other: str | None) -> bool:
    """Equal, left out on one side, or one names the family of the other: ``ChatGPT`` and ``ChatGPT Enterprise``."""
    if one is None or other is None:
        return True
    shorter, longer = sorted((fold(one).split(), fold(other).split()), key=len)
    return longer[: len(shorter)] == shorter


def _one_unit(one: str | None, other: str | None) -> bool:
    """One side leaves the unit, or its term, out: ``agency`` and ``agency/year``."""
    if one is None or other is None:
        return True
    shorter, longer = sorted(([fold(p) for p in one.split("/")], [fold(p) for p in other.split("/")]), key=len)
    return longer[: len(shorter)] == shorter


def _one_buyer(new: str | None, known: str | None) -> bool:
    """The new claim may leave the buyer out; a named buyer is not covered by a price for everybody."""
    return new is None or _equal(new, known)


def _by_unit(price: Price, unit: str) -> Price | None:
    """The price by another term of the same unit: 18 a month is 216 a year."""
    if price.per is None or price.per.count("/") != 1 or unit.count("/") != 1:
        return None
    (what, term), (other, wanted) = price.per.split("/"), unit.split("/")
    if fold(what) != fold(other) or term == wanted or not {term, wanted} <= _TERMS.keys():
        return None
    factor = _TERMS[term] / _TERMS[wanted]
    high = price.amount.high * factor if price.amount.high is not None else None
    return replace(price, amount=Amount(low=price.amount.low * factor, high=high), per=unit)


def same_offer(claim: Price, value: Value) -> Reason | None:
    """The same price told with less: product, unit or buyer left out on one side, or by another term."""
    known = value.claim
    if not isinstance(known, Price) or not _one_product(claim.product, known.product) or not _one_buyer(claim.buyer, known.buyer):
        return None
    if _one_unit(claim.per, known.per):
        return sameness(claim, value)
    converted = _by_unit(claim, known.per) if known.per else None
    return sameness(converted, value) if converted else None


def told_again(other: Counted, value: Value) -> bool:
    """Whether another claim of the article tells the known value, and not only something that is compatible with it."""
    if isinstance(other, Price):
        return same_offer(other, value) not in {None, *COMPATIBLE}
    return fact_key(other) == fact_key(value.claim) and sameness(other, value) not in {None, *COMPATIBLE}


def told_beside(bench: Bench, claim: Counted, value: Value) -> bool:
    """The article tells the known value too, in another claim."""
    return any(other is not claim and isinstance(other, (Price, Figure)) and told_again(other, value) for other in bench.siblings)


def dated_later(bench: Bench, claim: Counted, value: Value) -> bool:
    """The text dates the claim after the known value: after its own date where it has one, else after its publication.

    A price whose last day is past is followed by another one.
    """
    known = counted(value)
    if isinstance(known, Price) and known.valid_until is not None and bench.told().date() > known.valid_until:
        return True
    from_day = bench.since(value)
    return claim.valid_from is not None and claim.valid_from > from_day


def _family_values(bench: Bench, claim: Counted) -> tuple[Held, ...]:
    return tuple(pair for fact in bench.family(family(claim)) for pair in slot_values(fact))


def _another(bench: Bench, claim: Counted, value: Value, reason: Reason) -> bool:
    """A range that only overlaps the known one is another range where the text tells both, or dates it later."""
    return reason in COMPATIBLE and (dated_later(bench, claim, value) or told_beside(bench, claim, value))


def agreeing_values(bench: Bench, claim: Counted) -> tuple[tuple[Held, Reason], ...]:
    """Known values that say the same, each with why: those of the slot, else those of a looser reading."""
    slot = slot_values(bench.slot(fact_key(claim)))
    exact = tuple(
        (pair, reason) for pair in slot if (reason := sameness(claim, pair[1])) and not _another(bench, claim, pair[1], reason)
    )
    if exact:
        return exact
    wider = _family_values(bench, claim)
    if isinstance(claim, Price):
        return tuple((pair, reason) for pair in wider if (reason := same_offer(claim, pair[1])) and reason not in COMPATIBLE)
    if undated(claim):
        return tuple((pair, reason) for pair in wider if (reason := sameness(claim, pair[1])))
    return ()


def _loose_rival(claim: Price, value: Value) -> bool:
    """The same product for the same buyer, one side without its unit, in the same order of size, or free."""
    known = value.claim
    if not isinstance(known, Price) or fact_key(known) == fact_key(claim) or not _one_unit(claim.per, known.per):
        return False
    if not _equal(claim.product, known.product) or not _equal(claim.buyer, known.buyer):
        return False
    low, high = sorted((claim.amount.low, known.amount.low))
    return not low or high / low <= _GUESSED_UNIT


def _vague(claim: Counted) -> bool:
    """A price of which neither the buyer nor the unit, or neither product nor buyer, is known contradicts no other."""
    return isinstance(claim, Price) and claim.buyer is None and (claim.per is None or claim.product is None)


def rivals(bench: Bench, claim: Counted) -> tuple[Held, ...]:
    """Values of the slot, or of a slot that differs only by a unit left out, which stand, can be compared, and say otherwise."""
    if undated(claim) or _vague(claim):
        return ()
    held = slot_values(bench.slot(fact_key(claim)))
    if isinstance(claim, Price):
        held += tuple(pair for pair in _family_values(bench, claim) if _loose_rival(claim, pair[1]))
    return tuple(pair for pair in held if pair[1].status in CURRENT and not bench.own(pair) and not incomparable(claim, pair[1]))


def unit_rivals(bench: Bench, claim: Counted) -> tuple[Held, ...]:
    """The same amount for the same product and buyer, but by another unit or term: both cannot be the price."""
    if not isinstance(claim, Price) or claim.per is None or not claim.amount.low:
        return ()
    return tuple(pair for pair in _family_values(bench, claim) if _unit_rival(bench, claim, pair))


def _unit_rival(bench: Bench, claim: Price, pair: Held) -> bool:
    known = pair[1].claim
    if not isinstance(known, Price) or pair[1].status not in CURRENT or bench.own(pair):
        return False
    one_offer = _one_product(claim.product, known.product) and _equal(claim.buyer, known.buyer)
    return one_offer and not _one_unit(claim.per, known.per) and sameness(claim, pair[1]) is not None


def other_periods(bench: Bench, claim: Counted) -> tuple[Held, ...]:
    """Where a figure's amount is known for another period of the same measure."""
    if not isinstance(claim, Figure) or claim.period is None:
        return ()
    return tuple(
        pair
        for pair in _family_values(bench, claim)
        if pair[0].key != fact_key(claim) and pair[1].status in CURRENT and not bench.own(pair) and sameness(claim, pair[1])
    )
