"""Which public body a clause that names none is about: the discourse centre.

What may take a body up: a noun that it may be called by ("the agency"), a possessive before its staff ("its clerks"), a pronoun
at the head of the clause, a word for the trial or deal told before, a passive without an agent, an end of something. The body
is one named before that agrees in kind and number; a clause with a subject of its own that nobody knows takes nobody up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.agreeing import called, of_gender
from watchers.claims.binding import STAGES, WHO, Clause, distance, groups, is_collective
from watchers.claims.entities import Scene
from watchers.claims.gazetteer import CITY
from watchers.claims.lexicon import Cue
from watchers.claims.people import COUNTING, OF_A_PLACE, SEATS, SITES, behind_place, local_staff, team
from watchers.claims.tokens import Token, fold
from watchers.claims.wares import apposed, at_its, built, equips, there, trial_of

_BACK = 12
_NEXT = 2
_LEAD = 9
_OWNED = 3
_PLACES = 9
_PASSIVE = frozenset({"been", "was", "were", "being", "ete", "sera", "seront"})
_SINGULAR = frozenset({"it", "il", "elle"})
_PLURAL = frozenset({"they", "ils", "elles"})
_PRONOUNS = _SINGULAR | _PLURAL
_POSSESSIVE = frozenset({"its", "their", "ses", "sa", "son", "leurs", "leur"})
_LINKS = frozenset({"and", "but", "so", "then", "et", "mais", "puis", "or", "there", "now", "today", "since"})
_FIRST_PERSON = frozenset({"we", "i", "our", "nous", "on", "je"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The word that takes a body up."""

    start: int
    noun: str | None = None
    """Folded, where it is one that tells the kind of body."""
    plural: bool = False
    pronoun: str = ""
    """Folded, where it is one."""


def centre(scene: Scene, line: Line, clause: Clause) -> tuple[Mark, tuple[Name, ...]] | None:
    """The mark of the clause and the bodies that it takes up; ``None`` where it has none or nobody fits."""
    for mark in _marks(scene, line, clause):
        bodies = _meant(scene, line, clause, mark)
        if bodies:
            return mark, bodies
    return None


def takes_up(scene: Scene, line: Line, clause: Clause) -> bool:
    """Whether a word of the clause may take a body up."""
    return next(_marks(scene, line, clause), None) is not None


def several_agree(scene: Scene, line: Line, clause: Clause) -> bool:
    """Whether the last sentence with a body that the clause's word fits speaks of several, and of none before the others."""
    for mark in _marks(scene, line, clause):
        for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
            bodies = _agreeing(earlier, mark)
            if bodies:
                return several(earlier, bodies)
    return False


# ------------------------------------------------------------------------------------------------------------------- marks


def _marks(scene: Scene, line: Line, clause: Clause) -> Iterator[Mark]:
    nouns = [cue for cue in clause.cues(line, "body", "likewise") if not line.quoted(cue.start) and not _another(line, cue)]
    nouns = (
        []
        if nouns and elsewhere(line, clause)
        else [cue for cue in nouns if not _beside(line, clause, cue) and not _of_its_land(line, cue)]
    )
    if nouns:
        told = nouns[0].category == "body"
        yield Mark(start=nouns[0].start, noun=_noun(line, nouns[0]) if told else None)
        return
    products = clause.names(line, Role.PRODUCT)
    if close_by(scene, line, clause):
        sold = bool(products) or any(name.end <= clause.start for name in line.named(Role.PRODUCT, Role.VENDOR))
        done = [cue for cue in clause.cues(line, *STAGES) if sold and passive(line, cue)]
        first: Sequence[Cue | Token] = done or pronoun(line, clause) or _possessive(line, clause)
        if first:
            word = line.text[first[0].start - line.span.start : first[0].end - line.span.start]
            yield Mark(start=first[0].start, plural=fold(word) in _PLURAL, pronoun=fold(word))
            return
    left_out = _left_out(line, clause)
    if left_out is not None:
        yield Mark(start=left_out)
        return
    people = _staff(scene, line, clause)
    if people:
        yield Mark(start=people[0].start)
        return
    ends = clause.cues(line, "end")
    ends = ends if products or clause.cues(line, "matter") or (ends and _dealt(line, clause, ends[0])) else ()
    if ends and not own_subject(line, clause, ends[0]):
        yield Mark(start=ends[0].start)
    elif (clause.names(line, Role.PRODUCT, Role.VENDOR) or clause.cues(line, "company")) and _only_one(scene, line):
        yield from _weak(line, clause)


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


