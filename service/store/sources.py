"""The watched feeds as a person sees and changes them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, select, update

from service.store.audits import Act, note
from service.store.feeds import ASKED_ANEW, Origin, feed_of, insert_feed, view_stored
from service.store.tables.watched import feeds
from service.store.watches import NEW_WATCH, Watch, forget_trouble, watches_of
from watchers.model import Feed


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRow:
    """A stored feed, watched or not."""

    id: int
    feed: Feed
    title: str
    """As configured, else the feed's own; empty before its first poll."""
    origin: Origin
    enabled: bool
    paused: bool
    last_good: datetime | None
    next_due: datetime
    failures: int
    fault: str | None
    found: str | None = None
    """The feed that the page at its address names, which is what is polled."""
    watch: Watch = NEW_WATCH

    @property
    def state(self) -> str:
        """``paused``, ``off`` (no longer configured), what is wrong with it for long (``dead``, ``silent``, …), ``failing``,
        ``waiting`` (not polled yet) or ``watched``.
        """
        if self.paused:
            return "paused"
        if not self.enabled:
            return "off"
        if self.troubled:
            return str(self.watch.standing.trouble)
        if self.failures:
            return "failing"
        return "watched" if self.last_good else "waiting"

    @property
    def troubled(self) -> bool:
        """Whether something has been wrong with it for so long that it was told."""
        return self.watch.standing.trouble is not None and self.watch.standing.told


def source_rows(c: Connection) -> tuple[SourceRow, ...]:
    """Every stored feed, in the order in which they came."""
    rows = c.execute(select(feeds).order_by(feeds.c.id)).all()
    found = watches_of(c, None)
    return tuple(_source(row, found.get(row.id, NEW_WATCH)) for row in rows)


def find_source(c: Connection, named: str) -> SourceRow | None:
    """The feed with this number or this (canonical) address."""
    place: ColumnElement[bool] = feeds.c.id == int(named) if _number(named) else feeds.c.url == named
    row = c.execute(select(feeds).where(place)).one_or_none()
    return None if row is None else _source(row, watches_of(c, (row.id,)).get(row.id, NEW_WATCH))


def store_missing(c: Connection, wanted: tuple[Feed, ...], listed: frozenset[str], now: datetime) -> int:
    """Store what the configuration names and no start has stored yet; nothing is changed or switched off. How many."""
    known = set(c.execute(select(feeds.c.url)).scalars())
    fresh = [feed for feed in wanted if feed.url not in known]
    for feed in fresh:
        insert_feed(c, feed, Origin.WATCHLIST if feed.url in listed else Origin.CONFIG, now)
    return len(fresh)


def add_source(c: Connection, feed: Feed, act: Act) -> int | None:
    """Watch a feed from now on because a person says so; its number, or ``None`` where it is watched, or paused, already."""
    known = find_source(c, feed.url)
    if known is not None and (known.enabled or known.paused):
        return None
    if known is None:
        number = insert_feed(c, feed, Origin.DESK, act.at)
    else:
        number = known.id
        again = {
            "enabled": True,
            "origin": Origin.DESK.value,
            "next_due": act.at,
            "outlet": feed.source.outlet or known.feed.source.outlet,
        }
        again |= {"tier": feed.source.tier.value, "every_s": feed.every.total_seconds(), "failures": 0, "fault": None}
        again |= {"kind": feed.kind.value, "view": view_stored(feed.view), **ASKED_ANEW}
        c.execute(update(feeds).where(feeds.c.id == number).values(**again))
    note(c, act, "add feed", feed.url, (None, {"outlet": feed.source.outlet, "tier": feed.source.tier.value}))
    return number


def pause_source(c: Connection, row: SourceRow, act: Act) -> None:
    """Poll it no more until a person resumes it, whatever the configuration says."""
    c.execute(update(feeds).where(feeds.c.id == row.id).values(paused=True, enabled=False))
    note(c, act, "pause feed", row.feed.url, (row.state, "paused"))


def resume_source(c: Connection, row: SourceRow, act: Act) -> None:
    """Poll it again, at once, whatever was wrong with it."""
    forget_trouble(c, row.id)
    c.execute(update(feeds).where(feeds.c.id == row.id).values(paused=False, enabled=True, next_due=act.at))
    note(c, act, "resume feed", row.feed.url, (row.state, "watched"))


def _number(named: str) -> bool:
    return named.isascii() and named.isdecimal() and len(named) < 10


def _source(row: Row[tuple[object, ...]], watch: Watch) -> SourceRow:
    return SourceRow(
        id=row.id,
        feed=feed_of(row),
        title=row.outlet or row.title or "",
        origin=Origin(row.origin),
        enabled=row.enabled,
        paused=row.paused,
        last_good=row.last_good,
        next_due=row.next_due,
        failures=row.failures,
        fault=row.fault,
        found=row.found,
        watch=watch,
    )
