"""The fetcher against a scripted web server on loopback."""

import asyncio
import gzip
import resource
import tracemalloc
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.standins.web import RSS, Answer, WebServer
from tests.watchers.fetching.fetchers import CLOSED, LOOPBACK, TLS, Names, fetcher, server_tls, trusting
from watchers.errors import AddressRefused, BadEncoding, BadStatus, DeadlineExceeded, TooLarge, TooManyRedirects, Unreachable
from watchers.fetching.config import MIB, FetchConfig, HostRule
from watchers.model import Document, Validators


def redirect(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers=(("Location", to),))


def whole(document: Document | None) -> Document:
    assert document is not None
    return document


async def test_a_document_comes_with_what_its_headers_say() -> None:
    """Body inflated, type and charset as sent, validators for the next time, the address asked for and the one that answered."""
    packed = gzip.compress("Bénéfice".encode())
    coded = (("Content-Encoding", "gzip"), ("ETag", 'W/"1"'), ("Last-Modified", "Tue, 05 Nov 2024 12:00:00 GMT"))
    async with WebServer() as web, fetcher() as client:
        web.script("/feed?utm_source=x", Answer(content_type=RSS, body=packed, headers=coded))
        found = whole(await client.fetch(web.url("/feed?utm_source=x#top")))
        assert found == Document(
            url=web.url("/feed?utm_source=x#top"),
            final_url=web.url("/feed?utm_source=x"),
            status=200,
            content_type=RSS,
            charset="utf-8",
            validators=Validators(etag='W/"1"', last_modified="Tue, 05 Nov 2024 12:00:00 GMT"),
            body="Bénéfice".encode(),
        )


