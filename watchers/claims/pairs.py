"""The first and the second of two that the sentence before named: "the former costs $24, the latter $17", « le second coûte ».

Only where that sentence names two makers and no third, and where no noun follows ("the second quarter", « le premier ministre »).
"""

from watchers.claims.actors import Line, Role
from watchers.claims.binding import sellers
from watchers.claims.closed import THE
from watchers.claims.entities import Bound, Scene

_BACK = 2
"""Sentences back to the two."""


def of_two(scene: Scene, line: Line, start: int, end: int) -> Bound | None:
    """Whom "the former" or "the latter", told last between ``start`` and ``end``, takes up."""
    row = line.words(start, line.span.end)
    found = None
    for at in range(1, len(row)):
        if row[at].start >= end:
            break
        which = _WHICH.get(row[at].fold)
        behind = row[at + 1].fold if at + 1 < len(row) else ""
        alone = behind in _GOES_ON or behind[:1].isdigit() or not behind[:1].isalpha() or row[at].fold in _ALWAYS
        if which is not None and row[at - 1].fold in THE and alone:
            found = which
    pair = _pair(scene, line) if found is not None else ()
    return pair[found] if pair and found is not None else None


def _pair(scene: Scene, line: Line) -> tuple[Bound, ...]:
    for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
        named = sellers(earlier.named(Role.VENDOR, Role.PRODUCT))
        if named:
            return named if len(named) == _TWO else ()
    return ()


_TWO = 2
_WHICH = {"former": 0, "premier": 0, "premiere": 0, "first": 0, "latter": 1, "second": 1, "seconde": 1}
_ALWAYS = frozenset({"former", "latter"})
_GOES_ON_WORDS = """
    a coute coutait coutera revient revenait vaut valait est etait sera serait pour aux costs cost comes is was will would has had
    at for ne n' se s' reste restera gagne
"""
_GOES_ON = frozenset(_GOES_ON_WORDS.split())
"""Behind "le second" they show that no noun follows."""
