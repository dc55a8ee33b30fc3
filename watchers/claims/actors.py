"""Who acts in an article and where: roles, names at their places, sentences with their words, cues and names."""

from dataclasses import dataclass
from enum import StrEnum

from watchers.claims.gazetteer import Entity
from watchers.claims.lexicon import Cue
from watchers.claims.model import Span
from watchers.claims.passages import PassageKind
from watchers.claims.tokens import Token


class Role(StrEnum):
    """What an actor is on this beat."""

    AGENCY = "agency"
    VENDOR = "vendor"
    """A company that sells models; it may still be another vendor's partner."""
    COMPANY = "company"
    PRODUCT = "product"
    PERSON = "person"
    PLACE = "place"


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """One actor at one place in the text."""

    start: int
    end: int
    surface: str
    role: Role
    name: str
    """Canonical, or as in the text where ``unlisted``."""
    vendor: str | None = None
    """Of a vendor its own name, of a product its maker's, else ``None``."""
    product: str | None = None
    """Of a product the name claims carry: the family, or the edition where the text names one."""
    entity: Entity | None = None
    """What the reference data hold; ``None`` where ``unlisted``."""
    employer: str | None = None
    """Of a person: the organisation whose word he or she gives, where known."""
    unlisted: bool = False
    """Only the text itself introduces it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One sentence on the scene."""

    index: int
    """Its number in ``Scene.lines``."""
    passage: int
    """Number of its passage."""
    kind: PassageKind
    span: Span
    text: str
    """``Article.text[span.start:span.end]``: the quote of a claim made here."""
    lang: str
    question: bool
    quotes: tuple[Span, ...]
    tokens: tuple[Token, ...]
    cues: tuple[Cue, ...]
    names: tuple[Name, ...]
    """In order of place, not overlapping but for coordinated heads."""

    def named(self, *roles: Role) -> tuple[Name, ...]:
        """The actors here in one of these roles."""
        return tuple(name for name in self.names if name.role in roles)

    def cued(self, *categories: str) -> tuple[Cue, ...]:
        """The cues here of these categories; a category stands for its sub-categories too (``use`` for ``use.noun``)."""
        return tuple(cue for cue in self.cues if cue.category in categories or cue.category.partition(".")[0] in categories)

    def quoted(self, place: int) -> bool:
        """Whether the character at ``place`` stands inside quotation marks."""
        return any(quote.start <= place < quote.end for quote in self.quotes)
