"""Lists of feeds as other readers keep them: OPML, in and out. Pure but for lxml, which is kept from files and the network."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from lxml import etree

from service.errors import WorkFailed
from watchers.identity import canonical_url
from watchers.model import Feed, FeedKind, Source, Tier

LARGEST = 5_000_000
"""Bytes of a list that are read."""
EVERY = timedelta(minutes=15)
_LONGEST_NAME = 300
_NO_XML = {code: None for code in range(32) if code not in {9, 10, 13}} | {0xFFFE: None, 0xFFFF: None}


class OpmlError(WorkFailed):
    """A file that is no usable OPML, and why."""


def feeds_of(body: bytes) -> tuple[Feed, ...]:
    """The feeds of an OPML document, each address once, in its order; tier and rhythm are the defaults. Raises ``OpmlError``."""
    if len(body) > LARGEST:
        raise OpmlError(f"longer than {LARGEST:,} bytes")
    plain = body.replace(b"\0", b"").lower()  # the same signs in UTF-16
    if b"<!doctype" in plain or b"<!entity" in plain:
        raise OpmlError("it declares a document type or entities, which no list of feeds needs")
    # a parser of its own for each document: one keeps what it has seen
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise OpmlError(f"not XML: {error}") from error
    if etree.QName(root).localname.lower() != "opml":
        raise OpmlError(f"its root is <{etree.QName(root).localname}>, not <opml>")
    found: dict[str, Feed] = {}
    for feed in _outlines(root):
        found.setdefault(feed.url, feed)
    return tuple(found.values())


def _outlines(root: etree._Element) -> Iterator[Feed]:
    for outline in root.iter("outline"):
        given = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        url = canonical_url(given.get("xmlurl", ""))
        if url is not None:
            name = " ".join((given.get("title") or given.get("text") or "").split())[:_LONGEST_NAME]
            yield Feed(url=url, kind=FeedKind.AUTO, source=Source(outlet=name, tier=Tier.GENERAL), every=EVERY)


def document_of(feeds: Iterable[tuple[str, str]], title: str) -> bytes:
    """An OPML document of (name, address) pairs, in UTF-8."""
    root = etree.Element("opml", version="2.0")
    head: etree._Element = etree.SubElement(etree.SubElement(root, "head"), "title")
    head.text = title
    body = etree.SubElement(root, "body")
    for name, url in feeds:
        shown = (name or url).translate(_NO_XML)
        etree.SubElement(body, "outline", type="rss", text=shown, title=shown, xmlUrl=url)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
