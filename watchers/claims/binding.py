"""What a clause binds together: a body, what is said of it, and the vendors that stand for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from watchers.claims.actors import Line, Name, Role
from watchers.claims.cutting import Clause
from watchers.claims.entities import COLLECTIVE, Bound, Scene
from watchers.claims.joining import groups
from watchers.claims.model import Adoption, Partnership
from watchers.claims.tokens import fold


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A claim as one sentence makes it; of several the heaviest is quoted."""

    claim: Adoption | Partnership
    line: Line
    weight: int
    weak: bool = False
    """Yields to any other statement on the same thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One clause about one group of public bodies."""

    scene: Scene
    line: Line
    clause: Clause
    bodies: tuple[tuple[str, bool], ...]
    """Canonical names, each with whether it is unlisted."""
    span: tuple[int, int]
    """From the first body's first character to the last one's end; of the word that takes it up where none is named."""
    named: bool
    """The bodies stand in the clause themselves."""
    collective: bool = False
    """A government or its agencies as a whole."""
    listing: bool = False
    """A body that buys for all others: an agreement with it is an approval."""


def sellers(names: Iterable[Name]) -> tuple[Bound, ...]:
    """The vendors behind these vendors and products, each once, with the product where one of theirs is among the names."""
    products: dict[str, str | None] = {}
    unlisted: dict[str, bool] = {}
    for name in names:
        if name.vendor:
            products[name.vendor] = products.get(name.vendor) or name.product
            unlisted[name.vendor] = name.unlisted
    return tuple(Bound(vendor=vendor, product=product, unlisted=unlisted[vendor]) for vendor, product in products.items())


def is_collective(name: Name) -> bool:
    """Many bodies under one name: claimed only where something is offered to them as a whole."""
    if name.name in COLLECTIVE:
        return True
    whole = name.entity is not None and name.entity.category == "government"
    words = fold(name.surface).split() if whole else []
    return not _MANY.isdisjoint(words) or words[-2:] == ["central", "government"]


_MANY_WORDS = "departments ministries agencies bodies ministeres agences administrations organismes services"
_MANY = frozenset(_MANY_WORDS.split())
"""Under such a noun a government is its bodies, each for itself: "les ministères britanniques"."""


def group_before(scene: Scene, line: Line) -> tuple[Bound, ...]:
    """The coordinated vendors that a plural pronoun takes up: the last group of two or more in the sentences just before."""
    for earlier in reversed(scene.lines[max(0, line.index - 2) : line.index]):
        rows = [group for group in groups(earlier, earlier.named(Role.VENDOR, Role.PRODUCT)) if len(sellers(group)) > 1]
        if rows:
            return sellers(rows[-1])
    return ()
