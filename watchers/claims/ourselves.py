"""The body that speaks as "we", "our staff", "chez nous": the house of whoever is quoted, or of the one interviewed."""

from watchers.claims.actors import Line, Name, Role
from watchers.claims.agreeing import called
from watchers.claims.attribution import attribution
from watchers.claims.binding import Frame, is_collective
from watchers.claims.closed import THEIR
from watchers.claims.cutting import Clause
from watchers.claims.entities import Scene
from watchers.claims.joining import distance
from watchers.claims.lexicon import Cue
from watchers.claims.speakers import spoken_for
from watchers.claims.tokens import Token

WE = frozenset({"we", "we've", "we're", "nous"})
_OUR = frozenset({"our", "notre", "nos"})
_OWN_WORDS = """
    teams team office offices department desk desks servers machines side branch division building site sites helpline line
    equipes equipe services service bureaux bureau serveurs machines centre centres direction directions agence agences standard
"""
_OWN = frozenset(_OWN_WORDS.split())
_APART = 3
"""Words between "its" and a title: "its deputy chief operations director"."""
_HEAD = 4
"""Sentences that bring in the one interviewed."""
_ON = frozenset({"on"})
"""Spoken French for "we"."""
_OURSELVES = WE | _OUR | _ON | {"us"}
_NEAR = 5
"""Words between a title and the person who bears it."""


def we(scene: Scene, line: Line, clause: Clause) -> list[Frame]:
    """ "We", "our staff", "chez nous" in a quotation or an answer: the body that the speaker works for, or is."""
    if not line.holds(_OURSELVES | _NOBODY) and not any(line.quoted(cue.start) for cue in line.cued("body")):
        return []
    own = WE | _ON if line.lang == "fr" else WE
    asked = line.passage in scene.answers
    ours = [token for token in line.tokens if token.fold in _OURSELVES and token.start < clause.end]
    told = [token for token in ours if token.fold in own or _our_own(line, token)]
    told = [token for token in told if asked or line.quoted(token.start)]
    told = [token for token in told if clause.holds(token.start)] or told[-1:] or _house(line, clause)
    if not told:
        return []
    credit = attribution(scene, line, told[0].start)
    houses = [house for house in (credit.employer, credit.speaker) if house in scene.bodies] if credit else []
    if not houses and (credit is None or (credit.employer is None and credit.speaker not in scene.vendors)):
        houses = [name.name for name in _houses(scene, line, credit.speaker if credit else None)]
    if not houses:
        return []
    span = (told[0].start, told[0].end)
    bodies = ((houses[0], scene.bodies[houses[0]]),)
    return [Frame(scene=scene, line=line, clause=clause, bodies=bodies, span=span, named=True)]


def _house(line: Line, clause: Clause) -> list[Token]:
    """ "Nobody here uses X", "Le ministère n'a jamais acheté X", in a quotation: the speaker tells of the house as of another."""
    row = [token for token in line.words(clause.start, clause.end) if token.word][:_OPENS]
    if not row or not line.quoted(row[-1].start):
        return []
    none = next((token for token in row[:2] if token.fold in _NOBODY), None)
    ahead = line.words(clause.start, clause.end)[:_NEAR]
    if none is not None:
        staff = {cue.start for cue in clause.cues(line, "body", "figure.staff")}
        own = any(token.fold in _HERE or token.fold in _PARTS or token.start in staff for token in ahead)
        return [none] if own else []
    nouns = [line.tokens[cue.last].fold for cue in clause.cues(line, "body") if cue.start <= row[0].start]
    named = [name for name in line.named(Role.AGENCY) if not line.quoted(name.start)]
    return row[:1] if nouns and any(called(name, nouns[0]) for name in named) else []


_OPENS = 3
_NOBODY = frozenset({"nobody", "none", "no", "aucun", "aucune", "personne", "nul", "nulle"})
_HERE = frozenset({"here", "ici", "chez", "our", "nos", "us"})
_PARTS = frozenset({"service", "services", "ministere", "direction", "equipe", "unit", "units", "department", "office", "agency"})
"""Behind "no" and "aucun" these are of the house that speaks."""


def _our_own(line: Line, token: Token) -> bool:
    """ "Our clerks", "nos équipes", "at our office": the speaker's own, and not "our partners"; "for us"."""
    if token.fold in _OUR:
        behind = line.words(token.end, line.span.end)[:_APART]
        staff = {cue.start for cue in line.cued("figure.staff")}
        return any(one.fold in _OWN or one.start in staff for one in behind)
    before = line.words(line.span.start, token.start)[-1:]
    return token.fold == "us" and not token.upper and bool(before) and before[0].fold in ("at", "for", "by", "with")


def _houses(scene: Scene, line: Line, speaker: str | None) -> list[Name]:
    """The body of one whose employer no sentence names: of an interview its first, else what "its" takes up."""
    if line.passage in scene.answers:
        first = [name for earlier in scene.lines[:_HEAD] for name in earlier.named(Role.AGENCY) if not is_collective(name)]
        return [scene.host] if scene.host is not None else first[:1]
    for earlier in scene.lines[: line.index + 1]:
        people = [name for name in earlier.named(Role.PERSON) if name.name == speaker]
        if people:
            owned = any(_its_head(earlier, cue, people[0]) for cue in earlier.cued("title", "spokes"))
            before = spoken_for(scene, earlier) if owned else None
            return [before] if before is not None else []
    return []


def _its_head(line: Line, title: Cue, person: Name) -> bool:
    """ "Jane Roe, its operations director", "leur représentant, Jean Roux": whose head it is, was told before."""
    before = {token.fold for token in line.tokens[max(0, title.first - _APART) : title.first]}
    return bool(before & THEIR) and distance(line, (title.start, title.end), (person.start, person.end)) <= _NEAR
