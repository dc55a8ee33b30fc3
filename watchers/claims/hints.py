"""What a reader is told beside the reference data: what is no name, and where somebody believes that a name stands."""

from collections.abc import Collection
from dataclasses import dataclass

from watchers.claims.model import Span
from watchers.claims.tokens import tokens

Words = tuple[str, ...]
"""The folded words of a name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hints:
    """Both may be empty."""

    never: frozenset[Words] = frozenset()
    proposed: tuple[Span, ...] = ()


NO_HINTS = Hints()


def words(name: str) -> Words:
    """A name as it is compared: its words, folded."""
    return tuple(token.fold for token in tokens(name))


def phrases(names: Collection[str]) -> frozenset[Words]:
    """Each name as it is compared."""
    return frozenset(words(name) for name in names)
