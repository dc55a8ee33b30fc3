"""A sum among the others of its sentence, and the measures that sums may be of."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from watchers.claims.actors import Line
from watchers.claims.amounts import Quantity

REVENUE, NET, ADJUSTED = "revenue", "net income", "net income excluding one-off items"
OPERATING, USERS, CAPEX = "operating income", "daily users", "capex"
CONTRACT, OBLIGATED, GRANT, BUDGET, SEATS = "contract value", "contract obligations", "grant", "budget", "licensed users"
REVENUE_GROWTH, USERS_GROWTH = "revenue growth percent", "daily users growth percent"
OTHER = "other"
"""Something else that a company counts (costs, a division's revenue): it claims nothing and takes the sums that stand by it."""
COMPANY = frozenset({REVENUE, NET, ADJUSTED, OPERATING, USERS, CAPEX, REVENUE_GROWTH, USERS_GROWTH})
"""Measures of a company as such; the others stand between two bodies or are of a public body."""

CUES = {
    "figure.revenue": REVENUE,
    "figure.net": NET,
    "figure.adjusted": ADJUSTED,
    "figure.operating": OPERATING,
    "figure.users": USERS,
    "figure.capex": CAPEX,
    "figure.invest": CAPEX,
    "figure.contract": CONTRACT,
    "figure.worth": CONTRACT,
    "figure.ceiling": CONTRACT,
    "figure.obligated": OBLIGATED,
    "figure.grant": GRANT,
    "figure.budget": BUDGET,
    "figure.other": OTHER,
}
WEAK = frozenset({"figure.invest", "figure.worth", "figure.ceiling"})
"""Name a measure only beside stronger evidence."""
THOUSAND = Decimal(1_000)
MILLION = Decimal(1_000_000)
BILLION = Decimal(1_000_000_000)
AFTER = 60
"""Characters after a sum in which its measure may be named: "$17.9 billion in revenue"."""
BEFORE_LIMIT = 160
"""Characters before a sum beyond which a word no longer names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sum and what it is of."""

    quantity: Quantity
    measure: str
    ceiling: bool = False
    """A contract's upper limit, not what it will cost."""
    falling: bool = False
    """A percent by which the measure fell."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that names a measure, or a sum whose measure is known."""

    start: int
    end: int
    measure: str
    weak: bool = False
    """Names the measure only beside stronger evidence."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sum among the others of its line."""

    line: Line
    quantity: Quantity
    here: Sequence[Quantity]
    number: int

    @property
    def start(self) -> int:
        """Where its stretch begins: after the last sum before it that is no percent, or with the line."""
        before = [q.span.end for q in self.here[: self.number] if not q.percent and (q.money or q.amount.low >= MILLION)]
        return max(before[-1] if before else self.line.span.start, self.quantity.span.start - BEFORE_LIMIT)

    @property
    def end(self) -> int:
        """Where its stretch ends: before the next sum, or with the line."""
        after = [q.span.start for q in self.here[self.number + 1 :] if not q.percent]
        return min(after[0] if after else self.line.span.end, self.quantity.span.end + AFTER)

    def before(self, words: Sequence[Word]) -> Word | None:
        """The nearest of ``words`` before the sum, in its stretch."""
        found = [word for word in words if self.start <= word.start and word.end <= self.quantity.span.start]
        return max(found, key=lambda word: (word.end, -word.start), default=None)

    def behind(self, words: Sequence[Word]) -> Word | None:
        """The first of ``words`` after the sum, in its stretch and before the next clause."""
        found = [word for word in words if self.quantity.span.end <= word.start and word.end <= self.end]
        return min(found, key=lambda word: word.start, default=None)

    def ahead(self, *categories: str) -> bool:
        """Whether a cue of these categories begins in its stretch before the sum."""
        return any(self.start <= cue.start < self.quantity.span.start for cue in self.line.cued(*categories))

    def follows(self, category: str, within: int) -> bool:
        """Whether a cue of this category begins at most ``within`` characters after the sum."""
        end = self.quantity.span.end
        return any(end <= cue.start <= end + within for cue in self.line.cued(category))

    @property
    def left(self) -> str:
        """The text of the line before the sum."""
        return self.line.text[: self.quantity.span.start - self.line.span.start]

    @property
    def right(self) -> str:
        """The text of the line after the sum."""
        return self.line.text[self.quantity.span.end - self.line.span.start :]
