"""The reference data as values: who is who, under which names, and when a doubtful name may be believed.

Rows come in as plain dictionaries, so nothing here reads a file. A row may carry the line it stood on under ``LINE``; every fault found is
reported at once, with its table and line.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from watchers.claims.folding import alias_key

Row = Mapping[str, str]
LINE = "#line"
"""Reserved column: the line of the file on which the row began."""

COLUMNS = {
    "agencies": "id name acronym parent country kind aliases_en aliases_fr risky_aliases",
    "vendors": "id kind name vendor_id country aliases_en aliases_fr risky_aliases family_id version_pattern examples non_examples",
    "partners": "id name category country aliases_en aliases_fr risky_aliases",
    "people": "id name kind org_id from to aliases risky_aliases",
    "governments": "id level parent iso name actor_id name_en name_fr aliases_en aliases_fr metonyms demonym_en demonyms_fr risky_aliases",
    "ambiguous": "alias risk candidate_id default require_any forbid_any",
    "patterns": "id lang scope regex yields examples non_examples",
    "portfolios": "id en fr",
}
"""The columns each table must have; further ones are carried along."""

_ALIASES = {
    "agencies": ("acronym", "aliases_en", "aliases_fr"),
    "vendors": ("aliases_en", "aliases_fr"),
    "partners": ("aliases_en", "aliases_fr"),
    "people": ("aliases",),
    "governments": ("aliases_en", "aliases_fr", "metonyms"),
}
_GOVERNMENT_FORM = re.compile(r"(?:State|Commonwealth|Government|Territory) of ")


class NameKind(StrEnum):
    """What sort of thing a name stands for."""

    AGENCY = "agency"
    COMPANY = "company"
    PRODUCT = "product"
    PERSON = "person"
    PLACE = "place"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """One actor, product or place; ``name`` is its one canonical name in the reference data."""

    id: str
    name: str
    kind: NameKind
    owner: str | None = None
    """Canonical name: a product's vendor, a person's employer, the parent of an agency or programme."""
    family: str | None = None
    """Canonical name of a product's family ("Llama" for Llama 4); ``None`` for the family itself and where there is none."""
    vendor: bool = False
    """A company that sells models."""
    partner: bool = False
    """A company of the partners' table."""
    country: str | None = None
    """ISO 3166-1 code; ``INT``, ``EU`` and ``NATO`` for bodies of several countries."""
    category: str = ""
    """The kind, category or level of the reference row: department, program, family, prime, state …"""
    actor: str | None = None
    """Of a place: the canonical name of the government that acts under its name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """An entity named at ``start`` to ``end`` (exclusive) of a text; ``surface`` is what stands there."""

    start: int
    end: int
    entity: Entity
    surface: str
    learned: bool = False
    """Recognised through what the same text says earlier or later: "Long Name (LN)", a surname after the full name."""
    also: tuple[Entity, ...] = ()
    """Further entities that the same words may mean, where nothing in the text decides."""


class Found(NamedTuple):
    """A name recognised at its place in a folded text, before overlaps are settled."""

    start: int
    end: int
    entities: tuple[Entity, ...]
    """The one that is meant, then those that may be meant."""
    rank: int = 0
    """Of two names at the same place the higher rank is kept: what grammar or the text itself shows beats a bare word."""
    learned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceRows:
    """The tables as parsed, in the order of their files."""

    agencies: tuple[Row, ...] = ()
    vendors: tuple[Row, ...] = ()
    partners: tuple[Row, ...] = ()
    people: tuple[Row, ...] = ()
    governments: tuple[Row, ...] = ()
    ambiguous: tuple[Row, ...] = ()
    patterns: tuple[Row, ...] = ()
    portfolios: tuple[Row, ...] = ()


class BrokenRows(ValueError):
    """Reference rows that cannot be used; ``faults`` lists every one as ``table, line: what``."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """When an alias means one candidate: evidence anywhere in the document, nothing forbidden within 60 characters."""

    require: tuple[str, ...]
    forbid: tuple[str, ...]
    default: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """A compiled pattern of the patterns' table."""

    id: str
    scope: str
    regex: re.Pattern[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Gazetteer:
    """All that the index is built from; built by ``read`` and not changed afterwards."""

    entities: dict[str, Entity] = field(default_factory=dict)
    surfaces: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Alias as written → ids, in the order of the tables."""
    rules: dict[str, dict[str, Rule]] = field(default_factory=lambda: defaultdict(dict))
    """Alias key → candidate id → rule."""
    demonyms: dict[str, str] = field(default_factory=dict)
    """Nationality adjective as written → id of the place."""
    demonym_of: dict[str, str] = field(default_factory=dict)
    """ISO code of a country → English nationality adjective."""
    tenures: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)
    """Person → first and last day in the role."""
    versions: dict[str, re.Pattern[str]] = field(default_factory=dict)
    """Family id → pattern of its editions."""
    examples: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Family id → examples that its pattern matches."""
    patterns: tuple[Pattern, ...] = ()
    portfolios: dict[str, str] = field(default_factory=dict)
    """A ministry's field in either language, as written → its English name."""
    actors: dict[str, str] = field(default_factory=dict)
    """Place id → id of the government that acts."""


def split(cell: str) -> list[str]:
    """The members of a cell that holds a list."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def read(rows: ReferenceRows) -> Gazetteer:
    """The gazetteer of ``rows``.

    Raises:
        BrokenRows: missing columns, an id twice, an unknown reference, a broken pattern or date; all of them at once.
    """
    faults = list(_missing_columns(rows))
    if faults:
        raise BrokenRows(faults)
    faults += [*_duplicates(rows), *_unknown_references(rows), *_broken_patterns(rows), *_broken_dates(rows)]
    if faults:
        raise BrokenRows(faults)
    found = Gazetteer(patterns=tuple(Pattern(id=r["id"], scope=r["scope"], regex=re.compile(r["regex"])) for r in rows.patterns))
    _add_entities(found, rows)
    _add_surfaces(found, rows)
    for row in rows.ambiguous:
        if row["risk"] != "term":
            rule = Rule(
                require=tuple(split(row["require_any"])), forbid=tuple(split(row["forbid_any"])), default=bool(row["default"])
            )
            for alias in split(row["alias"]):
                found.rules[alias_key(alias)][row["candidate_id"]] = rule
    found.portfolios.update(
        {word: row["id"] for row in rows.portfolios for word in (row["id"], *split(row["en"]), *split(row["fr"]))}
    )
    return found


def _tables(rows: ReferenceRows) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for table in COLUMNS:
        yield table, getattr(rows, table)


def _at(table: str, row: Row, number: int) -> str:
    return f"{table}, line {row.get(LINE, number + 2)}"


def _missing_columns(rows: ReferenceRows) -> Iterator[str]:
    for table, members in _tables(rows):
        for number, row in enumerate(members):
            missing = [column for column in COLUMNS[table].split() if row.get(column) is None]
            if missing:
                yield f"{_at(table, row, number)}: no column {', '.join(missing)}"


def _duplicates(rows: ReferenceRows) -> Iterator[str]:
    seen: dict[str, str] = {}
    for table, members in _tables(rows):
        if table in ("ambiguous", "portfolios"):
            continue
        for number, row in enumerate(members):
            # A company may both sell models and be a partner: one id in these two tables is one company.
            space = "companies" if table in ("vendors", "partners") else ""
            before = seen.setdefault(f"{table if space else ''}:{row['id']}", _at(table, row, number))
            if before != _at(table, row, number):
                yield f"{_at(table, row, number)}: id {row['id']!r} stands already in {before}"
            elif not row["id"] or ("name" in row and not row["name"].strip()):
                yield f"{_at(table, row, number)}: no id or no name"


def _unknown_references(rows: ReferenceRows) -> Iterator[str]:
    known = {
        row["id"] for table, members in _tables(rows) if table not in ("ambiguous", "patterns", "portfolios") for row in members
    }
    columns = {
        "agencies": ("parent",),
        "vendors": ("vendor_id", "family_id"),
        "people": ("org_id",),
        "governments": ("parent", "actor_id"),
        "ambiguous": ("candidate_id",),
    }
    for table, members in _tables(rows):
        for number, row in enumerate(members):
            for column in columns.get(table, ()):
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
            since, until = _tenure(row)
        except ValueError:
            yield f"{_at('people', row, number)}: from and to must be dates like 2025-01-20"
            continue
        if since and until and since > until:
            yield f"{_at('people', row, number)}: from is after to"


def _tenure(row: Row) -> tuple[date | None, date | None]:
    since, until = (date.fromisoformat(row[column]) if row[column] else None for column in ("from", "to"))
    return since, until


def _add_entities(found: Gazetteer, rows: ReferenceRows) -> None:
    names = {row["id"]: row["name"] for table, members in _tables(rows) if table in _ALIASES for row in members}
    partners = {row["id"] for row in rows.partners}
    for row in rows.agencies:
        found.entities[row["id"]] = Entity(
            id=row["id"],
            name=row["name"],
            kind=NameKind.AGENCY,
            owner=names.get(row["parent"]),
            country=row["country"] or None,
            category=row["kind"],
        )
    for row in rows.vendors:
        found.entities[row["id"]] = _vendor(row, names, partner=row["id"] in partners)
        if row["version_pattern"]:
            found.versions[row["id"]] = re.compile(row["version_pattern"])
            found.examples[row["id"]] = tuple(one for one in row["examples"].split(";") if one)
    for row in rows.partners:
        company = Entity(
            id=row["id"],
            name=row["name"],
            kind=NameKind.COMPANY,
            partner=True,
            country=row["country"] or None,
            category=row["category"],
        )
        found.entities.setdefault(row["id"], company)
    for row in rows.people:
        found.entities[row["id"]] = Entity(
            id=row["id"], name=row["name"], kind=NameKind.PERSON, owner=names.get(row["org_id"]), category=row["kind"]
        )
        found.tenures[row["id"]] = _tenure(row)
    for row in rows.governments:
        _add_place(found, row)


def _vendor(row: Row, names: Mapping[str, str], *, partner: bool) -> Entity:
    company = row["kind"] in ("vendor", "unit")
    return Entity(
        id=row["id"],
        name=row["name"],
        kind=NameKind.COMPANY if company else NameKind.PRODUCT,
        owner=names.get(row["vendor_id"]) if row["vendor_id"] != row["id"] else None,
        family=names.get(row["family_id"]),
        vendor=row["kind"] == "vendor",
        partner=partner,
        country=row["country"] or None,
        category=row["kind"],
    )


def _add_place(found: Gazetteer, row: Row) -> None:
    country = row["iso"][:2] or None
    found.entities[row["id"]] = Entity(
        id=row["id"], name=row["name_en"], kind=NameKind.PLACE, country=country, category=row["level"], actor=row["name"]
    )
    actor = row["actor_id"] or f"gov:{row['iso']}"
    found.actors[row["id"]] = actor
    if not row["actor_id"]:
        found.entities[actor] = Entity(id=actor, name=row["name"], kind=NameKind.AGENCY, country=country, category="government")
    for word in (row["demonym_en"], *split(row["demonyms_fr"])):
        if word:
            found.demonyms.setdefault(word, row["id"])
    if row["level"] == "country" and row["demonym_en"]:
        found.demonym_of[row["iso"]] = row["demonym_en"]


def _add_surfaces(found: Gazetteer, rows: ReferenceRows) -> None:
    for table, columns in _ALIASES.items():
        for row in getattr(rows, table):
            own = (row["name_en"], row["name_fr"], row["name"]) if table == "governments" else (row["name"],)
            for alias in (*own, *(a for column in columns for a in split(row[column]))):
                acts = table == "governments" and (alias == row["name"] or _GOVERNMENT_FORM.match(alias))
                ids = found.surfaces[alias]
                name = found.actors[row["id"]] if acts and alias not in (row["name_en"], row["name_fr"]) else row["id"]
                if name not in ids:
                    ids.append(name)
