"""The words of a clause that may take up a body named before it.

A noun that it may be called by ("the agency"), a possessive before its staff ("its clerks"), a pronoun at the head of the clause,
a word for the trial or deal told before, a passive without an agent, an end of something.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchers.claims.actors import Line, Role
from watchers.claims.binding import is_collective
from watchers.claims.closed import IN
from watchers.claims.cutting import Clause
from watchers.claims.entities import Scene
from watchers.claims.gazetteer import CITY
from watchers.claims.implied import contest, latter_body, of_its_head
from watchers.claims.joining import STAGES
from watchers.claims.lexicon import Cue
from watchers.claims.people import COUNTING, OF_A_PLACE, RULES, SEATS, SITES, behind_place, team
from watchers.claims.pronouns import LINKS, PLURAL, possessive, pronoun
from watchers.claims.subjects import close_by, dealt, own_subject
from watchers.claims.tokens import Token, fold
from watchers.claims.voice import agent, passive
from watchers.claims.wares import apposed, at_its, built, equips, there, trial_of

_NEXT = 2
_LEAD = 9
_OWNED = 3
BACK = 12
"""Lines back among which the body meant is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The word that takes a body up."""

    start: int
    noun: str | None = None
    """Folded, where it is one that tells the kind of body."""
    plural: bool = False
    pronoun: str = ""
    """Folded, where it is one."""


def marks(scene: Scene, line: Line, clause: Clause) -> Iterator[Mark]:
    """Each word of the clause that may take a body up, the surest first."""
    nouns = [cue for cue in clause.cues(line, "body", "likewise") if not line.quoted(cue.start) and not _another(line, cue)]
    aimed = {cue.last for cue in line.cued("told")} if nouns else set[int]()
    nouns = [cue for cue in nouns if not aimed.intersection((cue.first, cue.first - 1))]  # "the chief told the council"
    nouns = (
        []
        if nouns and elsewhere(scene, line, clause)
        else [cue for cue in nouns if not (_beside(line, clause, cue) or _of_its_land(line, cue) or _proper(line, cue))]
    )
    nouns = [cue for cue in nouns if not (line.lang == "fr" and _same_aside(line, cue))] if nouns else nouns
    if nouns:
        told = nouns[0].category == "body"
        yield Mark(start=nouns[0].start, noun=_noun(line, nouns[0]) if told else None)
        return
    latter = latter_body(scene, line, clause)
    if latter is not None:
        yield Mark(start=latter.start, pronoun="ce")
        return
    products = clause.names(line, Role.PRODUCT)
    if close_by(scene, line, clause):
        sold = bool(products) or any(name.end <= clause.start for name in line.named(Role.PRODUCT, Role.VENDOR))
        done = [cue for cue in clause.cues(line, *STAGES) if sold and passive(line, cue)]
        first: Sequence[Cue | Token] = done or pronoun(line, clause) or possessive(line, clause)
        if first:
            word = line.text[first[0].start - line.span.start : first[0].end - line.span.start]
            yield Mark(start=first[0].start, plural=fold(word) in PLURAL, pronoun=fold(word))
            return
    left_out = _left_out(line, clause)
    if left_out is not None:
        yield Mark(start=left_out)
        return
    race = contest(scene, line, clause)
    if race is not None and (_only_one(scene, line) or close_by(scene, line, clause)):
        yield Mark(start=race.start)
        return
    people = _staff(scene, line, clause) or of_its_head(scene, line, clause) or _by_its_rules(scene, line, clause)
    if people:
        yield Mark(start=people[0].start)
        return
    ends = clause.cues(line, "end")
    ends = ends if products or clause.cues(line, "matter") or (ends and dealt(line, clause, ends[0])) else ()
    if ends and not own_subject(line, clause, ends[0]):
        yield Mark(start=ends[0].start)
    elif (clause.names(line, Role.PRODUCT, Role.VENDOR) or clause.cues(line, "company")) and _only_one(scene, line):
        yield from _weak(scene, line, clause)


def _left_out(line: Line, clause: Clause) -> int | None:
    """ "A body tested X but decided against it": a second verb goes on with the subject of the clause before."""
    if clause.start == line.span.start or line.lang != "en":
        return None
    row = [token for token in line.words(clause.start, clause.end) if token.word]
    if len(row) < _NEXT or row[0].fold not in _GOES_ON:
        return None
    led = any(name.end <= clause.start for name in line.named(Role.AGENCY))
    verb = any(cue.start == row[1].start for cue in clause.cues(line, "end", "adopt", "contract", "approve"))
    return row[1].start if led and verb and not clause.names(line, Role.AGENCY) else None


_GOES_ON = frozenset({"but", "and", "then"})


def _proper(line: Line, cue: Cue) -> bool:
    """ "L'Agence France-Presse", "the Authority Zero": the noun begins a name of somebody else."""
    row = line.tokens
    behind = row[cue.last + 1] if cue.last + 1 < len(row) else None
    own = [token for token in row[cue.last + 1 : cue.last + 5] if token.fold not in ("de", "d'", "du", "etat", "la", "l'")]
    if line.lang == "fr" and behind is not None and behind.fold in ("d'", "de") and row[cue.last].fold in _HOUSES:
        return bool(own) and own[0].upper  # "l'université d'État de Californie"
    return row[cue.last].upper and behind is not None and behind.upper and behind.word and row[cue.last].end + 1 == behind.start


_HOUSES = frozenset(
    {"universite", "ecole", "hopital", "police", "prefecture", "tribunal", "mairie", "cour", "academie", "banque"}
)


def _of_its_land(line: Line, cue: Cue) -> bool:
    """ "The state's capital", "the country's voters": of the land, and not of its government."""
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 1 + _OWNED]]
    return behind[:1] == ["'s"] and not _OF_LANDS.isdisjoint(behind[1:])


_OF_LANDS_WORDS = """
    capital largest biggest second-largest economy voters residents people citizens critics border borders rivals opposition
    senators congressman papers newspapers press companies firms banks start-ups startups universities richest poorest
