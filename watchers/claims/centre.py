"""Which public body a clause that names none is about: the discourse centre.

Some words of a clause may take a body up (``marks``). The body is one named before that agrees in kind and number; a clause
with a subject of its own that nobody knows takes nobody up.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.agreeing import called, headless, of_gender
from watchers.claims.asides import attached
from watchers.claims.binding import is_collective
from watchers.claims.closed import IN, IT, THE
from watchers.claims.crowds import crowd_before
from watchers.claims.cutting import Clause
from watchers.claims.entities import Scene
from watchers.claims.joining import STAGES, groups
from watchers.claims.marks import BACK, Mark, marks
from watchers.claims.pronouns import THE_LATTER
from watchers.claims.subjects import land, opening_noun
from watchers.claims.supervisors import supervises
from watchers.claims.tokens import fold

_PLACES = 9


def centre(scene: Scene, line: Line, clause: Clause) -> tuple[Mark, tuple[Name, ...]] | None:
    """The mark of the clause and the bodies that it takes up; ``None`` where it has none or nobody fits."""
    for mark in marks(scene, line, clause):
        bodies = _meant(scene, line, clause, mark)
        if bodies:
            return mark, bodies
    return None


def takes_up(scene: Scene, line: Line, clause: Clause) -> bool:
    """Whether a word of the clause may take a body up."""
    return next(marks(scene, line, clause), None) is not None


def several_agree(scene: Scene, line: Line, clause: Clause) -> bool:
    """Whether the last sentence with a body that the clause's word fits speaks of several, and of none before the others."""
    for mark in marks(scene, line, clause):
        for earlier in reversed(scene.lines[max(0, line.index - BACK) : line.index]):
            bodies = _agreeing(earlier, mark)
            if bodies:
                return several(earlier, bodies)
    return False


def _meant(scene: Scene, line: Line, clause: Clause, mark: Mark) -> tuple[Name, ...]:
    here = [name for name in line.named(Role.AGENCY) if name.end <= clause.start and not is_collective(name)]
    here = [name for name in here if name is here[0] or not attached(line, name)]
    agreeing = [name for name in here if called(name, mark.noun)]
    if agreeing:
        return (agreeing[-1],)
    return _before(scene, line, clause, mark) or _state(scene, line, mark.noun, mark.start) or _area(scene, line, mark.noun)


def _before(scene: Scene, line: Line, clause: Clause, mark: Mark) -> tuple[Name, ...]:
    """The body that the last sentence before with one speaks of first; all coordinated with it for "they"."""
    if mark.plural and crowd_before(scene, line):
        return ()
    back = scene.lines[max(0, line.index - BACK) : line.index]
    near = [name for one in back for name in _agreeing(one, mark)]
    watched = any(not supervises(name.name) for name in near)  # an auditor speaks of others
    kinded = any(not headless(name, mark.noun) for name in near)  # "the department" is a department first
    place = next((word for word in _place(line, clause) if any(word in fold(name.name) for name in near)), "")
    for earlier in reversed(back):
        bodies = [name for name in _agreeing(earlier, mark) if not (watched and supervises(name.name))]
        bodies = bodies if not _leads_on(earlier) else [name for name in bodies if not _oblique(earlier, name)]
        bodies = [name for name in bodies if not (kinded and headless(name, mark.noun))]
        bodies = [name for name in bodies if place in fold(name.name)]  # "À Lille, l'établissement": the university of Lille
        if mark.noun is None and mark.pronoun and not earlier.named(Role.AGENCY):
            noun = opening_noun(earlier)
            mark = replace(mark, noun=noun, pronoun="" if noun else mark.pronoun)  # "L'institution … elle": the noun's gender
        state = land(earlier) if mark.noun is None and not bodies and earlier.passage == line.passage else None
        if state is not None:
            return (state,)
        if bodies and mark.pronoun in THE_LATTER:
            return (bodies[-1],)
        if bodies:
            first = groups(earlier, bodies)[0]
            if not mark.plural and several(earlier, bodies):
                return ()
            return first if mark.plural or _of_them_all(earlier, mark, first) else (bodies[0],)
    return ()


