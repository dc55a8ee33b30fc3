"""Feeds and their entries."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from service.store.columns import Instant
from service.store.session import inserted
from service.store.tables.watched import entries, feeds
from watchers.identity import host_of
from watchers.model import Entry, Feed, FeedKind, Source, Take, Tier, Validators, View

AT_ONCE, APART = 50, timedelta(milliseconds=50)
"""So many new feeds are asked at once at a start; the others follow one by one, and not all of them a period later again."""
DUE_PAGE = 1000
"""At most so many due feeds are read at once; a full page means that the next beat finds more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedRow:
    """A watched feed with what its polls have left."""

    id: int
    feed: Feed
    host: str
    outlet: str
    """As configured; empty: the feed's own title is the name."""
    learned: bool
    validators: Validators
    body_sha256: str | None
    failures: int
    fault: str | None
    title: str = ""
    """Its own, as it last was."""
    marks: bytes = b""
    """Of items that were taken up: see ``watchers.model.Asking``."""
    found: str | None = None
    """The feed that the page at its address names."""

    @property
    def address(self) -> str:
        """What is asked."""
        return self.found or self.feed.url


class Due(NamedTuple):
    """A feed whose time has come."""

    id: int
    host: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Polled:
    """What one good poll found, ready to be stored."""

    validators: Validators
    body_sha256: str
    title: str
    lang: str | None
    entries: tuple[Entry, ...]
    """The new and the edited ones only."""
    shadow: bool
    """Read and judged, but not alerted: the first poll of a feed."""
    next_due: datetime
    whole: bool = True
    """Whether all that the feed lists is taken up: as long as it is not, a first poll goes on."""
    marks: bytes = b""
    found: str | None = None
    fault: str | None = None
    """What is wrong with a document that could be read all the same."""


class Origin(StrEnum):
    """Who wants a feed watched."""

    CONFIG = "config"
    WATCHLIST = "watchlist"
    DESK = "desk"
    """A person, by a command: kept in the database alone."""


def sync_feeds(c: Connection, wanted: Sequence[Feed], now: datetime, listed: Collection[str] = ()) -> None:
    """Make the stored feeds those of the configuration, those of the watch list (addresses ``listed``) among them.

    One that is no longer named is switched off, never deleted; one that a person added stays, and one that a person paused
    stays paused.
    """
    told = (feeds.c.id, feeds.c.url, feeds.c.origin, feeds.c.paused, feeds.c.kind, feeds.c.view)
    stored = {row.url: row for row in c.execute(select(*told))}
    begun = 0
    for feed in wanted:
        known = stored.pop(feed.url, None)
        origin = Origin.WATCHLIST if feed.url in listed else Origin.CONFIG
        if known is None:
            insert_feed(c, feed, origin, now + max(begun - AT_ONCE, 0) * APART)
            begun += 1
        else:
            kept = Origin.DESK if known.origin == Origin.DESK else origin
            anew = {} if (known.kind, known.view) == (feed.kind, view_stored(feed.view)) else ASKED_ANEW
            c.execute(update(feeds).where(feeds.c.id == known.id).values(enabled=not known.paused, **_wishes(feed, kept), **anew))
    for row in stored.values():
        if row.origin != Origin.DESK:
            c.execute(update(feeds).where(feeds.c.id == row.id).values(enabled=False))


def insert_feed(c: Connection, feed: Feed, origin: Origin, now: datetime) -> int:
    """Watch a feed that is not stored yet, from now on; its id."""
    fresh = {"enabled": True, "paused": False, "learned": False, "next_due": now, "failures": 0}
    return inserted(c, insert(feeds), {"url": feed.url, **fresh, **_wishes(feed, origin)})


ASKED_ANEW: Mapping[str, object] = MappingProxyType({"etag": None, "last_modified": None, "body_sha256": None, "found": None})
"""What is watched there has changed, so the same document may list something else."""


def view_stored(view: View) -> dict[str, str] | None:
    """A view as it is stored; ``None`` for the whole of an address."""
    told = {"select": view.select, "take": view.take.value, "only": view.only}
    return None if view == View() else told


def view_of(stored: dict[str, str] | None) -> View:
    """A stored view."""
    return View(**(stored | {"take": Take(stored["take"])})) if stored else View()  # type: ignore[arg-type]  # the column is ours


def _wishes(feed: Feed, origin: Origin) -> dict[str, object]:
    return {
        "kind": feed.kind.value,
        "view": view_stored(feed.view),
        "outlet": feed.source.outlet,
        "tier": feed.source.tier.value,
        "every_s": feed.every.total_seconds(),
        "host": host_of(feed.url),
        "origin": origin.value,
    }


def due_feeds(c: Connection, now: datetime) -> tuple[FeedRow, ...]:
    """Enabled feeds whose time has come, the longest overdue first, one page of them."""
    query = select(feeds).where(feeds.c.enabled, feeds.c.next_due <= now).order_by(feeds.c.next_due).limit(DUE_PAGE)
    return tuple(feed_row(row) for row in c.execute(query))


_DUE = (
    select(feeds.c.id, feeds.c.host)
    .where(feeds.c.enabled, feeds.c.next_due <= bindparam("now", type_=Instant))
    .order_by(feeds.c.next_due)
    .limit(DUE_PAGE)
)


def due_ids(c: Connection, now: datetime) -> tuple[Due, ...]:
    """The same with no more than every heartbeat needs."""
    return tuple(Due(number, host) for number, host in c.execute(_DUE, {"now": now}).all())


