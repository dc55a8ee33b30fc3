"""Towns that head an item: "Spokane. The council approved X", "Besançon. La Ville teste X", "Duluth: the city uses X".

What follows speaks of "the city" or "the council", and the heading says whose it is.
"""

from collections.abc import Sequence

from watchers.claims.actors import Line
from watchers.claims.tokens import Token


def heads_item(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the place that opens ``line`` is the town whose council or town hall what follows speaks of."""
    row = line.tokens
    if not row or not row[0].upper or line.quotes:
        return False
    if len(row) <= _HEADING and row[-1].fold in _ENDS and all(token.upper for token in row[:-1] if token.fold not in _SMALL):
        behind = lines[line.index + 1] if line.index + 1 < len(lines) else None
        return behind is not None and behind.passage == line.passage and _of_the_town(behind.tokens)
    cut = next((at for at, token in enumerate(row[:_DATELINE]) if token.fold in _CUTS), 0)
    return cut > 0 and _of_the_town(row[cut + 1 :])


def _of_the_town(row: Sequence[Token]) -> bool:
    """ "The city has …", « la Ville a … », "City staff have …", and of no other town."""
    for at, token in enumerate(row[:_REACH]):
        before = row[at - 1].fold if at else ""
        behind = row[at + 1].fold if at + 1 < len(row) else ""
        led = row[at - 2].fold if at > 1 else ""
        if (
            token.fold in _TOWN
            and behind not in _OF
            and led not in _BESIDE
            and (before in _THE or (not at and behind in _PEOPLE))
        ):
            return True
    return False


_HEADING, _DATELINE, _REACH = 5, 6, 16
_ENDS = frozenset({".", ":"})
_CUTS = frozenset({":", "—", "–"})
_SMALL = frozenset({"de", "la", "le", "les", "sur", "en", "of", "on", "-", "'", "l'", "d'"})
_TOWN = frozenset({"city", "council", "town", "village", "ville", "mairie", "municipalite", "commune"})
_OF = frozenset({"of", "de", "d'", "du", "des", "'s"})
_BESIDE = frozenset({"of", "de", "in", "from", "to", "by", "a", "for", "with", "dans", "par", "pour", "at", "near", "around"})
"""Before "the city" they tell of somebody else there."""
_THE = frozenset({"the", "la"})
_PEOPLE = frozenset({"staff", "officials", "hall", "council", "planners", "workers", "clerks", "employees", "leaders"})