def _of_its_land(line: Line, cue: Cue) -> bool:
    """ "The state's capital", "the country's voters": of the land, and not of its government."""
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 1 + _OWNED]]
    return behind[:1] == ["'s"] and not _OF_LANDS.isdisjoint(behind[1:])


_OF_LANDS_WORDS = """
    capital largest biggest second-largest economy voters residents people citizens critics border borders rivals opposition
    senators congressman papers newspapers press companies firms banks start-ups startups universities richest poorest
"""
_OF_LANDS = frozenset(_OF_LANDS_WORDS.split())


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
    return line.tokens[cue.first + 1 if line.lang == "fr" and cue.last > cue.first else cue.last].fold


def _weak(line: Line, clause: Clause) -> Iterator[Mark]:
    """What takes a body up where the text has spoken of one alone: "the contract with X", "un outil y fonctionne", a passive."""
    stages = clause.cues(line, *STAGES)
    if not stages or elsewhere(line, clause):
        return
    deals = [cue for cue in clause.cues(line, "matter") if len(line.words(clause.start, cue.start)) <= _LEAD]
    deals += [cue for cue in clause.cues(line, "explore") if trial_of(line, clause, cue)]
    row = enumerate(line.tokens)
    place = [token for at, token in row if token.fold == "y" and clause.holds(token.start) and there(line, at)]
    done = [cue for cue in stages if (passive(line, cue) or apposed(line, cue)) and not _agent(line, cue)]
    for found in (deals, place, at_its(line, clause), equips(line, clause), done, built(line, clause)):
        if found and not _others(line, clause, stages[0]):
            yield Mark(start=found[0].start)
            return


def _agent(line: Line, cue: Cue) -> bool:
    behind = line.tokens[cue.last + 1 : cue.last + _OWNED]
    by = next((token for token in behind if token.fold in ("by", "par")), None)
    if by is None:
        return False
    staff = [one for one in line.cued("figure.staff") if one.start >= by.end]
    between = line.words(by.end, staff[0].start) if staff else ()
    own = all(token.fold in COUNTING or token.fold[:1].isdigit() or token.fold in (",", "work") for token in between)
    return not (staff and own and line.lang == "en")  # "is being piloted by 1,500 work coaches"


def _others(line: Line, clause: Clause, cue: Cue) -> bool:
    """Companies, persons and lands act here; a city is where something is done."""
    return any(
        clause.start <= name.start < cue.start and not (name.entity and name.entity.category == CITY)
        for name in line.named(Role.COMPANY, Role.PERSON, Role.PLACE)
    )


def _only_one(scene: Scene, line: Line) -> bool:
    rows = scene.lines[max(0, line.index - _BACK) : line.index]
    return len({name.name for row in rows for name in row.named(Role.AGENCY) if not is_collective(name)}) == 1


def _another(line: Line, cue: Cue) -> bool:
    """ "The other agency" is not the one in mind."""
    return bool({"other", "autre"}.intersection(token.fold for token in line.tokens[cue.first : cue.last + 1]))


def elsewhere(line: Line, clause: Clause) -> bool:
    """ "À Sherbrooke, l'université …", "In Leeds, the council …": a body of that place, and not the one in mind."""
    row = [token for token in line.words(clause.start, clause.end) if token.word][:2]
    if len(row) < 2 or row[0].fold not in _IN or not row[1].upper:
        return False
    return not any(name.start <= row[1].start < name.end and name.role is Role.AGENCY for name in line.names)


_IN = frozenset({"a", "en", "in", "at", "dans"})


def passive(line: Line, cue: Cue) -> bool:
    """ "Were cleared", "ont été validés": done by somebody who need not be named."""
    return cue.first > 0 and line.tokens[cue.first - 1].fold in _PASSIVE and not line.tokens[cue.first].fold.endswith("ing")


def close_by(scene: Scene, line: Line, clause: Clause) -> bool:
    """A body was the subject just before: in an earlier clause, or as the first actor of the sentence before."""
    if any(name.end <= clause.start and not is_collective(name) for name in line.named(Role.AGENCY)):
        return True
    if any(cue.end <= clause.start and not line.quoted(cue.start) for cue in line.cued("body")):
        return True
    for earlier in reversed(scene.lines[max(0, line.index - _NEXT) : line.index]):
        actors = earlier.named(Role.AGENCY, Role.VENDOR, Role.COMPANY, Role.PRODUCT)
        if actors and not _goes_on_with(earlier, actors[0]):
            return actors[0].role is Role.AGENCY and not is_collective(actors[0])
    return False


