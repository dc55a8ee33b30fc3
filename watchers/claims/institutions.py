"""Public bodies that no list holds, by their head noun and all that belongs to the name: "Office of Tariffs and Marks".

English names are stretches of capitals round a head noun. French ones have a head and then adjectives and "de …" phrases in
lower case: a capital, a word such as "nationale", or an acronym in brackets must vouch for them, for "un bureau d'études" is
nobody. A place inside belongs to the name ("conseil régional de Bretagne"), any other listed name ends it.
"""

from collections.abc import Iterator, Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.naming import (
    ACRONYM_HEADS,
    FEDERAL,
    FIRMS,
    FRENCH_HEADS,
    GENERIC,
    HEADS,
    LOCAL_HEADS,
    NO_NAME,
    SMALL,
    SMALL_FRENCH,
    Run,
    adjectival,
    is_capital,
)
from watchers.claims.tokens import Token

_LONG = 12
_INITIALS = 5
"""Letters of the longest initials."""
_OF = frozenset({"de", "du", "des", "d'"})
_ARTICLES = frozenset({"la", "l'", "le", "les"})
_THE = frozenset({"l'", "la", "le", "du", "au", "cette", "cet", "ce", "sa", "son", "the"})
PLACES_OF = frozenset({"bank", "city", "town", "village", "borough", "county", "university", "port", "parish", "municipality"})
"""English nouns that head a name in lower case too: "the city of Owensboro"."""
_JOINTS = frozenset({"and", "&", "y", "und"})
_NOBODYS = """
    administration surveillance gouvernement ministres presse vote poste tabac change travail direction campagne enquete etudes
    communication voyage etat voyages notation publicite placement discipline quartier vente reservation liaison tri appel appels
"""
_NOBODY = frozenset(_NOBODYS.split())
"""What a French head noun is of where it names a kind of thing: "conseil d'administration", "bureau d'études"."""
_CUES = ("adopt", "explore", "approve", "contract", "end", "offer", "say", "deny", "get")


def institutions(line: Line) -> Iterator[Run]:
    """The public bodies that the line names, in order of place."""
    at = 0
    while at < len(line.tokens):
        begins = line.tokens[at].upper or line.tokens[at].fold in _MAY_BEGIN
        run = _at(line, at) if begins else None
        if run is None:
            at += 1
        else:
            yield run
            at = run.last + 1


def _at(line: Line, at: int) -> Run | None:
    row = line.tokens
    word = row[at].fold
    if _listed(line, row[at]) and not _place(line, row[at]):
        return None
    if word in ACRONYM_HEADS and line.text[row[at].start - line.span.start : row[at].end - line.span.start].isupper():
        return _initials(line, at)
    if _loud(line, row[at]):
        return None
    if word in FRENCH_HEADS and (line.lang == "fr" or _french_follows(row, at)):
        return _french(line, at)
    if word in PLACES_OF and line.lang == "en":
        found = _settlement(line, at)
        if found or not row[at].upper:
            return found
    return _english(line, at) if row[at].upper else None


_MAY_BEGIN = frozenset(ACRONYM_HEADS) | FRENCH_HEADS | PLACES_OF
"""Words in lower case that a body's name may begin with."""


def _loud(line: Line, token: Token) -> bool:
    """A long word all in capitals: a headline or a label, in which capitals tell nothing."""
    return (
        token.end - token.start > _INITIALS and line.text[token.start - line.span.start : token.end - line.span.start].isupper()
    )


def _listed(line: Line, token: Token) -> Name | None:
    return line.name_at(token.start)


def _place(line: Line, token: Token) -> bool:
    name = _listed(line, token)
    return name is not None and name.role is Role.PLACE


# --------------------------------------------------------------------------------------------------------------- English


