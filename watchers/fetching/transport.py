"""Where connections are opened: the address that the guard checked is the address that is connected to.

The name stays in the Host header and in TLS; only the connection itself goes to the number. A second look-up, which could answer
otherwise (DNS rebinding), does not happen.
"""

import ssl
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

import httpcore
import httpx

from watchers.errors import Unreachable
from watchers.fetching.guard import AddressGuard
from watchers.fetching.wires import PlainWire, connected

_TRIES: Final = 4
"""Addresses of one name that are tried, in the resolver's order."""


class _Exchanges:
    """Stands where httpcore has its pool: a connection for each request, whose answer closes it.

    Nothing is kept alive and ``Lanes`` gives the places, so there is nothing for a pool to look through at every request.
    """

    def __init__(self, guard: AddressGuard, tls: ssl.SSLContext) -> None:
        self._guard = guard
        self._tls = tls
        tls.set_alpn_protocols(["http/1.1"])

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        origin = request.url.origin
        host, within = origin.host.decode("ascii"), request.extensions["timeout"]["connect"]
        wire: httpcore.AsyncNetworkStream = await self._open(host, origin.port, within)
        try:
            if origin.scheme == b"https":
                wire = await wire.start_tls(self._tls, host, within)
            return await httpcore.AsyncHTTP11Connection(origin, wire).handle_async_request(request)
        except BaseException:
            await wire.aclose()
            raise

    async def _open(self, host: str, port: int, within: float) -> PlainWire:
        """A connection to the first address of ``host`` that answers; raises ``AddressRefused`` before anything is sent."""
        addresses = (await self._guard.addresses(host, port))[:_TRIES]
        refused: Exception | None = None
        for address in addresses:
            try:
                return await connected(address, port, within / len(addresses))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refused = error
        raise httpcore.ConnectError(f"none of {', '.join(addresses)} answers") from refused

    async def aclose(self) -> None:
        """Nothing stays open between requests."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.aclose()


class ProxiedTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport through the desk's proxy. The guard still refuses what it can see is closed.

    Names that only the proxy can look up are left to it: a network that has a proxy often has no names of the outside.
    """

    def __init__(self, guard: AddressGuard, *, tls: ssl.SSLContext, connections: int, proxy: str) -> None:
        super().__init__(verify=tls, trust_env=False)
        asked = httpx.Proxy(proxy)
        self._guard = guard
        self._pool = httpcore.AsyncHTTPProxy(
            proxy_url=str(asked.url),
            proxy_auth=asked.raw_auth,
            ssl_context=tls,
            max_connections=connections,
            max_keepalive_connections=0,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, by way of the proxy; raises ``AddressRefused`` before the proxy is asked."""
        url = request.url
        with suppress(Unreachable):
            await self._guard.addresses(url.host, url.port or (443 if url.scheme == "https" else 80))
        return await super().handle_async_request(request)


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport over connections that the guard opens: HTTP/1.1, no proxy, nothing kept alive.

    A request has to say ``Connection: close``, and how long its connection may take in the extension ``timeout``.
    """

    def __init__(self, guard: AddressGuard, *, tls: ssl.SSLContext) -> None:
        super().__init__(verify=tls, trust_env=False)
        self._pool = _Exchanges(guard, tls)  # type: ignore[assignment]  # the part of a pool that is used here
