"""The reference data as texts are read with it: names, triggers and a reader.

The costly part of it: ``service.reference`` imports this module by its name, where a text is to be read at all. A daemon reads
none: its workers do.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from service.listed import FILES, BrokenReference, beside, data_files, lexicon_files, load_rows
from watchers.claims.extract import Extractor
from watchers.claims.gazetteer import BrokenRows, ReferenceRows
from watchers.claims.lexicon import Lexicon, LexiconError
from watchers.claims.names import NameIndex


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """Built once, immutable, safe to share between threads."""

    names: NameIndex
    lexicon: Lexicon
    extractor: Extractor

    def extended(self, rows: ReferenceRows, aliases: Sequence[tuple[str, str]], nobody: frozenset[str]) -> "Index":
        """This index with the desk's names over it; its triggers stay."""
        names = self.names.extended(rows, aliases)
        return replace(self, names=names, extractor=Extractor(names, self.lexicon, nobody))


def built(extra: ReferenceRows) -> Index:
    """The index of the package's own data with the rows of ``extra`` beside it. Raises ``BrokenReference``."""
    with _no_search():
        names = _names(beside(load_rows(data_files()), extra))
        try:
            lexicon = Lexicon.build(lexicon_files())
        except LexiconError as broken:
            raise BrokenReference(broken.faults) from broken
        return Index(names=names, lexicon=lexicon, extractor=Extractor(names, lexicon))


def load_names(files: Mapping[str, str] | None = None) -> NameIndex:
    """The names index of ``files``, by default the package's own.

    Raises:
        BrokenReference: with every fault, its file and line.
    """
    return _names(load_rows(data_files() if files is None else files))


def _names(rows: ReferenceRows) -> NameIndex:
    try:
        return NameIndex.build(rows)
    except BrokenRows as broken:
        raise BrokenReference(tuple(_in_file(fault) for fault in broken.faults)) from broken


def _in_file(fault: str) -> str:
    table, rest = fault.split(",", 1)
    return f"{FILES[table]},{rest}"


@contextmanager
def _no_search() -> Iterator[None]:
    """No looking for garbage meanwhile: all that is made stays, and a search of it costs a fifth of the time."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
