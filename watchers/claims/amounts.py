"""Amounts in running text: digits or words, magnitude, currency, range, direction, how exactly they are meant.

Hand-written because no library reads press style (``40,5 milliards``, ``$37-40bn``, ``3,5 M$ CA``, ``de 261 à 675 millions``).
Each number is looked at with windows of fixed size to its left and right, so the time is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from watchers.claims.model import Amount, Qualifier, Span
from watchers.claims.numerals import NBSP, RANGE_LINK, SPACE, Piece, digits, flatten
from watchers.claims.spelled import spelled

_LEFT = 80
"""Characters looked at before a number, for a qualifier or a direction."""
_RIGHT = 64
"""Characters looked at after a number, for what is counted."""
_NEAR = 32
"""Characters looked at before a number for a qualifier."""
_LINK = 20
"""Characters between the two ends of a range."""
_SCALED = 100_000
"""From here on, the first end of a range has a magnitude of its own ("900,000 to 1 million")."""
_UNIT_WORDS = 6
_EXACT = Context(prec=80)


class Turn(StrEnum):
    """The part of an amount in a change that the sentence tells."""

    OLD = "old"
    NEW = "new"
    NOT = "not"
    """Named only to be rejected: "$2.4 million, not $4.2 million"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """One number of a text, or a range told as one."""

    span: Span
    """From the currency sign or the first digit to the last word of magnitude or currency, in the text given."""
    amount: Amount
    """In the currency's unit; percents as printed (19 for 19 %)."""
    currency: str | None
    """ISO 4217; ``None`` for a count, a percent, or hundredths whose currency the word does not tell (``47 cents``)."""
    percent: bool = False
    minor: bool = False
    """Printed in hundredths ("47 cents"); the amount is in whole units all the same."""
    unit: str = ""
    """Up to six words that follow, lower case: what is counted."""
    spelled: bool = False
    """Written in words."""
    turn: Turn | None = None
    plain_dollar: bool = False
    """Printed with a bare ``$`` or "dollars": whose dollar, the buyer's country tells."""

    @property
    def money(self) -> bool:
        """An amount of money."""
        return self.currency is not None or self.minor


def quantities(text: str, lang: str) -> tuple[Quantity, ...]:
    """All amounts of ``text`` in order; ``lang`` (ISO 639-1) decides separators and what a "billion" is.

    Years, dates, times, version numbers and numbers inside words or identifiers are left out.
    """
    return _last_read(text, lang) if len(text) < _LONG else _read(text, lang)


_LONG = 500
"""Characters of a sentence whose amounts are not worth remembering; so what is remembered stays small whatever the texts hold."""


def _read(text: str, lang: str) -> tuple[Quantity, ...]:
    flat = flatten(text)
    pieces = sorted((*digits(flat, lang), *spelled(flat, lang)), key=lambda piece: (piece.start, -piece.end))
    return tuple(_quantity(flat, piece) for piece in _joined(flat, _apart(pieces)))


_last_read = lru_cache(maxsize=256)(_read)
"""Prices and figures are read from the same sentences, one after the other."""


# ----------------------------------------------------------------------------------------------------- ranges and changes

_AND_LINK = re.compile(rf"{SPACE}(?:and|et|y|und){SPACE}(?=[^\W_]|[$€£])")
_BETWEEN = re.compile(rf"\b(?:between|entre|zwischen){SPACE}(?:\w+{SPACE}){{0,2}}\Z", re.I)
_FROM = re.compile(rf"\b(?P<word>from|de|von|desde)(?:{SPACE}(?:about|around|the|los|las|le|les|environ|rund))?{SPACE}\Z", re.I)
_SPREAD = re.compile(
    rf"\b(?:range[sd]?|ranging|band|spanne|bandbreite|up|down|between|anywhere),?{SPACE}(?:from|von)(?:{SPACE}the)?{SPACE}\Z",
    re.I,
)
_STEMS = (
    "pass|bond|grimp|mont|augment|progress|chut|baiss|tomb|recul|rédui|relev|port|évolu|saut|hiss|rem|ramen|doubl|tripl"
    "|pas[óa]|sub|aument|crec|cay|baj|elev|dispar|redu"
)
_MOVED = re.compile(rf"\b(?:{_STEMS})[\wéèêó]*[^.;:]{{0,48}}\Z", re.I)
"""Verbs of change, cut to their stems, not far before "de … à …"; without one such a phrase is a range."""
_MOVING = re.compile(rf"\b(?:{_STEMS})[\wéèêó]*[^.;:]{{0,60}}(?:hasta|jusqu'à){SPACE}\Z")


