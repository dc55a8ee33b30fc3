"""Until when a price or a stage holds, as a text tells it: "until August 2027", "jusqu'au 30 juin", "for the first year".

What is told is the last day on which it may hold: of a month or a year its last. A length of time ends only where its
beginning is known; what nothing resolves stays unknown.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from watchers.claims.beginnings import Day
from watchers.claims.model import Span
from watchers.claims.months import FLAT, MONTH, MONTH_NUMBER, flattened

_STEMS = ("until", "till", "through", "jusqu", "hasta", "bis ", "to the end")
_UNTIL = re.compile(
    r"\b(?:until|till|through|to (?=the end of)|jusqu'(?:au|en|à|aux)|hasta|bis)"
    r"(?: (?:the|e(?:nde?|l)|of|l(?:e(?:ast)?|a(?:te)?)|at|fin|mois|de|zum)\b)*"
    rf"(?: d')? ?(?:(?:(?P<day>[0-9]{{1,2}})(?:er|st|nd|rd|th|\.)? (?:de |of )?)?(?P<month>{MONTH})\b"
    r"(?: (?P<after>[0-9]{1,2})(?:st|nd|rd|th)?\b(?![.,]?[0-9]))?)?(?:,?(?: de| del)? ?(?P<year>20[0-9]{2})\b)?",
)
_NOT = re.compile(r"(?:\b(?:not|never)\b|n't\b|\bpas\b)[^.;,]{0,80}\Z")
_COUNT = "[0-9]{1,2}|an?|one|two|three|four|five|six|nine|twelve|eighteen|une?|deux|trois|quatre|cinq|neuf|douze|dix-huit"
_LENGTH = re.compile(
    r"\b(?:for|during|over|pendant|pour|durant|sur)? ?(?:the |its |les |la |l')?(?:first |premi[eè]re |premier )?"
    rf"(?P<count>{_COUNT})?"
    r"[ -]?(?:premiers |premi[eè]res )?(?P<unit>years?|months?|ans?|ann[ée]es?|mois)\b"
)
_ENGLISH = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "nine": 9,
    "twelve": 12,
    "eighteen": 18,
}
_FRENCH = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "neuf": 9, "douze": 12, "dix-huit": 18}
_COUNTS = _ENGLISH | _FRENCH
_LED = re.compile(r"\b(?:for|during|pendant|pour|durant|first|premi[eè]re?s?)\b")
_YEAR = 12


def ending_day(text: str, published: date | None, begins: date | None = None) -> Day | None:
    """The last day on which what ``text`` tells may hold; of what is to come alone.

    ``begins``: the day from which it holds, where the text dates it, so that a length of time has an end.
    """
    flat = flattened(text).translate(FLAT)
    if any(map(flat.__contains__, _STEMS)):
        for match in _UNTIL.finditer(flat):
            day = None if _NOT.search(flat, 0, match.start()) else _last(match, published)
            if day is not None and (published is None or day >= published):
                return Day(span=Span(start=match.start(), end=match.end()), day=day)
    if begins is None:
        return None
    lengths = (match for match in _LENGTH.finditer(flat) if _LED.search(match.group()))
    return next((Day(span=Span(start=m.start(), end=m.end()), day=_after(begins, m)) for m in lengths), None)


def _last(match: re.Match[str], published: date | None) -> date | None:
    if match["month"] is None:
        return date(int(match["year"]), _YEAR, 31) if match["year"] else None
    month, told = MONTH_NUMBER[match["month"]], match["day"] or match["after"]
    year = int(match["year"]) if match["year"] else published.year if published else None
    if year is None:
        return None
    day = _day(year, month, told)
    if match["year"] or published is None or day >= published:
        return day
    return _day(year + 1, month, told)


def _day(year: int, month: int, told: str | None) -> date:
    """A day of a month, its last where none is told."""
    last = monthrange(year, month)[1]
    return date(year, month, min(int(told), last) if told and int(told) else last)


def _after(begins: date, match: re.Match[str]) -> date:
    """The day before the one on which as long a time has passed."""
    word = match["count"] or "1"
    count = (int(word) if word.isdigit() else _COUNTS[word]) * (1 if match["unit"].startswith("mo") else _YEAR)
    month = begins.month - 1 + count
    year, month = begins.year + month // _YEAR, month % _YEAR + 1
    return date(year, month, min(begins.day, monthrange(year, month)[1])) - timedelta(days=1)
