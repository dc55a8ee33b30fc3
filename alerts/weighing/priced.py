"""Prices and figures: amounts that are the same, changed, or contradict.

A price that leaves product, unit or buyer out matches a known one when the rest agrees; a figure of a period contradicts only
within its period. A later value that the text dates later, or tells beside the one that stands, is a change.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from alerts.comparing import FIGURES, PRICES, close, fold, same_amount, same_digits
from alerts.matching import fact_key, family, norm
from alerts.model import Conflict, Fact, Outcome, Reason, Value, ValueStatus
from alerts.weighing.bench import CURRENT, Bench, Finding, Held, agreeing, first_said, nearest, since
from alerts.weighing.speakers import speaker_conflict
from watchers.claims.model import Amount, Claim, Figure, Price

Counted = Price | Figure
_REVISED = frozenset({"capex", "budget", "contract value", "contract obligations", "grant", "licensed users"})
"""Measures that are planned or agreed, and so may change; the others are reported once, for a period."""
_TIMELESS = frozenset({"contract value", "contract obligations", "grant", "licensed users"})
"""Measures that need no period to be compared."""
_GUESSED_UNIT = Decimal(20)
"""How far apart two prices may lie when only one names its unit: beyond, one is a price and the other a total."""
_TELLING = 3
"""Digits that a value needs for being recognised in another period."""
_LARGE = 1000
"""From here on amounts are written with words of magnitude, which get lost; below, 47 for 0.47 is another amount."""
_COMPATIBLE = frozenset({Reason.RANGES_OVERLAP, Reason.WITHIN_BOUND})
"""Ways to agree without saying the same."""
_YEARLY = {"year": Decimal(1), "month": Decimal(12)}


def _counted(value: Value) -> Counted | None:
    return value.claim if isinstance(value.claim, (Price, Figure)) else None


def _currencies_differ(one: Counted, other: Counted) -> bool:
    moneyless = not one.amount.low or not other.amount.low
    return bool(one.currency and other.currency) and fold(one.currency or "") != fold(other.currency or "") and not moneyless


def _sameness(claim: Counted, value: Value) -> Reason | None:
    other = _counted(value)
    if other is None or _currencies_differ(claim, other):
        return None
    return same_amount(claim.amount, other.amount, PRICES if isinstance(claim, Price) else FIGURES)


def _fits(one: str | None, other: str | None) -> bool:
    return one is None or other is None or fold(one) == fold(other)


def _unit_fits(one: str | None, other: str | None) -> bool:
    """One side leaves the unit, or its term, out: ``agency`` and ``agency/year``."""
    if one is None or other is None or fold(one) == fold(other):
        return True
    shorter, longer = sorted((one.split("/"), other.split("/")), key=len)
    return [fold(p) for p in longer[: len(shorter)]] == [fold(p) for p in shorter]


def _buyer_fits(new: str | None, known: str | None) -> bool:
    """The new claim may leave the buyer out; a named buyer is not covered by a price for everybody."""
    return new is None or (known is not None and fold(new) == fold(known))


def _in_unit(price: Price, unit: str) -> Price | None:
    """The price by another term of the same unit: 18 a month is 216 a year."""
    if price.per is None or price.per.count("/") != 1 or unit.count("/") != 1:
        return None
    (what, term), (other, wanted) = price.per.split("/"), unit.split("/")
    if fold(what) != fold(other) or term == wanted or {term, wanted} - _YEARLY.keys():
        return None
    factor = _YEARLY[term] / _YEARLY[wanted]
    high = price.amount.high * factor if price.amount.high is not None else None
    return replace(price, amount=Amount(low=price.amount.low * factor, high=high), per=unit)


def _same_offer(claim: Price, value: Value) -> Reason | None:
    """The same price told with less: product, unit or buyer left out on one side, or the term converted."""
    known = value.claim
    if not isinstance(known, Price) or not _fits(claim.product, known.product) or not _buyer_fits(claim.buyer, known.buyer):
        return None
    if _unit_fits(claim.per, known.per):
        return _sameness(claim, value)
    converted = _in_unit(claim, known.per) if known.per else None
    return _sameness(converted, value) if converted else None


def _slot_values(fact: Fact | None) -> tuple[Held, ...]:
    return tuple((fact, value) for value in fact.values) if fact else ()


def _agreeing_values(bench: Bench, claim: Counted) -> list[tuple[Held, Reason]]:
    """Known values that say the same: those of the slot, else those of a looser match."""
    slot = _slot_values(bench.slot(fact_key(claim)))
    exact = [
        (pair, reason) for pair in slot if (reason := _sameness(claim, pair[1])) and not _revised(bench, claim, pair[1], reason)
    ]
    if exact:
        return exact
    wider = [pair for fact in bench.family(family(claim)) for pair in _slot_values(fact)]
    if isinstance(claim, Price):
        return [(pair, reason) for pair in wider if (reason := _same_offer(claim, pair[1]))]
    if claim.period is None and claim.measure not in _TIMELESS:
        return [(pair, reason) for pair in wider if (reason := _sameness(claim, pair[1]))]
    return []


def _revised(bench: Bench, claim: Counted, value: Value, reason: Reason) -> bool:
    """A range that only overlaps the known one is another range where the text tells both, or dates it later."""
    if reason not in _COMPATIBLE:
        return False
    return _later(claim, value) or any(
        other is not claim and _told_again(other, value) for other in bench.siblings if isinstance(other, (Price, Figure))
    )


def _loose_rival(claim: Price, value: Value) -> bool:
    """The same product for the same buyer, one side without its unit, in the same order of size, or free."""
    known = value.claim
    if not isinstance(known, Price) or fact_key(known) == fact_key(claim) or not _unit_fits(claim.per, known.per):
        return False
    alike = (known.product is None) == (claim.product is None) and _fits(claim.product, known.product)
    if not alike or claim.buyer is None or known.buyer is None or fold(claim.buyer) != fold(known.buyer):
        return False
    low, high = sorted((claim.amount.low, known.amount.low))
    return not low or high / low <= _GUESSED_UNIT


def _rivals(bench: Bench, claim: Counted) -> tuple[Held, ...]:
    """Values of the slot, or of a slot that differs only by a unit left out, which stand and say otherwise."""
    held = list(_slot_values(bench.slot(fact_key(claim))))
    if isinstance(claim, Price):
        held += [pair for fact in bench.family(family(claim)) for pair in _slot_values(fact) if _loose_rival(claim, pair[1])]
    return tuple(pair for pair in held if pair[1].status in CURRENT and not bench.own(pair[1]))


def _unit_rivals(bench: Bench, claim: Price) -> tuple[Held, ...]:
    """The same amount for the same product and buyer, but by another unit or term: both cannot be the price."""
    if claim.per is None or not claim.amount.low or claim.buyer is None:
        return ()
    found = []
    for fact in bench.family(family(claim)):
        for pair in _slot_values(fact):
            known = pair[1].claim
            if not isinstance(known, Price) or pair[1].status not in CURRENT or bench.own(pair[1]):
                continue
            one_offer = _fits(claim.product, known.product) and known.buyer is not None and fold(known.buyer) == fold(claim.buyer)
            if one_offer and not _unit_fits(claim.per, known.per) and _sameness(claim, pair[1]):
                found.append(pair)
    return tuple(found)


def _tells(bench: Bench, value: Value) -> bool:
    """The article itself tells the known value too."""
    known = _counted(value)
    if known is None:
        return False
    return any(
        isinstance(other, (Price, Figure)) and family(other) == family(known) and _told_again(other, value)
        for other in bench.siblings
    )


def _told_again(other: Counted, value: Value) -> bool:
    if isinstance(other, Price):
        return _same_offer(other, value) is not None
    return fact_key(other) == fact_key(value.claim) and _sameness(other, value) not in {None, *_COMPATIBLE}


def _dated_sibling(bench: Bench, claim: Counted) -> bool:
    """Another value of the same slot in the article is dated, this one is not: then this one is the old value."""
    return claim.valid_from is None and any(
        other.valid_from is not None and fact_key(other) == fact_key(claim) and norm(other) != norm(claim)
        for other in bench.siblings
    )


def _revisable(claim: Counted) -> bool:
    return isinstance(claim, Price) or claim.measure in _REVISED


def _later(claim: Counted, value: Value) -> bool:
    """The text dates the claim after the known value: after its own date where it has one, else after its publication."""
    return claim.valid_from is not None and claim.valid_from > since(value)


def _changed(bench: Bench, claim: Counted, rivals: Sequence[Held]) -> Finding | None:
    """A later value: dated later by the text, or told beside the one that stands."""
    if any(first_said(value) > bench.told() for _, value in rivals):
        return None
    later = all(_later(claim, value) for _, value in rivals)
    beside = [pair for pair in rivals if _tells(bench, pair[1])]
    if not later and not (beside and _revisable(claim)):
        return None
    return _finding(bench, claim, beside or rivals, Outcome.CHANGES, Reason.LATER_VALUE)


def _finding(bench: Bench, claim: Counted, held: Sequence[Held], outcome: Outcome, reason: Reason) -> Finding:
    against = nearest(bench, held)
    return Finding(outcome=outcome, reason=reason, rank=2, against=against, key=against[0][0].key, norm=norm(claim))


_CONFLICTS = {
    Conflict.CURRENCY: Reason.CURRENCY_DIFFERS,
    Conflict.MAGNITUDE: Reason.MAGNITUDE_DIFFERS,
    Conflict.PERIOD: Reason.PERIOD_DIFFERS,
    Conflict.CORRECTION: Reason.CORRECTED,
    Conflict.AMOUNT: Reason.AMOUNT_DIFFERS,
}


def _digits(amount: Amount) -> int:
    return len(amount.low.normalize().as_tuple().digits)


def _elsewhere(bench: Bench, claim: Counted) -> tuple[Held, ...]:
    """Where a figure's value is known for another period of the same measure."""
    if not isinstance(claim, Figure) or claim.period is None or _digits(claim.amount) < _TELLING:
        return ()
    return tuple(
        pair
        for fact in bench.family(family(claim))
        if fact.key != fact_key(claim)
        for pair in _slot_values(fact)
        if pair[1].status in CURRENT and not bench.own(pair[1]) and _sameness(claim, pair[1])
    )


