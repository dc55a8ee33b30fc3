"""Loopback web servers for tests: one that answers by script, one that does with the raw socket whatever a test says.

Both listen on one loopback address, 127.0.0.1 unless told otherwise, on a port of the system's choice, live in the running
event loop, and count what reaches them.
"""

import asyncio
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

RSS = "application/rss+xml; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One scripted answer; ``Content-Length`` and ``Connection: close`` are added unless ``headers`` names them."""

    status: int = 200
    content_type: str | None = HTML
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    delay: float = 0.0
    """Seconds of waiting before the first byte."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One request as it came in; header names are lower case."""

    method: str
    target: str
    headers: dict[str, str]


Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(kw_only=True)
class RawServer:
    """Hands every accepted connection to ``behaviour``; use as an async context manager."""

    behaviour: Behaviour
    tls: ssl.SSLContext | None = None
    bind: str = "127.0.0.1"
    connections: int = 0
    port: int = 0
    _server: asyncio.Server | None = None
    _running: set[asyncio.Task[None]] = field(default_factory=set)

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The address of ``path`` on this server, under another name where one is given."""
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{host or self.bind}:{self.port}{path}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, self.bind, self.port, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self.behaviour(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the other side went away, which is often what a test is about
        finally:
            writer.close()


@dataclass(kw_only=True)
class WebServer:
    """Answers by script: each path has its answers, given in turn; the last one repeats; an unknown path is a 404."""

    tls: ssl.SSLContext | None = None
    bind: str = "127.0.0.1"
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    busiest: int = 0
    """The largest number of requests that were in flight at one time."""
    _script: dict[str, list[Answer]] = field(default_factory=dict)
    _raw: RawServer | None = None
    _flying: int = 0

    def script(self, path: str, *answers: Answer) -> None:
        """From now on ``path`` (with its query) answers with ``answers`` in turn."""
        self._script[path] = list(answers)

    def page(self, path: str, text: str, content_type: str = HTML) -> None:
        """From now on ``path`` answers 200 with ``text``."""
        self.script(path, Answer(body=text.encode(), content_type=content_type))

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The address of ``path`` on this server, under another name where one is given."""
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{host or self.bind}:{self.port}{path}"

    async def __aenter__(self) -> Self:
        self._raw = RawServer(behaviour=self._answer, tls=self.tls, bind=self.bind, port=self.port)
        await self._raw.__aenter__()
        self.port = self._raw.port
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._raw is not None:
            await self._raw.__aexit__(kind, error, trace)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await read_request(reader)
        self.asked.append(asked)
        self._flying += 1
        self.busiest = max(self.busiest, self._flying)
        try:
            answer = self._next(asked.target)
            await asyncio.sleep(answer.delay)
            writer.write(rendered(answer))
            await writer.drain()
        finally:
            self._flying -= 1

    def _next(self, target: str) -> Answer:
        answers = self._script.get(target)
        if not answers:
            return Answer(status=404, body=b"not here")
        return answers.pop(0) if len(answers) > 1 else answers[0]


async def read_request(reader: asyncio.StreamReader) -> Asked:
    """The head of one request; a body is left unread."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    return Asked(method=method, target=target, headers={name.strip().lower(): value.strip() for name, _, value in pairs})


def rendered(answer: Answer) -> bytes:
    """The answer as it goes over the wire."""
    headers = list(answer.headers)
    named = {name.lower() for name, _ in headers}
    if answer.content_type and "content-type" not in named:
        headers.append(("Content-Type", answer.content_type))
    if answer.status not in {204, 304} and not named & {"content-length", "transfer-encoding"}:
        headers.append(("Content-Length", str(len(answer.body))))
    if "connection" not in named:
        headers.append(("Connection", "close"))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {answer.status} X\r\n{head}\r\n".encode("latin-1") + answer.body


def sends(*pieces: bytes, pause: float = 0.0, ask_first: bool = True) -> Behaviour:
    """A behaviour that reads the request, then writes ``pieces`` with a pause after each, then closes."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if ask_first:
            await read_request(reader)
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return behave


def repeats(start: bytes, piece: bytes, pause: float = 0.0) -> Behaviour:
    """A behaviour that writes ``start`` and then ``piece`` for ever."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return behave


def says_nothing() -> Behaviour:
    """A behaviour that accepts, reads and never answers."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        await asyncio.Event().wait()

    return behave


def resets_after(data: bytes) -> Behaviour:
    """A behaviour that writes ``data`` and then resets the connection instead of closing it."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(data)
        await writer.drain()
        raw: socket.socket = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return behave
