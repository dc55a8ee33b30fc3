"""Sweep: find what is due, or was lost, in every table. Run by each beat; it starts nothing twice, for jobs have keys."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from service.flow.gather import tell_all
from service.flow.kit import CALL_MARGIN, LEASE, POSTING, Kit
from service.flow.retention import shrink
from service.flow.shadow import close_shadows, shadows_end
from service.flow.stages import Job, Stage
from service.logs import logger
from service.store.articles import ArticleState, due_articles
from service.store.errors import StoreError
from service.store.feeds import Due, FeedRow, due_ids
from service.store.hands import waiting_hands
from service.store.leases import Bid, acquire, follow_clock, release
from service.store.names import open_rereads
from service.store.outbox import channels_due
from service.store.session import Connection
from service.store.visits import due_visits

FEEDS_A_JOB = 20
IN_HAND = timedelta(seconds=5)
"""Within so long after a click whoever heard it is doing it."""


async def sweep(kit: Kit, *, posts: bool = True) -> tuple[Job, ...]:
    """Jobs for everything whose time has come; a process that never ``posts`` leaves the right to post to others."""
    if posts:
        await renew(kit)
    now = kit.clock.now()
    if posts and kit.policy.shadows and await kit.store.read(partial(shadows_end, policy=kit.policy, now=now)):
        await kit.store.write(partial(close_shadows, policy=kit.policy, now=now))
    await shrink(kit)
    if kit.right.fence:
        await tell_all(kit)
    return await kit.store.read(partial(_due, now=now, posts=posts, sends=bool(kit.right.fence)))


def _due(c: Connection, now: datetime, *, posts: bool, sends: bool) -> tuple[Job, ...]:
    """In one transaction, for this is asked every second."""
    to_read = due_articles(c, ArticleState.TO_READ, now)
    to_judge = due_articles(c, ArticleState.TO_JUDGE, now)
    channels = channels_due(c, now) if sends else ()
    clicked = waiting_hands(c, now - IN_HAND) if posts else ()
    return (
        *by_host(due_ids(c, now), jobs=1),
        *(Job(Stage.READ, (article,)) for article in (*to_read, *due_visits(c, now))),
        *(Job(Stage.JUDGE, (article,)) for article in to_judge),
        *(Job(Stage.DELIVER, (channel,)) for channel in channels),
        *(Job(Stage.HAND, (number,)) for number in clicked),
        # one after the other: each may be about the same articles
        *(Job(Stage.REREAD, (order.id,)) for order in open_rereads(c)[:1]),
    )


def by_host(feeds: Sequence[FeedRow | Due], jobs: int | None = None) -> tuple[Job, ...]:
    """One job for up to twenty feeds of one host, at most so many ``jobs`` a host.

    The first of a host has the host for its lane: while it runs, whatever else comes due there waits for a later beat.
    """
    hosts: dict[str, list[int]] = defaultdict(list)
    for row in feeds:
        hosts[row.host].append(row.id)
    return tuple(
        Job(Stage.POLL, tuple(ids[first : first + FEEDS_A_JOB]), lane=f"{host}#{first}" if first else host)
        for host, ids in hosts.items()
        for first in range(0, len(ids), FEEDS_A_JOB)[:jobs]
    )


async def renew(kit: Kit) -> None:
    """Take or keep the right to post. Read the clock first: the lease can then only be better than we believe."""
    monotonic, now = kit.clock.monotonic(), kit.clock.now()
    # without the right, somebody else mends what a wrong clock has done
    back = kit.right.seen_at - now if kit.right.seen_at and kit.right.fence else timedelta()
    # after a leap forward the lease looks as if it had ended: others would take it
    if kit.right.good_until - monotonic > 2 * CALL_MARGIN and -LEASE / 2 < back <= timedelta():
        kit.right.seen_at = now
        return
    bid = Bid(holder=kit.right.holder, ttl=LEASE, gone=kit.right.gone)
    fence, step = await kit.store.write(lambda c: _take(c, bid, now, back))
    kit.right.seen_at = now
    if step:
        logger().warning("clock went back", seconds=round(step.total_seconds()))
    if fence is None:
        if kit.right.fence:
            logger().warning("posting right lost", holder=kit.right.holder)
        kit.right.lay_down()
        return
    kit.right.fence, kit.right.good_until = fence, monotonic + LEASE / timedelta(seconds=1)


def _take(c: Connection, bid: Bid, now: datetime, back: timedelta) -> tuple[int | None, timedelta]:
    step = follow_clock(c, POSTING, bid.ttl, (now, back))
    return acquire(c, POSTING, bid, now), step


async def give_up(kit: Kit) -> None:
    """Let the right to post go, so that a successor need not wait it out; where that fails, it ends by itself."""
    kit.right.lay_down()
    now = kit.clock.now()
    try:
        await kit.store.write(lambda c: release(c, POSTING, kit.right.holder, now))
    except StoreError as error:
        logger().warning("posting right not released", why=str(error))