def _is_change(left: str) -> bool:
    """Whether "from … to …" after ``left`` tells a change."""
    told = _FROM.search(left)
    if told is None or _SPREAD.search(left):
        return False
    return (
        told["word"].lower() in ("from", "von")
        or not left[: told.start()].strip()
        or _MOVED.search(left[: told.start()]) is not None
    )


class _Reading(NamedTuple):
    """A number or a range, and its part in a change."""

    low: Piece
    high: Piece | None = None
    turn: Turn | None = None

    @property
    def last(self) -> Piece:
        return self.high or self.low


def _apart(pieces: list[Piece]) -> list[Piece]:
    """The pieces without those that overlap an earlier one."""
    kept: list[Piece] = []
    for piece in pieces:
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _joined(flat: str, pieces: list[Piece]) -> Iterator[_Reading]:
    """Ranges as one reading, the two ends of a change marked, all others as they are."""
    at = 0
    while at < len(pieces):
        pair = _paired(flat, pieces[at], pieces[at + 1]) if at + 1 < len(pieces) else ()
        if pair:
            yield from pair
            at += 2
        else:
            yield _Reading(pieces[at])
            at += 1


def _paired(flat: str, here: Piece, there: Piece) -> tuple[_Reading, ...]:
    """A range, the two ends of a change, or nothing where the two numbers stand for themselves."""
    if there.start - here.end > _LINK:
        return ()
    left = flat[max(0, here.start - _LEFT) : here.start]
    if _linked(_AND_LINK, flat, here, there) and _BETWEEN.search(left):
        return _ranged(here, there)
    if not _linked(RANGE_LINK, flat, here, there):
        return ()
    if _is_change(left) or flat[here.end : there.start].strip(f" {NBSP}").lower() == "auf":
        return _changed(here, there)
    return _ranged(here, there)


def _linked(pattern: re.Pattern[str], flat: str, here: Piece, there: Piece) -> bool:
    match = pattern.match(flat, here.end)
    return match is not None and match.end() == there.start


def _alike(here: Piece, there: Piece) -> Piece | None:
    """``here`` with the unit that it shares with ``there``; ``None`` where the two measure different things."""
    if here.percent != there.percent and not here.bare:
        return None
    if here.currency and there.currency and here.currency != there.currency:
        return None
    if there.minor and not here.minor:
        here = replace(here, value=here.value / 100, step=here.step / 100, minor=True)
    scale = there.scale if here.scale is None and here.value < _SCALED else here.scale
    return replace(here, scale=scale, currency=here.currency or there.currency, percent=there.percent)


def _ranged(here: Piece, there: Piece) -> tuple[_Reading, ...]:
    low = _alike(here, there)
    if low is None:
        return ()
    if low.amount >= there.amount:
        low = replace(low, scale=here.scale)
    if low.amount >= there.amount:
        return ()
    return (_Reading(low, high=replace(there, currency=there.currency or here.currency)),)


def _changed(here: Piece, there: Piece) -> tuple[_Reading, ...]:
    old = _alike(here, there)
    if old is None:
        return ()
    return _Reading(old, turn=Turn.OLD), _Reading(replace(there, currency=there.currency or here.currency), turn=Turn.NEW)


# --------------------------------------------------------------------------------------------------- qualifiers, direction

