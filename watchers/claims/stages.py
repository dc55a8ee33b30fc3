"""How far a clause says that a public body has gone: one stage out of all the cues that stand in it.

Weighed in this order: a denial; an end; for a body that buys for others any agreement is an approval; then what stands
right beside the body; then the word that leads ("weighing the use", "signed a contract to test"). What is only planned is
at most approved; what is negated is nothing, and words after "after" or "ending" tell of an earlier state.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from watchers.claims.actors import Line
from watchers.claims.binding import STAGES, Clause
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage

_RUNG = {
    "explore": Stage.EXPLORING,
    "offer": Stage.OFFERED,
    "get": Stage.OFFERED,
    "approve": Stage.APPROVED,
    "adopt": Stage.ADOPTED,
    "contract": Stage.CONTRACTED,
    "end": Stage.ENDED,
    "deny": Stage.DENIED,
}
_LEADING = {"contract": 0, "explore": 1, "approve": 2, "offer": 3, "get": 4, "adopt": 5, "approve.deal": 6}
_PLANNED = ("era", "eront", "ira", "iront", "rront", "rra")
"""Endings of the French future."""
_SCOPE = 7
_BESIDE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """The stage that a clause tells, and the words that tell it."""

    stage: Stage
    cue: Cue
    hedged: bool


def family(cue: Cue) -> str:
    """The category without its second part."""
    return cue.category.partition(".")[0]


def staged(line: Line, clause: Clause, body: tuple[int, int], *, listing: bool) -> Staged | None:
    """The stage that ``clause`` tells of the body standing at ``body``; ``listing``: a body that buys for all others."""
    cues = [cue for cue in clause.cues(line, *STAGES) if not (body[0] <= cue.start < body[1])]
    live = [cue for cue in cues if not _over(line, clause, cue)]
    denied = _first(line, clause, live, "deny")
    if denied is not None:
        return _told(line, clause, denied, Stage.DENIED)
    ended = _first(line, clause, live, "end")
    if ended is not None:
        return _told(line, clause, ended, Stage.ENDED)
    rungs = [cue for cue in live if family(cue) in _LEADING]
    rest = [cue for cue in rungs if not negated(line, clause, cue)]
    if rungs and not rest:
        return _refused(line, clause, rungs)
    return _listed(line, clause, rest) if listing else _led(line, clause, rest, body)


def _refused(line: Line, clause: Clause, cues: Sequence[Cue]) -> Staged | None:
    """ "We never tested it", said by somebody: a denial. Told by nobody, or only "not yet", it is an absence."""
    plain = [cue for cue in cues if family(cue) in ("adopt", "explore")]
    if not plain or not line.cued("say", "per") or clause.cues(line, "yet", "future"):
        return None
    return _told(line, clause, plain[0], Stage.DENIED)


def _listed(line: Line, clause: Clause, cues: Sequence[Cue]) -> Staged | None:
    """A buyer for others: whatever it agrees to is an approval; only trials of its own come before."""
    for wanted in (("approve",), ("contract", "offer"), ("explore",), ("adopt", "get")):
        for cue in cues:
            if family(cue) in wanted:
                stage = Stage.EXPLORING if family(cue) == "explore" else Stage.APPROVED
                return _told(line, clause, cue, stage)
    return None


def _led(line: Line, clause: Clause, cues: Sequence[Cue], body: tuple[int, int]) -> Staged | None:
    if not cues:
        return None
    beside = [cue for cue in cues if _beside(line, cue, body) and family(cue) == "adopt"]
    trial = any(family(cue) == "explore" for cue in cues)
    leading = min(cues, key=lambda cue: (_LEADING.get(cue.category, _LEADING[family(cue)]), cue.first))
    cue = beside[0] if beside and not trial and family(leading) in ("offer", "get", "approve") else leading
    stage = _RUNG[family(cue)]
    if stage in (Stage.ADOPTED, Stage.CONTRACTED) and _might(line, clause, cue):
        stage = Stage.EXPLORING
    elif stage is Stage.ADOPTED and _ahead(line, clause, cue):
        stage = Stage.APPROVED
    return _told(line, clause, cue, stage)


def _might(line: Line, clause: Clause, cue: Cue) -> bool:
    """Only a possibility: "could use", "pourrait recourir à"."""
    return any(0 < cue.first - other.last <= _BESIDE for other in clause.cues(line, "modal"))


def _told(line: Line, clause: Clause, cue: Cue, stage: Stage) -> Staged:
    hedges = [one for one in clause.cues(line, "hedge") if not _same(one, cue)]
    return Staged(stage=stage, cue=cue, hedged=bool(hedges))


def _same(one: Cue, other: Cue) -> bool:
    return one.first <= other.last and other.first <= one.last


def _first(line: Line, clause: Clause, cues: Sequence[Cue], wanted: str) -> Cue | None:
    return next((cue for cue in cues if family(cue) == wanted and not negated(line, clause, cue)), None)


def negated(line: Line, clause: Clause, cue: Cue) -> bool:
    """A "not", "never", "ne … pas" stands over the cue: just before it, or around it."""
    if any(other.first < cue.first for other in clause.cues(line, "not.any")) and family(cue) not in ("end", "deny"):
        return True
    for other in clause.cues(line, "not"):
        if not _same(other, cue) and cue.first - _SCOPE <= other.first < cue.first:
            return True
        if other.first < cue.first <= other.last and family(cue) not in ("end", "deny"):
            return True
    return False


def _over(line: Line, clause: Clause, cue: Cue) -> bool:
    """Told as what was before: "after a trial", "ending two years of exploration"."""
    return any(other.last < cue.first <= other.last + _SCOPE - 2 for other in clause.cues(line, "after"))


def _ahead(line: Line, clause: Clause, cue: Cue) -> bool:
    """Only planned: a "will", "from September", "va" governs the cue."""
    if line.lang == "fr" and any(token.fold.endswith(_PLANNED) for token in line.tokens[cue.first : cue.last + 1]):
        return True
    return any(abs(other.first - cue.first) <= _SCOPE + 2 for other in clause.cues(line, "future"))


def _beside(line: Line, cue: Cue, body: tuple[int, int]) -> bool:
    gap = (body[1], cue.start) if cue.start >= body[1] else (cue.end, body[0])
    return len(line.words(*gap)) <= _BESIDE
