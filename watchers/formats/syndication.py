"""RSS and Atom to entries: the only door to feedparser, which sees what is not known yet.

feedparser opens files and addresses that a body names when it is handed bytes or text, so it gets ``io.BytesIO`` and nothing
else. Five of its loops are quadratic; that is bounded from outside (``watchers.confine``), not here. Its sanitising and its
rewriting of relative links cost half of the time and are switched off: all markup is dropped here, and links are resolved and
checked by ``canonical_url``.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import feedparser  # type: ignore[import-untyped]  # it ships no types, and no stubs exist

from watchers.dates import day_in_words
from watchers.errors import NotAFeed
from watchers.formats.charset import to_text
from watchers.formats.listed import LONGEST, only_new
from watchers.formats.plaintext import clean_text, plain_text
from watchers.formats.pruning import prune
from watchers.formats.sniff import Looks, looks_like
from watchers.identity import canonical_url, entry_identity, host_of
from watchers.model import Entry, Listing

_FORMATS: Final = frozenset({Looks.FEED, Looks.XML, Looks.OTHER})
"""What is tried: odd roots and junk before the prolog may still hold items."""

_MARKED_UP: Final = frozenset({"text/html", "application/xhtml+xml"})

_ROOT_END: Final = re.compile(r"</(?:\w{1,20}:)?(?:rss|rdf|feed)\s{0,20}>", re.IGNORECASE)
_ROOT: Final = re.compile(r"<(\w{1,20}:)?(rss|rdf|feed)[\s>]", re.IGNORECASE)
_ITEM: Final = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END: Final = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s{0,20}>", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
_REFERENCE: Final = re.compile(r"&#(?:([0-9]+)|[xX]([0-9a-fA-F]+));?")
_PERSON: Final = re.compile(
    r"(<(?:\w{1,20}:)?(?:author|creator|managingEditor|webMaster|contributor|publisher|owner|name|email)\b[^<>]{0,200}>[^<]{400})[^<]+",
    re.IGNORECASE,
)
"""Who wrote it, beyond any name's length: where feedparser looks for an address of mail in it, time grows with its square."""
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no place for; one of them would cost the whole document."""
_NO_BYTES: Final = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(?:[-_].{0,30})?", re.IGNORECASE)

_YEARS: Final = range(1990, 2101)
"""A date outside of them is a clock that was never set or a typing error, not a date."""

feedparser.api.PREFERRED_XML_PARSERS.clear()  # a driver that nobody has would be looked for on the disk at every document

_HARMLESS: Final = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
"""What feedparser calls ill-formed although every entry is whole."""


def parse_feed(body: bytes, *, url: str, content_type: str | None, known: bytes = b"", room: int = 0) -> Listing:
    """The entries of an RSS or Atom document fetched from ``url``; ``content_type`` is the header as sent.

    Items with a ``known`` mark are left out, and where there are more than ``room`` others (0: no bound) only the newest are
    read; see ``watchers.model.Asking``. An ill-formed document gives the entries that are whole, and says why in
    ``ill_formed``. Raises ``NotAFeed`` for HTML, JSON, an empty body and anything else without a feed in it. Run it confined:
    hostile bytes can take any time and memory.
    """
    looks = looks_like(body)
    if looks not in _FORMATS:
        raise NotAFeed(f"this looks like {looks.value}", url=url)
    raw = _bare(to_text(body, content_type))
    text, cut = _whole(raw)
    pruned = prune(text, known, room, mend=False)
    if pruned is None:
        text, cut = _whole(_prepared(raw))
        pruned = prune(text, known, room)
    document = text.encode("utf-8", "replace") if pruned is None else pruned.document
    # a base that feedparser is told of it joins to itself at every element, which takes a third of its time
    parsed = _parsed(document, url, based=pruned is None or not pruned.independent)
    items = dict.get(parsed, "entries") or []
    if not items and not dict.get(parsed, "version"):
        raise NotAFeed("no feed in it", url=url)
    channel = dict.get(parsed, "feed") or {}
    lang = _language(dict.get(channel, "language"))
    found = Listing(
        title=_line(channel, "title"),
        lang=lang,
        entries=tuple(_distinct((_entry(item, url, lang) for item in items), host_of(url))),
        ill_formed=_CUT if cut else (pruned and pruned.fault) or _fault(parsed),
        form=str(dict.get(parsed, "version") or "feed"),
        patience=_patience(channel),
    )
    if pruned is None:
        return only_new(found, known, room)
    return replace(found, known=pruned.known, marks=pruned.marks, left=pruned.left)


_HEADERS: Final = {"content-type": "application/xml; charset=utf-8"}
_CUT: Final = "the document ends before it is closed"


def _parsed(document: bytes, url: str, *, based: bool) -> Any:
    try:
        return feedparser.parse(
            io.BytesIO(document),
            response_headers=_HEADERS | ({"content-location": url} if based else {}),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:
        raise NotAFeed(f"its parser fails on it: {type(error).__name__}", url=url) from error


def _patience(channel: dict[str, object]) -> timedelta | None:
    """RSS's ``ttl``: minutes."""
    said = str(dict.get(channel, "ttl") or "").strip()
    return timedelta(minutes=int(said)) if said.isascii() and said.isdecimal() and len(said) < 7 else None


def _bare(text: str) -> str:
    """Without leading blanks (quadratic in feedparser) and without the declaration of an encoding that no longer applies."""
    stripped = text.lstrip("\ufeff \t\r\n\f\v\0")
    declared = _DECLARATION.match(stripped)
    return stripped[declared.end() :] if declared else stripped


def _prepared(bare: str) -> str:
    """Without what no XML may hold and what feedparser crawls over: for what cannot be read strictly as it stands."""
    written = _NO_CHARACTER.sub("", bare) if _strays(bare) else bare
    return _PERSON.sub(r"\1", _REFERENCE.sub(_kept_reference, written))


