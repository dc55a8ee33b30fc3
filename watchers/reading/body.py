"""The main text of a page; the only door to trafilatura, with its quick rules (F1 0.962 at 0.63 of the default's time).

trafilatura sees the pruned tree: no scripts, so it cannot fall back on the article body that JSON-LD carries unseen; and it is
asked for no dates or other metadata, which it would guess at with the system's clock.
"""

import logging

import lxml.html
from trafilatura import bare_extraction

from watchers.reading.text import tidied

# it reports every page without text as an error; that finding is the caller's to make
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_FURNITURE = frozenset({"nav", "footer", "aside", "header", "form", "figure"})
_SHORTFALL = 1500


def main_text(tree: lxml.html.HtmlElement) -> str:
    """The article's text in normal form, paragraphs by newline; empty where no main text was found."""
    found = bare_extraction(tree, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    if found is None or isinstance(found, dict):
        return ""
    return tidied(found.text or "")


def falls_short(tree: lxml.html.HtmlElement, text: str) -> bool:
    """Whether far more prose stands on the page than was taken: the extraction lost the article's tail."""
    prose = sum(_length(paragraph) for paragraph in tree.iter("p") if not _is_furniture(paragraph))
    return prose - len(text) > _SHORTFALL and len(text) < prose * 0.3


def visible_text(tree: lxml.html.HtmlElement) -> str:
    """Everything on the pruned page, menus and walls included, blocks by newline."""
    return tidied("\n".join(part for part in tree.itertext() if part.strip()))


def _length(paragraph: lxml.html.HtmlElement) -> int:
    return len(" ".join(paragraph.text_content().split()))


def _is_furniture(paragraph: lxml.html.HtmlElement) -> bool:
    return any(ancestor.tag in _FURNITURE for ancestor in paragraph.iterancestors())
