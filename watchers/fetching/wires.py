"""Connections as asyncio itself gives them, encrypted or not. Errors are httpx's.

A connection is used for one exchange and then dropped, and whoever asks keeps one deadline around the whole of it: so reading and
writing need no clock of their own.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

import httpx

T = TypeVar("T")

_PIECE: Final = 256 * 1024


class PlainWire:
    """A connected socket, unencrypted."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._asked = False

    async def read(self, most: int = _PIECE) -> bytes:
        """What has come, empty at the end. Raises ``httpx.ReadError``."""
        if self._asked:  # where more is always there nobody else would get his turn, the deadline neither
            await asyncio.sleep(0)
        self._asked = True
        try:
            return await asyncio.get_running_loop().sock_recv(self._socket, most)
        except OSError as error:
            raise httpx.ReadError(str(error)) from error

    async def write(self, said: bytes) -> None:
        """All of it. Raises ``httpx.WriteError``."""
        try:
            await asyncio.get_running_loop().sock_sendall(self._socket, said)
        except OSError as error:
            raise httpx.WriteError(str(error)) from error

    def close(self) -> None:
        """At once."""
        self._socket.close()

    async def encrypted(self, tls: ssl.SSLContext, name: str, within: float) -> "TlsWire":
        """The same connection, encrypted for the server of that ``name``; the handshake may take ``within`` seconds.

        Raises ``httpx.ConnectError``, or ``httpx.ConnectTimeout``; this one is still open then.
        """
        wire = TlsWire(self, tls, name)
        try:
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the request waits for no answer to the keys
            async with asyncio.timeout(within):
                await wire.shake_hands()
        except TimeoutError as error:
            raise httpx.ConnectTimeout("no end of the TLS handshake") from error
        except (OSError, httpx.NetworkError) as error:
            raise httpx.ConnectError(str(error)) from error
        return wire


class TlsWire:
    """A connection encrypted for the server of that name."""

    def __init__(self, plain: PlainWire, tls: ssl.SSLContext, name: str) -> None:
        self._plain = plain
        self._came, self._goes = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = tls.wrap_bio(self._came, self._goes, server_hostname=name)

    async def shake_hands(self) -> None:
        """Agree upon keys, and check the certificate; raises ``ssl.SSLError``."""
        await self._done(self._tls.do_handshake)

    async def read(self, most: int = _PIECE) -> bytes:
        """As ``PlainWire.read``; an end without a good-bye is an end, for what was announced is counted by whoever reads."""
        try:
            return await self._done(partial(self._tls.read, most))
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
            return b""
        except ssl.SSLError as error:
            raise httpx.ReadError(str(error)) from error

    async def write(self, said: bytes) -> None:
        """As ``PlainWire.write``."""
        try:
            await self._done(partial(self._tls.write, said))
        except ssl.SSLError as error:
            raise httpx.WriteError(str(error)) from error

    def close(self) -> None:
        """At once: nobody waits for the other side's good-bye."""
        self._plain.close()

    async def _done(self, act: Callable[[], T]) -> T:
        """What ``act`` gives, once enough has come for it and what it has to say is sent."""
        while True:
            try:
                given = act()
            except ssl.SSLWantReadError:
                await self._send()
                self._feed(await self._plain.read())
            else:
                await self._send()
                return given

    async def _send(self) -> None:
        if self._goes.pending:
            await self._plain.write(self._goes.read())

    def _feed(self, piece: bytes) -> None:
        if piece:
            self._came.write(piece)
        else:
            self._came.write_eof()


Wire = PlainWire | TlsWire


async def connected(address: str, port: int, within: float) -> PlainWire:
    """A connection to a number. Raises ``httpx.ConnectError``, or ``httpx.ConnectTimeout`` after ``within`` seconds."""
    line = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        line.settimeout(0)
        async with asyncio.timeout(within):
            await asyncio.get_running_loop().sock_connect(line, (address, port))
    except TimeoutError as error:
        line.close()
        raise httpx.ConnectTimeout(str(error)) from error
    except OSError as error:
        line.close()
        raise httpx.ConnectError(str(error)) from error
    except BaseException:
        line.close()
        raise
    return PlainWire(line)
