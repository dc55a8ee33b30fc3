"""What becomes of work whose stage failed in a way that nobody foresaw: put off, then given up with the reason kept."""

from collections.abc import Awaitable
from datetime import timedelta
from functools import partial
from typing import TypeVar

from alerts.delivery import DeliveryState
from alerts.hands import Said
from service.flow.kit import Kit
from service.flow.shadow import close_shadow
from service.flow.stages import Job, Stage
from service.logs import logger
from service.store import outbox
from service.store.articles import attempts_of, postpone
from service.store.errors import StoreError, StoreUnwritable
from service.store.feeds import FeedRow, feed_rows, record_poll_failure
from service.store.hands import Done, finish, hand_row
from service.store.session import Connection

T = TypeVar("T")

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))
PUT_OFF = timedelta(minutes=5)


class Walkout(RuntimeError):
    """Work that tried to end the whole process, or cancelled itself: a library called ``exit``, say. It is one failed job."""


async def kept(work: Awaitable[T]) -> T:
    """The work's result; what asyncio would hand on to the whole loop stays a failure of this work. Raises ``Walkout``."""
    try:
        return await work
    except (SystemExit, KeyboardInterrupt, GeneratorExit) as error:
        raise Walkout(f"{type(error).__name__}: {error}") from error


async def put_off(kit: Kit, job: Job, error: BaseException) -> None:
    """Keep the reason and come back later, so that one bad row neither blocks the others nor spins.

    A database that is busy, full or may not be written is no fault of the row: it stays due and is tried again at the next beat.
    """
    if isinstance(error, StoreError) and (error.retryable or isinstance(error, StoreUnwritable)):
        return
    fault = named(error)
    match job.stage:
        case Stage.POLL:
            for row in await kit.store.read(partial(feed_rows, ids=[int(about) for about in job.about])):
                await put_off_feed(kit, row, fault)
        case Stage.READ | Stage.JUDGE:
            await _article(kit, int(job.about[0]), fault)
        case Stage.DELIVER:
            await _channel(kit, str(job.about[0]), fault)
        case Stage.REREAD:
            logger().error("reread put off", order=job.about[0], why=fault)  # it stays open and is found by a later beat
        case Stage.HAND:
            await _hand(kit, int(job.about[0]), fault)


def named(error: BaseException) -> str:
    """An error as the reason that is kept."""
    return f"{type(error).__name__}: {error}"


async def put_off_feed(kit: Kit, row: FeedRow, fault: str) -> None:
    """Ask a feed again a little later, whatever has happened."""
    now = kit.clock.now()
    await kit.store.write(partial(record_poll_failure, row=row, fault=fault, next_due=now + PUT_OFF, now=now))


async def _article(kit: Kit, article_id: int, fault: str) -> None:
    tried = await kit.store.read(partial(attempts_of, article_id=article_id))
    again = kit.clock.now() + WAITS[tried] if tried < len(WAITS) else None

    def put(c: Connection) -> tuple[str, ...]:
        postpone(c, article_id, fault, again)
        return close_shadow(c, kit.policy, article_id, kit.clock.now()) if again is None else ()

    await kit.store.write(put)
    if again is None:
        logger().error("article given up", article=article_id, why=fault)


async def _hand(kit: Kit, number: int, fault: str) -> None:
    """A click that cannot be done is answered so, and stands in the list with its reason: nothing of it was done."""
    now = kit.clock.now()
    await kit.store.write(lambda c: finish(c, hand_row(c, number), Done(said=Said.REFUSED, answer=fault), now))
    logger().error("hand given up", number=number, why=fault)


async def _channel(kit: Kit, channel: str, fault: str) -> None:
    """The row on top of the channel keeps its state, for nobody knows whether it was sent; it is only looked at later."""
    out = await kit.store.read(partial(outbox.next_of, channel=channel))
    if out is None:
        return
    state = DeliveryState.UNKNOWN if out.delivery.state is DeliveryState.SENDING else out.delivery.state
    due = kit.clock.now() + PUT_OFF
    await kit.store.write(lambda c: outbox.mark(c, out.delivery.id, state, fault, due))
