"""The connections to Slack: fresh ones, without cookies, proxies, redirects or chatter."""

import logging
from datetime import timedelta

import aiohttp

DEADLINE = timedelta(seconds=10)
"""For one call with all that belongs to it; a lease keeps twice as long."""
Session = aiohttp.ClientSession
_CONNECT = 5.0


class Redirected(aiohttp.ClientError):
    """An answer that sends us elsewhere."""


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
