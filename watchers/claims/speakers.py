"""Who is meant where a sentence credits somebody without a name: "he said", "the company said", "a spokesman said"."""

from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.closed import THE
from watchers.claims.entities import COLLECTIVE, Scene
from watchers.claims.lexicon import Cue

_HOUSES = (Role.AGENCY, Role.VENDOR, Role.COMPANY)
_BACK = 8
_OPENING = 12
"""Characters, a time in brackets, say, before the name that a paragraph is about."""
_AHEAD = 2
_REACH = 8
_OWN = frozenset({"its", "their", "his", "her", "sa", "son", "ses", "leur", "leurs"})


def organisation(scene: Scene, line: Line, until: int) -> Name | None:
    """ "It said": the body or vendor that the sentence began with, ahead of the verb at ``until``, else the one named before."""
    ahead = [name for name in line.named(*_HOUSES) if name.end <= until]
    here = [name for name in ahead if not line.quoted(name.start) and name.name not in COLLECTIVE]
    before = [name for name in scene.before(line, *_HOUSES) if name.name not in COLLECTIVE]
    bodies = [cue for cue in line.cued("body") if cue.end <= (here[0].start if here else until)]
    if bodies:  # "The agency hosts Meta's Llama …, its deputy chief said"
        return taken_up(scene, line, bodies[0])
    return here[0] if here else before[0] if before else None


def several(scene: Scene, line: Line) -> bool:
    """Whether "they" are more than one: the last sentence that names bodies or vendors names two of one kind."""
    for earlier in reversed(scene.lines[max(0, line.index - 2) : line.index]):
        houses = {name.name for name in earlier.named(*_HOUSES) if name.name not in COLLECTIVE}
        if houses:
            return any(len({name.name for name in earlier.named(role)}) > 1 for role in _HOUSES)
    return False


def spoken_for(scene: Scene, line: Line) -> Name | None:
    """The body whose nameless official speaks: the one named last before the sentence, else in it."""
    before = [name for name in scene.before(line, Role.AGENCY) if name.name not in COLLECTIVE]
    here = [name for name in line.named(Role.AGENCY) if name.name not in COLLECTIVE]
    return before[0] if before else here[0] if here else None


def taken_up(scene: Scene, line: Line, cue: Cue) -> Name | None:
    """The one that "the company" or "l'agence" takes up."""
    roles = (Role.VENDOR, Role.COMPANY) if cue.category == "company" else (Role.AGENCY,)
    here = [name for name in line.named(*roles) if name.end <= cue.start and name.name not in COLLECTIVE]
    before = [name for name in scene.before(line, *roles) if name.name not in COLLECTIVE]
    if not here and not before:  # the one that the whole text has spoken of so far
        before = [name for name in scene.before(line, *roles, lines=line.index) if name.name not in COLLECTIVE]
        before = before if len({name.name for name in before}) == 1 else []
    return here[0] if here else before[0] if before else None


def corporate(scene: Scene, line: Line) -> Name | None:
    """Whom "il" takes up where the sentence just before, in the same paragraph, opens with "le groupe" or "la société"."""
    earlier = scene.lines[line.index - 1] if line.index else None
    if earlier is None or earlier.passage != line.passage or earlier.named(Role.PERSON):
        return None
    nouns = earlier.cued("company", "body")
    opens = nouns and nouns[0].start - earlier.span.start < _OPENING
    return taken_up(scene, earlier, nouns[0]) if opens else None


def local(line: Line) -> Name | None:
    """The town or state whose mayor's or governor's office speaks."""
    for name in line.named(Role.AGENCY, Role.PLACE):
        if name.entity is not None and name.entity.category in _LOCAL:
            return replace(name, name=name.entity.actor) if name.role is Role.PLACE and name.entity.actor else name
    return None


_LOCAL = frozenset({"local", "state"})


