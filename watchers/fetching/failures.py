"""Foreign errors stop here: every exception of httpx becomes one of ours, with its cause kept."""

import ssl
from typing import Final

import httpx

from watchers.errors import (
    AddressRefused,
    BadEncoding,
    BadStatus,
    DeadlineExceeded,
    FetchError,
    TooManyRedirects,
    Unreachable,
    Untrusted,
)

MAPPED: Final[dict[type[Exception], type[FetchError]]] = {
    httpx.TimeoutException: DeadlineExceeded,
    httpx.ConnectTimeout: Unreachable,
    httpx.ReadTimeout: DeadlineExceeded,
    httpx.WriteTimeout: DeadlineExceeded,
    httpx.PoolTimeout: DeadlineExceeded,
    httpx.TransportError: Unreachable,
    httpx.NetworkError: Unreachable,
    httpx.ConnectError: Unreachable,
    httpx.ReadError: Unreachable,
    httpx.WriteError: Unreachable,
    httpx.CloseError: Unreachable,
    httpx.ProxyError: Unreachable,
    httpx.ProtocolError: Unreachable,
    httpx.LocalProtocolError: Unreachable,
    httpx.RemoteProtocolError: Unreachable,
    httpx.RequestError: Unreachable,
    httpx.HTTPError: Unreachable,
    httpx.UnsupportedProtocol: AddressRefused,
    httpx.InvalidURL: AddressRefused,
    httpx.DecodingError: BadEncoding,
    httpx.TooManyRedirects: TooManyRedirects,
    httpx.HTTPStatusError: Unreachable,
    httpx.CookieConflict: Unreachable,
    httpx.StreamError: Unreachable,
    httpx.StreamConsumed: Unreachable,
    httpx.StreamClosed: Unreachable,
    httpx.ResponseNotRead: Unreachable,
    httpx.RequestNotRead: Unreachable,
    OSError: Unreachable,  # what TLS raises in the middle of a body passes httpcore unmapped
}

FOREIGN: Final = tuple(MAPPED)


def ours(error: Exception, url: str) -> FetchError:
    """The error of our tree for ``error``; the nearest class of its ancestry decides."""
    if isinstance(error, httpx.HTTPStatusError):
        return BadStatus(f"status {error.response.status_code}", url=url, status=error.response.status_code)
    kind = next((MAPPED[base] for base in type(error).__mro__ if base in MAPPED), Unreachable)
    if kind is Unreachable and _is_tls(error):
        kind = Untrusted
    return kind(f"{type(error).__name__}: {' '.join(str(error).split())[:300]}", url=url)


def _is_tls(error: BaseException | None) -> bool:
    """Whether TLS is at the bottom of it."""
    seen = 0
    while error is not None and seen < 10:
        if isinstance(error, ssl.SSLError):
            return True
        error, seen = error.__cause__ or error.__context__, seen + 1
    return False
