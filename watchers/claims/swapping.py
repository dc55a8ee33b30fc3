"""One model in the place of another: "has moved from X to Y", "in favour of X", "cancelled its order and will use X"."""

from collections.abc import Iterator
from dataclasses import replace

from watchers.claims.actors import Line, Role
from watchers.claims.binding import Frame, Said, sellers
from watchers.claims.entities import Bound
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.polarity import negated
from watchers.claims.stages import Staged
from watchers.claims.statements import stated
from watchers.claims.tenses import ahead
from watchers.claims.vendors import with_products

_FAR = 8


def goes_over(frame: Frame, told: Staged) -> Staged:
    """ "Cancelled its order for another firm's tutor and will use X": all that is named is what comes after the end."""
    line = frame.line
    if told.stage is not Stage.ENDED or told.cue.start < frame.span[1]:
        return told
    goods = frame.clause.names(line, Role.PRODUCT, Role.VENDOR)
    later = [cue for cue in frame.clause.cues(line, "adopt", "approve", "contract") if cue.first > told.cue.last]
    for cue in later if goods else ():
        led = [token.fold for token in line.tokens[max(told.cue.last + 1, cue.first - _LED) : cue.first + 1]]
        if (
            goods[0].start >= cue.end
            and not _AND.isdisjoint(led)
            and _OF_IT.isdisjoint(led)
            and not negated(line, frame.clause, cue)
        ):
            return replace(told, stage=Stage.APPROVED if ahead(line, frame.clause, cue) else Stage.ADOPTED, cue=cue)
    return told


_LED = 3
_AND = frozenset({"and", "then", "et", "puis"})
_OF_IT = frozenset({"qui", "which", "that", "who", "que", "dont"})
"""Behind "and" they go on with what is dropped: "l'outil que X avait livré et qui reposait sur Y"."""


def called_off(frame: Frame) -> bool:
    """ "Abandoned plans to replace X with Y", "has halted its move from X to Y": nothing is swapped, and no use of X ended."""
    line = frame.line
    for cue in frame.clause.cues(line, "favour"):
        ends = [one for one in frame.clause.cues(line, "end") if 0 < cue.first - one.last <= _UPON]
        ends = [one for one in ends if not negated(line, frame.clause, one)]
        dropped = bool(ends) and any(ends[-1].start < name.start < cue.start for name in line.named(Role.PRODUCT, Role.VENDOR))
        if ends and not dropped and line.tokens[cue.first - 1].fold in _TO_DO:
            return True
    return False


_UPON = 5
_TO_DO = frozenset({"to", "its", "their", "the", "a", "de", "sa", "son", "leur", "le", "la"})
"""Right before the word for the swap: "plans to replace", "its move from", "renonce à remplacer"."""


def swaps(frame: Frame, told: Staged) -> Iterator[Said]:
    """ "Has moved from X to Y": the first ends, the other takes its place, where that is done."""
    line = frame.line
    for cue in frame.clause.cues(line, "favour") if told.stage in _TAKEN else ():
        goods = line.named(Role.PRODUCT, Role.VENDOR)
        old = [name for name in goods if cue.start <= name.start < cue.end]
        new = [name for name in goods if name.start >= cue.end and len(line.words(cue.end, name.start)) <= _CLOSE][:2]
        if not (old and new) or {name.vendor for name in old} & {name.vendor for name in new}:
            continue
        for body, unlisted in frame.bodies:
            for bound in with_products(frame.scene, line, sellers(old)) if told.stage is Stage.ADOPTED else ():
                yield stated(frame, replace(told, stage=Stage.ENDED), bound, body, unlisted=unlisted)
            for bound in with_products(frame.scene, line, sellers(new[:1])):
                yield stated(frame, told, bound, body, unlisted=unlisted)
        return


_TAKEN = frozenset({Stage.ADOPTED, Stage.APPROVED})


def replacements(frame: Frame, told: Staged) -> tuple[Bound, ...]:
    """The vendor that takes the place of the one dropped: "in favour of X"."""
    line = frame.line
    cues = frame.clause.cues(line, "favour")
    if not cues and told.cue.start == _supplants(line, told.cue):
        before = [name for name in line.named(Role.PRODUCT) if name.end <= told.cue.start and frame.clause.holds(name.start)]
        return tuple(with_products(frame.scene, line, sellers(before[-1:])))
    behind = [name for name in line.named(Role.VENDOR, Role.PRODUCT) if cues and name.start >= cues[0].end]
    if behind and len(line.words(cues[0].end, behind[0].start)) > _FAR:
        return ()
    return tuple(with_products(frame.scene, line, sellers(behind)))


def _supplants(line: Line, cue: Cue) -> int:
    """Where the verb stands in "X has replaced Y", two products around it; -1 where it is none such."""
    row = line.named(Role.PRODUCT)
    before = [name for name in row if name.end <= cue.start]
    behind = [name for name in row if name.start >= cue.end]
    if not (before and behind) or not line.tokens[cue.first].fold.startswith(("remplac", "replac", "supplant", "detron")):
        return -1
    near = len(line.words(before[-1].end, cue.start)) <= _CLOSE and len(line.words(cue.end, behind[0].start)) <= _CLOSE
    return cue.start if near else -1


_CLOSE = 3
