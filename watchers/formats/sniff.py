"""What do bytes look like? Headers lie about it more often than the first tag does."""

import re
from enum import StrEnum
from typing import Final

_LOOKED_AT: Final = 64 * 1024
"""Bytes; a document that has not said by then what it is, says it to nobody."""

_BLANK: Final = b" \t\r\n\f\v\0"
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_FEED: Final = re.compile(rb"<(?:\w{1,20}:)?(?:rss|rdf|feed)[\s>/]", re.IGNORECASE)
_SITEMAP: Final = re.compile(rb"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>/]", re.IGNORECASE)
_HTML: Final = re.compile(rb"<!doctype\s+html|<(?:html|head|body|title|script|meta|div|p|h1|table)[\s>/]", re.IGNORECASE)
_JSON: Final = re.compile(rb"""[{\[]\s*["{\[\]}]|null\b|true\b|false\b|"|-?[0-9]""")


class Looks(StrEnum):
    """The families of documents that matter to a watcher."""

    EMPTY = "empty"
    FEED = "feed"
    SITEMAP = "sitemap"
    HTML = "html"
    JSON = "json"
    XML = "xml"
    OTHER = "other"


def looks_like(body: bytes) -> Looks:
    """The family of ``body``, told from its first 64 KiB past leading blanks; comments count as nothing.

    UTF-16 and UTF-32 are seen through: only the ASCII letters of the tags matter here.
    """
    start = body.lstrip(_BLANK)
    for mark in _MARKS:
        start = start.removeprefix(mark)
    head = _without_comments(start[:_LOOKED_AT].replace(b"\0", b"").lstrip(_BLANK))
    if not head:
        return Looks.EMPTY
    if _JSON.match(head):
        return Looks.JSON
    looks, before = Looks.XML if head.startswith(b"<") else Looks.OTHER, len(head)
    for kind, tag in _TAGS:
        if found := tag.search(head, 0, before):
            looks, before = kind, found.start()
    return looks


_TAGS: Final = ((Looks.FEED, _FEED), (Looks.SITEMAP, _SITEMAP), (Looks.HTML, _HTML))


def _without_comments(head: bytes) -> bytes:
    """``head`` without its comments; one that does not end takes all that follows. Linear, as no pattern here is."""
    kept = []
    position = 0
    while (start := head.find(b"<!--", position)) >= 0:
        kept.append(head[position:start])
        end = head.find(b"-->", start + 4)
        if end < 0:
            return b"".join(kept)
        position = end + 3
    return b"".join([*kept, head[position:]])
