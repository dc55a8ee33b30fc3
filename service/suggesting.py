"""Known names for one that nobody listed: those that it resembles, and those that begin as somebody types."""

from collections.abc import Iterable

from alerts.comparing import fold
from service.desknames import DeskName, NameSort
from service.reference import Reference, with_names
from service.resembling import Resembling
from watchers.claims.gazetteer import Entity, NameKind


def resembling(reference: Reference, sorts: Iterable[NameSort]) -> dict[NameSort, Resembling]:
    """For each of these sorts its known names."""
    rows: dict[NameSort, list[tuple[str, str]]] = {sort: [] for sort in sorts}
    for entity in reference.names.entities:
        for sort in _sorts(entity):
            if sort in rows:
                rows[sort].extend((way, entity.name) for way in reference.names.ways(entity))
    return {sort: Resembling(known, reference.glossary) for sort, known in rows.items()}


def _sorts(entity: Entity) -> tuple[NameSort, ...]:
    if entity.kind is NameKind.AGENCY:
        return (NameSort.AGENCY,)
    return (NameSort.VENDOR, NameSort.PARTNER) if entity.kind is NameKind.COMPANY else ()


def nearest(desk: tuple[DeskName, ...], asked: tuple[tuple[str, NameSort], ...]) -> tuple[tuple[str, ...], ...]:
    """For each name of a sort the known ones that it resembles: for a confined worker, which has the names loaded."""
    known = resembling(with_names(desk), {sort for _, sort in asked})
    return tuple(tuple(found.name for found in known[sort].of(name)) for name, sort in asked)


def starting(desk: tuple[DeskName, ...], typed: str, most: int) -> tuple[str, ...]:
    """Bodies and companies whose name, or a word of it, begins with what was typed, the former first: for a confined worker."""
    start = fold(typed)
    named = {entity.name: fold(entity.name) for entity in with_names(desk).names.entities if _sorts(entity)}
    found = [(not key.startswith(start), name) for name, key in named.items() if f" {key}".find(f" {start}") >= 0]
    return tuple(name for _, name in sorted(found)[:most]) if start else ()