"""
_OF_LANDS = frozenset(_OF_LANDS_WORDS.split())


def _same_aside(line: Line, cue: Cue) -> bool:
    """ "Elle a bloqué X, quelques jours après la Commission européenne": a body that is named, and not the subject."""
    before = [token.fold for token in line.before(cue.start, 1)]
    return before == ["apres"] and line.is_named(line.tokens[cue.last].start)


def _beside(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "It is in talks with the trust": the pronoun is the subject, and the noun somebody beside it."""
    before = line.tokens[cue.first - 1].fold if cue.first else ""
    return before in ("with", "avec") and any(token.start < cue.start for token in pronoun(line, clause))


def _noun(line: Line, cue: Cue) -> str | None:
    """The head of "the agency" and of "la société d'État"; ``None`` for a part that any body has: "la direction des achats"."""
    behind = line.tokens[cue.last + 1 : cue.last + 4]
    part = line.tokens[cue.last].fold == "direction" and behind and behind[0].fold in OF_A_PLACE
    if part and not any(one.upper for one in behind):
        return None
    word = line.tokens[cue.first + 1 if line.lang == "fr" and cue.last > cue.first else cue.last].fold
    return "country" if word == "state" and cue.last > cue.first + 1 else word  # "the Baltic state"


def _weak(scene: Scene, line: Line, clause: Clause) -> Iterator[Mark]:
    """What takes a body up where the text has spoken of one alone: "the contract with X", "un outil y fonctionne", a passive."""
    stages = clause.cues(line, *STAGES)
    if not stages or elsewhere(scene, line, clause):
        return
    deals = [cue for cue in clause.cues(line, "matter") if len(line.words(clause.start, cue.start)) <= _LEAD]
    deals += [cue for cue in clause.cues(line, "explore") if trial_of(line, clause, cue)]
    deals += [cue for cue in clause.cues(line, "explore.with") if _talks(line, clause, cue)]
    row = enumerate(line.tokens)
    place = [token for at, token in row if token.fold == "y" and clause.holds(token.start) and there(line, at)]
    done = [cue for cue in stages if (passive(line, cue) or apposed(line, cue)) and not agent(line, cue)]
    for found in (deals, place, at_its(line, clause), equips(line, clause), done, built(line, clause)):
        if found and not _others(line, clause, stages[0]):
            yield Mark(start=found[0].start)
            return


