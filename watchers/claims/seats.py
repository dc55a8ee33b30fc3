"""A capital that stands for the government that sits there: "Ottawa does not use X in any department", "London teste X".

Newsrooms write a capital's bare name for the town and for the state; what else is spoken of tells which: ministers, ministries
and federal matters, or a mayor, a council, a city.
"""

from collections.abc import Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.deeds import SPEAKERS, TELLS_OF_TOWNS
from watchers.claims.located import body_at
from watchers.claims.naming import Run
from watchers.claims.towns import Towns


def national(line: Line, names: Sequence[Name], lines: Sequence[Line]) -> bool:
    """Whether a capital that acts in ``line`` is its country's government: the line says so, or no other line says otherwise."""
    if line.holds(_OF_TOWNS) or line.holds(_SHARED):
        return False
    if line.holds(_OF_STATE) or any(_ministry(name) for name in names):
        return True
    return any(one.holds(_OF_STATE) for one in lines) and not any(one.holds(_OF_TOWNS) for one in lines)


def dealt_with(line: Line, names: Sequence[Name], towns: Towns) -> list[Name]:
    """ "OpenAI discute avec Le Caire", "X a été retenue par New Delhi": the capital at the other side of a vendor's deal.

    With whom somebody deals is a government where a capital stands for it; a firm's, a town's or a school's name goes on.
    """
    row = line.tokens
    sellers = [name for name in names if name.role is Role.VENDOR]
    if not sellers or not line.holds(_LINKS) or line.holds(_OF_TOWNS) or line.holds(_SHARED) or line.holds(_SITES):
        return []
    found = []
    for at, token in enumerate(row[:-1]):
        verbs = _BY if token.fold in _AGENTS else _DEALS if token.fold in _WITH else ()
        run = _capital(line, names, towns, at + 1) if verbs else None
        cue = next((one for one in reversed(line.cued(*verbs)) if at - _NEAR <= one.last <= at), None) if run else None
        if run is None or cue is None or not any(name.end <= cue.start or cue.first > at for name in sellers):
            continue
        government = towns.government_at(_folded(line, run))
        if government is not None:
            found.append(replace(body_at(line, run, government), unlisted=False))
    return found


def _capital(line: Line, names: Sequence[Name], towns: Towns, at: int) -> Run | None:
    """The capital that begins at ``at``: one word or two, nobody's name, and no longer name's beginning."""
    row = line.tokens
    for last in (at + 1, at):
        if last + 1 >= len(row) or not row[last].upper or not row[at].upper:
            continue
        run = Run(at, last)
        if towns.government_at(_folded(line, run)) is None or row[at].fold in _GIVEN:
            continue
        behind = row[last + 1]
        noun = line.lang == "en" and behind.fold not in _GOES_ON
        longer = behind.word and (behind.upper or noun)
        longer = longer or line.text[row[last].end - line.span.start :][:1] in ("-", "‑", "'", "’")
        taken = [name for name in names if name.start < row[last].end and row[at].start < name.end]
        return None if longer or any(name.role is not Role.PLACE for name in taken) else run
    return None


def _folded(line: Line, run: Run) -> str:
    return " ".join(token.fold for token in line.tokens[run.first : run.last + 1])


_GIVEN = frozenset({"santiago", "sofia"})
"""People are called so too."""
_GOES_ON_WORDS = "to in on over about for and or that which at under after last this since as but with by when while during if"
_GOES_ON = frozenset(_GOES_ON_WORDS.split())
"""Behind "with Berlin" these begin another phrase; a noun there makes it "Berlin landlords"."""
_WITH = frozenset({"avec", "with"})
_AGENTS = frozenset({"par", "by"})
_LINKS = _WITH | _AGENTS
_DEALS = ("explore.with", "explore", "approve.deal", "contract")
_BY = ("approve", "contract", "approve.deal")
_NEAR = 3
_SITE_WORDS = """
    usine terrain campus bureau bureaux siege factory plant site office offices lease landlord landlords amende fine tax impot
    taxe proces sanction sanctions eviter avoid settlement settle lawsuit litige plainte enquete inquiry probe antitrust
"""
_SITES = frozenset(_SITE_WORDS.split())
"""What a firm and a government may deal about besides."""


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
