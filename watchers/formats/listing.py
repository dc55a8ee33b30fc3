"""Bytes to a listing: which format it is, told by the bytes and by what the watch list says of the address.

All of it runs confined (``watchers.confine``): inflating, decoding, sniffing and every parser see hostile bytes.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from watchers.errors import NotAFeed
from watchers.formats.charset import to_text
from watchers.formats.discovery import feeds_named
from watchers.formats.jsonfeed import parse_json_feed
from watchers.formats.register import parse_register
from watchers.formats.sitemap import parse_sitemap
from watchers.formats.sniff import Looks, looks_like
from watchers.formats.syndication import parse_feed
from watchers.formats.webpage import parse_page
from watchers.inflate import Inflater
from watchers.model import Asking, FeedKind, Listing

_GZIP: Final = b"\x1f\x8b"
_LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a packed document once it is unpacked: a sitemap of 50,000 pages has ten or twenty million."""

_SYNDICATION: Final = frozenset({Looks.FEED, Looks.XML, Looks.OTHER})
_EXPECTED: Final[Mapping[FeedKind, frozenset[Looks]]] = MappingProxyType(
    {
        FeedKind.AUTO: _SYNDICATION | {Looks.JSON, Looks.SITEMAP},
        FeedKind.FEED: _SYNDICATION | {Looks.JSON},
        FeedKind.SITEMAP: frozenset({Looks.SITEMAP}),
        FeedKind.PAGE: frozenset({Looks.HTML, Looks.XML, Looks.OTHER}),
        FeedKind.REGISTER: frozenset({Looks.JSON}),
    }
)
"""What is tried for each kind; anything else is an error page, a wall, or another thing than was promised."""


def listing_of(body: bytes, asking: Asking) -> Listing:
    """What a document lists. A file that is packed with gzip is unpacked first, whatever its name.

    Raises ``NotAFeed`` for what the kind does not promise (it then names the feeds that a page offers), and for what cannot be
    read at all; ``TooLarge`` and ``BadEncoding`` for packed files.
    """
    plain = _unpacked(body, asking.url)
    looks = looks_like(plain)
    if looks not in _EXPECTED[asking.kind]:
        offers = feeds_named(to_text(plain, asking.content_type), asking.url) if looks is Looks.HTML else ()
        hint = f", which names the feed {offers[0]}" if offers else ""
        raise NotAFeed(f"this looks like {looks.value}{hint}", url=asking.url, feeds=offers)
    return _reader(asking, looks)(plain, asking)


def _unpacked(body: bytes, url: str) -> bytes:
    if not body.startswith(_GZIP):
        return body
    inflater = Inflater("gzip", cap=_LARGEST, url=url)
    plain = inflater.feed(body)
    inflater.finish()
    return plain


def _reader(asking: Asking, looks: Looks) -> Callable[[bytes, Asking], Listing]:
    if asking.kind is FeedKind.PAGE:
        return _page
    if looks is Looks.JSON:
        return _json
    return _sitemap if looks is Looks.SITEMAP else _feed


def _feed(body: bytes, asking: Asking) -> Listing:
    return parse_feed(body, url=asking.url, content_type=asking.content_type, known=asking.known, room=asking.room)


def _json(body: bytes, asking: Asking) -> Listing:
    text = to_text(body, asking.content_type)
    documents = asking.kind is FeedKind.REGISTER or (asking.kind is FeedKind.AUTO and '"document_number"' in text)
    return (parse_register if documents else parse_json_feed)(text, asking)


def _sitemap(body: bytes, asking: Asking) -> Listing:
    return parse_sitemap(to_text(body, asking.content_type), asking)


def _page(body: bytes, asking: Asking) -> Listing:
    return parse_page(to_text(body, asking.content_type), asking)
