"""A page's source to a tree, with a check that the parser lost nothing.

libxml2 drops text in silence: below an element depth of 255 (2,048 with ``huge_tree``) nothing survives, nor anything behind it,
and a text node of over ten million bytes takes all that follows with it. ``huge_tree`` moves the limits; what is lost beyond them
is noticed.
"""

import html
import re
from dataclasses import dataclass

import lxml.etree
import lxml.html

from watchers.reading.text import small

_TAGS = re.compile("<[^<>]*>")
_UNREAD = ("script", "style", "noscript", "template", "textarea", "svg", "iframe")
_SLACK = 2000
"""Characters that broken markup may cost before the loss is worth a mark."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A parsed page, nothing taken out yet."""

    tree: lxml.html.HtmlElement
    cut: bool
    """The parser lost text."""


def parse(source: str) -> Page | None:
    """The page's tree; ``None`` where the source holds no element."""
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None
    limited = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return Page(tree=tree, cut=limited or _lost(source, tree))


def _lost(source: str, tree: lxml.html.HtmlElement) -> bool:
    written, kept = _written(source), _kept(tree)
    return written - kept > _SLACK and kept < written * 0.7


def _kept(tree: lxml.html.HtmlElement) -> int:
    unread = sum(_weight("".join(element.itertext())) for element in tree.iter(*_UNREAD))
    return _weight("".join(tree.itertext())) - unread


def _written(source: str) -> int:
    """Characters of text in the source, counted without a tree."""
    rest = _without(source, "<!--", "-->")
    for name in _UNREAD:
        rest = _without(rest, f"<{name}", f"</{name}")
    return _weight(html.unescape(_TAGS.sub(" ", rest)))


def _weight(text: str) -> int:
    return sum(map(len, text.split()))


def _without(source: str, opening: str, closing: str) -> str:
    """``source`` without the stretches between two marks, in one pass; an unclosed one runs to the end."""
    lowered = small(source)
    parts: list[str] = []
    at = 0
    while (opened := lowered.find(opening, at)) >= 0:
        parts.append(source[at:opened])
        closed = lowered.find(closing, opened + len(opening))
        if closed < 0:
            return "".join(parts)
        at = closed + len(closing)
    parts.append(source[at:])
    return "".join(parts)