def _english(line: Line, at: int) -> Run | None:
    """A stretch of capitals with a head noun and a word of its own."""
    row = line.tokens
    if not is_capital(line, row[at]):
        return None
    last = _cut(line, at, _stretch(line, at))
    words = [token.fold for token in row[at : last + 1]]
    if _led_in(words) or _titled(line, at, last):
        return None
    own = sum(token.upper and token.fold not in HEADS and token.fold not in GENERIC for token in row[at : last + 1])
    own = 0 if own == 1 and words[-1] in _ORGANS else own + (words[-1] in _SERVICES and words[0] in HEADS)
    german = any(word.startswith(("bundes", "landes")) and len(word) > 9 for word in words)
    consultant = words[-1] == "conseil" and len(words) > 1  # "Ligne Claire Conseil" sells advice
    if last == at or not own or not (german or HEADS.intersection(words)) or words[-1] in FIRMS - HEADS or consultant:
        return None
    return Run(at, last)


def _titled(line: Line, at: int, last: int) -> bool:
    """ "Public Service Minister Jane Roe": the stretch runs on into a title and whoever bears it, and names no body."""
    row = line.tokens
    if row[last].fold in HEADS or (row[at].fold in HEADS and row[at + 1].fold in SMALL):
        return False
    return any(
        at < cue.first <= cue.last < last and row[cue.first - 1].fold not in SMALL and row[cue.last + 1].word
        for cue in line.cued("title", "spokes")
    )


def _led_in(words: Sequence[str]) -> bool:
    """Whether the name begins later: "Officials of the Land Board", "Anna Keller of the Topographic Office", "Riga and the …"."""
    small = next((at for at, word in enumerate(words) if word in _LINKS), len(words))
    if small == len(words) or HEADS.intersection(words[:small]) or words[0] in _PREFIXES:
        return False
    return words[small] != "and" or words[small + 1 : small + 2] == ["the"]


_LINKS = frozenset({"of", "for", "on", "the", "and"})
_PREFIXES = frozenset({"isle", "port", "royal", "corporation", "borough"})
"""Words with "of" before the name of a place whose council or authority follows."""
_ORGANS = frozenset({"directors", "trustees", "governors", "supervisors", "regents", "managers", "appeals", "origin", "justice"})
"""Whose board or court is no body of its own."""
_SERVICES = frozenset({"service", "agency", "authority", "administration", "inspectorate", "directorate"})


def _stretch(line: Line, at: int) -> int:
    """The last capitalised word of the stretch from ``at``, small words inside allowed."""
    row = line.tokens
    last = at
    for place in range(at + 1, min(at + _LONG, len(row))):
        token = row[place]
        if token.upper and token.word and (not _listed(line, token) or _inside(line, at, place)):
            last = place
        elif token.fold not in SMALL or token.upper:
            break
    return last


def _inside(line: Line, at: int, place: int) -> bool:
    """A place, or a listed name between words of the stretch and its head noun: "Wirral Lakeside NHS Foundation Trust"."""
    row = line.tokens
    if _place(line, row[place]):
        return True
    follows = [token.fold for token in row[place + 1 : place + 4] if token.upper]
    led = row[place - 1].upper and not _listed(line, row[place - 1]) and row[place - 1].fold not in NO_NAME
    return led and place - at > 0 and bool(HEADS.intersection(follows))


def _cut(line: Line, at: int, last: int) -> int:
    """Before the "and" that joins a second body: "the Courts Service and the Land Board", "Tax Office and Port Authority"."""
    row = line.tokens
    for place in range(at + 1, last):
        if row[place].fold not in _JOINTS:
            continue
        left = {token.fold for token in row[at:place]} & HEADS
        right = {token.fold for token in row[place + 1 : last + 1]} & HEADS
        if left and (right or row[place - 1].fold in HEADS or row[place + 1].fold == "the"):
            return place - 1
    return last


def _settlement(line: Line, at: int) -> Run | None:
    """ "The city of Owensboro", "the university of Leeds": a capital right behind "of"."""
    row = line.tokens
    if at + 2 >= len(row) or row[at + 1].fold != "of" or not row[at + 2].upper or not is_capital(line, row[at + 2]):
        return None
    if _listed(line, row[at + 2]) and not _place(line, row[at + 2]):
        return None
    if row[at].fold == "bank" and not _place(line, row[at + 2]):
        return None  # the central bank of a country, no bank of any other name
    last = at + 2
    while last + 1 < len(row) and row[last + 1].upper and row[last + 1].word and not _listed(line, row[last + 1]):
        last += 1
    return Run(at, last)


