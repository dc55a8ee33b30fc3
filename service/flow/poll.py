"""Poll: ask feeds of one host whether they list something new."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from service.flow import hearing
from service.flow.failure import kept, named, put_off_feed
from service.flow.kit import Kit
from service.flow.listings import Heard, fetcher_of, listed
from service.flow.stages import Job, Stage
from service.flow.telling import tell
from service.logs import logger
from service.store.errors import StoreError
from service.store.feeds import (
    FeedRow,
    Polled,
    entry_digest,
    known_entries,
    known_words,
    put_off,
    record_poll_failure,
    record_unchanged,
)
from service.store.session import Connection
from service.store.uptake import record_poll
from service.store.watches import Watch, all_unreached, on_beat_of, save_watch, watched_feeds
from watchers.confine.named import Named
from watchers.errors import FeedReplaced, NotAFeed, Replaced, WatchError
from watchers.model import Document, Entry, FeedKind, Validators
from watchers.polling import fresh, telling

if TYPE_CHECKING:
    from watchers.replacing import replaced_by
else:
    replaced_by = Named("watchers.replacing:replaced_by")

ILL_FORMED = "ill-formed: "
UNCONDITIONAL = 0.02
"""Share of polls that ask for the whole feed."""


async def poll(kit: Kit, feed_ids: Sequence[int]) -> tuple[Job, ...]:
    """Poll these feeds, one after the other; jobs to read what is new, oldest first."""
    rows = await kit.store.read_together(partial(watched_feeds, feed_ids=feed_ids))
    jobs: list[Job] = []
    for number, (row, watch) in enumerate(rows):
        # whatever one feed does to its poll, the others of its host are polled
        (found,) = await asyncio.gather(kept(_poll_one(kit, row, watch)), return_exceptions=True)
        if not isinstance(found, BaseException):
            jobs.extend(Job(Stage.READ, (article,)) for article in found)
            continue
        due = await _failed(kit, row, watch, found)
        if hearing.asks_for_patience(found) and due is not None:
            await kit.store.write(partial(put_off, feed_ids=[one.id for one, _ in rows[number + 1 :]], until=due))
            break
    return tuple(jobs)


async def _poll_one(kit: Kit, row: FeedRow, watch: Watch) -> tuple[int, ...]:
    kit.failpoint.reach("poll:before-fetch")
    # now and then without them: a server whose validators never change would hide its news for ever
    validators = row.validators if kit.chance() >= UNCONDITIONAL else None
    document = await fetcher_of(kit, row).fetch(watch.moved_to or row.address, validators)
    kit.failpoint.reach("poll:fetched")
    digest = None if document is None else hashlib.sha256(document.body).hexdigest()
    if document is None or digest is None or (digest == row.body_sha256 and document.moved_to is None):
        return await _unchanged(kit, row, watch, document)
    try:
        heard = await listed(kit, row, document)
    except NotAFeed as error:
        offer = _offered(row, error)
        if offer is None:
            raise await _replaced(kit, document, error) from error
        logger().info("feed found", page=row.feed.url, feed=offer)
        return await _poll_one(kit, replace(row, found=offer, validators=Validators()), watch)
    kit.failpoint.reach("poll:parsed")
    given = await _given(kit, row, (document, digest), heard)
    if hearing.strange(row, given):
        to = document.moved_to
        raise FeedReplaced(f"moved to {to}, where another feed answers", url=document.final_url, by=Replaced.OTHER)
    return await _save(kit, row, watch, heard, given)


def _offered(row: FeedRow, error: NotAFeed) -> str | None:
    """The feed to read instead, where the address is of a page that names one: only as long as nothing was read there, so that
    an error page leads nowhere else.
    """
    settled = row.learned or row.found is not None or row.feed.kind is not FeedKind.AUTO
    return None if settled else next(iter(error.feeds), None)


async def _replaced(kit: Kit, document: Document, error: NotAFeed) -> FeedReplaced:
    return FeedReplaced.instead(error, await kit.confined.run(replaced_by, document, url=document.final_url))


async def _given(kit: Kit, row: FeedRow, answered: tuple[Document, str], heard: Heard) -> hearing.Given:
    """New and edited entries, oldest first, so that the earlier story is the one that is told first."""
    listing = heard.listing
    recognised = partial(_recognised, feed_id=row.id, listed=listing.entries, now=kit.clock.now())
    known, renamed = await kit.store.read_together(recognised)
    edits = kit.policy.on_edit
    same = {one.identity for one in listing.entries if _same(known.get(one.identity), one, edits=edits)} | renamed
    return hearing.Given(
        document=answered[0],
        digest=answered[1],
        listing=listing,
        new=tuple(reversed(fresh(listing, same, len(listing.entries)))),
        unknown=len(listing.entries) - len(known) - len(renamed),
        overlap=bool(known or renamed or listing.known),
    )


def _recognised(
    c: Connection, feed_id: int, listed: Sequence[Entry], now: datetime
) -> tuple[dict[str, tuple[str, str | None]], frozenset[str]]:
    """What the feed has shown of these: by identity what it said then; and the identities of what only changed its name."""
    known = known_entries(c, feed_id, [entry.identity for entry in listed]) if listed else {}
    strange = [entry for entry in listed if entry.identity not in known and telling(entry)]
    return known, known_words(c, feed_id, strange, now) if strange else frozenset()


def _same(known: tuple[str, str | None] | None, entry: Entry, *, edits: bool) -> bool:
    """Whether the feed has shown the entry before, and as it is; where ``edits`` are passed over, whether it has shown it.

    What it said before its last edit is no edit either: two servers of one site may differ for a while.
    """
    return known is not None and (not edits or entry_digest(entry) in known)


async def _save(kit: Kit, row: FeedRow, watch: Watch, heard: Heard, given: hearing.Given) -> tuple[int, ...]:
    now, document, listing = kit.clock.now(), given.document, given.listing
    anew = heard.again or not heard.whole
    after = hearing.listened(watch, row, given, now)
    polled = Polled(
        # a body of which some entries still wait must not look unchanged next time, to us or to the server
        validators=Validators() if anew else document.validators,
        body_sha256="" if anew else given.digest,
        title=listing.title,
        lang=listing.lang,
        entries=given.new,
        shadow=kit.policy.shadow_first_poll and not row.learned,
        next_due=hearing.due_after(after, row, now, kit.chance(), in_rhythm=kit.policy.in_rhythm),
        whole=heard.whole,
        marks=heard.marks,
        found=row.found,
        fault=listing.ill_formed and f"{ILL_FORMED}{listing.ill_formed}",
    )
    # whatever a power cut takes away is polled again, for validators and entries are one transaction
    ready = await kit.store.write_together(partial(_record, row=row, polled=polled, watches=(watch, after), now=now))
    kit.failpoint.reach("poll:saved")
    kit.meter.count(Stage.POLL, "new" if ready else "nothing new")
    if listing.ill_formed and not (row.fault or "").startswith(ILL_FORMED):
        logger().warning("feed ill-formed", feed=row.feed.url, why=listing.ill_formed)
    if ready:
        logger().info("feed polled", feed=row.feed.url, new=len(ready), shadow=polled.shadow)
    tell(row, watch, after, now)
    return ready


def _record(c: Connection, row: FeedRow, polled: Polled, watches: tuple[Watch, Watch], now: datetime) -> tuple[int, ...]:
    before, after = watches
    ready = record_poll(c, row, polled, now)
    if polled.entries:
        on_beat, judged = on_beat_of(c, row.id)
        after = replace(after, on_beat=on_beat, judged=judged)
    _keep(c, row.id, before, after, now)
    return ready


def _keep(c: Connection, feed_id: int, before: Watch, after: Watch, now: datetime) -> None:
    """Store how the watching goes, where that has changed; what is now told, as told."""
    kept = hearing.marked_told(after, now)
    if kept != before:
        save_watch(c, feed_id, kept)


async def _unchanged(kit: Kit, row: FeedRow, watch: Watch, document: Document | None) -> tuple[int, ...]:
    now = kit.clock.now()
    after = hearing.unchanged(watch, now)
    due = hearing.due_after(after, row, now, kit.chance(), in_rhythm=kit.policy.in_rhythm)

    def record(c: Connection) -> None:
        record_unchanged(c, row, due, now, None if document is None else document.validators)
        _keep(c, row.id, watch, after, now)

    await kit.store.write_together(record)
    kit.meter.count(Stage.POLL, "unchanged")
    tell(row, watch, after, now)
    return ()


async def _failed(kit: Kit, row: FeedRow, watch: Watch, error: BaseException) -> datetime | None:
    """Keep the reason, and say it once as long as it stays the same; when the feed is asked again.

    A failing database is no fault of the feed: raised.
    """
    if isinstance(error, StoreError):
        raise error
    kit.meter.count(Stage.POLL, "failed", type(error).__name__)
    if not isinstance(error, WatchError):
        logger().error("poll failed", feed=row.feed.url, error=named(error), exc_info=error)
        await put_off_feed(kit, row, named(error))
        return None
    now = kit.clock.now()
    after = hearing.missed(watch, error, now)
    due = hearing.due_after_failure(row, error, now, kit.chance())
    fault = f"{type(error).__name__}: {error.args[0]}"

    def record(c: Connection) -> Watch:
        record_poll_failure(c, row, fault, due, now)
        since = after.standing.since
        # while nobody answers at all, the fault is not theirs
        alone = hearing.may_be_ours(after, now) and since is not None and all_unreached(c, row.id, since)
        heard = hearing.unheard(after) if alone else after
        _keep(c, row.id, watch, heard, now)
        return heard

    heard = await kit.store.write(record)
    if fault != row.fault:
        logger().warning("feed failed", feed=row.feed.url, why=fault, next_try=due.isoformat())
    tell(row, watch, heard, now)
    return due
