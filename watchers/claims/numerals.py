"""Single numbers in running text, in digits, with the magnitude and currency that stand beside them; in words: ``spelled.py``.

Each number is looked at with windows of fixed size to its left and right, so the time is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from watchers.claims import units

_LONGEST = 18
"""Digits of one number; more is an account or a serial number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One number with its magnitude and currency, before ranges and changes are put together."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    """One unit of its last printed digit, magnitude not counted."""
    scale: Decimal | None = None
    currency: str | None = None
    percent: bool = False
    minor: bool = False
    spelled: bool = False
    rough: bool = False
    """A round number by its nature: "une trentaine"."""

    @property
    def amount(self) -> Decimal:
        """The value in whole units."""
        return self.value * (self.scale or Decimal(1))

    @property
    def last_digit(self) -> Decimal:
        """One unit of the last printed digit, in whole units: 100,000,000 for "40.5 billion"."""
        return self.step * (self.scale or Decimal(1))

    @property
    def bare(self) -> bool:
        """Nothing but a number."""
        return self.scale is None and self.currency is None and not self.percent and not self.minor


NBSP = "\u00a0"
# One character for one, so that offsets stay: typographic spaces, dashes, apostrophes, full-width and Arabic digits and signs.
_FLAT = (
    dict.fromkeys(map(ord, "\u202f\u2009\u2007\u2008\u200a\u2002\u2003"), NBSP)
    | dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
    | dict.fromkeys(map(ord, "\u2019\u2018\u02bc\uff07"), "'")
    | {0xFF10 + digit: str(digit) for digit in range(10)}
    | {0x0660 + digit: str(digit) for digit in range(10)}
    | {0x06F0 + digit: str(digit) for digit in range(10)}
    | {0x066B: ".", 0x066C: ",", 0x066A: "%", 0xFF0E: ".", 0xFF0C: ",", 0xFF05: "%", 0xFF04: "$", 0xFFE1: "£", 0xFFE5: "¥"}
)


def flatten(text: str) -> str:
    """``text`` with one plain character for each typographic one; offsets stay."""
    return text if text.isascii() else text.translate(_FLAT)


# A digit run with its inner separators; no separator can also be a digit, so there is one way to match it.
# The first digit stands first in the pattern, so that it is looked for at full speed; what stands before it is asked then.
_TAIL = r"[0-9]*(?:[.,'][0-9]+)*"
_CODES = "|".join(sorted(units.CODES))
_PLACE = rf"[0-9](?:(?<![\w][0-9])|(?<=\b(?:{_CODES})[0-9]))(?<![0-9][.,:/'][0-9])(?<![A-Za-z]-[0-9])"
_NUMBER = re.compile(rf"{_PLACE}(?:[0-9]{{0,2}}(?:\u00a0[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?|{_TAIL})")
_NUMBER_SPACED = re.compile(rf"{_PLACE}(?:[0-9]{{0,2}}(?:[ \u00a0][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?|{_TAIL})")
"""Beside English, a plain space may part groups of three."""

SPACE = r"[ \u00a0]"
_SIGNS = "|".join(re.escape(sign).replace(r"\ ", SPACE) for sign in sorted(units.SYMBOLS, key=len, reverse=True))
_BEFORE = re.compile(rf"(?:(?<!\w)(?P<code>{_CODES}){SPACE}?|(?<![A-Za-z])(?P<sign>{_SIGNS}){SPACE}?)\Z")
_AFTER = re.compile(
    rf"{SPACE}?(?:(?:de{SPACE}|d'|of{SPACE})?(?P<code>{_CODES})\b|(?P<sign>{_SIGNS})(?![A-Za-z])(?!{SPACE}?[0-9]))"
)
_NAMES = "|".join(re.escape(name).replace(r"\ ", SPACE) for name in sorted(units.CURRENCY_WORDS, key=len, reverse=True))
_NAMED = re.compile(rf"(?:{SPACE}|-(?=[a-z]))(?:de{SPACE}|d'|of{SPACE})?(?P<name>{_NAMES})(?![\w])(?!'s\b)", re.I)
_PERCENT = re.compile(
    rf"{SPACE}?-?(?:{'|'.join(re.escape(word) for word in units.PERCENT_WORDS)})(?!\w)(?!-?{SPACE}?points?\b)", re.I
)
_MINOR = re.compile(rf"{SPACE}?-?(?P<minor>{'|'.join(sorted(units.MINOR_WORDS, key=len, reverse=True))})(?!\w)", re.I)
_MINOR_OF = re.compile(rf"{SPACE}(?:de{SPACE}|d')(?P<name>{_NAMES})(?!\w)", re.I)
_LETTERS = re.compile(rf"{SPACE}?(?P<mag>MM|[kKMmGBbT])(?=[ \u00a0$€£¥]|\W|\Z|USD|EUR|GBP|CAD)(?!')")
_SHORT = re.compile(
    rf"{SPACE}?(?P<mag>Mds?|mds|Mrds?|Mio|Mia|Mln|mln|Mn|mn|bn|Bn|tn|trn|Tsd)(?:\.(?={SPACE}\S))?(?=[^\w]|\Z|USD|EUR)"
)
_WORD = re.compile(rf"(?:{SPACE}(?:of{SPACE})?|-)(?P<mag>[^\W\d_]+)(?!\w)")

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|januar|februar|märz|april|mai|juni|juli|august|oktober|dezember"
)
_MONTH_BEFORE = re.compile(rf"\b(?:{_MONTHS})\.?{SPACE}\Z", re.I)
_MONTH_AFTER = re.compile(rf"(?:\.?{SPACE}|{SPACE}de{SPACE})(?:{_MONTHS})\b", re.I)
COUNTED = re.compile(rf"{SPACE}[^\W\d_]|-[a-z]")

RANGE_LINK = re.compile(
    rf"(?:{SPACE}?-{SPACE}?|{SPACE}(?:to|à|a|bis|auf|until){SPACE}(?:about{SPACE}|around{SPACE}|environ{SPACE}|près{SPACE}de{SPACE})?)(?=[^\W_]|[$€£])"
)
"""Between the two ends of a range or a change."""


_PENCE = re.compile(rf"p(?=[.,;:)]|\Z|{SPACE}(?:a|an|per|each|every|for|to|from|or|and|off)\b)")
_MOST_PENCE = 99
"""More is a picture's height: "720p"."""
_MAY_SIGN = re.compile(r"[^\W\d_a-z][ \u00a0]?\Z|Rs\.?[ \u00a0]?\Z|[^\w \u00a0.,;:!?'\"()-][ \u00a0]?\Z")
"""A quick look: a capital or a sign right before the number, as every currency before it ends."""
_MAY_COUNT = re.compile(r"[ \u00a0]?(?:[^\W\d_]|[^\w\s.,;:!?'\"()])")
"""A quick look: a letter or a sign right after the number, as everything that makes it an amount begins."""