# ---------------------------------------------------------------------------------------------------------------- French


def _french_follows(row: Sequence[Token], at: int) -> bool:
    return row[at].upper and at + 1 < len(row) and row[at + 1].fold in FEDERAL and not row[at + 1].upper


def _initials(line: Line, at: int) -> Run | None:
    """ "SPF Finances", "CHU de Nantes", "SDIS de l'Aveyron": initials that head a name, with what they are of."""
    row = line.tokens
    place = at + 1
    while place < len(row) and row[place].fold in _OF | _ARTICLES and not row[place].upper:
        place += 1
    if place >= len(row) or not is_capital(line, row[place]) or (_listed(line, row[place]) and not _place(line, row[place])):
        return None
    return Run(at, _proper(line, place))


def _proper(line: Line, at: int) -> int:
    """The last word of the proper name that begins at ``at``: capitals, and capitals behind "et", "de", "en", "la"."""
    row = line.tokens
    last = at
    for place in range(at + 1, min(at + _LONG, len(row))):
        token = row[place]
        if is_capital(line, token) and (not _listed(line, token) or _place(line, token)):
            last = place
        elif token.upper or token.fold not in _WITHIN or place - last > 1:
            break
    return last


_WITHIN = frozenset({"et", "de", "en", "sur"})


def _french(line: Line, at: int) -> Run | None:
    """A French body: its head, adjectives, "de …" phrases; only where something vouches that it is one in particular."""
    row = line.tokens
    last = _french_end(line, at)
    if last == at:
        return None
    inside = row[at + 1 : last + 1]
    if _acronym_behind(row, last):
        return Run(at, last)
    first = next((token.fold for token in inside if token.fold not in SMALL_FRENCH), "")
    if first in _NOBODY or not _official(line, at, last):
        return None
    vouched = _written_large(line, at, last) if row[at].upper else _pointed_out(line, at, last)
    return Run(at, last) if vouched else None


def _written_large(line: Line, at: int, last: int) -> bool:
    """A head with a capital that does not merely open the sentence."""
    row = line.tokens
    inside = row[at + 1 : last + 1]
    definite = at > 0 and row[at - 1].fold in _THE
    capital = any(is_capital(line, token) for token in inside)
    national = any(token.fold in FEDERAL for token in inside)
    if definite and row[at].fold in _SERVICES_OF_STATE:
        return True
    if len(inside) >= _WORDS and (at > 1 or definite or capital or national):
        return True
    return capital and row[at].fold in LOCAL_HEADS


def _pointed_out(line: Line, at: int, last: int) -> bool:
    """A head in lower case with a definite article, and a proper name or "nationale" behind it."""
    row = line.tokens
    inside = row[at + 1 : last + 1]
    if not at or row[at - 1].fold not in _THE:
        return False
    linked = any(token.fold in _OF for token in inside)
    if any(is_capital(line, token) for token in inside):
        return linked or row[at].fold in LOCAL_HEADS
    return linked and len(inside) > _WORDS and any(token.fold in FEDERAL for token in inside)


_WORDS = 2


def _official(line: Line, at: int, last: int) -> bool:
    """No trade union, no learned society, no stretch of land, no branch office of a body named otherwise."""
    row = line.tokens
    head, inside = row[at], [token.fold for token in row[at + 1 : last + 1]]
    if head.fold == "syndicat":
        return bool(_PUBLIC_WORKS.intersection(inside))
    if head.fold == "academie":
        return is_capital(line, row[last])
    if head.fold in _LANDS and at > 1 and row[at - 2].fold in _WITHIN_LAND:
        return False
    straight = inside[0] in _OF and is_capital(line, row[at + 1 + sum(word in SMALL_FRENCH for word in inside[:2])])
    if straight and not head.upper:
        return head.fold not in _BRANCHES
    return True


