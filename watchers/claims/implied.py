"""What takes a body up without a word for it: those who wait for its choice, the staff of who heads it, "celle-ci"."""

from collections.abc import Iterator
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.agreeing import of_gender
from watchers.claims.binding import is_collective
from watchers.claims.cutting import Clause
from watchers.claims.entities import Scene
from watchers.claims.lexicon import Cue
from watchers.claims.tokens import Token

_NEXT = 2
_LEAD = 9
_OWNED = 3
_BACK = 12
"""Lines back among which the body meant is looked for."""


def latter_body(scene: Scene, line: Line, clause: Clause) -> Token | None:
    """ "La douane dépend de l'Urssaf. Celle-ci a acheté X": the body named last, where it is the last that was named."""
    first = next((token for token in line.words(clause.start, clause.end) if token.word), None)
    gender = _LATTER.get(first.fold) if first is not None else None
    if first is None or gender is None or not line.index or clause.start != line.span.start:
        return None
    named = scene.lines[line.index - 1].names
    last = named[-1] if named else None
    if last is None or last.role is not Role.AGENCY or is_collective(last) or not of_gender(last, gender):
        return None
    return first


_LATTER = {"celui-ci": "il", "celle-ci": "elle"}


def of_its_head(scene: Scene, line: Line, clause: Clause) -> list[Cue]:
    """ "The office is run by Ann Cole. … Ms. Cole's engineers are testing X": the staff of who heads the last body."""
    if line.lang != "en":
        return []
    row = [token for token in line.words(clause.start, clause.end)[:_LEAD] if token.word]
    row = row[1:] if row and row[0].fold in _MISTER else row
    if len(row) < _OWNED or not row[0].upper or row[1].fold != "'s":
        return []
    staff = next((cue for cue in clause.cues(line, "figure.staff") if row[1].end <= cue.start <= row[-1].start), None)
    if staff is None or len(line.words(row[1].end, staff.start)) > _OWNED or clause.names(line, Role.AGENCY):
        return []
    for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
        bodies = earlier.named(Role.AGENCY)
        if bodies:
            known = _named_whole(earlier, row[0].fold)
            heads = any(_beside(earlier, bodies[0], *span) for span in _ruling(earlier))
            return (
                [staff] if known and heads and len({name.name for name in bodies}) == 1 and not is_collective(bodies[0]) else []
            )
    return []


def _ruling(line: Line) -> Iterator[tuple[int, int]]:
    yield from ((cue.start, cue.end) for cue in line.cued("title"))
    yield from ((token.start, token.end) for token in line.tokens if token.fold in _RUNS)


def _beside(line: Line, body: Name, start: int, end: int) -> bool:
    """ "The chief of the office", "the office is run by": no other house can be meant."""
    gap = (end, body.start) if end <= body.start else (body.end, start)
    return gap[0] <= gap[1] and len(line.words(*gap)) <= _OWNED


def _named_whole(line: Line, surname: str) -> bool:
    """The surname stands behind another capital, and in no body's name."""
    return any(
        other.fold == surname and one.upper and other.upper and not _of_a_body(line, other)
        for one, other in pairwise(line.tokens)
    )


_MISTER = frozenset({"mr", "ms", "mrs", "dr", "prof", "gen", "col", "sir", "chief", "mayor", "sheriff", "director"})
_RUNS = frozenset({"runs", "run", "heads", "headed", "leads", "led", "chairs", "directs", "oversees"})


def _of_a_body(line: Line, token: Token) -> bool:
    name = line.name_at(token.start)
    return name is not None and name.role is Role.AGENCY


def contest(scene: Scene, line: Line, clause: Clause) -> Cue | None:
    """ "Three suppliers remain in the running: A, B and C", "Restent en lice A et B": the one told of chooses."""
    race = next((cue for cue in clause.cues(line, "explore") if contested(line, cue)), None)
    if race is None or line.quoted(race.start) or line.holds(_AMONG) or not clause.names(line, Role.VENDOR, Role.PRODUCT):
        return None
    rows = scene.lines[max(0, line.index - _NEXT) : line.index + 1]
    if any(row.holds(_PRIZES) for row in rows) or not any(row.holds(_CHOOSES) or row.cued("yet") for row in rows):
        return None
    return race


def contested(line: Line, cue: Cue) -> bool:
    """Whether a cue tells of those among whom somebody chooses."""
    return any(token.fold in _CONTEST for token in line.tokens[cue.first : cue.last + 1])


_AMONG = frozenset({"among", "parmi"})
_PRIZE_WORDS = """
    prix prize prizes nobel concours award awards rachat reprise fusion merger takeover acquisition stake half race contest medal
    nominees trophy trophee election
"""
_PRIZES = frozenset(_PRIZE_WORDS.split())
"""What else there are finalists for."""
_CHOICE_WORDS = """
    suppliers supplier vendors vendor bidders bidder bids bid candidates tender tenders tool tools assistant chatbot system decide
    decides decided choose chooses choice chosen pick contract replace replaces replacing call companies offers proposals
    editeurs editeur fournisseurs candidats candidat soumissionnaires offres appel marche outil outils assistant choisira choisir
    choix tranche tranchera decidera remplace remplacer societes offre consultation
"""
_CHOOSES = frozenset(_CHOICE_WORDS.split())
_CONTEST_WORDS = "lice running contention shortlist shortlisted finalist finalists finaliste finalistes"
_CONTEST = frozenset(_CONTEST_WORDS.split())
