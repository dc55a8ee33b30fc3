"""Takes the items that are known out of an RSS or Atom document before feedparser, which is slow, sees it.

Where the document cannot be read strictly, nothing is taken out: see ``watchers.formats.markup``.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from watchers.dates import moment
from watchers.formats.marking import mark_of, sift
from watchers.formats.markup import local, strict_tree, text_of


def _spelled(*names: str) -> tuple[str, ...]:
    """In any namespace, as publishers spell them: feedparser does not look at the case either."""
    return tuple(f"{{*}}{spelled}" for name in names for spelled in (name, name.capitalize(), name.upper()))


_ITEMS: Final = _spelled("item", "entry")
_CHANNELS: Final = _spelled("channel")
_LINKS: Final = _spelled("link")
_BASED: Final = etree.XPath("boolean(//@*[translate(local-name(), 'BASE', 'base') = 'base'])")
_ADDRESSED: Final = frozenset({"link", "guid", "id"})
_WHOLE: Final = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[^\s?#;]*)?(?:\?[^\s?#;]+)?(?:#[^\s#;]+)?|(?:tag|urn):[^\s/\[\]][^\s\[\]]*"
)
_DATES: Final = ("pubdate", "published", "date", "updated", "modified", "issued")
_VOLATILE: Final = frozenset(
    {
        "{http://purl.org/rss/1.0/modules/slash/}comments",
        "{http://purl.org/rss/1.0/modules/slash/}hit_parade",
        "{http://purl.org/syndication/thread/1.0}total",
        "{http://search.yahoo.com/mrss/}community",
        "{http://www.lesechos.fr/}views",
    }
)
"""What counts readers and comments: it changes all the time and says nothing."""
_PERSONS: Final = frozenset(
    {"author", "creator", "managingeditor", "webmaster", "contributor", "publisher", "owner", "name", "email"}
)
_LONGEST_NAME: Final = 400
"""Beyond any name's length: where feedparser looks for an address of mail in it, time grows with its square."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pruned:
    """A document with the items to be read."""

    document: bytes
    """UTF-8, without a declaration."""
    known: int
    marks: bytes
    left: bytes
    fault: str | None
    """What had to be mended in it."""
    independent: bool = False
    """Whether a base would change none of its items' addresses."""


def prune(text: str, known: bytes, room: int, *, mend: bool = True) -> Pruned | None:
    """``text`` without items whose mark is ``known`` and without the oldest for which there is no ``room`` (0: no bound).

    ``None`` where it cannot be read strictly, or only once it is mended and ``mend`` forbids it. Items that share an address stay
    together: what they are called depends on each other.
    """
    tree = strict_tree(text, mend=mend)
    if tree is None:
        return None
    items = list(_items(tree.root))
    if not items:
        _eased(tree.root)
        return Pruned(document=etree.tostring(tree.root, encoding="utf-8"), known=0, marks=b"", left=b"", fault=tree.fault)
    counting, based = next(tree.root.iter(*_VOLATILE), None) is not None, bool(_BASED(tree.root))
    marks = [_mark(item, counting=counting) for item in items]
    sifted = sift(marks, known, room, lambda place: _date(items[place]))
    kept = _with_their_like(items, set(sifted.taken))
    for place, item in enumerate(items):
        parent = item.getparent()
        if place not in kept and parent is not None:
            parent.remove(item)
    _eased(tree.root)
    return Pruned(
        document=etree.tostring(tree.root, encoding="utf-8"),
        known=sifted.known,
        marks=sifted.marks,
        left=sifted.left,
        fault=tree.fault,
        independent=not based and all(_independent(items[place]) for place in kept),
    )


def _items(root: etree._Element) -> Iterator[etree._Element]:
    for child in root.iterchildren(*_ITEMS, *_CHANNELS):
        if local(child) == "channel":
            yield from child.iterchildren(*_ITEMS)
        else:
            yield child


def _mark(item: etree._Element, *, counting: bool) -> bytes:
    for child in list(item) if counting else ():
        if child.tag in _VOLATILE:
            item.remove(child)
    return mark_of(etree.tostring(item, encoding="utf-8", with_tail=False))


def _eased(root: etree._Element) -> None:
    """The same texts, as feedparser takes them at the least cost.

    No name is longer than one can be; texts stand in sections, for it is called anew after every reference, and escaped markup is
    full of them.
    """
    for element in root.iter("*"):
        text = element.text
        if not text:
            continue
        if len(text) > _LONGEST_NAME and local(element) in _PERSONS:
            element.text = text = text[:_LONGEST_NAME]
        if ("<" in text or "&" in text) and "]]>" not in text:
            element.text = etree.CDATA(text)


def _independent(item: etree._Element) -> bool:
    """Whether all addresses of an item are whole, and are written as they would be after joining them to a base."""
    return all(_stands_alone(element) for element in item.iter("*") if local(element) in _ADDRESSED)


def _stands_alone(element: etree._Element) -> bool:
    href = element.get("href")
    if href is not None and not _WHOLE.fullmatch(href):
        return False
    said = {name.lower(): value for name, value in element.attrib.items()}.get("ispermalink", "true")
    if said != "true" and local(element) != "link":
        return True  # no address, by its own word
    text = "".join(element.itertext()).strip()
    return not text or _WHOLE.fullmatch(text) is not None


def _date(item: etree._Element) -> datetime | None:
    return moment(text_of(item, *_DATES))


def _with_their_like(items: list[etree._Element], taken: set[int]) -> set[int]:
    """The places that are taken, with all others that give the same address as one of them."""
    if not taken or len(taken) == len(items):
        return taken
    addresses = [_address(item) for item in items]
    seen = Counter(address for address in addresses if address)
    shared = {addresses[place] for place in taken if seen[addresses[place]] > 1}
    return taken | {place for place, address in enumerate(addresses) if address in shared}


def _address(item: etree._Element) -> str:
    for child in item.iterchildren(*_LINKS):
        return (child.get("href") or child.text or "").strip().partition("#")[0]
    return ""
