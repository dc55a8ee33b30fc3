"""What takes up the model or its maker told before: French clitics ("l'a essayé", "y a recours"), "its customers"."""

from itertools import pairwise

from watchers.claims.actors import Line, Role
from watchers.claims.closed import HELPERS, OF
from watchers.claims.cutting import Clause
from watchers.claims.joining import STAGES
from watchers.claims.lexicon import Cue


def anaphoric(line: Line, told: Cue) -> bool:
    """ "L'Insee l'a essayé", "y a recours", "en a acheté 400": a clitic right before the verb, and no article of a noun."""
    row = line.tokens
    if line.lang != "fr":
        return False
    inside = {token.fold for token in row[told.first : told.last]}
    if inside & {"en", "y"} and row[told.first].fold in ("en", "y", "s'", "ne", "n'"):
        return True
    if row[told.first].fold in _BEFORE_VERBS and told.first < told.last and _led_by_subject(line, told.first):
        return True  # the words that tell the stage hold the clitic themselves: "lui fait résumer"
    if _to_do(line, told):
        return True
    at = told.first - 1
    while at > 0 and (row[at].fold in HELPERS or row[at].fold.endswith("ment")):
        at -= 1
    helped = any(token.fold in _HAVE for token in row[at + 1 : told.first])
    if at < 0 or row[at].fold not in _CLITIC or row[at].upper:
        return False
    return helped or _led_by_subject(line, at) or (row[told.first].fold.endswith(_FINITE) and row[told.first].fold not in _NOUNS)


def _led_by_subject(line: Line, place: int) -> bool:
    """Right behind a body's name or a subject pronoun no article can stand: "la mairie l'évalue", "elle le teste"."""
    before = line.tokens[place - 1] if place else None
    if before is None or before.upper or not before.word:
        name = line.name_at(before.start) if before is not None else None
        return name is not None and name.role in (Role.AGENCY, Role.PLACE)
    name = line.name_at(before.start)
    return before.fold in _SUBJECTS or (name is not None and name.role in (Role.AGENCY, Role.PLACE))


_SUBJECTS = frozenset({"il", "elle", "ils", "elles", "on", "qui", "ne", "n'", "nous"})
_BEFORE_VERBS = frozenset({"l'", "le", "la", "les", "lui", "leur"})


def _to_do(line: Line, told: Cue) -> bool:
    """ "Envisage de s'en servir", "pour en disposer": a clitic before the infinitive behind the verb."""
    row = line.tokens[told.last + 1 : told.last + 1 + _SOON]
    verbs = {cue.start for cue in line.cued(*STAGES)}
    for led, token, verb in zip(row, row[1:], row[2:], strict=False):
        if led.fold not in _LEADS or not (verb.fold.endswith(_INFINITE) or verb.fold in ("en", "y")):
            continue
        sure = token.fold in ("en", "y") or (token.fold == "s'" and verb.fold in ("en", "y"))
        if sure or (token.fold in _CLITIC and verb.start in verbs):
            return True
    return False


_SOON = 6
_LEADS = frozenset({"de", "d'", "a", "pour", "afin"})
_INFINITE = ("er", "ir", "oir", "re")


_HAVE = frozenset({"a", "ont", "avait", "avaient", "aura", "auront", "aurait"})
_CLITIC = frozenset({"l'", "le", "la", "les", "en", "y"})
_FINITE = (
    "ise",
    "isent",
    "isait",
    "loie",
    "loient",
    "ste",
    "stent",
    "opte",
    "optent",
    "era",
    "eront",
    "ie",
    "ient",
    "onne",
    "onnent",
)
_NOUN_WORDS = "entreprise expertise maitrise analyse strategie partie liste poste suite conduite industrie economie licence"
_NOUNS = frozenset(_NOUN_WORDS.split())


def customers(line: Line, cue: Cue) -> bool:
    """ "Parmi ses clients figurent …", "its customers include …", "the first user will be …": of the vendor told just before."""
    row = line.tokens[max(0, cue.first - 1) : cue.last + 1]
    at = next((at for at, token in enumerate(row) if token.fold in _CUSTOMERS), 0)
    if any(token.fold in _FIRST for token in row[:at]):
        return not any(token.fold in OF for token in line.tokens[cue.last + 1 : cue.last + 2])
    return row[at].fold in _SEVERAL_CUSTOMERS and any(token.fold in _ITS for token in row[:at])


def the_trial(line: Line, told: Cue) -> bool:
    """ "Will take part in the six-month trial", « participent à l'essai »: a trial that the text has told of."""
    if not told.category.startswith("explore") or line.tokens[told.last].fold not in _TRIALS:
        return False
    before = [token.fold for token in line.tokens[max(0, told.last - _SOON // 2) : told.last]]
    return not _THAT_TRIAL.isdisjoint(before)


_TRIAL_WORDS = "trial pilot test experiment essai pilote experimentation test experience programme program"
_TRIALS = frozenset(_TRIAL_WORDS.split())
_THAT_TRIAL = frozenset({"the", "this", "that", "la", "le", "l'", "cet", "cette", "ce", "au", "du"})


def first_customer(line: Line, clause: Clause) -> bool:
    """ "Its first customer will be the Navy, which is paying …": who buys first of the maker told before."""
    cue = next(iter(clause.cues(line, "adopt")), None)
    return cue is not None and line.tokens[cue.last].fold in _CUSTOMERS and customers(line, cue)


_CUSTOMER_WORDS = """
    clients customers clientele users utilisateurs customer client cliente user utilisateur utilisatrice adopter adopters
"""
_CUSTOMERS = frozenset(_CUSTOMER_WORDS.split())
_SEVERAL_CUSTOMERS = frozenset({"clients", "customers", "clientele", "users", "utilisateurs"})
_ITS = frozenset({"ses", "its", "sa", "leurs", "their"})
_FIRST = frozenset({"first", "launch", "anchor", "initial", "earliest", "premier", "premiere", "premiers", "premieres"})


def its_ware(line: Line, bodies: int) -> bool:
    """ "La Bavière et la Hesse exploitent son logiciel": of several subjects none is "its", the maker told before is."""
    if bodies < _SEVERAL or line.lang != "fr":
        return False
    wares = {cue.start for cue in line.cued("ai")}
    return any(token.fold in _HIS and behind.start in wares for token, behind in pairwise(line.tokens))


_SEVERAL = 2
_HIS = frozenset({"son", "sa", "ses"})
