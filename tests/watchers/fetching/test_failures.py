"""Every error of httpx has its place in our tree."""

import inspect
import ssl

import httpx
import pytest

from watchers.errors import AddressRefused, BadStatus, DeadlineExceeded, FetchError, Unreachable, Untrusted
from watchers.fetching.failures import FOREIGN, MAPPED, ours

KINDS = [kind for _, kind in inspect.getmembers(httpx, inspect.isclass) if issubclass(kind, Exception)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_exception_of_httpx_is_mapped(kind: type[Exception]) -> None:
    """A new release with a new exception class fails here, not in the night."""
    assert kind in MAPPED
    assert issubclass(MAPPED[kind], FetchError)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ReadTimeout("slow"), DeadlineExceeded),
        (httpx.ConnectTimeout("slow"), Unreachable),
        (httpx.RemoteProtocolError("bad"), Unreachable),
        (httpx.InvalidURL("bad"), AddressRefused),
        (ssl.SSLError("bad record"), Untrusted),
        (ConnectionResetError("reset"), Unreachable),
    ],
)
def test_a_foreign_error_becomes_ours_with_its_name(error: Exception, kind: type[FetchError]) -> None:
    """The message names the foreign class in one line, whatever was in it."""
    assert isinstance(error, FOREIGN)
    mapped = ours(error, "https://example.org/")
    assert type(mapped) is kind
    assert type(error).__name__ in str(mapped)
    assert "\n" not in str(ours(type(error)("two\nlines"), "https://example.org/"))


def test_a_status_error_keeps_its_status() -> None:
    """Should anybody ask httpx to raise for a status, the status is not lost."""
    request = httpx.Request("GET", "https://example.org/")
    error = httpx.HTTPStatusError("busy", request=request, response=httpx.Response(503, request=request))
    mapped = ours(error, "https://example.org/")
    assert isinstance(mapped, BadStatus)
    assert (mapped.status, mapped.retryable) == (503, True)
