"""Which public bodies a clause is about: those named in it that are no mere speakers, the governments of places that act, and
those that a noun ("the agency"), a pronoun or a "we" takes up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.asides import aside, confirms, headed, of_a_firm, overseer
from watchers.claims.binding import Frame, is_collective
from watchers.claims.brokers import BROKERS
from watchers.claims.centre import centre
from watchers.claims.closed import IT, THE
from watchers.claims.cutting import Clause
from watchers.claims.entities import Scene
from watchers.claims.governments import placed
from watchers.claims.joining import STAGES, distance, groups
from watchers.claims.lexicon import Cue
from watchers.claims.ourselves import WE, we
from watchers.claims.pronouns import pronoun
from watchers.claims.subjects import close_by

_PROGRAMS = frozenset({"program", "platform"})
_LISTING_PROGRAMS = frozenset({"OneGov"})
_MOST = 12
"""Groups of bodies read in one clause: one that names more is no prose."""


def frames(scene: Scene, line: Line, clause: Clause) -> Iterator[Frame]:
    """The clause about each group of bodies that it may say something of."""
    found = [*_named(scene, line, clause)]
    lands = placed(scene, line, clause)
    if lands:  # "Tunisia has chosen X, the ministry announced"
        said = {name.start for name in clause.names(line, Role.AGENCY) if confirms(line, name)}
        found = [*(frame for frame in found if frame.span[0] not in said), *lands]
    if _speaks_for_itself(
        line, clause
    ):  # "« We use X », said Y before the Senate": the bodies around are the speaker's and the audience
        found = [frame for frame in found if line.quoted(frame.span[0])]
    led = _led(scene, line, clause, found)
    own = (
        [*led, *(frame for frame in found if led and _same_as(line, frame))]
        or found
        or _reported(scene, line, clause)
        or we(scene, line, clause)
        or _taken_up(scene, line, clause)
    )
    yield from own or _there(scene, line, clause)


def _same_as(line: Line, frame: Frame) -> bool:
    """ "Elle a bloqué X, quelques jours après la Commission": the body behind did so too."""
    before = [token.fold for token in line.before(frame.span[0], _AFTER)]
    if line.lang == "fr" and "," in before:
        aside = before[len(before) - before[::-1].index(",") :]
        return "apres" in aside[-2:] and not _SPANS.isdisjoint(aside)
    return False


_AFTER = 7
_SPANS = frozenset({"jours", "semaines", "mois", "ans", "an", "heures", "peu", "juste"})


def _there(scene: Scene, line: Line, clause: Clause) -> list[Frame]:
    """ "La préfecture s'y met : un modèle de X y relit les dossiers": the one body before the colon is the place of it."""
    if line.lang != "fr" or clause.start == line.span.start or not clause.names(line, Role.PRODUCT, Role.VENDOR):
        return []
    if not any(token.fold == "y" and clause.holds(token.start) for token in line.tokens):
        return []
    bodies = [name for name in line.named(Role.AGENCY) if name.end <= clause.start and not is_collective(name)]
    return [_frame(scene, line, clause, bodies, collective=False)] if len({name.name for name in bodies}) == 1 else []


def _reported(scene: Scene, line: Line, clause: Clause) -> list[Frame]:
    """ "A spokesman for X said it does not use Y": the speaker's house is what the report goes on about."""
    for cue in clause.cues(line, "say"):
        houses = [name for name in clause.names(line, Role.AGENCY) if name.end <= cue.start and not is_collective(name)]
        at = _report(line, cue)
        if not houses or at >= len(line.tokens) or line.quoted(cue.start) or not _house_speaks(line, houses[-1], cue):
            continue
        denies = any(other.first == cue.first for other in clause.cues(line, "deny"))
        taken = any(name.start >= cue.end for name in clause.names(line, Role.PRODUCT, Role.VENDOR))
        if _house_again(line, clause, at) or (denies and taken and clause.cues(line, "adopt", "explore", "contract", "get")):
            return [_frame(scene, line, clause, houses[-1:], collective=False)]
    return []


