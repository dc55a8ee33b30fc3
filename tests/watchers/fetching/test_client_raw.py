"""The fetcher against servers that break the protocol, on the bare socket."""

import asyncio
from dataclasses import replace

import pytest

from tests.standins.web import Behaviour, RawServer, repeats, resets_after, says_nothing, sends
from tests.watchers.fetching.fetchers import LOOPBACK, fetcher
from watchers.errors import BadEncoding, DeadlineExceeded, FetchError, TooLarge, Unreachable
from watchers.model import Document

QUICK = replace(LOOPBACK, deadline=0.6, max_wire=200_000)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
BODY = b"<rss><channel><item><title>one</title></item></channel></rss>"
ANSWER = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY


async def failure(behaviour: Behaviour) -> FetchError:
    async with RawServer(behaviour=behaviour) as server, fetcher(QUICK) as client:
        with pytest.raises(FetchError) as caught:
            await client.fetch(server.url("/"))
        assert caught.value.url == server.url("/")
        assert server.connections == 1
    return caught.value


@pytest.mark.parametrize(
    "behaviour",
    [
        repeats(HEAD + b"\r\n", b"x", 0.05),
        repeats(HEAD, b"X-A: b\r\n", 0.05),
        repeats(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.02),
        says_nothing(),
    ],
    ids=["slow body", "slow headers", "endless 1xx", "silence"],
)
async def test_a_server_that_takes_its_time_is_left_at_the_deadline(behaviour: Behaviour) -> None:
    """A06, A07, A08, A09: Each of these passes any limit of a single read; only the deadline of the whole ends them."""
    assert isinstance(await failure(behaviour), DeadlineExceeded)


async def test_a_body_without_end_stops_at_the_cap() -> None:
    """A10: No length, no end: the cap of bytes on the wire counts."""
    assert isinstance(await failure(repeats(HEAD + b"\r\n", b"x" * 65536)), TooLarge)


async def test_headers_without_end_are_refused() -> None:
    """A13: A megabyte in one header, and thousands of small ones."""
    assert isinstance(await failure(sends(HEAD + b"X-Long: " + b"x" * 1_000_000)), Unreachable)
    assert isinstance(await failure(sends(HEAD + b"A: b\r\n" * 8000 + b"Content-Length: 1\r\n\r\nx")), TooLarge)


async def test_a_body_may_hold_lines_that_begin_with_blanks() -> None:
    """Only a head may not, in however many pieces both come."""
    body = b"<rss>\r\n <channel/>\n\t</rss>"
    answer = HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body
    for cut in (0, 10, len(HEAD) - 1, len(answer) - 5):
        async with RawServer(behaviour=sends(answer[:cut], answer[cut:], pause=0.01)) as server, fetcher(QUICK) as client:
            found = await client.fetch(server.url("/"))
        assert found is not None
        assert found.body == body


async def test_a_server_that_was_given_up_holds_no_place() -> None:
    """A06 to A09: with one place at the host and one in all, the next request gets it when the deadline has ended the first."""
    alone = replace(QUICK, connections=1, per_host=1)
    async with RawServer(behaviour=repeats(HEAD + b"\r\n", b"x", 0.05)) as slow, RawServer(behaviour=sends(ANSWER)) as quick:
        async with fetcher(alone) as client:
            lost, found = await asyncio.gather(client.fetch(slow.url("/")), client.fetch(quick.url("/")), return_exceptions=True)
        assert isinstance(lost, DeadlineExceeded)
        assert isinstance(found, Document)


async def test_a_coding_that_was_not_asked_for_is_refused_unread() -> None:
    """A02, A03, A04: a body that never ends would meet the deadline or the cap, were it read."""
    for coding in (b"br", b"zstd", b"gzip, gzip"):
        endless = repeats(HEAD + b"Content-Encoding: " + coding + b"\r\n\r\n", b"x" * 10, 0.05)
        assert isinstance(await failure(endless), BadEncoding)


@pytest.mark.parametrize(
    "pieces",
    [
        (HEAD + b"Content-Length: 100\r\n\r\n" + BODY[:20],),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabcde\r\n0\r\n\r\n",),
        (HEAD + b"X-Nul: a\0b\r\nContent-Length: 1\r\n\r\nx",),
        (HEAD + b"X-Folded: a\r\n b\r\nContent-Length: 1\r\n\r\nx",),
        (b"HTTP/1.1 103 Hints\r\n\r\n" + HEAD + b"X-Folded: a\r\n\tb\r\nContent-Length: 1\r\n\r\nx",),
        (HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",),
        (b"SSH-2.0-OpenSSH_9.2\r\n",),
        (b"<html>an answer without any header</html>",),
        (b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03",),
        (b"HTTP/1.1 200",),
        (b"",),
    ],
    ids=[
        "short body",
        "cut chunks",
        "bad chunk",
        "NUL",
        "folded",
        "folded behind hints",
        "two lengths",
        "SSH",
        "HTTP/0.9",
        "TLS",
        "cut status",
        "nothing",
    ],
)
async def test_an_answer_that_breaks_the_protocol_is_an_error(pieces: tuple[bytes, ...]) -> None:
    """A11, A13, A14: Nothing of it is handed on: a part of a body is no body."""
    assert isinstance(await failure(sends(*pieces)), Unreachable)


async def test_a_banner_before_the_request_is_an_error() -> None:
    """A14: A server that talks first does not speak HTTP."""
    assert isinstance(await failure(sends(b"220 mail.example ESMTP\r\n", pause=0.1, ask_first=False)), Unreachable)


@pytest.mark.parametrize("position", [0, 1, 9, 20, len(HEAD), len(HEAD) + 10, len(ANSWER) - len(BODY) + 1, len(ANSWER) - 1])
async def test_a_reset_at_any_byte_is_an_error_that_may_pass(position: int) -> None:
    """A32: Wherever the connection breaks, there is no document, and trying again can help."""
    error = await failure(resets_after(ANSWER[:position]))
    assert isinstance(error, Unreachable)
    assert error.retryable


async def test_a_cut_gzip_stream_is_an_error_also_without_a_length() -> None:
    """A05: A body that ends with its connection may be cut; its coding tells."""
    packed = bytes.fromhex("1f8b08000000000000034b4c4a06")
    assert isinstance(await failure(sends(HEAD + b"Content-Encoding: gzip\r\n\r\n" + packed)), BadEncoding)


async def test_a_second_answer_on_one_connection_is_not_read() -> None:
    """A33: What a server writes behind its answer belongs to nobody; the connection is not used again."""
    smuggled = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
    async with RawServer(behaviour=sends(ANSWER + smuggled)) as server, fetcher(QUICK) as client:
        for _ in range(2):
            found = await client.fetch(server.url("/"))
            assert found is not None
            assert found.body == BODY
        assert server.connections == 2


async def test_a_body_that_ends_with_its_connection_is_whole() -> None:
    """A12: Without a length and chunks, the connection's end is the body's; a break inside is the parser's to notice."""
    async with RawServer(behaviour=sends(HEAD + b"\r\n" + BODY[:20])) as server, fetcher(QUICK) as client:
        found = await client.fetch(server.url("/"))
    assert found is not None
    assert found.body == BODY[:20]
