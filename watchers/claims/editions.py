"""Which edition of a model a text means: the one that it names, and behind it by the bare name of the family too.

"Llama 4 Scout" is that edition. Where a text brings a family in by one edition and names no other, "Llama" further down is this
edition; where it speaks of the family first, a version told later ("Llama 4 is being trained") is another matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.gazetteer import Entity

_EDITIONS, _FAMILIES = ("model", "product"), ("family", "product")
_SOLD = "product"
"""Category of what is sold under a price of its own: "ChatGPT Edu" and "ChatGPT" stay two."""


def settled(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with the edition that bare names of families stand for."""
    meant = _meant(name for line in lines for name in line.names if name.entity and name.product)
    if not meant:
        return tuple(lines)
    return tuple(_settled(line, meant) for line in lines)


def family_of(entity: Entity) -> str | None:
    """The family that a model, an edition or the family's own row belongs to."""
    if entity.family:
        return entity.family if entity.category in _EDITIONS else None
    return entity.name if entity.category in _FAMILIES else None


def usual(names: Iterable[Name]) -> dict[str, str]:
    """By product the name under which a place that names none means it: the family, where the text names several editions."""
    rows: dict[str, list[str]] = {}
    for name in names:
        family = family_of(name.entity) if name.entity and name.entity.category != _SOLD else None
        if family and name.product and name.product not in rows.setdefault(family, []):
            rows[family].append(name.product)
    return {product: row[0] if len(row) == 1 else family for family, row in rows.items() for product in row}


def _meant(names: Iterable[Name]) -> dict[str, str]:
    """By family its one edition, where the text brings the family in by it."""
    rows: dict[str, list[str]] = {}
    for name in names:
        family = family_of(name.entity) if name.entity else None
        if family and name.product:
            rows.setdefault(family, []).append(name.product)
    return {family: row[0] for family, row in rows.items() if _is_one(family, row)}


def _is_one(family: str, row: Sequence[str]) -> bool:
    return row[0] != family and row[0].startswith(family) and not set(row) - {family, row[0]}


def _settled(line: Line, meant: dict[str, str]) -> Line:
    if not any(name.product in meant for name in line.names):
        return line
    return replace(line, names=tuple(_named(name, meant) for name in line.names))


def _named(name: Name, meant: dict[str, str]) -> Name:
    """A bare family's name for its edition."""
    edition = meant.get(name.product or "") if name.role is Role.PRODUCT and name.entity else None
    return replace(name, product=edition) if edition else name
