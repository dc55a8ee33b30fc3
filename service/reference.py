"""The package's reference data as one index, with a digest that stands on every revision read with it."""

import csv
import io
from collections.abc import Iterator, Mapping
from importlib import resources

from watchers.claims.gazetteer import LINE, BrokenRows, ReferenceRows, Row
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


def _rows(text: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    line = 2
    for row in reader:
        yield {**{key: value for key, value in row.items() if isinstance(key, str) and value is not None}, LINE: str(line)}
        line = reader.line_num + 1


def _in_file(fault: str) -> str:
    table, rest = fault.split(",", 1)
    return f"{_FILES[table]},{rest}"
