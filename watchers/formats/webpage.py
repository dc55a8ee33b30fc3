"""A watched region of a web page to entries: the links that it lists, or its text.

For outlets without a feed. Where no region is named, links that look like articles are taken: outside of navigation, with a
title of some words, to another page of the same host.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from lxml import etree

from watchers.dates import day_in_address, day_in_words, moment
from watchers.errors import NotAFeed
from watchers.formats.hypertext import base_of, page_tree, words
from watchers.formats.listed import LONGEST, only_new
from watchers.formats.plaintext import plain_text
from watchers.formats.selecting import xpath_of
from watchers.identity import canonical_url, entry_identity, host_of
from watchers.model import Asking, Entry, Listing, Take

_AROUND: Final = frozenset({"nav", "header", "footer", "aside", "form"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CARD: Final = 4
"""Elements around a link that may belong to it alone: its heading and its date stand there."""
_TITLE_WORDS: Final = 3
_ARTICLE_LETTERS: Final = 20
_MOST_LINKS: Final = 2_000
_SLUG: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Where a page stands, and whether it was told what to look at."""

    base: str
    url: str
    named: bool


def parse_page(text: str, asking: Asking) -> Listing:
    """The links of the region, or its text as one entry under the page's own address. Raises ``NotAFeed`` without one."""
    root = page_tree(text)
    if root is None:
        raise NotAFeed("a page without anything on it", url=asking.url)
    view = asking.view
    regions = _chosen(root, view.select) if view.select else [root]
    if not regions:
        raise NotAFeed(f"nothing on the page matches {view.select!r}", url=asking.url)
    title = words(root.findtext(".//title"))[: LONGEST["title"]]
    place = _Place(
        base=canonical_url(base_of(root, asking.url), asking.url) or asking.url, url=asking.url, named=bool(view.select)
    )
    lang = _language(root)
    if view.take is Take.TEXT:
        entries: tuple[Entry, ...] = (_region(regions, place, title),)
    else:
        entries = tuple(_links(regions, place, view.only))
    found = tuple(replace(entry, lang=lang) for entry in entries)
    return only_new(Listing(title=title, lang=lang, entries=found, ill_formed=None, form="page"), asking.known, asking.room)


def _chosen(root: etree._Element, select: str) -> list[etree._Element]:
    """The outermost elements that ``select`` means, in the document's order."""
    found = root.xpath(xpath_of(select))
    elements = [one for one in found if not isinstance(one, str | tuple)] if isinstance(found, list) else []
    inside = set(elements)
    return [one for one in elements if inside.isdisjoint(one.iterancestors())]


def _region(regions: list[etree._Element], place: _Place, title: str) -> Entry:
    said = "\n\n".join(plain_text(_markup(region)) for region in regions)[: LONGEST["summary"]]
    return _entry(place.url, title, None, summary=said)


def article_links(root: etree._Element, url: str) -> list[etree._Element]:
    """The links that are taken of a page of which no region is named."""
    place = _Place(base=canonical_url(base_of(root, url), url) or url, url=url, named=False)
    return [link for link, _, _ in _chosen_links([root], place, "")]


def _links(regions: list[etree._Element], place: _Place, only: str) -> Iterator[Entry]:
    """Each address once, under the longest title that a link gives it."""
    titles: dict[str, str] = {}
    dates: dict[str, datetime | None] = {}
    for link, url, title in _chosen_links(regions, place, only):
        titles[url] = max(titles.get(url, ""), title, key=len)
        dates[url] = dates.get(url) or _date(_card(link), url)
    for url, title in titles.items():
        yield _entry(url, title, dates[url])


def _chosen_links(regions: list[etree._Element], place: _Place, only: str) -> Iterator[tuple[etree._Element, str, str]]:
    """Links with their addresses and titles."""
    for link in _anchors(regions):
        url = canonical_url(link.get("href") or "", place.base)
        if url is None or only not in url or not _leads_on(url, link, place):
            continue
        title = _title(link)
        if place.named or _an_article(url, title):
            yield link, url, title


def _anchors(regions: list[etree._Element]) -> Iterator[etree._Element]:
    count = 0
    for region in regions:
        for link in region.iter("a"):
            count += 1
            if count > _MOST_LINKS:
                return
            yield link


def _leads_on(url: str, link: etree._Element, place: _Place) -> bool:
    """Whether it leads to another page, and, where no region was named, to one of the same site that is no navigation."""
    if url.rstrip("/") == place.url.rstrip("/") or (link.get("href") or "").startswith("#"):
        return False
    if place.named:
        return True
    return host_of(url) == host_of(place.url) and not any(around.tag in _AROUND for around in link.iterancestors())


def _an_article(url: str, title: str) -> bool:
    path = url.split("/", 3)[-1].partition("?")[0]
    many = len(title) >= _ARTICLE_LETTERS and len(title.split()) >= _TITLE_WORDS
    return bool(path.strip("/")) and many and (_SLUG.search(path) is not None or day_in_address(url) is not None)


def _title(link: etree._Element) -> str:
    """A heading inside of the link or around it, else what the link says, else what its label says."""
    inside = next((words(plain_text(_markup(one))) for one in link.iter() if one.tag in _HEADINGS), "")
    said = inside or words(plain_text(_markup(link)))
    if len(said.split()) < _TITLE_WORDS:
        heading = next((words(plain_text(_markup(one))) for one in _card(link).iter() if one.tag in _HEADINGS), "")
        said = max(heading, said, words(link.get("aria-label")), words(link.get("title")), key=len)
    return said[: LONGEST["title"]]


def _card(link: etree._Element) -> etree._Element:
    """The largest element around ``link``, a few steps up, whose links all lead where it does."""
    card, target = link, link.get("href")
    for around in link.iterancestors():
        steps = sum(1 for one in around.iter("a") if one.get("href") not in {target, None, ""})
        if steps or around.tag in {"body", "html", "main"} or _steps(link, around) > _CARD:
            break
        card = around
    return card


def _steps(link: etree._Element, around: etree._Element) -> int:
    return next(number for number, one in enumerate(link.iterancestors(), 1) if one is around)


def _date(card: etree._Element, url: str) -> datetime | None:
    """What the page says in ``<time>`` or in words beside the link, else what the address says."""
    for one in card.iter("time"):
        stands = moment(one.get("datetime")) or moment(words(one.text)) or day_in_words(words(one.text))
        if stands is not None:
            return stands
    return day_in_words(words(plain_text(_markup(card)))) or day_in_address(url)


def _markup(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)


def _entry(url: str, title: str, published: datetime | None, summary: str = "") -> Entry:
    return Entry(
        identity=entry_identity(guid=None, url=url, title=title, outlet=""),
        url=url,
        guid=None,
        title=title,
        summary=summary,
        author=None,
        published=published,
        updated=None,
        lang=None,
    )


def _language(root: etree._Element) -> str | None:
    code = (root.get("lang") or "").strip()[:2].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None
