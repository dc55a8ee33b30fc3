"""What went wrong with a watched address, as people say it: a sentence without the name of a class. Pure."""

import math
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from watchers.errors import (
    AddressRefused,
    BadEncoding,
    BadStatus,
    DeadlineExceeded,
    FeedReplaced,
    NotAFeed,
    ParseFailed,
    ParseKilled,
    Replaced,
    TooLarge,
    TooManyRedirects,
    Unreachable,
    Untrusted,
    WatchError,
)

_HTML: Final = "this looks like html"
_STATUS: Final[Mapping[int, str]] = MappingProxyType(
    {
        400: "it does not understand what is asked",
        401: "it asks for a login",
        402: "it asks for payment",
        403: "it refuses us",
        404: "nothing is found there",
        407: "a proxy asks for a login",
        410: "its publisher has taken it down for good",
        429: "it asks to be asked less often",
        451: "it is withheld for legal reasons",
        503: "its server cannot answer now",
    }
)
_STANDS: Final[Mapping[Replaced, str]] = MappingProxyType(
    {
        Replaced.CONSENT: "a question for consent stands where a feed should be",
        Replaced.LOGIN: "a login stands where a feed should be",
        Replaced.CHECK: "a check for robots stands where a feed should be",
    }
)
_OPENINGS: Final[tuple[tuple[type[WatchError], str], ...]] = (
    (AddressRefused, "it may not be asked"),
    (Untrusted, "its encryption cannot be trusted"),
    (Unreachable, "it cannot be reached"),
    (DeadlineExceeded, "it takes too long"),
    (TooLarge, "it is too large"),
    (BadEncoding, "it is packed in a way that cannot be read"),
    (TooManyRedirects, "it leads on and on"),
    (NotAFeed, "no feed stands there"),
    (ParseKilled, "reading it had to be stopped"),
    (ParseFailed, "it cannot be parsed"),
)
"""The nearer class first."""


def in_words(error: WatchError) -> str:
    """What ``error`` means for whoever watches the address, on one line."""
    message = str(error.args[0])
    if isinstance(error, BadStatus):
        return _of_status(error)
    if isinstance(error, FeedReplaced):
        if error.by in _STANDS:
            return _STANDS[error.by]
        if error.by is Replaced.OTHER:
            return f"it {message}"
        if message.startswith(_HTML):
            named = message.removeprefix(_HTML).removesuffix(f": {error.by}")
            return f"a web page stands there{named}" if named else "a web page that names no feed stands there"
    opening = next((said for kind, said in _OPENINGS if isinstance(error, kind)), "")
    return f"{opening}: {message}" if opening else message


def _of_status(error: BadStatus) -> str:
    other = "its server fails" if error.status >= 500 else "it answers with no document"
    said = f"{_STATUS.get(error.status, other)} (status {error.status})"
    return said if error.retry_after is None else f"{said}, again in {_span(error.retry_after)} at the earliest"


def _span(wait: timedelta) -> str:
    """Rounded up, in the largest unit of which there are two."""
    minutes = max(1, math.ceil(wait / timedelta(minutes=1)))
    if minutes < 120:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    hours = math.ceil(minutes / 60)
    return f"{hours} hours" if hours < 48 else f"{math.ceil(hours / 24)} days"
