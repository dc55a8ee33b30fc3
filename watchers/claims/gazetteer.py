"""The reference data as values: who is who, under which names, and when a doubtful name may be believed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

Row = Mapping[str, str]
CITY = "city"
"""Level of a place whose government acts only where grammar shows it."""
LINE = "#line"
"""Reserved column: the line of the file on which the row began."""


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
    """Canonical name: a product's vendor, a person's employer, the parent of an agency or programme, a city's municipality."""
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
    """Of a place: the canonical name of the government that acts under its name; a city's acts only where grammar shows it."""


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
    """The tables as parsed, in the order of their files: plain dictionaries, so that nothing here reads a file."""

    agencies: tuple[Row, ...] = ()
    vendors: tuple[Row, ...] = ()
    partners: tuple[Row, ...] = ()
    people: tuple[Row, ...] = ()
    governments: tuple[Row, ...] = ()
    ambiguous: tuple[Row, ...] = ()
    patterns: tuple[Row, ...] = ()
    portfolios: tuple[Row, ...] = ()
    towns: tuple[Row, ...] = ()


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
    given: set[str] = field(default_factory=set)
    """Products whose name is a given name too."""
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
    towns: tuple[Row, ...] = ()
    """Towns and areas that are looked up only where a sentence shows a body."""
    seats: dict[str, str] = field(default_factory=dict)
    """A capital that stands for its country's government ("Ottawa"), as written → that government's name."""
    portfolios: dict[str, str] = field(default_factory=dict)
    """A ministry's field in either language, as written → its English name."""
    actors: dict[str, str] = field(default_factory=dict)
    """Place id → id of the government that acts."""


def split(cell: str) -> list[str]:
    """The members of a cell that holds a list."""
    return [part.strip() for part in cell.split("|") if part.strip()] if cell else []
