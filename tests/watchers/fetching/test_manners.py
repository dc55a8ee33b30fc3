"""How a host is asked: with pauses, under a name of its choice, and what its redirects say for good."""

import asyncio
import itertools
from dataclasses import replace

from tests.standins.web import Answer, WebServer
from tests.watchers.fetching.fetchers import LOOPBACK, Names, fetcher
from watchers.fetching.config import HostRule
from watchers.fetching.lanes import Lanes
from watchers.model import Validators


class Waits:
    """Counts pauses instead of making them."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, float]] = []

    async def ask(self, lanes: Lanes, host: str) -> None:
        async with lanes.place(host):
            self.begun.append((host, asyncio.get_running_loop().time()))


async def test_two_requests_at_one_host_begin_apart_and_other_hosts_do_not_wait() -> None:
    """The pause is the host's, whoever asks; the desk's own machines need none."""
    lanes, waits = Lanes(replace(LOOPBACK, spacing=0.1), lambda host: host == "127.0.0.1"), Waits()
    hosts = ("busy.example", "busy.example", "busy.example", "other.example", *("127.0.0.1",) * 3)
    began = asyncio.get_running_loop().time()
    await asyncio.gather(*(waits.ask(lanes, host) for host in hosts))
    busy = [at for host, at in waits.begun if host == "busy.example"]
    assert [later - earlier >= 0.09 for earlier, later in itertools.pairwise(busy)] == [True, True]
    assert [host for host, _ in waits.begun if host == "127.0.0.1"] == ["127.0.0.1"] * 3
    assert busy[-1] - began >= 0.19
    assert waits.begun.index(next(one for one in waits.begun if one[0] == "other.example")) < 6


async def test_a_rule_for_a_host_holds_for_those_below_it() -> None:
    """User-Agent and pauses by host; the nearest rule counts."""
    rules = {"example": HostRule(user_agent="Desk of the Example (desk@example.org)"), "quick.example": HostRule(spacing=0.0)}
    config = replace(LOOPBACK, hosts=rules)
    assert config.rule("a.b.example.") == rules["example"]
    assert config.rule("quick.example").spacing == 0.0
    assert config.rule("example.org") == HostRule()
    names = Names(news_example=[("127.0.0.1",)], plain_test=[("127.0.0.1",)])
    async with WebServer() as web, fetcher(config, names) as client:
        web.page("/", "x")
        await client.fetch(web.url("/", "news.example"))
        await client.fetch(web.url("/", "plain.test"))
        agents = [asked.headers["user-agent"] for asked in web.asked]
    assert agents == ["Desk of the Example (desk@example.org)", "Writethru/1.2 (+newsroom@example.org)"]


async def test_a_permanent_redirect_says_where_the_document_has_gone() -> None:
    """Only the permanent redirects that the chain begins with count; what is behind a temporary one may change tomorrow."""

    def to(path: str, status: int) -> Answer:
        return Answer(status=status, headers=(("Location", path),))

    async with WebServer() as web, fetcher() as client:
        web.script("/a", to("/b", 301))
        web.script("/b", to("/c", 308))
        web.script("/c", to("/d", 302))
        web.script("/d", Answer(body=b"text", headers=(("Cache-Control", "public, max-age=600"),)))
        web.script("/t", to("/a", 307))
        found = await client.fetch(web.url("/a"), Validators(etag='"old"'))
        assert found is not None
        assert (found.moved_to, found.final_url) == (web.url("/c"), web.url("/d"))
        assert found.fresh_for is not None
        assert found.fresh_for.total_seconds() == 600
        sent = [asked.headers.get("if-none-match") for asked in web.asked]
        assert sent == ['"old"', None, None, None]  # "unchanged" would hide that it has moved
        temporary = await client.fetch(web.url("/t"), Validators(etag='"old"'))
        assert temporary is not None
        assert temporary.moved_to is None
        assert web.asked[-1].headers.get("if-none-match") == '"old"'