def _report(line: Line, cue: Cue) -> int:
    """The number of the first word of what is reported: behind "said", "said Tuesday", "said in an e-mail to the Post that"."""
    at = cue.last + 1
    that = next((no for no in range(at, min(at + _CHANNEL, len(line.tokens))) if line.tokens[no].fold in _THAT_ITSELF), at)
    while that < len(line.tokens) and line.tokens[that].fold in _THAT:
        that += 1
    return that


_CHANNEL = 12
"""Words between a verb of saying and what is said: the day, the channel, to whom."""
_THAT_ITSELF = frozenset({"that", "que", "qu'"})


def _house_again(line: Line, clause: Clause, at: int) -> bool:
    """ "It", "the agency" and what it does; "it would be wrong", "it was aware" tell of nothing done."""
    row = line.tokens
    if any(cue.first <= at + 1 and at <= cue.last for cue in line.cued("body")):
        return True
    following = [token.fold for token in row[at + 1 : at + 2]]
    if row[at].fold not in IT or following[:1] in (["would"], ["may"], ["might"], ["could"], ["must"], ["should"], ["faut"]):
        return False
    acts = {cue.first for cue in clause.cues(line, *STAGES)}
    return following[:1] not in (["is"], ["was"], ["est"], ["etait"]) or not acts.isdisjoint(range(at + 1, at + 5))


def _house_speaks(line: Line, house: Name, said: Cue) -> bool:
    """The house stands beside its spokesman, and nobody else before the verb of saying."""
    span = (house.start, house.end)
    told = any(distance(line, (cue.start, cue.end), span) <= _APPOSED_TITLE for cue in line.cued("spokes", "title"))
    rivals = line.named(Role.VENDOR, Role.COMPANY, Role.PRODUCT)
    return told and not any(name.start < said.start for name in rivals)


_THAT = frozenset({"that", "que", "qu'", ",", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "on"})
_APPOSED_TITLE = 2


def _speaks_for_itself(line: Line, clause: Clause) -> bool:
    """A "we" and what it does, both inside quotation marks, the words of saying outside."""
    if not line.holds(WE):
        return False
    own = [token for token in line.tokens if token.fold in WE and clause.holds(token.start) and line.quoted(token.start)]
    stages = clause.cues(line, *STAGES)
    return bool(own) and bool(stages) and all(line.quoted(cue.start) for cue in stages)


def _led(scene: Scene, line: Line, clause: Clause, found: list[Frame]) -> list[Frame]:
    """ "It has rolled X out at a rate that another body negotiated": the subject is the one taken up, what follows is aside."""
    cues = clause.cues(line, *STAGES)
    if not found or not cues or any(frame.span[0] < cues[0].start for frame in found):
        return []
    nouns = [cue for cue in clause.cues(line, "body") if not line.quoted(cue.start)]
    pronouns = pronoun(line, clause) if close_by(scene, line, clause) else []
    first = min((*(cue.start for cue in nouns), *(token.start for token in pronouns)), default=None)
    if first is None or first > cues[0].start or cues[0].category.startswith(("offer", "explore.with")):
        return []
    return _taken_up(scene, line, clause)


def listed_by(name: Name) -> str | None:
    """The body that a claim names: a programme that lists for others stands for its owner, other programmes for nobody."""
    entity = name.entity
    if entity is not None and entity.category in _PROGRAMS:
        return entity.owner if entity.name in _LISTING_PROGRAMS else None
    return name.name


def _named(scene: Scene, line: Line, clause: Clause) -> Iterator[Frame]:
    bodies = [name for name in clause.names(line, Role.AGENCY) if not of_a_firm(line, name)]
    acting = [name for name in bodies if not aside(line, name) and not _spelled_out(line, name, bodies)]
    acting = [name for name in acting if not (overseer(line, name) and any(one.start < name.start for one in acting))]
    acting = [*acting[:1], *(name for name in acting[1:] if not confirms(line, name))]
    if len(acting) == 1 and _of_others(line, clause, acting[0]):
        return
    if bodies and not acting and clause.cues(line, "approve") and clause.names(line, Role.PRODUCT):
        acting = list(bodies[:1])  # "According to the Pentagon, X is authorised": who tells it does it
    if len(bodies) == 1 and not acting and headed(line, bodies[0]):
        acting = list(bodies)
    for group in map(partial(_without_apposed, line), groups(line, acting)[:_MOST]):
        for collective in (False, True):
            rows = [name for name in group if is_collective(name) == collective]
            driven = () if collective or list(bodies) != rows else _owners(line, clause, rows)
            if driven:
                yield replace(_frame(scene, line, clause, rows, collective=False), bodies=driven)
            elif rows:
                yield _frame(scene, line, clause, rows, collective=collective)


