"""The package's reference data as one index, with a digest that stands on every revision read with it."""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from importlib import resources

from alerts.matching import Coverage, coverage
from alerts.namesakes import Glossary
from service.desknames import DeskName, aliases_of, never, rows_of
from service.errors import WorkFailed
from watchers.claims.extract import Extractor
from watchers.claims.gazetteer import LINE, BrokenRows, ReferenceRows, Row
from watchers.claims.lexicon import Lexicon, LexiconError
from watchers.claims.model import Extraction, Span
from watchers.claims.names import NameIndex
from watchers.model import Article

_FILES = {
    "agencies": "agencies.csv",
    "vendors": "vendors.csv",
    "partners": "partners.csv",
    "people": "people.csv",
    "governments": "governments.csv",
    "ambiguous": "ambiguous_aliases.csv",
    "patterns": "patterns.csv",
    "portfolios": "portfolios.csv",
}

_NOTHING = ReferenceRows()


class BrokenReference(WorkFailed):
    """Reference data that cannot be used; ``faults`` lists every one with its file and line."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("reference data cannot be used:\n" + "\n".join(faults))


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """Everything that reading and weighing know beforehand; built once, immutable, safe to share between threads."""

    names: NameIndex
    lexicon: Lexicon
    extractor: Extractor
    coverage: Coverage
    """Which bodies are collectives, and who belongs to whom."""
    glossary: Glossary
    """What the words in the names of public bodies mean in other languages."""
    digest: str
    """SHA-256 over every name and trigger; stands on each revision that was read with it."""


def load(extra: ReferenceRows = _NOTHING) -> Reference:
    """The package's own reference data, with the rows of ``extra`` beside it.

    Raises:
        BrokenReference: with every fault, its file and line.
    """
    rows, triggers = _beside(load_rows(data_files()), extra), lexicon_files()
    names = _names(rows)
    try:
        lexicon = Lexicon.build(triggers)
    except LexiconError as broken:
        raise BrokenReference(broken.faults) from broken
    text = "\n".join(f"{name}\n{triggers[name]}" for name in sorted(triggers))
    return Reference(
        names=names,
        lexicon=lexicon,
        extractor=Extractor(names, lexicon),
        coverage=_coverage(rows),
        glossary=_glossary(),
        digest=hashlib.sha256(f"{names.digest}\n{text}".encode()).hexdigest(),
    )


@cache
def shipped() -> Reference:
    """The package's own reference data: it cannot change, so once a process is enough. Raises ``BrokenReference``."""
    return load()


@lru_cache(maxsize=2)
def with_names(desk: tuple[DeskName, ...]) -> Reference:
    """The package's own reference data with the desk's names over it; the last two are kept, for names change seldom."""
    return _renamed(shipped(), desk) if desk else shipped()


def _renamed(base: Reference, desk: tuple[DeskName, ...]) -> Reference:
    """``base`` with the desk's names over it; its triggers and its glossary stay."""
    rows, nobody = rows_of(desk, lambda name: base.names.entity(name) is not None), never(desk)
    names = base.names.extended(rows, aliases_of(desk))
    return replace(
        base,
        names=names,
        extractor=Extractor(names, base.lexicon, nobody),
        digest=hashlib.sha256("\n".join((base.digest, names.digest, *sorted(nobody))).encode()).hexdigest(),
    )


def claims_of(article: Article, desk: tuple[DeskName, ...] = (), proposed: tuple[Span, ...] = ()) -> Extraction:
    """What the article claims, by the package's own data and the desk's names: for a confined worker, which has the first loaded.

    A worker that meets other names than before builds its index anew, so that a change reaches it with the next article.
    """
    return with_names(desk).extractor.extract(article, proposed)


def claims_of_all(articles: tuple[Article, ...], desk: tuple[DeskName, ...] = ()) -> tuple[Extraction, ...]:
    """What each of many articles claims: for a confined worker, which so is asked less often."""
    return tuple(claims_of(article, desk) for article in articles)


def data_files() -> dict[str, str]:
    """Every table of the package by its file name, as text."""
    folder = resources.files("watchers.claims") / "data"
    return {name: (folder / name).read_text(encoding="utf-8") for name in _FILES.values()}


def lexicon_files() -> dict[str, str]:
    """Every trigger file of the package by its name, as text."""
    folder = resources.files("watchers.claims") / "data" / "lexicon"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".txt"))
    return {name: (folder / name).read_text(encoding="utf-8") for name in names}


def load_rows(files: Mapping[str, str]) -> ReferenceRows:
    """The tables of ``files`` (name → text), each row with the line it began on.

    Raises:
        BrokenReference: a table is missing.
    """
    missing = tuple(f"{name}: no such file" for name in _FILES.values() if name not in files)
    if missing:
        raise BrokenReference(missing)
    return ReferenceRows(**{table: tuple(_rows(files[name])) for table, name in _FILES.items()})


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


def _beside(rows: ReferenceRows, extra: ReferenceRows) -> ReferenceRows:
    return ReferenceRows(
        **{table.name: getattr(rows, table.name) + getattr(extra, table.name) for table in fields(ReferenceRows)}
    )


def _coverage(rows: ReferenceRows) -> Coverage:
    """Who belongs to whom, by the parents of the agencies' table; its rows of kind ``government`` are the collectives."""
    names = {row["id"]: row["name"] for row in rows.agencies}
    parents = {row["name"]: names.get(row["parent"]) for row in rows.agencies}
    return coverage(parents, (row["name"] for row in rows.agencies if row["kind"] == "government"))


def _glossary() -> Glossary:
    """The package's glossary; its head names the languages of the columns."""
    text = (resources.files("watchers.claims") / "data" / "glossary.csv").read_text(encoding="utf-8")
    return Glossary.build(list(csv.reader(io.StringIO(text, newline="")))[1:])


def _rows(text: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    line = 2
    for row in reader:
        yield {**{key: value for key, value in row.items() if isinstance(key, str) and value is not None}, LINE: str(line)}
        line = reader.line_num + 1


def _in_file(fault: str) -> str:
    table, rest = fault.split(",", 1)
    return f"{_FILES[table]},{rest}"
