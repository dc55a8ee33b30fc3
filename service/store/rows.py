"""Claims as JSON rows, without any loss: what the public form leaves out (precision, channel, clashes) is kept here."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from watchers.claims.model import Adoption, Claim, Figure, Partnership, Price

_KINDS: dict[str, type[Adoption | Partnership | Price | Figure]] = {
    "agency": Adoption,
    "partner": Partnership,
    "price": Price,
    "figure": Figure,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def claim_to_row(claim: Claim) -> dict[str, Any]:
    """A JSON object from which ``claim_from_row`` makes an equal claim."""
    return {"kind": _NAMES[type(claim)], **_packed(claim)}


def claim_from_row(row: dict[str, Any]) -> Claim:
    """The claim that ``claim_to_row`` was given."""
    rest = dict(row)
    made: Claim = _made(_KINDS[rest.pop("kind")], rest)
    return made


def _packed(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _packed(inner) for name, inner in pairs if inner is not None and inner != ()}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_packed(inner) for inner in value]
    return value


def _made(kind: Any, value: Any) -> Any:
    if isinstance(kind, UnionType):
        kind = next(member for member in get_args(kind) if member is not type(None))
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], inner) for inner in value)
    if not isinstance(kind, type):
        return value
    if is_dataclass(kind):
        return _filled(kind, value)
    if kind is date:
        return date.fromisoformat(value)
    return kind(value) if issubclass(kind, StrEnum | Decimal) else value


def _filled(kind: type, value: dict[str, Any]) -> Any:
    """A dataclass from its row; a field that the row leaves out is its default, or nothing."""
    hints = _hints(kind)
    given = {name: _made(hints[name], value[name]) for name in hints if name in value}
    absent = {field.name: None for field in fields(kind) if field.name not in value and field.default is MISSING}
    return kind(**given, **absent)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
