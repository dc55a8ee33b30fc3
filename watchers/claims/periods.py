"""Reporting periods in running text, resolved against the day an article appeared, and the days from which prices hold.

Labels are those of the contract: ``2024-Q3`` and ``2024`` for the calendar, ``FY2027-Q1``, ``FY2026`` and ``FY2026-27`` where
the text says that the year is a fiscal one. A period that nothing resolves is left out; nothing is guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from watchers.claims.model import Span
from watchers.claims.months import FLAT, MONTH, MONTH_NUMBER, flattened


class Grain(StrEnum):
    """How long a period is."""

    QUARTER = "quarter"
    YEAR = "year"
    PART = "part"
    """Half a year or nine months: has no label."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A period at one place of the text given."""

    span: Span
    label: str
    """As in ``Figure.period``."""
    grain: Grain
    fiscal: bool = False
    relative: bool = False
    """Told by its distance ("this year", "the fiscal year"), not by its number."""

    @property
    def year(self) -> str:
        """The label of the year that holds it: ``2024`` of ``2024-Q3``, ``FY2027`` of ``FY2027-Q1``."""
        return self.label.partition("-Q")[0]


_HINT = re.compile(
    r"20[0-9]{2}|quarter|trimest|quartal|semest|half|halbjahr|year|ann[ée]e|\bfy|fiscal|exercice|ejercicio|jahr|\ba[ñn]o|\bl.an\b"
    r"|[qt][1-4]|[1-4][qt]|months?\b|mois\b|meses\b|monate"
    r"|(?:january|april|july|october|janvier|avril|juillet|octobre|enero|abril|julio|octubre|januar|juli|oktober)"
)
"""A quick look: no period is told without one of these."""
_STEMS = (
    *("quart", "trimest", "semest", "half", "year", "ann", "fy", "fiscal", "exercice", "ejercicio", "jahr", "ano", "año"),
    *("month", "mois", "meses", "monate", "jan", "april", "jul", "juil", "oct", "okt", "enero", "abril", "avril"),
)
_NUMBERED = re.compile(r"[qt][1-4]|[1-4][qt]|20[0-9]|l.an")
"""A quicker look still: what ``_HINT`` finds holds one of these, and most sentences hold none."""


def periods(text: str, published: date | None, fiscal: int | None = None) -> tuple[Period, ...]:
    """All periods told in ``text``, in order, none inside another; ``published`` resolves what is told without a year.

    ``fiscal`` is the fiscal year that a "third fiscal quarter" belongs to where nothing beside it tells one.
    """
    lower = flattened(text)
    if not (any(map(lower.__contains__, _STEMS)) or _NUMBERED.search(lower)) or not _HINT.search(lower):
        return ()
    found: list[Period] = []
    reach = 0
    candidates = sorted(_candidates(lower.translate(FLAT), published, fiscal), key=lambda p: (p.span.start, -p.span.end))
    for period in candidates:
        if period.span.start >= reach:
            found.append(period)
            reach = period.span.end
    return tuple(found)


def _candidates(flat: str, published: date | None, year: int | None) -> Iterator[Period]:
    if _told(flat, _QUARTERLY) or _QUARTER_NUMBER.search(flat):
        yield from _quarters(flat, published, year)
    if _told(flat, _MONTHLY):
        yield from _months(flat, published)
    if _told(flat, _PARTLY):
        yield from _parts(flat)
    if _told(flat, _FISCALLY):
        yield from _fiscal(flat, published)
    yield from _years(flat, published)


def _told(flat: str, stems: tuple[str, ...]) -> bool:
    """A quick look: the patterns of a kind of period find nothing without one of its stems."""
    return any(map(flat.__contains__, stems))


_QUARTERLY = ("quart", "trimest")
_QUARTER_NUMBER = re.compile(r"[qt][1-4]|[1-4][qt]")
_MONTHLY = (
    *("quart", "trimest", "month", "mois", "meses", "monate"),
    *("jan", "ener", "feb", "fév", "mar", "mär", "apr", "avr", "abr", "may", "mai", "jun", "jui", "jul"),
    *("aug", "août", "ago", "sep", "oct", "okt", "nov", "déc", "dec", "dez", "dic"),
)
_PARTLY = ("half", "h1", "h2", "s1", "s2", "1h", "2h", "mois", "months", "semest", "halbjahr", "meses")
_FISCALLY = ("fiscal", "fy", "budg", "exercice", "jahr", "ejercicio", "financial")
_TWELVE = ("year ", "months ", "exercice ", "année ", "mois ", "jahr ", "ejercicio ")
_ENDINGS = (" to ", "end", "through", "until", " clos", "achev", "termin", "jusqu", "hasta", " bis ")
_YEARLY = ("year", "ann", "l'an", "año", "jahr")

