"""What a restored database does not know: messages that went out between its backup and its restore."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from alerts.delivery import DeliveryState
from service.store.audits import Act, note
from service.store.tables.sending import alerts, outbox, restores
from service.store.tables.watched import feeds, revisions

DOUBT = timedelta(days=7)
"""For so long after a restore, an article from before it may be one that the lost part had told of."""


_LAST = select(restores).where(restores.c.id == select(func.max(restores.c.id)).scalar_subquery())


def record_restore(c: Connection, act: Act, source: str) -> None:
    """A backup has taken the place of the database: what it has not sent yet may have been sent after it was made."""
    since = last_told(c) or act.at
    c.execute(insert(restores).values(at=act.at, since=since))
    going = outbox.c.state.in_([DeliveryState.READY.value, DeliveryState.SENDING.value])
    doubtful = {"state": DeliveryState.UNKNOWN.value, "due": act.at, "looks": 0}
    c.execute(update(outbox).where(going, outbox.c.attempted_at.is_(None)).values(attempted_at=outbox.c.created_at))
    c.execute(update(outbox).where(going).values(**doubtful))
    note(c, act, "restore", "database", (None, {"source": source, "since": since.isoformat()}))


def last_told(c: Connection) -> datetime | None:
    """The last instant that the database tells of: a poll, or a message put on its way; ``None`` in an empty one."""
    polled = c.execute(select(func.max(feeds.c.last_tried))).scalar_one_or_none()
    queued = c.execute(select(func.max(outbox.c.created_at))).scalar_one_or_none()
    return max((at for at in (polled, queued) if at is not None), default=None)


def sent_since(c: Connection, alert_id: int | None, now: datetime) -> datetime | None:
    """From when on a message may stand in its channel although this database has never sent it; ``None``: it cannot."""
    last = c.execute(_LAST).one_or_none()
    if last is None or now > last.at + DOUBT:
        return None
    published = (
        None
        if alert_id is None
        else c.execute(
            select(revisions.c.published).join(alerts, alerts.c.revision_id == revisions.c.id).where(alerts.c.id == alert_id)
        ).scalar_one_or_none()
    )
    since: datetime = last.since
    return None if published is not None and published > last.at else since
