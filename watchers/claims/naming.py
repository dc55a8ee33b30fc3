"""What a name looks like: stretches of capitals, head nouns of public bodies, last words of companies; French adjectives."""

import re
from typing import NamedTuple

from watchers.claims.actors import Line, Name, Role
from watchers.claims.tokens import Token

_HEADS = {
    "en": """office bureau agency board commission administration authority department ministry service services council
        laboratory laboratories directorate command registry inspectorate secretariat survey archives archive center centre corps
        tribunal court courts observatory constabulary police trust hospital hospitals university college institute commissioners
        commissioner's treasury mint academy library school schools district brigade fleet guard patrol parliament senate
        assembly ombudsman exchequer authorities polytechnic infirmary comptroller auditor
        registrar coastguard gendarmerie unified isd municipality parish transit judiciary legislature prothonotary agglo
        museum lottery embassy consulate tribe coroner zoo
        mobilites fiscalite auditor-general accountant-general registrar-general surveyor-general""",
    "fr": """administration
        agence bureau office conseil caisse direction service commission institut autorite ministere centre etablissement
        inspection regie observatoire secretariat delegation prefecture sous-prefecture laboratoire haut-commissariat commissariat
        departement academie rectorat universite hopital hopitaux tribunal cour chambre syndicat communaute metropole region ville
        commune mairie canton province collectivite ecole lycee gendarmerie police armee marine garde parquet fonds tresor
        cadastre imprimerie loterie monnaie banque musee bibliotheque archives parlement senat haute haut grand port mission
        fondation agglomeration protection securite surete douane douanes clinique municipalite""",
    "es": "agencia oficina junta instituto ministerio consejo comision direccion servicio secretaria autoridad",
    "de": "bundesamt landesamt bundesagentur bundesanstalt bundesbehorde ministerium behorde agentur amt",
}
_FRENCH_TOO = """
    fisc zone hospices chemins aeroports aeroport forces mediateur mediatrice greffe poste programme organisation land
    intercommunale commandement centrale questure conservatoire pompiers sapeurs-pompiers archives hautes
    groupe groupement transports services pouvoir parc maison opera theatre mediatheque ambassade consulat college cegep
    justice diplomatie
"""
"""French heads that mean other things besides; what follows them decides."""
FRENCH_HEADS = frozenset(_HEADS["fr"].split()) | frozenset(_FRENCH_TOO.split())
"""French nouns that head the names of public bodies, folded; the rest of such a name is in lower case."""

_PRIVATE_TOO = frozenset({"haute", "haut", "grand", "mission", "fonds", "garde", "protection", "fondation", "clinique", "marine"})
HEADS = frozenset(word for words in _HEADS.values() for word in words.split()) - _PRIVATE_TOO
"""Nouns of any language that head the names of public bodies: a foreign body keeps its own name."""

_LOCAL_HEADS_WORDS = """
    conseil universite hopital tribunal cour communaute metropole region ville commune mairie canton province collectivite
    departement prefecture sous-prefecture rectorat academie police gendarmerie chambre syndicat parquet caisse ecole lycee
    securite surete protection imprimerie loterie monnaie archives bibliotheque musee zone land parlement douane
    douanes hospices intercommunale aeroport groupe groupement mediatheque college cegep
"""
LOCAL_HEADS = frozenset(_LOCAL_HEADS_WORDS.split())
"""French heads that need no "de" before the proper name behind them: "la région Bretagne"."""

_ACRONYM_HEADS_WORDS = """
    spf spp chu chr chru ghu ght sdis ars cpam caf carsat cci cnrs drac dreal ddt ddtm ddfip drfip dgfip iut insa iep ens ehpad
    urssaf cisss ciusss chuv chsld cegep carsat crous cpas cias ccas hes eple epci iuf drees hug
    gip hep mrc sivom sivu petr smictom sictom comue mdph caue creps epf sem spl css ofii onac
    dreets deets draaf daaf msa samu cise udaf spw smur dsden ddpp ddets oph opac cdg cnfpt
"""
ACRONYM_HEADS = frozenset(_ACRONYM_HEADS_WORDS.split())
"""Initials that head the names of French, Belgian and Swiss bodies: "SPF Finances", "CHU de Nantes"."""

