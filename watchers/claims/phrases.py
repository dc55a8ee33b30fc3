"""French public bodies that no list holds: a head, then adjectives and "de …" phrases in lower case.

A capital, a word such as "nationale", an adjective of place or an acronym in brackets must vouch for them, for "un bureau
d'études" is nobody.
"""

from collections.abc import Sequence
from itertools import pairwise

from watchers.claims.actors import Line
from watchers.claims.belonging import BELONGING_FRENCH, COUNTRIES_FRENCH
from watchers.claims.complements import agreed, complement
from watchers.claims.naming import FEDERAL, FRENCH_HEADS, LOCAL_HEADS, SMALL_FRENCH, Run, adjectival, is_capital, is_place, listed
from watchers.claims.tokens import Token

_LONG = 12
_OF = frozenset({"de", "du", "des", "d'"})
_ARTICLES = frozenset({"la", "l'", "le", "les"})
_THE = frozenset({"l'", "la", "le", "du", "au", "cette", "cet", "ce", "sa", "son", "the"})
_THE_MANY = frozenset({"les", "des", "aux", "ses"})
_MANY_WORDS = """
    douanes archives forces hospices hopitaux chemins aeroports pompiers sapeurs-pompiers transports services
"""
_MANY = frozenset(_MANY_WORDS.split())
"""Heads that name one body in the plural: "les douanes suisses"."""

_NOBODYS = """
    administration surveillance gouvernement ministres presse vote poste tabac change travail direction campagne enquete etudes
    communication voyage etat voyages notation publicite placement discipline quartier vente reservation liaison tri appel appels
"""
_NOBODY = frozenset(_NOBODYS.split())
"""What a French head noun is of where it names a kind of thing: "conseil d'administration", "bureau d'études"."""
_CUES = ("adopt", "explore", "approve", "contract", "end", "offer", "say", "deny", "get")


def french_follows(row: Sequence[Token], at: int) -> bool:
    """A French head and adjective in a text of another language: "the Agence nationale …"."""
    return row[at].upper and at + 1 < len(row) and row[at + 1].fold in FEDERAL and not row[at + 1].upper


def french(line: Line, at: int) -> Run | None:
    """A French body: its head, adjectives, "de …" phrases; only where something vouches that it is one in particular."""
    row = line.tokens
    last = french_end(line, at)
    if last == at:
        return None
    inside = row[at + 1 : last + 1]
    if _to_do(inside):
        return None
    if _acronym_behind(row, last):
        return Run(at, last)
    first = next((token.fold for token in inside if token.fold not in SMALL_FRENCH), "")
    if (first in _NOBODY and (row[at].fold, first) not in _COURTS) or not _official(line, at, last):
        return None
    if row[at].fold in _GREAT and first in _PRIZES:
        return None
    vouched = _written_large(line, at, last) if row[at].upper else _pointed_out(line, at, last)
    return Run(at, last) if vouched else None


def _to_do(inside: Sequence[Token]) -> bool:
    """ "Recommande au Ministère de mesurer": an infinitive tells what the body is to do, and names nobody."""
    if len(inside) < _WORDS or inside[0].fold not in ("de", "d'") or inside[1].upper:
        return False
    word = inside[1].fold
    return word.endswith(("er", "ir", "oir")) and not word.endswith("ier") and word not in _THINGS


_THINGS_WORDS = """
    mer cancer hiver fer enfer loisir avenir desir terroir pouvoir foyer littoral savoir souvenir devoir espoir soir transfer
    manoir tir air plaisir cuir laser loyer clerc verger berger danger etranger oranger potager
"""
_THINGS = frozenset(_THINGS_WORDS.split())
"""Nouns that end as an infinitive does."""
_PRIZES = frozenset({"prix", "public", "concours", "debat", "soir", "oral", "jury", "chelem", "hotel", "magasin", "groupe"})
"""What "grand" makes no body of."""
_COURTS = frozenset({("cour", "appel"), ("caisse", "chomage"), ("conseil", "etat"), ("institut", "etudes"), ("centre", "etudes")})


def _belongs(line: Line, at: int, last: int) -> bool:
    """An adjective of place vouches: for a head that is one of its kind in a land, else for a head with its field."""
    row = line.tokens
    inside = [token.fold for token in row[at + 1 : last + 1] if token.fold not in SMALL_FRENCH]
    placed = [word for word in inside if word in BELONGING_FRENCH]
    return bool(placed) and (row[at].fold in _ONE_A_LAND or len(inside) > len(placed))