async def test_the_request_says_who_asks_and_nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A27: An honest name, gzip only, no kept connection, no password of the address or the environment, no proxy."""
    for name in (".netrc", "_netrc"):
        (tmp_path / name).write_text("machine 127.0.0.1 login desk password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    async with WebServer() as web, fetcher() as client:
        web.page("/", "x")
        await client.fetch(web.url("/").replace("http://", "http://user:secret@"))
        asked = web.asked[0]
    assert asked.headers.pop("accept")
    assert asked.headers == {
        "host": f"127.0.0.1:{web.port}",
        "user-agent": "Writethru/1.2 (+newsroom@example.org)",
        "accept-encoding": "gzip",
        "connection": "close",
    }


async def test_unchanged_is_an_answer_only_to_a_question() -> None:
    """A31: 304 gives ``None`` when validators went out, also through a redirect; without them it is an error."""
    async with WebServer() as web, fetcher() as client:
        web.script("/moved", redirect("/feed"))
        web.script("/feed", Answer(status=304))
        known = Validators(etag='"1"', last_modified="Tue, 05 Nov 2024 12:00:00 GMT")
        assert await client.fetch(web.url("/moved"), known) is None
        assert web.asked[-1].headers["if-none-match"] == '"1"'
        assert web.asked[-1].headers["if-modified-since"] == "Tue, 05 Nov 2024 12:00:00 GMT"
        for nothing in (None, Validators(), Validators(etag='"a\r\nX: y"')):
            with pytest.raises(BadStatus) as caught:
                await client.fetch(web.url("/feed"), nothing)
            assert caught.value.status == 304
            assert "if-none-match" not in web.asked[-1].headers


@pytest.mark.parametrize("status", [201, 204, 205, 206, 300, 400, 401, 403, 404, 410, 429, 500, 503])
async def test_other_answers_are_errors_that_keep_their_status(status: int) -> None:
    """A31: Neither content nor "unchanged": the status is what the caller decides by."""
    async with WebServer() as web, fetcher() as client:
        web.script("/", Answer(status=status, headers=(("Retry-After", "90"),)))
        with pytest.raises(BadStatus) as caught:
            await client.fetch(web.url("/"))
    assert (caught.value.status, caught.value.retry_after) == (status, timedelta(seconds=90))
    assert caught.value.url == web.url("/")


async def test_a_part_of_a_document_is_no_document() -> None:
    """A31: 200 with a Content-Range, which nobody asked for, is refused; 203 is content."""
    async with WebServer() as web, fetcher() as client:
        web.script("/part", Answer(body=b"x", headers=(("Content-Range", "bytes 0-0/9"),)))
        web.script("/proxied", Answer(status=203, body=b"x"))
        with pytest.raises(BadStatus):
            await client.fetch(web.url("/part"))
        assert whole(await client.fetch(web.url("/proxied"))).body == b"x"


async def test_retry_after_as_a_date_is_measured_from_the_given_clock() -> None:
    """The wall clock comes in as an argument."""
    async with WebServer() as web, fetcher() as client:
        web.script("/", Answer(status=503, headers=(("Retry-After", "Tue, 05 Nov 2024 12:02:00 GMT"),)))
        with pytest.raises(BadStatus) as caught:
            await client.fetch(web.url("/"))
    assert caught.value.retry_after == timedelta(minutes=2)


async def test_five_hops_are_followed_and_a_sixth_is_not() -> None:
    """A15: Relative and absolute targets; the document names the address that answered."""
    async with WebServer() as web, fetcher() as client:
        for hop in range(1, 10):
            web.script(f"/{hop}", redirect(f"{hop + 1}" if hop % 2 else web.url(f"/{hop + 1}"), 301 + hop % 3))
        web.page("/6", "there")
        assert whole(await client.fetch(web.url("/1"))).final_url == web.url("/6")
        web.script("/6", redirect("/7"))
        with pytest.raises(TooManyRedirects):
            await client.fetch(web.url("/1"))
        assert web.asked[-1].target == "/6"


async def test_a_loop_is_left_at_its_first_return() -> None:
    """A15: An address that was visited is not visited again."""
    async with WebServer() as web, fetcher() as client:
        web.script("/a", redirect("/b"))
        web.script("/b", redirect("/a#again"))
        with pytest.raises(TooManyRedirects):
            await client.fetch(web.url("/a"))
        assert [asked.target for asked in web.asked] == ["/a", "/b"]


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "data:text/html,x",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "http://",
        "unix:/x",
    ],
)
async def test_a_redirect_to_another_scheme_is_refused(target: str) -> None:
    """A16: Only http and https are opened, wherever the address comes from."""
    async with WebServer() as web, fetcher() as client:
        web.script("/", redirect(target))
        with pytest.raises(AddressRefused):
            await client.fetch(web.url("/"))


async def test_a_redirect_without_a_target_is_a_bad_status() -> None:
    """There is nowhere to go."""
    async with WebServer() as web, fetcher() as client:
        web.script("/", Answer(status=302))
        with pytest.raises(BadStatus):
            await client.fetch(web.url("/"))


async def test_a_password_in_a_redirect_is_not_forwarded() -> None:
    """Neither sent to where it leads nor kept in the address."""
    async with WebServer() as web, fetcher() as client:
        web.script("/a", redirect(web.url("/b").replace("http://", "http://desk:secret@")))
        web.page("/b", "x")
        assert whole(await client.fetch(web.url("/a"))).final_url == web.url("/b")
        assert not any("authorization" in asked.headers for asked in web.asked)


async def test_cookies_are_not_kept() -> None:
    """A28: Neither for the next request nor for the next hop, however large."""
    async with WebServer() as web, fetcher() as client:
        web.script("/a", Answer(status=302, headers=(("Location", "/b"), ("Set-Cookie", "a=1; Path=/"))))
        web.script("/b", Answer(body=b"x", headers=(("Set-Cookie", "b=" + "x" * 50_000),)))
        await client.fetch(web.url("/a"))
        await client.fetch(web.url("/b"))
        assert not any("cookie" in asked.headers for asked in web.asked)


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "gzip, gzip"])
async def test_a_coding_that_was_not_asked_for_is_refused(coding: str) -> None:
    """A02, A03, A04: The body is not even read."""
    async with WebServer() as web, fetcher() as client:
        web.script("/", Answer(body=gzip.compress(b"x"), headers=(("Content-Encoding", coding),)))
        with pytest.raises(BadEncoding):
            await client.fetch(web.url("/"))


async def test_a_bomb_on_the_wire_stops_at_the_cap() -> None:
    """A01: 192 MiB of zeros in 192 KiB of gzip: an error, and the process grows by less than 32 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join([*(packer.compress(bytes(MIB)) for _ in range(192)), packer.flush()])
    async with WebServer() as web, fetcher(replace(LOOPBACK, max_body=MIB)) as client:
        web.script("/", Answer(body=bomb, headers=(("Content-Encoding", "gzip"),)))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        tracemalloc.start()  # the process may have been larger once
        with pytest.raises(TooLarge):
            await client.fetch(web.url("/"))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 * 1024
        assert peak < 32 * MIB


