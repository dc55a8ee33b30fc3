"""Whom and how much a text names, in no language: what a retelling or a translation keeps when every word has changed.

Names are told by their capitals, but not by the one that begins a sentence; numbers by their digits, so that "40,5" and "40.5"
are one. Five letters of a name are kept without diacritics: most places and bodies begin alike in the languages that are read.
"""

import re
import unicodedata
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
    told, small = _told(text)
    names: dict[str, bool] = {}
    for word, sure in told.items():
        name = _digits(word) if word[0].isdigit() else _bare(word)
        names[name] = names.get(name, False) or sure
    common = set(map(_bare, small))
    kept = [name[:_LETTERS] for name, sure in names.items() if name and sure and name not in common]
    return tuple(sorted({crc32(name.encode()) for name in list(dict.fromkeys(kept))[:MOST]}))


def _told(text: str) -> tuple[dict[str, bool], set[str]]:
    """Words with a capital and numbers, each with whether it is surely one; and the other words. Each once, as written."""
    told: dict[str, bool] = {}
    small: set[str] = set()
    shouted = text.isupper()  # no capital tells anything then
    before: re.Match[str] | None = None
    for match in _PART.finditer(text):
        word = match[0]
        if word[0].isdigit():
            told[word] = True
        elif not word[0].isupper():
            small.add(word)
        elif len(word) >= _SHORTEST and not shouted and not told.get(word):
            told[word] = not word[1:].islower() or not _opens(text, before, match)
        before = match
    return told, small


def _opens(text: str, before: re.Match[str] | None, word: re.Match[str]) -> bool:
    """Whether a word begins a sentence; a point after one or two letters ends none ("Mr. Li")."""
    if before is None:
        return True
    gap = text[before.end() : word.start()]
    abbreviated = len(before[0]) < _SHORTEST and gap.strip() == "."
    return bool(_ENDS.search(gap)) and not abbreviated


def _bare(word: str) -> str:
    plain = word.lower() if word.isascii() else unicodedata.normalize("NFKD", word).casefold()
    return plain if plain.isalnum() else "".join(c for c in plain if c.isalnum())


def _digits(number: str) -> str:
    """The first digits of a printed number without its zeros at the end; nothing for a single one, and for a year."""
    if _YEAR.fullmatch(number):
        return ""
    digits = re.sub(r"\D", "", number).lstrip("0").rstrip("0")
    return f"#{digits[:_DIGITS]}" if len(digits) > 1 else ""
