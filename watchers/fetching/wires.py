"""Connections as asyncio itself gives them, in the shape that httpcore asks for.

A connection is used for one exchange and then dropped, and whoever asks keeps one deadline around the whole of it: so reading and
writing need no clock of their own, and what httpcore's own backend keeps for each of them is not paid for.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

import httpcore

T = TypeVar("T")

_PIECE: Final = 64 * 1024


class PlainWire(httpcore.AsyncNetworkStream):
    """A connected socket, unencrypted. Raises httpcore's errors."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._asked = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109  the signature is httpcore's
        """What has come, empty at the end; ``timeout`` is the caller's deadline."""
        if self._asked:  # where more is always there nobody else would get his turn, the deadline neither
            await asyncio.sleep(0)
        self._asked = True
        try:
            return await asyncio.get_running_loop().sock_recv(self._socket, max_bytes)
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109  the signature is httpcore's
        """All of it; ``timeout`` is the caller's deadline."""
        if not buffer:  # the body of a request that has none
            return
        try:
            await asyncio.get_running_loop().sock_sendall(self._socket, buffer)
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        """At once."""
        self._socket.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109  the signature is httpcore's
    ) -> httpcore.AsyncNetworkStream:
        """The same connection, encrypted; the handshake may take ``timeout`` seconds. Where it fails, this one is still open."""
        if server_hostname is None:
            raise httpcore.ConnectError("no name to hold a certificate against")
        encrypted = TlsWire(self, ssl_context, server_hostname)
        try:
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the request waits for no answer to the keys
            async with asyncio.timeout(timeout):
                await encrypted.shake_hands()
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("no end of the TLS handshake") from error
        except (OSError, httpcore.NetworkError) as error:
            raise httpcore.ConnectError(str(error)) from error
        return encrypted


class TlsWire(httpcore.AsyncNetworkStream):
    """A connection encrypted for the server of that name. Raises httpcore's errors."""

    def __init__(self, plain: PlainWire, tls: ssl.SSLContext, name: str) -> None:
        self._plain = plain
        self._came, self._goes = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = tls.wrap_bio(self._came, self._goes, server_hostname=name)

    async def shake_hands(self) -> None:
        """Agree upon keys, and check the certificate; raises ``ssl.SSLError``."""
        await self._done(self._tls.do_handshake)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109  the signature is httpcore's
        """As ``PlainWire.read``; an end without a good-bye is an end, for what was announced is counted by whoever reads."""
        try:
            return await self._done(partial(self._tls.read, max_bytes))
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
            return b""
        except ssl.SSLError as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109  the signature is httpcore's
        """As ``PlainWire.write``."""
        if not buffer:
            return
        try:
            await self._done(partial(self._tls.write, buffer))
        except ssl.SSLError as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        """At once: nobody waits for the other side's good-bye."""
        await self._plain.aclose()

    async def _done(self, act: Callable[[], T]) -> T:
        """What ``act`` gives, once enough has come for it and what it has to say is sent."""
        while True:
            try:
                given = act()
            except ssl.SSLWantReadError:
                await self._plain.write(self._goes.read())
                self._feed(await self._plain.read(_PIECE))
            else:
                await self._plain.write(self._goes.read())
                return given

    def _feed(self, piece: bytes) -> None:
        if piece:
            self._came.write(piece)
        else:
            self._came.write_eof()


async def connected(address: str, port: int, within: float | None) -> PlainWire:
    """A connection to a number. Raises ``httpcore.ConnectError``, or ``ConnectTimeout`` after ``within`` seconds."""
    line = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        line.settimeout(0)
        async with asyncio.timeout(within):
            await asyncio.get_running_loop().sock_connect(line, (address, port))
    except TimeoutError as error:
        line.close()
        raise httpcore.ConnectTimeout(str(error)) from error
    except OSError as error:
        line.close()
        raise httpcore.ConnectError(str(error)) from error
    except BaseException:
        line.close()
        raise
    return PlainWire(line)