async def test_a_body_that_is_announced_too_large_is_not_read() -> None:
    """The length alone is enough to refuse it."""
    async with WebServer() as web, fetcher(replace(LOOPBACK, max_wire=1000)) as client:
        web.script("/", Answer(body=b"x" * 1001))
        with pytest.raises(TooLarge, match="announced"):
            await client.fetch(web.url("/"))


async def test_at_most_two_requests_are_in_flight_at_one_host() -> None:
    """A34: Twelve fetches of one host run two by two, and waiting for a place costs nothing of the deadline."""
    async with WebServer() as web, fetcher(replace(LOOPBACK, deadline=0.4)) as client:
        for number in range(12):
            web.script(f"/{number}", Answer(body=b"x", delay=0.1))
        await asyncio.gather(*(client.fetch(web.url(f"/{number}")) for number in range(12)))
    assert (len(web.asked), web.busiest) == (12, 2)


async def test_no_more_than_so_many_connections_are_open_at_once() -> None:
    """Over all hosts together, 64 by default; a host may be given four of them."""
    assert FetchConfig(contact="x").connections == 64
    table: dict[str, list[tuple[str, ...]]] = {f"h{number}_example": [("127.0.0.1",)] for number in range(5)}
    names = Names(**table)
    settled = {"h0.example": HostRule(at_once=4), "example": HostRule(at_once=1)}
    config = replace(LOOPBACK, connections=6, spacing=0.0, hosts=settled)
    async with WebServer() as web, fetcher(config, names) as client:
        web.script("/", Answer(body=b"x", delay=0.1))
        await asyncio.gather(*(client.fetch(web.url("/", "h0.example")) for _ in range(8)))
        assert web.busiest == 4
        await asyncio.gather(*(client.fetch(web.url("/", f"h{number % 5}.example")) for number in range(15)))
        assert web.busiest == 6


async def test_hosts_do_not_wait_for_each_other() -> None:
    """A34: A busy host holds only its own two places."""
    names = Names(slow_example=[("127.0.0.1",)], quick_example=[("127.0.0.1",)])
    async with WebServer() as web, fetcher(replace(LOOPBACK, connections=4), names) as client:
        web.script("/slow", Answer(body=b"x", delay=0.5))
        web.page("/quick", "x")
        slow = [asyncio.ensure_future(client.fetch(web.url("/slow", "slow.example"))) for _ in range(4)]
        await asyncio.sleep(0.05)
        await client.fetch(web.url("/quick", "quick.example"))
        assert not all(task.done() for task in slow)
        await asyncio.gather(*slow)


async def test_the_whole_chain_has_one_deadline() -> None:
    """A15: Three hops of 0.3 s each do not fit into 0.5 s."""
    async with WebServer() as web, fetcher(replace(LOOPBACK, deadline=0.5)) as client:
        web.script("/1", replace(redirect("/2"), delay=0.3))
        web.script("/2", replace(redirect("/3"), delay=0.3))
        web.page("/3", "x")
        with pytest.raises(DeadlineExceeded):
            await client.fetch(web.url("/1"))


