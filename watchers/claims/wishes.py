"""Whether what a clause tells is only wished, advised, asked for or hoped."""

from itertools import pairwise

from watchers.claims.actors import Line
from watchers.claims.binding import Frame
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.stages import Staged

SOON = 4


def wished(frame: Frame, told: Staged) -> bool:
    """ "Senators urged the department to adopt X", "the office should buy Y": others want it, or somebody says it ought to."""
    line, clause = frame.line, frame.clause
    if told.stage is Stage.DENIED or not frame.named:
        return False
    if told.stage is Stage.ENDED and _asked_to(frame):
        return True
    start = told.cue.end if told.cue.start < frame.span[0] else clause.start
    before = [cue for cue in clause.cues(line, "judge", "wish") if start <= cue.start and cue.end <= frame.span[0]]
    ought = any(frame.span[1] <= cue.start and 0 < told.cue.first - cue.last <= SOON for cue in clause.cues(line, "ought"))
    if ought or _advised(frame, told):
        return True
    near = [cue for cue in before if len(line.words(cue.end, frame.span[0])) <= NEAR and _moves(line, cue)]
    near = [cue for cue in near if not _over(line, cue)]
    return bool(near) and not _set_off(line, frame.span[1], told.cue.start)


def _over(line: Line, cue: Cue) -> bool:
    """ "Despite criticism, X has signed …": a comma ends what others say."""
    return [token.fold for token in line.tokens[cue.last + 1 : cue.last + 2]] == [","]


def _advised(frame: Frame, told: Staged) -> bool:
    """ "Selon un rapport, le ministère devrait tester X": what somebody thinks right, and no plan of the body's."""
    line = frame.line
    verbs = [token.fold for token in line.tokens[max(0, told.cue.first - SOON) : told.cue.first]]
    return bool(_SHOULD.intersection(verbs)) and bool(line.cued("advice"))


_SHOULD = frozenset({"devrait", "devraient"})


def _set_off(line: Line, start: int, end: int) -> bool:
    """ "Cited the office, which has adopted X": what the clause behind the comma tells is told as a fact."""
    folds = [token.fold for token in line.words(start, end)]
    return folds[:1] == [","] and folds[1:2] in (["qui"], ["which"], ["who"])


def _asked_to(frame: Frame) -> bool:
    """ "Two unions asked the office to stop": what others want it to end goes on."""
    line = frame.line
    behind = line.words(frame.span[1], frame.clause.end)[:1]
    before = {token.fold for token in line.words(frame.clause.start, frame.span[0])[-NEAR - 1 :]}
    return bool(before & _ASKS) and [token.fold for token in behind] == ["to"]


_ASK_WORDS = "ask asks asked urge urges urged press presses pressed want wants wanted tell tells told beg begs begged"
_ASKS = frozenset(_ASK_WORDS.split())


def hoped(frame: Frame, told: Staged) -> bool:
    """ "X hopes to win a contract from the department": what a vendor would like is no deal."""
    before = [token.fold for token in frame.line.tokens[max(0, told.cue.first - NEXT) : told.cue.first]]
    hoping = any(one in _HOPES and other == "to" for one, other in pairwise(before))
    return told.cue.start < frame.span[0] and hoping


_HOPE_WORDS = "hope hopes hoped hoping want wants wanted aim aims aimed seek seeks sought try tries tried trying keen bid vying"
_HOPES = frozenset(_HOPE_WORDS.split())


def _moves(line: Line, cue: Cue) -> bool:
    """It is a verb with a subject before it, and no participle about the body ("asked about X, the office said")."""
    return cue.first > 0 and line.tokens[cue.first - 1].fold not in NOUNS and line.tokens[cue.first - 1].word


NEAR = 2
_NOUN_WORDS = "the an of its to for le la les un une de d' du des au en"
NOUNS = frozenset(_NOUN_WORDS.split())
"""Before these a word is no verb."""
NEXT = 5
