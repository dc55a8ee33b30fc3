"""``writethru feeds``: what is watched, and what a person changes about it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from fnmatch import fnmatch

import pytest

from service.clock import Clock
from service.flow.hearing import NEVER
from service.store.feeds import due_feeds, enabled_feeds, record_poll_failure, sync_feeds
from service.store.session import Store
from service.store.watches import Watch, save_watch
from tests.service.cli.scene import Cli, done, refused
from tests.service.flow.world import adopts, story
from tests.standins.newsroom import Newsroom, Story, running_newsroom
from watchers.model import Feed, FeedKind, Source, Tier
from watchers.standing import Standing, Trouble

CONFIGURED = "https://a.example/feed"
ADDED = "https://b.example/feed"


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """One configured feed, a watch list with one that is only listed, and no start yet."""
    cli.file("list.toml", '[[feed]]\nurl = "https://walled.example/feed"\nflags = ["consent-wall"]\n')
    cli.file(
        "writethru.toml", f'watchlist = "list.toml"\n[ledger]\nbaseline = "none"\n[[feeds]]\nurl = "{CONFIGURED}"\noutlet = "A"\n'
    )
    return cli.ledger()


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with running_newsroom() as running:
        running.publish(Story(slug="a", title="T", text="Some text.", published=datetime(2025, 1, 2, tzinfo=UTC), lang="en"))
        yield running


def listed(desk: Cli, *words: str) -> list[tuple[object, ...]]:
    return [(row["id"], row["url"], row["state"], row["origin"]) for row in desk.lines("feeds", "list", *words)]


def restarted(desk: Cli, *configured: str) -> list[str]:
    """What a start with these configured feeds watches."""
    every = [
        Feed(url=url, kind=FeedKind.FEED, source=Source(outlet="", tier=Tier.WIRE), every=timedelta(minutes=5))
        for url in configured
    ]
    store = Store(f"sqlite:///{desk.folder}/var/writethru.db")
    with store.writing() as c:
        sync_feeds(c, every, Clock().now())
        found = sorted(row.feed.url for row in enabled_feeds(c))
    store.close()
    return found


def test_what_is_configured_is_listed_before_the_first_start(desk: Cli) -> None:
    """With --all also what the watch list only names, with its reason."""
    assert listed(desk) == [(1, CONFIGURED, "waiting", "config")]
    (*_, barred) = desk.lines("feeds", "list", "--all")
    assert (barred["id"], barred["state"], barred["note"]) == ("https://walled.example/feed", "listed", "consent-wall")


def test_a_pipe_gets_one_plain_line_a_feed(desk: Cli) -> None:
    """Tabs between columns, no colour, no frame."""
    assert done(desk, "feeds", "list") == f"1\twaiting\tgeneral\tA\t{CONFIGURED}\t\n"


def test_an_added_feed_outlives_a_restart(desk: Cli) -> None:
    """It lives in the database: a configuration that does not name it does not switch it off."""
    done(desk, "feeds", "add", "HTTPS://b.example/feed?utm_source=x", "--outlet", "B", "--tier", "wire")
    assert (2, ADDED, "waiting", "desk") in listed(desk)
    assert restarted(desk, CONFIGURED) == [CONFIGURED, ADDED]
    assert restarted(desk) == [ADDED]
    assert "already" in refused(desk, "feeds", "add", ADDED)
    assert "no http(s) address" in refused(desk, "feeds", "add", "ftp://b.example/feed")


def test_a_feed_that_was_configured_once_can_be_added(desk: Cli) -> None:
    """It is the same feed again, with what was learned of it, and now a person's."""
    done(desk, "feeds", "list")
    restarted(desk)
    desk.file("writethru.toml", 'watchlist = "none"\n[ledger]\nbaseline = "none"\n')
    assert listed(desk) == [(1, CONFIGURED, "off", "config")]
    done(desk, "feeds", "add", CONFIGURED)
    assert listed(desk) == [(1, CONFIGURED, "waiting", "desk")]
    assert restarted(desk) == [CONFIGURED]


@pytest.mark.parametrize("name", ["1", CONFIGURED])
def test_a_paused_feed_stays_paused_over_restarts(desk: Cli, name: str) -> None:
    """Named by number or address; the configuration does not wake it, a person does."""
    done(desk, "feeds", "list")
    done(desk, "feeds", "pause", name, "--by", "ada", "--why", "noise")
    assert restarted(desk, CONFIGURED) == []
    assert listed(desk) == [(1, CONFIGURED, "paused", "config")]
    assert "already" in refused(desk, "feeds", "pause", name)
    done(desk, "feeds", "resume", name)
    assert restarted(desk, CONFIGURED) == [CONFIGURED]
    assert "not paused" in refused(desk, "feeds", "resume", name)
    assert "no feed has" in refused(desk, "feeds", "pause", "9")