_ONE_A_LAND_WORDS = """
    douane douanes fisc parlement senat armee marine gendarmerie police poste tresor cadastre prefecture metropole rectorat
    chambre hospices mairie mediateur mediatrice protection imprimerie loterie land justice diplomatie
"""
_ONE_A_LAND = frozenset(_ONE_A_LAND_WORDS.split())


def _written_large(line: Line, at: int, last: int) -> bool:
    """A head with a capital that does not merely open the sentence."""
    row = line.tokens
    inside = row[at + 1 : last + 1]
    definite = _definite(row, at)
    capital = any(is_capital(line, token) for token in inside)
    national = any(token.fold in FEDERAL for token in inside)
    if definite and (row[at].fold in _SERVICES_OF_STATE or _belongs(line, at, last)):
        return True
    if len(inside) >= _WORDS and (at > 1 or definite or capital or national):
        return True
    return capital and row[at].fold in LOCAL_HEADS


def _definite(row: Sequence[Token], at: int) -> bool:
    return at > 0 and row[at - 1].fold in (_THE_MANY if row[at].fold in _MANY else _THE)


def _pointed_out(line: Line, at: int, last: int) -> bool:
    """A head in lower case with a definite article, and a proper name or "nationale" behind it."""
    row = line.tokens
    inside = row[at + 1 : last + 1]
    if not _definite(row, at):
        return False
    if _belongs(line, at, last):
        return True
    linked = any(token.fold in _OF for token in inside)
    if any(is_capital(line, token) for token in inside):
        return (linked or row[at].fold in LOCAL_HEADS) and not _of_a_house(line, at, last)
    return linked and len(inside) > _WORDS and any(token.fold in FEDERAL for token in inside)


def _of_a_house(line: Line, at: int, last: int) -> bool:
    """ "La direction des achats de Renault": a part that any firm has, and a name of no place behind it."""
    row = line.tokens
    inside = {token.fold for token in row[at + 1 : last - 1]}
    bare = row[last - 1].fold in ("de", "d'") and row[last].upper and not is_place(line, row[last])
    return row[at].fold in ("direction", "service") and bare and not inside.isdisjoint(_STAFF)


_WORDS = 2
_STAFF_WORDS = """
    ressources achats marketing communication juridique financiere systemes informatique information marque ventes produits
    publicite clientele produit innovation
"""
_STAFF = frozenset(_STAFF_WORDS.split())
"""Fields of the parts that firms and bodies alike have."""


def _official(line: Line, at: int, last: int) -> bool:
    """No trade union, no learned society, no stretch of land, no branch office of a body named otherwise."""
    row = line.tokens
    head, inside = row[at], [token.fold for token in row[at + 1 : last + 1]]
    if head.fold in _TOLD_BY:
        return not _TOLD_BY[head.fold].isdisjoint(inside)
    if head.fold == "academie":
        return is_capital(line, row[last])
    if head.fold in _LANDS and at > 1 and row[at - 2].fold in _WITHIN_LAND:
        return False
    straight = inside[0] in _OF and is_capital(line, row[at + 1 + sum(word in SMALL_FRENCH for word in inside[:2])])
    if straight and not head.upper and inside[-1] != "etat":  # "la direction de l'Immobilier de l'État"
        return head.fold not in _BRANCHES or (head.fold == "port" and at == 1)
    return True


