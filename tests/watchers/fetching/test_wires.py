"""A connection of one exchange: it ends with it, however the other side behaves, encrypted or not."""

import asyncio
import socket
from dataclasses import replace

import pytest

from tests.standins.web import Answer, WebServer
from tests.watchers.fetching.fetchers import LOOPBACK, Names, fetcher, server_tls, trusting
from watchers.errors import DeadlineExceeded, Unreachable
from watchers.fetching.wires import connected

BRIEF = replace(LOOPBACK, deadline=0.6)


async def test_a_long_document_comes_whole_through_tls() -> None:
    """Many records, many reads, and the server's end after them."""
    body = bytes(range(256)) * 4096
    names = Names(names_example=[("127.0.0.1",)])
    async with WebServer(tls=server_tls()) as web, fetcher(LOOPBACK, names, tls=trusting()) as asks:
        web.script("/", Answer(body=body))
        document = await asks.fetch(web.url("/", "names.example"))
    assert document is not None
    assert document.body == body


async def test_a_handshake_without_an_end_is_given_up() -> None:
    """Who accepts and says nothing is not reached; the connection is closed."""
    closed = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1000):
            pass
        closed.set()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server, fetcher(BRIEF) as asks:
        with pytest.raises(Unreachable, match="handshake"):
            await asks.fetch(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
        async with asyncio.timeout(30):
            await closed.wait()


async def test_hints_without_an_answer_meet_the_deadline() -> None:
    """A server may say that the answer is coming, but not for ever; the connection is closed."""
    closed = asyncio.Event()

    async def hinting(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50)
                await writer.drain()
        except OSError:
            closed.set()
        writer.close()

    server = await asyncio.start_server(hinting, "127.0.0.1", 0)
    async with server, fetcher(BRIEF) as asks:
        with pytest.raises(DeadlineExceeded):
            await asks.fetch(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
        async with asyncio.timeout(30):
            await closed.wait()


async def test_whoever_always_has_more_to_read_leaves_others_their_turn() -> None:
    """Reading what is there already waits for nothing, so it has to stand back by itself."""
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    with socket.create_server(("127.0.0.1", 0)) as server:
        wire = await connected("127.0.0.1", server.getsockname()[1], 30)
        far, _ = server.accept()
        with far:
            far.sendall(b"x" * 100)
            busy = asyncio.create_task(other())
            got = [await wire.read(1) for _ in range(100)]
            busy.cancel()
        wire.close()
    assert got == [b"x"] * 100
    assert turns >= 99
