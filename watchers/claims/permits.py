"""What a body may do, or lets its people do: "can deploy" tells of no use, "staff may now use X" of an approval."""

from watchers.claims.actors import Line
from watchers.claims.cutting import Clause
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import family
from watchers.claims.tenses import SCOPE


def able(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Can deploy", "peut tester": says nothing of whether it is done."""
    can = any(0 < cue.first - other.last <= SCOPE + 1 for other in clause.cues(line, "able"))
    return can and family(cue) in ("adopt", "explore", "contract") and not allowed(line, clause, cue)


def allowed(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Treasury staff may now use X", « les agents peuvent se servir de X »: what a body lets its people do, it has cleared."""
    if _lets(line, cue):
        return True
    at = _may(line, cue)
    if at < 1:
        return False
    staff = [one for one in clause.cues(line, "figure.staff") if one.last < at]
    between = line.tokens[staff[-1].last + 1 : at] if staff else ()
    own = all(token.upper or not token.word or token.fold in _OF_STAFF for token in between)
    return bool(staff) and own and not line.question and not clause.cues(line, "suppose")


def _may(line: Line, cue: Cue) -> int:
    """Where the "may" stands that a word of use hangs on; below one where there is none."""
    word = line.tokens[cue.first].fold
    if line.lang == "en" and cue.category == "get":
        return cue.first if word in _MAY and line.tokens[cue.last].fold == "use" else 0
    if cue.category == "get":
        return cue.first if word in _PEUVENT else 0
    if family(cue) != "adopt" or (line.lang == "en" and not word.startswith("use")):
        return 0
    at = cue.first - (word not in _PEUVENT)
    while at > 0 and line.tokens[at].fold in FREELY:
        at -= 1
    return at if at >= 0 and line.tokens[at].fold in _MAY else 0


def no_duty(line: Line, cue: Cue) -> bool:
    """ "Do not have to use X", « n'est pas tenue d'utiliser X »: free to, and so perhaps doing it."""
    before = [token.fold for token in line.tokens[max(0, cue.first - 2) : cue.first]]
    return before[-1:] in (["to"], ["de"], ["d'"], ["a"]) and before[:1] != [] and before[0] in _DUTIES


_DUTIES_WORDS = (
    "have need required obliged forced compelled bound oblige obligee obliges obligees tenu tenue tenus tenues contraint"
)
_DUTIES = frozenset(_DUTIES_WORDS.split())


FREELY = frozenset(
    {"now", "also", "freely", "officially", "again", "already", "se", "s'", "y", "desormais", "aussi", "deja", "ainsi", "donc"}
)
_PEUVENT = frozenset({"peuvent", "peut", "pourront"})
_MAY = _PEUVENT | {"may", "can"}


def _lets(line: Line, cue: Cue) -> bool:
    """ "Laisse ses agents se servir de X", "lets its engineers use X"."""
    if family(cue) != "adopt" or not line.holds(_LETS):
        return False
    row = [token.fold for token in line.tokens]
    for at in range(max(0, cue.first - SCOPE), cue.first + 1):
        theirs = at + 1 + (row[at + 1 : at + 2] == ["a"])
        if row[at] in _LETS and row[theirs : theirs + 1] != [] and row[theirs] in _THEIRS:
            return not _USING.isdisjoint(row[theirs + 2 : theirs + SCOPE])
    return False


_LETS = frozenset({"laisse", "laissent", "laissera", "laisseront", "permet", "permettent", "lets", "let", "allows", "allow"})
_THEIRS = frozenset({"ses", "leurs", "its", "their"})
_USING = frozenset({"utiliser", "servir", "employer", "recourir", "use"})

_OF_STAFF = frozenset(
    {
        "in",
        "at",
        "of",
        "across",
        "the",
        "from",
        "and",
        "there",
        "with",
        "'s",
        "have",
        "has",
        "been",
        "were",
        "was",
        "told",
        "they",
        "that",
    }
)