def enabled_feeds(c: Connection) -> tuple[FeedRow, ...]:
    """All enabled feeds."""
    return tuple(feed_row(row) for row in c.execute(select(feeds).where(feeds.c.enabled).order_by(feeds.c.next_due)))


_THESE = select(feeds).where(feeds.c.id.in_(bindparam("ids", expanding=True)), feeds.c.enabled).order_by(feeds.c.id)


def feed_rows(c: Connection, ids: Collection[int]) -> tuple[FeedRow, ...]:
    """These feeds, in the order of their ids, without any that is switched off."""
    return tuple(feed_row(row) for row in c.execute(_THESE, {"ids": list(ids)}))


def allow_early(c: Connection, now: datetime) -> tuple[int, ...]:
    """Ids of enabled feeds whose ``every`` has passed since the last try, whatever their rhythm says."""
    rows = c.execute(select(feeds.c.id, feeds.c.last_tried, feeds.c.every_s).where(feeds.c.enabled).order_by(feeds.c.next_due))
    return tuple(row.id for row in rows if row.last_tried is None or row.last_tried + timedelta(seconds=row.every_s) <= now)


def put_off(c: Connection, feed_ids: Collection[int], until: datetime) -> None:
    """Ask these feeds no earlier than then: their host wants to be left alone."""
    c.execute(update(feeds).where(feeds.c.id.in_(feed_ids), feeds.c.next_due < until).values(next_due=until))


def known_entries(c: Connection, feed_id: int, identities: Collection[str]) -> dict[str, tuple[str, str | None]]:
    """Of these identities those that the feed has shown before, with the digests of what they last said, and before that."""
    rows = c.execute(_SHOWN, {"feed": feed_id, "named": list(identities)})
    return {row.identity: (row.digest, row.before) for row in rows}


_SHOWN = select(entries.c.identity, entries.c.digest, entries.c.before).where(
    entries.c.feed_id == bindparam("feed"), entries.c.identity.in_(bindparam("named", expanding=True))
)
_SAID = select(entries.c.digest, entries.c.published, entries.c.updated, entries.c.first_seen).where(
    entries.c.feed_id == bindparam("feed"), entries.c.digest.in_(bindparam("digests", expanding=True))
)
SAME_DAY = timedelta(hours=18)
"""How long an entry without a date is taken for an earlier one of the same words: a daily letter has the same ones tomorrow."""


def known_words(c: Connection, feed_id: int, listed: Collection[Entry], now: datetime) -> frozenset[str]:
    """Identities among these entries whose words and date the feed has shown before, under another identity.

    Where neither has a date, only what was first seen within ``SAME_DAY`` counts.
    """
    digests = {entry.identity: entry_digest(entry) for entry in listed}
    rows = c.execute(_SAID, {"feed": feed_id, "digests": list(set(digests.values()))})
    told_on = [(row, row.published or row.updated) for row in rows]
    known = {(row.digest, date) for row, date in told_on if date is not None or now - row.first_seen < SAME_DAY}
    return frozenset(one.identity for one in listed if (digests[one.identity], one.published or one.updated) in known)


def entry_digest(entry: Entry) -> str:
    """Changes when a feed edits an entry's title or text."""
    return hashlib.sha256(f"{entry.title}\n{entry.summary}".encode()).hexdigest()


_HEARD = update(feeds).where(feeds.c.id == bindparam("feed"))
"""One statement for every feed that answers and holds nothing new: made once, for making it costs more than running it."""


def record_unchanged(
    c: Connection, row: FeedRow, next_due: datetime, now: datetime, validators: Validators | None = None
) -> None:
    """The feed answered and holds nothing new; with these ``validators``, where it sent the same bytes again."""
    kept = validators or row.validators
    fault = None if row.failures else row.fault  # the same bytes are as ill-formed as they were
    values: dict[str, object] = {"failures": 0, "fault": fault, "last_tried": now, "last_good": now, "next_due": next_due}
    c.execute(_HEARD, {"feed": row.id, **values, "etag": kept.etag, "last_modified": kept.last_modified})


def record_poll_failure(c: Connection, row: FeedRow, fault: str, next_due: datetime, now: datetime) -> None:
    """The feed gave nothing usable; ``fault`` says why in one line."""
    c.execute(
        update(feeds)
        .where(feeds.c.id == row.id)
        .values(failures=row.failures + 1, fault=fault, last_tried=now, next_due=next_due)
    )


def feed_of(row: Row[tuple[object, ...]]) -> Feed:
    """The feed of a row with all columns of ``feeds``."""
    return Feed(
        url=row.url,
        kind=FeedKind(row.kind),
        source=Source(outlet=row.outlet, tier=Tier(row.tier)),
        every=timedelta(seconds=row.every_s),
        view=view_of(row.view),
    )


def feed_row(row: Row[tuple[object, ...]]) -> FeedRow:
    """The same with what its polls have left."""
    return FeedRow(
        id=row.id,
        feed=feed_of(row),
        host=row.host,
        outlet=row.outlet,
        learned=row.learned,
        validators=Validators(etag=row.etag, last_modified=row.last_modified),
        body_sha256=row.body_sha256,
        failures=row.failures,
        fault=row.fault,
        title=row.title or "",
        marks=row.marks or b"",
        found=row.found,
    )