def _goes_on_with(line: Line, name: Name) -> bool:
    """ "Elle n'a ni acheté ni essayé X": the sentence itself opens with a pronoun, and what it names is its object."""
    first = next((token for token in line.tokens if token.word), None)
    return first is not None and first.fold in _ELLE and name.role in _THINGS and first.start < name.start


_ELLE = frozenset({"elle", "elles"})
_THINGS = frozenset({Role.PRODUCT, Role.VENDOR})


def pronoun(line: Line, clause: Clause) -> list[Token]:
    """The clause begins with a pronoun for the body: "It is testing …", "Since May it has …, "In June, it signed …"."""
    row = line.words(clause.start, clause.end)[: _LEAD + 1]
    while row and (not row[0].word or row[0].fold in _LINKS):
        row = row[1:]
    if row and row[0].fold in WHO and clause.start > line.span.start:
        return [row[0]]
    if row and row[0].fold in _PRONOUNS:
        return [] if _cleft(row) else [row[0]]
    dated = _dated(row)
    if dated is not None:
        return [dated]
    comma = next((at for at, token in enumerate(row) if token.fold == ","), None)
    behind = row[comma + 1 : comma + 2] if comma is not None else []
    if not behind or behind[0].fold not in _PRONOUNS:
        return []
    following = line.words(behind[0].end, clause.end)
    stressed = bool(following) and following[0].fold == ","  # "a, elle, bondi": only stresses the clause's own subject
    return [] if stressed else [behind[0]]


def _dated(row: Sequence[Token]) -> Token | None:
    """ "In May it bought …", "Last year it has …": a date without a comma before the pronoun."""
    at = next((at for at, token in enumerate(row[: _DATE + 1]) if token.fold in ("it", "they")), 0)
    words = [token.fold for token in row[:at]]
    return row[at] if at and words[0] in _WHEN and any(fold in _TIMES or fold[:1].isdigit() for fold in words) else None


_DATE = 4
_WHEN = frozenset({"in", "on", "by", "since", "until", "last", "this", "next", "from", "after", "during", "earlier", "later"})
_TIMES_WORDS = """
    january february march april may june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday year month week spring summer autumn fall winter quarter then
"""
_TIMES = frozenset(_TIMES_WORDS.split())


def _cleft(row: Sequence[Token]) -> bool:
    """ "It is X that installs …": the pronoun stands for nobody."""
    folds = [token.fold for token in row]
    return folds[1:2] in (["is"], ["was"]) and row[2].upper and bool({"that", "who"}.intersection(folds[3:]))


def _possessive(line: Line, clause: Clause) -> list[Token]:
    """ "Its clerks have …", "At its Houston centre, …": what is a body's, and neither a model nor a product."""
    row = [token for token in line.words(clause.start, clause.end) if token.word][:_OWNED]
    found = next((token for token in row if token.fold in _POSSESSIVE), None)
    if found is None:
        return []
    owned = [token.start for token in line.words(found.end, clause.end)[:_OWNED]]
    wares = [cue.start for cue in line.cued("ai", "model")] + [name.start for name in line.named(Role.PRODUCT)]
    return [] if set(owned) & set(wares) else [found]


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
    before = [token.fold for token in line.words(behind_place(line, clause), first.start) if token.word]
    if len(before) > _LEAD or not all(fold in COUNTING or fold[:1].isdigit() for fold in before[-_OWNED:]):
        return []
    row = line.words(first.end, clause.end)
    counted = first is crew and len(row) > 1 and (row[1].fold in COUNTING or row[1].fold[:1].isdigit())
    if row and row[0].fold in OF_A_PLACE and not counted and not SITES.intersection(token.fold for token in row[: _OWNED + 1]):
        return []
    if _others(line, clause, first) or clause.names(line, Role.AGENCY) or line.tokens[first.last].fold in SEATS:
        return []
    return [first] if _only_one(scene, line) or close_by(scene, line, clause) else []


def own_subject(line: Line, clause: Clause, cue: Cue) -> bool:
    """The clause has a subject that is no body in mind: "we", a company, a place, or capitals that nobody knows."""
    if local_staff(line, clause):
        return True
    if passive(line, cue) or clause.cues(line, "matter") or _dealt(line, clause, cue):
        return False
    ahead = line.words(clause.start, cue.start)
    if _stranger(line, ahead):
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


