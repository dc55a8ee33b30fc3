"""What is seen on the way from a feed to an article: frozen values, keyword-only.

Times are aware datetimes in UTC. ``None`` means that the source does not say; nothing is guessed into these values.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_TEXT = 60_000
"""Characters of an article that are read: some 10,000 words, far beyond any news story. What is longer is cut, and says so."""
MOST_LINES = 4_000
"""Lines of an article that are read, empty ones counted: more is a list or debris, and costs more than it can say."""


def shortened(text: str) -> str:
    """``text`` as far as it is read: whole lines within ``LONGEST_TEXT`` characters and ``MOST_LINES`` lines."""
    if len(text) <= MOST_LINES:
        return text
    start = text[:LONGEST_TEXT]
    lines = start.split("\n", MOST_LINES)
    if len(lines) > MOST_LINES:
        return "\n".join(lines[:MOST_LINES])
    if len(text) <= LONGEST_TEXT:
        return text
    end = text.rfind("\n", 0, LONGEST_TEXT)
    return text[: end if end > LONGEST_TEXT // 2 else LONGEST_TEXT]


class FeedKind(StrEnum):
    """How a feed's bytes are to be understood; ``AUTO`` is settled by looking at them."""

    AUTO = "auto"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    REGISTER = "register"


class Tier(StrEnum):
    """How close an outlet stands to what it reports."""

    PRIMARY = "primary"
    WIRE = "wire"
    TRADE = "trade"
    GENERAL = "general"
    AGGREGATOR = "aggregator"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """An outlet or agency that publishes."""

    outlet: str
    tier: Tier = Tier.GENERAL


@dataclass(frozen=True, kw_only=True, slots=True)
class Validators:
    """What the last full answer gave for asking conditionally; both empty before the first."""

    etag: str | None = None
    last_modified: str | None = None


class Take(StrEnum):
    """What is taken from a watched region of a page."""

    LINKS = "links"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What of an address is watched, where that is not the whole of it."""

    select: str = ""
    """CSS selector of the region of a page; empty: whatever lists its articles."""
    take: Take = Take.LINKS
    only: str = ""
    """Of a page or sitemap only links whose address holds these characters; empty: all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """One address that is watched."""

    url: str
    kind: FeedKind = FeedKind.AUTO
    source: Source
    every: timedelta
    view: View = View()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One item that a feed lists, with all text already stripped of markup."""

    identity: str
    """Stable within its feed: see ``watchers.identity.entry_identity``."""
    url: str | None
    """Canonical http(s) address of the article; ``None`` where the feed gives none that is usable."""
    guid: str | None
    title: str
    summary: str
    """The longest text that the feed itself carries for this item, plain."""
    author: str | None
    published: datetime | None
    updated: datetime | None
    lang: str | None


MARK = 8
"""Bytes of a mark: what an item of a document said, so that the next reading can leave it unread. An edited item has another."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """How a document is to be read."""

    url: str
    """The address that answered."""
    content_type: str | None = None
    """The header as sent."""
    kind: FeedKind = FeedKind.AUTO
    view: View = View()
    known: bytes = b""
    """Marks of items that were taken up before, one after the other."""
    room: int = 0
    """The most items to take up, the newest; 0: all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Further:
    """Another document that belongs to this one: a sitemap that an index names."""

    url: str
    mark: bytes
    """To be kept once its document is read; empty: it is asked for every time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """What one reading of a feed's bytes gave."""

    title: str
    lang: str | None
    entries: tuple[Entry, ...]
    """In the feed's own order, without repetitions of one identity, and without what was known."""
    ill_formed: str | None
    """Why the document was not well-formed, in one line; the entries before the break are used."""
    patience: timedelta | None = None
    """For how long the feed itself says (``ttl``) that it need not be asked again."""
    form: str = ""
    """Which format it turned out to be: ``rss20``, ``atom10``, ``json feed``, ``sitemap``, ``page``, …"""
    known: int = 0
    """How many items were left unread because they are known."""
    marks: bytes = b""
    """Of every item of the document, in its order."""
    left: bytes = b""
    """Marks of items for which there was no room."""
    further: tuple[Further, ...] = ()
    next_page: str | None = None
    """Where the list goes on, if it says so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """Bytes as fetched, after decompression; at most the configured number of bytes."""

    url: str
    """The address that was asked for."""
    final_url: str
    """The address that answered, after redirects."""
    status: int
    content_type: str | None
    charset: str | None
    """The charset label of the Content-Type header, as sent."""
    validators: Validators
    body: bytes
    moved_to: str | None = None
    """Where the document has gone for good, as the server says: the end of the permanent redirects that the chain began with."""
    fresh_for: timedelta | None = None
    """For how long the server says that it need not be asked for again; as sent, within a year."""


class Incomplete(StrEnum):
    """Why a text counts as not read whole."""

    STUB = "stub"
    CONSENT_WALL = "consent wall"
    PAYWALL = "paywall"
    CUT = "cut"
    NO_TEXT = "no text"
    NOT_FETCHED = "not fetched"
    NOT_HTML = "not html"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lineage:
    """What the text itself says of its origin, and its sketch."""

    body_sha256: str
    """Hex digest of the normalised body: equal digests are the same text."""
    sketch: tuple[int, ...]
    """MinHash of word trigrams of the normalised body, 128 numbers of 32 bits; empty for a text of under three words."""
    told_to: tuple[str, ...] = ()
    """Outlets that the text credits ("told The Verge", "selon Reuters"), as written."""
    gist: tuple[int, ...] = ()
    """The names and numbers of the text, a number of 32 bits each, rising; at most 64."""
    asked: bool = False
    """The text says that its outlet asked, or got hold of something, itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """Text as read. Offsets of claims count characters of ``text``."""

    url: str
    """The address it was asked for under, canonical."""
    canonical_url: str | None
    """What the page itself declares, where it agrees with the address's site."""
    outlet: str
    title: str
    byline: str | None
    lang: str
    """ISO 639-1 of the whole; ``und`` when nothing could be told."""
    published: datetime | None
    text: str
    """Title excluded; paragraphs parted by one blank line or a newline, bullets begin with ``- ``."""
    incomplete: Incomplete | None = None
    lineage: Lineage


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """One version of an article: the n-th text read under one address, counted from 1."""

    number: int
    article: Article
    read_at: datetime