def _leads_on(line: Line) -> bool:
    """The sentence goes on with a body told before: "The bureau's director wrote …", "It said …"."""
    row = [token for token in line.tokens[:_OPENING] if token.word]
    nouns = {cue.start for cue in line.cued("body")}
    return (
        bool(row)
        and (row[0].start in nouns or row[0].fold in IT)
        and not any(name.role is Role.AGENCY for one in row for name in line.names if name.start <= one.start < name.end)
    )


def _oblique(line: Line, name: Name) -> bool:
    """ "… was cleared by the Commerce Department": no subject, but who did it, or with whom."""
    before = [token.fold for token in line.before(name.start, 2) if token.fold not in THE]
    return bool(before) and before[-1] in _OBLIQUE


_OBLIQUE = frozenset({"by", "from", "with", "to", "par", "avec", "aupres", "chez"})


def _place(line: Line, clause: Clause) -> list[str]:
    """The folded place at which the clause opens: "À Lille, …", "In Leeds, …"."""
    row = [token for token in line.words(clause.start, clause.end) if token.word][:2]
    return [row[1].fold] if len(row) > 1 and row[0].fold in IN and row[1].upper else []


def _of_them_all(line: Line, mark: Mark, group: Sequence[Name]) -> bool:
    """ "A and B said the assistant was new. It is built on X": the tool of those who opened the sentence together."""
    ahead = [token for token in line.words(line.span.start, group[0].start) if token.word]
    wares = any(cue.start > group[-1].end and cue.end - cue.start > len("it") for cue in line.cued("model"))
    return mark.noun is None and line.lang == "en" and len(group) > 1 and len(ahead) <= 1 and wares


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
    places = places or _of_its_department(scene, line, wanted)
    first = places[0].entity if places else None
    actor = (first.actor or (first.owner if first.category == "city" else None)) if first else None
    return (replace(places[0], name=actor),) if actor else ()


def _area(scene: Scene, line: Line, noun: str | None) -> tuple[Name, ...]:
    """ "La maison départementale du Gard … Le Département": the area whose house was named before."""
    if noun != "departement" or line.lang != "fr":
        return ()
    for name in scene.before(line, Role.AGENCY, lines=_PLACES):
        found = _WHOSE.search(name.surface) if "departemental" in fold(name.surface) else None
        if found is not None:
            return (replace(name, name=f"Département {found.group()}".replace("’", "'"), entity=None, unlisted=True),)
    return ()


_WHOSE = re.compile(r"\b(?:du |de la |de l['’]|des |de |d['’])[A-ZÉÎÔ][\w’'-]*(?:[ -](?:et|de|la|du|[A-ZÉ])[\w’'-]*){0,4}\Z")


def _of_its_department(scene: Scene, line: Line, wanted: Sequence[str]) -> list[Name]:
    """ "Maryland's Department of Labor … the state": the land that the article names and with whose name the body's begins."""
    bodies = scene.before(line, Role.AGENCY, lines=_PLACES)
    lands = [name for row in scene.lines for name in row.named(Role.PLACE) if bodies]
    return [
        land
        for body in bodies[:1]
        for land in lands
        if land.entity and land.entity.category in wanted and body.surface.startswith(land.surface)
    ]


_LEVELS = {
    "state": ("state", "region"),
    "etat": ("state",),
    "land": ("state", "region"),
    "province": ("region",),
    "region": ("region",),
    "canton": ("region",),
    "territory": ("region", "state"),
    "county": ("local",),
    "city": ("city",),
    "town": ("city",),
    "country": ("country",),
    "nation": ("country",),
    "city-state": ("country",),
    "emirate": ("country", "region"),
    "principality": ("country",),
    "kingdom": ("country",),
    "republic": ("country",),
}
"""Nouns that take up a place as its government, and the levels of place that each may mean."""
