"""The main text of a page; the only door to trafilatura, with its quick rules (F1 0.962 at 0.63 of the default's time).

trafilatura sees the pruned tree: no scripts, so it cannot fall back on the article body that JSON-LD carries unseen; and it is
asked for no dates or other metadata, which it would guess at with the system's clock.
"""

import logging
import re
from collections.abc import Iterator

import lxml.html
from trafilatura import bare_extraction

from watchers.reading.text import tidied

# it reports every page without text as an error; that finding is the caller's to make
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_KEPT = {"\u00a0": "\ua9c1", "\u202f": "\ua9c2"}
"""No-break spaces travel through the extraction, which makes blanks of them, as two letters that no news page uses."""
_PACKED = str.maketrans(_KEPT)
_UNPACKED = str.maketrans({mark: space for space, mark in _KEPT.items()})
_RULED = re.compile(r"\|(?:-{3,}\|)+")

_GLANCE = 60_000
_FURNITURE = frozenset({"nav", "footer", "aside", "header", "form", "figure"})
_SHORTFALL = 1500


def main_text(tree: lxml.html.HtmlElement) -> str:
    """The article's text in normal form, paragraphs and table rows by newline; empty where no main text was found.

    ``tree`` is spent: its no-break spaces are replaced.
    """
    _pack(tree)
    found = bare_extraction(tree, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    if found is None or isinstance(found, dict):
        return ""
    return tidied("\n".join(_rows((found.text or "").translate(_UNPACKED))))


def _pack(tree: lxml.html.HtmlElement) -> None:
    for element in tree.iter():
        for part in ("text", "tail"):
            written = getattr(element, part)
            if written and not written.isspace() and ("\u00a0" in written or "\u202f" in written):
                setattr(element, part, written.translate(_PACKED))


def _rows(text: str) -> Iterator[str]:
    """Lines without the strokes by which table cells were parted from nothing."""
    for line in text.split("\n"):
        if line.startswith("|"):
            if not _RULED.fullmatch(line.strip()):
                yield line.strip("| ")
        else:
            yield line


def falls_short(tree: lxml.html.HtmlElement, text: str) -> bool:
    """Whether far more prose stands on the page than was taken: the extraction lost the article's tail."""
    prose = sum(_length(paragraph) for paragraph in tree.iter("p") if not _is_furniture(paragraph))
    return prose - len(text) > _SHORTFALL and len(text) < prose * 0.3


def visible_text(tree: lxml.html.HtmlElement) -> str:
    """What stands on the pruned page, menus and walls included, blocks by newline: its beginning, where walls are."""
    parts: list[str] = []
    room = _GLANCE
    for part in tree.itertext():
        if room <= 0:
            break
        if not part.isspace():
            parts.append(part[:room])
            room -= len(part)
    return tidied("\n".join(parts))


def _length(paragraph: lxml.html.HtmlElement) -> int:
    return len(" ".join(paragraph.text_content().split()))


def _is_furniture(paragraph: lxml.html.HtmlElement) -> bool:
    return any(ancestor.tag in _FURNITURE for ancestor in paragraph.iterancestors())