def digits(flat: str, lang: str) -> Iterator[Piece]:
    """Numbers in digits in a flattened text, in order; no years, dates, times, versions, or parts of words."""
    pattern = _NUMBER if lang == "en" else _NUMBER_SPACED
    for match in pattern.finditer(flat):
        piece = _measured(flat, match, lang)
        if piece is not None:
            yield piece


def _measured(flat: str, match: re.Match[str], lang: str) -> Piece | None:
    """The number at ``match`` with currency and magnitude; ``None`` for a date, a year, a version, part of a word."""
    start, end = match.span()
    sign = _BEFORE.search(flat, max(0, start - 6), start) if _MAY_SIGN.search(flat, max(0, start - 4), start) else None
    if sign is None and not _MAY_COUNT.match(flat, end):
        return None
    before = None
    if sign:
        before = units.SYMBOLS[_sign(sign)] if sign["sign"] else sign["code"]
    lang = "en" if sign and lang == "fr" and sign["sign"] and flat[start - 1] == "$" else lang
    read = _read(match.group(), lang)
    if read is None:
        return None
    value, step = read
    bare = Piece(start=sign.start() if sign else start, end=end, value=value, step=step, currency=before)
    piece = scaled(flat, bare, lang)
    if piece.bare and not _plain(flat, match, value):
        return None
    return piece


def _plain(flat: str, match: re.Match[str], value: Decimal) -> bool:
    """Whether a number without magnitude or unit of money may be a count: no year, day of the month, or part of a word."""
    start, end = match.span()
    if match.group().isdigit() and len(match.group()) == 4 and 1900 <= value <= 2099:
        return False
    if value <= 31 and (_MONTH_BEFORE.search(flat, max(0, start - 12), start) or _MONTH_AFTER.match(flat, end)):
        return False
    if flat[max(0, start - 5) : start][-1:] == "-" and flat[max(0, start - 5) : start - 1].isdigit():
        return False
    return COUNTED.match(flat, end) is not None or RANGE_LINK.match(flat, end) is not None


def _read(raw: str, lang: str) -> tuple[Decimal, Decimal] | None:
    """Value and last printed digit of a run of digits; ``None`` for what is no number (an address, a version)."""
    digits = raw.replace(" ", "").replace(NBSP, "").replace("'", "")
    if len(digits) > _LONGEST:
        return None
    dots, commas = digits.count("."), digits.count(",")
    if not dots and not commas:
        return Decimal(digits), Decimal(1)
    if dots and commas:
        return _decimal(digits, mark=max(".,", key=digits.rfind))
    mark = "." if dots else ","
    if dots + commas > 1:
        return (Decimal(digits.replace(mark, "")), Decimal(1)) if _grouped(digits.split(mark)) else None
    head, _, tail = digits.partition(mark)
    groups = "," if lang not in ("fr", "es", "de") else "."
    if len(tail) == 3 and mark == groups and len(head) <= 3 and not head.startswith("0") and raw == digits:
        return Decimal(head + tail), Decimal(1)
    return _decimal(digits, mark=mark)