SMALL_FRENCH = frozenset({"de", "du", "des", "d'", "la", "l'", "le", "les", "et", "pour", "aux"})
"""Small words that a French body's name may hold."""

SMALL = SMALL_FRENCH | frozenset({"of", "for", "and", "the", "on", "del", "las", "los", "y", "fur", "der", "und"})
"""Small words that the name of a body may hold between capitals."""

_FIRM_WORDS = """
    systems analytics technologies technology ai ia labs compute federal strategic strategies consulting group partners solutions
    software works data robotics networks dynamics digital inc corp llc ltd sas gmbh sistemas datentechnik informatique logiciels
    conseil numerique cloud industries aerospace intelligence computing hosting systemes technologie ingenierie telecom security
    cyber space aero holdings ventures studio studios interactive logistics mobility biotech capital informatics microsystems
    automation semantics linguistics advisors associates consultants integrators enterprises foundry electronics instruments
"""
FIRMS = frozenset(_FIRM_WORDS.split())
"""Last words of companies' names."""

MAKERS = frozenset({"ai", "ia"})
"""Last words of companies that sell models of their own, unless the text says otherwise."""

_GENERIC_WORDS = """
    national federal the new public general regional city county joint supreme high appeal appeals superior district local
    municipal central town village head main home special executive advisory planning upper lower
    first second chief foundation university
    medical of for and
"""
GENERIC = frozenset(_GENERIC_WORDS.split())
"""Words that with a head noun alone name nobody in particular: "the National Laboratory"."""

_FEDERAL_WORDS = """
    nationale national federal federale centrale central generale general regional regionale departementale departemental
    cantonal cantonale communal communale municipal municipale interministeriel interministerielle judiciaire superieur superieure
    territorial territoriale public publique europeenne europeen wallonne wallon flamande flamand
"""
FEDERAL = frozenset(_FEDERAL_WORDS.split())
_SMALL = """
    the a an in on at it its this that these those he she they we i you but and for from with as after before when while if no not
    yes every each some most two three four last next mr mrs ms dr gov sen rep
    le la les l' un une des du de d' ce cette ces il elle ils elles on en au aux mais et pour par avec sur dans selon depuis apres
    mme m monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december lundi mardi mercredi jeudi vendredi samedi dimanche
    surtout hier aujourd'hui demain pourtant cependant toutefois enfin ensuite puis ainsi alors sinon bref certes or car donc
    desormais reste resultat outre malgre parmi sans sous entre chez contre hors deja encore ici lorsque lorsqu' quand quant
    comme si meanwhile however still then thus also yet moreover besides instead further furthermore today yesterday tomorrow
    tonight now here there suppose imagine consider perhaps maybe both only once until since though although because whether
    lors devant durant pendant quelque quelques chaque voici voila aucun aucune faute selon vers
    why how what who where which so or nor such another other others many several including among under over through within
    neighbouring neighboring nearby fellow
    without despite about according separately earlier later overall elsewhere indeed nevertheless nonetheless finally
    el los las una del die der das ein eine im am seit nach und aber
"""
NO_NAME = frozenset(_SMALL.split())
"""Capitalised at the head of a sentence, or days and months: no part of a name."""

_NO_FIRM_WORDS = """
    cfdt cgt fo sud unsa cfe-cgc cftc fsu snes solidaires csc fgtb cgslb unia vpod ssp scfp csn ftq sfpq spgq apts ugtt umt cdt
    fnsea medef cpme afl-cio ver.di unison pcs nfu afscme seiu cwa prospect psac afpc
"""
NO_FIRMS = frozenset((word,) for word in _NO_FIRM_WORDS.split()) | {(first, "conseil") for first in ("grand", "petit", "haut")}
"""Unions, employers' leagues and assemblies by their folded words: they talk of models and sell none."""

