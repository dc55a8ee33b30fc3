"""Public bodies that no list holds, by their head noun and all that belongs to the name: "Office of Tariffs and Marks".

English names are stretches of capitals round a head noun (``capitals``), French ones a head with what follows in lower case
(``phrases``). A place inside belongs to the name ("conseil régional de Bretagne"), any other listed name ends it, but a body of
one land with another's name behind it is that other's.
"""

from collections.abc import Iterator

from watchers.claims.actors import Line, Name, Role
from watchers.claims.belonging import BELONGING_FRENCH, COUNTRIES, COUNTRIES_FRENCH
from watchers.claims.capitals import PLACES_OF, settlement, stretch_of_capitals
from watchers.claims.naming import ACRONYM_HEADS, FRENCH_HEADS, HEADS, Run, is_capital, is_place, listed, proper
from watchers.claims.phrases import french, french_follows
from watchers.claims.tokens import Token

_INITIALS = 5
"""Letters of the longest initials."""
_OF = frozenset({"de", "du", "des", "d'"})
_ARTICLES = frozenset({"la", "l'", "le", "les"})


def institutions(line: Line) -> Iterator[Run]:
    """The public bodies that the line names, in order of place."""
    reach = 0
    for at in [at for at, token in enumerate(line.tokens) if token.upper or token.fold in _MAY_BEGIN]:
        run = _at(line, at) if at >= reach else None
        if run is not None:
            yield _owned(line, run) or run
            reach = run.last + 1


def _at(line: Line, at: int) -> Run | None:
    row = line.tokens
    word = row[at].fold
    if listed(line, row[at]) and not is_place(line, row[at]):
        whole = _whole(line, at)
        known = _guard(line, at) or abroad(line, at) or _branch(line, at) or _school(line, at)
        return known or _tribal(line, whole) or _owned(line, whole)
    if _heads_initials(line, at):
        return _initials(line, at)
    if _loud(line, row[at]) or _fielded(line, at):
        return Run(at, at + 1) if _fielded(line, at) else None
    if word in FRENCH_HEADS and (line.lang == "fr" or french_follows(row, at)):
        return french(line, at)
    if word in PLACES_OF and line.lang == "en":
        found = settlement(line, at)
        if found or not row[at].upper:
            return found
    return stretch_of_capitals(line, at) if row[at].upper else None


def _heads_initials(line: Line, at: int) -> bool:
    """Initials that head a name, or a French head in an English text: "Ville de Laval"."""
    row = line.tokens
    if row[at].fold in ACRONYM_HEADS:
        written = line.text[row[at].start - line.span.start : row[at].end - line.span.start]
        if written.isupper() or (line.lang == "fr" and row[at].upper):  # "Caf", "Crous"
            return True
    foreign = row[at].fold in _ABROAD_TOO and row[at].upper and line.lang != "fr"
    return foreign and at + 1 < len(row) and row[at + 1].fold in _OF


_ABROAD_TOO = frozenset(
    {"ville", "mairie", "aeroports", "surete", "universite", "conseil", "prefecture", "region", "hopital", "tribunal"}
)
_FIELDED_WORDS = """
    investissement retraite revenu sante transports loto hydro emploi infrastructure infrastructures statistique parcs service
    services education financement exportation business campus
"""
_FIELDED = frozenset(_FIELDED_WORDS.split())
"""Fields that with a land's name alone are its body: "Retraite Québec", "Statistique Canada"."""


def _fielded(line: Line, at: int) -> bool:
    row = line.tokens
    if row[at].fold not in _FIELDED or not row[at].upper or line.lang != "fr" or at + 1 >= len(row):
        return False
    token = row[at + 1]
    return token.upper and (token.fold in COUNTRIES_FRENCH or is_place(line, token))


_MAY_BEGIN = frozenset(ACRONYM_HEADS) | FRENCH_HEADS | PLACES_OF
"""Words in lower case that a body's name may begin with."""


def _loud(line: Line, token: Token) -> bool:
    """A long word all in capitals: a headline or a label, in which capitals tell nothing."""
    return (
        token.end - token.start > _INITIALS and line.text[token.start - line.span.start : token.end - line.span.start].isupper()
    )


