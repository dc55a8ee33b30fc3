"""Where connections are opened: the address that the guard checked is the address that is connected to.

The name stays in the Host header and in TLS; only the connection itself goes to the number. A second look-up, which could answer
otherwise (DNS rebinding), does not happen.
"""

import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import Final, Protocol

import httpx

from watchers.errors import AddressRefused, Unreachable
from watchers.fetching.exchange import Answer, DirectAnswer, by_name, exchanged
from watchers.fetching.guard import AddressGuard
from watchers.fetching.wires import PlainWire, Wire, connected
from watchers.identity import host_of, path_of, port_of

_TRIES: Final = 4
"""Addresses of one name that are tried, in the resolver's order."""
_CONNECT_SHARE: Final = 3
"""Connecting may take a third of the deadline, so that a second address of the same name still has its chance."""


class Transport(Protocol):
    """Who asks."""

    async def ask(self, url: str, headers: Mapping[str, str]) -> Answer:
        """The answer to a GET for ``url``, an address that the guard admitted. Raises ``FetchError`` and httpx's errors."""

    async def close(self) -> None:
        """Let go of what is kept open."""


class GuardedTransport:
    """A connection for each request, opened by the guard and closed with its answer: no proxy, and nothing kept alive.

    ``deadline`` is that of the whole request, in seconds; the caller keeps it.
    """

    def __init__(self, guard: AddressGuard, *, tls: ssl.SSLContext, deadline: float) -> None:
        self._guard = guard
        self._tls = tls
        self._within = deadline / _CONNECT_SHARE
        tls.set_alpn_protocols(["http/1.1"])

    async def ask(self, url: str, headers: Mapping[str, str]) -> DirectAnswer:
        """As ``Transport.ask``."""
        named, port = host_of(url), port_of(url)
        encrypted = url.startswith("https:")
        host = named.strip("[]")
        to = {"Host": named if port == (443 if encrypted else 80) else f"{named}:{port}"}
        plain = await self._open(host, port)
        try:
            wire: Wire = await plain.encrypted(self._tls, host, self._within) if encrypted else plain
            return await exchanged(wire, path_of(url), to | dict(headers))
        except BaseException:
            plain.close()
            raise

    async def _open(self, host: str, port: int) -> PlainWire:
        """A connection to the first address of ``host`` that answers; raises ``AddressRefused`` before anything is sent."""
        addresses = (await self._guard.addresses(host, port))[:_TRIES]
        refused: Exception | None = None
        for address in addresses:
            try:
                return await connected(address, port, self._within / len(addresses))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                refused = error
        raise httpx.ConnectError(f"none of {', '.join(addresses)} answers") from refused

    async def close(self) -> None:
        """Nothing stays open between requests."""


class ProxiedTransport:
    """httpx's own transport through the desk's proxy. The guard still refuses what it can see is closed.

    Names that only the proxy can look up are left to it: a network that has a proxy often has no names of the outside.
    """

    def __init__(self, guard: AddressGuard, *, tls: ssl.SSLContext, connections: int, proxy: str, deadline: float) -> None:
        self._guard = guard
        self._patience = httpx.Timeout(deadline, connect=deadline / _CONNECT_SHARE).as_dict()
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=0)
        self._inner = httpx.AsyncHTTPTransport(verify=tls, trust_env=False, proxy=proxy, limits=limits)

    async def ask(self, url: str, headers: Mapping[str, str]) -> Answer:
        """As ``Transport.ask``; raises ``AddressRefused`` before the proxy is asked."""
        host = host_of(url).strip("[]")
        request = httpx.Request("GET", url, headers=dict(headers), extensions={"timeout": self._patience})
        if request.url.raw_host.decode("ascii") != host:
            raise AddressRefused("two parsers see two hosts", url=url)
        with suppress(Unreachable):
            await self._guard.addresses(host, port_of(url))
        return _Proxied(await self._inner.handle_async_request(request))

    async def close(self) -> None:
        """End what is under way."""
        await self._inner.aclose()


class _Proxied:
    """The answer that came through the proxy."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self._body: AsyncIterator[bytes] = response.aiter_raw()
        self.status = response.status_code
        self.lines = len(response.headers.raw)
        self.headers = by_name((name.lower(), value) for name, value in response.headers.raw)

    async def piece(self) -> bytes:
        """As ``Answer.piece``."""
        async for piece in self._body:
            if piece:
                return piece
        return b""

    async def close(self) -> None:
        """As ``Answer.close``."""
        await self._response.aclose()
