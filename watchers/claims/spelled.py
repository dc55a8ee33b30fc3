"""Numbers in words: "forty-five million", "trois quarts de milliard", "a token dollar", "une trentaine d'euros".

Each begins at a word that may begin a number and reads at most a few words on, so the time is linear in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from watchers.claims import units
from watchers.claims.numerals import COUNTED, Piece, currency_after, scaled

_STARTERS = frozenset(("mille", "mil", "tausend"))
"""Thousand without "one" before it."""


_LETTERS = re.compile(r"[^\W\d_]+")


def _ones(lang: str) -> set[str]:
    return {word for word, value in units.number_words(lang).items() if value == 1}


def _followers(lang: str) -> set[str]:
    kinds = {name.split(" ")[0] for name in (*units.CURRENCY_WORDS, *units.PERCENT_WORDS, *units.MINOR_WORDS)}
    return kinds | set(units.magnitudes(lang)) | {"hundred", "cent"}


def _parts_of(words: Iterable[str]) -> frozenset[str]:
    """All stretches of letters in ``words``."""
    return frozenset(_LETTERS.findall(" ".join(words)))


def _first_words(lang: str) -> re.Pattern[str]:
    """Where a number in words may begin in a text in lower case.

    "a" and "one" begin one only before a magnitude, a currency, a percent or "hundred".
    """
    table = units.number_words(lang)
    ones = "|".join(_ones(lang))
    others = "|".join(sorted((re.escape(word) for word, value in table.items() if value != 1), key=len, reverse=True))
    followers = "|".join(sorted(map(re.escape, _followers(lang)), key=len, reverse=True))
    starters = "|".join(sorted(_STARTERS))
    return re.compile(rf"(?<![\w-])(?:(?:{ones})(?=[ \u00a0-](?:{followers})(?!\w))|(?:{others}|{starters})(?=[ \u00a0-]))")


_FIRST_WORDS = {lang: _first_words(lang) for lang in units.NUMBER_WORDS}
_MANY = {lang: _parts_of({*units.number_words(lang), *_STARTERS} - _ones(lang)) for lang in units.NUMBER_WORDS}
_ONE = {lang: _parts_of(_ones(lang)) for lang in units.NUMBER_WORDS}
_SIGNS = frozenset("%¢")
_FOLLOWERS = {lang: _parts_of(_followers(lang)) for lang in units.NUMBER_WORDS}


def _may_hold(lower: str, lang: str) -> bool:
    """A quick look at the words: ``_FIRST_WORDS`` finds nothing without one of many, or one of one and what may follow it."""
    words = _LETTERS.findall(lower)
    if not _MANY[lang].isdisjoint(words):
        return True
    return not _ONE[lang].isdisjoint(words) and (not _FOLLOWERS[lang].isdisjoint(words) or not _SIGNS.isdisjoint(lower))


_SYMBOLIC = re.compile(
    r"\b(?:(?:symbolic|token|nominal|single|mere|symbolischen|symbolischer|symbolische)[ \u00a0](?P<before>dollar|euro)"
    r"|(?P<after>dollar|euro|dólar)[ \u00a0](?:symbolique|simbólico))(?!\w)",
    re.I,
)
_SYMBOLS = ("symbol", "simból", "token", "nominal", "single", "mere")
"""A quick look: ``_SYMBOLIC`` finds nothing without one of these."""
_SCALES = r"millions?|milliards?|billions?|trillions?|mill[oó]n(?:es)?|bill[oó]n(?:es)?|millionen|milliarden?|billionen?"
_WHOLES = (
    "one two three four five six seven eight nine ten",
    "un deux trois quatre cinq six sept huit neuf dix",
    "un dos tres cuatro cinco seis siete ocho nueve diez",
)
_WHOLE = {word: number for row in _WHOLES for number, word in enumerate(row.split(), 1)}
_COUNT = rf"[0-9]{{1,3}}|{'|'.join(sorted(_WHOLE))}"
_GERMAN_HALVES = {"anderthalb": "1.5", "eineinhalb": "1.5", "zweieinhalb": "2.5", "dreieinhalb": "3.5", "viereinhalb": "4.5"}
_FRACTIONS: tuple[tuple[str | None, re.Pattern[str]], ...] = tuple(
    (value, re.compile(pattern.replace(" ", "[ \u00a0]"), re.I))
    for value, pattern in (
        ("0.5", rf"\b(?:half a |(?:un )?demi(?:-| )|medio |(?:eine )?halbe )(?P<scale>{_SCALES})(?!\w)"),
        ("0.25", rf"\b(?:a quarter(?: of)? a |un quart de |eine viertel ?)(?P<scale>{_SCALES})(?!\w)"),
        ("0.75", rf"\b(?:three(?:-| )quarters of a |trois quarts de |eine dreiviertel ?)(?P<scale>{_SCALES})(?!\w)"),
        ("0.333", rf"\b(?:(?:a|one) third of an? |un tiers de |ein drittel ?)(?P<scale>{_SCALES})(?!\w)"),
        ("0.667", rf"\b(?:two(?:-| )thirds of an? |deux tiers de )(?P<scale>{_SCALES})(?!\w)"),
        (None, rf"(?<![\w.,])(?P<count>{_COUNT})(?: |-)and(?: |-)a(?: |-)half(?: |-)(?P<scale>{_SCALES})(?!\w)"),
        (None, rf"(?<![\w.,])(?P<count>{_COUNT}) (?P<scale>{_SCALES}) (?:et demie?|y medio|and a half)(?!\w)"),
        (None, rf"\b(?P<german>{'|'.join(_GERMAN_HALVES)}) (?P<scale>{_SCALES})(?!\w)"),
    )
)
_HALF_CENT = re.compile(
    r"\bhalf[ \u00a0]an?[ \u00a0](?P<minor>cent|penny)(?!\w)|\bun[ \u00a0]demi[- ](?P<fr>cent(?:ime)?)(?!\w)", re.I
)
_ROUGH = re.compile(
    rf"\bune[ \u00a0](?P<word>{'|'.join(units.ROUGH_WORDS)})(?:[ \u00a0]de[ \u00a0](?P<scale>mill(?:iers|ions|iards)))?(?!\w)",
    re.I,
)
_HALVES = ("half", "demi", "medio", "halb", "quart", "viertel", "third", "tiers", "drittel")
"""A quick look: ``_FRACTIONS`` finds nothing without one of these."""


def spelled(flat: str, lang: str) -> Iterator[Piece]:
    """Numbers in words that are amounts or count something; symbolic dollars and halves last, so not in order."""
    reach = 0
    lower = flat.replace("İ", "i").lower()
    known = lang if lang in _FIRST_WORDS else "en"
    for match in _FIRST_WORDS[known].finditer(lower) if _may_hold(lower, known) else ():
        piece = _worded(flat, match, lang) if match.start() >= reach else None
        if piece is not None:
            reach = piece.end
            yield piece
    if any(map(lower.__contains__, _SYMBOLS)):
        yield from _symbolic(flat)
    if any(map(lower.__contains__, _HALVES)):
        yield from _halves(flat, lang)
    if "aine" in lower:
        yield from _rough(flat)


def _worded(flat: str, match: re.Match[str], lang: str) -> Piece | None:
    """The number in words that begins at ``match``, if it counts something or is an amount."""
    value, end = _summed(flat, match, lang)
    if value is None and match.group().lower() in _STARTERS:
        value, end = _A_THOUSAND, match.end()
    if value is None:
        return None
    piece = scaled(flat, Piece(start=match.start(), end=end, value=Decimal(value), step=Decimal(1), spelled=True), lang)
    if piece.bare and (value < 2 or COUNTED.match(flat, piece.end) is None):
        return None
    return piece


def _summed(flat: str, match: re.Match[str], lang: str) -> tuple[int | None, int]:
    """The value of the number words from ``match`` on and where they end; what stands before a thousand is multiplied."""
    if match.group().lower() in _STARTERS:
        total, end = 1, match.start()
        thousand = _THOUSAND.match(flat, match.start())
    else:
        total_or_none, end = _hundreds(flat, match.start(), lang)
        if total_or_none is None:
            return None, end
        total, thousand = total_or_none, _THOUSAND.match(flat, end)
    if thousand is None or not 0 < total < _A_THOUSAND:
        return total, end
    rest, stop = _hundreds(flat, thousand.end(), lang)
    if rest is None or rest < 2 or stop <= thousand.end():
        return (None, end) if match.group().lower() in _STARTERS else (total, end)
    return total * _A_THOUSAND + rest, stop


_A_THOUSAND = 1000
_THOUSAND = re.compile(r"[ \u00a0-]?(?:mille|mil|thousand|tausend)[ \u00a0](?:and[ \u00a0])?(?=[^\W\d_])", re.I)


def _hundreds(flat: str, start: int, lang: str) -> tuple[int | None, int]:
    """The sum of the number words from ``start`` on, at most six, and where they end."""
    table = units.number_words(lang)
    total: int | None = None
    last = 1000
    end = start
    for part, stop in _parts(flat, start, table):
        number = table[part]
        if total is not None and number == 100 and (total > 1 or lang == "en") and total < 10:
            total, last, end = total * 100, 100, stop
            continue
        if total is not None and not _fits(number, last):
            break
        total, last, end = (total or 0) + number, number, stop
        if part in _ONES and not _HUNDRED.match(flat, stop):
            break
    return total, end


_ONES = frozenset({"a", "une", "una", "eine", "einen", "einem", "einer"})
_HUNDRED = re.compile(r"[ \u00a0]hundred[ \u00a0]and[ \u00a0]", re.I)


def _fits(number: int, last: int) -> bool:
    """Whether a number word may follow another in one number: forty-five, cent vingt, soixante-dix."""
    if last >= 100:
        return number < 100
    return last >= 20 and number < (20 if last in (60, 80) else 10)


_NEXT = re.compile(r"(?:[ \u00a0](?:et[ \u00a0]|and[ \u00a0]|y[ \u00a0])?|-(?:et-)?)?(?P<one>[^\W\d_]+)(?P<two>-[^\W\d_]+)?")


def _parts(flat: str, start: int, words: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Number words one after the other, a hyphenated one (``dix-sept``) as one, at most six."""
    at = start
    for _ in range(6):
        match = _NEXT.match(flat, at, at + 40)
        if match is None or (at > start and match.start("one") == at):
            return
        one, two = match["one"].lower(), (match["two"] or "").lower()
        if one + two in words:
            at = match.end()
            yield one + two, at
        elif one in words:
            at = match.end("one")
            yield one, at
        else:
            return