def _initials(line: Line, at: int) -> Run | None:
    """ "SPF Finances", "CHU de Nantes", "SDIS de l'Aveyron": initials that head a name, with what they are of."""
    row = line.tokens
    place = at + 1
    if place < len(row) and row[place].fold.isdigit() and len(row[place].fold) in _CODED:
        return Run(at, place)  # "le Sdis 44"
    while place < len(row) and row[place].fold in _OF | _ARTICLES | _COUNTRYSIDE and not row[place].upper:
        place += 1
    if place >= len(row) or not is_capital(line, row[place]) or (listed(line, row[place]) and not is_place(line, row[place])):
        return None
    return Run(at, proper(line, place))


_CODED = (2, 3)
"""Digits of the number by which a French department goes."""
_COUNTRYSIDE_WORDS = "vallee pays bassin plaine cote haute haut region agglomeration grand plateau"
_COUNTRYSIDE = frozenset(_COUNTRYSIDE_WORDS.split())
"""What a joint body of villages is of: "le Sivom de la vallée du Cady"."""


# ---------------------------------------------------------------------------------------------------------------- abroad


def abroad(line: Line, at: int) -> Run | None:
    """A body of one land with another's name behind it is that other's: "Supreme Court of Ohio", "armée de terre belge"."""
    row = line.tokens
    name = listed(line, row[at])
    if name is None or name.entity is None or name.role is not Role.AGENCY or name.start != row[at].start:
        return None
    last = at
    while last + 1 < len(row) and row[last + 1].end <= name.end:
        last += 1
    if _ANY_HEAD.isdisjoint(token.fold for token in row[at : last + 1]):
        return None
    if last + 1 < len(row) and (
        row[at].fold in ACRONYM_HEADS
        or row[at].fold in _LOCAL_FUNDS
        or not _OF_REGIONS.isdisjoint(t.fold for t in row[at : last + 1])
    ):
        behind = _initials(line, last)
        if behind is not None:
            return Run(at, behind.last)
    end = _elsewhere(line, name.entity.country, last)
    return Run(at, end) if end else None


def _branch(line: Line, at: int) -> Run | None:
    """A listed body's house in a place: "Federal Reserve Bank of Atlanta"."""
    row = line.tokens
    name = listed(line, row[at])
    if name is None or name.role is not Role.AGENCY or name.start != row[at].start:
        return None
    last = _ends(line, name, at)
    if last + 3 >= len(row) or row[last + 1].fold != "bank" or not row[last + 1].upper or row[last + 2].fold != "of":
        return None
    return Run(at, proper(line, last + 3)) if is_place(line, row[last + 3]) else None


def _guard(line: Line, at: int) -> Run | None:
    """ "The Louisiana Army National Guard": that of the state before it."""
    run = _whole(line, at)
    place = listed(line, line.tokens[at - 1]) if at else None
    if place is None or place.role is not Role.PLACE or line.tokens[run.last].fold != "guard":
        return None
    return Run(_begins(line, place, at - 1), run.last)


def _school(line: Line, at: int) -> Run | None:
    """A listed body's own house of learning or research: "Marine Corps University", "Coast Guard Academy"."""
    row = line.tokens
    name = listed(line, row[at])
    if name is None or name.role is not Role.AGENCY or name.start != row[at].start or line.lang != "en":
        return None
    last = _ends(line, name, at)
    end = last
    while end + 1 < len(row) and end - last < _INITIALS and is_capital(line, row[end + 1]) and not listed(line, row[end + 1]):
        end += 1
    words = [token.fold for token in row[last + 1 : end + 1]]
    if end + 2 < len(row) and row[end + 1].fold == "of" and is_capital(line, row[end + 2]) and not listed(line, row[end + 2]):
        return Run(at, end + 2) if words and words[-1] in _HOUSES else None  # "… Centre of Excellence"
    return Run(at, end) if words and words[-1] in _HOUSES and row[last].fold not in _HOUSES else None


