"""The package's tables and triggers as they lie in their files: read and parsed, and nothing built of them yet."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib import resources

from service.errors import WorkFailed
from watchers.claims.gazetteer import LINE, ReferenceRows, Row

FILES = {
    "agencies": "agencies.csv",
    "vendors": "vendors.csv",
    "partners": "partners.csv",
    "people": "people.csv",
    "governments": "governments.csv",
    "ambiguous": "ambiguous_aliases.csv",
    "patterns": "patterns.csv",
    "portfolios": "portfolios.csv",
    "towns": "towns.csv",
}


class BrokenReference(WorkFailed):
    """Reference data that cannot be used; ``faults`` lists every one with its file and line."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("reference data cannot be used:\n" + "\n".join(faults))


def data_files() -> dict[str, str]:
    """Every table of the package by its file name, as text."""
    folder = resources.files("watchers.claims") / "data"
    return {name: (folder / name).read_text(encoding="utf-8") for name in FILES.values()}


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
    missing = tuple(f"{name}: no such file" for name in FILES.values() if name not in files)
    if missing:
        raise BrokenReference(missing)
    return ReferenceRows(**{table: tuple(_rows(files[name])) for table, name in FILES.items()})


def beside(rows: ReferenceRows, extra: ReferenceRows) -> ReferenceRows:
    """The rows of both, table by table."""
    return ReferenceRows(
        **{table.name: getattr(rows, table.name) + getattr(extra, table.name) for table in fields(ReferenceRows)}
    )


def _rows(text: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    line = 2
    for row in reader:
        yield {**{key: value for key, value in row.items() if isinstance(key, str) and value is not None}, LINE: str(line)}
        line = reader.line_num + 1
