"""Whether a clause has a subject of its own, and whether a body was the subject just before it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.belonging import BELONGING_ENGLISH, BELONGING_FRENCH
from watchers.claims.binding import is_collective
from watchers.claims.closed import THE
from watchers.claims.cutting import Clause
from watchers.claims.entities import Scene
from watchers.claims.joining import distance
from watchers.claims.lexicon import Cue
from watchers.claims.people import local_staff
from watchers.claims.pronouns import LINKS
from watchers.claims.tokens import Token
from watchers.claims.voice import passive

_NEXT = 2
_FIRST_PERSON = frozenset({"we", "i", "our", "nous", "on", "je"})


def close_by(scene: Scene, line: Line, clause: Clause) -> bool:
    """A body was the subject just before: in an earlier clause, or as the first actor of the sentence before."""
    if any(name.end <= clause.start and not is_collective(name) for name in line.named(Role.AGENCY)):
        return True
    if any(cue.end <= clause.start and not line.quoted(cue.start) for cue in line.cued("body")):
        return True
    for earlier in reversed(scene.lines[max(0, line.index - _NEXT) : line.index]):
        actors = earlier.named(Role.AGENCY, Role.VENDOR, Role.COMPANY, Role.PRODUCT)
        told = not actors and opening_noun(earlier) is not None
        if told or (earlier.passage == line.passage and land(earlier) is not None):
            return True
        if not actors and earlier.lang == "en" and _taken_up_first(earlier):
            return True
        if actors and not _goes_on_with(earlier, actors[0]):
            return actors[0].role is Role.AGENCY and not is_collective(actors[0])
    return False


def _taken_up_first(line: Line) -> bool:
    """ "In hospitals, meanwhile, the agency is testing a scribe": a noun for a body is the subject of the sentence."""
    heads = [cue for cue in line.cued("body") if len(line.words(line.span.start, cue.start)) <= _HEAD]
    heads = [cue for cue in heads if not line.quoted(cue.start)]
    behind = [token.fold for token in line.behind(heads[0].end, 1)] if heads else []
    others = line.named(Role.PERSON, Role.PLACE)
    return bool(heads) and behind not in (["'s"], ["'"]) and not any(name.start < heads[0].start for name in others)


_HEAD = 6


def opening_noun(line: Line) -> str | None:
    """ "La banque centrale n'en reste pas là. Elle …": the word for a body that opens a sentence in which nobody is named."""
    first = next(iter(line.cued("body")), None)
    opens = first is not None and first.first == 0 and not line.quoted(first.start) and line.lang == "fr"
    at = 1 if first is not None and first.last else 0
    return line.tokens[at].fold if opens else None


def land(line: Line) -> Name | None:
    """ "Iceland has a history with the technology. In 2023 it …": the state that opens a sentence, as its government."""
    first = next(iter(line.named(Role.PLACE)), None)
    entity = first.entity if first is not None else None
    if first is None or entity is None or not entity.actor or entity.category not in ("country", "state"):
        return None
    ahead = [token.fold for token in line.words(line.span.start, first.start) if token.word]
    behind = [token.fold for token in line.behind(first.end, 1)]
    if not THE.issuperset(ahead) or behind in (["'s"], ["'"], ["-"], [","]) or line.named(Role.AGENCY):
        return None
    return replace(first, name=entity.actor)


def _goes_on_with(line: Line, name: Name) -> bool:
    """ "Elle n'a ni acheté ni essayé X": the sentence itself opens with a pronoun, and what it names is its object."""
    first = next((token for token in line.tokens if token.word), None)
    if first is not None and line.lang == "fr" and first.fold not in _ELLE:
        first = next((other for one, other in pairwise(line.tokens[:_HEAD]) if one.fold == ","), first)  # "L'an dernier, elle …"
    return first is not None and first.fold in _ELLE and name.role in _THINGS and first.start < name.start


_ELLE = frozenset({"elle", "elles"})
_THINGS = frozenset({Role.PRODUCT, Role.VENDOR})


def own_subject(line: Line, clause: Clause, cue: Cue) -> bool:
    """The clause has a subject that is no body in mind: "we", a company, a place, or capitals that nobody knows."""
    if local_staff(line, clause):
        return True
    if passive(line, cue) or clause.cues(line, "matter") or dealt(line, clause, cue):
        return False
    ahead = line.words(clause.start, cue.start)
    if _stranger(line, ahead) or _of_a_nation(line, ahead):
        return True
    if any(token.fold in _FIRST_PERSON for token in ahead):
        return True
    actors = [name for name in line.named(Role.COMPANY, Role.VENDOR, Role.PERSON) if clause.start <= name.start < cue.start]
    if actors and distance(line, (actors[-1].start, actors[-1].end), (cue.start, cue.end)) <= _NEXT:
        return True
    known = [(name.start, name.end) for name in line.names]
    strange = [token.upper and token.word and not any(start <= token.start < end for start, end in known) for token in ahead]
    return any(one and other for one, other in pairwise(strange)) or any(
        token.fold in ("in", "at", "a", "en") and token.upper for token in ahead[:1]
    )


def _of_a_nation(line: Line, ahead: Sequence[Token]) -> bool:
    """ "La justice néerlandaise a …", "Dutch courts have …": a subject of its own, with the nation that it belongs to."""
    row = [token for token in ahead if token.word][:3]
    if line.lang == "en":
        return len(row) > 1 and row[0].upper and row[0].fold in BELONGING_ENGLISH
    return len(row) > _NEXT and row[0].fold in THE and not row[1].upper and row[2].fold in BELONGING_FRENCH


def _stranger(line: Line, ahead: Sequence[Token]) -> bool:
    """ "Xenolinx, the regional transit agency, has …": an unknown capital opens the clause, who it is stands behind."""
    row = [token for token in ahead if token.fold not in LINKS]
    told = (
        len(row) > 2 and row[0].upper and row[1].fold == "," and row[2].fold in ("the", "a", "an", "la", "le", "l'", "un", "une")
    )
    known = [name.role for name in line.names if name.start <= row[0].start < name.end] if told else []
    return told and not {Role.AGENCY, Role.PRODUCT, Role.PLACE}.intersection(known)


def dealt(line: Line, clause: Clause, end: Cue) -> bool:
    """ "Talks with X broke off", "a pilot of X's model ended": what ends is a deal that opens the clause, X stands inside it."""
    row = [token for token in line.words(clause.start, end.start) if token.word]
    opening = {token.start for token in row[: _NEXT + 1]}
    return any(
        line.tokens[cue.last].start in opening
        and any(line.tokens[at].fold in _WITH for at in range(cue.last, min(cue.last + 2, len(line.tokens))))
        for cue in clause.cues(line, "explore", "explore.with", "matter", "contract", "approve.deal")
    )


_WITH = frozenset({"with", "of", "avec", "de", "d'", "du"})
