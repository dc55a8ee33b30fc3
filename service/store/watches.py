"""How the watching of each feed goes: its rhythm, its troubles, where it has moved, what it slid past."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, insert, select, update

from service.store.feeds import FeedRow, feed_row
from service.store.tables.watched import articles, feeds, revisions, watches
from watchers.moving import STAYS, Moving
from watchers.rhythm import Rhythm
from watchers.standing import WELL, Standing, Trouble

JUDGED = 200
"""Of so many of a feed's last articles it is counted how many were on the beat."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """How the watching of one feed goes."""

    rhythm: Rhythm | None = None
    """``None`` before its first good answer."""
    on_beat: int = 0
    judged: int = 0
    """Of its last articles so many were judged, and of these so many were on the beat."""
    declared: timedelta | None = None
    """For how long the publisher says that it need not be asked again."""
    listed: int | None = None
    """The most entries that it ever listed at once; ``None`` before its first good answer."""
    changed_at: datetime | None = None
    """When its bytes last changed."""
    standing: Standing = WELL
    moving: Moving = STAYS
    moved_to: str | None = None
    """Where it is asked instead of at its own address."""
    moved_at: datetime | None = None
    slid_at: datetime | None = None
    """When it last listed nothing that was known, so that what it listed in between was never seen."""


NEW_WATCH = Watch()


# made once each: of these statements every poll needs some, and making one costs more than running it
_THESE = select(watches).where(watches.c.feed_id.in_(bindparam("ids", expanding=True)))
_WATCHED = (
    select(feeds, watches)
    .select_from(feeds.outerjoin(watches))
    .where(feeds.c.id.in_(bindparam("ids", expanding=True)), feeds.c.enabled)
    .order_by(feeds.c.id)
)

_SAVE, _BEGIN = update(watches).where(watches.c.feed_id == bindparam("feed")), insert(watches)
_LAST = (
    select(articles.c.id)
    .where(articles.c.feed_id == bindparam("feed"), articles.c.state == "done")
    .order_by(articles.c.id.desc())
    .limit(JUDGED)
)
_ON_BEAT = select(revisions.c.on_beat).where(
    revisions.c.article_id.in_(_LAST.scalar_subquery()), revisions.c.number == 1, revisions.c.on_beat.is_not(None)
)


def watches_of(c: Connection, feed_ids: Collection[int] | None) -> dict[int, Watch]:
    """The watches of these feeds, or with ``None`` of all; one that was never stored is left out."""
    rows = c.execute(select(watches)) if feed_ids is None else c.execute(_THESE, {"ids": list(feed_ids)})
    return {row.feed_id: _watch(row) for row in rows}


def watched_feeds(c: Connection, feed_ids: Collection[int]) -> tuple[tuple[FeedRow, Watch], ...]:
    """These feeds with their watches, in the order of their ids, without any that is switched off."""
    rows = c.execute(_WATCHED, {"ids": list(feed_ids)})
    return tuple((feed_row(row), NEW_WATCH if row.feed_id is None else _watch(row)) for row in rows)


def save_watch(c: Connection, feed_id: int, watch: Watch) -> None:
    """Store it as it is now."""
    values = _values(watch)
    if not c.execute(_SAVE, {"feed": feed_id, **values}).rowcount:
        c.execute(_BEGIN, {"feed_id": feed_id, **values})


def forget_trouble(c: Connection, feed_id: int) -> None:
    """Watch a feed as if nothing had been wrong with it: a person says so."""
    gone = {"trouble": None, "since": None, "why": "", "tell_at": None, "told": False}
    c.execute(update(watches).where(watches.c.feed_id == feed_id).values(**gone))


def on_beat_of(c: Connection, feed_id: int) -> tuple[int, int]:
    """Of the last articles of a feed, how many were on the beat, and how many were judged."""
    told = c.execute(_ON_BEAT, {"feed": feed_id}).scalars().all()
    return sum(told), len(told)


def all_unreached(c: Connection, feed_id: int, since: datetime) -> bool:
    """Whether no other feed was reached since then either: then it is our own network that is down.

    Never where fewer than three others are watched: they prove nothing.
    """
    others = feeds.c.enabled, feeds.c.id != feed_id
    few = c.execute(select(feeds.c.id).where(*others).limit(3)).all()
    if len(few) < 3:
        return False
    return not c.execute(select(exists().where(*others, feeds.c.last_good > since))).scalar_one()


def _values(watch: Watch) -> dict[str, object]:
    standing, moving, rhythm = watch.standing, watch.moving, watch.rhythm
    return {
        "rhythm": None if rhythm is None else _rhythm_stored(rhythm),
        "on_beat": watch.on_beat,
        "judged": watch.judged,
        "declared_s": None if watch.declared is None else watch.declared.total_seconds(),
        "listed": watch.listed,
        "changed_at": watch.changed_at,
        "trouble": None if standing.trouble is None else standing.trouble.value,
        "since": standing.since,
        "why": standing.why,
        "tell_at": standing.tell_at,
        "told": standing.told,
        "moving_to": moving.to,
        "moving_seen": moving.seen,
        "moving_since": moving.since,
        "moved_to": watch.moved_to,
        "moved_at": watch.moved_at,
        "slid_at": watch.slid_at,
    }


def _watch(row: Row[Any]) -> Watch:
    trouble = None if row.trouble is None else Trouble(row.trouble)
    return Watch(
        rhythm=None if row.rhythm is None else _rhythm(row.rhythm),
        on_beat=row.on_beat,
        judged=row.judged,
        declared=None if row.declared_s is None else timedelta(seconds=row.declared_s),
        listed=row.listed,
        changed_at=row.changed_at,
        standing=Standing(trouble=trouble, since=row.since, why=row.why, tell_at=row.tell_at, told=row.told),
        moving=Moving(to=row.moving_to, seen=row.moving_seen, since=row.moving_since),
        moved_to=row.moved_to,
        moved_at=row.moved_at,
        slid_at=row.slid_at,
    )


def _rhythm_stored(rhythm: Rhythm) -> dict[str, object]:
    hours = [round(count, 4) for count in rhythm.hours]
    return {"at": rhythm.at.timestamp(), "entries": round(rhythm.entries, 6), "days": round(rhythm.days, 6), "hours": hours}


def _rhythm(stored: dict[str, Any]) -> Rhythm:
    at = datetime.fromtimestamp(stored["at"], UTC)
    return Rhythm(at=at, entries=stored["entries"], days=stored["days"], hours=tuple(stored["hours"]))
