"""The outbox: one row an errand, from the decision to the receipt.

Posts of a channel go out in their order. Replies and edits belong to a root and wait for it; they hold up no post.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, exists, func, insert, not_, select, update

from alerts.delivery import Delivery, DeliveryState, Errand, Message, Receipt
from service.store.restores import sent_since
from service.store.session import inserted
from service.store.tables.sending import alerts, outbox
from service.store.tables.watched import articles, revisions

ACTIVE = (DeliveryState.READY, DeliveryState.SENDING, DeliveryState.UNKNOWN)
STUCK = timedelta(minutes=2)
"""For so long after its attempt a message of unknown fate holds up those behind it; every search has been made by then."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewAlert:
    """What the judge decided to say about one revision."""

    key: str
    revision: int
    rank: int
    shadow: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """A delivery together with what it sends."""

    delivery: Delivery
    message: Message
    degraded: bool
    due: datetime
    created_at: datetime
    errand: Errand = Errand.POST
    root: int | None = None
    """Row of the root that it belongs to."""
    rank: int | None = None

    @property
    def parked(self) -> bool:
        """Whether it waits for a person, not for a time."""
        return self.delivery.state is DeliveryState.PARKED


# Built once: building a statement anew costs several times as much as running it.
_STORY = (
    select(articles.c.story_id)
    .join(revisions, revisions.c.article_id == articles.c.id)
    .where(revisions.c.id == bindparam("revision"))
)
_NEW_ALERT = insert(alerts).values(story_id=_STORY.scalar_subquery())
_NEW_MESSAGE = insert(outbox)
_BEFORE, _ROOT = outbox.alias("before"), outbox.alias("root")
_ROOTED = exists().where(_ROOT.c.id == outbox.c.root_id, _ROOT.c.receipt_ts.is_not(None))
_OF_CHANNEL = outbox.c.active, outbox.c.channel == bindparam("where")
_NEXT = select(outbox).where(*_OF_CHANNEL, outbox.c.errand == Errand.POST.value).order_by(outbox.c.id).limit(1)
_NEXT_UNSTUCK = _NEXT.where(
    not_(
        and_(
            outbox.c.state == DeliveryState.UNKNOWN.value,
            outbox.c.due > bindparam("now", type_=outbox.c.due.type),
            outbox.c.attempted_at <= bindparam("stuck", type_=outbox.c.attempted_at.type),
        )
    )
)
_NEXT_ECHO = (
    select(outbox)
    .where(*_OF_CHANNEL, outbox.c.errand != Errand.POST.value, outbox.c.due <= bindparam("now", type_=outbox.c.due.type))
    .where(_ROOTED, not_(exists().where(_BEFORE.c.root_id == outbox.c.root_id, _BEFORE.c.active, _BEFORE.c.id < outbox.c.id)))
    .order_by(outbox.c.id)
    .limit(1)
)
_LAST_ATTEMPT = select(func.max(outbox.c.attempted_at)).where(outbox.c.channel == bindparam("where"))
_MY_STORY = select(alerts.c.story_id).join(outbox, outbox.c.alert_id == alerts.c.id).where(outbox.c.id == bindparam("mine"))
_FIRST_ROOT = (
    select(outbox.c.receipt_channel, outbox.c.receipt_ts, outbox.c.receipt_link)
    .join(alerts, alerts.c.id == outbox.c.alert_id)
    .where(
        alerts.c.story_id == _MY_STORY.scalar_subquery(),
        outbox.c.channel == bindparam("where"),
        outbox.c.id < bindparam("mine"),
        outbox.c.errand == Errand.POST.value,
        outbox.c.receipt_ts.is_not(None),
    )
    .order_by(outbox.c.id)
    .limit(1)
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.id == bindparam("mine"), outbox.c.state == bindparam("seen"), outbox.c.attempts == bindparam("tried"))
    .values(state=DeliveryState.SENDING.value, looks=0, error=None)
    .values({name: bindparam(f"new_{name}", type_=outbox.c[name].type) for name in ("attempts", "attempted_at", "fence")})
)
_AS_SEEN = select(outbox.c.state, outbox.c.attempts, outbox.c.looks, outbox.c.fence).where(outbox.c.id == bindparam("mine"))


