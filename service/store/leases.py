"""Leases: who may post. Each take-over has a higher number, the fence, which stands on what was sent under it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from service.store.tables import leases


def acquire(c: Connection, name: str, holder: str, now: datetime, ttl: timedelta) -> int | None:
    """Take a free or expired lease, or renew one's own; its fence, or ``None`` while somebody else holds it."""
    row = c.execute(select(leases).where(leases.c.name == name)).one_or_none()
    if row is None:
        c.execute(insert(leases).values(name=name, holder=holder, fence=1, expires_at=now + ttl))
        return 1
    mine = row.holder == holder
    if not mine and row.expires_at > now:
        return None
    fence = row.fence if mine else row.fence + 1
    taken = c.execute(
        update(leases)
        .where(leases.c.name == name, leases.c.holder == row.holder, leases.c.fence == row.fence)
        .values(holder=holder, fence=fence, expires_at=now + ttl)
    )
    return int(fence) if taken.rowcount == 1 else None


def release(c: Connection, name: str, holder: str, now: datetime) -> None:
    """Let it go at once, so that a successor need not wait it out."""
    c.execute(update(leases).where(leases.c.name == name, leases.c.holder == holder).values(expires_at=now))


def fence_of(c: Connection, name: str) -> int | None:
    """The fence of whoever holds or last held it."""
    return c.execute(select(leases.c.fence).where(leases.c.name == name)).scalar_one_or_none()
