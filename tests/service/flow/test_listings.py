"""What an address lists beyond its first document: indexes, older pages, the feed that a page names, a first look that ends."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

import pytest

from service.flow.listings import MOST_DOCUMENTS, SITEMAP_FIRST
from service.flow.poll import poll
from service.reference import Reference
from service.store.feeds import sync_feeds
from tests.service.flow.world import World, world
from watchers.errors import BadStatus, ParseKilled
from watchers.model import Document, Feed, FeedKind, Source, Validators, View

T = TypeVar("T")
SITE = "https://news.example"
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(kw_only=True)
class Site:
    """Answers with whatever lies under an address."""

    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def fetch(self, url: str, validators: Validators | None = None) -> Document | None:
        path = url.removeprefix(SITE)
        self.asked.append(path)
        if path not in self.pages:
            raise BadStatus("status 404", url=url, status=404)
        given = {"status": 200, "content_type": None, "charset": None, "validators": Validators()}
        return Document(url=url, final_url=url, body=self.pages[path].encode(), **given)  # type: ignore[arg-type]  # a table


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def one(reference: Reference, site: Site) -> Iterator[World]:
    made = world(reference, shadow=True)
    made.kit = replace(made.kit, fetcher=site)
    yield made
    made.close()


def watch(one: World, path: str, kind: FeedKind = FeedKind.AUTO) -> None:
    feed = Feed(url=SITE + path, kind=kind, source=Source(outlet="A"), every=timedelta(minutes=5), view=View())
    with one.kit.store.writing() as c:
        sync_feeds(c, [feed], one.times.now)


async def polled(one: World, site: Site) -> list[str]:
    """The paths of entries that a poll took up, and what was asked for."""
    before = set(one.column("SELECT url FROM entries"))
    site.asked.clear()
    await poll(one.kit, [1])
    return sorted(str(url).removeprefix(SITE) for url in one.column("SELECT url FROM entries") if url not in before)


def urlset(*paths: str) -> str:
    return f'<urlset xmlns="{MAP}">' + "".join(f"<url><loc>{SITE}{path}</loc></url>" for path in paths) + "</urlset>"


def index(*maps: tuple[str, str]) -> str:
    named = "".join(f"<sitemap><loc>{SITE}{path}</loc><lastmod>{when}</lastmod></sitemap>" for path, when in maps)
    return f'<sitemapindex xmlns="{MAP}">{named}</sitemapindex>'


def rss(*numbers: int) -> str:
    items = "".join(f"<item><title>{n}</title><link>/{n}</link><pubDate>{n:02} Nov 2026</pubDate></item>" for n in numbers)
    return f"<rss version='2.0'><channel><title>N</title>{items}</channel></rss>"


async def test_an_index_is_read_with_its_sitemaps_and_only_what_changed_again(one: World, site: Site) -> None:
    """A sitemap whose date of change is known is not asked for again; one that cannot be had is, at the next poll."""
    site.pages = {"/map": index(("/a", "2026-11-01"), ("/b", "2026-11-02")), "/a": urlset("/1"), "/b": urlset("/2")}
    watch(one, "/map", FeedKind.SITEMAP)
    assert (await polled(one, site), site.asked) == (["/1", "/2"], ["/map", "/b", "/a"])
    site.pages |= {"/map": index(("/a", "2026-11-01"), ("/b", "2026-11-03"), ("/c", "2026-11-03")), "/b": urlset("/3", "/2")}
    assert (await polled(one, site), site.asked) == (["/3"], ["/map", "/b", "/c"])
    site.pages["/c"] = urlset("/4")
    assert (await polled(one, site), site.asked) == (["/4"], ["/map", "/c"])
    assert (await polled(one, site), site.asked) == ([], ["/map"])


async def test_an_index_that_names_itself_or_goes_too_deep_ends(one: World, site: Site) -> None:
    """Depth three, ten documents a poll, none twice (C26)."""
    site.pages = {f"/{n}": index((f"/{n + 1}", ""), (f"/{n}", "")) for n in range(12)}
    watch(one, "/0", FeedKind.SITEMAP)
    assert (await polled(one, site), site.asked) == ([], ["/0", "/1", "/2", "/3"])
    site.pages["/0"] = index(*((f"/wide-{n}", "") for n in range(50_000)))
    assert (await polled(one, site), len(site.asked)) == ([], 1 + MOST_DOCUMENTS)
    assert one.column("SELECT failures FROM feeds") == [0]


async def test_a_sitemap_of_years_is_not_read_back_to_its_beginning(one: World, site: Site) -> None:
    """The newest two hundred, once; what is older counts as known, and a new page is news at the next poll."""
    old = [f"/2020/01/{1 + n % 28:02}/old-{n}" for n in range(1000)]
    site.pages["/map"] = urlset(*old, "/2026/11/05/newest")
    watch(one, "/map", FeedKind.SITEMAP)
    found = await polled(one, site)
    assert (len(found), "/2026/11/05/newest" in found) == (SITEMAP_FIRST, True)
    assert one.column("SELECT learned FROM feeds") == [1]
    site.pages["/map"] = urlset("/2026/11/06/next", *old, "/2026/11/05/newest")
    assert await polled(one, site) == ["/2026/11/06/next"]


async def test_a_window_of_backfill_ends_the_first_look(one: World, site: Site) -> None:
    """Five of ten entries are read; the others are never news, whatever the feed does, unless they are edited."""
    one.kit = replace(one.kit, policy=replace(one.kit.policy, backfill=5))
    site.pages["/feed"] = rss(*range(10, 0, -1))
    watch(one, "/feed")
    assert await polled(one, site) == ["/10", "/6", "/7", "/8", "/9"]
    site.pages["/feed"] = rss(*range(11, 1, -1))
    assert await polled(one, site) == ["/11"]
    site.pages["/feed"] = "<rss version='2.0'><channel/></rss>"
    assert await polled(one, site) == []
    site.pages["/feed"] = rss(*range(11, 1, -1))
    assert await polled(one, site) == []


async def test_older_pages_are_read_where_nothing_on_the_list_is_known(one: World, site: Site) -> None:
    """A window that slid past unread entries is followed back, until something is known."""

    def feed(*numbers: int, following: str = "") -> str:
        items = [{"id": str(n), "url": f"/{n}", "title": f"T{n}"} for n in numbers]
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "next_url": following, "items": items})

    site.pages = {"/feed": feed(2, 1, following="/p2"), "/p2": feed(0)}
    watch(one, "/feed")
    assert (await polled(one, site), site.asked) == (["/1", "/2"], ["/feed"])
    site.pages = {"/feed": feed(8, 7, following="/p2"), "/p2": feed(6, 5, following="/p3"), "/p3": feed(4, 2, following="/p4")}
    assert (await polled(one, site), site.asked) == (["/4", "/5", "/6", "/7", "/8"], ["/feed", "/p2", "/p3"])


async def test_a_page_leads_to_the_feed_that_it_names(one: World, site: Site) -> None:
    """The feed is read from then on; once it has been, an error page in its place leads nowhere else."""
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>News</body></html>'
    site.pages = {"/": page, "/rss": rss(1)}
    watch(one, "/")
    assert (await polled(one, site), site.asked) == (["/1"], ["/", "/rss"])
    assert one.column("SELECT found FROM feeds") == [f"{SITE}/rss"]
    site.pages |= {"/rss": page.replace("/rss", "/other"), "/other": rss(2)}
    assert (await polled(one, site), site.asked) == ([], ["/rss"])
    assert str(one.column("SELECT fault FROM feeds")[0]).startswith("FeedReplaced: this looks like html")


async def test_a_changed_view_asks_anew(one: World, site: Site) -> None:
    """The same bytes may list something else."""
    site.pages["/map"] = urlset("/1")
    watch(one, "/map")
    await polled(one, site)
    assert one.column("SELECT body_sha256 IS NULL FROM feeds") == [0]
    watch(one, "/map", FeedKind.SITEMAP)
    assert one.column("SELECT body_sha256 IS NULL FROM feeds") == [1]


class _Deadly:
    """A confinement whose worker dies over one address."""

    async def run(self, fn: Callable[..., T], *args: object, url: str) -> T:
        if url.endswith("/deadly"):
            raise ParseKilled("over 5 s of CPU", url=url)
        return fn(*args)


async def test_a_killed_worker_is_a_named_error_of_its_feed_alone(one: World, site: Site) -> None:
    """The others of the same job are polled and keep their schedule (B20)."""
    site.pages = {"/deadly": rss(1), "/good": rss(2)}
    one.kit = replace(one.kit, confined=_Deadly())
    feeds = [Feed(url=SITE + path, source=Source(outlet="A"), every=timedelta(minutes=5)) for path in ("/deadly", "/good")]
    with one.kit.store.writing() as c:
        sync_feeds(c, feeds, one.times.now)
    await poll(one.kit, [1, 2])
    assert one.rows("SELECT fault, failures FROM feeds ORDER BY id") == [("ParseKilled: over 5 s of CPU", 1), (None, 0)]
    deadly, good = (int(str(due)) for due in one.column("SELECT next_due FROM feeds ORDER BY id"))
    assert deadly > good