_LEADING_WORDS = {
    Qualifier.UP_TO: (
        "up to|as much as|as many as|at most|no more than|not more than|a maximum of|less than|fewer than|under|below|capped at"
        "|a ceiling of|jusqu'à|au plus|au maximum|un maximum de|moins de|plafonnée?s? à|un plafond de|plafond fixé à"
        "|hasta|como máximo|un máximo de|menos de|bis zu|höchstens|maximal|weniger als"
    ),
    Qualifier.MORE_THAN: (
        "more than|over|at least|upwards of|in excess of|exceeding|exceeds?|exceeded|above|north of|topped|topping|tops"
        "|plus de|plus d'|au moins|au-delà de|au-dessus de|dépassant|dépasse|dépassent|a dépassé|supérieure?s? à"
        "|más de|al menos|por encima de|supera los|superó los|mehr als|mindestens|über|wenigstens"
    ),
    Qualifier.ABOUT: (
        "about|around|approximately|roughly|some|nearly|near|almost|close to|circa|an estimated|in the region of"
        "|environ|quelque|quelques|près de|près d'|presque|autour de|à peu près|de l'ordre de|avoisinant|proche de"
        "|un peu moins de|unos|unas|cerca de|casi|alrededor de|aproximadamente|rund|etwa|ungefähr|knapp|an die|fast"
    ),
}
_ARTICLE = rf"(?:(?:les|the|los|an){SPACE})?"
_LEADING = tuple(
    (qualifier, re.compile(rf"(?<!\w)(?!under{SPACE}an{SPACE})(?:{words.replace(' ', SPACE)}){SPACE}?{_ARTICLE}\Z"))
    for qualifier, words in _LEADING_WORDS.items()
)
_LEADING_ENDS = (
    *("exceed", "exceeds", "les", "the", "los", "an"),
    *(words.split(" ")[-1] for row in _LEADING_WORDS.values() for words in row.split("|")),
)
"""A quick look: what stands before a number ends so, or none of ``_LEADING`` does."""
_TRAILING = (
    (
        Qualifier.UP_TO,
        re.compile(
            r"(?:\w+ ){0,2}(?:au plus|au maximum|maximum|at most|or less|or fewer|ou moins|como máximo|höchstens|máximo)\b"
        ),
    ),
    (Qualifier.MORE_THAN, re.compile(r"(?:\w+ ){0,2}(?:or more|ou plus|o más|oder mehr|and counting)\b")),
    (Qualifier.ABOUT, re.compile(r"(?:\w+ )?(?:environ|or so|approximately|give or take|aproximadamente)\b")),
)
_REJECTED = r"(?:, |\band )(?:not|non pas|non|pas|no|nicht)|\b(?:et non pas|et non|y no|und nicht)".replace(" ", SPACE)
_EARLIER = "contre|against|versus|desde|nach|bisher(?: (?:sind|waren) es)?|,(?: and)? from|, de".replace(" ", SPACE)
_COMPARED = (
    "(?:up|down|increased|raised|cut|lowered|rise|fall) from|instead of|rather than|compared (?:with|to)|au lieu de|plutôt que"
    "|comparé à|par rapport à|frente a|en lugar de|gegenüber|statt"
).replace(" ", SPACE)
_FORMER = (
    "(?:former|old|previous|earlier|ancien|ancienne|précédente?|bisherige[nrs]?|anterior)(?: [\\w'-]+){1,3}? (?:of|de|d'|von)"
    "|previously|formerly|hitherto|until now|jusqu'ici|jusqu'alors|jusqu'à présent|auparavant|naguère|hasta ahora"
).replace(" ", SPACE)
"""Words that call a sum the old one."""
_MULTIPLE = (
    "(?:times|twice|double|triple|half|fois|le double|le triple|la moitié|das doppelte|el doble)"
    "(?: (?:the|its|their|le|la|les|du|des|de|d'|der|del)){1,2}"
).replace(" ", SPACE)
"""Before an old sum that the new one is measured by: "twelve times the $1 of the first year"."""
_LOOSE = rf"(?:{SPACE}(?:the|its|a|an|le|les|los|las|el|rango|tramo|de|about|previous|earlier|zuvor)){{0,3}}"
_TO_FROM = (
    rf"(?:illions?|dollars|euros|\bbn|[$€£][0-9][0-9.,]{{0,12}}){SPACE}from(?:{SPACE}(?:about|around|roughly|some|nearly))?"
)
"""After a first amount: "to $33.4 billion from $25.8 billion"."""
_TURNS = (
    (Turn.NOT, re.compile(rf"(?:{_REJECTED})(?:{SPACE}(?:the|les|de|a|à))?{SPACE}\Z")),
    (
        Turn.OLD,
        re.compile(
            rf"(?:(?:(?<!\w)|(?=,))(?:{_EARLIER}){_LOOSE}|\b(?:{_COMPARED})(?:{SPACE}[\w'-]+){{0,5}}|{_TO_FROM}"
            rf"|\b(?:{_FORMER}|{_MULTIPLE})(?:{SPACE}(?!at\b|to\b|à\b)[\w'-]+){{0,2}}){SPACE}\Z"
        ),
    ),
)
_TURNING = (
    *("no", "pas", "nicht", "contre", "against", "versus", "desde", "nach", "bisher", "from", ", de", f",{NBSP}de", "instead"),
    *("rather", "compar", "lieu", "plutôt", "rapport", "frente", "lugar", "gegenüber", "statt", "former", "old", "previous"),
    *("earlier", "ancien", "précédent", "anterior", "hitherto", "until", "jusqu", "auparavant", "naguère", "hasta"),
    *("times", "twice", "double", "triple", "half", "fois", "moitié", "doppelte", "doble"),
)
"""A quick look: ``_TURNS`` find nothing without one of these."""
_UNIT_STOP = re.compile(r"[.,;:!?()«»\"“”\n\[\]|/-]")


