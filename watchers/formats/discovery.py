"""The feeds that a page names in its head, best first."""

from typing import Final

from watchers.formats.hypertext import base_of, page_tree
from watchers.identity import canonical_url

_TYPES: Final = frozenset(f"application/{name}" for name in ("atom+xml", "rss+xml", "rdf+xml", "feed+json", "json"))
_MOST: Final = 10
_ASIDE: Final = ("comment", "commentaire")
"""Feeds of what readers say are named beside that of the articles."""


def feeds_named(text: str, url: str) -> tuple[str, ...]:
    """Addresses of ``<link rel="alternate">`` to feeds, in the page's order, those of comments last; at most ten."""
    root = page_tree(text)
    if root is None:
        return ()
    base = canonical_url(base_of(root, url), url) or url
    found: dict[str, bool] = {}
    for link in root.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" not in (link.get("rel") or "").lower().split() or kind not in _TYPES:
            continue
        address = canonical_url(link.get("href") or "", base)
        if address is not None and address != url and "/wp-json/" not in address:
            said = f"{link.get('title') or ''} {address}".lower()
            found.setdefault(address, any(word in said for word in _ASIDE))
    return tuple(sorted(found, key=lambda address: found[address]))[:_MOST]
