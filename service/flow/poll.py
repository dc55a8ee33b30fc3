"""Poll: ask feeds of one host whether they list something new."""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from service.flow.failure import kept, named, put_off_feed
from service.flow.kit import Kit
from service.flow.stages import Job, Stage
from service.logs import logger
from service.store.errors import StoreError
from service.store.feeds import (
    FeedRow,
    Polled,
    entry_digest,
    feed_rows,
    known_entries,
    record_poll,
    record_poll_failure,
    record_unchanged,
)
from watchers.confine.named import Named
from watchers.errors import BadStatus, WatchError
from watchers.model import Document, Entry, Listing, Validators
from watchers.polling import fresh, next_due

if TYPE_CHECKING:
    from watchers.formats.syndication import parse_feed
else:
    parse_feed = Named("watchers.formats.syndication:parse_feed")

ENTRY_CAP = 500
"""New entries that one poll takes up; what is over waits for the next one."""
UNCONDITIONAL = 0.02
"""Share of polls that ask for the whole feed."""


async def poll(kit: Kit, feed_ids: Sequence[int]) -> tuple[Job, ...]:
    """Poll these feeds, one after the other; jobs to read what is new, oldest first."""
    rows = await kit.store.read(partial(feed_rows, ids=feed_ids))
    jobs: list[Job] = []
    for row in rows:
        # whatever one feed does to its poll, the others of its host are polled
        (found,) = await asyncio.gather(kept(_poll_one(kit, row)), return_exceptions=True)
        if isinstance(found, BaseException):
            await _failed(kit, row, found)
        else:
            jobs.extend(Job(Stage.READ, (article,)) for article in found)
    return tuple(jobs)


async def _poll_one(kit: Kit, row: FeedRow) -> tuple[int, ...]:
    kit.failpoint.reach("poll:before-fetch")
    # now and then without them: a server whose validators never change would hide its news for ever
    validators = row.validators if kit.chance() >= UNCONDITIONAL else None
    document = await kit.fetcher.fetch(row.feed.url, validators)
    kit.failpoint.reach("poll:fetched")
    digest = None if document is None else hashlib.sha256(document.body).hexdigest()
    if document is None or digest is None or digest == row.body_sha256:
        return await _unchanged(kit, row)
    parse = partial(parse_feed, url=document.final_url, content_type=document.content_type)
    listing = await kit.confined.run(parse, document.body, url=document.final_url)
    kit.failpoint.reach("poll:parsed")
    new = await _new_entries(kit, row, listing)
    return await _save(kit, row, document, listing, new)


async def _new_entries(kit: Kit, row: FeedRow, listing: Listing) -> tuple[Entry, ...]:
    """New and edited entries, oldest first, so that the earlier story is the one that is told first."""
    identities = [entry.identity for entry in listing.entries]
    known = await kit.store.read(partial(known_entries, feed_id=row.id, identities=identities))
    edits = kit.policy.on_edit
    same = {one.identity for one in listing.entries if _same(known.get(one.identity), one, edits=edits)}
    return tuple(reversed(fresh(listing, same, ENTRY_CAP)))


def _same(known: str | None, entry: Entry, *, edits: bool) -> bool:
    """Whether the feed has shown the entry before, and as it is; where ``edits`` are passed over, whether it has shown it."""
    return known is not None and (not edits or known == entry_digest(entry))


async def _save(kit: Kit, row: FeedRow, document: Document, listing: Listing, new: tuple[Entry, ...]) -> tuple[int, ...]:
    now = kit.clock.now()
    over = len(listing.entries) > ENTRY_CAP and len(new) == ENTRY_CAP
    polled = Polled(
        # a body of which some entries still wait must not look unchanged next time, to us or to the server
        validators=Validators() if over else document.validators,
        body_sha256="" if over else hashlib.sha256(document.body).hexdigest(),
        title=listing.title,
        lang=listing.lang,
        entries=new,
        shadow=kit.policy.shadow_first_poll and not row.learned,
        next_due=next_due(now, every=row.feed.every, failures=0, retry_after=None, jitter=kit.chance()),
        whole=not over,
    )
    ready = await kit.store.write(lambda c: record_poll(c, row, polled, now))
    kit.failpoint.reach("poll:saved")
    kit.meter.count(Stage.POLL, "new" if ready else "nothing new")
    if listing.ill_formed and row.body_sha256 is None:
        logger().warning("feed ill-formed", feed=row.feed.url, why=listing.ill_formed)
    if ready:
        logger().info("feed polled", feed=row.feed.url, new=len(ready), shadow=polled.shadow)
    return ready


async def _unchanged(kit: Kit, row: FeedRow) -> tuple[int, ...]:
    now = kit.clock.now()
    due = next_due(now, every=row.feed.every, failures=0, retry_after=None, jitter=kit.chance())
    await kit.store.write(lambda c: record_unchanged(c, row, due, now))
    kit.meter.count(Stage.POLL, "unchanged")
    return ()


async def _failed(kit: Kit, row: FeedRow, error: BaseException) -> None:
    """Keep the reason, and say it once as long as it stays the same. A failing database is no fault of the feed: raised."""
    if isinstance(error, StoreError):
        raise error
    kit.meter.count(Stage.POLL, "failed", type(error).__name__)
    if not isinstance(error, WatchError):
        logger().error("poll failed", feed=row.feed.url, error=named(error), exc_info=error)
        await put_off_feed(kit, row, named(error))
        return
    now = kit.clock.now()
    wait: timedelta | None = error.retry_after if isinstance(error, BadStatus) else None
    due = next_due(now, every=row.feed.every, failures=row.failures + 1, retry_after=wait, jitter=kit.chance())
    fault = f"{type(error).__name__}: {error.args[0]}"
    await kit.store.write(lambda c: record_poll_failure(c, row, fault, due, now))
    if fault != row.fault:
        logger().warning("feed failed", feed=row.feed.url, why=fault, next_try=due.isoformat())