_PUBLIC_WORKS_WORDS = """
    mixte intercommunal interdepartemental departemental eau eaux energie energies electricite traitement transport transports
    amenagement assainissement dechets
"""
_PUBLIC_WORKS = frozenset(_PUBLIC_WORKS_WORDS.split())
_LANDS = frozenset({"region", "ville", "commune", "province", "canton", "departement", "metropole", "collectivite", "port"})
_WITHIN_LAND = frozenset({"dans", "hors", "autour", "sur"})
_BRANCHES_WORDS = (
    "agence bureau office direction service centre delegation commission etablissement region inspection port administration"
)
_BRANCHES = frozenset(_BRANCHES_WORDS.split())
"""Heads that in lower case with a town right behind tell where, not who: "l'agence de La Haye", "la région de Washington"."""


def _acronym_behind(row: Sequence[Token], last: int) -> bool:
    return last + 2 < len(row) and row[last + 1].fold == "(" and row[last + 2].upper


def _french_end(line: Line, at: int) -> int:
    """The last word that belongs to the body whose head stands at ``at``."""
    row = line.tokens
    verbs = {cue.first for cue in line.cued(*_CUES)}
    last, place = at, at + 1
    if row[at].fold in _GREAT and place < len(row) and row[place].fold in FRENCH_HEADS:  # "Haute école", "Haut Conseil"
        last, place = place, place + 1
    while place < min(at + _LONG + 2, len(row)):
        token = row[place]
        if token.fold in SMALL_FRENCH and not token.upper:
            noun = _phrase(line, (at, last), place)
            if noun is None:
                break
            last, place = noun, noun + 1
            continue
        if _set_beside(line, last, place):
            break
        named = is_capital(line, token) and (not _listed(line, token) or _place(line, token))
        described = not token.upper and adjectival(token.fold) and place not in verbs and not _listed(line, token)
        described = described or _place(line, token)
        if not token.word or not (named or described):
            break
        last, place = place, place + 1
    return last


def _set_beside(line: Line, last: int, at: int) -> bool:
    """Initials behind a common noun name the body beside it, no part of it: "l'agence de renseignement CIA"."""
    token = line.tokens[at]
    written = line.text[token.start - line.span.start : token.end - line.span.start]
    return len(written) > 1 and written.isupper() and not line.tokens[last].upper


def _phrase(line: Line, body: tuple[int, int], at: int) -> int | None:
    """Where the noun of a phrase stands that begins with small words at ``at``: "de la cartographie", "pour l'emploi", "et X"."""
    row, (head, last) = line.tokens, body
    place = at
    while place < len(row) and row[place].fold in SMALL_FRENCH and not row[place].upper and place - at < _SMALLS:
        place += 1
    if place >= len(row) or not row[place].word or row[place].fold in _APART:
        return None
    noun = row[place]
    common = row[head].upper and not noun.upper  # "l'Administration des douanes": a service's plain noun inside
    if _listed(line, noun) and not _place(line, noun) and not common:
        return None
    lead = [token.fold for token in row[at:place]]
    if lead[0] in _OF or lead[0] == "aux":
        return place
    if lead[0] == "pour":
        return place if len(lead) > 1 and lead[1] in _ARTICLES and row[last].fold not in _OF else None
    if lead[0] == "et":
        again = len(lead) > 1 and lead[1] in _OF
        alike = len(lead) == 1 and row[last].upper == noun.upper and (noun.upper or adjectival(noun.fold))
        plural = len(lead) == 1 and row[last].fold.endswith("s") and noun.fold.endswith("s") and not noun.upper
        return place if again or alike or plural else None
    return None


_SMALLS = 3
_STATE_WORDS = "securite surete protection imprimerie loterie monnaie police gendarmerie marine garde"
_SERVICES_OF_STATE = frozenset(_STATE_WORDS.split())
"""Heads that one adjective makes a name: "la Sécurité civile"."""
_GREAT = frozenset({"haute", "haut", "grand", "grande"})
_APART_WORDS = """
    ministere tribunal cour universite hopital mairie ville region metropole prefecture rectorat academie agence office conseil
    commission parlement senat institut autorite
"""
_APART = frozenset(_APART_WORDS.split())
"""Bodies of their own, though "of" stands before them: "la direction informatique de la mairie de X"."""