def _kind_of_conflict(bench: Bench, claim: Counted, known: Counted) -> Conflict:
    if claim.evidence.corrects:
        return Conflict.CORRECTION
    if _currencies_differ(claim, known):
        return Conflict.CURRENCY
    one, other = claim.amount.low, known.amount.low
    if min(one, other) >= _LARGE and same_digits(one, other):
        return Conflict.MAGNITUDE
    return Conflict.PERIOD if _elsewhere(bench, claim) else Conflict.AMOUNT


def _contradicted(bench: Bench, claim: Counted, rivals: Sequence[Held]) -> Finding:
    against = nearest(bench, rivals)
    known = _counted(against[0][1])
    conflict = _kind_of_conflict(bench, claim, known) if known else Conflict.AMOUNT
    seen_elsewhere = _elsewhere(bench, claim) if conflict is Conflict.PERIOD else ()
    if conflict is Conflict.CORRECTION:
        ours = tuple(pair for pair in against if any(bench.same_outlet(s) for s in pair[1].sightings))
        against = ours or against
    return Finding(
        outcome=Outcome.CONTRADICTS,
        reason=_CONFLICTS[conflict],
        rank=1,
        against=(*against, *seen_elsewhere),
        conflict=conflict,
        key=against[0][0].key,
    )


