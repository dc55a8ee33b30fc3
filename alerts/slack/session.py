"""The connections to Slack: fresh ones, without cookies, proxies, redirects or chatter."""

import logging
from datetime import timedelta
from types import TracebackType
from typing import Self

import aiohttp

DEADLINE = timedelta(seconds=10)
"""For one call with all that belongs to it; a lease keeps twice as long."""
Session = aiohttp.ClientSession
_CONNECT = 5.0


class Redirected(aiohttp.ClientError):
    """An answer that sends us elsewhere."""


class Connected:
    """Whoever calls Slack: opens a session with its first call. Close it, or use it as an asynchronous context manager."""

    def __init__(self, timeout: timedelta) -> None:
        """``timeout``: for one call with all that belongs to it."""
        self._timeout = timeout
        self._held: Session | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Let go of the connections; a later call opens new ones."""
        session, self._held = self._held, None
        if session is not None:
            await session.close()

    def _session(self) -> Session:
        """The one in use, or a new one."""
        if self._held is None or self._held.closed:
            self._held = open_session(self._timeout)
        return self._held


def open_session(timeout: timedelta) -> Session:
    """A session of fresh connections: on a kept one, an answer is lost each time the other side has just hung up."""
    return Session(
        timeout=aiohttp.ClientTimeout(total=timeout.total_seconds(), sock_connect=_CONNECT),
        connector=aiohttp.TCPConnector(force_close=True),
        cookie_jar=aiohttp.DummyCookieJar(),
        middlewares=(_stay,),
        trust_env=False,
    )


async def _stay(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Refuse a redirect before it is followed."""
    response = await handler(request)
    if 300 <= response.status < 400:
        response.close()
        raise Redirected(f"status {response.status}")
    return response


def silent_logger() -> logging.Logger:
    """A logger that nobody hears: at debug level the SDK writes whole requests, and proxy addresses with their passwords."""
    return logging.Logger("slack_sdk", level=logging.CRITICAL + 1)  # noqa: LOG001 - one from getLogger would inherit a debug level
