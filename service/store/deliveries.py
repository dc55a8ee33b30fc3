"""What was sent, waits or gave up, as a person sees it; and how a person sets it going again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, Select, func, or_, select, update

from alerts.delivery import DeliveryState
from service.store.audits import Act, note
from service.store.tables.ledger import verdicts
from service.store.tables.sending import alerts, outbox
from service.store.tables.watched import revisions

GIVEN_UP = (DeliveryState.PARKED, DeliveryState.DEAD, DeliveryState.HELD, DeliveryState.MUTED)


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryRow:
    """One message to one channel."""

    key: str
    alert: str | None
    """Public id of its alert; ``None`` for a digest."""
    channel: str
    state: DeliveryState
    rank: int | None
    title: str
    """Of the article, or what a lock screen would show."""
    url: str | None
    created_at: datetime
    due: datetime
    attempts: int
    error: str | None
    ts: str | None
    link: str | None
    plain: str
    """The whole message without blocks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """One verdict on the article of an alert."""

    outcome: str
    reason: str
    explanation: str
    rank: int | None


def delivery_rows(c: Connection, states: Collection[DeliveryState] = tuple(DeliveryState)) -> tuple[DeliveryRow, ...]:
    """Every message in one of these states, the oldest first."""
    query = _query().where(outbox.c.state.in_([state.value for state in states])).order_by(outbox.c.id)
    return tuple(_row(row) for row in c.execute(query))


def deliveries_of(c: Connection, key: str) -> tuple[DeliveryRow, ...]:
    """The message with this key, or every message of the alert with this key."""
    query = _query().where(or_(outbox.c.key == key, alerts.c.key == key)).order_by(outbox.c.id)
    return tuple(_row(row) for row in c.execute(query))


def decided_on(c: Connection, alert: str) -> tuple[Decided, ...]:
    """Every verdict on the article of an alert, also the silent ones, in the order of the text."""
    query = (
        select(verdicts)
        .join(alerts, alerts.c.revision_id == verdicts.c.revision_id)
        .where(alerts.c.key == alert)
        .order_by(verdicts.c.ordinal)
    )
    return tuple(
        Decided(outcome=row.outcome, reason=row.reason, explanation=row.explanation, rank=row.rank) for row in c.execute(query)
    )


def retry(c: Connection, row: DeliveryRow, act: Act) -> DeliveryState:
    """Set a message going again; the state that it is in now, unchanged where it is sent or on its way.

    One that was refused is sent again. One whose fate is unknown is only searched for at once: it is never sent blindly.
    """
    mine = outbox.c.key == row.key, outbox.c.state == row.state.value
    if row.state in GIVEN_UP:
        again = {"state": DeliveryState.READY.value, "active": True, "due": act.at, "error": None, "degraded": False}
        state = DeliveryState.READY
    elif row.state is DeliveryState.UNKNOWN:
        again, state = {"due": act.at}, DeliveryState.UNKNOWN
    else:
        return row.state
    if c.execute(update(outbox).where(*mine).values(**again)).rowcount == 1:
        note(c, act, "retry alert", row.key, ({"state": row.state.value, "error": row.error}, {"state": state.value}))
    return state


def stands(c: Connection, row: DeliveryRow, act: Act) -> bool:
    """Write down that somebody saw a message in its channel whose fate nobody knew; false where nothing is to be settled."""
    waits = (DeliveryState.PARKED, DeliveryState.UNKNOWN)
    mine = outbox.c.key == row.key, outbox.c.state == row.state.value, outbox.c.attempts > 0
    sent = {"state": DeliveryState.SENT.value, "active": False, "error": None}
    settled = row.state in waits and c.execute(update(outbox).where(*mine).values(**sent)).rowcount == 1
    if settled:
        note(c, act, "stands", row.key, ({"state": row.state.value, "error": row.error}, {"state": DeliveryState.SENT.value}))
    return settled


def _query() -> Select[tuple[object, ...]]:
    of_article = revisions.c.title, revisions.c.url
    query = select(outbox, alerts.c.key.label("alert"), func.coalesce(outbox.c.rank, alerts.c.rank).label("urgency"), *of_article)
    return query.outerjoin(alerts, alerts.c.id == outbox.c.alert_id).outerjoin(revisions, revisions.c.id == alerts.c.revision_id)


def _row(row: Row[tuple[object, ...]]) -> DeliveryRow:
    return DeliveryRow(
        key=row.key,
        alert=row.alert,
        channel=row.channel,
        state=DeliveryState(row.state),
        rank=row.urgency,
        title=row.title or row.message["text"],
        url=row.url,
        created_at=row.created_at,
        due=row.due,
        attempts=row.attempts,
        error=row.error,
        ts=row.receipt_ts,
        link=row.receipt_link,
        plain=row.message["plain"],
    )
