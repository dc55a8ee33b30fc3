"""People by whom a body acts where it is not named: "les greffiers", "une équipe de onze personnes", "some 300 inspectors"."""

from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.closed import IN
from watchers.claims.cutting import Clause
from watchers.claims.lexicon import Cue

_LEAD = 9
_OWNED = 3


def team(line: Line, clause: Clause) -> Cue | None:
    """ "Les équipes chargées de …", "une équipe de onze personnes", "ses services": French for the people of a body."""
    if line.lang != "fr":
        return None
    words = line.words(clause.start, clause.end)[:_LEAD]
    at = next((at for at, token in enumerate(words) if token.fold in _TEAMS and not token.upper), 0)
    if not at or words[at - 1].fold not in COUNTING:
        return None
    place = next(place for place, token in enumerate(line.tokens) if token.start == words[at].start)
    return Cue(category="figure.staff", start=words[at].start, end=words[at].end, first=place, last=place)


_TEAMS = frozenset({"equipes", "equipe", "brigade", "brigades"})


def behind_place(line: Line, clause: Clause) -> int:
    """Where the clause goes on behind "À Genève," at its head."""
    row = line.words(clause.start, clause.end)[:_OWNED]
    led = line.lang == "fr" and len(row) == _OWNED and row[0].fold in IN and row[1].upper and row[2].fold == ","
    return row[2].end if led else clause.start


def local_staff(line: Line, clause: Clause) -> bool:
    """ "Deputies in Gallatin County have stopped …": people of a place, and nobody's in mind."""
    row = [token for token in line.words(clause.start, clause.end) if token.word]
    first = next((cue for cue in clause.cues(line, "figure.staff") if row and cue.start == row[0].start), None)
    behind = line.words(first.end, clause.end)[:2] if first else ()
    return len(behind) > 1 and behind[0].fold in OF_A_PLACE and behind[1].upper


_COUNTING_WORDS = """
    the some about around roughly nearly almost over more than most all many several few dozens hundreds thousands of its these
    those two three four five six seven eight nine ten twenty thirty now today already field senior junior
    les des quelque environ pres de plus tous toutes la plupart ces plusieurs deux trois quatre cinq six sept huit neuf dix vingt
    trente cent mille une dizaine centaine vingtaine trentaine quarantaine cinquantaine soixantaine
    onze douze treize quatorze quinze seize quarante cinquante soixante
"""
COUNTING = frozenset(_COUNTING_WORDS.split())
OF_A_PLACE = frozenset({"of", "from", "at", "in", "de", "du", "des", "d'", "a", "au"})
_SITES_WORDS = """
    offices plants sites centres centers branches stations depots hospitals field regional local
    bureaux agences antennes caisses guichets unites sieges
"""
SITES = frozenset(_SITES_WORDS.split())
_RULE_WORDS = """
    policy policies plan rules rule guidance guidelines guideline directive memo memorandum instructions code strategy circular
    charte charter politique directives regles reglement circulaire consignes consigne doctrine plan strategie lignes guide
"""
RULES = frozenset(_RULE_WORDS.split())
"""By which a body tells its people what they may use."""
_SEAT_WORDS = "licences licenses seats positions posts workstations postes sieges comptes people personnes"
SEATS = frozenset(_SEAT_WORDS.split())


def staff_of(line: Line, clause: Clause, name: Name) -> bool:
    """ "State employees in Utah may …", "Some 9,000 civil servants across Wales are …": they act for the place."""
    row = [token.fold for token in line.words(clause.start, name.start) if token.word]
    while row and row[-1] in ("the", "of", "in", "across", "for", "from"):
        row.pop()
    if row[-1:] == ["officials"] and len(row) < _QUALIFIED:
        return not clause.names(line, Role.AGENCY)
    if len(row) < _QUALIFIED or len(row) > _LEAD or row[-1] not in STAFF_OF or row[-2] not in PUBLIC:
        return False
    return all(fold in _COUNTED or fold[:1].isdigit() for fold in row[:-2]) and not clause.names(line, Role.AGENCY)


_QUALIFIED = 2
_STAFF_OF_WORDS = "employees workers staff staffers servants officials agencies departments bodies offices buyers"
STAFF_OF = frozenset(_STAFF_OF_WORDS.split())
PUBLIC = frozenset({"state", "public", "civil", "government", "provincial", "territorial", "crown"})
_COUNTED_WORDS = """
    the all some about around roughly nearly almost over more than most many several few dozens hundreds thousands of every two
    three four five six seven eight nine ten twenty thirty but and meanwhile now public senior junior last
"""
_COUNTED = frozenset(_COUNTED_WORDS.split())


