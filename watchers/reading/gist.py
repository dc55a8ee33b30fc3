"""Whom and how much a text names, in no language: what a retelling or a translation keeps when every word has changed.

Names are told by their capitals, but not by the one that begins a sentence; numbers by their digits, so that "40,5" and "40.5"
are one. Five letters of a name are kept without diacritics: most places and bodies begin alike in the languages that are read.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from zlib import crc32

MOST: Final = 64
"""Names and numbers that are kept, the first of the text: a long page names more than its story."""
_LETTERS: Final = 5
_DIGITS: Final = 3
_SHORTEST: Final = 3
_PART = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d+)*|[^\W\d_][\w&-]*")
_ENDS = re.compile(r"[.!?:;…•\n]")
_YEAR = re.compile(r"(?:19|20)\d\d")


def gist(text: str) -> tuple[int, ...]:
    """Numbers of 32 bits, one a name or number of the text, rising, none twice; at most 64. Linear in the length of the text."""
    names: dict[str, bool] = {}
    common: set[str] = set()
    shouted = text.isupper()  # no capital tells anything then
    for word, opens in _words(text):
        if word[0].isdigit():
            names[_digits(word)] = True
        elif not word[0].isupper():
            common.add(_bare(word))
        elif len(word) >= _SHORTEST and not shouted:
            sure = not opens or not word[1:].islower()
            names[_bare(word)] = names.get(_bare(word), False) or sure
    kept = [name[:_LETTERS] for name, sure in names.items() if name and sure and name not in common]
    return tuple(sorted({crc32(name.encode()) for name in list(dict.fromkeys(kept))[:MOST]}))


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Each word or printed number, and whether it begins a sentence; a point after one or two letters ends none ("Mr. Li")."""
    end, before = 0, ""
    for match in _PART.finditer(text):
        gap = text[end : match.start()]
        abbreviated = len(before) < _SHORTEST and gap.strip() == "."
        yield match[0], not before or (bool(_ENDS.search(gap)) and not abbreviated)
        end, before = match.end(), match[0]


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in decomposed if c.isalnum())


def _digits(number: str) -> str:
    """The first digits of a printed number without its zeros at the end; nothing for a single one, and for a year."""
    if _YEAR.fullmatch(number):
        return ""
    digits = re.sub(r"\D", "", number).lstrip("0").rstrip("0")
    return f"#{digits[:_DIGITS]}" if len(digits) > 1 else ""
