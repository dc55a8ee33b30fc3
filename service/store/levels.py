"""How full and how well the database is: counts for an operator, and a write that proves that writing works."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, func, select, update

from alerts.delivery import DeliveryState
from service.metrics import FeedLevel, Levels
from service.store.articles import WAITING
from service.store.tables.sending import leases, outbox
from service.store.tables.watched import articles, feeds, watches

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DONE = (DeliveryState.SENT.value, DeliveryState.FOLDED.value, DeliveryState.MUTED.value)
_UNSENT = tuple(state.value for state in DeliveryState if state.value not in _DONE)


def levels(c: Connection) -> Levels:
    """What waits and what fails, every state named, also where nothing is in it."""
    sent = outbox.c.state.not_in(_DONE)
    waiting = articles.c.state.in_(WAITING)
    out = c.execute(select(outbox.c.state, func.count()).where(sent).group_by(outbox.c.state)).all()
    read = c.execute(select(articles.c.state, func.count()).where(waiting).group_by(articles.c.state)).all()
    columns = feeds.c.id, feeds.c.host, feeds.c.failures, feeds.c.last_good, watches.c.trouble, watches.c.told
    whole = feeds.outerjoin(watches, watches.c.feed_id == feeds.c.id)
    watched = c.execute(select(*columns).select_from(whole).where(feeds.c.enabled).order_by(feeds.c.id))
    return Levels(
        outbox=_all(_UNSENT, out),
        articles=_all((state.value for state in WAITING), read),
        feeds=tuple(
            FeedLevel(
                id=row.id,
                host=row.host,
                failures=row.failures,
                last_good=_seconds(row.last_good),
                trouble=row.trouble or "" if row.told else "",
            )
            for row in watched
        ),
    )


def _all(names: Iterable[str], counted: Iterable[Row[str, int]]) -> dict[str, int]:
    return dict.fromkeys(names, 0) | {str(state): count for state, count in counted}


def _seconds(at: datetime | None) -> float | None:
    return None if at is None else (at - _EPOCH).total_seconds()


def holder_of(c: Connection, name: str, now: datetime) -> str | None:
    """Who holds this lease now; ``None`` where it is free or has run out."""
    query = select(leases.c.holder).where(leases.c.name == name, leases.c.expires_at > now)
    return c.execute(query).scalar_one_or_none()


def touch(c: Connection, name: str) -> None:
    """Write to a row what it already holds: it fails where any write would."""
    c.execute(update(leases).where(leases.c.name == name).values(fence=leases.c.fence))
