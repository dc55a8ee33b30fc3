"""A question, and the answer in the next sentence: "Does the office use X? No", "Asked whether …: « We do not »".

What is asked claims nothing. A plain no to it denies it, for the body that the question named or took up, unless the article says
more of it elsewhere; a plain yes says it.
"""

from collections.abc import Iterator
from dataclasses import replace

from watchers.claims.actors import Line, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import Said
from watchers.claims.cutting import clauses
from watchers.claims.disputing import disclaims
from watchers.claims.entities import Scene
from watchers.claims.frames import frames
from watchers.claims.model import Adoption, Attribution, Evidence, Stage
from watchers.claims.stages import Staged, staged
from watchers.claims.vendors import vendors

_HEAD = 2
"""Words at the head of an answer, or of the quotation in it, among which the yes or no stands."""
_SAYS = frozenset({Stage.EXPLORING, Stage.APPROVED, Stage.ADOPTED, Stage.CONTRACTED})


def answers(scene: Scene, line: Line) -> Iterator[Said]:
    """What ``line`` says of the question in the sentence before it."""
    if line.question or not line.has("falsity", "refusal", "assent", "hearsay", "disputes"):
        return
    false = _plain(line, "falsity") or (not line.named(Role.VENDOR, Role.PRODUCT) and disclaims(line))
    refused = false or _plain(line, "refusal")
    if not (refused or _plain(line, "assent")):
        return
    asked = _before(scene, line, false=false)
    if asked is None:
        return
    credit = attribution(scene, line, line.quotes[0].start if line.quotes else line.span.start)
    evidence = Evidence(quote=line.text, span=line.span, attribution=credit)
    for claim in _asked(scene, asked):
        stage = _answered(claim.stage, refused=refused, still=bool(asked.cued("still")))
        if stage is not None:
            own = replace(evidence, unlisted=claim.evidence.unlisted, attribution=credit or _by_itself(line, claim.agency))
            yield Said(claim=replace(claim, stage=stage, evidence=own), line=line, weight=1, weak=refused and not false)


def _by_itself(line: Line, body: str) -> Attribution | None:
    """ "The bureau dismissed the report": whoever disputes it in the body's name is the body."""
    named = {name.name for name in line.named(Role.AGENCY)}
    own = body in named if named else bool(line.cued("body"))
    return Attribution(speaker=body) if own and line.has("disputes", "called", "untrue") else None


def _before(scene: Scene, line: Line, *, false: bool) -> Line | None:
    """The question that ``line`` answers, its own or the sentence before; a report that it calls false."""
    if line.quotes and any(cue.end <= line.quotes[0].start for cue in line.cued("asking")):
        return line
    before = scene.lines[line.index - 1] if line.index else None
    if before is None:
        return None
    asks = before.question or bool(before.cued("asking", "misstated"))
    return before if asks or (false and bool(before.cued("say", "per", "misstated", "report", "account"))) else None


def _answered(stage: Stage, *, refused: bool, still: bool) -> Stage | None:
    """ "No" to a use is a denial, to one that still goes on an end; "yes" is what was asked."""
    if stage not in _SAYS:
        return None
    if not refused:
        return stage
    return Stage.ENDED if still else Stage.DENIED


def _plain(line: Line, category: str) -> bool:
    """The yes or no stands at the head of the line, or of what is quoted in it."""
    heads = [line.span.start, *(quote.start for quote in line.quotes)]
    return any(
        len([token for token in line.words(head, cue.start) if token.word]) < _HEAD
        for cue in line.cued(category)
        for head in heads
        if head <= cue.start
    )


def _asked(scene: Scene, line: Line) -> Iterator[Adoption]:
    """What the question would claim if it were none."""
    for clause in clauses(line):
        for frame in frames(scene, line, clause):
            told: Staged | None = staged(frame)
            for bound in vendors(frame, told.cue) if told else ():
                for body, unlisted in frame.bodies:
                    evidence = Evidence(quote=line.text, span=line.span, unlisted=unlisted or bound.unlisted)
                    yield Adoption(
                        vendor=bound.vendor,
                        product=bound.product,
                        agency=body,
                        stage=told.stage if told else Stage.ADOPTED,
                        evidence=evidence,
                    )
