"""What a body says of its own work with a product: "The office confirmed that X had been sorting its mail".

Not all that a body says is its own: it counts pupils, firms and citizens too. Its own is what its staff do with the product, what
the product does on something that is "its", and, where the word is one of admitting, any clerk's work that the product does.
"""

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Frame
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import reports

_HELPERS_WORDS = """
    has have had been is are was were being now already also still since quietly that about around some roughly nearly almost more
    than over most all its their the of every each
"""
_HELPERS = frozenset(_HELPERS_WORDS.split())
_OWN = frozenset({"its", "their", "our"})
_ADMITS = ("confirm", "admit", "acknowledg", "disclos", "conced", "reveal")
_NEAR = 5
_TAIL = 6
_PEOPLE_WORDS = "teachers students pupils people users members academics faculty scholars doctors nurses lawyers reporters"
_PEOPLE = frozenset(_PEOPLE_WORDS.split())
"""Of the words for staff those that more often mean people whom a ministry only speaks of."""


def avowed(frame: Frame, name: Name) -> tuple[int, int] | None:
    """The stretch between body and product where the body says so of itself; ``None`` where it does not."""
    line, clause, body = frame.line, frame.clause, frame.span
    if line.lang != "en" or not frame.named or line.quoted(name.start):
        return None
    if name.start >= body[1]:
        said = next((cue for cue in clause.cues(line, "say") if body[1] <= cue.start < name.start and reports(line, cue)), None)
        if said is None or len(line.words(body[1], said.start)) > 1 or _others(line, name, body[1]):
            return None
        return (said.end, name.start) if _staff(line, said.end, name.start) or _toils(line, name, said) else None
    said = next((cue for cue in clause.cues(line, "say") if cue.start >= body[1]), None)
    if said is None or len(line.words(body[1], said.start)) > 1 or "," not in _last(line, body[0]):
        return None
    if _others(line, name, clause.start, body[0]) or len(line.words(said.end, clause.end)) > _TAIL:
        return None
    led = _staff(line, clause.start, name.start)
    return (clause.start, name.start) if led or _toils(line, name, said) else None


def _last(line: Line, place: int) -> list[str]:
    return [token.fold for token in line.before(place, 2)]


def _others(line: Line, name: Name, start: int, end: int | None = None) -> bool:
    """Somebody else acts in that stretch: no maker of the product, and no place."""
    stop = line.span.end if end is None else end
    return any(
        start <= one.start < stop and one.vendor != name.vendor and one.role is not Role.PLACE
        for one in line.names
        if one is not name
    )


def _staff(line: Line, start: int, end: int) -> bool:
    """The statement begins with the body's people, who do a clerk's work: "about 400 clerks now draft letters with X"."""
    chores = [cue for cue in line.cued("chore") if start <= cue.start < end]
    for cue in line.cued("figure.staff"):
        before = [token.fold for token in line.words(start, cue.start)]
        if start <= cue.start < end and all(fold in _HELPERS or fold[:1].isdigit() or fold == "," for fold in before):
            own = bool(_OWN.intersection(before)) or line.tokens[cue.last].fold not in _PEOPLE
            return own and any(cue.last < chore.first <= cue.last + _NEAR for chore in chores)
    return False


def _toils(line: Line, name: Name, said: Cue) -> bool:
    """The product does a clerk's work: on what is "its", or told by one who admits it."""
    row = line.words(name.end, line.span.end)
    at = 0
    while at < len(row) and row[at].fold in _HELPERS:
        at += 1
    if at >= len(row) or at > _NEAR or not any(cue.start == row[at].start for cue in line.cued("chore")):
        return False
    admits = line.tokens[said.first].fold.startswith(_ADMITS)
    return admits or bool(_OWN.intersection(token.fold for token in row[at + 1 : at + 1 + _NEAR]))
