"""Which region of a page lists its articles, as a selector that a person may take over: for pages that name no feed."""

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from lxml import etree

from watchers.formats.charset import to_text
from watchers.formats.hypertext import page_tree
from watchers.formats.selecting import xpath_of
from watchers.formats.webpage import article_links, parse_page
from watchers.model import Asking, FeedKind, Listing, View

_FEWEST: Final = 3
"""Links that make a list."""
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")
_WHOLE: Final = frozenset({"html", "body"})


def page_listed(body: bytes, asking: Asking) -> tuple[Listing, str] | None:
    """What a page lists when it is watched as one, and the selector of the region where most of that stands (or nothing).

    ``None`` where it lists too little to be watched. Run it confined.
    """
    text = to_text(body, asking.content_type)
    root = page_tree(text)
    links = [] if root is None else article_links(root, asking.url)
    if root is None or len(links) < _FEWEST:
        return None
    select = next((found for found in _selectors(links) if _fits(root, found, links)), "")
    found = parse_page(text, replace(asking, kind=FeedKind.PAGE, view=View(select=select)))
    return (found, select) if len(found.entries) >= _FEWEST else None


def _selectors(links: list[etree._Element]) -> list[str]:
    """Selectors of the elements around them, those with most of them first; of two alike the inner one."""
    count: Counter[etree._Element] = Counter()
    for link in links:
        count.update(link.iterancestors())
    most = max((number for element, number in count.items() if element.tag not in _WHOLE), default=0)
    around = [element for element, number in count.items() if number == most and number >= _FEWEST and element.tag not in _WHOLE]
    around.sort(key=lambda element: sum(1 for _ in element.iterancestors()), reverse=True)
    return [select for element in around for select in _named(element)]


def _named(element: etree._Element) -> list[str]:
    """How an element can be called."""
    tag = str(element.tag)
    names = [name for name in (element.get("class") or "").split() if _NAME.fullmatch(name)]
    identity = element.get("id") or ""
    called = [f"{tag}#{identity}"] if _NAME.fullmatch(identity) else []
    return [*called, *(f"{tag}.{name}" for name in names), *([tag] if tag in {"main", "article", "section"} else [])]


def _fits(root: etree._Element, select: str, links: list[etree._Element]) -> bool:
    """Whether it means one element, in which most links are articles."""
    found = root.xpath(xpath_of(select))
    if not isinstance(found, list) or len(found) != 1 or isinstance(found[0], str | tuple):
        return False
    inside = [link for link in links if found[0] in set(link.iterancestors())]
    return 2 * len(inside) >= sum(1 for _ in found[0].iter("a"))
