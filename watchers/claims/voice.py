"""The passive voice: what is done to its subject, and by whom where that is told."""

from watchers.claims.actors import Line
from watchers.claims.lexicon import Cue
from watchers.claims.people import COUNTING

_OWNED = 3
_WAS = frozenset({"was", "were", "been", "being", "is", "are"})
_PASSIVE = frozenset({"been", "was", "were", "being", "ete", "sera", "seront"})


def agent(line: Line, cue: Cue) -> bool:
    """ "Was cleared by the ministry": another than the body's own staff does it."""
    behind = line.tokens[cue.last + 1 : cue.last + _OWNED]
    by = next((token for token in behind if token.fold in ("by", "par")), None)
    if by is None:
        return False
    staff = [one for one in line.cued("figure.staff") if one.start >= by.end]
    between = line.words(by.end, staff[0].start) if staff else ()
    own = all(token.fold in COUNTING or token.fold[:1].isdigit() or token.fold in (",", "work") for token in between)
    return not (staff and own and line.lang == "en")  # "is being piloted by 1,500 work coaches"


def passive(line: Line, cue: Cue) -> bool:
    """ "Were cleared", "ont été validés": done by somebody who need not be named."""
    return cue.first > 0 and line.tokens[cue.first - 1].fold in _PASSIVE and not line.tokens[cue.first].fold.endswith("ing")


_TO_IT = frozenset({"offered", "given", "handed", "lent", "sold"})


def is_given(line: Line, cue: Cue) -> bool:
    """ "Was offered", "has been offered": to the subject, and not by it."""
    return cue.first > 0 and line.tokens[cue.first].fold in _TO_IT and line.tokens[cue.first - 1].fold in _WAS
