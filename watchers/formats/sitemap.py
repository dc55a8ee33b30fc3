"""Sitemaps (sitemaps.org, with Google's news extension) and indexes of them to entries."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from watchers.dates import day_in_address, moment
from watchers.errors import NotAFeed
from watchers.formats.listed import LONGEST, with_marks
from watchers.formats.marking import mark_of, sift
from watchers.formats.markup import Tree, local, strict_tree, text_of
from watchers.formats.plaintext import clean_text
from watchers.identity import canonical_url, entry_identity, host_of
from watchers.model import Asking, Entry, Further, Listing

MOST_NAMED: Final = 1_000
"""Sitemaps of an index that are looked at, the newest: the protocol allows fifty times as many, and nobody reads them all."""

_NUMBERS: Final = re.compile(r"[0-9]{1,12}")
_ENDS: Final = re.compile(r"</(?:\w{1,20}:)?(?:url|sitemap)\s{0,20}>", re.IGNORECASE)
_ROOT: Final = re.compile(r"<((?:\w{1,20}:)?(?:urlset|sitemapindex))[\s>]", re.IGNORECASE)


def parse_sitemap(text: str, asking: Asking) -> Listing:
    """The pages that a sitemap lists, or the sitemaps that an index names (``further``, the newest first, of the same host only).

    Raises ``NotAFeed`` for a document that is neither, or that cannot be read even up to a break.
    """
    tree, cut = _tree(text)
    if tree is None:
        raise NotAFeed("a sitemap that cannot be read", url=asking.url)
    fault = "the document ends before it is closed" if cut else tree.fault
    nothing = Listing(title="", lang=None, entries=(), ill_formed=fault, form="sitemap")
    name = local(tree.root)
    if name == "sitemapindex":
        return replace(nothing, form="sitemap index", further=tuple(_further(tree.root, asking)))
    if name != "urlset":
        raise NotAFeed(f"<{name}> where a sitemap should be", url=asking.url)
    pages = [page for page in tree.root if local(page) == "url" and asking.view.only in text_of(page, "loc")]
    marks = [mark_of(_said(page).encode("utf-8", "replace")) for page in pages]
    sifted = sift(marks, asking.known, asking.room, lambda place: _entry(pages[place], asking.url).published)
    entries: dict[str, Entry] = {}
    for place in sifted.taken:
        entry = _entry(pages[place], asking.url)
        if entry.url is not None:
            entries.setdefault(entry.identity, entry)
    return with_marks(replace(nothing, title=_publication(tree.root), entries=tuple(entries.values())), sifted)


def _tree(text: str) -> tuple[Tree | None, bool]:
    """The tree, and whether the document was cut: then it is read to the last page that is whole."""
    bare = re.sub(r"^\s*<\?xml[^>]{0,500}\?>", "", text.lstrip("\ufeff \t\r\n\0"), count=1)
    tree = strict_tree(bare)
    if tree is not None:
        return tree, False
    root, ends = _ROOT.search(bare), [found.end() for found in _ENDS.finditer(bare)]
    if root is None or not ends:
        return None, False
    return strict_tree(f"{bare[root.start() : ends[-1]]}</{root[1]}>"), True


def _further(root: etree._Element, asking: Asking) -> Iterator[Further]:
    named = [(text_of(one, "loc")[:8192], text_of(one, "lastmod")) for one in root if local(one) == "sitemap"]
    # the newest first, by the date of change or by the numbers in the address (sitemap-2026-11.xml)
    named.sort(key=lambda one: (one[1], [int(number) for number in _NUMBERS.findall(one[0])]), reverse=True)
    known = frozenset(asking.known[at : at + 8] for at in range(0, len(asking.known), 8))
    host = host_of(asking.url)
    for given, changed in named[:MOST_NAMED]:
        url = canonical_url(given, asking.url)
        mark = mark_of(f"{url} {changed}".encode("utf-8", "replace")) if changed else b""
        if url is not None and host_of(url) == host and mark not in known:
            yield Further(url=url, mark=mark)


def _said(page: etree._Element) -> str:
    """Address and title: a date of change says nothing, for many sites set it to now at every look."""
    return "\0".join((text_of(page, "loc"), _news(page, "title")))


def _entry(page: etree._Element, base: str) -> Entry:
    url = canonical_url(text_of(page, "loc"), base)
    title = " ".join(clean_text(_news(page, "title")).split())[: LONGEST["title"]]
    language = _news(page, "publication", "language")[:3].lower()
    changed = moment(text_of(page, "lastmod"))
    return Entry(
        identity=entry_identity(guid=None, url=url, title=title, outlet=host_of(base)),
        url=url,
        guid=None,
        title=title,
        summary="",
        author=None,
        published=moment(_news(page, "publication_date")) or (day_in_address(url) if url else None) or changed,
        updated=changed,
        lang=language if language.isascii() and language.isalpha() else None,
    )


def _news(page: etree._Element, *names: str) -> str:
    """The text at this path below ``<news:news>``."""
    found = next((child for child in page if local(child) == "news"), None)
    for name in names[:-1]:
        found = None if found is None else next((child for child in found if local(child) == name), None)
    return "" if found is None else text_of(found, names[-1])


def _publication(root: etree._Element) -> str:
    """What the first page calls the publication."""
    for page in root:
        name = " ".join(clean_text(_news(page, "publication", "name")).split())
        if name:
            return name[: LONGEST["title"]]
    return ""
