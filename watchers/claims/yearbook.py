"""Which period a figure is of: told beside its sum, told before and inherited, or the only one that the article names.

A quarter is what users and profits inherit, never the year told in passing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from watchers.claims import places as p
from watchers.claims.actors import Line
from watchers.claims.amounts import Quantity
from watchers.claims.entities import Scene
from watchers.claims.model import Figure
from watchers.claims.periods import Grain, Period, periods

_OWN = 6
_KEPT = 40
"""Periods kept in mind."""
_LABEL = re.compile(r"(?P<fiscal>FY)?(?P<year>20[0-9]{2})(?P<rest>-Q[1-4])?")
_IN_QUARTER = re.compile(
    r"[ \u00a0](?:in|for|during|au cours d[eu]|sur|dans|pendant|au)[ \u00a0](?:the |this |le |ce )?(?:quarter|trimestre)\b", re.I
)
"""Right after a sum: of the quarter that the article told."""
BESIDE = 12
"""Characters between a sum and a period that is told right after it."""


@dataclass(slots=True)
class Yearbook:
    """The periods of the lines read so far."""

    scene: Scene
    fiscal: int | None = None
    """The only fiscal year that the article numbers."""
    told: list[Period] = field(default_factory=list)
    passed: list[Line] = field(default_factory=list)
    """Lines whose periods stand in ``told`` not yet: see ``_told``."""

    def spans(self, line: Line) -> tuple[Period, ...]:
        """The periods that the line tells."""
        published = self.scene.article.published
        return periods(line.text, published.date() if published else None, self.fiscal)

    def _told(self) -> Sequence[Period]:
        """The periods of the lines so far, the last ones only; read when first asked for, for few figures leave theirs out."""
        passed, self.passed = self.passed, []
        for line in passed:
            told = [self._settled(span) for span in self.spans(line) if span.grain is not Grain.PART]
            self.told = [*self.told, *told][-_KEPT:]
        return self.told

    def period(self, line: Line, reading: p.Reading, spans: Sequence[Period], last: Figure | None) -> str | None:
        """The label of the period of the line's sum; ``last``: the last figure of a company told before."""
        if reading.measure not in p.COMPANY and reading.measure != p.BUDGET:
            return None
        grain = Grain.YEAR if reading.measure in (p.CAPEX, p.BUDGET) else None
        if _IN_QUARTER.match(line.text, reading.quantity.span.end - line.span.start):
            return self._inherited(line, None, last)
        own = self.own(line, reading, spans, grain)
        if own is not None:
            settled = self._settled(own)
            fiscal = reading.measure == p.BUDGET or settled is not own or not own.relative
            return settled.label if fiscal else settled.label.removeprefix("FY")
        if reading.measure == p.BUDGET:
            return None
        return self._inherited(line, grain, last)

    def own(self, line: Line, reading: p.Reading, spans: Sequence[Period], grain: Grain | None) -> Period | None:
        """The period of the line that is meant: the last before the sum, else the first after it."""
        quarterly = reading.measure in (p.USERS, p.USERS_GROWTH)
        fitting = [span for span in spans if span.grain is grain or grain is None]
        if quarterly:
            fitting = [span for span in fitting if span.grain is Grain.QUARTER]
        place = reading.quantity.span.start - line.span.start
        before = [span for span in fitting if span.span.end <= place]
        after = [span for span in fitting if span.span.start >= place]
        if after and after[0].span.start - (reading.quantity.span.end - line.span.start) <= BESIDE:
            return after[0]
        if before or not after:
            return before[-1] if before else None
        named = line.cued("figure.capex", "figure.revenue", "figure.net", "figure.operating", "figure.contract")
        end = reading.quantity.span.end + _OWN  # its own word may follow it: "11 milliards de revenus en 2025"
        between = any(end <= cue.start < after[0].span.start + line.span.start for cue in named)
        return None if between and grain is None else after[0]

    def partial(self, line: Line, reading: p.Reading, spans: Sequence[Period]) -> bool:
        """Of a half-year or nine months: periods that figures are not kept for."""
        own = self.own(line, reading, spans, None)
        return own is not None and own.grain is Grain.PART and reading.measure in p.COMPANY

    def _inherited(self, line: Line, grain: Grain | None, last: Figure | None) -> str | None:
        """What was told before: for spending a year, else the last quarter, else the last year of the passage."""
        if grain is Grain.YEAR:
            guided = last is not None and last.measure == p.CAPEX and bool(line.cued("figure.guide"))
            return last.period if guided and last else None
        quarters = [span for span in self._told() if span.grain is Grain.QUARTER]
        if quarters:
            return quarters[-1].label
        if self.scene.article.published is None:  # "the third quarter", of a year that nobody tells, is not in "spending in 2025"
            return None
        if self._told():
            return self.told[-1].label
        return self._ahead(line)

    def _ahead(self, line: Line) -> str | None:
        """The only quarter that the title or the rest of the article names, where just one is."""
        published = self.scene.article.published
        day = published.date() if published else None
        texts = (self.scene.article.title, *(one.text for one in self.scene.lines[line.index : line.index + 12]))
        labels = {span.label for text in texts for span in periods(text, day) if span.grain is Grain.QUARTER}
        return labels.pop() if len(labels) == 1 else None

    def _settled(self, span: Period) -> Period:
        """ "The fiscal year" without a number is the one last told with it; a company's, where none was, the calendar's."""
        if span.fiscal and span.relative:
            known = [other for other in self._told() if other.fiscal]
            if known:
                return replace(span, label=known[-1].label if span.grain is Grain.QUARTER else self._latest_fiscal(known))
        return span

    @staticmethod
    def _latest_fiscal(known: Sequence[Period]) -> str:
        return max(span.year for span in known)


def year_before(line: Line, quantity: Quantity, period: str | None) -> str | None:
    """The period a year earlier, where the sentence says that the old value is of then."""
    told = any(0 <= cue.start - quantity.span.end <= 30 for cue in line.cued("figure.earlier"))
    match = _LABEL.fullmatch(period or "")
    if not told or match is None:
        return None
    return f"{match['fiscal'] or ''}{int(match['year']) - 1}{match['rest'] or ''}"