# --------------------------------------------------------------------------------------------------------------- quarters

_ORDINALS = {
    1: "first|1st|premier|1er|primer|primero|erste[nsrm]?|1\\.",
    2: "second|2nd|deuxième|second|2e|2ème|segundo|zweite[nsrm]?|2\\.",
    3: "third|3rd|troisième|3e|3ème|tercer|tercero|dritte[nsrm]?|3\\.",
    4: "fourth|4th|quatrième|4e|4ème|cuarto|vierte[nsrm]?|4\\.",
}
_ANY_ORDINAL = "|".join(f"(?P<n{number}>{words})" for number, words in _ORDINALS.items())
_FISCAL_WORD = (
    r"(?:fiscal|financial) years?|fiscal|fy|année budgétaire|exercice (?:fiscal|budgétaire)|l'exercice|exercice|année fiscale"
    r"|geschäftsjahr(?:e?s)?|haushaltsjahr(?:e?s)?|ejercicio(?: fiscal)?|año fiscal"
)
_YEAR = r"(?P<year>20[0-9]{2}|'[0-9]{2}|(?<=fy)[0-9]{2})"
_OF = r"(?:,? (?:of|in|de|d'|du|del|des|von|für)(?: l'| la| the| le| son| leur| its| their| seines| ihres| su)?)?"
_QUARTER = re.compile(
    rf"\b(?:(?P<lead>fiscal[ -])?(?:{_ANY_ORDINAL})[ -](?P<mid>fiscal )?(?:quarters?|trimestres?|quartals?|quartale)"
    rf"|(?P<lead2>fiscal[ -])?[qt](?P<digit>[1-4])|(?P<digit2>[1-4])[qt])\b"
    rf"(?:{_OF} ?(?P<fiscal>{_FISCAL_WORD})?(?: year)?,?(?: de| del)?[ ]?{_YEAR}\b)?",
)
_YEAR_FIRST = re.compile(
    r"\b(?P<fiscal>fy ?'?)?(?P<year>20[0-9]{2}|(?<=fy)[0-9]{2})[ -]?"
    r"(?:[qt](?P<digit>[1-4])|(?P<word>first|second|third|fourth)[ -]quarter)\b",
)
_GLUED = re.compile(r"\b(?P<digit>[1-4])[qt](?P<year>20[0-9]{2}|[23][0-9])\b")
_LAST_OF = re.compile(
    rf"\b(?:(?:last|final|closing|dernier|último|letzte[ns]?) (?:quarter|trimestre|quartal))"
    rf"(?: (?:of|de|del|von|des)|,)? ?{_YEAR}\b",
)
_LAST = re.compile(
    r"\b(?:last quarter|the (?:previous|preceding|latest|past) quarter|(?:le|au|du) (?:trimestre (?:dernier|écoulé|passé)"
    r"|dernier trimestre)|letztes quartal|el último trimestre)\b(?! (?:of|de|d'|last))",
)
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _quarters(flat: str, published: date | None, only: int | None) -> Iterator[Period]:
    for match in _YEAR_FIRST.finditer(flat):
        number = int(match["digit"]) if match["digit"] else _WORDS[match["word"].lower()]
        fiscal = bool(match["fiscal"])
        yield _period(match, f"{'FY' if fiscal else ''}{_full_year(match['year'])}-Q{number}", Grain.QUARTER, fiscal=fiscal)
    for match in _GLUED.finditer(flat):
        yield _period(match, f"{_full_year(match['year'])}-Q{match['digit']}", Grain.QUARTER)
    for match in _LAST_OF.finditer(flat):
        yield _period(match, f"{_full_year(match['year'])}-Q4", Grain.QUARTER)
    if published is not None:
        for match in _LAST.finditer(flat):
            yield _period(match, _quarter_before(published), Grain.QUARTER, relative=True)
    for match in _QUARTER.finditer(flat):
        number = _ordinal(match)
        fiscal = bool(match["fiscal"] or match["lead"] or match["lead2"] or match["mid"])
        year = _full_year(match["year"]) if match["year"] else None
        if year is None and published is not None:
            ahead = _AHEAD.search(flat, max(0, match.start() - _NEAR_QUARTER), match.end() + _NEAR_QUARTER) is not None
            own = _fiscal_year(flat, match.end(), number, published) or only
            year = own if fiscal else _quarter_year(number, published, ahead=ahead)
        if year is None:
            continue
        label = f"{'FY' if fiscal else ''}{year}-Q{number}"
        yield _period(match, label, Grain.QUARTER, fiscal=fiscal, relative=match["year"] is None and not fiscal)


