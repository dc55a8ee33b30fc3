"""Everything that can go wrong between a feed and its claims.

WatchError                      url, retryable
├── FetchError                  no usable answer from the network
│   ├── AddressRefused          the guard: not a public address, a scheme or port that is not allowed, a URL nobody can parse
│   ├── Unreachable             DNS, connect, reset, cut body                                              (retryable)
│   │   └── Untrusted           TLS: a certificate or a protocol that is not to be trusted                 (retryable)
│   ├── DeadlineExceeded        the wall-clock budget of the whole chain is spent                          (retryable)
│   ├── TooLarge                over the cap of bytes, on the wire or after decoding
│   ├── BadEncoding             a content coding that was not asked for, stacked, or corrupt
│   ├── TooManyRedirects        more than five hops, or a loop
│   ├── RobotsRefused           the site's robots.txt asks us not to read this page
│   └── BadStatus               an answer that is neither content nor "unchanged"; ``status``, ``retry_after``
├── ParseError                  bytes that hold no entries or no text
│   ├── NotAFeed                HTML, a wall, or something else where a feed should be; ``feeds``
│   │   └── FeedReplaced        the same, where it is known what stands there; ``by``
│   └── NotReadable             a document from which no text can be taken
└── ConfinementError            the worker that parses hostile bytes
    ├── ParseKilled             it died by a signal or by its CPU or memory limit
    └── ParseFailed             it raised; ``cause`` names the foreign error
"""

import copyreg
from datetime import timedelta
from enum import StrEnum


class WatchError(Exception):
    """Root of the tree: every error says what it is about and whether trying again can help."""

    retryable = False

    def __init__(self, message: str, *, url: str) -> None:
        super().__init__(message)
        self.url = url

    def __str__(self) -> str:
        return f"{self.args[0]} ({self.url})"

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are rebuilt from positional arguments alone, which would lose the fields on the way out of a worker.
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]  # typeshed leaves it out


class FetchError(WatchError):
    """No usable answer from the network."""


class AddressRefused(FetchError):
    """The guard refused the address before any connection was opened."""


class Unreachable(FetchError):
    """DNS, connect, a reset or a cut body."""

    retryable = True


class Untrusted(Unreachable):
    """TLS: a certificate or a protocol that is not to be trusted, or no TLS at all; never asked for without."""


class DeadlineExceeded(FetchError):
    """The wall-clock budget of the whole chain of hops is spent."""

    retryable = True


class TooLarge(FetchError):
    """Over the cap of bytes, on the wire or after decoding."""


class BadEncoding(FetchError):
    """A content coding that was not asked for, stacked, or corrupt."""


class TooManyRedirects(FetchError):
    """More than the allowed hops, or a loop."""


class RobotsRefused(FetchError):
    """The site's robots.txt asks us not to read this page."""


class BadStatus(FetchError):
    """An answer that is neither content nor "unchanged"."""

    def __init__(self, message: str, *, url: str, status: int, retry_after: timedelta | None = None) -> None:
        super().__init__(message, url=url)
        self.status = status
        self.retry_after = retry_after
        self.retryable = status == 429 or status >= 500


class ParseError(WatchError):
    """Bytes that hold no entries or no text."""


class NotAFeed(ParseError):
    """HTML, a wall, or something else where a feed should be; ``feeds``: addresses of feeds that the page names."""

    def __init__(self, message: str, *, url: str, feeds: tuple[str, ...] = ()) -> None:
        super().__init__(message, url=url)
        self.feeds = feeds


class Replaced(StrEnum):
    """What stands where a feed should be."""

    PAGE = "a page"
    CONSENT = "a question for consent"
    LOGIN = "a login"
    CHECK = "a check for robots"
    OTHER = "another feed"


class FeedReplaced(NotAFeed):
    """A page, a wall, a login, a check for robots or somebody else's feed where a feed should be."""

    def __init__(self, message: str, *, url: str, by: Replaced = Replaced.PAGE) -> None:
        super().__init__(message, url=url)
        self.by = by

    @classmethod
    def instead(cls, error: NotAFeed, by: Replaced) -> "FeedReplaced":
        """``error``, now that it is known what stands there; data that list nothing are not called a page."""
        message = str(error.args[0])
        said = message if by is Replaced.PAGE and "html" not in message else f"{message}: {by}"
        return cls(said, url=error.url, by=by)


class NotReadable(ParseError):
    """A document from which no text can be taken."""


class ConfinementError(WatchError):
    """The worker that parses hostile bytes did not give a result."""


class ParseKilled(ConfinementError):
    """The worker died by a signal or by its CPU or memory limit."""


class ParseFailed(ConfinementError):
    """The parser raised; the cause is named in the message."""