def _incomparable(claim: Counted, value: Value) -> bool:
    """Another currency with other digits may be a conversion: it can be held neither for nor against."""
    known = _counted(value)
    return known is not None and _currencies_differ(claim, known) and not close(claim.amount.low, known.amount.low)


def _unknown_period(claim: Counted) -> bool:
    return isinstance(claim, Figure) and claim.period is None and claim.measure not in _TIMELESS


def _first(claim: Counted, reason: Reason = Reason.FIRST_IN_SLOT) -> Finding:
    rank = None if isinstance(claim, Figure) else 3 if claim.evidence.unlisted else 2
    return Finding(outcome=Outcome.NEW, reason=reason, rank=rank)


def _against_rivals(bench: Bench, claim: Counted, rivals: Sequence[Held]) -> Finding:
    changed = None if claim.evidence.corrects else _changed(bench, claim, rivals)
    if changed:
        return changed
    if _dated_sibling(bench, claim) or all(_precedes(bench, claim, value) for _, value in rivals):
        return agreeing(bench, rivals, Reason.OTHER_PERIOD)
    if any(_tells(bench, value) for _, value in rivals) and not claim.evidence.corrects:
        return agreeing(bench, rivals, Reason.OTHER_SCOPE)
    return _contradicted(bench, claim, rivals)


def _precedes(bench: Bench, claim: Counted, value: Value) -> bool:
    """The known value holds only from a day after this article, which therefore tells of the time before."""
    return value.valid_from is not None and bench.told().date() < value.valid_from and claim.valid_from is None


def _own_values(bench: Bench, claim: Counted) -> bool:
    return any(bench.own(value) for _, value in _slot_values(bench.slot(fact_key(claim))))


def _without_rivals(bench: Bench, claim: Counted) -> Finding:
    """Nothing stands against it but, maybe, another value in the same article: the old beside the new."""
    if not _own_values(bench, claim):
        return _first(claim)
    if claim.valid_from is not None and _revisable(claim):
        held = _slot_values(bench.slot(fact_key(claim)))
        return _finding(bench, claim, held, Outcome.CHANGES, Reason.LATER_VALUE)
    return _first(claim, Reason.OTHER_SCOPE)


def _agreed(bench: Bench, claim: Counted, found: Sequence[tuple[Held, Reason]]) -> Finding:
    held = [pair for pair, _ in found]
    into = next((pair for pair in held if pair[1].norm == norm(claim)), held[0])
    conflict = speaker_conflict(bench, claim, held)
    return conflict or agreeing(bench, held, found[held.index(into)][1], into)


def _corrects_itself(bench: Bench, claim: Claim, held: Sequence[Held]) -> bool:
    return claim.evidence.corrects and all(value.status is ValueStatus.SUPERSEDED for _, value in held)


def weigh_amount(bench: Bench, claim: Counted) -> Finding:
    """What a price or figure claim is, against the slot's values and those that a looser reading reaches."""
    found = _agreeing_values(bench, claim)
    if found and not _corrects_itself(bench, claim, [pair for pair, _ in found]):
        return _agreed(bench, claim, found)
    rivals = tuple(pair for pair in _rivals(bench, claim) if not _incomparable(claim, pair[1]))
    if rivals and not _unknown_period(claim):
        return _against_rivals(bench, claim, rivals)
    units = _unit_rivals(bench, claim) if isinstance(claim, Price) else ()
    if units:
        against = nearest(bench, units)
        return Finding(outcome=Outcome.CONTRADICTS, reason=Reason.UNIT_DIFFERS, rank=1, against=against, conflict=Conflict.AMOUNT)
    return _without_rivals(bench, claim)
