"""Statements that go on with the one before: "X received one of the same size", "the order comes to $4.9 million"."""

from collections.abc import Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.attribution import attribution
from watchers.claims.beaten import beaten
from watchers.claims.binding import Said, is_collective, sellers
from watchers.claims.entities import Scene
from watchers.claims.joining import groups
from watchers.claims.lexicon import Cue
from watchers.claims.model import Adoption, Evidence, Stage
from watchers.claims.stages import MONEY


def same_again(scene: Scene, line: Line, earlier: Sequence[Said]) -> list[Said]:
    """ "X received one of the same size": another vendor, the body and the stage of the statement just before."""
    cues = [cue for cue in line.cued("likewise") if not line.named(Role.AGENCY)]
    bounds = list(sellers([name for name in line.named(Role.VENDOR, Role.PRODUCT) if not beaten(line, name)])) if cues else []
    far = not earlier or line.index - earlier[-1].line.index > _FOLLOWS
    if not bounds or (far and not _deals_of_one(line, cues, earlier)):
        return []
    last = earlier[-1].claim
    if not isinstance(last, Adoption) or last.stage.rung is None:
        return []
    bodies = _governments(line, cues[0]) or [last.agency]
    credit = attribution(scene, line, cues[0].start)
    evidence = Evidence(quote=line.text, span=line.span, attribution=credit, unlisted=last.evidence.unlisted)
    claims = [
        Adoption(vendor=bound.vendor, product=bound.product, agency=body, stage=last.stage, evidence=evidence)
        for body in bodies
        for bound in bounds
    ]
    return [Said(claim=claim, line=line, weight=1) for claim in claims]


def _governments(line: Line, likewise: Cue) -> list[str]:
    """ "Indiana and Wisconsin have similar agreements with X": the states that lead have them, and not the body before."""
    ahead = [name for name in line.named(Role.PLACE) if name.end <= likewise.start and name.entity and name.entity.actor]
    opens = bool(ahead) and not any(token.word for token in line.words(line.span.start, ahead[0].start))
    return [name.entity.actor for name in ahead if name.entity and name.entity.actor] if opens else []


def _deals_of_one(line: Line, cues: Sequence[Cue], earlier: Sequence[Said]) -> bool:
    """ "A similar agreement with Y", far behind: what it resembles is the story's, where that is of one body alone."""
    told = {said.claim.agency for said in earlier if isinstance(said.claim, Adoption)}
    return len(told) == 1 and any(token.fold in _LIKE for cue in cues for token in line.words(cue.start, cue.end))


_LIKE_WORDS = "similar identical comparable similaire similaires identique identiques comparables semblable semblables"
_LIKE = frozenset(_LIKE_WORDS.split())


def costed(scene: Scene, line: Line, earlier: Sequence[Said]) -> list[Said]:
    """ "The order comes to $4.9 million", behind what a body does with a model: it is under contract."""
    last = earlier[-1] if earlier else None
    cues = line.cued("order")
    if last is None or not cues or cues[0].first > _OPENING or line.index - last.line.index > _FOLLOWS:
        return []
    claim = last.claim
    if not isinstance(claim, Adoption) or claim.stage not in _BOUGHT or not any(sign in line.text for sign in MONEY):
        return []
    pair = (claim.agency, claim.vendor)
    names = [name for row in scene.lines[last.line.index + 1 : line.index + 1] for name in row.names]
    if any(name.role is not Role.PLACE and name.name not in pair and name.vendor not in pair for name in names):
        return []
    credit = attribution(scene, line, cues[0].start)
    evidence = Evidence(quote=line.text, span=line.span, attribution=credit, unlisted=claim.evidence.unlisted)
    return [
        Said(
            claim=replace(claim, stage=Stage.CONTRACTED, valid_from=None, valid_until=None, evidence=evidence),
            line=line,
            weight=0,
        )
    ]


_OPENING = 2
_BOUGHT = frozenset({Stage.APPROVED, Stage.ADOPTED})
_FOLLOWS = 3


def so_too(scene: Scene, line: Line, earlier: Sequence[Said]) -> list[Said]:
    """ "So does B", "B does too", « B aussi. » right behind what another body does: all of that of B, and nothing else."""
    if not earlier or line.index - earlier[-1].line.index != 1 or not line.holds(_SO_TOO):
        return []
    bodies = [name for name in line.named(Role.AGENCY) if not is_collective(name)]
    if not bodies or line.named(Role.VENDOR, Role.PRODUCT, Role.PERSON):
        return []
    group = groups(line, bodies)[0]
    denies = _says_so(line, group)
    if denies is None:
        return []
    credit = attribution(scene, line, group[0].start)
    found = []
    for claim in [said.claim for said in earlier if said.line.index == earlier[-1].line.index]:
        for name in group:
            if isinstance(claim, Adoption) and (claim.stage is Stage.DENIED) == denies and name.name != claim.agency:
                unlisted = name.unlisted or claim.evidence.unlisted
                evidence = Evidence(quote=line.text, span=line.span, attribution=credit, unlisted=unlisted)
                same = replace(claim, agency=name.name, valid_from=None, valid_until=None, evidence=evidence)
                found.append(Said(claim=same, line=line, weight=1))
    return found


def _says_so(line: Line, group: Sequence[Name]) -> bool | None:
    """Whether the sentence is "neither does B" and no more; ``False`` for "so does B" and "B does too"; else ``None``."""
    ahead = [token.fold for token in line.words(line.span.start, group[0].start) if token.word and token.fold not in _THE]
    behind = [token.fold for token in line.behind(group[-1].end, _SOON) if token.word]
    if ahead[:1] != [] and ahead[0] in _SO and ahead[1:] != [] and _DO.issuperset(ahead[1:]) and not behind:
        return ahead[0] != "so"
    too = not ahead and behind[-1:] != [] and behind[-1] in _TOO and _DO.issuperset(behind[:-1])
    return False if too else None


_SOON = 8
_SO = frozenset({"so", "neither", "nor"})
_TOO = frozenset({"too", "likewise", "aussi", "egalement"})
_SO_TOO = _SO | _TOO
_DO = frozenset({"do", "does", "did", "has", "have", "had", "is", "are", "was", "were", "will", "can"})
_THE = frozenset({"the", "la", "le", "l'", "les", "and", "et"})
