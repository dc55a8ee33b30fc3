"""robots.txt: what it says to us, and pages that are asked for only where it lets us; feeds are published to be polled."""

import asyncio
from dataclasses import replace

import pytest

from tests.standins.web import Answer, WebServer
from tests.watchers.fetching.fetchers import LOOPBACK, fetcher
from watchers.errors import BadStatus, RobotsRefused
from watchers.fetching.config import HostRule
from watchers.fetching.robots import matches, rules_of

OURS = """
# to everybody
User-agent: *
Disallow: /

User-agent: GPTBot
User-Agent: Writethru/1.0
Disallow: /private/   # not for machines
Allow: /private/press/
Disallow: /*.pdf$
Disallow:
"""


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/private/a", False),
        ("/private/press/1", True),
        ("/%70rivate/a", False),
        ("/report.pdf", False),
        ("/report.pdf?page=2", True),
    ],
)
def test_the_longest_rule_of_our_own_group_decides(path: str, *, may: bool) -> None:
    """Where a group names us, what is said to everybody does not count."""
    assert rules_of(OURS).allow(path) is may


def test_without_a_group_of_our_own_that_for_everybody_counts() -> None:
    """Groups of the same name add up; rules before the first group belong to nobody."""
    rules = rules_of(
        "Disallow: /\n\nUser-agent: *\nDisallow: /a\n\nUser-agent: other\nDisallow: /b\n\nUser-agent: *\nDisallow: /c\n"
    )
    assert [rules.allow(path) for path in ("/", "/a1", "/b", "/c")] == [True, False, True, False]
    assert rules_of("<html>not found</html>").allow("/a")
    assert rules_of("User-agent: *\nDisallow: /a\nAllow: /a").allow("/a")


@pytest.mark.parametrize(
    ("pattern", "path", "found"),
    [
        ("/a*c", "/abbc/d", True), ("/a*c$", "/acbc", True), ("/a*c$", "/acb", False), ("*", "/", True), ("/$", "/a", False),
        ("/a*b*c", "/a-c-b", False), ("/" + "*a" * 400, "/" + "a" * 399, False), ("/x*$", "/xyz", True),
    ],
)  # fmt: skip
def test_patterns_know_stars_and_ends(pattern: str, path: str, *, found: bool) -> None:
    """However many stars: no pattern takes more than linear time."""
    assert matches(pattern, path) is found


async def test_a_page_that_a_site_closes_is_not_asked_for_and_its_feed_is() -> None:
    """One robots.txt a site, asked for once; an address that a redirect leads to is held against it too."""
    async with WebServer() as web, fetcher() as client:
        web.page("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain")
        web.page("/open", "text")
        web.page("/closed", "text")
        web.script("/way", Answer(status=302, headers=(("Location", "/closed"),)))
        assert await client.pages.fetch(web.url("/open")) is not None
        for path in ("/closed", "/way"):
            with pytest.raises(RobotsRefused) as caught:
                await client.pages.fetch(web.url(path))
            assert not caught.value.retryable
        assert await client.fetch(web.url("/closed")) is not None
        assert [asked.target for asked in web.asked] == ["/robots.txt", "/open", "/way", "/closed"]


async def test_many_pages_of_one_site_ask_for_its_rules_once() -> None:
    """Whoever comes while they are being asked for waits for the same answer."""
    async with WebServer() as web, fetcher() as client:
        web.script("/robots.txt", Answer(status=404, delay=0.05))
        await asyncio.gather(
            *(client.pages.fetch(web.url(path)) for path in ("/robots.txt?a", "/robots.txt?b")), return_exceptions=True
        )
        assert [asked.target for asked in web.asked].count("/robots.txt") == 1


async def test_rules_that_cannot_be_had_close_a_site_for_the_time_being() -> None:
    """A server that fails is asked again later, which can help; one that has no rules allows everything."""
    async with WebServer() as web, fetcher() as client:
        web.page("/open", "text")
        web.script("/robots.txt", Answer(status=503))
        with pytest.raises(BadStatus, match=r"robots\.txt: status 503") as caught:
            await client.pages.fetch(web.url("/open"))
        assert caught.value.retryable
    async with WebServer() as web, fetcher() as client:
        web.page("/open", "text")
        assert await client.pages.fetch(web.url("/open")) is not None


async def test_a_publisher_that_has_agreed_is_not_asked_and_robots_can_be_switched_off() -> None:
    """By a rule for its host, or for all."""
    agreed = replace(LOOPBACK, hosts={"127.0.0.1": HostRule(robots=False)})
    for config in (agreed, replace(LOOPBACK, robots=False)):
        async with WebServer() as web, fetcher(config) as client:
            web.page("/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
            web.page("/page", "text")
            assert await client.pages.fetch(web.url("/page")) is not None
