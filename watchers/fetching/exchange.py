"""A request and its answer over a connection of their own: HTTP/1.1 as h11 reads it. Errors are httpx's.

h11 refuses what is no HTTP, counts what was announced, and takes no more than ``_LONGEST_HEAD`` for an answer's head. It takes
headers that go on in a next line, which parsers read in two ways and HTTP has forbidden since 2014: they are refused here.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

import h11
import httpx

from watchers.fetching.wires import Wire

_LONGEST_HEAD: Final = 100 * 1024
"""Bytes."""


class Answer(Protocol):
    """What a server answers; it has to be closed."""

    @property
    def status(self) -> int:
        """The number."""

    @property
    def lines(self) -> int:
        """How many headers were sent."""

    @property
    def headers(self) -> Mapping[str, str]:
        """By their names in lower case; the values of one name parted by commas."""

    async def piece(self) -> bytes:
        """The next bytes of the body, as they were sent; empty at its end."""

    async def close(self) -> None:
        """Let go of the connection, and of what was not read."""


class DirectAnswer:
    """The answer that comes over a wire, which is its own."""

    def __init__(self, wire: Wire, talk: h11.Connection, head: h11.Response) -> None:
        self._wire, self._talk = wire, talk
        self.status = head.status_code
        self.lines = len(head.headers)
        self.headers = by_name(head.headers)

    async def piece(self) -> bytes:
        """As ``Answer.piece``."""
        while True:
            event = await _next(self._wire, self._talk)
            if not isinstance(event, h11.Data):
                return b""
            if event.data:
                return bytes(event.data)

    async def close(self) -> None:
        """As ``Answer.close``."""
        self._wire.close()


async def exchanged(wire: Wire, target: str, headers: Mapping[str, str]) -> DirectAnswer:
    """Ask for ``target``, and read the head of the answer. The wire is the answer's then, and still the caller's on an error."""
    talk = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)
    try:
        said = talk.send(h11.Request(method="GET", target=target, headers=list(headers.items()))) or b""
        await wire.write(said + (talk.send(h11.EndOfMessage()) or b""))
    except h11.LocalProtocolError as error:
        raise httpx.LocalProtocolError(str(error)) from error
    head = _Head(wire)
    while True:
        event = await _next(head, talk)
        if not isinstance(event, h11.Response | h11.InformationalResponse):
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
        if head.folded(beyond=talk.trailing_data[0]):
            raise httpx.RemoteProtocolError("a header that goes on in the next line")
        if isinstance(event, h11.Response):
            return DirectAnswer(wire, talk, event)


class _Head:
    """What comes over a wire until the head of the answer is whole."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._came = b""

    async def read(self) -> bytes:
        """As ``Wire.read``."""
        piece = await self._wire.read()
        self._came += piece
        return piece

    def folded(self, *, beyond: bytes) -> bool:
        """Whether a header went on in a next line; ``beyond`` came behind the head, and is kept for the next one."""
        head = self._came[: len(self._came) - len(beyond)]
        self._came = beyond
        return b"\n " in head or b"\n\t" in head


def by_name(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers whose names are in lower case already; the values of one name parted by commas."""
    found: dict[str, str] = {}
    for name, value in headers:
        key, said = name.decode("ascii", "replace"), _read(value)
        found[key] = f"{found[key]}, {said}" if key in found else said
    return found


def _read(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


async def _next(wire: Wire | _Head, talk: h11.Connection) -> object:
    try:
        while (event := talk.next_event()) is h11.NEED_DATA:
            talk.receive_data(await wire.read())
    except h11.RemoteProtocolError as error:
        raise httpx.RemoteProtocolError(str(error)) from error
    return event
