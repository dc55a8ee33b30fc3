"""One product in the place of another, told of the products: "X has taken over from Y", "X gave way to Y", "to X from Y"."""

from dataclasses import replace

from watchers.claims.actors import Name, Role
from watchers.claims.binding import Frame, Said, sellers
from watchers.claims.fitting import fits
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.polarity import hypothetical, negated
from watchers.claims.stages import told
from watchers.claims.statements import stated
from watchers.claims.tenses import ahead
from watchers.claims.vendors import with_products


def supplanted(frame: Frame) -> tuple[Said, ...]:
    """ "X has taken over from Y", "X gave way to Y", "has switched to X from Y": what comes, and what it ends."""
    line, clause = frame.line, frame.clause
    for cue in clause.cues(line, "supplant.first", "supplant.last", "supplant.within"):
        new, old = _parties(frame, cue)
        if not (new and old) or new[0].vendor == old[0].vendor or all(one.role is Role.VENDOR for one in (*new, *old)):
            continue
        planned = ahead(line, clause, cue)
        comes = told(line, clause, cue, Stage.APPROVED if planned else Stage.ADOPTED)
        if not fits(frame, comes) or negated(line, clause, cue) or _only_thought_of(frame, cue) or _speaks(frame, cue):
            continue
        rows = [(comes, new)] if planned else [(comes, new), (replace(comes, stage=Stage.ENDED), old)]
        return tuple(
            stated(frame, one, bound, body, unlisted=unlisted)
            for body, unlisted in frame.bodies
            for one, names in rows
            for bound in with_products(frame.scene, line, sellers(names))
        )
    return ()


def _only_thought_of(frame: Frame, cue: Cue) -> bool:
    """ "Could take over from X", "is considering switching to X from Y", "would switch to X from Y if …"."""
    thought = any(one.last < cue.first for one in frame.clause.cues(frame.line, "explore", "able", "modal", "wish", "ought"))
    return thought or hypothetical(frame.line, frame.clause.start, cue)


def _parties(frame: Frame, cue: Cue) -> tuple[list[Name], list[Name]]:
    """What comes and what goes."""
    goods = frame.clause.names(frame.line, Role.PRODUCT, Role.VENDOR)
    ahead_of = [name for name in goods if name.end <= cue.start and len(frame.line.words(name.end, cue.start)) <= _FAR][-1:]
    within = [name for name in goods if cue.start <= name.start < cue.end][:1]
    behind = [name for name in goods if name.start >= cue.end and len(frame.line.words(cue.end, name.start)) <= _CLOSE][:1]
    if cue.category == "supplant.within":
        return within, behind
    return (ahead_of, behind) if cue.category == "supplant.first" else (behind, ahead_of)


def _speaks(frame: Frame, cue: Cue) -> bool:
    """ "X has taken over from Y, the ministry said": the body tells of others."""
    said = frame.clause.cues(frame.line, "say")
    return any(frame.span[0] > cue.end and 0 <= one.start - frame.span[1] <= 1 for one in said)


_FAR, _CLOSE = 8, 3
"""Words between the verb and what comes, and between it and what goes."""
