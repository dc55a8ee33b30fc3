"""One statement about a body and a vendor's model, with who says so and from when until when it holds."""

from datetime import date

from watchers.claims.actors import Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import Frame, Said
from watchers.claims.dating import since, until
from watchers.claims.entities import Bound, Scene
from watchers.claims.model import Adoption, Attribution, Evidence, Stage
from watchers.claims.passages import PassageKind
from watchers.claims.stages import Staged


def stated(frame: Frame, told: Staged, bound: Bound, body: str, *, unlisted: bool) -> Said:
    """What ``told`` says of ``body`` and ``bound``, with its evidence."""
    line = frame.line
    begins = since(line, frame.clause, told.cue, told.stage, _day(frame.scene))
    claim = Adoption(
        vendor=bound.vendor,
        product=bound.product,
        agency=body,
        stage=told.stage,
        valid_from=begins,
        valid_until=until(line, frame.clause, told.stage, _day(frame.scene), begins),
        evidence=Evidence(
            quote=line.text,
            span=line.span,
            attribution=attribution(frame.scene, line, told.cue.start) or _by_itself(frame, told, body),
            hedged=told.hedged,
            unlisted=unlisted or bound.unlisted,
            corrects=line.kind is PassageKind.CORRECTION,
        ),
    )
    explicit = bool(frame.clause.names(line, Role.PRODUCT, Role.VENDOR))
    return Said(claim=claim, line=line, weight=2 * frame.named + explicit, weak=told.weak)


def _by_itself(frame: Frame, told: Staged, body: str) -> Attribution | None:
    """ "The office, it denies having tested X", "still runs X and says it sees no reason": its own word."""
    line = frame.line
    if frame.collective or frame.span[0] > told.cue.start or len(frame.bodies) > 1:
        return None
    for cue in frame.clause.cues(line, "say"):
        before = line.tokens[cue.first - 1].fold if cue.first else ""
        denies = told.stage is Stage.DENIED and cue.first == told.cue.first
        goes_on = cue.category == "say" and cue.start > told.cue.end and before in ("and", "et")
        others = [name for name in line.names if frame.span[1] <= name.start < cue.start and name.role in _SPEAKING]
        if (denies or goes_on) and not others and not line.quoted(cue.start):
            return Attribution(speaker=body)
    return None


_SPEAKING = frozenset({Role.PERSON, Role.AGENCY, Role.COMPANY})


def _day(scene: Scene) -> date | None:
    return scene.article.published.date() if scene.article.published else None
