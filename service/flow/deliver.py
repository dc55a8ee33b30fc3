"""Deliver: intent, send, outcome. What nobody knows is looked up before anything is sent again.

A row goes ready → sending → sent. When the answer was lost, or the process died in between, it is unknown: history is searched
5, 15 and 45 seconds after the attempt (it lags behind posts), and only then is it sent again. Order within a channel is kept.
Every outcome is written only onto the row as it was seen, so that a process which froze and woke undoes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from alerts.delivery import Delivery, DeliveryState, Errand, Message, Receipt, Window
from alerts.errors import Degrade, DeliveryError, Park, Stop, Wait
from alerts.slack.answers import CLOSED
from service.flow.gather import held_back
from service.flow.intent import attempted, intend, settle
from service.flow.kit import Kit, Policy
from service.flow.roots import ROOTLESS, dressed, edit, thread_of
from service.flow.stages import Job, Stage
from service.logs import logger
from service.store import outbox
from service.store.outbox import Outgoing
from service.store.session import Connection


async def deliver(kit: Kit, channel: str) -> tuple[Job, ...]:
    """Send what is due in one channel, the oldest first, until something has to wait."""
    while await _step(kit, channel):
        kit.failpoint.reach("deliver:between")
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Turn:
    """What is next in a channel, read at once."""

    out: Outgoing
    message: Message | None
    """As it would go out now; ``None`` for an edit, which is drawn once its intent is written."""
    last: datetime | None
    """When something was last sent there."""


async def _step(kit: Kit, channel: str) -> bool:
    """One message one step further; false when there is nothing that may be done now."""
    turn = await kit.store.read(partial(_turn, channel=channel, now=kit.clock.now(), policy=kit.policy))
    if turn is None or not kit.right.holds(kit.clock.monotonic()):
        return False
    out = turn.out
    if out.errand is Errand.EDIT:
        await _paced(kit, turn)
        return await edit(kit, out)
    if out.delivery.state in {DeliveryState.READY, DeliveryState.PARKED}:
        return await held_back(kit, out) or await _send(kit, turn)
    if out.delivery.state is DeliveryState.SENDING:
        return await _lost(kit, out)
    return await _look(kit, out)


def _turn(c: Connection, channel: str, now: datetime, policy: Policy) -> _Turn | None:
    out = outbox.next_of(c, channel, now)
    if out is None or out.due > now:
        out = outbox.next_echo(c, channel, now)
    if out is None:
        return None
    message = None if out.errand is Errand.EDIT else dressed(c, out, now, policy)
    return _Turn(out=out, message=message, last=outbox.last_attempt(c, channel))


async def _send(kit: Kit, turn: _Turn) -> bool:
    out, message = turn.out, turn.message
    waited = await _paced(kit, turn)
    if not kit.right.holds(kit.clock.monotonic()):
        return False
    if waited or message is None:
        message = await kit.store.read(partial(dressed, out=out, now=kit.clock.now(), policy=kit.policy))
    sent = await intend(kit, out)
    if sent is None:
        return False
    kit.failpoint.reach("deliver:intended")
    try:
        receipt = await kit.notifier.post(out.delivery.channel, message, degraded=out.degraded)
    except DeliveryError as error:
        return await _refused(kit, sent, error)
    kit.right.refusal = ""
    kit.failpoint.reach("deliver:posted")
    await _posted(kit, sent.delivery, receipt)
    return True


async def _paced(kit: Kit, turn: _Turn) -> bool:
    """Wait until the channel may hear something again; whether it had to."""
    wait = pause(turn.last, kit.clock.now(), kit.policy.pacing)
    if wait:
        await kit.sleep(wait.total_seconds())
    return bool(wait)


def pause(last: datetime | None, now: datetime, pacing: timedelta) -> timedelta:
    """How long a channel is left alone after its ``last`` message; not at all where only a clock that was set back says so."""
    wait = timedelta() if last is None else last + pacing - now
    return wait if timedelta() < wait <= pacing else timedelta()


async def _posted(kit: Kit, sent: Delivery, receipt: Receipt) -> None:
    if not await _sent(kit, sent, receipt):
        await _overtaken(kit, sent)


async def _sent(kit: Kit, seen: Delivery, receipt: Receipt) -> bool:
    now = kit.clock.now()
    if not await settle(kit, seen, lambda c: outbox.mark_sent(c, seen.id, receipt, now)):
        return False
    kit.failpoint.reach("deliver:recorded")
    kit.meter.count(Stage.DELIVER, "sent")
    logger().info("alert delivered", key=seen.key, channel=receipt.channel, ts=receipt.ts)
    return True


async def _overtaken(kit: Kit, sent: Delivery) -> None:
    """It may stand in the channel twice, for this process froze in mid-call and another went on: history is to be searched."""
    why = "sent by a process that had lost the right to post"
    due = kit.clock.now() + kit.policy.looks[0]
    await kit.store.write(lambda c: outbox.mark(c, sent.id, DeliveryState.UNKNOWN, why, due))
    logger().warning("alert perhaps sent twice", key=sent.key, why=why, next_try=due.isoformat())


async def _refused(kit: Kit, sent: Outgoing, error: DeliveryError) -> bool:
    """Write down what the refusal means; true where the channel may go on at once."""
    now = kit.clock.now()
    delivery = sent.delivery
    state, due = _fate(error, sent, kit, now)
    if isinstance(error, Stop):
        kit.right.refusal = str(error)
    if isinstance(error, Park) and error.code in CLOSED:
        state, due = DeliveryState.PARKED, now + kit.policy.closed
        mine = await settle(kit, delivery, lambda c: outbox.park(c, delivery.id, str(error), due))
    elif isinstance(error, Degrade) and state is DeliveryState.READY:
        mine = await settle(kit, delivery, lambda c: outbox.degrade(c, delivery.id, str(error), now))
    else:
        mine = await settle(kit, delivery, lambda c: outbox.mark(c, delivery.id, state, str(error), due))
    if not mine and state is DeliveryState.UNKNOWN:
        await _overtaken(kit, delivery)
    kit.meter.count(Stage.DELIVER, state.value, type(error).__name__)
    logger().warning("alert not delivered", key=delivery.key, why=str(error), state=state.value, next_try=due.isoformat())
    return due <= now


def _fate(error: DeliveryError, out: Outgoing, kit: Kit, now: datetime) -> tuple[DeliveryState, datetime]:
    """The state in which an error leaves a row, and when to come back to it."""
    if out.errand is Errand.REPLY and error.code in ROOTLESS:
        return DeliveryState.DEAD, now
    match error:
        case Wait(after=after):
            return DeliveryState.READY, now + after
        case Stop():
            return DeliveryState.READY, now + kit.policy.stopped
        case Park() | Degrade():
            return (DeliveryState.READY if isinstance(error, Degrade) and not out.degraded else DeliveryState.PARKED), now
        case _:
            return DeliveryState.UNKNOWN, now + kit.policy.looks[0]


async def _lost(kit: Kit, out: Outgoing) -> bool:
    """Found between intent and outcome: whoever sent it has died. Only the poster holds the lease, so it was not us, now."""
    due = attempted(out.delivery) + kit.policy.looks[0]
    why = "the process ended before the answer came"
    await settle(kit, out.delivery, lambda c: outbox.mark(c, out.delivery.id, DeliveryState.UNKNOWN, why, due))
    return True


async def _look(kit: Kit, out: Outgoing) -> bool:
    """Search history for a message that may or may not have been stored."""
    delivery = out.delivery
    try:
        thread = await kit.store.read(partial(thread_of, out=out))
        found = await kit.notifier.find(delivery.channel, delivery.key, Window(since=attempted(delivery), thread=thread))
        for double in found[1:]:
            await _withdraw(kit, double)
    except DeliveryError as error:
        return await _blind(kit, out, error)
    kit.failpoint.reach("deliver:looked")
    if found:
        await _sent(kit, delivery, found[0])
        return True
    if delivery.looks + 1 < len(kit.policy.looks):
        due = attempted(delivery) + kit.policy.looks[delivery.looks + 1]
        await settle(kit, delivery, lambda c: outbox.looked(c, delivery, due))
        return True
    now = kit.clock.now()
    why = "not in the channel after three looks; sent again"
    await settle(kit, delivery, lambda c: outbox.mark(c, delivery.id, DeliveryState.READY, why, now))
    return True


async def _withdraw(kit: Kit, double: Receipt) -> None:
    """Delete a double; one that may not be deleted stays, for it must not keep its row unfinished."""
    try:
        await kit.notifier.withdraw(double)
    except (Park, Stop, Degrade) as error:
        logger().warning("double stands", channel=double.channel, ts=double.ts, why=str(error))


async def _blind(kit: Kit, out: Outgoing, error: DeliveryError) -> bool:
    """History cannot be read: the message stays unknown and listed; it is never sent again blindly.

    Where there is none that could ever be read, it waits for a person.
    """
    wait = error.after if isinstance(error, Wait) else kit.policy.looks[-1]
    due = kit.clock.now() + wait
    state = DeliveryState.PARKED if isinstance(error, Park) else DeliveryState.UNKNOWN
    why = f"its fate is unknown and history cannot be read: {error}"
    await settle(kit, out.delivery, lambda c: outbox.mark(c, out.delivery.id, state, why, due))
    logger().warning("history unreadable", key=out.delivery.key, why=str(error), next_try=due.isoformat())
    return True