async def test_a_stalled_look_up_ends_at_the_deadline() -> None:
    """A22: A resolver that never answers costs its own fetch its deadline, and others nothing."""

    async def stalls(host: str, port: int) -> tuple[str, ...]:
        if host == "stalled.example":
            await asyncio.Event().wait()
        return ("127.0.0.1",)

    async with WebServer() as web:
        web.page("/", "x")
        async with fetcher(replace(LOOPBACK, deadline=0.5), stalls) as client:
            asked = (client.fetch("http://stalled.example/"), client.fetch(web.url("/", "fine.example")))
            lost, found = await asyncio.gather(*asked, return_exceptions=True)
    assert isinstance(lost, DeadlineExceeded)
    assert isinstance(found, Document)


async def test_a_name_that_nobody_knows_is_unreachable() -> None:
    """A22: The resolver's own words are kept, the address is the one asked for."""
    async with fetcher() as client:
        with pytest.raises(Unreachable, match="not known") as caught:
            await client.fetch("http://nowhere.example/feed")
    assert caught.value.url == "http://nowhere.example/feed"
    assert caught.value.retryable


async def test_a_closed_port_is_unreachable() -> None:
    """Every address of the name is tried; none answers."""
    async with WebServer() as web:
        port = web.port
    async with fetcher() as client:
        with pytest.raises(Unreachable):
            await client.fetch(f"http://127.0.0.1:{port}/")


async def test_the_second_address_is_tried_when_the_first_is_closed() -> None:
    """One dead machine behind a name is no dead name."""
    names = Names(two_example=[("127.0.0.3", "127.0.0.1")])
    async with WebServer() as web, fetcher(replace(LOOPBACK, allow=("127.0.0.0/8",)), names) as client:
        web.page("/", "x")
        assert whole(await client.fetch(web.url("/", "two.example"))).body == b"x"
        assert web.asked[0].headers["host"] == f"two.example:{web.port}"


async def test_tls_is_checked_against_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A26, A27: The connection goes to the checked number, the certificate is held against the name; authorities that the
    environment names are not believed.
    """
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))
    names = Names(names_example=[("127.0.0.1",)], other_example=[("127.0.0.1",)])
    async with WebServer(tls=server_tls()) as web, fetcher(LOOPBACK, names, tls=trusting()) as client:
        web.page("/", "x")
        assert whole(await client.fetch(web.url("/", "names.example"))).body == b"x"
        with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
            await client.fetch(web.url("/", "other.example"))
    async with WebServer(tls=server_tls()) as web, fetcher(LOOPBACK, names) as client:
        with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
            await client.fetch(web.url("/", "names.example"))


async def test_a_way_from_https_to_http_is_open_only_inside_opened_ranges() -> None:
    """A17: On the open internet the second half of the way could be anybody's; in the desk's own range it is the desk's."""
    async with WebServer() as plain, WebServer(tls=server_tls()) as web:
        plain.page("/", "x")
        web.script("/", redirect(plain.url("/")))
        async with fetcher(LOOPBACK, tls=trusting()) as client:
            assert whole(await client.fetch(web.url("/"))).final_url == plain.url("/")
        web.script("/", redirect("http://93.184.215.14/"))
        async with fetcher(LOOPBACK, tls=trusting()) as client:
            with pytest.raises(AddressRefused, match="https to http"):
                await client.fetch(web.url("/"))


async def test_tls_on_a_plain_port_is_an_error_once() -> None:
    """A14: Speaking TLS to a server that does not is unreachable, not a crash."""
    async with WebServer() as web, fetcher() as client:
        with pytest.raises(Unreachable):
            await client.fetch(web.url("/").replace("http:", "https:"))


async def test_a_closed_range_is_refused_before_the_host_is_looked_up() -> None:
    """A literal address needs no resolver to be refused."""
    names = Names()
    async with fetcher(CLOSED, names) as client:
        with pytest.raises(AddressRefused):
            await client.fetch("http://127.0.0.1/")
    assert names.asked == []
