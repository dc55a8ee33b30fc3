"""The language of a whole article: the only door to py3langid, kept to languages that news is read in.

Loading the model costs 60 MB and half a second of processor time; that happens once a process, or once in the nursery that the
confined workers are forked from, which share it.
"""

import io
import lzma
from array import array
from functools import cache

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # it ships no types

from watchers.reading.language import LANGUAGES, word_counts

UNKNOWN = "und"

_KNOWN = frozenset(
    [
        "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl", "he", "hi",
        "hr", "hu", "id", "it", "ja", "ko", "lb", "lt", "lv", "ms", "nb", "nl", "nn", "no", "pl", "pt", "ro",
        "ru", "sk", "sl", "sq", "sr", "sv", "sw", "th", "tr", "uk", "vi", "zh",
    ]
)  # fmt: skip
_READ = 3000
"""Characters of the text that are looked at: an article does not change its language after a page."""
_LETTERS = 20
_SURE = 0.9


_TYPE_CODES = {2: "H", 4: "I"}


def _loaded() -> LanguageIdentifier:
    """The model, unpacked in memory: py3langid's own loader writes a temporary file, which the confined worker must not."""
    with lzma.open(MODEL_DIR / MODEL_FILE) as packed, np.load(io.BytesIO(packed.read()), allow_pickle=False) as parts:
        moves, rows = (_numbers(parts[name]) for name in ("nextmove", "nextmove_row"))
        classes, outputs = parts["classes"].tolist(), parts["out_feat"].tolist()
        # its own way of leaving languages out keeps the weights of all of them beside those of the few
        kept = [at for at, lang in enumerate(classes) if lang in _KNOWN]
        weights, names = parts["ptc"][:, kept], [classes[at] for at in kept]
        return LanguageIdentifier(weights, parts["pc"][kept], names, moves, outputs, norm_probs=True, tk_row=rows)


def _numbers(values: np.ndarray) -> "array[int]":
    """The same numbers in Python's own array, which single look-ups read several times quicker."""
    return array(_TYPE_CODES[values.dtype.itemsize], values.tobytes())


@cache
def _identifier() -> LanguageIdentifier:
    return _loaded()


def ready() -> None:
    """Load the model now and not at the first text."""
    _identifier()


def document_lang(text: str, declared: str | None = None) -> str:
    """ISO 639-1 of the whole text; ``und`` where there are too few letters and nothing was declared.

    ``declared`` is what the page or the feed says: it decides for short texts, never against clear function words or statistics,
    because sites keep one language in their template for articles in several.
    """
    sample = text[:_READ]
    told = _primary(declared)
    if sum(letter.isalpha() for letter in sample[:200]) < _LETTERS:
        return told or UNKNOWN
    counted = _counted(sample)
    if counted:
        return counted
    guess, certainty = _identifier().classify(sample)
    if certainty < _SURE and told:
        return told
    return _ONE.get(guess, str(guess))


_ONE = {"nb": "no", "nn": "no"}


def _counted(sample: str) -> str | None:
    """The language that a third of the words are function words of, and of no other half as many."""
    counts = word_counts(sample)
    best, second = sorted(LANGUAGES, key=lambda lang: -counts[lang])[:2]
    enough = counts[best] >= 12 and counts[best] >= len(sample.split()) * 0.3
    return best if enough and counts[best] >= 2 * counts[second] else None


def _primary(declared: str | None) -> str | None:
    code = (declared or "").replace("_", "-").split("-")[0].strip().lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
