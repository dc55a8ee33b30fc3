"""A capital that stands for the government that sits there: "Ottawa does not use X in any department", "London teste X".

Newsrooms write a capital's bare name for the town and for the state; what else is spoken of tells which: ministers, ministries
and federal matters, or a mayor, a council, a city.
"""

from collections.abc import Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.deeds import SPEAKERS, TELLS_OF_TOWNS


def national(line: Line, names: Sequence[Name], lines: Sequence[Line]) -> bool:
    """Whether a capital that acts in ``line`` is its country's government: the line says so, or no other line says otherwise."""
    if line.holds(_OF_TOWNS) or line.holds(_SHARED):
        return False
    if line.holds(_OF_STATE) or any(_ministry(name) for name in names):
        return True
    return any(one.holds(_OF_STATE) for one in lines) and not any(one.holds(_OF_TOWNS) for one in lines)


def _ministry(name: Name) -> bool:
    return name.role is Role.AGENCY and name.entity is not None and name.entity.category == "department"


_SHARED = frozenset({"brussels", "bruxelles"})
"""Where a union of states sits too."""
_STATE_WORDS = """
    federal federally ministry ministries minister ministers whitehall downing embassy embassies consulates nationwide treasury
    federale federaux federales ministere ministeres ministre ministres ambassade ambassades consulats matignon elysee
"""
_OF_STATE = frozenset(_STATE_WORDS.split())
_TOWN_WORDS = "municipal municipaux municipales councillor councillors councilor councilors councils boroughs arrondissement"
_OF_TOWNS = TELLS_OF_TOWNS | SPEAKERS | frozenset(_TOWN_WORDS.split())