def _quantity(flat: str, reading: _Reading) -> Quantity:
    start, end = reading.low.start, reading.last.end
    left = flat[max(0, start - _LEFT) : start].lower()
    unit = _unit(flat[end : end + _RIGHT])
    return Quantity(
        span=Span(start=start, end=end),
        amount=Amount(
            low=_exact(reading.low.amount),
            high=_exact(reading.high.amount) if reading.high else None,
            step=_exact(reading.last.last_digit),
            qualifier=_qualifier(left, unit) or (Qualifier.ABOUT if reading.low.rough else None),
        ),
        currency=reading.last.currency,
        percent=reading.last.percent,
        minor=reading.last.minor,
        unit=unit,
        spelled=reading.low.spelled,
        turn=reading.turn or _turn(left),
        plain_dollar=reading.last.currency == "USD" and _OF_A_COUNTRY.search(flat, start, end) is None,
    )


_OF_A_COUNTRY = re.compile(r"US|U\.S|am[ée]ric|estadou", re.I)
"""What makes a dollar the United States'."""


def _turn(left: str) -> Turn | None:
    """The part in a change that ``left`` (lower case) tells of what stands behind it."""
    if any(map(left.__contains__, _TURNING)):
        return next((turn for turn, pattern in _TURNS if pattern.search(left)), None)
    return None


_HANDED = re.compile(r"\b(?:hand(?:s|ed|ing)?|turn(?:s|ed|ing)?) over[ \u00a0]*\Z")
""" "Hands over A$15": no more than that."""


def _qualifier(left: str, unit: str) -> Qualifier | None:
    near = left[-_NEAR:]
    for qualifier, pattern in _LEADING if near.rstrip(f" {NBSP}").endswith(_LEADING_ENDS) else ():
        if pattern.search(near):
            if (qualifier is Qualifier.UP_TO and _MOVING.search(left)) or _HANDED.search(near):
                return None
            return qualifier
    return next((qualifier for qualifier, pattern in _TRAILING if pattern.match(unit)), None)


def _unit(right: str) -> str:
    """What is counted: the words up to the next mark."""
    stop = _UNIT_STOP.search(right)
    words = (right[: stop.start()] if stop else right).replace(NBSP, " ").replace("d'", "d' ").lower().split()
    return " ".join(words[:_UNIT_WORDS])


def _exact(number: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent, so that equal amounts print alike."""
    flat = number.normalize()
    return flat.quantize(Decimal(1), context=_EXACT) if flat == flat.to_integral_value() else flat