_HOUSE_WORDS = """
    university academy school college institute laboratory laboratories center centre museum library hospital polytechnic
"""
_HOUSES = frozenset(_HOUSE_WORDS.split())
_ANY_HEAD = HEADS | FRENCH_HEADS | frozenset(ACRONYM_HEADS)
_LOCAL_FUNDS = frozenset({"caisse", "caisses", "union", "gendarmerie"})
"""Heads of national bodies with a house in each department: "Caisse d'allocations familiales de la Gironde"."""
_OF_REGIONS = frozenset({"regionale", "regional", "departementale", "departemental", "academique"})


def _whole(line: Line, at: int) -> Run:
    name = listed(line, line.tokens[at])
    return Run(at, _ends(line, name, at)) if name else Run(at, at)


def _tribal(line: Line, run: Run) -> Run | None:
    """ "The Osage Nation Department of Education" is the nation's own."""
    row, first = line.tokens, run.first - 2
    if first < 0 or row[first + 1].fold not in _TRIBES or not row[first + 1].upper or not is_capital(line, row[first]):
        return None
    while first > 0 and is_capital(line, row[first - 1]):
        first -= 1
    return Run(first, run.last)


def _owned(line: Line, run: Run) -> Run | None:
    """ "New York City's Department of Education" is the city's, and not the nation's."""
    row, first = line.tokens, run.first - 2
    if first > 0 and row[first + 1].fold in _SEATS | {"state", "province"} and row[first + 1].upper:
        name = listed(line, row[first + 1])
        if name is not None and name.role is Role.AGENCY and name.end == row[first + 1].end:
            return Run(_begins(line, name, first), run.last)
    if first < 0 or row[first + 1].fold != "'s":
        return None
    place = listed(line, row[first])
    if place is not None and place.role is Role.PLACE and place.entity is not None and place.entity.category == "region":
        return Run(_begins(line, place, first), run.last)  # "Northern Ireland's Department for Infrastructure"
    if first < 1 or row[first].fold not in _SEATS | _TRIBES:
        return None
    if HEADS.isdisjoint(token.fold for token in row[run.first : run.last + 1]):
        return None
    while first > 0 and is_capital(line, row[first - 1]):
        first -= 1
    return Run(first, run.last) if first < run.first - 2 else None


_SEATS = frozenset({"city", "county", "parish", "borough"})
_TRIBES = frozenset({"nation", "tribe", "tribes", "band", "pueblo", "community", "nations"})


def _elsewhere(line: Line, country: str | None, last: int) -> int | None:
    """The last word of the other place that stands right behind ``last``."""
    row = line.tokens
    place = last + 1
    if place >= len(row):
        return None
    own = _OWN_ADJECTIVE.get(country or "", "")
    if row[place].fold in BELONGING_FRENCH and not row[place].upper and line.lang == "fr":
        return None if own and row[place].fold.startswith(own) else place
    if row[place].fold not in ("of", "du", "de", "d'", "des"):
        return None
    place += 1
    while place < len(row) and row[place].fold in ("the", "la", "l'") and not row[place].upper:
        place += 1
    if place >= len(row) or not row[place].upper:
        return None
    named = listed(line, row[place])
    if named is not None:
        foreign = named.role is Role.PLACE and named.entity is not None
        same = foreign and named.entity is not None and named.entity.country == country and named.entity.category == "country"
        return _ends(line, named, place) if foreign and not same else None
    known = row[place].fold in (COUNTRIES if line.lang == "en" else COUNTRIES_FRENCH)
    return proper(line, place) if known else None


def _begins(line: Line, name: Name, at: int) -> int:
    while at > 0 and line.tokens[at - 1].start >= name.start:
        at -= 1
    return at


def _ends(line: Line, name: Name, at: int) -> int:
    while at + 1 < len(line.tokens) and line.tokens[at + 1].end <= name.end:
        at += 1
    return at


_OWN_ADJECTIVE = {
    "FR": "francais",
    "BE": "belge",
    "CH": "suisse",
    "CA": "canadien",
    "US": "americain",
    "GB": "britannique",
    "DE": "allemand",
    "LU": "luxembourg",
    "IT": "italien",
    "ES": "espagnol",
    "EU": "europeen",
    "NL": "neerlandais",
}
