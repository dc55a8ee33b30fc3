"""Through the desk's proxy: what it is asked, what is refused before it is asked, and that the environment names none."""

from dataclasses import replace

import pytest

from tests.standins.web import Answer, RawServer, WebServer, says_nothing
from tests.watchers.fetching.fetchers import CLOSED, LOOPBACK, Names, fetcher
from watchers.errors import AddressRefused


async def test_everything_is_asked_through_the_proxy_that_is_named() -> None:
    """Also a name that nobody but the proxy can look up; its credentials go to it and to no site."""
    async with WebServer() as proxy:
        proxy.script("http://outlet.example/feed", Answer(body=b"<rss/>"))
        config = replace(CLOSED, proxy=f"http://ana:secret@127.0.0.1:{proxy.port}")
        async with fetcher(config) as client:
            document = await client.fetch("http://outlet.example/feed")
        assert document is not None
        assert document.body == b"<rss/>"
        (asked,) = proxy.asked
        assert asked.headers["proxy-authorization"].startswith("Basic ")
        assert "authorization" not in asked.headers


async def test_a_closed_address_is_refused_before_the_proxy_is_asked() -> None:
    """Spelled out, behind a name that this machine can look up, and behind a redirect."""
    names = Names(inside_example=[("10.0.0.1",)])
    async with WebServer() as proxy:
        proxy.script("http://outlet.example/", Answer(status=302, headers=(("Location", "http://10.0.0.1/"),)))
        config = replace(CLOSED, proxy=f"http://127.0.0.1:{proxy.port}")
        async with fetcher(config, names) as client:
            for url in ("http://10.0.0.1/", "http://inside.example/", "http://outlet.example/"):
                with pytest.raises(AddressRefused):
                    await client.fetch(url)
        assert [asked.target for asked in proxy.asked] == ["http://outlet.example/"]


async def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """``HTTP_PROXY`` and its like are not obeyed."""
    async with RawServer(behaviour=says_nothing()) as other, WebServer() as web:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{other.port}")
        web.script("/", Answer(body=b"<rss/>"))
        async with fetcher(LOOPBACK) as client:
            document = await client.fetch(web.url("/"))
        assert document is not None
        assert other.connections == 0
