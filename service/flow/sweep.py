"""Sweep: find what is due, or was lost, in every table. Run by each beat; it starts nothing twice, for jobs have keys."""

from collections import defaultdict
from datetime import timedelta
from functools import partial

from service.flow.kit import CALL_MARGIN, LEASE, Kit
from service.flow.stages import Job, Stage
from service.logs import logger
from service.store.articles import ArticleState, due_articles
from service.store.feeds import FeedRow, due_feeds
from service.store.leases import Bid, acquire, release
from service.store.outbox import channels_due

FEEDS_A_JOB = 20
POSTING = "posting"


async def sweep(kit: Kit) -> tuple[Job, ...]:
    """Jobs for everything whose time has come."""
    await renew(kit)
    now = kit.clock.now()
    feeds = await kit.store.read(partial(due_feeds, now=now))
    to_read = await kit.store.read(partial(due_articles, state=ArticleState.TO_READ, now=now))
    to_judge = await kit.store.read(partial(due_articles, state=ArticleState.TO_JUDGE, now=now))
    channels = await kit.store.read(partial(channels_due, now=now)) if kit.right.fence else ()
    return (
        *by_host(feeds),
        *(Job(Stage.READ, (article,)) for article in to_read),
        *(Job(Stage.JUDGE, (article,)) for article in to_judge),
        *(Job(Stage.DELIVER, (channel,)) for channel in channels),
    )


def by_host(feeds: tuple[FeedRow, ...]) -> tuple[Job, ...]:
    """One job for up to twenty feeds of one host, so that no host is asked by two at once."""
    hosts: dict[str, list[int]] = defaultdict(list)
    for row in feeds:
        hosts[row.host].append(row.id)
    return tuple(
        Job(Stage.POLL, tuple(sorted(ids)[first : first + FEEDS_A_JOB]))
        for ids in hosts.values()
        for first in range(0, len(ids), FEEDS_A_JOB)
    )


async def renew(kit: Kit) -> None:
    """Take or keep the right to post. Read the clock first: the lease can then only be better than we believe."""
    monotonic, now = kit.clock.monotonic(), kit.clock.now()
    if kit.right.good_until - monotonic > 2 * CALL_MARGIN:
        return
    bid = Bid(holder=kit.right.holder, ttl=LEASE, gone=kit.right.gone)
    fence = await kit.store.write(lambda c: acquire(c, POSTING, bid, now))
    if fence is None:
        if kit.right.fence:
            logger().warning("posting right lost", holder=kit.right.holder)
        kit.right.fence, kit.right.good_until = 0, 0.0
        return
    kit.right.fence, kit.right.good_until = fence, monotonic + LEASE / timedelta(seconds=1)


async def give_up(kit: Kit) -> None:
    """Let the right to post go, so that a successor need not wait it out."""
    kit.right.fence, kit.right.good_until = 0, 0.0
    await kit.store.write(lambda c: release(c, POSTING, kit.right.holder, kit.clock.now()))
