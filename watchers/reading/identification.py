"""The language of a whole article: the only door to py3langid, whose model is kept to languages that news is read in.

It is loaded, in half a second of processor time, where function words do not tell a text's language: one text in twenty of
those that this beat reads. py3langid's own classifier keeps every move of its automaton, 42 MB, and loads through a temporary
file, which a confined worker must not write: here the same model is a fifteenth of that, and its answers are the same.
"""

import io
import lzma
import math
import unicodedata
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE  # type: ignore[import-untyped]  # it ships no types

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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Automaton:
    """Where a text leads, byte by byte, and which features it so shows.

    Most moves of a row are those of the one that its last byte alone leads to: only the others are kept.
    """

    row: "array[int]"
    """Of each state: states that lead to the same ones share a row."""
    plain: "array[int]"
    """Of each row: which byte's moves it has where it has none of its own."""
    base: "array[int]"
    """The moves of each of these, 256 a byte."""
    starts: "array[int]"
    """Where each row's own moves begin, in order; one more for the end."""
    letters: bytes
    """For which byte each own move is."""
    moves: "array[int]"
    """Where it leads."""
    feature: "array[int]"
    """Of each state; below zero: none."""

    def features(self, text: bytes) -> Counter[int]:
        """How often ``text`` shows each feature."""
        row, starts, find, feature = self.row, self.starts, self.letters.find, self.feature
        state, seen = 0, []
        for letter in text:
            here = row[state]
            at = find(letter, starts[here], starts[here + 1])
            state = self.moves[at] if at >= 0 else self.base[256 * self.plain[here] + letter]
            if feature[state] >= 0:
                seen.append(feature[state])
        return Counter(seen)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Identifier:
    """A naive Bayes classifier over the features of the automaton."""

    automaton: _Automaton
    weights: np.ndarray
    """A row a feature, a column a language."""
    prior: np.ndarray
    languages: Sequence[str]

    def classify(self, text: str) -> tuple[str, float]:
        """The likeliest language, and how sure that is, from 0 to 1."""
        plain = unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", "surrogatepass")
        seen = self.automaton.features(plain)
        if not seen:
            return UNKNOWN, 0.0
        counts = np.fromiter(seen.values(), dtype=np.float32, count=len(seen))
        scores = np.log1p(counts) @ self.weights[np.fromiter(seen, dtype=np.intp, count=len(seen))] + self.prior
        scores *= 1.0 / math.sqrt(len(plain))  # else a long text is always sure
        likely = np.exp(scores - scores.max())
        found = dict.fromkeys(self.languages, 0.0)
        for lang, share in zip(self.languages, (likely / likely.sum()).tolist(), strict=True):
            found[lang] += share  # a language that is written in two scripts stands twice
        best = max(found, key=found.__getitem__)
        return best, found[best]


def _loaded() -> _Identifier:
    with lzma.open(MODEL_DIR / MODEL_FILE) as packed, np.load(io.BytesIO(packed.read()), allow_pickle=False) as parts:
        classes = parts["classes"].tolist()
        kept = [at for at, lang in enumerate(classes) if lang in _KNOWN]
        return _Identifier(
            automaton=_packed(parts["nextmove"].reshape(-1, 256), parts["nextmove_row"], parts["out_feat"]),
            weights=parts["ptc"][:, kept],
            prior=parts["pc"][kept],
            languages=[classes[at] for at in kept],
        )


def _packed(moves: np.ndarray, row: np.ndarray, feature: np.ndarray) -> _Automaton:
    """The automaton with no move twice; ``moves`` has 256 columns."""
    plain = np.zeros(len(moves), np.uint8)
    plain[row[moves]] = np.arange(256, dtype=np.uint8)  # by which byte each row is reached
    base = moves[row[moves[row[0]]]]
    own = moves != base[plain]
    return _Automaton(
        row=array("I", row.astype(np.uint32).tobytes()),
        plain=array("B", plain.tobytes()),
        base=array("I", base.astype(np.uint32).tobytes()),
        starts=array("I", np.concatenate(([0], np.cumsum(own.sum(axis=1)))).astype(np.uint32).tobytes()),
        letters=np.nonzero(own)[1].astype(np.uint8).tobytes(),
        moves=array("I", moves[own].astype(np.uint32).tobytes()),
        feature=array("i", feature.astype(np.int32).tobytes()),
    )


@cache
def _identifier() -> _Identifier:
    return _loaded()


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
    return _ONE.get(guess, guess)


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
