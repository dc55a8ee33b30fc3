"""Text made comparable: accents, typographic marks and white space folded, with the way back to the original characters.

Matching is done on two strings of equal length, one with the case kept and one in lower case. Most characters fold one to
one, so most texts need no map at all; where a character is dropped (a soft hyphen, a combining accent) or grows ("œ"), a
table of offsets leads back.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

_GROWS = {
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ß": "ss",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "…": "...",
}
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\r"
_SPECIAL = re.compile(rf"[{''.join(_GROWS)}\u0300-\u036f{_INVISIBLE}]|[ \t\u00a0\u202f](?:[ \t\u00a0\u202f]+)")
# A line break inside a sentence is a space (hard-wrapped text); after a full stop, before a bullet or doubled it parts passages.
_WRAP = re.compile(r"\n(?<![\n\r.!?:;»”\"]\n)(?=[^\n\s\-*•#>|])")
_SAME = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "′": "'",
    "´": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2212": "-",
    "\t": " ",
}
_LEADING_ARTICLE = re.compile(r"^(?:l'|le |la |les |the )")


def _flat(char: str) -> str:
    """The one character that stands for ``char``; itself where there is none."""
    kept = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return kept if len(kept) == 1 else char


_FOLDED = range(0xA0, 0x2010), range(0x202F, 0x2030), range(0xFF01, 0xFF5F)
_TABLE = {chr(code): _flat(chr(code)) for codes in _FOLDED for code in codes} | _SAME
_FOREIGN = re.compile(r"[^ -~\n]")


class Folded(NamedTuple):
    """A text ready for matching; ``cased`` and ``lower`` have the same length and the same offsets."""

    cased: str
    lower: str
    offsets: "array[int] | None"
    """Offset in the original of each folded character, and of the end; ``None`` where they are the same."""
    original: str

    def origin(self, at: int) -> int:
        """The place in the original text of a place in the folded one."""
        return at if self.offsets is None else self.offsets[at]

    def origin_end(self, end: int) -> int:
        """The place in the original text just after the folded character ``end - 1``, its combining accents included."""
        if self.offsets is None or not end:
            return end
        at = self.offsets[end - 1] + 1
        while at < self.offsets[end] and unicodedata.combining(self.original[at]):
            at += 1
        return at

    def folded_at(self, at: int) -> int:
        """The place in the folded text of a place in the original one."""
        return at if self.offsets is None else bisect_left(self.offsets, at)

    def stressed(self, start: int, end: int) -> bool:
        """The original has an accented letter in the folded range ``start`` to ``end``."""
        found = self.original[self.origin(start) : self.origin_end(end)]
        return not found.isascii() and any("À" <= c <= "ɏ" for c in found)


_RUN = re.compile(r"[^\W\d_A-ZÀ-Þ]{3}")
"""Letters that no short form has in a row: small ones."""


def fold(text: str) -> Folded:
    """``text`` with accents, quotes, dashes and spaces folded. Linear in the length of the text."""
    if _plain(text):
        return _folded((text, text.lower(), None, text))
    offsets = None
    flat = _WRAP.sub(" ", text)
    if _SPECIAL.search(flat):
        flat, offsets = _rebuilt(flat)
    cased = _FOREIGN.sub(lambda found: _TABLE.get(found.group(), found.group()), flat)
    return _folded((cased, cased.lower(), offsets, text))


def folded(text: str) -> str:
    """``text`` folded and in lower case, for comparison only; itself where it is so already, for thousands of names are kept."""
    lower = text.lower() if _plain(text) else fold(text).lower
    return text if lower == text else lower


def folded_cased(text: str) -> str:
    """The same in its own case."""
    return text if _plain(text) else fold(text).cased


def _plain(text: str) -> bool:
    """Whether there is nothing to fold, as in most names."""
    return text.isascii() and text.isprintable() and "  " not in text


_folded = partial(tuple.__new__, Folded)
"""Of its parts in their order, without the detour by their names: tens of thousands are made when the names are loaded."""


def _rebuilt(text: str) -> tuple[str, "array[int]"]:
    parts: list[str] = []
    offsets = array("q")
    for part, start, one_to_one in _pieces(text):
        parts.append(part)
        offsets.extend(range(start, start + len(part)) if one_to_one else [start] * len(part))
    offsets.append(len(text))
    return "".join(parts), offsets


def _pieces(text: str) -> Iterator[tuple[str, int, bool]]:
    """Pieces of the folded text, their place, and whether they are taken over as they are."""
    at = 0
    for match in _SPECIAL.finditer(text):
        yield text[at : match.start()], at, True
        grown = _GROWS.get(match.group()) or (" " if len(match.group()) > 1 else "")
        yield grown, match.start(), False
        at = match.end()
    yield text[at:], at, True


def is_word(char: str) -> bool:
    """A letter, a digit or an underscore: what a name must not touch."""
    return char.isalnum() or char == "_"


def bounded(text: str, start: int, end: int) -> bool:
    """``text[start:end]`` touches no letter or digit on either side."""
    if start and ((before := text[start - 1]).isalnum() or before == "_"):
        return False
    return not (end < len(text) and ((behind := text[end]).isalnum() or behind == "_"))


def is_acronym(name: str) -> bool:
    """A short form without spaces and with at least two capitals: DARPA, DoD, U.K., l'UE."""
    if " " in name.strip() or _RUN.search(name):  # most names, so these are asked first
        return False
    letters = [c for c in name if c.isalpha()]
    return len(letters) <= 8 and sum(c.isupper() for c in letters) >= 2


_MARKS = {ord(mark): None for mark in ".,()"}


def alias_key(name: str) -> str:
    """Under which an alias stands in the table of ambiguous ones: case counts for acronyms only, articles and dots never."""
    return "A:" + folded_cased(name).strip() if is_acronym(name) else word_key(folded(name))


def word_key(lower: str) -> str:
    """The key of an alias that is no acronym, folded and in lower case."""
    plain = " ".join(lower.translate(_MARKS).replace("&", "and").split())
    article = _LEADING_ARTICLE.match(plain)
    return "w:" + (plain[article.end() :] if article else plain)
