"""Whether a bare name that opens a clause does what a town does: the verbs behind it, and what else tells of a town."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from watchers.claims.actors import Line, Role
from watchers.claims.belonging import BELONGING_FRENCH
from watchers.claims.closed import THEIR
from watchers.claims.naming import Run
from watchers.claims.tokens import Token

MUNICIPAL = frozenset(
    {"mairie", "maire", "municipalite", "commune", "ville", "habitants", "elus", "agglomeration", "metropole", "bourgmestre"}
    | {"city", "town", "mayor", "residents", "village", "townspeople", "selectmen", "aldermen"}
)
RUNS_TOWNS = frozenset({"mayor", "council", "city", "town", "residents", "treasurer", "clerk", "aldermen", "selectmen"})
SPEAKERS = frozenset(
    {"municipalite", "mairie", "maire", "mayor", "bourgmestre", "echevin", "echevine", "municipal", "municipale"}
)
_ACTS = frozenset({"a", "ont", "va", "avait", "aura", "n'", "s'", "has", "had", "is", "will", "does", "plans", "signed", "uses"})
TELLS_OF_TOWNS = MUNICIPAL | RUNS_TOWNS
"""Words that tell of towns, and of who runs them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One town among those that act."""

    run: Run
    acts: str
    doubt: str = ""
    country: str | None = None
    unlisted: bool = False


def acts(line: Line, last: int, verbs: Container[int], *, freely: bool) -> bool:
    """Whether a verb of use, or a helper with one close behind, follows the word ``last``; any verb where ``freely``."""
    row = line.tokens
    while last + 2 < len(row) and row[last + 1].fold in _BETWEEN[line.lang == "fr"]:
        last += 1
    if last + 1 >= len(row):
        return False
    helper = row[last + 1]
    if last + 1 in verbs:
        return True
    if helper.upper or not helper.word:
        return False
    if helper.fold in _ACTS and any(at in verbs for at in range(last + 2, last + _REACH)):
        return True
    if not freely or line.lang == "en":
        return freely and helper.fold in _DOES
    verbal = helper.fold not in _NO_VERBS and helper.fold not in BELONGING_FRENCH
    return line.lang == "fr" and verbal and _buys(line, helper.end)


def first_to(gap: Sequence[str]) -> bool:
    """ ", the first city in Ohio to", ", première ville à avoir": what stands between a place and the deed it was first to do."""
    led = [fold for fold in gap if fold not in _HAVING]
    inside = led[1:-1]
    if led[:1] != [","] or led[-1:] not in (["to"], ["a"]) or "," in inside or len(inside) > _RANKED_BY:
        return False
    return not _FIRST.isdisjoint(inside[:2]) and not _RANKED_PLACES.isdisjoint(inside)


_HAVING = frozenset({"have", "avoir", "ont"})
_RANKED_BY = 7
_FIRST = frozenset({"first", "second", "third", "latest", "premier", "premiere", "deuxieme", "troisieme", "dernier", "derniere"})
_RANKED_PLACES_WORDS = """
    city town county state country nation province region government municipality land capital
    ville commune departement etat pays gouvernement municipalite collectivite metropole capitale canton
"""
_RANKED_PLACES = frozenset(_RANKED_PLACES_WORDS.split())


_REACH = 7
_BETWEEN = (
    frozenset({"still", "also", "now", "already", "soon", "recently", "both", "then", "quietly", "only", "too", "alone"}),
    frozenset({"aussi", "deja", "desormais", "egalement", "bientot", "toujours", "y", "en", "le", "les", "l'", "lui"}),
)
"""Words that stand between a subject and its verb: English ones, French ones."""


def _buys(line: Line, place: int) -> bool:
    """Whether a maker or a model is named behind ``place``."""
    return any(name.start >= place for name in line.named(Role.VENDOR, Role.PRODUCT))


_DOES_WORDS = """
    uses used wants wanted relies relied runs pays paid bought buys chose chooses picked picks turned turns switched
    switches dropped drops put puts gave gives gets got lets let trained trains tried tries tests tested trials trialled
    trialed spent spends adopted adopts joined joins launched launches moved moves replaced replaces hired hires
    deployed deploys opted opts awarded awards approved approves signed signs renewed renews extended extends cancelled
    canceled cancels ended ends banned bans blocked blocks scrapped scraps ditched ditches piloted pilots built has have
    had is are was were will would does did do plans plan intends expects expected began begins started starts stopped
    stops agreed agrees said says became equipped gained shares share stuck leases licensed licenses rolled rolls
    introduced introduces made makes handed hands followed follows prefers prefer