def _decimal(digits: str, *, mark: str) -> tuple[Decimal, Decimal] | None:
    head, _, tail = digits.rpartition(mark)
    other = "," if mark == "." else "."
    if mark in head or (other in head and not _grouped(head.split(other))):
        return None
    return Decimal(f"{head.replace(other, '')}.{tail}"), Decimal(1).scaleb(-len(tail))


def _grouped(groups: list[str]) -> bool:
    """Groups of three, or Indian groups of two before the last three."""
    inner = {len(group) for group in groups[1:-1]}
    return 1 <= len(groups[0]) <= 3 and len(groups[-1]) == 3 and (inner <= {3} or inner == {2})


def scaled(flat: str, piece: Piece, lang: str) -> Piece:
    """``piece`` with what stands right after it: percent, hundredths, magnitude, currency."""
    percent = _PERCENT.match(flat, piece.end)
    if percent and piece.currency is None:
        return replace(piece, end=percent.end(), percent=True)
    minor = _MINOR.match(flat, piece.end)
    if minor and piece.currency is None:
        return _hundredths(flat, piece, minor)
    if lang == "en" and piece.currency is None and piece.value <= _MOST_PENCE and _PENCE.match(flat, piece.end):  # "80p a page"
        return replace(piece, end=piece.end + 1, value=piece.value / 100, step=piece.step / 100, currency="GBP", minor=True)
    scale, end = _magnitude(flat, piece.end, lang)
    if scale is None:
        scale, end = _letter(flat, piece)
    currency, end = currency_after(flat, end, piece.currency)
    return replace(piece, end=end, scale=scale, currency=currency)


def _hundredths(flat: str, piece: Piece, minor: re.Match[str]) -> Piece:
    currency = units.MINOR_WORDS[minor["minor"].lower()]
    named = _MINOR_OF.match(flat, minor.end())
    if named:
        currency = units.CURRENCY_WORDS[_key(named["name"])]
    end = named.end() if named else minor.end()
    return replace(piece, end=end, value=piece.value / 100, step=piece.step / 100, currency=currency, minor=True)


def _magnitude(flat: str, end: int, lang: str) -> tuple[Decimal | None, int]:
    """The magnitude that words or abbreviations after ``end`` tell, and where it ends: "mille milliards" is two of them."""
    short = _SHORT.match(flat, end)
    if short:
        return units.SHORT_MAGNITUDES[short["mag"].lower()], short.end()
    scale = None
    table = units.magnitudes(lang)
    for _ in range(2):
        word = _WORD.match(flat, end, end + 24)
        factor = table.get(word["mag"].lower()) if word else None
        if word is None or factor is None:
            break
        scale, end = (scale or Decimal(1)) * factor, word.end()
    return scale, end


def _letter(flat: str, piece: Piece) -> tuple[Decimal | None, int]:
    """A single letter after the number, where money stands before or after; ``10k`` glued to the digits always counts."""
    match = _LETTERS.match(flat, piece.end)
    if match is None:
        return None, piece.end
    glued = match.group()[0] not in (" ", NBSP)
    spaced = match["mag"] in ("M", "MM") and not _INITIAL.match(flat, match.end())  # "C$ 3,5 M"
    money = piece.currency is not None and (glued or spaced)
    if money or (glued and match["mag"] in "kK") or currency_after(flat, match.end(), None)[0]:
        return units.LETTER_MAGNITUDES[match["mag"]], match.end()
    return None, piece.end


_INITIAL = re.compile(rf"\.?{SPACE}[^\W\d_a-z]")
"""A name behind "M": "Monsieur"."""


def currency_after(flat: str, end: int, before: str | None) -> tuple[str | None, int]:
    """The currency, and where its words end. A word after the number is more particular than a sign before it."""
    match = _AFTER.match(flat, end)
    if match and before is None:
        return (units.SYMBOLS[_sign(match)] if match["sign"] else match["code"]), match.end()
    named = _NAMED.match(flat, end)
    if named:
        return units.CURRENCY_WORDS[_key(named["name"])], named.end()
    return before, end


def _sign(match: re.Match[str]) -> str:
    return match["sign"].replace(NBSP, " ")


def _key(name: str) -> str:
    return name.lower().replace(NBSP, " ")
