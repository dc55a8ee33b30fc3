"""Leases: who may post. Each take-over has a higher number, the fence, which stands on what was sent under it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, func, insert, select, type_coerce, update

from service.store.articles import WAITING
from service.store.tables.sending import leases, outbox
from service.store.tables.watched import articles, feeds

_STEP = timedelta(seconds=30)
"""A clock that goes back by less needs no mending: what waits, waits so much longer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bid:
    """Who wants a lease, for how long."""

    holder: str
    ttl: timedelta
    gone: Callable[[str], bool]
    """Whether another holder is known to be dead, so that its lease need not be waited out."""


def acquire(c: Connection, name: str, bid: Bid, now: datetime) -> int | None:
    """Take a free, expired or orphaned lease, or renew one's own; its fence, or ``None`` while somebody else holds it."""
    row = c.execute(select(leases).where(leases.c.name == name)).one_or_none()
    if row is None:
        c.execute(insert(leases).values(name=name, holder=bid.holder, fence=1, expires_at=now + bid.ttl))
        return 1
    mine = row.holder == bid.holder
    if not mine and row.expires_at > now and not bid.gone(row.holder):
        return None
    fence = row.fence if mine else row.fence + 1
    taken = c.execute(
        update(leases)
        .where(leases.c.name == name, leases.c.holder == row.holder, leases.c.fence == row.fence)
        .values(holder=bid.holder, fence=fence, expires_at=now + bid.ttl)
    )
    return int(fence) if taken.rowcount == 1 else None


def held(c: Connection, name: str, holder: str, fence: int) -> bool:
    """Whether the lease is still this holder's, under this fence, whatever the clock says."""
    mine = leases.c.name == name, leases.c.holder == holder, leases.c.fence == fence
    return c.execute(select(leases.c.name).where(*mine)).one_or_none() is not None


def follow_clock(c: Connection, name: str, ttl: timedelta, clock: tuple[datetime, timedelta]) -> timedelta:
    """Where the clock was set back since the lease was taken, bring back with it all that waits for a time; by how much.

    ``clock``: now, and by how much the caller saw it go back itself. A lease that ends later than anybody can have taken it, or a
    feed that was asked later than now, tells of a step that nobody saw. Unmended, a step of a day would be a day of silence; also
    where the clock was wrong for a moment only, in which no lease was taken, and is right again.
    """
    now, seen = clock
    ends: datetime | None = c.execute(select(leases.c.expires_at).where(leases.c.name == name)).scalar_one_or_none()
    beyond = timedelta() if ends is None else max(ends - (now + ttl), timedelta())
    tried: datetime | None = c.execute(select(func.max(feeds.c.last_tried))).scalar_one_or_none()
    step = max(beyond, seen, tried - now if tried else timedelta())
    if step <= _STEP:
        return timedelta()
    if ends is not None:
        c.execute(update(leases).where(leases.c.name == name).values(expires_at=ends - beyond))
    c.execute(update(feeds).where(feeds.c.last_tried > now).values(last_tried=now))  # or it would tell of it again
    c.execute(update(feeds).where(feeds.c.enabled).values(next_due=_back(feeds.c.next_due, step)))
    c.execute(update(articles).where(articles.c.state.in_(WAITING)).values(due=_back(articles.c.due, step)))
    moved = {"due": _back(outbox.c.due, step), "attempted_at": _back(outbox.c.attempted_at, step)}
    c.execute(update(outbox).where(outbox.c.active).values(moved))
    return step


def _back(column: Column[Any], step: timedelta) -> ColumnElement[int]:
    return type_coerce(column, BigInteger) - step // timedelta(microseconds=1)


def holder(c: Connection, name: str, now: datetime) -> str | None:
    """Who holds the lease now, dead or alive; ``None`` where it is free or has ended."""
    row = c.execute(select(leases).where(leases.c.name == name)).one_or_none()
    return None if row is None or row.expires_at <= now else str(row.holder)


def release(c: Connection, name: str, holder: str, now: datetime) -> None:
    """Let it go at once, so that a successor need not wait it out."""
    c.execute(update(leases).where(leases.c.name == name, leases.c.holder == holder).values(expires_at=now))
