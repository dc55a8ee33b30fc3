"""No way leads to an address that is not public: every form is tried, and a canary counts connections."""

from dataclasses import replace

import pytest

from tests.standins.web import Answer, RawServer, WebServer, says_nothing
from tests.watchers.fetching.fetchers import CLOSED, LOOPBACK, Names, fetcher
from watchers.errors import AddressRefused, Unreachable

HOSTS = [
    "127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001", "0",
    "0.0.0.0", "127。0。0。1", "１２７.0.0.1", "127.0.0.1.", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "localhost",
]  # fmt: skip
NETWORKS = [
    "127.0.0.2", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "192.168.0.1", "172.16.0.1", "fd00::1", "fe80::1", "::1",
    "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
]  # fmt: skip


def bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


@pytest.mark.parametrize("host", HOSTS)
async def test_no_spelling_of_an_own_address_is_connected_to(host: str) -> None:
    """A19: 23 ways to write this machine's address: refused for feeds and pages alike, and nothing arrives at the canary."""
    names = Names(localhost=[("127.0.0.1",)])
    async with RawServer(behaviour=says_nothing(), bind="0.0.0.0") as canary, fetcher(CLOSED, names) as client:
        for asks in (client, client.pages):
            with pytest.raises(AddressRefused):
                await asks.fetch(f"http://{host}:{canary.port}/")
        assert canary.connections == 0


@pytest.mark.parametrize("address", NETWORKS)
async def test_no_redirect_leads_inside(address: str) -> None:
    """A18: A public page that redirects to a private address, spelled out or behind a name, gets nowhere."""
    names = Names(inside_example=[(address,)])
    async with (
        RawServer(behaviour=says_nothing(), bind="0.0.0.0") as canary,
        WebServer() as web,
        fetcher(LOOPBACK, names) as client,
    ):
        for host in (bracketed(address), "inside.example"):
            web.script("/", Answer(status=302, headers=(("Location", f"http://{host}:{canary.port}/"),)))
            for asks in (client, client.pages):
                with pytest.raises(AddressRefused):
                    await asks.fetch(web.url("/"))
        assert canary.connections == 0
        assert [asked.target for asked in web.asked] == ["/", "/robots.txt", "/", "/", "/"]


@pytest.mark.parametrize(
    "url",
    [
        "http://public.example\\@127.0.0.1:{port}/",
        "http://public.example@127.0.0.1:{port}/",
        "http://a@public.example@127.0.0.1:{port}/",
        "http://127.0.0.1\t:{port}/",
        "http:127.0.0.1:{port}/",
        "http:///127.0.0.1:{port}/",
        "http://[fe80::1%25lo]:{port}/",
        "http://127.0.0.1:{port}#@public.example/",
        "http://127.0.0.1:{port}?@public.example/",
        "http://:{port}/",
        "http://public.example:0/",
        "http://public.example:65536/",
    ],
)
async def test_tricks_with_the_address_end_at_one_host(url: str) -> None:
    """A23: Backslash, two @, tabs, a missing slash, ports that are none: guard and client see one host, and it is refused.

    Only behind a backslash the host is the public one (here nobody's), whose path the rest is.
    """
    names = Names(public_example=[("127.0.0.2",)])
    opened = replace(CLOSED, allow=("127.0.0.2/32",))
    async with RawServer(behaviour=says_nothing()) as canary, fetcher(opened, names) as client:
        with pytest.raises(Unreachable if "\\" in url else AddressRefused):
            await client.fetch(url.format(port=canary.port))
        assert names.asked == (["public.example"] if "\\" in url else [])
        assert canary.connections == 0


async def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """A20: DNS rebinding: the first answer is open, the second is this machine; only the first is used, and asked for once."""
    names = Names(rebind_example=[("127.0.0.2",), ("127.0.0.1",)])
    opened = replace(LOOPBACK, allow=("127.0.0.2/32",))
    async with WebServer(bind="127.0.0.2") as web:
        web.page("/", "open")
        async with RawServer(behaviour=says_nothing(), port=web.port) as canary, fetcher(opened, names) as client:
            found = await client.fetch(web.url("/", "rebind.example"))
            assert found is not None
            assert found.body == b"open"
            assert names.asked == ["rebind.example"]
            with pytest.raises(AddressRefused):
                await client.fetch(web.url("/", "rebind.example"))
            assert canary.connections == 0


async def test_a_mixed_answer_is_refused_without_a_connection() -> None:
    """A21: A closed address beside an open one refuses the name; the open one is not asked either."""
    names = Names(mixed_example=[("127.0.0.1", "10.0.0.1")])
    async with WebServer() as web, fetcher(LOOPBACK, names) as client:
        with pytest.raises(AddressRefused):
            await client.fetch(web.url("/", "mixed.example"))
        assert web.asked == []