def _strays(text: str) -> bool:
    """Whether there is anything in ``text`` that XML has no place for: told by its bytes, which takes a tenth of the time."""
    try:
        told = text.encode()
    except UnicodeEncodeError:
        return True
    return len(told.translate(None, _NO_BYTES)) != len(told) or b"\xef\xbf\xbe" in told or b"\xef\xbf\xbf" in told


def _kept_reference(found: re.Match[str]) -> str:
    """The reference, if it means a character; feedparser fails on halves of pairs and crawls over endless numbers."""
    digits, base = (found[1], 10) if found[1] else (found[2], 16)
    if len(digits) > 8:
        return ""
    number = int(digits, base)
    return found[0] if number <= 0x10FFFF and not _NO_CHARACTER.match(chr(number)) else ""


def _whole(text: str) -> tuple[str, bool]:
    """The text up to its last finished item, where the document breaks off before its root is closed; and whether it does.

    A half item would be stored under half an address, so one that breaks off in its first item lists nothing.
    """
    if _ROOT_END.search(text, max(0, len(text) - 4096)) or _ROOT_END.search(text):
        return text, False
    ends = [found.end() for found in _ITEM_END.finditer(text)]
    if ends:
        return text[: ends[-1]] + _closing(text), True
    begun = _ITEM.search(text)
    return (text, False) if begun is None or _ROOT.search(text) is None else (text[: begun.start()] + _closing(text), True)


def _closing(text: str) -> str:
    """What ends a document whose last item has ended: the tags that still stand open around it."""
    root = _ROOT.search(text)
    if root is None:
        return ""
    around = "</channel>" if root[2].lower() == "rss" else ""
    return f"{around}</{root[1] or ''}{root[2]}>"


def _entry(item: dict[str, object], base: str, lang: str | None) -> Entry:
    link = next((address for address in _links(item, base) if address), None)
    guid = clean_text(str(dict.get(item, "id") or ""))[: LONGEST["guid"]] or None
    title = _line(item, "title")
    summary = max(_texts(item), key=len, default="")[: LONGEST["summary"]]
    return Entry(
        identity=entry_identity(guid=guid, url=link, title=title or summary[:200], outlet=host_of(base)),
        url=link,
        guid=guid,
        title=title,
        summary=summary,
        author=_line(item, "author") or None,
        published=_date(item, "published"),
        updated=_date(item, "updated"),
        lang=_language(_detail(item, "title").get("language")) or lang,
    )


def _links(item: dict[str, object], base: str) -> Iterator[str | None]:
    """The addresses an item may stand for, best first: a distributor's note of the original, the link, a GUID that is one."""
    for name in ("feedburner_origlink", "link"):
        value = dict.get(item, name)
        if isinstance(value, str) and value:
            yield canonical_url(value, base)
    guid = dict.get(item, "id")
    if isinstance(guid, str) and guid.startswith(("http://", "https://")):
        yield canonical_url(guid)


def _distinct(entries: Iterable[Entry], outlet: str) -> Iterator[Entry]:
    """Each identity once. Items of different titles under one address (a live page, a register) are told apart by them."""
    listed = list(entries)
    titles: dict[str | None, set[str]] = {}
    for entry in listed:
        titles.setdefault(entry.url, set()).add(entry.title)
    shared = {url for url, seen in titles.items() if url is not None and len(seen) > 1}
    seen: Counter[str] = Counter()
    for entry in listed:
        kept = _told_apart(entry, outlet) if entry.url in shared else entry
        seen[kept.identity] += 1
        if seen[kept.identity] == 1:
            yield kept


def _told_apart(entry: Entry, outlet: str) -> Entry:
    identity = entry_identity(guid=None, url=None, title=entry.title, outlet=f"{outlet} {entry.url}")
    return replace(entry, identity=identity)


def _texts(item: dict[str, object]) -> Iterator[str]:
    """Every text the feed carries for an item, plain."""
    content = dict.get(item, "content")
    details = list(content) if isinstance(content, list) else []
    for detail in (*details, _detail(item, "summary"), _detail(item, "subtitle")):
        value = dict.get(detail, "value")
        if isinstance(value, str) and value:
            yield _plain(value, dict.get(detail, "type"))


def _line(item: dict[str, object], name: str) -> str:
    detail = _detail(item, name)
    value = dict.get(detail, "value") or dict.get(item, name)
    return " ".join(_plain(value, dict.get(detail, "type")).split())[: LONGEST.get(name, 1_000)] if isinstance(value, str) else ""


def _detail(item: dict[str, object], name: str) -> dict[str, object]:
    detail = dict.get(item, f"{name}_detail")
    return detail if isinstance(detail, dict) else {}


def _plain(value: str, kind: object) -> str:
    return plain_text(value) if kind in _MARKED_UP else clean_text(value)


def _date(item: dict[str, object], name: str) -> datetime | None:
    """From feedparser's nine numbers, which are UTC; what it cannot read may be a day in words, as French feeds write it."""
    moment = dict.get(item, f"{name}_parsed")
    if not isinstance(moment, tuple):
        written = dict.get(item, name)
        return day_in_words(written) if isinstance(written, str) else None
    year, month, day, hour, minute, second = moment[:6]
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC) if year in _YEARS else None
    except ValueError:
        return None


def _language(value: object) -> str | None:
    found = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    return found[1].lower() if found else None


def _fault(parsed: dict[str, object]) -> str | None:
    fault = dict.get(parsed, "bozo_exception")
    if fault is None or isinstance(fault, _HARMLESS):
        return None
    return f"{type(fault).__name__}: {' '.join(str(fault).split())}"[:300]
