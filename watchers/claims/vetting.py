"""Whether reference rows can be used at all: every fault at once, with its table and line."""

import re
from collections.abc import Iterator
from datetime import date

from watchers.claims.gazetteer import LINE, ReferenceRows, Row

COLUMNS = {
    "agencies": "id name acronym parent country kind aliases_en aliases_fr risky_aliases",
    "vendors": "id kind name vendor_id country aliases_en aliases_fr risky_aliases family_id"
    " version_pattern examples non_examples",
    "partners": "id name category country aliases_en aliases_fr risky_aliases",
    "people": "id name kind org_id from to aliases risky_aliases",
    "governments": "id level parent iso name actor_id name_en name_fr aliases_en aliases_fr metonyms"
    " demonym_en demonyms_fr risky_aliases",
    "ambiguous": "alias risk candidate_id default require_any forbid_any",
    "patterns": "id lang scope regex yields examples non_examples",
    "portfolios": "id en fr",
    "towns": "name country kind article acts doubt",
}
"""The columns each table must have; further ones are carried along."""
_WITHOUT_ID = ("ambiguous", "portfolios", "towns")
_NO_TARGET = (*_WITHOUT_ID, "patterns")


def faults(rows: ReferenceRows) -> list[str]:
    """Every fault of ``rows`` as ``table, line N: what``; missing columns hide all others."""
    return list(_missing_columns(rows)) or [
        *_duplicates(rows),
        *_unknown_references(rows),
        *_broken_patterns(rows),
        *_broken_dates(rows),
    ]


def tables(rows: ReferenceRows) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Each table by its name."""
    for table in COLUMNS:
        yield table, getattr(rows, table)


def _at(table: str, row: Row, number: int) -> str:
    return f"{table}, line {row.get(LINE, number + 2)}"


def _missing_columns(rows: ReferenceRows) -> Iterator[str]:
    for table, members in tables(rows):
        columns = COLUMNS[table].split()
        for number, row in enumerate(members):
            missing = [column for column in columns if row.get(column) is None]
            if missing:
                yield f"{_at(table, row, number)}: no column {', '.join(missing)}"


def _duplicates(rows: ReferenceRows) -> Iterator[str]:
    seen: dict[str, str] = {}
    for table, members in tables(rows):
        if table in _WITHOUT_ID:
            continue
        for number, row in enumerate(members):
            # A company may both sell models and be a partner: one id in these two tables is one company.
            space = "companies" if table in ("vendors", "partners") else ""
            here = _at(table, row, number)
            before = seen.setdefault(f"{table if space else ''}:{row['id']}", here)
            if before != here:
                yield f"{here}: id {row['id']!r} stands already in {before}"
            elif not row["id"] or ("name" in row and not row["name"].strip()):
                yield f"{here}: no id or no name"


def _unknown_references(rows: ReferenceRows) -> Iterator[str]:
    known = {row["id"] for table, members in tables(rows) if table not in _NO_TARGET for row in members}
    columns = {
        "agencies": ("parent",),
        "vendors": ("vendor_id", "family_id"),
        "people": ("org_id",),
        "governments": ("parent", "actor_id"),
        "ambiguous": ("candidate_id",),
    }
    for table, members in tables(rows):
        for number, row in enumerate(members if table in columns else ()):
            for column in columns[table]:
                if row[column] and row[column] not in known:
                    yield f"{_at(table, row, number)}: {column} {row[column]!r} is not known"


def _broken_patterns(rows: ReferenceRows) -> Iterator[str]:
    for table, column in (("vendors", "version_pattern"), ("patterns", "regex")):
        for number, row in enumerate(getattr(rows, table)):
            try:
                pattern = re.compile(row[column])
            except re.error as fault:
                yield f"{_at(table, row, number)}: {column} is no regular expression: {fault}"
                continue
            if row[column]:
                yield from (f"{_at(table, row, number)}: {fault}" for fault in _misread(pattern, row))


def _misread(pattern: re.Pattern[str], row: Row) -> Iterator[str]:
    for example in row["examples"].split(";"):
        if example and not pattern.search(example):
            yield f"the pattern does not match its example {example!r}"
    for example in row["non_examples"].split(";"):
        if example and pattern.search(example):
            yield f"the pattern matches {example!r}, which it must not"


def _broken_dates(rows: ReferenceRows) -> Iterator[str]:
    for number, row in enumerate(rows.people):
        try:
            since, until = tenure(row)
        except ValueError:
            yield f"{_at('people', row, number)}: from and to must be dates like 2025-01-20"
            continue
        if since and until and since > until:
            yield f"{_at('people', row, number)}: from is after to"


def tenure(row: Row) -> tuple[date | None, date | None]:
    """First and last day of a person in the role, where known.

    Raises:
        ValueError: not a date like 2025-01-20.
    """
    since, until = (date.fromisoformat(row[column]) if row[column] else None for column in ("from", "to"))
    return since, until
