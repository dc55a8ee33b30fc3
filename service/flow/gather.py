"""Held back and summed up: quiet hours, a day's budget, the end of an outage, and the digest at a channel's own hour.

Whatever is held stands in the outbox with its reason, and leaves it only as a line of a digest or as a message of its own; both
are written in one transaction with the digest, so that a kill in between loses and doubles nothing.
"""

from datetime import datetime, timedelta
from functools import partial

from alerts.audience import Hours
from alerts.delivery import DeliveryState, Errand
from alerts.hours import day_began, last_digest, next_digest, quiet_until
from alerts.slack.summary import Day, Digest, Item, digest
from service.flow.kit import Kit, Policy
from service.flow.roots import LATE
from service.logs import logger
from service.store.holding import (
    HeldRow,
    backlog,
    channels_held,
    counts,
    fold,
    held_rows,
    hold,
    let_go,
    told_rows,
    told_today,
)
from service.store.learning import told
from service.store.outbox import Order, Outgoing, put
from service.store.session import Connection

QUIET, BUDGET, BACKLOG = "held quiet", "held budget", "held backlog"
"""Why an alert is held: keys of the labels, which the digest shows."""
FEW = 3
"""So many alerts of a night are told one by one in the morning."""
OVERDUE = timedelta(hours=6)
"""A digest that could not be told for so long is not told any more; what it would have held goes out all the same."""


async def held_back(kit: Kit, out: Outgoing) -> bool:
    """Whether an alert is not to be told now; it is held then, and the channel may go on."""
    if out.errand is not Errand.POST or out.rank is None or out.delivery.attempts:
        return False
    now = kit.clock.now()
    if now - out.created_at <= LATE and out.delivery.channel not in kit.policy.hours:
        return False  # nothing that could hold it back: no transaction is needed to see it
    held = await kit.store.write(partial(_hold, policy=kit.policy, out=out, now=now))
    if held:
        logger().info("alert held back", key=out.delivery.key, why=held)
    return bool(held)


def _hold(c: Connection, policy: Policy, out: Outgoing, now: datetime) -> str:
    """Hold it where it must be; why, or nothing."""
    channel = out.delivery.channel
    hours = policy.hours.get(channel)
    waiting = backlog(c, channel, now - LATE) if now - out.created_at > LATE else ()
    if len(waiting) > policy.storm:
        hold(c, waiting, now, BACKLOG)
        tell(c, policy, channel, now)
        return BACKLOG
    if hours is None:
        return ""
    until = quiet_until(hours, now) if policy.sleeps and (out.rank or 0) > hours.urgent else None
    if until is not None:
        hold(c, [out.delivery.id], until, QUIET)
        return QUIET
    if hours.budget and told_today(c, channel, day_began(hours, now)) >= hours.budget:
        hold(c, [out.delivery.id], next_digest(hours, now), BUDGET)
        return BUDGET
    return ""


async def tell_all(kit: Kit) -> None:
    """Digests whose hour has come, and what was held until now."""
    now = kit.clock.now()
    for channel in await kit.store.read(partial(_to_tell, hours=tuple(kit.policy.hours.values()), now=now)):
        await kit.store.write(partial(tell, policy=kit.policy, channel=channel, now=now))


def _to_tell(c: Connection, hours: tuple[Hours, ...], now: datetime) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*channels_held(c, now), *_due(c, hours, now))))


def _due(c: Connection, hours: tuple[Hours, ...], now: datetime) -> tuple[str, ...]:
    return tuple(one.channel for one in hours if _slot(c, one, now) is not None)


def _slot(c: Connection, hours: Hours, now: datetime) -> tuple[str, Day, tuple[datetime, datetime]] | None:
    """Key, day and span of the digest that is due and not yet told."""
    last = last_digest(hours, now)
    if last is None or now - last[1] > OVERDUE:
        return None
    key = f"digest-{hours.channel}-{last[0].isoformat()}"
    before = last_digest(hours, last[1] - timedelta(seconds=1))
    if before is None or told(c, key):
        return None
    return key, Day(day=last[0], read=0, copies=0), (before[1], last[1])


def tell(c: Connection, policy: Policy, channel: str, now: datetime) -> None:
    """Put a channel's digest on its way where one is due, or tell what was held and has come due."""
    hours = policy.hours.get(channel, Hours(channel=channel))
    held, slot = held_rows(c, channel, now), _slot(c, hours, now)
    if slot is not None:
        key, day, span = slot
        day = _filled(c, channel, day, span)
        made = digest(day, _items(held), key=key, language=_language(policy, channel))
        if held or day.told or day.new or hours.heartbeat:
            _put(c, channel, made, held, now)
        else:
            put(c, channel, made.root, now, Order(kept=(DeliveryState.FOLDED, "nothing new")))
    elif len(held) <= FEW and all(row.why == QUIET for row in held):
        let_go(c, [row.id for row in held], now)
    else:
        key = f"held-{channel}-{held[0].id}"
        made = digest(None, _items(held), key=key, language=_language(policy, channel), why=held[0].why)
        _put(c, channel, made, held, now)


def _filled(c: Connection, channel: str, day: Day, span: tuple[datetime, datetime]) -> Day:
    found = counts(c, *span)
    return Day(
        day=day.day,
        read=found.read,
        copies=found.copies,
        told=_items(told_rows(c, channel, *span)),
        open=found.open,
        failing=found.failing,
        troubled=found.troubled,
        troubles=found.troubles,
        new=found.new,
    )


def _put(c: Connection, channel: str, made: Digest, held: tuple[HeldRow, ...], now: datetime) -> None:
    number = put(c, channel, made.root, now, Order())
    fold(c, [row.id for row in held], number)
    for page in made.pages:
        put(c, channel, page, now, Order(errand=Errand.REPLY, root=number))


def _items(rows: tuple[HeldRow, ...]) -> tuple[Item, ...]:
    return tuple(Item(text=row.text, rank=row.rank, url=row.url) for row in rows)


def _language(policy: Policy, channel: str) -> str:
    return next((route.language for route in policy.routes if route.channel == channel), "en")
