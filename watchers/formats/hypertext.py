"""A page's tree, as forgiving as browsers are: for pages that list articles, and for what a page says of its feeds."""

from typing import Final

from lxml import etree, html

_LONGEST: Final = 4_000_000
"""Characters of a page that are looked at."""


def page_tree(text: str) -> etree._Element | None:
    """The root of a page; ``None`` for one without any element. No file and no address is opened."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(text[:_LONGEST].encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def base_of(root: etree._Element, url: str) -> str:
    """What relative addresses of the page start from, as it is written."""
    found = next(root.iter("base"), None)
    return (found.get("href") or url) if found is not None else url


def words(text: str | None) -> str:
    """``text`` on one line."""
    return " ".join((text or "").split())
