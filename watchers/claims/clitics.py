"""What takes up the model or its maker told before: French clitics ("l'a essayé", "y a recours"), "its customers"."""

from itertools import pairwise

from watchers.claims.actors import Line
from watchers.claims.closed import HELPERS
from watchers.claims.lexicon import Cue


def anaphoric(line: Line, told: Cue) -> bool:
    """ "L'Insee l'a essayé", "y a recours", "en a acheté 400": a clitic right before the verb, and no article of a noun."""
    row = line.tokens
    if line.lang != "fr":
        return False
    inside = {token.fold for token in row[told.first : told.last]}
    if inside & {"en", "y"} and row[told.first].fold in ("en", "y", "s'"):
        return True
    at = told.first - 1
    while at > 0 and (row[at].fold in HELPERS or row[at].fold.endswith("ment")):
        at -= 1
    helped = any(token.fold in _HAVE for token in row[at + 1 : told.first])
    if at < 0 or row[at].fold not in _CLITIC or row[at].upper:
        return False
    return helped or (row[told.first].fold.endswith(_FINITE) and row[told.first].fold not in _NOUNS)


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
    """ "Parmi ses clients figurent …", "its customers include …": those of the vendor spoken of just before."""
    row = line.tokens[max(0, cue.first - 1) : cue.last + 1]
    at = next((at for at, token in enumerate(row) if token.fold in _CUSTOMERS), 0)
    return any(token.fold in _ITS for token in row[:at])


_CUSTOMERS = frozenset({"clients", "customers", "clientele", "users", "utilisateurs"})
_ITS = frozenset({"ses", "its", "sa", "leurs", "their"})


def its_ware(line: Line, bodies: int) -> bool:
    """ "La Bavière et la Hesse exploitent son logiciel": of several subjects none is "its", the maker told before is."""
    if bodies < _SEVERAL or line.lang != "fr":
        return False
    wares = {cue.start for cue in line.cued("ai")}
    return any(token.fold in _HIS and behind.start in wares for token, behind in pairwise(line.tokens))


_SEVERAL = 2
_HIS = frozenset({"son", "sa", "ses"})
