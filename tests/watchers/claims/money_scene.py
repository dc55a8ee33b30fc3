"""Lays out one text as a scene with the package's own names and triggers, for the tests of prices and figures."""

from datetime import UTC, date, datetime

from service.reference import shipped
from watchers.claims.entities import Scene, scene
from watchers.model import Article, Lineage


def laid_out(text: str, lang: str, day: date | None = date(2026, 5, 2), title: str = "") -> Scene:
    """The scene of ``text``, published on ``day``."""
    article = Article(
        url="https://newsroom.example/story",
        canonical_url=None,
        outlet="Example",
        title=title,
        byline=None,
        lang=lang,
        published=datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None,
        text=text,
        lineage=Lineage(body_sha256="", sketch=()),
    )
    return scene(article, shipped().names, shipped().lexicon)
