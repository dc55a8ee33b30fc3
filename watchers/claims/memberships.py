"""Who or what a sentence only counts, as the next one lists it: "Three more agencies have ordered X. They are A, B and C".

The sentence that lists bodies has neither verb nor model; what the counted ones do there, each of the listed does. "Among them
are A and B" and "the latest to join is A" list some of them. "NASA has approved three tools. They are X, Y and Z": products.
"""

from collections.abc import Iterator, Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Frame, is_collective
from watchers.claims.cutting import COUNTED_WARES, clauses
from watchers.claims.entities import Scene
from watchers.claims.frames import listed_by
from watchers.claims.joining import groups
from watchers.claims.lexicon import Cue
from watchers.claims.tokens import Token

_SOON = 6
"""Words between what opens the list and its first member."""
_COUNTED_FROM = 5
"""Words between a count and the noun that it counts."""


def members(scene: Scene, line: Line) -> Iterator[Frame]:
    """The clause before in which bodies are counted, said of those that ``line`` lists; none where it lists nobody."""
    if not line.index or line.question or line.named(Role.VENDOR, Role.PRODUCT):
        return
    listed = _listed(line)
    before = scene.lines[line.index - 1]
    if not listed or before.question or line.passage - before.passage > 1:
        return
    for clause in clauses(before):
        many = next((token for token in before.words(clause.start, clause.end) if _counted(before, token)), None)
        if many is not None and not _named_so(before, many, listed):
            bodies = {body: name.unlisted for name in listed if (body := _body(name))}
            span = (many.start, many.end)
            yield Frame(scene=scene, line=before, clause=clause, bodies=tuple(bodies.items()), span=span, named=True)
            return


def wares(scene: Scene, line: Line) -> tuple[Line, tuple[Name, ...]] | None:
    """The sentence before that counts tools, and the products that ``line`` lists; ``None`` where it lists none or bodies."""
    opening = _opening(line) if line.index and not line.question and not line.named(Role.AGENCY) else None
    before = scene.lines[line.index - 1] if line.index else line
    if opening is None or before.question or before.named(Role.VENDOR, Role.PRODUCT) or line.passage - before.passage > 1:
        return None
    goods = tuple(name for name in line.named(Role.VENDOR, Role.PRODUCT) if name.start >= opening.end)
    rows = groups(line, goods) if goods else []
    if not rows or len(line.words(opening.end, goods[0].start)) > _SOON or not any(_tools(before, one) for one in before.tokens):
        return None
    return before, tuple(rows[0])


def _tools(line: Line, token: Token) -> bool:
    before = [one.fold for one in line.before(token.start, _COUNTED_FROM)]
    return token.fold in COUNTED_WARES and any(fold in _COUNTS or fold.isdigit() for fold in before)


def _opening(line: Line) -> Cue | None:
    """Words that open a list, at the head of a sentence."""
    return next((cue for cue in line.cued("members") if not any(t.word for t in line.words(line.span.start, cue.start))), None)


def _listed(line: Line) -> Sequence[Name]:
    """The bodies right behind words that open a list at the head of a sentence."""
    opening = _opening(line)
    if opening is None:
        return ()
    bodies = [name for name in line.named(Role.AGENCY, Role.PLACE) if name.start >= opening.end and _body(name)]
    if not bodies or len(line.words(opening.end, bodies[0].start)) > _SOON:
        return ()
    return groups(line, bodies)[0]


def _body(name: Name) -> str | None:
    if name.role is Role.PLACE:
        return name.entity.actor if name.entity is not None else None
    return None if is_collective(name) else listed_by(name)


def _counted(line: Line, token: Token) -> bool:
    """ "Three federal agencies", "plusieurs grandes villes", "the new customers": more than one, and no name."""
    before = [one.fold for one in line.before(token.start, _COUNTED_FROM)]
    told = any(fold in _COUNTS or fold.isdigit() for fold in before)
    name = line.name_at(token.start)
    return token.fold in _MANY and told and (name is None or is_collective(name))


def _named_so(line: Line, many: Token, listed: Sequence[Name]) -> bool:
    """The sentence names one of the listed before it counts, so that they are others."""
    return any(name.name == one.name for name in line.named(Role.AGENCY) for one in listed if name.end <= many.start)


_MANY_WORDS = """
    agencies departments ministries governments administrations authorities bodies cities towns counties states provinces regions
    countries nations councils municipalities boroughs hospitals trusts universities colleges schools districts forces services
    courts offices bureaus institutions institutes organisations organizations customers clients users buyers adopters members
    commands branches parliaments regulators utilities
    ministeres organismes etablissements collectivites villes communes departements pays etats gouvernements hopitaux universites
    ecoles armees prefectures mairies cantons tribunaux utilisateurs directions rectorats academies autorites institutions
    parlements chus metropoles conseils
"""
_MANY = frozenset(_MANY_WORDS.split())
_COUNT_WORDS = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty dozen several some many more other
    new first a few handful all
    deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze vingt dizaine quinzaine plusieurs quelques
    nombreux nombreuses autres nouveaux nouvelles premiers premieres certains certaines
"""
_COUNTS = frozenset(_COUNT_WORDS.split())