def _symbolic(flat: str) -> Iterator[Piece]:
    for match in _SYMBOLIC.finditer(flat):
        name = (match["before"] or match["after"]).lower()
        yield Piece(
            start=match.start(),
            end=match.end(),
            value=Decimal(1),
            step=Decimal(1),
            currency=units.CURRENCY_WORDS[name],
            spelled=True,
        )


def _halves(flat: str, lang: str) -> Iterator[Piece]:
    for value, pattern in _FRACTIONS:
        for match in pattern.finditer(flat):
            number = Decimal(value) if value else _and_a_half(match)
            scale = _scale_of(match["scale"].lower(), lang)
            currency, end = currency_after(flat, match.end(), None)
            step = Decimal("0.1") if number.as_tuple().exponent == -1 else Decimal("0.01")
            yield Piece(start=match.start(), end=end, value=number, step=step, scale=scale, currency=currency, spelled=True)
    for match in _HALF_CENT.finditer(flat):
        currency = units.MINOR_WORDS[(match["minor"] or match["fr"]).lower()]
        cent = Decimal("0.005")
        yield Piece(start=match.start(), end=match.end(), value=cent, step=cent / 5, currency=currency, minor=True, spelled=True)


def _and_a_half(match: re.Match[str]) -> Decimal:
    groups = match.groupdict()
    if "german" in groups:
        return Decimal(_GERMAN_HALVES[groups["german"].lower()])
    word = groups["count"].lower()
    return Decimal(_WHOLE.get(word, word)) + Decimal("0.5")


def _scale_of(word: str, lang: str) -> Decimal:
    """What a magnitude is in the text's language, else in whichever has the word."""
    tables = (units.magnitudes(lang), *units.MAGNITUDES.values())
    return next(table[word] for table in tables if word in table)


def _rough(flat: str) -> Iterator[Piece]:
    """Collective numerals of money; of anything else they are as vague as they sound."""
    for match in _ROUGH.finditer(flat):
        currency, end = currency_after(flat, match.end(), None)
        if currency is not None:
            scale = units.MAGNITUDES["fr"][match["scale"].lower()] if match["scale"] else None
            number = Decimal(units.ROUGH_WORDS[match["word"].lower()])
            yield Piece(
                start=match.start(), end=end, value=number, step=number, scale=scale, currency=currency, spelled=True, rough=True
            )
