"""Takes out of a page's tree what no reader's eye meets: claims come from visible text only.

Hidden text is where planted instructions and the rest of a metered article stand. Text that only assistive software reads
(``visually-hidden`` labels) goes as well: on news pages it is navigation. What needs a layout engine (text behind other text)
is out of reach.
"""

import re
from dataclasses import dataclass

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from watchers.reading.stylesheet import hidden_selectors

_NEVER_SHOWN = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
        "select", "datalist", "textarea", "input", "head", "area", "map", "img", "picture", "source", "track",
    }
)  # fmt: skip
_HIDDEN_CLASSES = frozenset(
    {
        "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "screenreader-only",
        "element-invisible", "element-hidden", "a11y-hidden", "u-hidden", "is-hidden", "hidden", "d-none", "invisible",
    }
)  # fmt: skip
_RESPONSIVE = re.compile(r"(?:^|\s)(?:\w+:(?:block|flex|inline|grid|contents|visible)|d-\w+-(?:block|flex|inline|grid))")
"""A class that shows again on wider screens what ``hidden`` or ``d-none`` hides on narrow ones."""

_NONE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:(?:0|1px)(?![\d.])|opacity:0?(?:\.0+)?(?![\d.])"
    r"|clip:rect\((?:0|1px)|clip-path:inset\((?:50|100)%|text-indent:-\d{3,}|(?:left|top|right):-\d{3,}"
    r"|(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|$)|(?:^|;)color:transparent"
)
_WHITE = r"(?:#fff(?:fff)?|white|rgba?\(255,255,255(?:,1)?\))"
_INK = re.compile(rf"(?:^|;)color:{_WHITE}(?:;|$)")
_PAPER = re.compile(rf"(?:^|;)background(?:-color)?:{_WHITE}(?:;|$)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pruned:
    """What pruning took away."""

    hidden_prose: int
    """Characters of hidden paragraphs: many of them mean a metered page."""


def prune(tree: HtmlElement) -> Pruned:
    """Take everything hidden out of ``tree``, in place."""
    concealed = hidden_selectors([style.text or "" for style in tree.iter("style")])
    prose = 0
    for element in _outermost(tree, concealed):
        if element.tag not in _NEVER_SHOWN:
            prose += sum(len(paragraph.text_content()) for paragraph in element.iter("p"))
        element.drop_tree()
    return Pruned(hidden_prose=prose)


def _outermost(tree: HtmlElement, concealed: frozenset[str]) -> list[HtmlElement]:
    """Hidden elements that stand in no hidden one. A page as a whole is never hidden: scripts show it when they have run."""
    found: list[HtmlElement] = []
    walk = iterwalk(tree, events=("start",))
    for _, element in walk:
        if element.tag not in {"html", "body"} and element.getparent() is not None and _is_hidden(element, concealed):
            found.append(element)
            walk.skip_subtree()
    return found


def _is_hidden(element: HtmlElement, concealed: frozenset[str]) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _NEVER_SHOWN:
        return True
    attributes = element.attrib
    if tag == "dialog" and "open" not in attributes:
        return True
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return (style is not None and _styled_away(style)) or _classed_away(element, concealed)


def _styled_away(style: str) -> bool:
    plain = "".join(style.lower().split())
    return _NONE.search(plain) is not None or (_INK.search(plain) is not None and _PAPER.search(plain) is not None)


def _classed_away(element: HtmlElement, concealed: frozenset[str]) -> bool:
    identity = element.get("id")
    if identity and "#" + identity in concealed:
        return True
    names = element.get("class")
    if not names:
        return False
    classes = names.split()
    if any("." + name in concealed for name in classes):
        return True
    return not _HIDDEN_CLASSES.isdisjoint(classes) and _RESPONSIVE.search(names) is None
