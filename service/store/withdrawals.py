"""Alerts that something is taken back of: which, since when, why."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select, update

from service.store.tables import alerts, outbox, revisions, verdicts


def mark_alerts(c: Connection, article_id: int, why: str, now: datetime) -> tuple[str, ...]:
    """Mark every alert of an article; the channels that it was told to."""
    return _mark(c, revisions.c.article_id == article_id, why, now)


def mark_alerts_on(c: Connection, places: Collection[tuple[str, str]], why: str, now: datetime) -> tuple[str, ...]:
    """Mark every alert that told one of these values (fact key, norm); the channels that it was told to."""
    found: list[str] = []
    for key, norm in places:
        mine = verdicts.c.fact_key == key, verdicts.c.norm == norm, verdicts.c.rank.is_not(None)
        found += _mark(c, revisions.c.id.in_(select(verdicts.c.revision_id).where(*mine)), why, now)
    return tuple(dict.fromkeys(found))


def _mark(c: Connection, which: ColumnElement[bool], why: str, now: datetime) -> tuple[str, ...]:
    query = (
        select(alerts.c.id).join(revisions, revisions.c.id == alerts.c.revision_id).where(which, alerts.c.withdrawn_at.is_(None))
    )
    numbers = list(c.execute(query.order_by(alerts.c.id)).scalars())
    if not numbers:
        return ()
    c.execute(update(alerts).where(alerts.c.id.in_(numbers)).values(withdrawn_at=now, withdrawn_why=why))
    told = select(outbox.c.channel).where(outbox.c.alert_id.in_(numbers)).group_by(outbox.c.channel)
    return tuple(c.execute(told.order_by(func.min(outbox.c.id))).scalars())
