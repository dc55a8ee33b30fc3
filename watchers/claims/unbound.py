"""Statements that were left because a word in them did not mean one body, or one vendor, alone: "It will use Llama" after two.

They are counted, so that an operator sees how much of what is told across sentences goes by.
"""

from collections.abc import Iterable, Iterator

from watchers.claims.actors import Line, Role
from watchers.claims.centre import centre, several_agree, takes_up
from watchers.claims.cutting import Clause, clauses
from watchers.claims.entities import Scene
from watchers.claims.joining import STAGES
from watchers.claims.model import Claim, Unbound
from watchers.claims.vendors import several_sellers

_WARES = (Role.VENDOR, Role.PRODUCT)


def unbound(scene: Scene, claims: Iterable[Claim]) -> tuple[Unbound, ...]:
    """One reason for each sentence that tells a stage of somebody who could not be told, in order of place."""
    if not scene.bodies or not scene.vendors:
        return ()
    told = {claim.evidence.span.start for claim in claims}
    lines = (line for line in scene.lines if line.cued(*STAGES) and not line.question and line.span.start not in told)
    return tuple(reason for line in lines for reason in list(_of_line(scene, line))[:1])


def _of_line(scene: Scene, line: Line) -> Iterator[Unbound]:
    for clause in clauses(line):
        if clause.cues(line, *STAGES) and not clause.cues(line, "suppose"):
            reason = _of_body(scene, line, clause) or _of_vendor(scene, line, clause)
            if reason is not None:
                yield reason


def _of_body(scene: Scene, line: Line, clause: Clause) -> Unbound | None:
    """The clause names what is used, and takes its user up by a word that fits no body or several."""
    if clause.names(line, Role.AGENCY, Role.PLACE) or not (clause.names(line, *_WARES) or clause.cues(line, "model", "ai")):
        return None
    if not takes_up(scene, line, clause) or centre(scene, line, clause) is not None:
        return None
    return Unbound.SEVERAL if several_agree(scene, line, clause) else Unbound.NOBODY


def _of_vendor(scene: Scene, line: Line, clause: Clause) -> Unbound | None:
    """The clause names the user, and takes the vendor up: "the company", "its models", "the pilot"."""
    if not clause.names(line, Role.AGENCY) or clause.names(line, *_WARES) or not clause.cues(line, "company", "model", "matter"):
        return None
    if several_sellers(scene, line):
        return Unbound.SEVERAL
    return None if scene.vendor_before(line) else Unbound.NOBODY