_PUBLIC_WORKS_WORDS = """
    mixte intercommunal interdepartemental departemental eau eaux energie energies electricite traitement transport transports
    amenagement assainissement dechets
"""
_TOLD_BY = {
    "syndicat": frozenset(_PUBLIC_WORKS_WORDS.split()),
    "groupe": frozenset({"hospitalier", "hospitaliers"}),
    "groupement": frozenset({"hospitalier", "public"}),
    "fondation": frozenset({"nationale", "publique", "universitaire", "hospitaliere", "suisse", "sciences", "hopital", "maison"}),
    "transports": frozenset({"publics", "commun"}),
    "services": frozenset({"industriels", "fiscaux", "penitentiaires", "correctionnels", "veterinaires", "postaux"}),
    "pouvoir": frozenset({"judiciaire"}),
    "banque": frozenset(
        {"centrale", "nationale", "developpement", "publique", "investissement", "mondiale", "reserve", "postale"}
    )
    | frozenset(COUNTRIES_FRENCH)
    | {"france"},
    "zone": frozenset({"police", "secours"}),
    "parc": frozenset({"national", "naturel", "nationaux", "naturels", "zoologique"}),
    "maison": frozenset({"departementale", "departementales", "arret", "emploi", "justice"}),
    "opera": frozenset({"national", "royal"}),
    "theatre": frozenset({"national", "royal"}),
    "chemins": frozenset({"fer"}),
    "forces": frozenset({"armees", "aeriennes", "defense", "police", "terrestres", "navales", "speciales"}),
    "programme": frozenset({"mondial", "unies"}),
    "organisation": frozenset({"internationale", "mondiale", "unies", "africaine", "meteorologique", "panamericaine", "arabe"}),
    "centrale": frozenset({"achat", "achats"}),
    "greffe": frozenset({"tribunal", "cour", "parlement", "correctionnel", "civil", "penal"}),
    "poste": BELONGING_FRENCH,
    "justice": BELONGING_FRENCH,
    "diplomatie": BELONGING_FRENCH,
    "conservatoire": frozenset({"national", "regional", "littoral"}),
}
"""What shows that a head of many meanings is a public body's."""
_LANDS = frozenset({"region", "ville", "commune", "province", "canton", "departement", "metropole", "collectivite", "port"})
_WITHIN_LAND = frozenset({"dans", "hors", "autour", "sur"})
_BRANCHES_WORDS = (
    "agence bureau office direction service centre delegation commission etablissement region inspection port administration"
)
_BRANCHES = frozenset(_BRANCHES_WORDS.split())
"""Heads that in lower case with a town right behind tell where, not who: "l'agence de La Haye", "la région de Washington"."""


def _acronym_behind(row: Sequence[Token], last: int) -> bool:
    return last + 2 < len(row) and row[last + 1].fold == "(" and row[last + 2].upper


def french_end(line: Line, at: int) -> int:
    """The last word that belongs to the body whose head stands at ``at``."""
    row = line.tokens
    verbs = {cue.first for cue in line.cued(*_CUES)}
    last, place = at, at + 1
    if row[at].fold in _GREAT and place < len(row) and row[place].fold in FRENCH_HEADS:  # "Haute école", "Haut Conseil"
        last, place = place, place + 1
    while place < min(at + _LONG + 2, len(row)):
        token = row[place]
        taken = complement(row, last, place)
        if (token.fold in SMALL_FRENCH and not token.upper) or taken is not None:
            noun = taken if taken is not None and not listed(line, row[taken]) else _phrase(line, (at, last), place)
            if noun is None:
                break
            last = _name_end(line, noun)
            place = last + 1
            continue
        if token.fold == "," and _another_field(row, at, place):
            last = _name_end(line, place + 2 + (row[place + 2].fold in _ARTICLES))
            place = last + 1
            continue
        if _set_beside(line, last, place):
            break
        named = is_capital(line, token) and (not listed(line, token) or is_place(line, token))
        adjective = adjectival(token.fold) or token.fold in BELONGING_FRENCH or agreed(row, last, place, _written(line, token))
        described = adjective and token.fold not in _VERBS and not token.upper and place not in verbs and not listed(line, token)
        described = described or is_place(line, token) or (row[last].fold, token.fold) in _PAIRS
        if not token.word or not (named or described):
            break
        last, place = place, place + 1
    return last


def _another_field(row: Sequence[Token], head: int, comma: int) -> bool:
    """ "Ministère de la Communication, des Télécommunications et du Numérique": a list of fields that an "et de" closes."""
    if comma + 2 >= len(row) or row[comma + 1].fold not in _OF:
        return False
    noun = comma + 2 + (row[comma + 2].fold in _ARTICLES)
    if noun >= len(row) or row[noun].fold in _ELSEWHERE or not (row[head].upper or row[head].fold in _OF_FIELDS):
        return False
    behind = [token.fold for token in row[noun + 1 : noun + 1 + _LIST]]
    stop = next((at for at, fold in enumerate(behind) if fold in _STOPS), len(behind))
    closes = any(one == "et" and other in _OF for one, other in pairwise(behind[:stop]))
    return closes and (row[noun].upper or row[head].upper)


