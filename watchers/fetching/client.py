"""Bytes from the network: conditional, capped, within one deadline, and only from addresses that the guard admits."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Final, Self

import httpx

from watchers.errors import AddressRefused, BadStatus, DeadlineExceeded, FetchError, TooLarge, TooManyRedirects
from watchers.fetching.config import FetchConfig
from watchers.fetching.exchange import Answer
from watchers.fetching.failures import FOREIGN, ours
from watchers.fetching.guard import AddressGuard
from watchers.fetching.headers import charset_of, fresh_for, retry_after, usable, validators_of
from watchers.fetching.lanes import Lanes
from watchers.fetching.resolver import Resolver, SystemResolver
from watchers.fetching.robots import Robots
from watchers.fetching.transport import GuardedTransport, ProxiedTransport, Transport
from watchers.identity import host_of
from watchers.inflate import Inflater
from watchers.model import Document, Validators

_ACCEPT: Final = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.9, */*;q=0.5"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD: Final = frozenset({301, 308})
_MOST_HEADERS: Final = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class _Onward:
    """The answer was a redirect to ``url``, which the guard has admitted."""

    url: str
    for_good: bool


class GuardedFetcher:
    """The one way to the network for all watchers; an async context manager. Implements ``watchers.ports.Fetcher``.

    ``fetch`` is for what is published to be polled; ``pages`` is the same for pages, by their sites' robots.txt.

    ``now`` gives the wall time (aware, UTC) that a Retry-After date is measured against; ``resolver`` and ``tls`` default to the
    system's resolver and to certifi's authorities. Proxies, certificates and passwords of the environment are not looked at.
    """

    def __init__(
        self,
        config: FetchConfig,
        *,
        now: Callable[[], datetime],
        resolver: Resolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._config = config
        self._now = now
        self._guard = AddressGuard(config, resolver or SystemResolver())
        self._lanes = Lanes(config, self._guard.owns)
        self._robots = Robots(self.fetch, lambda: asyncio.get_running_loop().time())
        context = tls or httpx.create_ssl_context(trust_env=False)
        self._transport = _transport(config, self._guard, context)
        self._headers = {
            "User-Agent": config.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._transport.close()

    @property
    def pages(self) -> "Pages":
        """The fetcher for pages."""
        return Pages(self)

    async def fetch(self, url: str, validators: Validators | None = None) -> Document | None:
        """The document at ``url``; ``None`` when ``validators`` were sent and the answer was "unchanged".

        Waiting for a free place at the first host costs nothing of the deadline; everything after it does.
        Raises ``watchers.errors.FetchError``.
        """
        return await self._chain(url, validators, _anything)

    async def page(self, url: str, validators: Validators | None = None) -> Document | None:
        """Like ``fetch``, for a page: every address of the chain is asked for only where its site's robots.txt lets us."""
        return await self._chain(url, validators, self._by_robots)

    async def _by_robots(self, url: str) -> None:
        if self._config.robots and self._config.rule(host_of(url)).robots:
            await self._robots.ask(url)

    async def _chain(self, url: str, validators: Validators | None, may: Callable[[str], Awaitable[None]]) -> Document | None:
        asked = self._guard.admit(url)
        asking = usable(validators)
        await may(asked)
        async with self._lanes.place(host_of(asked)):
            until = asyncio.get_running_loop().time() + self._config.deadline
            answer = await self._within(until, asked, asking)
        visited = [asked]
        moved: str | None = None
        while isinstance(answer, _Onward):
            if answer.url in visited or len(visited) > self._config.max_hops:
                raise TooManyRedirects(f"a loop, or more than {self._config.max_hops} redirects", url=asked)
            if answer.for_good and moved == (visited[-1] if len(visited) > 1 else None):
                moved = answer.url
                asking = {}  # they belong to the old address, and "unchanged" would hide the new one
            visited.append(answer.url)
            await may(answer.url)
            answer = await self._within(until, answer.url, asking, onward=True)
        return answer and replace(answer, url=url, moved_to=moved)

    async def _within(self, until: float, url: str, asking: dict[str, str], *, onward: bool = False) -> Document | _Onward | None:
        try:
            async with asyncio.timeout_at(until):
                if not onward:
                    return await self._ask(url, asking)
                async with self._lanes.place(host_of(url)):
                    return await self._ask(url, asking)
        except TimeoutError as error:
            raise DeadlineExceeded(f"not done within {self._config.deadline:g} s", url=url) from error

    async def _ask(self, url: str, asking: dict[str, str]) -> Document | _Onward | None:
        try:
            own = self._config.rule(host_of(url)).user_agent
            headers = self._headers | asking | ({"User-Agent": own} if own else {})
            answer = await self._transport.ask(url, headers)
            try:
                return await self._answer(url, answer, asked_conditionally=bool(asking))
            finally:
                await answer.close()
        except FetchError as error:
            if "://" not in error.url:  # where a connection is opened, only host and port are known
                error.url = url
            raise
        except FOREIGN as error:
            raise ours(error, url) from error

    async def _answer(self, url: str, response: Answer, *, asked_conditionally: bool) -> Document | _Onward | None:
        status = response.status
        if response.lines > _MOST_HEADERS:
            raise TooLarge(f"more than {_MOST_HEADERS} headers", url=url)
        if status == 304 and asked_conditionally:
            return None
        if status in _REDIRECTS and "location" in response.headers:
            return _Onward(url=await self._next_hop(url, response.headers["location"]), for_good=status in _FOR_GOOD)
        if status not in {200, 203} or "content-range" in response.headers:
            wait = retry_after(response.headers.get("retry-after"), self._now())
            raise BadStatus(f"status {status}", url=url, status=status, retry_after=wait)
        body = await self._body(url, response)
        content_type = response.headers.get("content-type")
        return Document(
            url=url,
            final_url=url,
            status=status,
            content_type=content_type,
            charset=charset_of(content_type),
            validators=validators_of(response.headers.get("etag"), response.headers.get("last-modified")),
            body=body,
            fresh_for=fresh_for(response.headers.get("cache-control")),
        )

    async def _next_hop(self, url: str, location: str) -> str:
        onward = self._guard.admit(location, url)
        downgrade = url.startswith("https:") and onward.startswith("http:")
        if downgrade and not await self._guard.opened(onward):
            raise AddressRefused("a redirect from https to http", url=onward)
        return onward

    async def _body(self, url: str, response: Answer) -> bytes:
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and (len(announced) > 18 or int(announced) > self._config.max_wire):
            raise TooLarge(f"{announced[:20]} bytes announced", url=url)
        inflater = Inflater(response.headers.get("content-encoding"), cap=self._config.max_body, url=url)
        received = 0
        parts = []
        while piece := await response.piece():
            received += len(piece)
            if received > self._config.max_wire:
                raise TooLarge(f"more than {self._config.max_wire} bytes on the wire", url=url)
            parts.append(inflater.feed(piece))
        inflater.finish()
        return b"".join(parts)


class Pages:
    """The same fetcher, for pages. Implements ``watchers.ports.Fetcher``."""

    def __init__(self, fetcher: GuardedFetcher) -> None:
        self._fetcher = fetcher

    async def fetch(self, url: str, validators: Validators | None = None) -> Document | None:
        """As ``GuardedFetcher.page``."""
        return await self._fetcher.page(url, validators)


async def _anything(_url: str) -> None:
    """What is published to be polled may be asked for."""


def _transport(config: FetchConfig, guard: AddressGuard, tls: ssl.SSLContext) -> Transport:
    if config.proxy:
        return ProxiedTransport(guard, tls=tls, connections=config.connections, proxy=config.proxy, deadline=config.deadline)
    return GuardedTransport(guard, tls=tls, deadline=config.deadline)
