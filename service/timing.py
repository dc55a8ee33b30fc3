"""The settings that have to do with time: when articles are read again, how long texts are kept, what is judged in silence."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from alerts.audience import Shadow, ShadowKind
from alerts.model import Reason
from service.tomlfile import Table
from watchers.identity import canonical_url

VISITS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7))
NEVER = "never"
_DURATION = re.compile(r"([0-9]{1,5})(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_MOST_VISITS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Revisions:
    """When an article that was read is read again."""

    after: tuple[timedelta, ...] = VISITS
    """Its ages, rising; none: it never is of its own accord."""
    on_edit: bool = True
    """Also when its feed edits the entry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Retention:
    """How long what was read is kept."""

    texts: timedelta | None = timedelta(days=90)
    """For so long an article's whole text; then its quotes. ``None``: for ever."""


def duration(table: Table, key: str, default: str) -> timedelta:
    """A time such as ``30s``, ``5m``, ``2h`` or ``1d``."""
    return _meant(table, key, table.text(key, default)) or timedelta(minutes=15)


def revisions(table: Table) -> Revisions:
    """``[revisions]``."""
    given = table.texts("after")
    ages = tuple(age for text in given if (age := _meant(table, "after", text)) is not None)
    if list(ages) != sorted(set(ages)):
        table.fault("after", "must rise: each reading comes after the one before")
    if len(ages) > _MOST_VISITS:
        table.fault("after", f"names {len(ages)} readings: an article is read again {_MOST_VISITS} times at the most")
    return Revisions(
        after=ages if "after" in table.data else VISITS,
        on_edit=table.flag("on_edit", default=True),
    )


def retention(table: Table) -> Retention:
    """``[retention]``."""
    if table.text("texts", "90d") == NEVER:
        return Retention(texts=None)
    return Retention(texts=duration(table, "texts", "90d"))


def shadow(table: Table) -> Shadow | None:
    """One of ``[[shadows]]``."""
    kind = ShadowKind(table.choice("kind", ShadowKind.FEED.value, tuple(ShadowKind)))
    of, until = table.text("of", "", needed=True), _instant(table)
    if kind is ShadowKind.RULE and of and of not in set(Reason):
        table.fault("of", f"{of!r} is no rule; one of: {', '.join(sorted(Reason))}")
    address = canonical_url(of) if kind is ShadowKind.FEED and of else of
    if address is None:
        table.fault("of", "is no http(s) address")
    if until is None or not address:
        return None
    return Shadow(kind=kind, of=address, until=until)


def _instant(table: Table) -> datetime | None:
    given = table.text("until", "", needed=True)
    if not given:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        table.fault("until", f"{given!r} is no time: write 2026-03-09 or 2026-03-09T18:00:00+01:00")
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _meant(table: Table, key: str, text: str) -> timedelta | None:
    match = _DURATION.fullmatch(text)
    if match is None or int(match[1]) == 0:
        table.fault(key, f"{text!r} is no duration: write 30s, 5m, 2h or 1d")
        return None
    return timedelta(**{_UNITS[match[2]]: int(match[1])})
