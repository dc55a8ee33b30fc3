"""A printed date to an aware moment in UTC. Nothing is taken from a clock: what is not written stays unknown."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

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


def day_in_words(written: str) -> datetime | None:
    """The first day that ``written`` names in English or French words ("Nov. 5, 2024", "mardi 5 novembre 2024"), at midnight."""
    for found in _WORDS.finditer(written[:_LOOKED_AT]):
        month = _MONTHS.get((found["month"] or found["mois"]).casefold())
        day = _day(int(found["year"] or found["an"]), month, int(found["day"] or found["jour"]))
        if day is not None:
            return day
    return None


def day_in_address(url: str) -> datetime | None:
    """The last whole day that the path of ``url`` names (2024/11/05, 2024-11-05, 20241105, 11052024, 2024/nov/05), at midnight.

    A month alone is no day. Eight digits are read as year, month, day where that is a date, else as month, day, year.
    """
    path = url.partition("?")[0].partition("#")[0]
    days = [day for found in _IN_PATH.finditer(path) if (day := _day(*_numbers(found))) is not None]
    return days[-1] if days else None


_LOOKED_AT: Final = 2_000
"""Characters: a date stands beside the heading it belongs to."""

_NAMES: Final = (
    "january jan janvier janv",
    "february feb février fevrier févr fevr fév",
    "march mar mars",
    "april apr avril avr",
    "may mai",
    "june jun juin",
    "july jul juillet juil",
    "august aug août aout",
    "september sept sep septembre",
    "october oct octobre",
    "november nov novembre",
    "december dec décembre déc",
)
_MONTHS: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_ANY: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WORDS: Final = re.compile(
    rf"\b(?P<month>{_ANY})\.?\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<jour>\d{{1,2}})(?:er|st|nd|rd|th)?\s{{1,3}}(?:of\s)?(?P<mois>{_ANY})\.?,?\s{{1,3}}(?P<an>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_IN_PATH: Final = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<part>[/_-])(?P<month>\d{{1,2}}|{_ANY})(?P=part)(?P<day>\d{{1,2}})(?!\d)"
    r"|(?<!\d)(?P<run>\d{8})(?!\d)",
    re.IGNORECASE,
)


def _numbers(found: re.Match[str]) -> tuple[int, int | None, int]:
    run = found["run"]
    if run is None:
        month = found["month"]
        return int(found["year"]), int(month) if month.isdecimal() else _MONTHS.get(month.casefold()), int(found["day"])
    forwards = int(run[:4]), int(run[4:6]), int(run[6:])
    return forwards if _day(*forwards) is not None else (int(run[4:]), int(run[:2]), int(run[2:4]))


def _day(year: int, month: int | None, day: int) -> datetime | None:
    try:
        return datetime(year, month or 0, day, tzinfo=UTC) if 1990 <= year <= 2100 else None
    except ValueError:
        return None
