"""Prices and figures: amounts that are the same, changed, or contradict.

A later value that the text dates later, or tells beside the one that stands, is a change; else two amounts for one slot
contradict. After a contradiction both stand, and a later article is judged against the one that it agrees with.
"""

from collections.abc import Sequence
from dataclasses import replace

from alerts.comparing import same_digits
from alerts.matching import fact_key, norm
from alerts.model import Conflict, Outcome, Reason, Value, ValueStatus
from alerts.weighing.bench import OLD_NEWS, Bench, Finding, Held, agreeing, corrects, nearest, place, slot_values, told_again
from alerts.weighing.offers import (
    Counted,
    agreeing_values,
    counted,
    currencies_differ,
    dated_later,
    other_periods,
    rivals,
    told_beside,
    unit_rivals,
)
from alerts.weighing.speakers import speaker_conflict
from watchers.claims.model import Figure, Price

_REVISED = frozenset({"capex", "budget", "contract value", "contract obligations", "grant", "licensed users"})
"""Measures that are planned or agreed, and so may change; the others are reported once, for a period."""
_HEADS = frozenset({"daily users", "licensed users"})
"""Measures that count people."""
_TELLING = 3
"""Digits that a value needs for being recognised in another period."""
_LARGE = 1000
"""From here on amounts are written with words of magnitude, which get lost; below, 47 for 0.47 is another amount."""
_REASONS = {
    Conflict.CURRENCY: Reason.CURRENCY_DIFFERS,
    Conflict.MAGNITUDE: Reason.MAGNITUDE_DIFFERS,
    Conflict.PERIOD: Reason.PERIOD_DIFFERS,
    Conflict.CORRECTION: Reason.CORRECTED,
    Conflict.COUNT: Reason.COUNT_DIFFERS,
    Conflict.AMOUNT: Reason.AMOUNT_DIFFERS,
}


def _revisable(claim: Counted) -> bool:
    return isinstance(claim, Price) or claim.measure in _REVISED


def _change(claim: Counted, against: tuple[Held, ...]) -> Finding:
    return Finding(
        outcome=Outcome.CHANGES,
        reason=Reason.LATER_VALUE,
        rank=2,
        against=against,
        key=against[0][0].key,
        norm=norm(claim),
    )


def _changed(bench: Bench, claim: Counted, held: Sequence[Held]) -> Finding | None:
    """A later value: dated later by the text, or told beside the one that stands by an article that is no older."""
    if all(dated_later(bench, claim, value) for _, value in held):
        return _change(claim, nearest(bench, held))
    beside = [pair for pair in held if told_beside(bench, claim, pair[1])]
    recent = all(bench.first_said(value) - bench.told() <= OLD_NEWS for _, value in held)
    if not beside or not recent or not _revisable(claim) or _dated_sibling(bench, claim):
        return None
    return _change(claim, nearest(bench, beside))


def _dated_sibling(bench: Bench, claim: Counted) -> bool:
    """Another value of the same slot in the article is dated, this one is not: then this one is the old value."""
    return claim.valid_from is None and any(
        other.valid_from is not None and fact_key(other) == fact_key(claim) and norm(other) != norm(claim)
        for other in bench.siblings
    )


def _precedes(bench: Bench, claim: Counted, value: Value) -> bool:
    """The known value holds only from a day after this article, which therefore tells of the time before."""
    return value.valid_from is not None and bench.told().date() < value.valid_from and claim.valid_from is None


def _replaced(bench: Bench, held: Sequence[Held]) -> tuple[Held, ...]:
    """Values that an earlier version of this very article told and this one does not."""
    return tuple(pair for pair in held if any(bench.same_page(sighting) for sighting in pair[1].sightings))


def _amounts_conflict(bench: Bench, claim: Counted, known: Counted) -> Conflict:
    if currencies_differ(claim, known):
        return Conflict.CURRENCY
    one, other = claim.amount.low, known.amount.low
    if min(one, other) >= _LARGE and same_digits(one, other):
        return Conflict.MAGNITUDE
    if len(one.normalize().as_tuple().digits) >= _TELLING and other_periods(bench, claim):
        return Conflict.PERIOD
    return Conflict.COUNT if isinstance(claim, Figure) and claim.measure in _HEADS else Conflict.AMOUNT


