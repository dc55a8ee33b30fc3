"""Words and marks of a text, with their places, folded for comparison; linear in the length of the text."""

import re
import unicodedata
from functools import lru_cache, partial
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quoiqu)['’](?=\w))"  # French elisions stand as words of their own: d'OpenAI
    r"|['’]s\b"  # and so does the English possessive: Meta's
    r"|-(?:t-)?(?:ils?|elles?|on)\b"  # and the subject that follows its verb: ajoute-t-elle
    r"|\w++(?:(?=-(?:t-)?(?:ils?|elles?|on)\b)|(?:(?:[-.&]|['’](?!s\b))\w++)*+)"
    r"|[^\w\s]",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """One word or one mark; ``start`` and ``end`` count characters of the article's text."""

    start: int
    end: int
    fold: str
    """Lower case, without accents, apostrophes straight."""
    upper: bool
    """Begins with a capital."""
    word: bool
    """A word or a number, not a mark."""
    bare: bool
    """Written without accents though in lower case: "marche", not "marché" nor "MARCHE"."""


def fold(word: str) -> str:
    """``word`` in lower case, without accents, with straight apostrophes."""
    if word.isascii():
        return word.lower()
    flat = unicodedata.normalize("NFKD", word.replace("’", "'").replace("œ", "oe").replace("Œ", "oe"))
    if max(flat, default="") >= _RARE:
        return "".join(c for c in flat if not unicodedata.combining(c)).lower()
    return _ACCENTS.sub("", flat).lower()


_COMMON = range(0x300, 0x3100)
_ACCENTS = re.compile(f"[{''.join(chr(code) for code in _COMMON if unicodedata.combining(chr(code)))}]")
_RARE = "\u3100"
"""Where scripts begin of which it is asked letter by letter what is an accent."""


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """All words and marks of ``text[start:end]``, in order; offsets stay those of ``text``."""
    found: list[Token] = []
    at, stop = start, len(text) if end is None else end
    for stretch in text[start:stop].split():
        at = text.index(stretch, at)
        for first, last, flat, upper, word, bare in _known(stretch) if len(stretch) < _LONG else _cut(stretch):
            found.append(_token((at + first, at + last, flat, upper, word, bare)))
        at += len(stretch)
    return tuple(found)


def _cut(stretch: str) -> tuple[tuple[int, int, str, bool, bool, bool], ...]:
    """The tokens of what stands between two white spaces: places in it, and what a token holds beside them."""
    return tuple((match.start(), match.end(), *_look(match.group())) for match in _TOKEN.finditer(stretch))


_token = partial(tuple.__new__, Token)
"""A token of its parts in their order, without the detour by its names: it is made for every word."""


_LONG = 32
"""Characters between two white spaces that are not worth remembering; so what is remembered stays small whatever the texts
hold."""


def _look(word: str) -> tuple[str, bool, bool, bool]:
    """What a token holds beside its place."""
    first = word.lstrip("-")[:1] or word
    return (
        fold(word.removeprefix("-t-").removeprefix("-") if len(word) > 1 else word),
        first.isupper(),
        first.isalnum() or first in "'’",
        word.isascii() and not (len(word) > 1 and word.isupper()),
    )


_known = lru_cache(maxsize=16_384)(_cut)
"""The words of a language are few: most texts hold hardly a new one."""
