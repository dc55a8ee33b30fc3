"""Facts in a file: what a ledger starts with. One claim a line, as ``read --json`` prints claims, with the article it came from.

``{"kind": "agency", …, "source": {"url": …, "outlet": …, "title": …, "lang": …, "published": …}}``;
lines of one ``url`` are one article, and so are those of one title and day without an address. A source may be of another
``"kind"`` than ``"article"``: see ``alerts.model.SourceKind``.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from alerts.model import SourceKind
from service.errors import WorkFailed
from watchers.claims.codec import ClaimFormatError, claim_from_json
from watchers.claims.model import Claim
from watchers.model import Article, Lineage

DEFAULT = "default"
"""The name of the package's own facts."""


class LedgerFileError(WorkFailed):
    """A file of facts that cannot be used: which, where, and what is wrong."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An article of the past with what it claimed."""

    article: Article
    claims: tuple[Claim, ...]
    kind: SourceKind = SourceKind.ARTICLE


def load(name: str) -> tuple[Told, ...]:
    """``default`` (the package's own), ``none`` or a path; in the order of the file. Raises ``LedgerFileError``."""
    if name == "none":
        return ()
    try:
        text = _text(name)
    except OSError as error:
        raise LedgerFileError(f"{name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LedgerFileError(f"{name}: not UTF-8") from error
    return tuple(_grouped(_lines(name, text)))


def _text(name: str) -> str:
    if name == DEFAULT:
        return (resources.files("service") / "data" / "baseline.jsonl").read_text(encoding="utf-8")
    return Path(name).read_text(encoding="utf-8")


def _lines(name: str, text: str) -> Iterator[tuple[Article, SourceKind, Claim]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row: dict[str, Any] = json.loads(line)
            source = row.pop("source", {})
            yield _article(name, source), SourceKind(source.get("kind") or SourceKind.ARTICLE), claim_from_json(row)
        except (ClaimFormatError, ValueError, TypeError, AttributeError) as error:
            raise LedgerFileError(f"{name}:{number}: {error}") from error


def _article(name: str, source: dict[str, Any]) -> Article:
    published, title = source.get("published"), str(source.get("title") or "Known from the start")
    url = str(source.get("url") or f"ledger:{name}:{published or 'undated'}:{title}")
    return Article(
        url=url,
        canonical_url=None,
        outlet=str(source.get("outlet") or name),
        title=title,
        byline=None,
        lang=str(source.get("lang") or "und"),
        published=None if published is None else datetime.fromisoformat(published).astimezone(UTC),
        text="",
        lineage=Lineage(body_sha256=hashlib.sha256(f"ledger:{url}".encode()).hexdigest(), sketch=()),
    )


def _grouped(lines: Iterable[tuple[Article, SourceKind, Claim]]) -> Iterator[Told]:
    articles: dict[str, tuple[Article, SourceKind]] = {}
    claims: dict[str, list[Claim]] = {}
    for article, kind, claim in lines:
        articles.setdefault(article.url, (article, kind))
        claims.setdefault(article.url, []).append(claim)
    for url, (article, kind) in articles.items():
        yield Told(article=article, claims=tuple(claims[url]), kind=kind)