def governing(line: Line, cue: Cue) -> Name | None:
    """ "The city said", "the state confirmed": the government of the town or state that the sentence is about."""
    before = [token.fold for token in line.tokens[max(0, cue.first - 2) : cue.first]]
    kind = _REALMS.get(before[1]) if len(before) > 1 and before[0] == "the" else None
    if kind is None:
        return None
    for name in line.named(Role.AGENCY, Role.PLACE):
        entity = name.entity
        if entity is not None and entity.category == kind and name.end < cue.start and not line.quoted(name.start):
            return replace(name, name=entity.actor) if name.role is Role.PLACE and entity.actor else name
    return None


_REALMS = {"city": "local", "town": "local", "county": "local", "state": "state", "commonwealth": "state"}


def last_speaker(scene: Scene, line: Line) -> Name | None:
    """The person who spoke last before ``line``, the own passage first; else the last person named."""
    fallback: Name | None = None
    for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
        people = earlier.named(Role.PERSON)
        saying = earlier.cued("say", "per")
        if people and saying:
            last = saying[-1]
            return min(people, key=lambda name: min(abs(name.start - last.end), abs(last.start - name.end)))
        if people and earlier.passage == line.passage and people[0].start - earlier.span.start < _OPENING:
            return people[0]  # "Jérôme élargit : …"
        if people and fallback is None:
            fallback = people[-1]
    return fallback


def representative(scene: Scene, line: Line, title: Cue) -> Name | None:
    """Who speaks under a mere title: a person named in the sentences right behind, else the house whose word it is.

    "Its chief technology officer told senators … Rowan Stapleton said"; "a spokesperson said"; "the commissioner says".
    """
    article = _article(line, title)
    spokes = any(other.first <= title.last and title.first <= other.last for other in line.cued("spokes"))
    met = article in THE and not spokes and scene.before(line, Role.PERSON, lines=_BACK)
    if met and not _house(line, title):
        return last_speaker(scene, line)
    introduced = spokes and article in THE and not _house(line, title) and _spokesperson(scene, line)
    if introduced:
        return introduced
    if article in _OWN | THE:
        named = _named_later(scene, line)
        if named is not None:
            return named
    elif not spokes:
        return None
    return _house(line, title) or (organisation(scene, line, title.start) if article or spokes else None)


def _spokesperson(scene: Scene, line: Line) -> Name | None:
    """ "The spokeswoman" after "Faith Eischen, a spokeswoman for X": the person last named beside that title."""
    for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
        for cue in reversed(earlier.cued("spokes")):
            people = [name for name in earlier.named(Role.PERSON) if _beside(earlier, name, cue)]
            if people:
                return people[-1]
    return None


def _beside(line: Line, name: Name, cue: Cue) -> bool:
    first, second = sorted(((name.start, name.end), (cue.start, cue.end)))
    return len(line.words(first[1], second[0])) <= _NEAR


def _article(line: Line, title: Cue) -> str:
    """The article or possessive before a title, adjectives and further titles between them."""
    for token in reversed(line.tokens[max(0, title.first - _AHEAD - 2) : title.first]):
        if token.fold in _OWN or token.fold in THE:
            return token.fold
        if not token.word or token.upper:
            break
    return ""


def _house(line: Line, title: Cue) -> Name | None:
    """The organisation right behind a title, or right before it: "the head of X", "X spokesman", "a spokesman for X"."""
    for name in line.named(*_HOUSES):
        behind = [token.fold for token in line.words(title.end, name.start)]
        before = [token.fold for token in line.words(name.end, title.start)]
        if title.end <= name.start and 0 < len(behind) <= _NEAR and behind[0] in _OF:
            return name
        if name.end <= title.start and (not before or before == ["'s"]):
            return name
    return None


_NEAR = 3
_OF = frozenset({"of", "for", "at", "de", "du", "des", "d'", "chez", "a", "au"})


def _named_later(scene: Scene, line: Line) -> Name | None:
    """The one person whom the text names for the first time, speaking, in the sentences right behind."""
    known = {name.name for earlier in scene.lines[: line.index + 1][-_MANY:] for name in earlier.named(Role.PERSON)}
    for later in scene.lines[line.index + 1 : line.index + 1 + _AHEAD]:
        people = [name for name in later.named(Role.PERSON) if name.name not in known]
        if people and later.cued("say"):
            return people[0]
        if later.named(Role.AGENCY) and people:
            return None
    return None


_MANY = 40
