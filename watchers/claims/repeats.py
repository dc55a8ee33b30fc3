"""Figures that an article tells more than once, as one."""

from collections.abc import Container, Sequence
from dataclasses import replace
from decimal import Decimal

from watchers.claims import dealings
from watchers.claims.entities import Scene
from watchers.claims.model import Amount, Figure, Span

# ------------------------------------------------------------------------------------------------------------------- merge


def merged(found: Sequence[Figure], scene: Scene) -> tuple[Figure, ...]:
    """One figure for each (subject, measure, period) and value: of two that agree, the body's, then the more precise."""
    summary = dealings.in_summary(scene)
    kept: list[Figure] = []
    for figure in found:
        at = next((number for number, other in enumerate(kept) if _same(other, figure)), None)
        if at is None:
            kept.append(figure)
        else:
            first, second = kept[at], figure
            if _weight(second, summary) > _weight(first, summary):
                first, second = second, first
            evidence = dealings.noted(first.evidence, second.evidence, summary)
            kept[at] = replace(first, period=first.period or second.period, evidence=evidence)
    return tuple(kept)


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
