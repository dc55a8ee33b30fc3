"""The cue that leads where several stand in a clause: "weighing the use" is a trial, "signed a contract to test" a contract."""

from collections.abc import Sequence

from watchers.claims.actors import Line, Role
from watchers.claims.closed import RELATIVES
from watchers.claims.cutting import Clause
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import family
from watchers.claims.settling import in_relative, tried_by_many
from watchers.claims.tenses import BESIDE, SCOPE, done, now
from watchers.claims.tokens import Token

LEADING = {"contract": 0, "explore": 1, "approve": 2, "offer": 3, "get": 4, "adopt": 5, "approve.deal": 6}
"""Families of cues, the ones that lead first."""


def principal(line: Line, cues: Sequence[Cue], leading: Cue) -> Cue:
    """A relation told in a relative clause yields to the verb before it: "uses X at a rate that it negotiated with Y"."""
    if family(leading) != "explore":
        return leading
    if tried_by_many(line, leading):
        return next((cue for cue in cues if family(cue) == "adopt"), leading)
    wanted = ("adopt", "contract") if leading.category == "explore.with" else ("adopt", "contract", "approve")
    for cue in cues:
        if cue.first < leading.first and family(cue) in wanted:
            between = line.tokens[cue.last + 1 : leading.first]
            relative = next(
                (at for at, token in enumerate(between) if token.fold in RELATIVES and not _some_of(between, at)), None
            )
            if relative is not None and not (family(leading) == "explore" and _of_ware(line, between[:relative])):
                return cue
    return leading


def _some_of(words: Sequence[Token], at: int) -> bool:
    """ "Cinq préfectures, dont celles du Rhône": a part of those named, and no clause."""
    return words[at].fold == "dont" and at + 1 < len(words) and words[at + 1].fold in _PART


_PART = frozenset({"celle", "celles", "celui", "ceux", "deux", "trois", "quatre", "cinq", "six", "dix", "plusieurs", "certains"})


def _of_ware(line: Line, words: Sequence[Token]) -> bool:
    """ "Chose X, which it tests": the relative clause behind these words is on the product itself."""
    end = next((token.end for token in reversed(words) if token.word), 0)
    return any(name.end == end for name in line.named(Role.PRODUCT, Role.VENDOR))


def following(line: Line, clause: Clause, cues: Sequence[Cue], leading: Cue) -> Cue:
    """What is told after it: "chose X and has rolled it out", "a préféré X et l'a généralisé", "not only tests but uses X"."""
    if family(leading) not in ("approve", "explore"):
        return leading
    told = in_relative(line, leading, cues) if family(leading) == "approve" else None
    if told is not None:
        return told
    less = any(other.last < leading.first for other in clause.cues(line, "more"))
    for cue in cues:
        if family(cue) == "adopt" and cue.first > leading.last and _since(line, leading, cue):
            return cue
        if less and family(cue) in ("adopt", "contract") and cue.first > leading.last:
            return cue
        if family(cue) in ("adopt", "contract") and cue.first > leading.last and (done(line, cue) or now(line, cue)):
            between = {token.fold for token in line.tokens[leading.last + 1 : cue.first]}
            if between & _THEN and not between & RELATIVES:
                return cue
    return leading


def _since(line: Line, leading: Cue, cue: Cue) -> bool:
    """ "Lui préfère X, en service depuis août": set off by a comma, with the day since when."""
    between = [token.fold for token in line.tokens[leading.last + 1 : cue.first]]
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 1 + BESIDE]]
    return between[-1:] == [","] and bool({"depuis", "since"}.intersection(behind)) and family(leading) == "approve"


_THEN = frozenset({"and", "then", "before", "et", "puis"})


def bargained(line: Line, cues: Sequence[Cue], leading: Cue) -> Cue:
    """What is still being talked of: "négocie avec X l'achat de …", "is weighing a contract"; the two stand in one phrase."""
    if family(leading) == "contract" and line.tokens[leading.first].fold.startswith(_SEATS):
        return _handed(line, cues, leading)
    for cue in cues:
        if line.tokens[cue.first].fold.startswith(_TIED):
            continue  # "a noué avec X un contrat"
        reach = _TALK if cue.category == "explore.with" else SCOPE
        if family(leading) == "contract" and family(cue) == "explore" and 0 < leading.first - cue.first <= reach:
            between = {token.fold for token in line.tokens[cue.first + 1 : leading.first]}
            if not between & APART:
                return cue
    return leading


def _handed(line: Line, cues: Sequence[Cue], leading: Cue) -> Cue:
    """ "Microsoft a offert 500 licences à la ville", "s'est vu offrir 500 comptes": given, and bought by nobody."""
    if any(family(cue) == "contract" and not line.tokens[cue.first].fold.startswith(_SEATS) for cue in cues):
        return leading
    for cue in cues:
        given = any(token.fold.startswith(_GIFTS) for token in line.tokens[cue.first : cue.last + 1])
        given = given or (line.tokens[cue.first].fold in _GETS and line.tokens[cue.first - 1].fold == "will")
        if given and family(cue) in ("offer", "get") and cue.first < leading.first <= cue.last + SCOPE:
            return cue
    return leading


_SEATS = ("licen", "abonnement", "subscription", "seat")
_GIFTS = ("offr", "offer", "donat", "gift", "donn", "gave", "given", "gratuit", "recevra", "recevront")
_GETS = frozenset({"get", "receive"})
_TIED = "noue"
_TALK = 11
"""Words behind "in talks with" among which what is talked of stands."""
APART = frozenset(
    {",", "et", "and", "puis", "then", "before", "avant", "that", "which", "who", "que", "qui", "dont", "a", "ont", "has"}
)