def record_alert(c: Connection, alert: NewAlert, now: datetime) -> int:
    """Store that a revision alerts; its row id."""
    new = {"key": alert.key, "revision_id": alert.revision, "rank": alert.rank, "shadow": alert.shadow, "created_at": now}
    return inserted(c, _NEW_ALERT, new | {"revision": alert.revision})


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What an errand is beside its message."""

    alert_id: int | None = None
    rank: int | None = None
    errand: Errand = Errand.POST
    root: int | None = None
    items: list[dict[str, Any]] | None = None
    """What a reply tells, to be joined by more while it waits."""
    due: datetime | None = None
    """Not before; at once where it is not given."""
    kept: tuple[DeliveryState, str] | None = None
    """It is not sent for now: muted or held, and why."""


def enqueue(c: Connection, channel: str, message: Message, now: datetime, *, alert_id: int | None) -> int:
    """Put a post on its way; see ``put``."""
    return put(c, channel, message, now, Order(alert_id=alert_id))


def put(c: Connection, channel: str, message: Message, now: datetime, order: Order) -> int:
    """Put an errand on its way; its row. The same alert and channel, or the same key, can be put there only once.

    After a restore, a message that may have been sent before it is searched for first.
    """
    perhaps = None if order.errand is Errand.EDIT else sent_since(c, order.alert_id, now)
    state, why = order.kept or (DeliveryState.READY if perhaps is None else DeliveryState.UNKNOWN, None)
    new = {
        "key": message.key,
        "alert_id": order.alert_id,
        "channel": channel,
        "message": packed(message),
        "state": state.value,
        "active": state in ACTIVE,
        "errand": order.errand.value,
        "root_id": order.root,
        "rank": order.rank,
        "sources": order.items,
        "error": why,
        "due": order.due or now,
        "attempts": 0,
        "attempted_at": perhaps,
        "looks": 0,
        "degraded": False,
        "fence": 0,
        "created_at": now,
    }
    return inserted(c, _NEW_MESSAGE, new)


def channels_due(c: Connection, now: datetime) -> tuple[str, ...]:
    """Channels that have something to send or to look up now."""
    return tuple(c.execute(_CHANNELS_DUE, {"now": now}).scalars())


_CHANNELS_DUE = (
    select(outbox.c.channel).where(outbox.c.active, outbox.c.due <= bindparam("now")).distinct().order_by(outbox.c.channel)
)
"""Asked at every beat: made once."""


def next_of(c: Connection, channel: str, now: datetime | None = None) -> Outgoing | None:
    """The oldest unfinished message of a channel: order within a channel is kept, so nothing overtakes it.

    A parked message does not hold up those behind it: it waits for a person. Nor, where ``now`` is given, does one whose fate
    has been unknown for long, since history cannot be read, while it waits to be searched for again.
    """
    if now is None:
        row = c.execute(_NEXT, {"where": channel}).one_or_none()
    else:
        row = c.execute(_NEXT_UNSTUCK, {"where": channel, "now": now, "stuck": now - STUCK}).one_or_none()
    return None if row is None else _outgoing(row)


def next_echo(c: Connection, channel: str, now: datetime) -> Outgoing | None:
    """The oldest reply or edit that is due and whose root stands in the channel; those of one root keep their order."""
    row = c.execute(_NEXT_ECHO, {"where": channel, "now": now}).one_or_none()
    return None if row is None else _outgoing(row)


def row_of(c: Connection, number: int) -> Outgoing:
    """One row, by its number."""
    return _outgoing(c.execute(select(outbox).where(outbox.c.id == number)).one())


def close_windows(c: Connection, now: datetime) -> None:
    """What waits only for more to join it goes out now."""
    waiting = outbox.c.active, outbox.c.errand != Errand.POST.value, outbox.c.state == DeliveryState.READY.value
    c.execute(update(outbox).where(*waiting, outbox.c.attempts == 0, outbox.c.due > now).values(due=now))


def unfinished(c: Connection) -> tuple[Outgoing, ...]:
    """Everything that is not yet delivered, in order; without echoes of what does not stand in its channel."""
    echo = and_(outbox.c.errand != Errand.POST.value, not_(_ROOTED))
    waiting = c.execute(select(outbox).where(outbox.c.active, not_(echo))).all()
    stays = outbox.c.state.in_([DeliveryState.PARKED.value, DeliveryState.HELD.value])
    kept = c.execute(select(outbox).where(stays, not_(outbox.c.active))).all()
    return tuple(_outgoing(row) for row in sorted((*waiting, *kept), key=lambda row: row.id))


def claim(c: Connection, delivery: Delivery, fence: int, now: datetime) -> bool:
    """Write the intent to send; false where the row is no longer as it was read: somebody else has it."""
    asked = {"mine": delivery.id, "seen": delivery.state.value, "tried": delivery.attempts}
    new = {"new_attempts": delivery.attempts + 1, "new_attempted_at": now, "new_fence": fence}
    return c.execute(_CLAIM, asked | new).rowcount == 1


def as_seen(c: Connection, seen: Delivery) -> bool:
    """Whether the row is still as it was seen: false where another process has gone on with it meanwhile."""
    row = c.execute(_AS_SEEN, {"mine": seen.id}).one()
    return (row.state, row.attempts, row.looks, row.fence) == (seen.state, seen.attempts, seen.looks, seen.fence)


def mark_sent(c: Connection, delivery_id: int, receipt: Receipt, now: datetime) -> None:
    """It stands in the channel."""
    c.execute(
        update(outbox)
        .where(outbox.c.id == delivery_id)
        .values(
            state=DeliveryState.SENT.value,
            active=False,
            receipt_channel=receipt.channel,
            receipt_ts=receipt.ts,
            receipt_link=receipt.link,
            error=None,
            due=now,
        )
    )


def mark(c: Connection, delivery_id: int, state: DeliveryState, error: str, due: datetime) -> None:
    """It does not stand in the channel, or nobody knows: why, and when to look at it again."""
    c.execute(
        update(outbox).where(outbox.c.id == delivery_id).values(state=state.value, active=state in ACTIVE, error=error, due=due)
    )


def park(c: Connection, delivery_id: int, error: str, due: datetime) -> None:
    """Its channel is closed: it is tried again by itself, for the channel may open; a post holds up those behind it."""
    mark(c, delivery_id, DeliveryState.PARKED, error, due)
    c.execute(update(outbox).where(outbox.c.id == delivery_id).values(active=True))


def degrade(c: Connection, delivery_id: int, error: str, now: datetime) -> None:
    """Its blocks were refused: from now on it goes out as plain text."""
    mark(c, delivery_id, DeliveryState.READY, error, now)
    c.execute(update(outbox).where(outbox.c.id == delivery_id).values(degraded=True))


def looked(c: Connection, delivery: Delivery, due: datetime) -> None:
    """History was searched once more and holds nothing of it."""
    c.execute(
        update(outbox)
        .where(outbox.c.id == delivery.id)
        .values(state=DeliveryState.UNKNOWN.value, looks=delivery.looks + 1, due=due)
    )


def first_root(c: Connection, delivery: Delivery) -> Receipt | None:
    """The first message about the same story that stands in the channel, where one was sent before this one."""
    row = c.execute(_FIRST_ROOT, {"mine": delivery.id, "where": delivery.channel}).one_or_none()
    return None if row is None else Receipt(channel=row.receipt_channel, ts=row.receipt_ts, link=row.receipt_link)


def last_attempt(c: Connection, channel: str) -> datetime | None:
    """When something was last sent to a channel."""
    found: datetime | None = c.execute(_LAST_ATTEMPT, {"where": channel}).scalar_one_or_none()
    return found


def packed(message: Message) -> dict[str, Any]:
    """A message as its row keeps it."""
    return {
        "kind": message.kind,
        "text": message.text,
        "blocks": list(message.blocks),
        "plain": message.plain,
        "language": message.language,
    }


def _outgoing(row: Row[tuple[object, ...]]) -> Outgoing:
    return Outgoing(
        delivery=Delivery(
            id=row.id,
            key=row.key,
            channel=row.channel,
            state=DeliveryState(row.state),
            attempts=row.attempts,
            attempted_at=row.attempted_at,
            looks=row.looks,
            receipt=None
            if row.receipt_ts is None
            else Receipt(channel=row.receipt_channel, ts=row.receipt_ts, link=row.receipt_link),
            error=row.error,
            fence=row.fence,
        ),
        message=Message(
            key=row.key,
            kind=row.message["kind"],
            text=row.message["text"],
            blocks=tuple(row.message["blocks"]),
            plain=row.message["plain"],
            language=row.message["language"],
        ),
        degraded=row.degraded,
        due=row.due,
        created_at=row.created_at,
        errand=Errand(row.errand),
        root=row.root_id,
        rank=row.rank,
    )
