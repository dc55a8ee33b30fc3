"""Column types: aware UTC datetimes as microseconds since 1970, JSON with sorted keys, sketches as packed bytes."""

import json
import struct
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as whole microseconds so that every backend orders and compares it alike."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """As the database keeps it."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """As the program sees it."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Written(str):
    """JSON that is text already: what goes into several rows is written once."""

    __slots__ = ()


def written(value: object) -> Written:
    """The text of a JSON value, as a column of JSON keeps it."""
    return Written(_ENCODE(value))


class Json(TypeDecorator[Any]):
    """Any JSON value; equal values have equal text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """As the database keeps it."""
        if isinstance(value, Written):
            return str(value)
        return None if value is None else _ENCODE(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """As the program sees it."""
        return None if value is None else json.loads(value)


class Sketch(TypeDecorator[tuple[int, ...]]):
    """Unsigned 32-bit numbers, little-endian."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: tuple[int, ...] | None, dialect: Dialect) -> bytes | None:
        """As the database keeps it."""
        return None if value is None else struct.pack(f"<{len(value)}I", *value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> tuple[int, ...] | None:
        """As the program sees it."""
        return None if value is None else struct.unpack(f"<{len(value) // 4}I", value)
