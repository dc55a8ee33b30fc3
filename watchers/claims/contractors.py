"""A firm that the sentence brings in and that has to do with the project told just before: "The Leeds firm X runs the workshops".

Neither vendor nor body need stand in the sentence. What is done may be told by any verb, as long as its object is of the
project (its training, its servers, its budget) and the firm is no critic, rival, loser or earlier supplier.
"""

from watchers.claims.actors import Line, Name, Role
from watchers.claims.cutting import Clause
from watchers.claims.entities import Scene
from watchers.claims.firms import named_a_firm
from watchers.claims.labours import looks_on
from watchers.claims.lexicon import Cue
from watchers.claims.naming import Run

_BARS = (
    *("bar", "bar.of", "outside", "unlike", "watch", "loser", "not", "not.any", "hedge", "suppose", "former", "outsider"),
    *("misstated", "shuns", "say", "modal", "heir.of"),
)
_OPENS = 8
"""Words before the firm's name, what introduces it among them."""
_BACK = 3
"""Sentences back in which the body stands whose project it is."""


def contractor(scene: Scene, line: Line, clause: Clause) -> tuple[Cue, Name] | None:
    """The word of the project, and the firm that the clause brings in for it; ``None`` where there is none."""
    if not clause.cues(line, "project") or line.named(Role.VENDOR, Role.PRODUCT, Role.AGENCY) or not _project_before(scene, line):
        return None
    for name in clause.names(line, Role.COMPANY)[:1]:
        called = {cue.end for cue in line.cued("firm")}
        if any(cue.category != "outsider" or cue.end not in called for cue in clause.cues(line, *_BARS)):
            return None  # "la jeune entreprise X" is no private user
        cue = next((cue for cue in clause.cues(line, "project") if cue.start >= name.end), None)
        led = len(line.words(clause.start, name.start)) <= _OPENS
        if cue is not None and led and not line.quoted(name.start) and _brought_in(line, name) and not looks_on(line, name):
            return cue, name
    return None


def _brought_in(line: Line, name: Name) -> bool:
    """A noun for a kind of firm before it, or behind it in an aside: "la société X", "X, a Leeds consultancy,"."""
    places = [at for at, token in enumerate(line.tokens) if name.start <= token.start < name.end]
    if not places:
        return False
    run = Run(places[0], places[-1])
    apposed = [cue for cue in line.cued("firm") if 0 < cue.first - run.last <= _OPENS]
    beside = any(line.tokens[run.last + 1].fold in (",", "(", "–", "—") for _ in apposed[:1])
    return named_a_firm(line, run) or beside


def _project_before(scene: Scene, line: Line) -> bool:
    """One of the sentences just before names a body, or the article is about one alone."""
    near = scene.lines[max(0, line.index - _BACK) : line.index]
    return any(row.named(Role.AGENCY) for row in near) or len(scene.bodies) == 1
