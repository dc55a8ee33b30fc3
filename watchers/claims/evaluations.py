"""Whose staff a model helped or failed, found by the body itself: "found no evidence that X had made its people faster".

Who measures what a model does for its own people has tried it. What it does for pupils, jobs, firms or the public is a study.
"""

from collections.abc import Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Frame
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.stages import Staged
from watchers.claims.tokens import Token

_FOUND_WORDS = """
    found finds concluded concludes calculated calculates estimated estimates reported reports measured measures established
    constate constatent conclut conclu estime estimait mesure calcule trouve
"""
_FOUND = frozenset(_FOUND_WORDS.split())
_NEAR, _LONG, _SHORT = 4, 9, 3
_WORKS_WORDS = """
    save saves saved saving spare spares spared make makes made help helps helped free frees freed cut cuts speed speeds sped
    boost boosts boosted raise raises raised improve improves improved slow slows slowed cost costs gave gives
    fait font ferait gagner gagne economise aide aidait reduit accelere ralentit libere epargne
"""
_WORKS = frozenset(_WORKS_WORDS.split())
"""What a tool does for those who work with it."""
_OWN = frozenset({"its", "their", "own", "ses", "leurs", "son"})
_PEOPLE_WORDS = """
    staff officials employees people workers clerks agents officers analysts lawyers engineers inspectors teams servants
    caseworkers doctors nurses fonctionnaires agents salaries equipes greffiers conseillers enqueteurs inspecteurs personnel
"""
_PEOPLE = frozenset(_PEOPLE_WORDS.split())
_OF_THE_STATE = frozenset({"officials", "servants", "caseworkers", "fonctionnaires"})
"""Who serve the state, without a word for whose they are."""
_ELSEWHERE_WORDS = "firms firm companies company banks bank private business businesses industry entreprises prive banques"
_ELSEWHERE = frozenset(_ELSEWHERE_WORDS.split())


def evaluated(frame: Frame) -> Staged | None:
    """The trial that a finding of the body on its own people shows; ``None`` where it finds nothing of the kind."""
    line, clause = frame.line, frame.clause
    if frame.collective or frame.listing or not line.holds(_FOUND):
        return None
    at = next((at for at, token in enumerate(line.tokens) if token.fold in _FOUND and token.start >= frame.span[1]), None)
    if at is None or not clause.holds(line.tokens[at].start):
        return None
    found = line.tokens[at]
    ahead = line.words(frame.span[1], found.start)
    if len(ahead) > _NEAR or any(not token.word for token in ahead) or line.cued("suppose"):
        return None
    ware = next((one for one in clause.names(line, Role.PRODUCT, Role.VENDOR) if one.start >= found.end), None)
    if ware is None or len(line.words(found.end, ware.start)) > _LONG or not _for_its_people(line, ware):
        return None
    cue = Cue(category="explore", start=found.start, end=found.end, first=at, last=at)
    return Staged(stage=Stage.EXPLORING, cue=cue, hedged=False, shown=True)


def found_of_others(frame: Frame, told: Staged) -> bool:
    """ "The auditors found that X had cost agencies 4 million": what a body finds of a model is no use of its own."""
    line = frame.line
    if not frame.named or told.stage is not Stage.ADOPTED or not line.holds(_FOUND):
        return False
    row = line.behind(frame.span[1], _NEAR)
    at = next((at for at, token in enumerate(row) if token.fold in _FOUND), None)
    if at is None or row[at + 1 : at + 2] == () or row[at + 1].fold not in _THAT or told.cue.end < row[at].start:
        return False
    ware = next((one for one in line.named(Role.PRODUCT, Role.VENDOR) if one.start >= row[at].end), None)
    if ware is None or len(line.words(row[at + 1].end, ware.start)) > 1:
        return False
    behind = line.behind(ware.end, _LONG + _LONG)
    return not any(_own(behind, place) for place in range(len(behind)))


_THAT = frozenset({"that", "que", "qu'"})


def _for_its_people(line: Line, ware: Name) -> bool:
    """ "X had made its staff …", "X saved officials …": right behind the tool what it did, and then for whom."""
    row = line.behind(ware.end, _LONG + _LONG)
    verb = next((at for at, token in enumerate(row[:_NEAR]) if token.fold in _WORKS), None)
    if verb is None or not _ELSEWHERE.isdisjoint(token.fold for token in row):
        return False
    return any(_own(row, at) for at in range(verb + 1, min(verb + _LONG, len(row))))


def _own(row: Sequence[Token], at: int) -> bool:
    """A word for people at ``at``, with whose they are before it, or one for those who serve the state."""
    before = {token.fold for token in row[max(0, at - _SHORT) : at]}
    return row[at].fold in _OF_THE_STATE or (row[at].fold in _PEOPLE and not _OWN.isdisjoint(before))