def _talks(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Des discussions sont en cours avec X", "talks are under way with X": nobody is said to lead them."""
    ahead = [token.fold for token in line.words(clause.start, cue.start) if token.word]
    behind = [token.fold for token in line.words(line.tokens[cue.first].end, clause.end)[:1]]
    return _SOME.issuperset(ahead) and bool(behind) and behind[0] in _ARE


_SOME = frozenset(
    {"des", "les", "de", "d'", "the", "some", "early", "similar", "premieres", "autres", "now", "et", "and", "mais"}
)
_ARE = frozenset({"sont", "etaient", "ont", "are", "were", "have", "avec", "with"})


def _others(line: Line, clause: Clause, cue: Cue) -> bool:
    """Companies, persons and lands act here; a city is where something is done."""
    return any(
        clause.start <= name.start < cue.start and not (name.entity and name.entity.category == CITY)
        for name in line.named(Role.COMPANY, Role.PERSON, Role.PLACE)
    )


def _only_one(scene: Scene, line: Line) -> bool:
    rows = scene.lines[max(0, line.index - BACK) : line.index]
    return len(_bodies(rows)) == 1 or _of_passage(scene, line)


def _bodies(rows: Sequence[Line]) -> set[str]:
    return {name.name for row in rows for name in row.named(Role.AGENCY) if not is_collective(name)}


def _of_passage(scene: Scene, line: Line) -> bool:
    """The paragraph has spoken of one body alone, and of it first: "Au SPF X, … Des discussions sont en cours avec Y"."""
    rows = [row for row in scene.lines[max(0, line.index - BACK) : line.index] if row.passage == line.passage]
    names = [name for row in rows for name in row.named(Role.AGENCY, Role.COMPANY, Role.PERSON, Role.PLACE)]
    return len(_bodies(rows)) == 1 and names[0].role is Role.AGENCY and not is_collective(names[0])


def _another(line: Line, cue: Cue) -> bool:
    """ "The other agency" is not the one in mind."""
    return bool({"other", "autre"}.intersection(token.fold for token in line.tokens[cue.first : cue.last + 1]))


def elsewhere(scene: Scene, line: Line, clause: Clause) -> bool:
    """ "À Sherbrooke, l'université …", "In Leeds, the council …": a body of that place, and not the one in mind."""
    row = [token for token in line.words(clause.start, clause.end) if token.word][:2]
    if len(row) < 2 or row[0].fold not in IN or not row[1].upper:
        return False
    here = (Role.AGENCY, Role.PRODUCT, Role.VENDOR)
    if any(row[1].fold in fold(name.name) for name in scene.before(line, Role.AGENCY)):
        return False  # "L'université de Lille … À Lille, l'établissement …"
    return not any(name.start <= row[1].start < name.end and name.role in here for name in line.names)


def _staff(scene: Scene, line: Line, clause: Clause) -> list[Cue]:
    """ "Supervisors already rely on X", "Les greffiers ont X", "Some 300 inspectors use it": people of the body in mind."""
    first = next((cue for cue in clause.cues(line, "figure.staff") if cue.end - cue.start > len("it")), None)
    crew = team(line, clause)
    first = crew if crew and (first is None or crew.start < first.start) else first
    wares = (*clause.names(line, Role.PRODUCT, Role.VENDOR), *clause.cues(line, "model", "served", "ai"))
    if first is None or line.quoted(first.start) or not wares:
        return []
    if clause.cues(line, "researchers") and any(
        row.cued("unlike") for row in scene.lines[max(0, line.index - _NEXT) : line.index]
    ):
        return []  # who made the study that was just spoken of
    ahead = line.words(behind_place(line, clause), first.start)
    comma = max((at for at, token in enumerate(ahead[:-1]) if token.fold == ","), default=-1)
    before = [token.fold for token in ahead[comma + 1 :] if token.word and token.fold not in LINKS]
    if (
        (comma >= 0 and _sited(line, ahead[: comma + 1]))
        or len(before) > _LEAD
        or not all(fold in COUNTING or fold[:1].isdigit() for fold in before[-_OWNED:])
    ):
        return []
    row = line.words(first.end, clause.end)
    counted = first is crew and len(row) > 1 and (row[1].fold in COUNTING or row[1].fold[:1].isdigit())
    if row and row[0].fold in OF_A_PLACE and not counted and not SITES.intersection(token.fold for token in row[: _OWNED + 1]):
        return []
    if _others(line, clause, first) or clause.names(line, Role.AGENCY) or line.tokens[first.last].fold in SEATS:
        return []
    return [first] if _only_one(scene, line) or close_by(scene, line, clause) else []


def _sited(line: Line, lead: Sequence[Token]) -> bool:
    """ "At Stanford, researchers use X", "dans les entreprises, …": people of somewhere else; "in X's place, …" is none."""
    goods = line.named(Role.PRODUCT, Role.VENDOR)
    if any(token.upper and not any(one.start <= token.start < one.end for one in goods) for token in lead[1:]):
        return True
    return lead[0].fold in IN and not any(token.fold == "place" for token in lead)


def _by_its_rules(scene: Scene, line: Line, clause: Clause) -> list[Cue]:
    """ "The plan says staff may use X", "Under the new policy, …": rules told of before, with the body whose they are."""
    row = [token for token in line.words(clause.start, clause.end)[:_LEAD] if token.word]
    row = row[1:] if row and row[0].fold in _UNDER else row
    staff = clause.cues(line, "figure.staff")
    noun = next((token for token in row[1 : 1 + _OWNED] if token.fold in RULES), None)
    if not staff or noun is None or row[0].fold not in _THE or not clause.names(line, Role.PRODUCT, Role.VENDOR):
        return []
    if staff[0].start < noun.start or clause.names(line, Role.AGENCY, Role.PLACE, Role.COMPANY):
        return []
    before = next((one for one in reversed(scene.lines[max(0, line.index - BACK) : line.index]) if one.named(Role.AGENCY)), None)
    return [staff[0]] if before is not None and len(_bodies([before])) == 1 and before.holds(RULES) else []


_UNDER = frozenset({"under", "selon", "per", "with", "d'apres", "avec"})
_THE = frozenset({"the", "this", "these", "la", "le", "les", "l'", "cette", "ce", "ces"})