def _ordinal(match: re.Match[str]) -> int:
    digit = match["digit"] or match["digit2"]
    return int(digit) if digit else next(number for number in _ORDINALS if match[f"n{number}"])


def fiscal_years(text: str) -> frozenset[int]:
    """The fiscal years that a text numbers: "fiscal 2026", "the 2026 fiscal year", "exercice 2026"."""
    lower = flattened(text)
    if not _told(lower, _FISCALLY):
        return frozenset()
    flat = lower.translate(FLAT)
    found = (*_FISCAL.finditer(flat), *_YEAR_FISCAL.finditer(flat))
    return frozenset(_full_year(match["year"]) for match in found)


def _quarter_before(published: date) -> str:
    """The label of the last quarter that was over on the day."""
    number = (published.month - 1) // 3
    return f"{published.year}-Q{number}" if number else f"{published.year - 1}-Q4"


_NEAR_QUARTER = 40
"""Characters around a quarter in which words of planning speak of one that is not over."""


def _quarter_year(number: int, published: date, *, ahead: bool = False) -> int:
    """The year of a quarter told without one: this year's once its last month has begun, else last year's.

    One that the text looks forward to (``ahead``) is this year's once it has begun.
    """
    begun = (number - 1) * 3 + 1 if ahead else number * 3
    return published.year if published.month >= begun else published.year - 1


def _full_year(digits: str) -> int:
    year = int(digits.lstrip("'"))
    return year if year > 99 else 2000 + year


def _fiscal_year(flat: str, end: int, number: int, published: date) -> int | None:
    """The fiscal year of quarter ``number`` whose last month is told right after it: three quarters later it ends."""
    told = _ENDED.match(flat, end)
    if told is None:
        return None
    last = MONTH_NUMBER[told["last"].lower()]
    year = int(told["year"]) if told["year"] else published.year - (last > published.month)
    return year + (last + 3 * (4 - number) - 1) // 12


_UNTIL = "to|ended|ending|through|until|clos|achevés?|terminés?|jusqu'à|hasta|terminados?|bis"
_ENDED = re.compile(
    r",? ?(?:which|that|qui|que)?(?: (?:s'est|s'|has|a))? ?(?:ended|ending|closed|clos|achevée?|terminée?|finissait|finit)"
    rf"(?: (?:in|on|en|au|à|le|la|fin|end|of|de|late|the))*(?: [0-9]{{1,2}}(?:er)?)? (?P<last>{MONTH})\b(?: [0-9]{{1,2}}\b)?"
    r"(?:,? (?P<year>20[0-9]{2})\b)?",
)
_THREE_MONTHS = re.compile(
    r"\b(?:(?:three|3|trois|tres|drei) (?:months?|mois|meses|monate)(?: period)?|quarter|trimestre)(?: \w+){0,2}?"
    rf" (?:{_UNTIL})(?: (?:in|on|en|au|à|le|la|el|fin|ende|end|of|de|late)){{0,3}}"
    rf" (?:[0-9]{{1,2}}(?:er)? (?:de )?)?(?P<last>{MONTH})\b(?: [0-9]{{1,2}}\b)?(?:,?(?: de| del)? (?P<year>20[0-9]{{2}})\b)?",
)
_FROM_TO = re.compile(
    rf"\b(?:(?:between|entre|zwischen|from|de|von) )?(?P<first>{MONTH})"
    rf"(?: (?:to|through|and|et|à|y|a|bis|und) |-)(?P<last>{MONTH})\b"
    r"(?:,?(?: de| del)? (?P<year>20[0-9]{2})\b)?",
)


