"""How commands show rows: a table on a terminal, one plain line a row in a pipe, one JSON object a line when asked."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.cli.common import Refused, json_line

Row = Mapping[str, Any]


def show(rows: Iterable[Row], columns: Sequence[str], *, as_json: bool) -> None:
    """Every row; without ``as_json`` only these columns of it."""
    if as_json:
        for row in rows:
            click.echo(json_line({key: _json(value) for key, value in row.items()}))
    elif sys.stdout.isatty():
        _table(rows, columns)
    else:
        for row in rows:
            click.echo("\t".join(plain(row[column]) for column in columns))


def say(line: str) -> None:
    """One line about what was done, with nothing in it that could move a cursor."""
    click.echo(plain(line))


def plain(value: object) -> str:
    """A value on one line; text from outside cannot colour, ring or break it."""
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    return "".join(letter if letter.isprintable() else " " for letter in str(value))


def instant_of(text: str) -> datetime:
    """A day (its end, in UTC) or an instant that somebody typed; without a zone it is UTC. Raises ``Refused``."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"{text!r} is no date: write 2026-03-02 or 2026-03-02T18:00") from error
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return found + timedelta(days=1, microseconds=-1) if len(text) <= len("2026-03-02") else found


def _json(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _table(rows: Iterable[Row], columns: Sequence[str]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # Text, not str: rich reads markup in a str
        table.add_row(*(Text(plain(row[column])) for column in columns))
    Console().print(table)
