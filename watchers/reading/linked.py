"""JSON-LD of a page: the one object in it that describes the article. Metadata only: its ``articleBody`` is no visible text."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_ARTICLES = frozenset(
    {
        "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "backgroundnewsarticle",
        "reviewnewsarticle", "blogposting", "liveblogposting", "techarticle", "scholarlyarticle", "report", "pressrelease",
        "governmentservice", "socialmediaposting", "webpage",
    }
)  # fmt: skip
_CAP = 200_000
_DEEPEST = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """What the article's object says; empty strings and ``None`` where it says nothing."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    lang: str = ""
    free: bool | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    rank: int
    node: dict[str, object] = field(default_factory=dict)


def linked(tree: HtmlElement) -> Linked:
    """The article's object, ``Linked()`` where there is none; an article is preferred to the web page around it."""
    best = _Found(rank=0)
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            for node in _nodes(_loaded(script.text or ""), 0):
                rank = _rank(node)
                if rank > best.rank:
                    best = _Found(rank, node)
    return _described(best.node) if best.rank else Linked()


def _loaded(source: str) -> object:
    if len(source) > _CAP:
        return None
    try:
        return json.loads(source.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth + 1)


def _rank(node: dict[str, object]) -> int:
    kinds = node.get("@type")
    names = {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}
    if names.isdisjoint(_ARTICLES):
        return 0
    return 1 if names <= {"webpage"} else 2


def _described(node: dict[str, object]) -> Linked:
    return Linked(
        headline=_words(node.get("headline")) or _words(node.get("name")),
        authors=tuple(dict.fromkeys(_people(node.get("author")))),
        published=_words(node.get("datePublished")) or _words(node.get("dateCreated")),
        publisher=next(iter(_people(node.get("publisher"))), ""),
        lang=_words(node.get("inLanguage")),
        free=_flag(node.get("isAccessibleForFree")),
    )


def _people(value: object) -> list[str]:
    if isinstance(value, list):
        return [name for item in value for name in _people(item)]
    name = _words(value.get("name")) if isinstance(value, dict) else _words(value)
    return [name] if name and not name.startswith(("http:", "https:")) else []


def _words(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.strip().lower()) if isinstance(value, str) else None