def test_feeds_come_and_go_as_opml(desk: Cli) -> None:
    """What is exported can be imported; what is known is not added twice; a document with entities is refused."""
    done(desk, "feeds", "add", ADDED, "--outlet", "B & C")
    assert "2 feeds written" in done(desk, "feeds", "export", "mine.opml")
    assert "B &amp; C" in (desk.folder / "mine.opml").read_text(encoding="utf-8")
    assert "0 feeds added, 2 known already" in done(desk, "feeds", "import", "mine.opml")
    (desk.folder / "var" / "writethru.db").unlink()
    assert "1 feeds added, 1 known already" in done(desk, "feeds", "import", "mine.opml")
    assert "there already" in refused(desk, "feeds", "export", "mine.opml")
    done(desk, "feeds", "export", "mine.opml", "--force")
    desk.file("bad.opml", '<!DOCTYPE opml [<!ENTITY x "y">]><opml/>')
    assert "bad.opml" in refused(desk, "feeds", "import", "bad.opml")


def test_a_check_says_what_a_feed_holds_and_stores_nothing(desk: Cli, newsroom: Newsroom) -> None:
    """Number of entries and the newest date; a page that is no feed and an address that is not allowed fail by name."""
    desk.file("writethru.toml", 'watchlist = "none"\n[fetching]\nallow = ["127.0.0.0/8"]\nports = [0]\n')
    (good,) = desk.lines("feeds", "check", newsroom.feed_url)
    assert (good["ok"], good["entries"], good["newest"]) == ("ok", 1, "2025-01-02T00:00:00+00:00")
    assert listed(desk) == []
    desk.file("writethru.toml", 'watchlist = "none"\n')
    refused = desk.run("feeds", "check", newsroom.feed_url)
    assert refused.exit_code == 1
    assert "it may not be asked: port" in refused.stdout


MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NOW = Clock().now()
RSS = "<rss version='2.0'><channel><title>Gazette</title>{}</channel></rss>"


def entry(number: int, days: float) -> str:
    date = format_datetime(NOW - timedelta(days=days))
    return f"<item><title>News number {number}</title><link>/a/{number}</link><pubDate>{date}</pubDate></item>"


DAILY = "".join(entry(number, number) for number in range(9))
OLD = "".join(entry(number, 90 + number / 4) for number in range(40))
MAPS = "<sitemap><loc>/map</loc></sitemap><sitemap><loc>/gone</loc></sitemap>"
PAGES = "<url><loc>/2026/03/02/a</loc></url><url><loc>/2026/03/02/b</loc></url>"
ASKS = "<html><body>Cookies. Tout accepter, gérer mes choix, continuer sans accepter.</body></html>"
CARDS = "".join(f'<li><a href="/news/agency-adds-model-{n}">Agency adds model number {n}</a></li>' for n in range(4))
NAMES = '<html><head><link rel="alternate" type="application/rss+xml" href="{}"></head><body>News</body></html>'
SERVED: dict[str, tuple[int, str, str, str]] = {
    "daily": (200, RSS.format(DAILY), "ok", "RSS 2.0 “Gazette”, 9 entries, the newest of 20"),
    "single": (200, RSS.format(entry(1, 0)), "ok", "1 entry, the newest of 20*how often it brings something is not known yet"),
    "frozen": (200, RSS.format(OLD), "ok", "nothing newer than 90 days*silent: nothing new"),
    "ahead": (200, RSS.format(entry(1, -90)), "ok", "dates in the future"),
    "none": (200, RSS.format(""), "ok", "“Gazette”, which lists nothing now"),
    "cut": (200, RSS.format(DAILY)[:900], "ok", "ill-formed: the document ends before it is closed"),
    "page": (200, f"<html><body><ul class='list'>{CARDS}</ul></body></html>", "fail", "--kind page --select 'ul.list'"),
    "names": (200, NAMES.format("/daily"), "ok", "9 entries*names the feed * which is read instead"),
    "misnames": (200, NAMES.format("/nowhere"), "fail", "names the feed *nothing is found there (status 404)"),
    "index": (200, f"<sitemapindex {MAP}>{MAPS}</sitemapindex>", "ok",
              "2 entries, *read from 1 sitemap that it names, the newest*its sitemap */gone cannot be read"),
    "map": (200, f"<urlset {MAP}>{PAGES}</urlset>", "ok", "a sitemap, 2"),
    "consent": (200, ASKS, "fail", "a question for consent"),
    "login": (200, "<html><body>Sign in <input type=password></body></html>", "fail", "a login stands where"),
    "json": (200, '{"error": 1}', "fail", "is no JSON Feed"),
    "register": (200, '{"count": 1, "results": [{"document_number": "1", "title": "T"}]}', "ok", "order=newest"),
    "gone": (410, "", "fail", "taken it down for good (status 410)*never be asked again"),
    "closed": (401, "", "fail", "asks for a login"), "barred": (403, "", "fail", "it refuses us"),
    "absent": (404, "", "fail", "nothing is found there"), "busy": (503, "", "fail", "cannot answer now"),
}  # fmt: skip


