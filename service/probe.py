"""Feeds asked once, to see whether they can be watched; nothing is stored."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from service.app import fetching
from service.clock import Clock
from service.flow.kit import Confined
from service.settings import Settings
from watchers.confine.confinement import Confinement
from watchers.confine.named import Named
from watchers.errors import NotAFeed, WatchError
from watchers.fetching.client import GuardedFetcher
from watchers.model import Asking, Feed, FeedKind, Listing

if TYPE_CHECKING:
    from watchers.formats.listing import listing_of
else:
    listing_of = Named("watchers.formats.listing:listing_of")

AT_ONCE = 4


async def asked(feeds: Sequence[Feed], settings: Settings, hear: Callable[[str, Listing | WatchError], None]) -> None:
    """Fetch and parse these feeds, a few at a time; ``hear`` is told of each what it lists or why it cannot be used."""
    room = asyncio.Semaphore(AT_ONCE)

    async def ask(feed: Feed) -> None:
        async with room:
            hear(feed.url, await _listing(feed, fetcher, confined))

    async with GuardedFetcher(fetching(settings), now=Clock().now) as fetcher, Confinement() as confined:
        await asyncio.gather(*(ask(feed) for feed in feeds))


async def _listing(feed: Feed, fetcher: GuardedFetcher, confined: Confined) -> Listing | WatchError:
    asks = fetcher.pages if feed.kind is FeedKind.PAGE else fetcher
    try:
        document = await asks.fetch(feed.url)
        if document is None:
            return NotAFeed("an answer without a document", url=feed.url)
        asking = Asking(url=document.final_url, content_type=document.content_type, kind=feed.kind, view=feed.view)
        return await confined.run(partial(listing_of, asking=asking), document.body, url=document.final_url)
    except WatchError as error:
        return error
