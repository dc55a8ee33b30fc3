"""Where connections are opened: the address that the guard checked is the address that is connected to.

The name stays in the Host header and in TLS; only the connection itself goes to the number. A second look-up, which could answer
otherwise (DNS rebinding), does not happen.
"""

import ssl
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

import httpcore
import httpx

from watchers.errors import Unreachable
from watchers.fetching.guard import AddressGuard

_TRIES: Final = 4
"""Addresses of one name that are tried, in the resolver's order."""


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections to checked addresses only, and no other kind."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of ``host`` that answers; raises ``AddressRefused`` before anything is sent."""
        addresses = (await self._guard.addresses(host, port))[:_TRIES]
        share = None if timeout is None else timeout / len(addresses)
        refused: Exception | None = None
        for address in addresses:
            try:
                return await self._plain.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refused = error
        raise httpcore.ConnectError(f"none of {', '.join(addresses)} answers") from refused

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  the signature is httpcore's
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never: nothing from outside may name a socket of this machine."""
        raise httpcore.ConnectError(f"no local sockets: {path}")

    async def sleep(self, seconds: float) -> None:
        """As httpcore asks for it between retries, which are switched off."""
        await self._plain.sleep(seconds)


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
    """httpx's own transport over a pool whose connections the guard opens: HTTP/1.1, no proxy, nothing kept alive."""

    def __init__(self, guard: AddressGuard, *, tls: ssl.SSLContext, connections: int) -> None:
        super().__init__(verify=tls, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=connections,
            max_keepalive_connections=0,
            network_backend=GuardedBackend(guard),
        )
