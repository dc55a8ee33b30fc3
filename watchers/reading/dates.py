"""A printed date to an aware moment in UTC. Nothing is taken from a clock: what is not written stays unknown."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_OFFSET = re.compile(r"\s*([+-]\d\d)(\d\d)$")
_FRACTION = re.compile(r"(\.\d{6})\d+")


def moment(written: str | None) -> datetime | None:
    """An ISO 8601 or RFC 5322 date as an aware datetime in UTC, ``None`` for anything else and outside of 1990 to 2100.

    A time without a zone, and a bare day, are taken as UTC: the page does not say more.
    """
    if not written:
        return None
    read = _iso(written.strip()) or _mail(written.strip())
    if read is None:
        return None
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    try:
        there = aware.astimezone(UTC)
    except OverflowError:
        return None
    return there if 1990 <= there.year <= 2100 else None


def _iso(written: str) -> datetime | None:
    plain = _OFFSET.sub(r"\1:\2", _FRACTION.sub(r"\1", written)) if "T" in written or ":" in written else written
    try:
        return datetime.fromisoformat(plain)
    except ValueError:
        return None


def _mail(written: str) -> datetime | None:
    try:
        return parsedate_to_datetime(written)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
