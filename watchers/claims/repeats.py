"""What an article tells more than once, as one."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from watchers.claims import dealings
from watchers.claims.entities import Scene
from watchers.claims.model import Amount, Figure, Span

C = TypeVar("C")


def folded(
    found: Iterable[C], same: Callable[[C, C], bool], weight: Callable[[C], tuple[object, ...]], filled: Callable[[C, C], C]
) -> tuple[C, ...]:
    """One claim of all that are the same, in the place of the first: of each two the weightier, ``filled`` from the other."""
    kept: list[C] = []
    for claim in found:
        at = next((number for number, other in enumerate(kept) if same(other, claim)), None)
        if at is None:
            kept.append(claim)
        else:
            first, second = kept[at], claim
            if weight(second) > weight(first):
                first, second = second, first
            kept[at] = filled(first, second)
    return tuple(kept)


def merged(found: Sequence[Figure], scene: Scene) -> tuple[Figure, ...]:
    """One figure for each (subject, measure, period) and value: of two that agree, the body's, then the more precise."""
    summary = dealings.in_summary(scene)

    def filled(first: Figure, second: Figure) -> Figure:
        evidence = dealings.noted(first.evidence, second.evidence, summary)
        return replace(first, period=first.period or second.period, evidence=evidence)

    return folded(found, _same, lambda figure: _weight(figure, summary), filled)


def _same(one: Figure, two: Figure) -> bool:
    key = (one.subject, one.measure, one.currency) == (two.subject, two.measure, two.currency)
    timed = one.period == two.period or one.period is None or two.period is None
    return key and timed and _close(one.amount, two.amount)


def _close(one: Amount, two: Amount) -> bool:
    """Equal at the coarser printed precision, by rounding or truncation; ranges only as the same range."""
    if (one.low, one.high) == (two.low, two.high):
        return True
    step = max(one.step or Decimal(0), two.step or Decimal(0))
    return one.high is None and two.high is None and abs(one.low - two.low) < step


def _weight(figure: Figure, summary: Container[Span]) -> tuple[bool, bool, Decimal]:
    return figure.evidence.span not in summary, figure.period is not None, -(figure.amount.step or Decimal(0))
