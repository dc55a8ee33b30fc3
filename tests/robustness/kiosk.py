"""A service in one process whose feeds and pages come over real HTTP from one scripted server on loopback."""

import html
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.utils import format_datetime

from service.flow.poll import poll
from service.reference import Reference
from service.store.feeds import sync_feeds
from tests.service.flow.world import NOON, World, adopts, allowed, story, world
from tests.standins.newsroom import Story, page
from tests.standins.web import RSS, Answer, WebServer
from tests.watchers.fetching.fetchers import LOOPBACK, Names, fetcher
from watchers.model import Feed, Source

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry of a feed as it goes over the wire; what is empty is left out."""

    title: str = ""
    link: str = ""
    guid: str = ""
    date: str = ""
    text: str = ""


def item(told: Story, url: str, **more: str) -> Item:
    """A story's entry, with its address for its GUID."""
    given = Item(title=told.title, link=url, guid=url, date=format_datetime(told.published), text=told.text[:160])
    return replace(given, **more)


def rss(items: Iterable[Item], title: str = "Gazette", head: str = "") -> bytes:
    """A feed of these entries."""

    def element(name: str, value: str) -> str:
        return f"<{name}>{html.escape(value)}</{name}>" if value else ""

    def one(told: Item) -> str:
        parts = (
            ("title", told.title),
            ("link", told.link),
            ("guid", told.guid),
            ("pubDate", told.date),
            ("description", told.text),
        )
        return f"<item>{''.join(element(*part) for part in parts)}</item>"

    listed = "".join(one(told) for told in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{head}{listed}</channel></rss>'.encode()


@dataclass(kw_only=True)
class Kiosk:
    """A world and its server."""

    one: World
    web: WebServer
    posted: int = 0
    feeds: list[str] = field(default_factory=list)

    def watch(self, *paths: str) -> list[int]:
        """Watch these feeds too; their numbers."""
        first = len(self.feeds) + 1
        self.feeds += [self.web.url(path) for path in paths]
        wanted = [Feed(url=url, source=Source(outlet=""), every=timedelta(minutes=5)) for url in self.feeds]
        with self.one.kit.store.writing() as c:
            sync_feeds(c, wanted, self.one.times.now)
        return list(range(first, len(self.feeds) + 1))

    def feed(self, path: str, *items: Item, **headers: str) -> None:
        """From now on ``path`` lists these entries."""
        named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
        self.web.script(path, Answer(body=rss(items), content_type=RSS, headers=named))

    def publish(self, told: Story, path: str = "") -> Item:
        """Put a story's page on the server; its entry."""
        path = path or f"/a/{told.slug}"
        self.web.page(path, page(told))
        return item(told, self.web.url(path))

    async def poll(self, number: int, after: float = HOUR) -> int:
        """Poll a feed after so long and do all that it sets going; how many articles were to be read."""
        self.one.times.pass_by(after)
        jobs = await poll(self.one.kit, [number])
        await self.one.run(*jobs)
        return len(jobs)

    def alerts(self) -> int:
        """How many articles have alerted since the last look."""
        total = int(str(self.one.column("SELECT count(*) FROM alerts")[0]))
        found, self.posted = total - self.posted, total
        return found

    def known(self, number: int) -> Sequence[object]:
        """Addresses of the articles that came by a feed."""
        return self.one.column(f"SELECT url FROM articles WHERE feed_id = {number} ORDER BY id")


@asynccontextmanager
async def kiosk(reference: Reference) -> AsyncIterator[Kiosk]:
    """A service that may post, with its feeds on loopback, until the block ends."""
    one = await allowed(world(reference))
    async with WebServer() as web, fetcher(replace(LOOPBACK, spacing=0.0), Names()) as client:
        one.kit = replace(one.kit, fetcher=client, pages=client.pages)
        try:
            yield Kiosk(one=one, web=web)
        finally:
            one.close()


__all__ = ["DAY", "HOUR", "MINUTE", "NOON", "Item", "Kiosk", "adopts", "item", "kiosk", "rss", "story"]