"""
_DOES = frozenset(_DOES_WORDS.split())
_NO_VERBS_WORDS = """
    et ou mais de du des d' a au aux en dans sur sous par pour avec sans chez vers selon entre contre depuis comme que qui dont ou
    universite metropole agglomeration agglo habitat centre nord sud est ouest ville business school football club mediterranee
    airport aeroport events tourisme capitale
"""
_NO_VERBS = frozenset(_NO_VERBS_WORDS.split()) - {"a"}


def meant(line: Line, members: Sequence[Member], last: int, known: frozenset[str]) -> bool:
    """Whether towns are meant: one of them could be nothing else, or the sentence or the text speaks of a town."""
    row = line.tokens
    sure = any(one.doubt not in _DOUBTS or row[one.run.first].fold in known for one in members)
    if sure or line.holds(_LEVELS):
        return True
    aside = row[members[-1].run.last + 1 : last]
    if any(token.fold in _STATES for token in aside) or any(
        name.role is Role.PLACE for name in line.names if aside and aside[0].start <= name.start < aside[-1].end
    ):
        return True
    if line.holds(_PERSONAL) or aside:
        return False
    near = {cue.first for cue in line.cued("contract", "explore", "adopt")}
    if all(one.doubt == "word" for one in members) and row[last + 1].fold in _HELPS and near & set(range(last + 1, last + _FAR)):
        return True
    return line.holds(TELLS_OF_TOWNS | SPEAKERS) or _serves(row, last)


def _serves(row: Sequence[Token], last: int) -> bool:
    """ "Charlotte is piloting X in its permit office", "Nice teste X dans ses mairies": what only a town has."""
    return any(
        before.fold in THEIR and not _PUBLIC.isdisjoint(token.fold for token in row[at + 1 : at + _FAR])
        for at, before in enumerate(row[last + 1 :], last + 1)
    )


_DOUBTS = frozenset({"name", "word"})
_FAR = 5
_HELPS = frozenset({"has", "have", "is", "are", "will", "plans", "a", "ont", "va", "vont"})
_PERSONAL = frozenset({"he", "she", "her", "his", "il", "elle", "mr", "ms", "mrs", "mme", "him"})
_PUBLIC_WORDS = """
    permit permits council library libraries clerks clerk courts court police fire inspectors schools planners planning residents
    taxpayers 311 911 town hall housing water sewer transit zoning social
    mairies mairie agents habitants standard administres ecoles colleges lycees etat-civil bibliotheques mediatheque mediatheques
    crecheurs creches usagers elus fonctionnaires citoyens services policiers pompiers urbanisme guichets guichet
"""
_PUBLIC = frozenset(_PUBLIC_WORDS.split())
_LEVELS = frozenset(
    {"county", "counties", "council", "councils", "towns", "cities", "boroughs"}
    | {"departements", "cantons", "communes", "villes", "provinces", "municipalites"}
)
_STATES_WORDS = """
    ala alaska ariz ark calif colo conn del fla ga hawaii ida ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa
    tenn tex vt va wash wis wyo dc nh nj nm ny nc nd ri sc sd wv
"""
AMERICAN = frozenset(_STATES_WORDS.split())
"""American states as newsrooms shorten them behind a town."""
_STATES = AMERICAN | {"ont", "que", "alta", "sask", "england", "scotland", "wales"}
