"""When two names or two printed amounts are the same.

Amounts follow the desk's rule: equal at the coarser printed precision, by rounding or by truncation (40.5, 40.59 and 40.6 billion
are one figure), within half a percent, inside a one-sided bound, or by ranges that overlap.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from hashlib import sha256

from alerts.model import ArticleMark, Reason
from watchers.claims.model import Adoption, Amount, Claim, Figure, Partnership, Price, Qualifier

TOLERANCE = Decimal("0.005")
"""Half a percent: what editors round away without thinking of it."""
ABOUT = Decimal("0.05")
"""How far an amount may lie from one that was given as "about"."""
_DERIVED_STEP = Decimal("0.03")
"""A step guessed from trailing zeros may be at most this share of the amount, so that 200 is not taken for "100 to 299"."""
_LONGEST = 80
_DROPPED = str.maketrans("", "", ".'’ʼ`´")
_APART = re.compile(r"[^a-z0-9]+")
"""Between the words of a name that is all ASCII, which most are."""


_NO_SOONER = datetime(2000, 1, 1, tzinfo=UTC)
"""Dates before are a feed's mistake: nobody wrote of these models then."""
_AHEAD = timedelta(days=1)


def told_at(mark: ArticleMark) -> datetime:
    """When the article was published, aware and in UTC; when it was first read, where its date is missing or cannot be."""
    published = mark.published
    return published if published is not None and _NO_SOONER <= published <= mark.seen + _AHEAD else mark.seen


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """The name without case, diacritics and punctuation, one space between words; at most 80 characters, never empty."""
    folded = _bare(name.lower()) if name.isascii() else _undressed(name)
    if folded and len(folded) <= _LONGEST:
        return folded
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{folded[: _LONGEST - 17]} {digest}".strip()


def _bare(lower: str) -> str:
    return " ".join(_APART.split(lower.translate(_DROPPED))).strip()


def _undressed(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_DROPPED)
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def names_in(claim: Claim) -> tuple[str | None, ...]:
    """The names that the claim stands on, as it gives them: whose model, which one, and who has to do with it."""
    match claim:
        case Adoption():
            return (claim.vendor, claim.product, claim.agency)
        case Partnership():
            return (claim.vendor, claim.product, claim.partner)
        case Price():
            return (claim.vendor, claim.product, claim.buyer)
        case Figure():
            return tuple(claim.subject.split(" / "))


def step_of(amount: Amount) -> Decimal:
    """One unit of the last printed digit: as printed where the reader knows it, else from the trailing zeros, carefully."""
    if amount.step is not None and amount.step > 0:
        return amount.step
    low = abs(amount.low)
    if not low:
        return Decimal(1)
    step = Decimal(1).scaleb(int(low.normalize().as_tuple().exponent))
    while step > 1 and step > low * _DERIVED_STEP:
        step /= 10
    return step


def close(a: Decimal, b: Decimal, tolerance: Decimal = TOLERANCE) -> bool:
    """Equal within a share of the larger one."""
    return a == b or abs(a - b) <= tolerance * max(abs(a), abs(b))


def _printed_alike(a: Decimal, b: Decimal, step: Decimal) -> bool:
    """Whether one of the two, cut or rounded to the other's last digit, is the other."""
    coarse, fine = sorted((a / step, b / step), key=lambda number: number != number.to_integral_value())
    ways = (ROUND_DOWN, ROUND_HALF_UP)
    return coarse == coarse.to_integral_value() and any(fine.to_integral_value(rounding=way) == coarse for way in ways)


@dataclass(frozen=True, kw_only=True, slots=True)
class Precision:
    """How strictly two amounts are held against each other."""

    rounding: bool
    """Figures are rounded by whoever retells them; a price is a price."""
    open_side: Decimal
    """How far beyond a one-sided bound a value still counts as what the bound meant: "more than 3" says nothing of 300."""


FIGURES = Precision(rounding=True, open_side=Decimal(5))
PRICES = Precision(rounding=False, open_side=Decimal("1.5"))


def _in_bound(bound: Amount, value: Amount, open_side: Decimal) -> bool:
    if bound.qualifier is value.qualifier:
        return False
    if bound.qualifier is Qualifier.MORE_THAN:
        return bound.low * (1 - TOLERANCE) <= value.low <= bound.low * open_side
    if bound.qualifier is Qualifier.UP_TO:
        return bound.low <= value.low * open_side and value.low <= bound.low * (1 + TOLERANCE)
    return bound.qualifier is Qualifier.ABOUT and close(bound.low, value.low, ABOUT)


def _single(a: Amount, b: Amount, precision: Precision) -> Reason | None:
    if a.low == b.low:
        return Reason.SAME_VALUE
    if not a.low or not b.low:
        return None
    if close(a.low, b.low) or (precision.rounding and _printed_alike(a.low, b.low, max(step_of(a), step_of(b)))):
        return Reason.SAME_AT_PRECISION
    bounded = _in_bound(a, b, precision.open_side) or _in_bound(b, a, precision.open_side)
    return Reason.WITHIN_BOUND if bounded else None


def _end(amount: Amount) -> Amount:
    return Amount(low=amount.low if amount.high is None else amount.high, step=amount.step)


def _ranges(a: Amount, b: Amount, precision: Precision) -> Reason | None:
    starts = _single(Amount(low=a.low, step=a.step), Amount(low=b.low, step=b.step), precision)
    ends = _single(_end(a), _end(b), precision)
    if starts and ends:
        return Reason.SAME_VALUE if starts is ends is Reason.SAME_VALUE else Reason.SAME_AT_PRECISION
    overlap = a.low <= _end(b).low and b.low <= _end(a).low
    return Reason.RANGES_OVERLAP if overlap else None


def same_amount(a: Amount, b: Amount, precision: Precision = FIGURES) -> Reason | None:
    """Why the two are the same, ``None`` where they differ. Reflexive and symmetric; currency is not looked at."""
    if a.high is None and b.high is None:
        return _single(a, b, precision)
    return _ranges(a, b, precision)


def same_digits(a: Decimal, b: Decimal) -> bool:
    """Whether the two differ by a power of ten only: 4.2 and 42 million, 200 million and 200 billion."""
    if a <= 0 or b <= 0:
        return False
    low, high = sorted((a, b))
    power = high.adjusted() - low.adjusted()
    return any(close(low.scaleb(p), high) for p in (power, power + 1, power - 1) if p >= 1)