_MONTH_QUARTER = re.compile(
    r"\b(?:(?P<last>march|june|september|december)[ -]quarter|trimestre (?:de |d')(?P<month>mars|juin|septembre|décembre)"
    r")\b(?: (?:of )?(?P<year>20[0-9]{2})\b)?",
)


def _months(flat: str, published: date | None) -> Iterator[Period]:
    """Quarters told by their months: "the three months to June", "entre julio y septiembre", "the March quarter"."""
    for match in (*_THREE_MONTHS.finditer(flat), *_FROM_TO.finditer(flat), *_MONTH_QUARTER.finditer(flat)):
        last = MONTH_NUMBER[(match["last"] or match["month"]).lower()]
        first = match.groupdict().get("first")
        if last % 3 or (first and MONTH_NUMBER[first.lower()] != last - 2):
            continue
        year = int(match["year"]) if match["year"] else _quarter_year(last // 3, published) if published else None
        if year is not None:
            yield _period(match, f"{year}-Q{last // 3}", Grain.QUARTER, relative=match["year"] is None)


# ------------------------------------------------------------------------------------------------------------------ years

_FISCAL = re.compile(
    rf"\b(?:{_FISCAL_WORD})(?: de| del)?[ ]?(?P<year>20[0-9]{{2}}|'?[0-9]{{2}}\b)(?:[-/](?P<second>20[0-9]{{2}}|[0-9]{{2}})\b)?",
)
_YEAR_FISCAL = re.compile(r"\b(?P<year>20[0-9]{2})(?:[ -](?:fiscal|financial|budget) year)\b")
_THE_FISCAL = re.compile(
    r"\b(?:(?P<next>next|coming|prochaine?|nächsten|próximo) |(?:(?:this|current|the|cet|im|el|del|dieses) (?:full )?|l'))"
    r"(?:fiscal year|année fiscale|exercice(?: fiscal| budgétaire)?|geschäftsjahr(?:es)?|ejercicio)"
    r"(?P<after> prochain| suivant)?\b(?! (?:\w+ )?20[0-9]{2}| (?:clos|achevé|terminé|ended|ending|that ended))",
)
_YEAR_TO = re.compile(
    r"\b(?:(?:financial |fiscal )?year|(?:twelve|12) months|exercice|année|(?:douze|12) mois|geschäftsjahr|ejercicio)"
    rf" (?:{_UNTIL})(?: (?:in|on|en|au|à|le|la|el|fin|ende|end|of|de|late|zum|am)){{0,3}}"
    rf" (?:[0-9]{{1,2}}(?:er|\.)? (?:de )?)?(?P<last>{MONTH})\b(?: [0-9]{{1,2}}\b)?,?(?: de| del)? (?P<year>20[0-9]{{2}})\b",
)
"""A year by the month in which it ends, whose number it bears."""
_DATED = re.compile(
    r"(?<![0-9./,'-])\b(?P<year>20[0-9]{2})\b(?![0-9]|[.,'][0-9])(?:[-/](?P<second>20[0-9]{2}|[0-9]{2})\b)?(?!-[0-9])"
)
_DAY_BEFORE = re.compile(rf"(?:[0-9](?:er)? (?:de )?(?:{MONTH})\.?(?: de| del)?|(?:{MONTH})\.? [0-9]{{1,2}},?|[/.-])\s?\Z")
_SEASON = "automne|printemps|hiver|été|fall|autumn|spring|summer|winter|otoño|herbst"
_MONTH_BEFORE = re.compile(rf"(?:(?:{MONTH})\.?(?: de| del)?|\b(?:{_SEASON})(?: of)?),? \Z")
_RELATIVE = {
    0: (
        "this year|the current year|cette année|l'année en cours|este año|el año en curso|dieses jahr|diesem jahr|dieses jahres"
        "|im laufenden jahr|of the year|for the year"
    ),
    1: (
        "next year|the coming year|the following year|l'an prochain|l'année prochaine|el próximo año|el año que viene"
        "|nächstes jahr|nächsten jahr"
    ),
    -1: (
        "last year(?!'s)|l'an dernier|l'année dernière|l'an passé|l'année passée|el año pasado|letztes jahr|vergangenen jahr"
        "|letzten jahr"
    ),
}
_RELATIVES = tuple((shift, re.compile(rf"\b(?:{words})\b")) for shift, words in _RELATIVE.items())
_WHOLE = re.compile(
    r"\b(?:full[ -]year|(?:the )?(?:whole|entire|full) year|l'année (?:entière|pleine|complète)|année pleine"
    r"|l'ensemble de l'année|todo el año|el conjunto del año|gesamtjahr|ganze jahr)\b(?! (?:20[0-9]{2}|de 20))",
)
_AHEAD = re.compile(
    r"\b(?:expect|forecast|guid|project|plan|will|prévoi|prévision|attend|projet|table sur|espera|prevé|prevision|erwart"
    r"|rechnet|estimat)",
)
_AROUND = 120
"""Characters before a period told without a year in which words of planning are looked for."""
_REPORTED_UNTIL = 3
"""Up to this month "the full year" that is not looked forward to is the one that has ended."""


_DECEMBER = 12
_PART = re.compile(
    r"\b(?:[hs][12](?= 20| fy)|20[0-9]{2} h[12]|[12]h(?:20)?[23][0-9]"
    r"|(?:the )?first (?:half|(?:six|nine) months)|(?:six|neuf|9|6) premiers mois|premier semestre|first-half|half-year"
    r"|halbjahr"
    r"|primer semestre|(?:nueve|seis) primeros meses|(?:second|deuxième|segundo) (?:half|semestre))\b"
    r"(?: (?:of|de|del|von|des)(?: l'année)?)?(?: (?:20[0-9]{2}|fy ?'?[0-9]{2,4})\b)?",
)


def _parts(flat: str) -> Iterator[Period]:
    for match in _PART.finditer(flat):
        yield _period(match, "", Grain.PART)


def _fiscal(flat: str, published: date | None) -> Iterator[Period]:
    for match in _FISCAL.finditer(flat):
        year = _full_year(match["year"])
        second = f"-{int(match['second']) % 100:02d}" if match["second"] else ""
        yield _period(match, f"FY{year}{second}", Grain.YEAR, fiscal=True)
    for match in _YEAR_FISCAL.finditer(flat):
        yield _period(match, f"FY{match['year']}", Grain.YEAR, fiscal=True)
    for match in _THE_FISCAL.finditer(flat):
        if published is not None:
            ahead = 1 if match["next"] or match["after"] else 0
            yield _period(match, f"FY{published.year + ahead}", Grain.YEAR, fiscal=True, relative=True)


def _years(flat: str, published: date | None) -> Iterator[Period]:
    for match in _DATED.finditer(flat):
        left = flat[max(0, match.start() - 24) : match.start()]
        if match["second"]:
            second = int(match["second"]) % 100
            if second == (int(match["year"]) + 1) % 100:
                yield _period(match, f"FY{match['year']}-{second:02d}", Grain.YEAR, fiscal=True)
        elif not _DAY_BEFORE.search(left) and not _MONTH_BEFORE.search(left):
            yield _period(match, match["year"], Grain.YEAR)
    for match in _YEAR_TO.finditer(flat) if _told(flat, _TWELVE) and _told(flat, _ENDINGS) else ():
        fiscal = MONTH_NUMBER[match["last"].lower()] != _DECEMBER
        yield _period(match, f"{'FY' if fiscal else ''}{match['year']}", Grain.YEAR, fiscal=fiscal)
    if published is None or not _told(flat, _YEARLY):
        return
    for shift, pattern in _RELATIVES:
        for match in pattern.finditer(flat):
            yield _period(match, str(published.year + shift), Grain.YEAR, relative=True)
    for match in _WHOLE.finditer(flat):
        ended = published.month <= _REPORTED_UNTIL and not _AHEAD.search(
            flat, max(0, match.start() - _AROUND), match.end() + _AROUND
        )
        yield _period(match, str(published.year - ended), Grain.YEAR, relative=True)


def _period(match: re.Match[str], label: str, grain: Grain, *, fiscal: bool = False, relative: bool = False) -> Period:
    return Period(span=Span(start=match.start(), end=match.end()), label=label, grain=grain, fiscal=fiscal, relative=relative)