_VERBS = frozenset({"garde", "regarde", "retarde", "aborde", "accorde", "decide", "guide", "reside"})
"""End like adjectives, and are none."""
_INSURED = ("maladie", "vieillesse", "chomage", "retraite", "invalidite", "emploi")
_COVERS = ("assurance", "assurances", "couverture", "risque")
_PAIRS = frozenset({("premiere", "instance"), ("grande", "instance"), *((cover, one) for cover in _COVERS for one in _INSURED)})
"""Nouns that stand together without a "de": "la Caisse nationale d'assurance maladie", "tribunal de première instance"."""
_AIMS_WORDS = """
    usage utilisation acces achat essai tri redaction traduction mise premiere premier annee duree periode rentree somme
    fourniture gestion traitement relecture transcription resume seule seul totalite moment plupart suite
"""
_AIMS = frozenset(_AIMS_WORDS.split())
"""Behind "pour le" these tell what something is done for, and belong to no body's name."""
_OF_FIELDS = frozenset({"ministere", "ministre", "secretariat", "departement", "direction", "commission", "office", "service"})
_LIST = 8
_ADVERBIAL = frozenset({"apres", "autres", "ailleurs", "abord", "accord", "entre", "ici", "apparence", "office", "autant"})
"""Behind "d'" and a comma they begin another phrase: "d'après", "d'ailleurs"."""
_ELSEWHERE = (FRENCH_HEADS | _ADVERBIAL) - {"justice", "diplomatie"}
"""Behind "d'" and a comma no field of a ministry's name."""
_STOPS = frozenset({".", ";", ":", "(", "qui", "que", "dont"})


def _name_end(line: Line, at: int) -> int:
    """The last word of the listed name over ``at``: a longer body goes on behind it."""
    name = listed(line, line.tokens[at])
    while name is not None and at + 1 < len(line.tokens) and line.tokens[at + 1].end <= name.end:
        at += 1
    return at


def _written(line: Line, token: Token) -> str:
    return line.text[token.start - line.span.start : token.end - line.span.start]


def _set_beside(line: Line, last: int, at: int) -> bool:
    """Initials behind a common noun name the body beside it, no part of it: "l'agence de renseignement CIA"."""
    token = line.tokens[at]
    written = _written(line, token)
    return len(written) > 1 and written.isupper() and not line.tokens[last].upper


def _phrase(line: Line, body: tuple[int, int], at: int) -> int | None:
    """Where the noun of a phrase stands that begins with small words at ``at``: "de la cartographie", "pour l'emploi", "et X"."""
    row, (head, last) = line.tokens, body
    place = at
    while place < len(row) and row[place].fold in SMALL_FRENCH and not row[place].upper and place - at < _SMALLS:
        place += 1
    if place >= len(row) or not row[place].word or _apart(row, last, place):
        return None
    noun = row[place]
    common = row[head].upper and not noun.upper  # "l'Administration des douanes": a service's plain noun inside
    if listed(line, noun) and not is_place(line, noun) and not common:
        return None
    lead = [token.fold for token in row[at:place]]
    ahead = noun.fold in _LEADING and place + 1 < len(row) and row[place + 1].word and not listed(line, row[place + 1])
    if lead[0] in _OF or lead[0] == "aux":
        return place + 1 if ahead else place
    if lead[0] == "pour":
        return place if len(lead) > 1 and lead[1] in _ARTICLES and row[last].fold not in _OF and noun.fold not in _AIMS else None
    if lead[0] == "et":
        again = len(lead) > 1 and lead[1] in _OF
        alike = len(lead) == 1 and row[last].upper == noun.upper and (noun.upper or adjectival(noun.fold))
        plural = len(lead) == 1 and row[last].fold.endswith(_MANY_END) and noun.fold.endswith(_MANY_END) and not noun.upper
        return place if again or alike or plural else None
    return None


_MANY_END = ("s", "x")
_LEADING_WORDS = """
    hautes haut haute hauts grands grandes jeunes petites petits anciens anciennes nouvelles
    beaux belles bons premieres
"""
_LEADING = frozenset(_LEADING_WORDS.split())
"""Adjectives that stand before their noun: "Institut des hautes études notariales"."""


def _apart(row: Sequence[Token], last: int, noun: int) -> bool:
    return row[noun].fold in _APART and not (row[noun].fold == "ville" and row[last].fold in _OF_A_TOWN)


_OF_A_TOWN = frozenset({"ministere", "police", "incendie", "incendies", "secours", "transport", "transports"})
_SMALLS = 3
_STATE_WORDS = "securite surete protection imprimerie loterie monnaie police gendarmerie marine garde tresor"
_SERVICES_OF_STATE = frozenset(_STATE_WORDS.split())
"""Heads that one adjective makes a name: "la Sécurité civile"."""
_GREAT = frozenset({"haute", "haut", "grand", "grande"})
_APART_WORDS = """
    ministere tribunal cour universite hopital mairie ville region metropole prefecture rectorat academie agence office conseil
    commission parlement senat institut autorite
"""
_APART = frozenset(_APART_WORDS.split())
"""Bodies of their own, though "of" stands before them: "la direction informatique de la mairie de X"."""
