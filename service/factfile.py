"""Facts in and out of files: JSON lines in the form that a ledger starts with (``service.ledgerfile``), and CSV.

A row is a claim as ``read --json`` prints it, with its ``status`` and the article that told it. CSV has a column a field, empty
for none; the article's fields begin with ``source_``; what one article says against itself (``clashes``) only JSON keeps.
A text that a spreadsheet would take for a formula is written behind an apostrophe, which reading takes away again.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from alerts.model import SourceKind, ValueStatus
from service.errors import WorkFailed
from watchers.claims.codec import ClaimFormatError, claim_from_json, claim_to_json
from watchers.claims.model import Claim
from watchers.identity import canonical_url

_CLAIM = (
    *(
        "kind",
        "vendor",
        "product",
        "agency",
        "partner",
        "role",
        "stage",
        "subject",
        "measure",
        "amount",
        "amount_max",
        "currency",
    ),
    *(
        "per",
        "buyer",
        "period",
        "qualifier",
        "free",
        "step",
        "valid_from",
        "valid_until",
        "attributed_to",
        "employer",
        "channel",
        "hedged",
    ),
    *("unlisted", "corrects", "quote", "start", "end"),
)
_SOURCE = ("url", "outlet", "title", "lang", "published", "kind")
COLUMNS = (*_CLAIM, "status", *(f"source_{name}" for name in _SOURCE))
_FLAGS = {"hedged", "unlisted", "corrects"}
_WHOLE = {"start", "end"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_NUMBERS = {"amount", "amount_max", "step"}


class FactFileError(WorkFailed):
    """A file of facts that cannot be used: where, and what is wrong."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """The article that told a fact, as far as it is known."""

    url: str | None
    """Canonical http(s) address."""
    outlet: str
    title: str
    lang: str
    published: datetime | None
    kind: SourceKind = SourceKind.ARTICLE


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One value of a fact with where it comes from."""

    claim: Claim
    status: ValueStatus
    source: Telling


def read(name: str, text: str) -> tuple[Given, ...]:
    """The facts of a file, as CSV where its name ends so, else as JSON lines. Raises ``FactFileError`` with the line."""
    rows = _csv_rows(text) if name.lower().endswith(".csv") else _json_rows(text)
    found: list[Given] = []
    number = 1
    try:
        for number, row in rows:  # noqa: B007 - the number is for the error below
            found.append(given(_object(row)))
    except (ValueError, TypeError, RecursionError, csv.Error) as error:
        raise FactFileError(f"{name}:{number}: {error}") from error
    return tuple(found)


def _object(row: str | dict[str, Any]) -> dict[str, Any]:
    made = json.loads(row) if isinstance(row, str) else row
    if not isinstance(made, dict):
        raise ClaimFormatError("line", "not an object")
    return made


def given(row: Mapping[str, Any]) -> Given:
    """One row as values. Raises ``ClaimFormatError`` or ``ValueError`` that names what is wrong."""
    source = row.get("source") or {}
    if not isinstance(source, Mapping):
        raise ClaimFormatError("source", "must be an object")
    return Given(claim=claim_from_json(row), status=_status(row.get("status")), source=_telling(source))


def write(name: str, facts: Iterable[Given]) -> str:
    """A file of these facts, as CSV where its name ends so, else as JSON lines."""
    if name.lower().endswith(".csv"):
        return _csv_text(facts)
    return "".join(json.dumps(as_row(fact), ensure_ascii=False) + "\n" for fact in facts)


def as_row(fact: Given) -> dict[str, Any]:
    """The JSON object of one fact."""
    source = fact.source
    told = {"url": source.url, "outlet": source.outlet, "title": source.title, "lang": source.lang}
    published = None if source.published is None else source.published.astimezone(UTC).isoformat()
    told |= {"published": published} | ({} if source.kind is SourceKind.ARTICLE else {"kind": source.kind.value})
    return claim_to_json(fact.claim) | {"status": fact.status.value, "source": told}


def _status(value: object) -> ValueStatus:
    try:
        return ValueStatus(str(value)) if value else ValueStatus.REPORTED
    except ValueError as error:
        raise ClaimFormatError("status", f"one of {', '.join(ValueStatus)}, not {value!r}") from error


def _telling(source: Mapping[str, Any]) -> Telling:
    address, published = source.get("url"), source.get("published")
    return Telling(
        url=canonical_url(str(address)) if address else None,
        outlet=str(source.get("outlet") or "desk"),
        title=str(source.get("title") or "Entered by the desk"),
        lang=str(source.get("lang") or "und"),
        published=_instant(str(published)) if published else None,
        kind=_kind(source.get("kind")),
    )


def _kind(value: object) -> SourceKind:
    try:
        return SourceKind(str(value)) if value else SourceKind.ARTICLE
    except ValueError as error:
        raise ClaimFormatError("source kind", f"one of {', '.join(SourceKind)}, not {value!r}") from error


def _instant(text: str) -> datetime:
    """A date without a zone is meant in UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ClaimFormatError("source published", f"must be a date like 2024-10-30, not {text!r}") from error
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _json_rows(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    unknown = sorted(set(reader.fieldnames or ()) - set(COLUMNS))
    if unknown:
        raise ClaimFormatError("columns", f"unknown: {', '.join(unknown)}")
    for row in reader:
        if None in row or None in row.values():
            raise ClaimFormatError("columns", "this row has more or fewer cells than the first line")
        cells = {name: _cell(name, value) for name, value in row.items() if value}
        source = {name: cells.pop(f"source_{name}", None) for name in _SOURCE}
        yield reader.line_num, cells | {"source": source}


def _cell(name: str, value: str) -> object:
    if name in _FLAGS:
        return {"true": True, "false": False}.get(value.lower(), value)
    if name in _WHOLE:
        return int(value)
    if name in _NUMBERS:
        return value
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value


def _csv_text(facts: Iterable[Given]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    for fact in facts:
        row = as_row(fact)
        row |= {f"source_{name}": value for name, value in row.pop("source").items()}
        writer.writerow({name: _printed(name, value) for name, value in row.items()})
    return out.getvalue()


def _printed(name: str, value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and name not in _NUMBERS and value.startswith(_FORMULA):
        return "'" + value
    return value
