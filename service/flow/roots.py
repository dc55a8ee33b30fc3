"""Roots as they stand: what a message says when it goes out, and the edits that draw it anew.

An edit can be repeated, so it needs no search: whatever became of the last try, the root is drawn again as it stands.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alerts.delivery import Delivery, DeliveryState, Errand, Message, Receipt
from alerts.errors import Degrade, DeliveryError, Park, Stop, Wait
from alerts.slack.answers import CLOSED
from alerts.slack.blocks import linked
from alerts.slack.buttons import touched
from alerts.slack.echoes import late, redrawn
from service.flow.intent import intend, settle
from service.flow.kit import Kit, Policy
from service.flow.stages import Stage
from service.logs import logger
from service.store import outbox
from service.store.outbox import Outgoing
from service.store.roots import state_of
from service.store.session import Connection
from service.store.touched import desk_of

LATE = timedelta(minutes=15)
"""A message that goes out so long after it was decided says when that was."""
_PATIENCE = 8
"""Times that the wait for a closed channel is doubled."""
ROOTLESS = ("message_not_found", "thread_not_found", "cannot_reply_to_message", "invalid_thread_ts")
"""Slack's names for a root that is gone."""


def dressed(c: Connection, out: Outgoing, now: datetime, policy: Policy) -> Message:
    """What goes out: the message with what only the moment of sending knows; a reply with its root."""
    if out.errand is Errand.REPLY:
        return replace(out.message, thread=thread_of(c, out))
    root = outbox.first_root(c, out.delivery)
    message = out.message if root is None else linked(out.message, root)
    if now - out.created_at > LATE and out.rank is not None:
        message = late(message, out.created_at)
    message = redrawn(message, state_of(c, out.delivery.id))
    if out.rank is None:
        return message
    hours = policy.hours.get(out.delivery.channel)
    return touched(message, desk_of(c, out.delivery.id, hours.zone if hours else UTC), ears=policy.ears)


def thread_of(c: Connection, out: Outgoing) -> str | None:
    """The timestamp of the root under which a reply stands."""
    if out.errand is not Errand.REPLY or out.root is None:
        return None
    root = outbox.row_of(c, out.root).delivery.receipt
    return None if root is None else root.ts


async def edit(kit: Kit, out: Outgoing) -> bool:
    """Draw a root anew; true where the channel may go on at once."""
    sent = await intend(kit, out)
    if sent is None:
        return False
    # read after the intent is written: what is told from then on makes an edit of its own
    root, receipt, message = await kit.store.read(lambda c: _standing(c, out, kit.policy))
    kit.failpoint.reach("edit:intended")
    try:
        await kit.notifier.amend(receipt, message, degraded=root.degraded)
    except DeliveryError as error:
        return await _refused(kit, sent.delivery, error)
    kit.right.refusal = ""
    kit.failpoint.reach("edit:made")
    await settle(kit, sent.delivery, lambda c: outbox.mark_sent(c, sent.delivery.id, receipt, kit.clock.now()))
    kit.meter.count(Stage.DELIVER, "edited")
    return True


def _standing(c: Connection, out: Outgoing, policy: Policy) -> tuple[Outgoing, Receipt, Message]:
    if out.root is None:
        raise ValueError(f"outbox row {out.delivery.id} is an edit without a root")
    root = outbox.row_of(c, out.root)
    if root.delivery.receipt is None:
        raise ValueError(f"outbox row {out.delivery.id} edits a root that does not stand")
    return root, root.delivery.receipt, dressed(c, root, root.delivery.attempted_at or root.created_at, policy)


async def _refused(kit: Kit, delivery: Delivery, error: DeliveryError) -> bool:
    """What a refused edit means: a root that is gone stays as it is, for news of a count is worth no new message.

    One in a closed channel is tried again, ever more rarely, for a channel may hold very many.
    """
    now = kit.clock.now()
    match error:
        case Wait(after=after):
            state, due = DeliveryState.READY, now + after
        case Stop():
            state, due = DeliveryState.READY, now + kit.policy.stopped
            kit.right.refusal = str(error)
        case Park(code=code) if code in CLOSED:
            state, due = DeliveryState.READY, now + kit.policy.closed * 2 ** min(delivery.attempts, _PATIENCE)
        case Park() | Degrade():
            state, due = DeliveryState.DEAD, now
        case _:
            state, due = DeliveryState.READY, now + kit.policy.looks[-1]
    await settle(kit, delivery, lambda c: outbox.mark(c, delivery.id, state, str(error), due))
    kit.meter.count(Stage.DELIVER, state.value, type(error).__name__)
    logger().warning("root not edited", key=delivery.key, why=str(error), state=state.value)
    return state is DeliveryState.DEAD
