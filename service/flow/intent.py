"""An errand's intent and outcome: written only onto the row as it was seen, so that a process which froze undoes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from alerts.delivery import Delivery, DeliveryState
from service.flow.kit import POSTING, Kit
from service.store import outbox
from service.store.leases import held
from service.store.outbox import Outgoing
from service.store.session import Connection


async def intend(kit: Kit, out: Outgoing) -> Outgoing | None:
    """The row with the intent to send written on it; ``None`` where it, or the right to post, has gone to somebody else."""
    now, right, seen = kit.clock.now(), kit.right, out.delivery
    fence = right.fence

    def claimed(c: Connection) -> bool:
        # asked of the database too: a machine that slept has a monotonic clock that did not count
        return held(c, POSTING, right.holder, fence) and outbox.claim(c, seen, fence, now)

    if not await kit.store.write(claimed):
        return None
    sending = replace(seen, state=DeliveryState.SENDING, attempts=seen.attempts + 1, attempted_at=now, looks=0, fence=fence)
    if right.holds(kit.clock.monotonic()):
        return replace(out, delivery=sending)
    why = "not sent: the right to post ran out while this was written"
    await settle(kit, sending, lambda c: outbox.mark(c, seen.id, DeliveryState.READY, why, now))
    return None


async def settle(kit: Kit, seen: Delivery, change: Callable[[Connection], None]) -> bool:
    """Write an outcome, but only where the row still is as it was seen; false where another process has gone on with it."""

    def written(c: Connection) -> bool:
        same = outbox.as_seen(c, seen)
        if same:
            change(c)
        return same

    return await kit.store.write(written)


def attempted(delivery: Delivery) -> datetime:
    """When it was last tried; every state that is asked for this has been."""
    if delivery.attempted_at is None:
        raise ValueError(f"outbox row {delivery.id} is {delivery.state.value} without an attempt")
    return delivery.attempted_at
