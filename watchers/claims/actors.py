"""Who acts in an article and where: roles, names at their places, sentences with their words, cues and names."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter, itemgetter

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

    __hash__ = str.__hash__
    """An enumeration's own is a function in Python, and roles are looked up at every turn."""


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
    index_of_cues: Mapping[str, tuple[Cue, ...]]
    """``cues`` by category and by first part of it: see ``indexed``."""
    _known_names: dict[tuple[Role, ...], tuple[Name, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _known_cues: dict[tuple[str, ...], tuple[Cue, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    cuts: list[int] = field(init=False, repr=False, compare=False, default_factory=list)
    """Where the line's clauses begin and the last one ends, once they were asked for: see ``binding.clauses``."""
    capitals: list[int] = field(init=False, repr=False, compare=False, default_factory=list)
    """Which tokens may be part of a name, and a number behind the last, once that was asked for: see ``naming.runs``."""
    rows: dict[int, tuple[Name, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    """Of each company and vendor, by where it starts, its coordinated group, once one was asked for: see ``binding.firm_row``."""
    _known_places: dict[int, Name | None] = field(init=False, repr=False, compare=False, default_factory=dict)
    _known_words: list[frozenset[str]] = field(init=False, repr=False, compare=False, default_factory=list)
    """What was asked for once: the rules ask the same of a line many times."""

    def named(self, *roles: Role) -> tuple[Name, ...]:
        """The actors here in one of these roles."""
        if not self.names:
            return ()
        known = self._known_names.get(roles)
        if known is None:
            self._known_names[roles] = known = tuple([name for name in self.names if name.role in roles])
        return known

    def cued(self, *categories: str) -> tuple[Cue, ...]:
        """The cues here of these categories; a category stands for its sub-categories too (``use`` for ``use.noun``)."""
        known = self.index_of_cues
        if len(categories) == 1:
            return known.get(categories[0], ())
        if not known:
            return ()
        found = self._known_cues.get(categories)
        if found is None:
            self._known_cues[categories] = found = self._joined(categories)
        return found

    def holds(self, words: Set[str]) -> bool:
        """Whether one of these folded words, or marks, stands here: a quick look."""
        if not self._known_words:
            self._known_words.append(frozenset([token.fold for token in self.tokens]))
        return not self._known_words[0].isdisjoint(words)

    def has(self, *categories: str) -> bool:
        """Whether there is a cue of one of these categories."""
        return not self.index_of_cues.keys().isdisjoint(categories)

    def _joined(self, categories: Iterable[str]) -> tuple[Cue, ...]:
        known = self.index_of_cues
        if known.keys().isdisjoint(categories):
            return ()
        rows = [known[category] for category in categories if category in known]
        return rows[0] if len(rows) == 1 else tuple(sorted({cue for row in rows for cue in row}, key=_order))

    def is_named(self, place: int) -> bool:
        """Whether the character at ``place`` stands inside a name."""
        return self.name_at(place) is not None

    def name_at(self, place: int) -> Name | None:
        """The first name over the character at ``place``."""
        names = self.names
        if not names or place < names[0].start:
            return None
        known = self._known_places
        if place not in known:
            known[place] = next(iter(around(names, place, place + 1)), None)
        return known[place]

    def words(self, start: int, end: int) -> tuple[Token, ...]:
        """The words and marks that stand wholly between two characters of the text."""
        return self.tokens[bisect_left(self.tokens, (start,)) : self._until(end)]

    def before(self, place: int, most: int) -> tuple[Token, ...]:
        """The last words and marks that end at a character of the text or before it, no more than ``most``."""
        last = self._until(place)
        return self.tokens[max(0, last - most) : last]

    def behind(self, place: int, most: int) -> tuple[Token, ...]:
        """The first words and marks that begin at a character of the text or after it, no more than ``most``."""
        first = bisect_left(self.tokens, (place,))
        return self.tokens[first : first + most]

    def _until(self, place: int) -> int:
        """How many tokens end at a character of the text or before it."""
        row = self.tokens
        last = bisect_left(row, (place,))  # a token is more than the place where it starts
        return last - 1 if last and row[last - 1].end > place else last

    def quoted(self, place: int) -> bool:
        """Whether the character at ``place`` stands inside quotation marks."""
        return bool(self.quotes) and any(quote.start <= place < quote.end for quote in self.quotes)


def around(names: Sequence[Name], start: int, end: int) -> list[Name]:
    """Those of ``names`` (in order of place) that share a character with ``start`` to ``end``; of long rows only the nearest
    are asked."""
    if not names or end <= names[0].start:
        return []
    first = bisect_left(names, end, key=_begins)
    low = bisect_left(names, start, key=_begins)
    return [name for name in names[max(0, low - _OVERLAPPING) : first] if start < name.end]


_OVERLAPPING = 12
"""Names that may stand over one place: coordinated heads do."""
_begins = attrgetter("start")
_order = itemgetter(3, 4, 0)
"""Of a cue: its first token, its last one, its category."""


def indexed(cues: Iterable[Cue]) -> dict[str, tuple[Cue, ...]]:
    """Cues by their category and, where it has two parts, by the first of them too; in order of place."""
    found: dict[str, list[Cue]] = {}
    for cue in cues:
        category = cue.category
        found.setdefault(category, []).append(cue)
        if "." in category:
            found.setdefault(category[: category.index(".")], []).append(cue)
    return {category: tuple(row) for category, row in found.items()}