def test_a_check_says_of_every_address_what_is_to_be_known_before_it_is_watched(desk: Cli) -> None:
    """Format, rhythm, what is odd and what is wrong, in sentences; what a page names or would list, what an index leads to."""
    feeds = "".join(f'[[feeds]]\nurl = "http://127.0.0.1:PORT/{name}"\n' for name in SERVED)
    with running_newsroom() as room:

        def answer(path: str) -> tuple[int, str, bytes]:
            status, body, *_ = SERVED.get(path.strip("/"), (404, ""))
            return status, "text/plain", body.encode()

        object.__setattr__(room, "answer", answer)
        desk.file(
            "writethru.toml",
            'watchlist = "none"\n[fetching]\nallow = ["127.0.0.0/8"]\nports = [0]\n' + feeds.replace("PORT", str(room.port)),
        )
        result = desk.run("feeds", "check", "--json")
        page = desk.run("feeds", "check", f"{room.base}/page", "--kind", "page", "--select", "ul.list", "--preview", "0").stdout
    told = {row["url"].rpartition("/")[2]: row for row in map(json.loads, result.stdout.splitlines())}
    assert result.exit_code == 1
    for name, (_, _, ok, note) in SERVED.items():
        assert (name, told[name]["ok"]) == (name, ok)
        assert fnmatch(told[name]["note"], f"*{note}*"), (name, told[name]["note"])
    assert (told["frozen"]["trouble"], told["gone"]["error"], told["daily"]["trouble"]) == ("silent", "BadStatus", None)
    assert "the links of a page, 4 entries, without dates" in page


def test_a_check_reads_the_newest_entries_and_says_what_would_alert(desk: Cli) -> None:
    """Against the ledger as it stands, of which nothing changes; how often it would be asked too."""
    desk.file(
        "writethru.toml", 'watchlist = "none"\n[fetching]\nallow = ["127.0.0.0/8"]\nports = [0]\n[ledger]\nbaseline = "none"\n'
    )
    with running_newsroom("Gazette") as room:
        room.publish(replace(story("one", adopts("NASA")), published=Clock().now() - timedelta(hours=1)))
        room.publish(replace(story("two"), published=Clock().now() - timedelta(hours=2)))
        (row,) = desk.lines("feeds", "check", room.feed_url)
        said = desk.run("feeds", "check", room.feed_url, "--preview", "1").stdout
    assert [(one["title"], one["alert"]) for one in row["preview"]] == [("A story named one", True), ("A story named two", False)]
    assert "asked every" in said
    assert "the newest entry, read now; 1 would have alerted:" in said
    assert "would alert, new: first sighting of this agency: NASA" in said
    assert "“NASA" in said
    assert desk.run("why", "https://a.example/").exit_code == 1
    assert listed(desk) == []


def test_a_dead_feed_says_so_and_is_resumed_by_a_person(desk: Cli) -> None:
    """C18: with since when and why; after `resume` it is asked again at once."""
    listed(desk)
    store = Store(f"sqlite:///{desk.folder}/var/writethru.db")
    now = Clock().now()
    gone = Standing(trouble=Trouble.DEAD, since=now, why="BadStatus: status 410", told=True)
    with store.writing() as c:
        (row,) = enabled_feeds(c)
        record_poll_failure(c, row, "BadStatus: status 410", NEVER, now)
        save_watch(c, row.id, Watch(standing=gone, slid_at=now, moved_to="https://b.example/feed"))
    (shown,) = desk.lines("feeds", "list")
    assert (shown["state"], shown["trouble"], shown["next_poll"]) == ("dead", "dead", None)
    assert "status 410; moved to https://b.example/feed; list slid" in shown["note"]
    assert "1 in trouble: A (dead); 1 of them never answered" in desk.run("doctor").stdout
    done(desk, "feeds", "resume", "1")
    (shown,) = desk.lines("feeds", "list")
    assert (shown["state"], shown["trouble"]) == ("failing", None)
    with store.reading() as c:
        assert enabled_feeds(c)[0].id == row.id
        assert due_feeds(c, Clock().now())
    store.close()


def test_a_check_without_an_address_asks_every_watched_feed(desk: Cli, newsroom: Newsroom) -> None:
    """Paused ones are left alone."""
    desk.file("writethru.toml", 'watchlist = "none"\n[fetching]\nallow = ["127.0.0.0/8"]\nports = [0]\n')
    done(desk, "feeds", "add", newsroom.feed_url)
    done(desk, "feeds", "add", CONFIGURED)
    done(desk, "feeds", "pause", CONFIGURED)
    assert [row["url"] for row in desk.lines("feeds", "check")] == [newsroom.feed_url]