def _contradicts(against: tuple[Held, ...], conflict: Conflict, reason: Reason | None = None) -> Finding:
    return Finding(
        outcome=Outcome.CONTRADICTS,
        reason=reason or _REASONS[conflict],
        rank=1,
        against=against,
        conflict=conflict,
        key=None if reason else against[0][0].key,
    )


def _corrected(bench: Bench, claim: Counted, held: Sequence[Held]) -> Finding | None:
    """The outlet takes back what it printed: in a correction notice, or by another text under the same address."""
    ours = tuple(pair for pair in held if any(bench.same_outlet(s) for s in pair[1].sightings))
    taken_back = _replaced(bench, held)
    if corrects(bench, claim):
        return _contradicts(nearest(bench, ours or held), Conflict.CORRECTION)
    return _contradicts(nearest(bench, taken_back), Conflict.CORRECTION) if taken_back else None


def _against(bench: Bench, claim: Counted, held: Sequence[Held]) -> Finding:
    changed = None if corrects(bench, claim) else _changed(bench, claim, held)
    if changed:
        return changed
    if _dated_sibling(bench, claim) or all(_precedes(bench, claim, value) for _, value in held):
        return agreeing(bench, claim, held, Reason.OTHER_PERIOD)
    if any(told_beside(bench, claim, value) for _, value in held) and not corrects(bench, claim):
        return agreeing(bench, claim, held, Reason.OTHER_SCOPE)
    corrected = _corrected(bench, claim, held)
    if corrected:
        return corrected
    against = nearest(bench, held)
    known = counted(against[0][1])
    conflict = _amounts_conflict(bench, claim, known) if known else Conflict.AMOUNT
    seen_elsewhere = other_periods(bench, claim) if conflict is Conflict.PERIOD else ()
    return _contradicts((*against, *seen_elsewhere), conflict)


def _first(claim: Counted, reason: Reason = Reason.FIRST_IN_SLOT) -> Finding:
    rank = None if isinstance(claim, Figure) else 3 if claim.evidence.unlisted else 2
    return Finding(outcome=Outcome.NEW, reason=reason, rank=rank)


def _without_rivals(bench: Bench, claim: Counted) -> Finding:
    """Nothing stands against it but, maybe, another value in the same article: the old beside the new."""
    held = slot_values(bench.slot(fact_key(claim)))
    if not held:
        return _first(claim)
    if claim.valid_from is not None and _revisable(claim) and all(bench.own(pair) for pair in held):
        return _change(claim, held)
    return _first(claim, Reason.OTHER_SCOPE)


def _back_again(bench: Bench, claim: Counted, found: Sequence[Held], held: Sequence[Held]) -> bool:
    """A value that was superseded holds again: the text dates it after the one that stands, or corrects that one.

    A notice that names both tells what was wrong and what is right: the one that stands goes on standing.
    """
    past = all(value.status is ValueStatus.SUPERSEDED for _, value in found)
    if not past or not held:
        return False
    if all(dated_later(bench, claim, value) for _, value in held):
        return True
    return corrects(bench, claim) and not any(told_beside(bench, claim, value) for _, value in held)


def _agreed(bench: Bench, claim: Counted, found: Sequence[tuple[Held, Reason]]) -> Finding:
    held = [pair for pair, _ in found]
    into = next((pair for pair in held if pair[1].norm == norm(claim)), held[0])
    conflict = speaker_conflict(bench, claim, held)
    if conflict:
        return conflict
    agreed = agreeing(bench, claim, held, found[held.index(into)][1])
    return replace(agreed, key=into[0].key, norm=into[1].norm)


def weigh_amount(bench: Bench, claim: Counted) -> Finding:
    """What a price or figure claim is, against the slot's values and those that a looser reading reaches."""
    found = agreeing_values(bench, claim)
    agreed = {place(pair) for pair, _ in found}
    held = tuple(pair for pair in rivals(bench, claim) if place(pair) not in agreed)
    again = told_again(bench, [pair for pair, _ in found], _first(claim).rank)
    if again:
        return again
    if found and not _back_again(bench, claim, [pair for pair, _ in found], held):
        return _agreed(bench, claim, found)
    if held:
        return _against(bench, claim, held)
    units = unit_rivals(bench, claim)
    if units:
        return _contradicts(nearest(bench, units), Conflict.AMOUNT, Reason.UNIT_DIFFERS)
    return _without_rivals(bench, claim)
