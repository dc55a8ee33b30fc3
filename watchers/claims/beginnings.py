"""The days from which prices hold, as a text tells them."""

import re
from dataclasses import dataclass
from datetime import date

from watchers.claims.model import Span
from watchers.claims.months import FLAT, MONTH, MONTH_NUMBER, flattened

# ------------------------------------------------------------------------------------------------------------------- days


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day from which something holds, at one place of the text given."""

    span: Span
    day: date


_SINCE = (
    "from|starting|beginning|effective|as of|since|on|depuis|dès|à partir d[eu]|à compter d[eu]|en vigueur|ab|seit|zum"
    "|desde|a partir de|a partir del|el|le"
)
_NEAR = r"(?: (?:the|le mois de|le mois d|le|la|el|dem|der|next|próximo|prochain|vom|on|early|late))?"
_STARTING = re.compile(
    rf"\b(?P<since>{_SINCE}){_NEAR} (?:(?:(?P<day>[0-9]{{1,2}})(?:er|st|nd|rd|th|\.)? (?:de |of )?)?(?P<month>{MONTH})\b"
    rf"(?: (?P<after>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?![.,]?[0-9]))?(?:,?(?: de| del)? (?P<year>20[0-9]{{2}})\b)?"
    r"|(?P<today>today|aujourd'hui|hoy|heute))",
)


_POINTS = frozenset({"on", "le", "el"})
"""Words that name any day: a beginning only behind a verb of beginning or change."""
_BEGINS = re.compile(
    r"\b(?:ris|rose|increas|go(?:es)? up|went up|jump|fall|fell|drop|cut|tak(?:es?|ing) effect|took effect|start|begin|began|kick"
    r"|chang|mov|pass|entr|augment|baiss|appliqu|d[ée]but|démarr|commenc|relev|port|sub|baj|entra|empez|steig|sink|gilt|beginn)"
    r"[\w' -]{0,40}\Z",
)


_AT_ONCE = re.compile(
    r"\b(?:effective immediately|with immediate effect|from now on|henceforth|as of now|désormais|dorénavant"
    r"|à (?:partir|compter) d'aujourd'hui|avec effet immédiat|à effet immédiat|ab sofort|con efecto inmediato"
    r"|a partir de ahora)(?!\w)",
)
_IN_MONTH = re.compile(
    rf"\b(?:in|en|im|au mois de?)(?: (?:early|late|début|mid))? (?P<month>{MONTH})\b(?P<day>)(?P<after>)"
    r"(?:,?(?: de| del)? (?P<year>20[0-9]{2})\b)?",
)


def starting_days(text: str, published: date | None, *, change: bool = False, at_once: bool = True) -> tuple[Day, ...]:
    """Days introduced as a beginning ("from July 1", "à partir de septembre", "dès aujourd'hui", "désormais"), in order.

    A month alone is its first day; a day told without its year is the one nearest to ``published``, and nothing without it.
    Of a ``change`` the month in which it comes ("rises in October") is its beginning too.
    Without ``at_once`` words like "désormais" tell no day.
    """
    flat = flattened(text).translate(FLAT)
    found = []
    for match in _STARTING.finditer(flat):
        day = published if match["today"] else _day(match, published)
        if day is not None and published is not None and not (match["today"] or match["year"]) and _FUTURE.search(flat):
            day = _next(day, published)
        if day is not None and (change or match["since"].lower() not in _POINTS or _BEGINS.search(flat, 0, match.start())):
            found.append(Day(span=Span(start=match.start(), end=match.end()), day=day))
    if not found and change:
        months = ((match, _day(match, published)) for match in _IN_MONTH.finditer(flat))
        found = [Day(span=Span(start=match.start(), end=match.end()), day=day) for match, day in months if day]
    if not found and published is not None and at_once:
        found = [Day(span=Span(start=match.start(), end=match.end()), day=published) for match in _AT_ONCE.finditer(flat)]
    return tuple(found)


def _day(match: re.Match[str], published: date | None) -> date | None:
    month = MONTH_NUMBER[match["month"].lower()]
    number = int(match["day"] or match["after"] or 1)
    if match["year"]:
        years = [int(match["year"])]
    elif published is not None:
        years = [published.year - 1, published.year, published.year + 1]
    else:
        return None
    days = [found for year in years if (found := _valid(year, month, number))]
    return min(days, key=lambda one: abs((one - (published or one)).days)) if days else None


_FUTURE = re.compile(r"\b(?:will|shall|\w{2,}(?:era|ira|dra|ront)|sera|wird|werden)\b")
_LATELY = 60
"""Days that a beginning may lie back though the sentence speaks of what will be."""


def _next(day: date, published: date) -> date:
    """``day`` a year later where it lies too far back for what is told as to come."""
    if (published - day).days <= _LATELY:
        return day
    return _valid(day.year + 1, day.month, day.day) or day


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
