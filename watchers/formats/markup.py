"""XML read strictly, after the mending of what is only careless: the one parser that may leave something out without losing it.

A parser that recovers loses text silently (``&amp;`` beside an entity that nobody declared vanishes), so a document is either
read strictly, or not here. No file, no name and no address is opened, and no entity is expanded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import Final

from lxml import etree

_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_COMMENT, _COMMENT_END = "<!--", "-->"
_AMPERSAND: Final = re.compile(r"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)?")
_PREDEFINED: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DEEPEST: Final = 200
"""Elements within one entry; parsers stop at 256."""
_TAG: Final = re.compile(r"<(/?)(?:[\w.-]{1,50}:)?([A-Za-z_][\w.-]{0,50})[^<>]*?(/?)>")
_OUTER: Final = frozenset({"rss", "rdf", "feed", "channel", "item", "entry", "urlset", "url"})
_ESCAPED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """A document's root, and what had to be mended to get at it; ``None`` where nothing had."""

    root: etree._Element
    fault: str | None


def strict_tree(text: str, *, mend: bool = True) -> Tree | None:
    """The tree of an XML document without an encoding declaration; ``None`` where it cannot be read whole.

    References to entities of HTML that nobody declared, and bare ampersands, are mended first where they stand in the way and
    ``mend`` allows it.
    """
    if "<!ENTITY" in text:
        return None
    try:
        return Tree(root=_parsed(text), fault=None)
    except etree.XMLSyntaxError as error:
        fault = " ".join(str(error).partition(" (<string>")[0].split())[:200]
    except ValueError:
        return None
    if "Excessive depth" in fault:
        mended, fault = _shallow(text), f"elements are nested more than {_DEEPEST} deep"
    else:
        mended, fault = "".join(_pieces(text)) if mend else text, f"XMLSyntaxError: {fault}"
    if mended == text:
        return None
    try:
        return Tree(root=_parsed(mended), fault=fault)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, lower case; empty for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: etree._Element, *names: str) -> str:
    """The text of the first child of one of these local names (the names' order counts), stripped."""
    for name in names:
        for child in element:
            if local(child) == name:
                return "".join(child.itertext()).strip()
    return ""


def _shallow(text: str) -> str:
    """A document that goes deeper than a parser follows, without the tags beyond that and with their texts."""
    kept, position, depth = [], 0, 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _OUTER:  # whatever was left open in one entry ends with it
            depth = 0
            continue
        depth += 1 if not tag[1] and not tag[3] else 0
        if depth > _DEEPEST:
            kept.append(text[position : tag.start()])
            position = tag.end()
        depth -= 1 if tag[1] and depth else 0
    return "".join([*kept, text[position:]])


def _parsed(text: str) -> etree._Element:
    # a parser of its own for each document: one keeps what it has seen
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(text.encode("utf-8", "replace"), parser)


def _pieces(text: str) -> Iterator[str]:
    """The text with its ampersands mended outside of sections and comments. Linear: a section without an end is the last."""
    position = 0
    while position < len(text):
        opened, end = _next_raw(text, position)
        yield _AMPERSAND.sub(_reference, text[position:opened])
        yield text[opened:end]
        position = end


def _next_raw(text: str, position: int) -> tuple[int, int]:
    """Where the next CDATA section or comment begins and ends."""
    section, comment = text.find(_CDATA, position), text.find(_COMMENT, position)
    opened = min((at for at in (section, comment) if at >= 0), default=len(text))
    if opened == len(text):
        return opened, opened
    mark = _CDATA_END if opened == section else _COMMENT_END
    closed = text.find(mark, opened)
    return opened, len(text) if closed < 0 else closed + len(mark)


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;"
    if name in _PREDEFINED or name.startswith("#"):
        return found[0]
    meant = html5.get(f"{name};")
    return f"&amp;{name};" if meant is None else "".join(_ESCAPED.get(sign, sign) for sign in meant)