def _stranger(line: Line, ahead: Sequence[Token]) -> bool:
    """ "Xenolinx, the regional transit agency, has …": an unknown capital opens the clause, who it is stands behind."""
    row = [token for token in ahead if token.fold not in _LINKS]
    told = (
        len(row) > 2 and row[0].upper and row[1].fold == "," and row[2].fold in ("the", "a", "an", "la", "le", "l'", "un", "une")
    )
    known = [name.role for name in line.names if name.start <= row[0].start < name.end] if told else []
    return told and not {Role.AGENCY, Role.PRODUCT, Role.PLACE}.intersection(known)


def _dealt(line: Line, clause: Clause, end: Cue) -> bool:
    """ "Talks with X broke off", "a pilot of X's model ended": what ends is a deal that opens the clause, X stands inside it."""
    row = [token for token in line.words(clause.start, end.start) if token.word]
    opening = {token.start for token in row[: _NEXT + 1]}
    return any(
        line.tokens[cue.last].start in opening
        and any(line.tokens[at].fold in _WITH for at in range(cue.last, min(cue.last + 2, len(line.tokens))))
        for cue in clause.cues(line, "explore", "explore.with", "matter", "contract", "approve.deal")
    )


_WITH = frozenset({"with", "of", "avec", "de", "d'", "du"})


# ------------------------------------------------------------------------------------------------------------- antecedents


def _meant(scene: Scene, line: Line, clause: Clause, mark: Mark) -> tuple[Name, ...]:
    here = [name for name in line.named(Role.AGENCY) if name.end <= clause.start and not is_collective(name)]
    agreeing = [name for name in here if called(name, mark.noun)]
    if agreeing:
        return (agreeing[-1],)
    return _before(scene, line, mark) or _state(scene, line, mark.noun, mark.start)


def _before(scene: Scene, line: Line, mark: Mark) -> tuple[Name, ...]:
    """The body that the last sentence before with one speaks of first; all coordinated with it for "they"."""
    for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
        bodies = _agreeing(earlier, mark)
        if bodies:
            first = groups(earlier, bodies)[0]
            if not mark.plural and several(earlier, bodies):
                return ()
            return first if mark.plural else (bodies[0],)
    return ()


def _agreeing(line: Line, mark: Mark) -> list[Name]:
    bodies = [name for name in line.named(Role.AGENCY) if not is_collective(name) and called(name, mark.noun)]
    return [name for name in bodies if line.lang != "fr" or of_gender(name, mark.pronoun)]


def several(line: Line, names: Sequence[Name]) -> bool:
    """Two of ``names`` or more may be meant by one word, and none of them is what the line is about: its first actor."""
    if len({name.name for name in names}) == 1:
        return False
    ahead = [token for token in line.words(line.span.start, names[0].start) if token.word]
    behind = [token.fold for token in line.words(names[0].end, line.span.end)[:1]]
    leads = len(ahead) <= _OPENING or not _FINITE.isdisjoint(behind)
    return not leads and not any(cue.start >= names[0].end for cue in line.cued(*STAGES))


_OPENING = 3
_FINITE = frozenset({"has", "had", "have", "is", "was", "were", "will", "would", "can", "a", "ont", "est", "avait", "aura", "va"})


def _state(scene: Scene, line: Line, noun: str | None, place: int) -> tuple[Name, ...]:
    """ "The state" after a state's name, "the province" after a province's."""
    wanted = _LEVELS.get(noun or "")
    if wanted is None:
        return ()
    named = (*line.named(Role.PLACE), *scene.before(line, Role.PLACE, lines=_PLACES))
    places = [
        name for name in named if name.entity and name.entity.category in wanted and (name.end <= place or name not in line.names)
    ]
    first = places[0].entity if places else None
    actor = (first.actor or (first.owner if first.category == "city" else None)) if first else None
    return (replace(places[0], name=actor),) if actor else ()


_LEVELS = {
    "state": ("state", "region"),
    "etat": ("state",),
    "province": ("region",),
    "region": ("region",),
    "canton": ("region",),
    "territory": ("region", "state"),
    "county": ("local",),
    "city": ("city",),
    "town": ("city",),
    "country": ("country",),
    "kingdom": ("country",),
    "republic": ("country",),
}
"""Nouns that take up a place as its government, and the levels of place that each may mean."""
