"""Sentences laid out as lines: their words, their cues, and the names that stand in them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from watchers.claims.actors import Line, Name, Role, indexed
from watchers.claims.lexicon import Cue, Lexicon
from watchers.claims.model import Span
from watchers.claims.passages import CLAIMING, Passage, Sentence
from watchers.claims.tokens import Token, tokens


class Named:
    """Names in order of place, handed out sentence by sentence in one pass."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = sorted(names, key=lambda name: (name.start, name.end))
        self._at = 0

    def within(self, span: Span) -> tuple[Name, ...]:
        """The names that begin inside ``span``; spans are asked for in order of place."""
        while self._at < len(self._names) and self._names[self._at].start < span.start:
            self._at += 1
        first = self._at
        while self._at < len(self._names) and self._names[self._at].start < span.end:
            self._at += 1
        return tuple(self._names[first : self._at])


@dataclass(frozen=True, slots=True)
class Layout:
    """Lays sentences out as lines."""

    text: str
    lexicon: Lexicon
    named: Named
    asked: frozenset[int]
    """Numbers of the passages in which an interviewer asks."""

    def line(self, index: int, number: int, passage: Passage, sentence: Sentence) -> Line:
        """A sentence as the line ``index`` of the article, in the passage ``number``."""
        span = sentence.span
        row = tokens(self.text, span.start, span.end)
        lang = sentence.lang if sentence.lang in self.lexicon.languages else passage.lang
        names = self.named.within(span)
        cues = tuple([cue for cue in self.lexicon.find(row, lang, _closed(row, names)) if not _month(cue, row)])
        return Line(
            index=index,
            passage=number,
            kind=passage.kind,
            span=span,
            text=self.text[span.start : span.end],
            lang=lang,
            question=sentence.question or number in self.asked,
            quotes=sentence.quotes,
            tokens=row,
            cues=cues,
            names=names,
            index_of_cues=indexed(cues),
        )


def renamed(line: Line, names: tuple[Name, ...]) -> Line:
    """The line with the names that the text introduces; words inside them are no cues any more: "Corviston Partners"."""
    known = frozenset(line.names)
    inside = [(name.start, name.end) for name in names if name.role in _NO_CUES and (name.unlisted or name not in known)]
    if not inside:
        return line if names == line.names else replace(line, names=names)
    cues = tuple(cue for cue in line.cues if not any(start <= cue.start and cue.end <= end for start, end in inside))
    return replace(line, names=names, cues=cues, index_of_cues=indexed(cues))


def _month(cue: Cue, row: Sequence[Token]) -> bool:
    """ "In May" is no "may"."""
    return cue.category in ("hedge", "modal") and cue.first > 0 and row[cue.first].upper


def _closed(row: Sequence[Token], names: Sequence[Name]) -> frozenset[int]:
    """Tokens inside a body's, a company's or a person's name: "Patent and Trademark Office" says nothing of trademarks."""
    inside = [name for name in names if name.role in _NO_CUES]
    found: set[int] = set()
    at = 0
    for name in inside:
        at = max(at, bisect_left(row, name.start, key=_start))
        while at < len(row) and row[at].start < name.end:
            found.add(at)
            at += 1
    return frozenset(found)


_start = itemgetter(0)
_NO_CUES = frozenset({Role.AGENCY, Role.PERSON, Role.COMPANY, Role.VENDOR})


def laid_out(parts: Sequence[Passage], layout: Layout) -> tuple[Line, ...]:
    """The sentences of the passages that may claim something, in order of place."""
    found: list[Line] = []
    for number, passage in enumerate(parts):
        if passage.kind in CLAIMING:
            for sentence in passage.sentences:
                found.append(layout.line(len(found), number, passage, sentence))
    return tuple(found)
