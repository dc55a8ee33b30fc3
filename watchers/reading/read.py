"""A document, or what a feed says of it, to an ``Article``. Pure; ``read`` and its values can be pickled for the confined worker.

A text that was not read whole says so. What the feed itself carries stands in where the page gives less, or nothing.
"""

import re

from watchers.model import Article, Document, Incomplete, shortened
from watchers.reading.body import falls_short, main_text, visible_text
from watchers.reading.decode import decode
from watchers.reading.hint import Hint
from watchers.reading.identification import document_lang
from watchers.reading.lineage import lineage
from watchers.reading.metadata import Metadata, metadata, site_of
from watchers.reading.page import Page, parse
from watchers.reading.text import cleaned, folded, one_line, tidied, trimmed
from watchers.reading.visible import prune
from watchers.reading.walls import Seen, fault, is_wall, stub

_MARKUP = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})
_OPAQUE = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"RIFF",
    b"\x00\x00\x00",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
_LOOKS_MARKED_UP = re.compile(rb"<(?:!doctype|html|head|body|article|div|p|h1|meta|title|section)\b", re.IGNORECASE)
_FULLER = 1.5
"""A feed's text this many times as long as the page's, and no mere summary, is the article; the page gave a part of it."""
_SUMMARY = 600


def read(document: Document, hint: Hint) -> Article:
    """The article that ``document`` holds, completed by ``hint``. Never raises: what cannot be read is ``incomplete``.

    The page's title and byline win over the feed's, the feed's date and the feed's outlet over the page's.
    """
    form = _form(document)
    if form is None:
        return from_feed(hint, Incomplete.NOT_HTML)
    source = decode(document.body, document.charset).text
    if form == "plain":
        return _plain(tidied(source), hint)
    page = parse(source)
    if page is None:
        return from_feed(hint, Incomplete.NO_TEXT)
    return _from_page(page, document.final_url or document.url, hint)


def from_feed(hint: Hint, why: Incomplete) -> Article:
    """The article as far as its feed tells it, the page not having been read because of ``why``."""
    return _article(tidied(hint.summary), hint, _nothing(), why)


def from_text(text: str, hint: Hint) -> Article:
    """An article whose text is given whole: kept to the character, but for invisible ones and blank lines around it."""
    return _plain(trimmed(cleaned(text)), hint)


def _plain(text: str, hint: Hint) -> Article:
    short = shortened(text)
    if len(short) < len(text):
        return _article(short, hint, _nothing(), Incomplete.CUT)
    return _article(text, hint, _nothing(), stub(text) if text else Incomplete.NO_TEXT)


def _from_page(page: Page, address: str, hint: Hint) -> Article:
    said = metadata(page.tree, address)
    notes = " ".join(node.text_content() for node in page.tree.iter("noscript", "title"))
    pruned = prune(page.tree)
    whole = visible_text(page.tree)
    taken = main_text(page.tree)
    text = shortened(taken)
    cut = page.cut or len(text) < len(taken) or falls_short(page.tree, taken)
    why = fault(Seen(main=text, whole=whole, notes=notes, hidden_prose=pruned.hidden_prose, free=said.free))
    if cut and why is not Incomplete.CONSENT_WALL:
        why = Incomplete.CUT
    return _fuller(_untitled(text, (said.title, hint.title)), said, hint, why)


def _fuller(text: str, said: Metadata, hint: Hint, why: Incomplete | None) -> Article:
    """The page's text or the feed's, whichever gives more; a wall's own words are never the article's."""
    carried = tidied(hint.summary)
    if is_wall(why):
        return _article(carried, hint, _nothing(said), why)
    if why is None and len(carried) > max(_SUMMARY, _FULLER * len(text)):
        why = Incomplete.STUB
    return _article(carried if why is not None and len(carried) > len(text) else text, hint, said, why)


def _article(text: str, hint: Hint, said: Metadata, why: Incomplete | None) -> Article:
    return Article(
        url=hint.url or said.canonical_url or "",
        canonical_url=said.canonical_url,
        outlet=one_line(hint.outlet) or said.site or site_of(hint.url),
        title=said.title or one_line(hint.title),
        byline=said.byline or one_line(hint.author or "") or None,
        lang=document_lang(text or hint.title, said.lang or hint.lang),
        published=hint.published or said.published,
        text=text,
        incomplete=why,
        lineage=lineage(text),
    )


def _nothing(said: Metadata | None = None) -> Metadata:
    """What a page that was not read says; of a wall, only what it declares of the article behind it."""
    return Metadata(
        title="",
        byline=None,
        published=said.published if said else None,
        canonical_url=said.canonical_url if said else None,
        site="",
        lang=None,
        free=None,
    )


def _untitled(text: str, titles: tuple[str, ...]) -> str:
    """``text`` without the headline that some pages repeat as its first line."""
    known = {folded(title) for title in titles if title}
    first, _, rest = text.partition("\n")
    while first and folded(first) in known:
        text = rest.lstrip("\n")
        first, _, rest = text.partition("\n")
    return text


def _form(document: Document) -> str | None:
    """``markup``, ``plain``, or ``None`` for what is no text: by its bytes first, since labels are often wrong."""
    head = document.body[:2048].lstrip()
    if head.startswith(_OPAQUE):
        return None
    label = (document.content_type or "").split(";")[0].strip().lower()
    if label in _MARKUP or _LOOKS_MARKED_UP.search(head):
        return "markup"
    if label == "text/plain" or not label:
        return "plain"
    return None