def _owners(line: Line, clause: Clause, rows: Sequence[Name]) -> tuple[tuple[str, bool], ...]:
    """ "StateChat runs on X": a body's own tool, named alone with what drives it, stands for the body."""
    tools = [name.entity for name in rows if name.entity is not None and name.entity.category == "platform"]
    owners = {tool.owner: False for tool in tools if tool.owner and tool.owner not in BROKERS}
    if len(tools) != len(rows) or not any(cue.start >= rows[-1].end for cue in clause.cues(line, "motor")):
        return ()
    return tuple(owners.items())


def _of_a_land(line: Line, clause: Clause) -> bool:
    """ "Albania has its own helper": a land is the subject, and no body told of before."""
    first = next((token for token in line.words(clause.start, clause.end) if token.word and token.fold not in THE), None)
    name = line.name_at(first.start) if first is not None and line.lang == "en" else None
    if name is None or name.role is not Role.PLACE or clause.cues(line, "body"):
        return False
    behind = line.behind(name.end, 1)
    return bool(behind) and behind[0].fold in _DOES


_DOES = frozenset({"has", "had", "is", "was", "will", "uses", "built"})


def _of_others(line: Line, clause: Clause, name: Name) -> bool:
    """ "Dans les banques, les analystes ont été remplacés par X, note la banque centrale": it tells of others."""
    told = [cue for cue in clause.cues(line, "outsider") if cue.end <= name.start]
    return bool(told) and told[0].first <= _LED and confirms(line, name)


_LED = 5


def _spelled_out(line: Line, name: Name, bodies: Sequence[Name]) -> bool:
    """ "La Société nationale d'électricité (Senelec)": the long form, in nobody's list, of a body that is in one."""
    short = next((one for one in bodies if one.start >= name.end), None) if name.unlisted else None
    if short is None or short.unlisted:
        return False
    return [token.fold for token in line.words(name.end, short.start)] == ["("] and not is_collective(short)


def _without_apposed(line: Line, group: tuple[Name, ...]) -> tuple[Name, ...]:
    """ "Frontex, l'agence européenne de garde-frontières, teste X": what a body is, and no second one."""
    if len(group) < _PAIR or len({name.name for name in group}) < _PAIR:
        return group
    gap = [token.fold for token in line.words(group[0].end, group[1].start)]
    if gap[:1] in (["("], [")"]) and ")" in gap:
        gap = gap[gap.index(")") + 1 :]  # "Le Crown Prosecution Service (CPS), le parquet d'Angleterre, …"
    behind = [token.fold for token in line.words(group[-1].end, line.span.end)[:1]]
    listed = any("," in {token.fold for token in line.words(one.end, two.start)} for one, two in pairwise(group[1:]))
    return group[:1] if gap[:1] == [","] and len(gap) == _PAIR and gap[1] in THE and behind == [","] and not listed else group


_PAIR = 2


def _frame(scene: Scene, line: Line, clause: Clause, rows: list[Name], *, collective: bool) -> Frame:
    names = {}
    for name in rows:
        body = listed_by(name)
        if body:
            names[body] = name.unlisted
    return Frame(
        scene=scene,
        line=line,
        clause=clause,
        bodies=tuple(names.items()),
        span=(rows[0].start, rows[-1].end),
        named=True,
        collective=collective,
        listing=any(body in BROKERS for body in names),
    )


def _taken_up(scene: Scene, line: Line, clause: Clause) -> list[Frame]:
    """ "The agency", "its clerks", "it", a passive without an agent, or the end of something whose user was named before."""
    found = None if _of_a_land(line, clause) else centre(scene, line, clause)
    if found is None:
        return []
    mark, bodies = found
    names = {body: name.unlisted for name in bodies if (body := listed_by(name))}
    if not names:
        return []
    span = (mark.start, mark.start)
    listing = any(name in BROKERS for name in names)
    return [Frame(scene=scene, line=line, clause=clause, bodies=tuple(names.items()), span=span, named=False, listing=listing)]
