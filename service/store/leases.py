"""Leases: who may post. Each take-over has a higher number, the fence, which stands on what was sent under it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from service.store.tables import leases


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


def release(c: Connection, name: str, holder: str, now: datetime) -> None:
    """Let it go at once, so that a successor need not wait it out."""
    c.execute(update(leases).where(leases.c.name == name, leases.c.holder == holder).values(expires_at=now))