_DAYS_WORDS = """
    monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche
"""
DAYS = frozenset(_DAYS_WORDS.split())
_ADJECTIVE = re.compile(
    r"(?:al|ale|aux|ales|el|elle|els|elles|ier|iere|iers|ieres|if|ive|ifs|ives|ique|iques|aire|aires|ien|ienne|iens|iennes|ois|oise"
    r"|ais|aise|aises|ain|aine|ains|aines|eux|euse|euses|ee|ees|able|ible|in|ine|ins|ines|isse|isses|ante|ants|eur|eure|eurs|eures"
    r"|ees|upremes?|aritimes?|irecte?s?|rangeres?|errestres?|olaires?|ublics?|ublique|unis?|unies|mixtes?|civils?|civiles?|autonomes?|basque|ustres?|estres?|ards?|ardes?|belge|corse|libre|digital|icoles?|autochtones?|[ormnd]ophones?|bilingues?|(?<![ou])verte?s?|ouvertes|bleue?s?|propres|rares|allemande?|espagnole?|marchande?)$"
)
_VERBS_WORDS = """
    appelle rappelle renouvelle signale installe arrive active examine termine determine imagine dessine combine domine elimine
    explique indique applique pratique implique communique faire taire vienne tienne maintienne devient tient soutient
    contient obtient retient maintient souligne cultive derive prive ecrire egale regale avale etale deale fait sait
    plait complait desormais jamais mais enfin demain soudain afin matin fevrier janvier dernier derniere derniers
"""
_VERBS = frozenset(_VERBS_WORDS.split())
"""Verbs and adverbs that look like adjectives."""


class Run(NamedTuple):
    """Tokens ``first`` to ``last`` (inclusive) of a line."""

    first: int
    last: int


def adjectival(word: str) -> bool:
    """Looks like a French adjective."""
    return len(word) > 3 and word not in _VERBS and bool(_ADJECTIVE.search(word))


def is_capital(line: Line, token: Token) -> bool:
    """A capitalised word that may be part of a name: no opener of a sentence, no day; initials are ("IT", though not "It")."""
    if token.upper and token.word and token.fold not in NO_NAME:
        return not ("-" in token.fold and token.fold.endswith(_COMPOUND))
    written = line.text[token.start - line.span.start : token.end - line.span.start]
    if not (token.upper and token.word):
        return written[:1] == "e" and written[1:].lstrip("-")[:1].isupper()  # "e-Government", "eHealth"
    return written[-1].isalpha() and len(written) > 1 and written.isupper() and not line.text[:200].isupper()


_COMPOUND_WORDS = "language speaking based made built led owned run powered style wide born funded backed only"
_COMPOUND = tuple([f"-{word}" for word in _COMPOUND_WORDS.split()])
"""Ends of words that begin with a capital and name nobody: "a Thai-language assistant", "the Paris-based firm"."""


def folds(line: Line, run: Run) -> tuple[str, ...]:
    """The folded words of a run."""
    return tuple(token.fold for token in line.tokens[run.first : run.last + 1])


def runs(line: Line) -> list[Run]:
    """Stretches of capitalised words that hold no listed name, openers of sentences left out."""
    if not line.capitals:
        line.capitals.extend(_capitals(line))
    found: list[Run] = []
    first = last = -2
    for at in line.capitals:
        if at > last + 1:
            if first >= 0:
                found.append(Run(first, last))
            first = -2
        if at < len(line.tokens) and not line.is_named(line.tokens[at].start):
            first, last = (at if first < 0 else first), at
    return found


def _capitals(line: Line) -> list[int]:
    """The places of capitals in a line, and one behind its end, which ends the last stretch."""
    row = line.tokens
    return [
        *(at for at, token in enumerate(row) if (token.upper or token.fold[:1] == "e") and is_capital(line, token)),
        len(row) + 1,
    ]


def listed(line: Line, token: Token) -> Name | None:
    """The name that stands over a word."""
    return line.name_at(token.start)


def is_place(line: Line, token: Token) -> bool:
    """Whether the name over a word is a place's."""
    name = listed(line, token)
    return name is not None and name.role is Role.PLACE


def proper(line: Line, at: int) -> int:
    """The last word of the proper name that begins at ``at``: capitals, and capitals behind "et", "de", "en", "la"."""
    row = line.tokens
    last = at
    for place in range(at + 1, min(at + _MOST, len(row))):
        token = row[place]
        if is_capital(line, token) and (not listed(line, token) or is_place(line, token)):
            last = place
        elif token.upper or token.fold not in _WITHIN or place - last > 1:
            break
    return last


_WITHIN = frozenset({"et", "de", "en", "sur"})


_MOST = 12