def personal(line: Line, cue: Cue) -> bool:
    """ "The economist said she uses X": what a person does with a model is no body's doing."""
    if _disciplined(line, cue):
        return True
    if line.lang == "en" and line.holds(_PRIVATE) and _privately(line, cue):
        return True
    if line.lang == "fr" and line.holds(_PRIVATE_FRENCH) and _of_their_own(line, cue):
        return True
    at = cue.first - 1
    while at >= 0 and line.tokens[at].fold in _HELPS:
        at -= 1
    who = line.tokens[at].fold if at >= 0 else ""
    head = line.tokens[cue.first].fold
    return line.lang == "en" and who in ("he", "she") and head.startswith(("use", "using", "tried", "tries", "try", "ask", "rel"))


def _disciplined(line: Line, cue: Cue) -> bool:
    """ "Un stagiaire a été écarté pour avoir soumis un dossier à X", "suspended for using X": one person's fault."""
    before = [token.fold for token in line.tokens[max(0, cue.first - _FAULT) : cue.first + 1]]
    if line.lang == "fr":
        at = next((at for at, fold in enumerate(before) if fold == "avoir" and at and before[at - 1] in _FOR), None)
    else:
        at = next((at for at, fold in enumerate(before) if fold == "for" and before[at + 1 : at + 2][-1:] != []), None)
        at = at if at is not None and before[at + 1].endswith("ing") else None
    return at is not None and any(fold.startswith(_PUNISHED) for fold in before[:at])


_FAULT = 9
_FOR = frozenset({"pour", "d'"})
_PUNISHED_WORDS = """
    ecart licenci suspend sanction revoqu condamn blam exclu renvoy poursuivi limog accus soupconn rappel mis
    suspend fired sacked dismiss disciplin reprimand sanction fined rebuk expel accused censured admonish warned
"""
_PUNISHED = tuple(_PUNISHED_WORDS.split())


def _privately(line: Line, cue: Cue) -> bool:
    """ "Dictate notes to X on their own phones", "without permission": what staff do for themselves."""
    row = [token.fold for token in line.tokens[cue.first :]]
    own = any(one in ("own", "personal", "private") and other in _THINGS for one, other in pairwise(row))
    hidden = any(one == "without" and not _LEAVE.isdisjoint(row[at + 1 : at + _OWNED + 1]) for at, one in enumerate(row))
    return own or hidden or not _SLY.isdisjoint(row)


def _of_their_own(line: Line, cue: Cue) -> bool:
    """ "Se servent de X sur leur propre téléphone", "à leurs frais", "sans autorisation": the same in French."""
    row = [token.fold for token in line.tokens[cue.first :]]
    owned = any(
        (one in _OWN_FRENCH and other in _THINGS_FRENCH) or (one in _THINGS_FRENCH and other in _OWN_FRENCH)
        for one, other in pairwise(row)
    )
    hidden = any(pair in _HIDDEN_FRENCH for pair in pairwise(row))
    return owned or hidden


_OWN_FRENCH = frozenset({"propre", "propres", "personnel", "personnels", "personnelle", "personnelles", "prive", "prives"})
_THINGS_FRENCH_WORDS = """
    telephone telephones compte comptes ordinateur ordinateurs portable portables appareil appareils abonnement abonnements argent
    frais chef initiative adresse adresses
"""
_THINGS_FRENCH = frozenset(_THINGS_FRENCH_WORDS.split())
_HIDDEN_FRENCH = frozenset({("leurs", "frais"), *(("sans", one) for one in ("autorisation", "permission", "accord"))})
_PRIVATE_FRENCH = _OWN_FRENCH | {"frais", "sans"}
_THING_WORDS = (
    "phone phones account accounts device devices laptop laptops subscription subscriptions money expense initiative time"
)
_THINGS = frozenset(_THING_WORDS.split())
_LEAVE = frozenset({"permission", "approval", "authorisation", "authorization", "clearance", "telling", "consent"})
_SLY = frozenset({"secretly", "covertly", "surreptitiously"})
_PRIVATE = frozenset({"own", "personal", "private", "without"}) | _SLY
_HELPS = frozenset({"has", "had", "also", "often", "sometimes", "himself", "herself", "personally", "been", "regularly"})
