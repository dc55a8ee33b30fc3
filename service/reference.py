"""The package's reference data as one index, with a digest that stands on every revision read with it."""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from alerts.matching import Coverage, coverage
from watchers.claims.extract import Extractor
from watchers.claims.gazetteer import LINE, BrokenRows, ReferenceRows, Row
from watchers.claims.lexicon import Lexicon, LexiconError
from watchers.claims.names import NameIndex

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


class BrokenReference(Exception):
    """Reference data that cannot be used; ``faults`` lists every one with its file and line."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("reference data cannot be used:\n" + "\n".join(faults))


def data_files() -> dict[str, str]:
    """Every reference file of the package by its name, as text."""
    folder = resources.files("watchers.claims") / "data"
    return {
        item.name: item.read_text(encoding="utf-8")
        for item in sorted(folder.iterdir(), key=lambda one: one.name)
        if item.is_file()
    }


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
    try:
        return NameIndex.build(load_rows(data_files() if files is None else files))
    except BrokenRows as broken:
        raise BrokenReference(tuple(_in_file(fault) for fault in broken.faults)) from broken


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """Everything that reading and weighing know beforehand; built once, immutable."""

    names: NameIndex
    extractor: Extractor
    coverage: Coverage
    """Which bodies are collectives, and who belongs to whom."""
    digest: str
    """SHA-256 over every file that went into it; stands on each revision that was read with it."""


def load() -> Reference:
    """The package's own reference data.

    Raises:
        BrokenReference: with every fault, its file and line.
    """
    files, triggers = data_files(), lexicon_files()
    names = load_names(files)
    try:
        lexicon = Lexicon.build(triggers)
    except LexiconError as broken:
        raise BrokenReference(broken.faults) from broken
    text = "\n".join(f"{name}\n{triggers[name]}" for name in sorted(triggers))
    return Reference(
        names=names,
        extractor=Extractor(names, lexicon),
        coverage=_coverage(load_rows(files)),
        digest=hashlib.sha256(f"{names.digest}\n{text}".encode()).hexdigest(),
    )


def lexicon_files() -> dict[str, str]:
    """Every trigger file of the package by its name, as text."""
    folder = resources.files("watchers.claims") / "data" / "lexicon"
    return {item.name: item.read_text(encoding="utf-8") for item in folder.iterdir() if item.name.endswith(".txt")}


def _coverage(rows: ReferenceRows) -> Coverage:
    """Who belongs to whom, by the parents of the agencies' table; its rows of kind ``government`` are the collectives."""
    names = {row["id"]: row["name"] for row in rows.agencies}
    parents = {row["name"]: names.get(row["parent"]) for row in rows.agencies}
    return coverage(parents, (row["name"] for row in rows.agencies if row["kind"] == "government"))


def _rows(text: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    line = 2
    for row in reader:
        yield {**{key: value for key, value in row.items() if isinstance(key, str) and value is not None}, LINE: str(line)}
        line = reader.line_num + 1


def _in_file(fault: str) -> str:
    table, rest = fault.split(",", 1)
    return f"{_FILES[table]},{rest}"
