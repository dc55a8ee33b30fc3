"""Feeds asked once, to see whether they can be watched, and their newest articles read; nothing is stored."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from service.app import fetching
from service.clock import Clock
from service.flow.kit import Confined
from service.flow.listings import DEEPEST, MOST_DOCUMENTS
from service.settings import Settings
from watchers.confine.confinement import Confinement
from watchers.confine.named import Named
from watchers.errors import FeedReplaced, NotAFeed, Replaced, WatchError
from watchers.fetching.client import GuardedFetcher
from watchers.model import Article, Asking, Document, Entry, Feed, FeedKind, Further, Incomplete, Listing
from watchers.reading.hint import Hint

if TYPE_CHECKING:
    from watchers.formats.listing import listing_of
    from watchers.formats.regions import page_listed
    from watchers.reading.read import from_feed
    from watchers.reading.read import read as read_page
    from watchers.replacing import replaced_by
else:
    listing_of = Named("watchers.formats.listing:listing_of")
    page_listed = Named("watchers.formats.regions:page_listed")
    from_feed = Named("watchers.reading.read:from_feed")
    read_page = Named("watchers.reading.read:read")
    replaced_by = Named("watchers.replacing:replaced_by")

AT_ONCE = 4
ENOUGH = 50
"""Entries of an index's sitemaps, of which no more are read then."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What one answer gave."""

    document: Document
    listing: Listing
    named: str | None = None
    """The feed that the page at the address names, which was read instead."""
    sitemaps: int = 0
    """Of an index, how many of the sitemaps that it names were read, the newest."""
    failed: tuple[str, ...] = ()
    """Of an index, sitemaps that could not be read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unusable:
    """Why an address cannot be watched as it stands."""

    error: WatchError
    named: str | None = None
    """The feed that the page at the address names, of which that is true."""
    page: Listing | None = None
    """What the page there would list, were it watched as one."""
    select: str = ""
    """The region of it where that stands."""


async def asked(feeds: Sequence[Feed], settings: Settings, hear: Callable[[str, Seen | Unusable], None]) -> None:
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


async def _seen(feed: Feed, fetcher: GuardedFetcher, confined: Confined) -> Seen | Unusable:
    try:
        return await _looked(feed, fetcher, confined)
    except WatchError as error:
        return Unusable(error=error)


async def _looked(feed: Feed, fetcher: GuardedFetcher, confined: Confined) -> Seen | Unusable:
    asks = fetcher.pages if feed.kind is FeedKind.PAGE else fetcher
    document = await asks.fetch(feed.url)
    if document is None:
        raise NotAFeed("an answer without a document", url=feed.url)
    try:
        listing = await _listed(document, feed, confined)
    except NotAFeed as error:
        if feed.kind is not FeedKind.AUTO or not error.feeds:
            return await _replaced(feed, document, error, confined)
        named = error.feeds[0]
        seen = await _seen(Feed(url=named, kind=FeedKind.FEED, source=feed.source, every=feed.every), fetcher, confined)
        return replace(seen, named=named)
    seen = Seen(document=document, listing=listing)
    return await _with_sitemaps(seen, feed, fetcher, confined) if listing.further else seen


async def _listed(document: Document, feed: Feed, confined: Confined) -> Listing:
    asking = Asking(url=document.final_url, content_type=document.content_type, kind=feed.kind, view=feed.view)
    return await confined.run(partial(listing_of, asking=asking), document.body, url=document.final_url)


async def _replaced(feed: Feed, document: Document, error: NotAFeed, confined: Confined) -> Unusable:
    """What stands there instead; and of an ordinary page, what it would list."""
    found = FeedReplaced.instead(error, await confined.run(replaced_by, document, url=document.final_url))
    if found.by is not Replaced.PAGE or feed.kind is not FeedKind.AUTO:
        return Unusable(error=error if feed.kind is FeedKind.PAGE else found)
    asking = Asking(url=document.final_url, content_type=document.content_type)
    page = await confined.run(partial(page_listed, asking=asking), document.body, url=document.final_url)
    return Unusable(error=found) if page is None else Unusable(error=found, page=page[0], select=page[1])


async def _with_sitemaps(seen: Seen, feed: Feed, fetcher: GuardedFetcher, confined: Confined) -> Seen:
    """With what the newest sitemaps of an index list, breadth first as a poll reads them, until there is enough to look at."""
    entries: dict[str, Entry] = {}
    asked_for, failed, title = {seen.document.final_url}, list[str](), ""
    queue: list[tuple[Further, int]] = [(one, 1) for one in seen.listing.further]
    while queue and len(asked_for) <= MOST_DOCUMENTS and len(entries) < ENOUGH:
        one, depth = queue.pop(0)
        if one.url in asked_for:
            continue
        asked_for.add(one.url)
        try:
            document = await fetcher.fetch(one.url)
            listing = seen.listing if document is None else await _listed(document, feed, confined)
        except WatchError:
            failed.append(one.url)
            continue
        title = title or listing.title
        entries |= {entry.identity: entry for entry in listing.entries}
        queue += [(inner, depth + 1) for inner in listing.further] if depth < DEEPEST else []
    listing = replace(seen.listing, title=title, entries=tuple(entries.values()))
    return replace(seen, listing=listing, sitemaps=len(asked_for) - 1 - len(failed), failed=tuple(failed))


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
