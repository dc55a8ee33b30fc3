"""Deliver: intent, send, outcome. What nobody knows is looked up before anything is sent again.

A row goes ready → sending → sent. When the answer was lost, or the process died in between, it is unknown: history is searched
5, 15 and 45 seconds after the attempt (it lags behind posts), and only then is it sent again. Order within a channel is kept.
"""

from datetime import datetime, timedelta
from functools import partial

from alerts.errors import Degrade, DeliveryError, Park, Stop, Unknown, Wait
from alerts.model import Delivery, DeliveryState, Receipt, Window
from alerts.slack.blocks import linked
from service.flow.kit import Kit
from service.flow.stages import Job
from service.logs import logger
from service.store import outbox
from service.store.outbox import Outgoing

STOPPED = timedelta(minutes=5)
"""Before anything is tried again when Slack refuses the token."""


async def deliver(kit: Kit, channel: str) -> tuple[Job, ...]:
    """Send what is due in one channel, the oldest first, until something has to wait."""
    while await _step(kit, channel):
        kit.failpoint.reach("deliver:between")
    return ()


async def _step(kit: Kit, channel: str) -> bool:
    """One message one step further; false when there is nothing that may be done now."""
    out = await kit.store.read(partial(outbox.next_of, channel=channel))
    if out is None or out.due > kit.clock.now() or not kit.right.holds(kit.clock.monotonic()):
        return False
    if out.delivery.state is DeliveryState.READY:
        return await _send(kit, out)
    if out.delivery.state is DeliveryState.SENDING:
        return await _lost(kit, out)
    return await _look(kit, out)


async def _send(kit: Kit, out: Outgoing) -> bool:
    await _pace(kit, out.delivery.channel)
    if not kit.right.holds(kit.clock.monotonic()):
        return False
    root = await kit.store.read(partial(outbox.first_root, delivery=out.delivery))
    message = out.message if root is None else linked(out.message, root)
    now, fence = kit.clock.now(), kit.right.fence
    if not await kit.store.write(lambda c: outbox.claim(c, out.delivery, fence, now)):
        return False
    kit.failpoint.reach("deliver:intended")
    try:
        receipt = await kit.notifier.post(out.delivery.channel, message, degraded=out.degraded)
    except DeliveryError as error:
        return await _refused(kit, out, error)
    kit.failpoint.reach("deliver:posted")
    await _sent(kit, out, receipt)
    return True


async def _pace(kit: Kit, channel: str) -> None:
    last = await kit.store.read(partial(outbox.last_attempt, channel=channel))
    wait = timedelta() if last is None else last + kit.policy.pacing - kit.clock.now()
    if timedelta() < wait <= kit.policy.pacing:
        await kit.sleep(wait.total_seconds())


async def _sent(kit: Kit, out: Outgoing, receipt: Receipt) -> None:
    now = kit.clock.now()
    await kit.store.write(lambda c: outbox.mark_sent(c, out.delivery.id, receipt, now))
    kit.failpoint.reach("deliver:recorded")
    logger().info("alert delivered", key=out.delivery.key, channel=receipt.channel, ts=receipt.ts)


async def _refused(kit: Kit, out: Outgoing, error: DeliveryError) -> bool:
    """Write down what the refusal means; true where the channel may go on at once."""
    now = kit.clock.now()
    state, due = _fate(error, out, kit, now)
    if isinstance(error, Degrade) and not out.degraded:
        await kit.store.write(lambda c: outbox.degrade(c, out.delivery.id, str(error), now))
    else:
        await kit.store.write(lambda c: outbox.mark(c, out.delivery.id, state, str(error), due))
    logger().warning("alert not delivered", key=out.delivery.key, why=str(error), state=state.value, next_try=due.isoformat())
    return due <= now


def _fate(error: DeliveryError, out: Outgoing, kit: Kit, now: datetime) -> tuple[DeliveryState, datetime]:
    """The state in which an error leaves a row, and when to come back to it."""
    match error:
        case Wait(after=after):
            return DeliveryState.READY, now + after
        case Stop():
            return DeliveryState.READY, now + STOPPED
        case Unknown():
            return DeliveryState.UNKNOWN, now + kit.policy.looks[0]
        case Degrade() if not out.degraded:
            return DeliveryState.READY, now
        case Park() | Degrade():
            return DeliveryState.PARKED, now
        case _:
            return DeliveryState.UNKNOWN, now + kit.policy.looks[0]


async def _lost(kit: Kit, out: Outgoing) -> bool:
    """Found between intent and outcome: whoever sent it has died. Only the poster holds the lease, so it was not us, now."""
    due = _attempted(out.delivery) + kit.policy.looks[0]
    why = "the process ended before the answer came"
    await kit.store.write(lambda c: outbox.mark(c, out.delivery.id, DeliveryState.UNKNOWN, why, due))
    return True


async def _look(kit: Kit, out: Outgoing) -> bool:
    """Search history for a message that may or may not have been stored."""
    delivery = out.delivery
    try:
        found = await kit.notifier.find(delivery.channel, delivery.key, Window(since=_attempted(delivery)))
        for double in found[1:]:
            await kit.notifier.withdraw(double)
    except DeliveryError as error:
        return await _blind(kit, out, error)
    kit.failpoint.reach("deliver:looked")
    if found:
        await _sent(kit, out, found[0])
        return True
    if delivery.looks + 1 < len(kit.policy.looks):
        due = _attempted(delivery) + kit.policy.looks[delivery.looks + 1]
        await kit.store.write(lambda c: outbox.looked(c, delivery, due))
        return True
    now = kit.clock.now()
    why = "not in the channel after three looks; sent again"
    await kit.store.write(lambda c: outbox.mark(c, delivery.id, DeliveryState.READY, why, now))
    return True


async def _blind(kit: Kit, out: Outgoing, error: DeliveryError) -> bool:
    """History cannot be read: the message stays unknown and listed; it is never sent again blindly."""
    wait = error.after if isinstance(error, Wait) else kit.policy.looks[-1]
    due = kit.clock.now() + wait
    why = f"its fate is unknown and history cannot be read: {error}"
    await kit.store.write(lambda c: outbox.mark(c, out.delivery.id, DeliveryState.UNKNOWN, why, due))
    logger().warning("history unreadable", key=out.delivery.key, why=str(error), next_try=due.isoformat())
    return False


def _attempted(delivery: Delivery) -> datetime:
    if delivery.attempted_at is None:
        raise ValueError(f"outbox row {delivery.id} is {delivery.state.value} without an attempt")
    return delivery.attempted_at
