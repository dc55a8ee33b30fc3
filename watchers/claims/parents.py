"""Bodies that only tell whose another one is: "le Centre X, établissement du CNES, …", "the Y Office, part of the Ministry, …".

Between the marks of an apposition the parent, owner or overseer acts in nothing; so it is no actor of the sentence.
"""

from collections.abc import Sequence
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role

_RELATION_WORDS = """
    etablissement filiale service direction branche agence composante organe entite bras antenne unite division laboratoire office
    bureau institut departement relevant dependant depend releve tutelle rattache rattachee place placee sous chapeaute chapeautee
    arm branch unit part agency subsidiary body laboratory lab overseen supervised run owned under answerable attached reporting
    reports oversees supervises funded financed finance financee watchdog chapeaute supervise controle
"""
_RELATION = frozenset(_RELATION_WORDS.split())
_LONGEST = 9
_OPEN, _CLOSE = frozenset({",", "(", "–", "—"}), frozenset({",", ")", "–", "—"})
_LINKS = frozenset({"of", "de", "du", "d'", "des", "la", "l'", "le", "the", "to", "by", "a", "au", "par", "under", "sous"})
_LIST = frozenset({"and", "et", "or", "ou"})


def without_parents(line: Line, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """``names`` without the bodies named so; linear in the line's length."""
    bodies = [name for name in names if name.role is Role.AGENCY]
    gone = {parent for body, parent in pairwise(bodies) if _parent(line, body, parent)}
    gone |= {epithet for one, other in pairwise(bodies) if (epithet := _epithet(line, one, other)) is not None}
    return tuple(name for name in names if name not in gone) if gone else names


def _parent(line: Line, body: Name, parent: Name) -> bool:
    between = [token.fold for token in line.words(body.end, parent.start)]
    if not 2 < len(between) <= _LONGEST or between[0] not in _OPEN or not _closed(line, parent.end):
        return False
    told = between[1:]
    return between[-1] in _LINKS | _RELATION and not _RELATION.isdisjoint(told) and _OPEN.union(_LIST).isdisjoint(told)


def _epithet(line: Line, one: Name, other: Name) -> Name | None:
    """ "The Garante, Italy's privacy regulator, …": the common noun of the two only tells what the other is."""
    between = [token.fold for token in line.words(one.end, other.start)]
    if between not in ([","], [",", "the"], [",", "la"], [",", "le"], [",", "l'"]) or not _closed(line, other.end):
        return None
    return other if _common(line, other) else one if _common(line, one) else None


def _common(line: Line, name: Name) -> bool:
    words = line.words(name.start, name.end)
    return name.unlisted and bool(words) and not words[-1].upper and line.lang == "en"


def _closed(line: Line, end: int) -> bool:
    behind: Sequence[str] = [token.fold for token in line.words(end, line.span.end)[:2]]
    return bool(behind) and behind[0] in _CLOSE and behind[1:2] != ["et"] and behind[1:2] != ["and"]
