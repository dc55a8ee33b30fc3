"""What a body may do, or lets its people do: "can deploy" tells of no use, "staff may now use X" of an approval."""

from watchers.claims.actors import Line
from watchers.claims.binding import Clause
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import family
from watchers.claims.tenses import SCOPE


def able(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Can deploy", "peut tester": says nothing of whether it is done."""
    can = any(0 < cue.first - other.last <= SCOPE + 1 for other in clause.cues(line, "able"))
    return can and family(cue) in ("adopt", "explore", "contract") and not allowed(line, clause, cue)


def allowed(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Treasury staff may now use X", "clerks can use X from May": what a body lets its people do, it has cleared."""
    if line.lang != "en" or family(cue) != "adopt" or not line.tokens[cue.first].fold.startswith("use"):
        return False
    at = cue.first - 1
    while at > 0 and line.tokens[at].fold in FREELY:
        at -= 1
    if at < 1 or line.tokens[at].fold not in ("may", "can"):
        return False
    staff = [one for one in clause.cues(line, "figure.staff") if one.last < at]
    between = line.tokens[staff[-1].last + 1 : at] if staff else ()
    own = all(token.upper or not token.word or token.fold in _OF_STAFF for token in between)
    return bool(staff) and own and not line.question and not clause.cues(line, "suppose")


def no_duty(line: Line, cue: Cue) -> bool:
    """ "Do not have to use X", « n'est pas tenue d'utiliser X »: free to, and so perhaps doing it."""
    before = [token.fold for token in line.tokens[max(0, cue.first - 2) : cue.first]]
    return before[-1:] in (["to"], ["de"], ["d'"], ["a"]) and before[:1] != [] and before[0] in _DUTIES


_DUTIES_WORDS = "have need required obliged forced compelled bound oblige obligee obliges obligees tenu tenue tenus tenues contraint"
_DUTIES = frozenset(_DUTIES_WORDS.split())


FREELY = frozenset({"now", "also", "freely", "officially", "again", "already"})
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
