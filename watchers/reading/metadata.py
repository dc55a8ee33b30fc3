"""What a page says about itself: title, byline, date, language, site, and the address it calls its own.

From JSON-LD first, then ``<meta>``, then markup. Dates are only those that are declared: a heuristic search through the page
finds the day it was rendered too easily.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from watchers.dates import moment
from watchers.identity import canonical_url, host_of, shown_host
from watchers.reading.linked import Linked, linked
from watchers.reading.text import one_line

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title")
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "citation_author",
)
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.created", "dcterms.issued", "dcterms.available", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publish-date", "publication_date", "citation_publication_date", "article.published", "cxenseparse:recs:publishtime",
)  # fmt: skip
_SITES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher")
_MIRRORS = ("www.", "m.", "mobile.", "amp.")
_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " • ", " · ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """What the page says; ``None`` and empty where it does not."""

    title: str
    byline: str | None
    published: datetime | None
    canonical_url: str | None
    site: str
    lang: str | None
    free: bool | None
    """``isAccessibleForFree`` of JSON-LD."""


def metadata(tree: HtmlElement, address: str) -> Metadata:
    """What ``tree`` says about itself, the page having answered at ``address``."""
    described = linked(tree)
    metas = _metas(tree)
    return Metadata(
        title=_title(tree, described, metas),
        byline=_byline(tree, described, metas),
        published=_published(tree, described, metas),
        canonical_url=own_address(_declared_address(tree, metas), address),
        site=one_line(_first(metas, _SITES) or described.publisher),
        lang=_lang(tree, described, metas),
        free=described.free,
    )


def own_address(declared: str | None, address: str) -> str | None:
    """The declared address in canonical form, if it is one of the same site and not merely its front page.

    A page of which nobody knows where it came from (``address`` empty) is believed.
    """
    there = canonical_url(declared, address or None) if declared else None
    if not address or there is None:
        return there
    if not _same_site(host_of(there), host_of(address)):
        return None
    # many sites declare their front page on every page: all their articles would become one
    return None if there.count("/") == 3 and there.endswith("/") and there != canonical_url(address) else there


def site_of(address: str) -> str:
    """The host of an address as a reader sees it, without ``www.``; empty for what is no address."""
    return _site(shown_host(address))


def _same_site(one: str, other: str) -> bool:
    first, second = sorted((_site(one), _site(other)), key=len)
    return first == second or ("." in first and second.endswith("." + first))


def _site(hostname: str) -> str:
    for prefix in _MIRRORS:
        if hostname.startswith(prefix) and hostname.count(".") > 1:
            return hostname[len(prefix) :]
    return hostname


def _metas(tree: HtmlElement) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = meta.get("content")
        for key in ("property", "name", "itemprop"):
            name = meta.get(key)
            if name and content and content.strip():
                found.setdefault(name.strip().lower(), []).append(content.strip())
    return found


def _first(metas: Mapping[str, list[str]], names: tuple[str, ...]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _title(tree: HtmlElement, described: Linked, metas: Mapping[str, list[str]]) -> str:
    declared = one_line(described.headline or _first(metas, _TITLES))
    headings = [text for text in (one_line(heading.text_content()) for heading in tree.iter("h1")) if text]
    if declared:
        return declared
    window = next((one_line(title.text_content()) for title in tree.iter("title")), "")
    matching = next((heading for heading in headings if heading in window), "")
    return matching or _without_site(window) or (headings[0] if headings else "")


def _without_site(window: str) -> str:
    for separator in _SEPARATORS:
        head, found, tail = window.rpartition(separator)
        if found and len(head) > len(tail):
            return head.strip()
    return window


def _byline(tree: HtmlElement, described: Linked, metas: Mapping[str, list[str]]) -> str | None:
    named = [one_line(name) for name in described.authors] or [one_line(name) for name in _named(metas)]
    if not named:
        named = [one_line(link.text_content()) for link in tree.iter("a") if link.get("rel") == "author"]
    names = list(dict.fromkeys(name for name in named if name and len(name) <= 120))
    return ", ".join(names[:5]) or None


def _named(metas: Mapping[str, list[str]]) -> Iterator[str]:
    for key in _AUTHORS:
        names = [name for name in metas.get(key, []) if not name.startswith(("http:", "https:"))]
        if names:
            yield from names
            return


def _published(tree: HtmlElement, described: Linked, metas: Mapping[str, list[str]]) -> datetime | None:
    written = [described.published, *(date for name in _DATES for date in metas.get(name, [])), *_times(tree)]
    return next((read for read in map(moment, written) if read), None)


def _times(tree: HtmlElement) -> Iterator[str]:
    """Dates in the markup itself: those marked as the publication first, then the first ``<time>`` of the article."""
    marked = [node for node in tree.iter("time") if node.get("datetime")]
    yield from (
        node.get("datetime", "") for node in marked if node.get("itemprop") == "datePublished" or "pubdate" in node.attrib
    )
    articles = list(tree.iter("article", "main"))
    if len([node for node in articles if node.tag == "article"]) <= 1:
        yield from (node.get("datetime", "") for article in articles[:1] for node in article.iter("time") if node.get("datetime"))


def _declared_address(tree: HtmlElement, metas: Mapping[str, list[str]]) -> str | None:
    for link in tree.iter("link"):
        address = link.get("href")
        if address and "canonical" in (link.get("rel") or "").lower().split():
            return str(address)
    return _first(metas, ("og:url",)) or None


def _lang(tree: HtmlElement, described: Linked, metas: Mapping[str, list[str]]) -> str | None:
    written = tree.get("lang") or described.lang or _first(metas, ("og:locale", "content-language", "dc.language"))
    code = written.replace("_", "-").split("-")[0].strip().lower()
    return code if len(code) == 2 and code.isalpha() else None
