"""Articles of a few sentences, and the extractor with the package's own reference data, for tests of the reading."""

from datetime import UTC, datetime

from service.reference import shipped
from watchers.claims.entities import Scene, scene
from watchers.claims.extract import Extractor
from watchers.claims.model import Adoption, Partnership
from watchers.model import Article, Lineage

CONTEXT = "AI: Anthropic, OpenAI, Google, Microsoft, xAI, Meta, Mistral AI, Cohere"
"""A title that tells what "Claude", "Gemini" and the like are; it claims nothing."""


def extractor() -> Extractor:
    """The extractor of the package, built once a process."""
    return shipped().extractor


def article(text: str, lang: str = "en", title: str = CONTEXT) -> Article:
    """An article of March 2026."""
    return Article(
        url="https://paper.example/a",
        canonical_url=None,
        outlet="Paper",
        title=title,
        byline=None,
        lang=lang,
        published=datetime(2026, 3, 2, tzinfo=UTC),
        text=text,
        lineage=Lineage(body_sha256="", sketch=()),
    )


def view(text: str, lang: str = "en") -> Scene:
    """The scene of a text."""
    return scene(article(text, lang), shipped().names, shipped().lexicon)


def agencies(text: str, lang: str = "en") -> set[tuple[str, str, str]]:
    """Vendor, body and stage of every agency claim of the text."""
    claims = extractor().extract(article(text, lang)).claims
    return {(claim.vendor, claim.agency, claim.stage.value) for claim in claims if isinstance(claim, Adoption)}


def partners(text: str, lang: str = "en") -> set[tuple[str, str, str]]:
    """Vendor, company and stage of every partner claim of the text."""
    claims = extractor().extract(article(text, lang)).claims
    return {(claim.vendor, claim.partner, claim.stage.value) for claim in claims if isinstance(claim, Partnership)}
