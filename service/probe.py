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
from watchers.model import Listing
from watchers.ports import Fetcher

if TYPE_CHECKING:
    from watchers.formats.syndication import parse_feed
else:
    parse_feed = Named("watchers.formats.syndication:parse_feed")

AT_ONCE = 4


async def asked(urls: Sequence[str], settings: Settings, hear: Callable[[str, Listing | WatchError], None]) -> None:
    """Fetch and parse these feeds, a few at a time; ``hear`` is told of each what it lists or why it cannot be used."""
    room = asyncio.Semaphore(AT_ONCE)

    async def ask(url: str) -> None:
        async with room:
            hear(url, await _listing(url, fetcher, confined))

    async with GuardedFetcher(fetching(settings), now=Clock().now) as fetcher, Confinement() as confined:
        await asyncio.gather(*(ask(url) for url in urls))


async def _listing(url: str, fetcher: Fetcher, confined: Confined) -> Listing | WatchError:
    try:
        document = await fetcher.fetch(url)
        if document is None:
            return NotAFeed("an answer without a document", url=url)
        parse = partial(parse_feed, url=document.final_url, content_type=document.content_type)
        return await confined.run(parse, document.body, url=document.final_url)
    except WatchError as error:
        return error
