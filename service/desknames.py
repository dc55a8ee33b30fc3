"""The desk's own names as values, and what they change about the rows of the reference data.

A decision is about one written name: it is a body, a vendor or a partner from now on, another way of writing a known name, or
no name at all. The package's own data wins: a name that it lists already only gains the desk's aliases.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from watchers.claims.gazetteer import ReferenceRows, Row
from watchers.claims.vetting import COLUMNS


class NameSort(StrEnum):
    """What the desk says that a written name is."""

    AGENCY = "agency"
    VENDOR = "vendor"
    PARTNER = "partner"
    ALIAS = "alias"
    """Another way of writing a known name."""
    NEVER = "never"
    """No name: it makes no claim."""


KINDS = (NameSort.AGENCY, NameSort.VENDOR, NameSort.PARTNER)
LEVELS = ("agency", "department", "component", "commission", "office", "lab", "corporation", "local", "legislature", "court")
"""What a public body may be, in the words of the reference data."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskName:
    """One decision of the desk."""

    name: str
    """As it is written; the canonical name where it is a new one."""
    sort: NameSort
    stands_for: str | None = None
    """Of an alias: the canonical name."""
    country: str | None = None
    """ISO 3166-1 code of a body or company."""
    level: str | None = None
    """Of a public body: one of ``LEVELS``."""
    aliases: tuple[str, ...] = ()


def rows_of(names: Sequence[DeskName], listed: Callable[[str], bool]) -> ReferenceRows:
    """The desk's new names as rows of the reference data; a name that is ``listed`` there by now needs none."""
    tables: dict[str, list[Row]] = defaultdict(list)
    for number, one in enumerate(names):
        if one.sort in KINDS and not listed(one.name):
            table, row = _row(one, number)
            tables[table].append(row)
    return ReferenceRows(**{table: tuple(rows) for table, rows in tables.items()})


def aliases_of(names: Iterable[DeskName]) -> tuple[tuple[str, str], ...]:
    """Every other way of writing a known name, with that name."""
    found: list[tuple[str, str]] = []
    for one in names:
        if one.sort in KINDS:
            found.extend((alias, one.name) for alias in one.aliases)
        elif one.sort is NameSort.ALIAS and one.stands_for:
            found.extend((alias, one.stands_for) for alias in (one.name, *one.aliases))
    return tuple(found)


def never(names: Iterable[DeskName]) -> frozenset[str]:
    """What is no name, as written."""
    return frozenset(one.name for one in names if one.sort is NameSort.NEVER)


def _row(one: DeskName, number: int) -> tuple[str, Row]:
    """The table that a new name stands in, and its row there."""
    own = {"id": f"desk-{number}", "name": one.name, "country": one.country or ""}
    match one.sort:
        case NameSort.AGENCY:
            return "agencies", _blank("agencies") | own | {"kind": one.level or "agency"}
        case NameSort.VENDOR:
            return "vendors", _blank("vendors") | own | {"kind": "vendor", "vendor_id": own["id"]}
        case _:
            return "partners", _blank("partners") | own


def _blank(table: str) -> dict[str, str]:
    return dict.fromkeys(COLUMNS[table].split(), "")
