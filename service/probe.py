"""Feeds asked once, to see whether they can be watched, and their newest articles read; nothing is stored."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from service.app import fetching
from service.clock import Clock
from service.flow.kit import Confined
from service.settings import Settings
from watchers.confine.confinement import Confinement
from watchers.confine.named import Named
from watchers.errors import FeedReplaced, NotAFeed, WatchError
from watchers.fetching.client import GuardedFetcher
from watchers.model import Article, Asking, Document, Entry, Feed, FeedKind, Incomplete, Listing
from watchers.reading.hint import Hint

if TYPE_CHECKING:
    from watchers.formats.listing import listing_of
    from watchers.reading.read import from_feed
    from watchers.reading.read import read as read_page
    from watchers.replacing import replaced_by
else:
    listing_of = Named("watchers.formats.listing:listing_of")
    from_feed = Named("watchers.reading.read:from_feed")
    read_page = Named("watchers.reading.read:read")
    replaced_by = Named("watchers.replacing:replaced_by")

AT_ONCE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What one answer gave."""

    document: Document
    listing: Listing
    named: str | None = None
    """The feed that the page at the address names, which was read instead."""


async def asked(feeds: Sequence[Feed], settings: Settings, hear: Callable[[str, Seen | WatchError], None]) -> None:
    """Fetch and parse these feeds, a few at a time; ``hear`` is told of each what it lists or why it cannot be used."""
    room = asyncio.Semaphore(AT_ONCE)

    async def ask(feed: Feed) -> None:
        async with room:
            hear(feed.url, await _seen(feed, fetcher, confined))

    async with GuardedFetcher(fetching(settings), now=Clock().now) as fetcher, Confinement() as confined:
        await asyncio.gather(*(ask(feed) for feed in feeds))


async def read_newest(seen: Seen, number: int, settings: Settings) -> tuple[tuple[Entry, Article], ...]:
    """The newest entries with their articles, read as the daemon would read them: by their pages, else by the feed's own text."""
    dated = sorted(seen.listing.entries, key=lambda one: one.published or one.updated or Clock().now(), reverse=True)
    async with GuardedFetcher(fetching(settings), now=Clock().now) as fetcher, Confinement() as confined:
        articles = [await _article(entry, seen.listing.title, fetcher, confined) for entry in dated[:number]]
    return tuple(zip(dated[:number], articles, strict=True))


async def _seen(feed: Feed, fetcher: GuardedFetcher, confined: Confined) -> Seen | WatchError:
    try:
        return await _looked(feed, feed.url, fetcher, confined)
    except NotAFeed as error:
        named = next(iter(error.feeds), None) if feed.kind is FeedKind.AUTO else None
        if named is None:
            return error
        seen = await _seen(Feed(url=named, kind=FeedKind.FEED, source=feed.source, every=feed.every), fetcher, confined)
        return Seen(document=seen.document, listing=seen.listing, named=named) if isinstance(seen, Seen) else seen
    except WatchError as error:
        return error


async def _looked(feed: Feed, url: str, fetcher: GuardedFetcher, confined: Confined) -> Seen:
    asks = fetcher.pages if feed.kind is FeedKind.PAGE else fetcher
    document = await asks.fetch(url)
    if document is None:
        raise NotAFeed("an answer without a document", url=url)
    asking = Asking(url=document.final_url, content_type=document.content_type, kind=feed.kind, view=feed.view)
    try:
        listing = await confined.run(partial(listing_of, asking=asking), document.body, url=document.final_url)
    except NotAFeed as error:
        if error.feeds:
            raise
        by = await confined.run(replaced_by, document, url=document.final_url)
        raise FeedReplaced(f"{error.args[0]}: {by.value}", url=error.url, by=by) from error
    return Seen(document=document, listing=listing)


async def _article(entry: Entry, outlet: str, fetcher: GuardedFetcher, confined: Confined) -> Article:
    hint = Hint(
        url=entry.url or "",
        outlet=outlet,
        title=entry.title,
        summary=entry.summary,
        author=entry.author,
        published=entry.published,
        lang=entry.lang,
    )
    try:
        document = await fetcher.page(entry.url) if entry.url else None
        if document is not None:
            return await confined.run(partial(read_page, hint=hint), document, url=hint.url)
    except WatchError:
        pass  # as the daemon: the feed's own text is judged then
    return await confined.run(from_feed, hint, Incomplete.NOT_FETCHED, url=hint.url)
