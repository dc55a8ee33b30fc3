"""Which public bodies a clause is about: those named in it that are no mere speakers, the governments of places that act, and
those that a noun ("the agency"), a pronoun or a "we" takes up.
"""

from collections.abc import Iterator, Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import STAGES, Clause, Frame, distance, groups, is_collective
from watchers.claims.centre import centre, close_by, pronoun
from watchers.claims.entities import Scene
from watchers.claims.lexicon import Cue
from watchers.claims.ourselves import ITS, WE, we
from watchers.claims.people import staff_of
from watchers.claims.tokens import Token

LISTING = frozenset({"General Services Administration"})
"""Bodies that buy for all others: an agreement with them, or a listing by them, is an approval."""
_PROGRAMS = frozenset({"program", "platform"})
_LISTING_PROGRAMS = frozenset({"OneGov"})
_RECIPIENT = {
    "en": frozenset({"to", "for", "across", "governments"}),
    "fr": frozenset({"a", "au", "aux", "pour", "gouvernements", "disposition"}),
}
_NONE: frozenset[str] = frozenset()
_APPOSED = 9
_MOST = 12
"""Groups of bodies read in one clause: one that names more is no prose."""


def frames(scene: Scene, line: Line, clause: Clause) -> Iterator[Frame]:
    """The clause about each group of bodies that it may say something of."""
    found = [*_named(scene, line, clause), *_placed(scene, line, clause)]
    if _speaks_for_itself(
        line, clause
    ):  # "« We use X », said Y before the Senate": the bodies around are the speaker's and the audience
        found = [frame for frame in found if line.quoted(frame.span[0])]
    led = _led(scene, line, clause, found)
    yield from led or found or _reported(scene, line, clause) or we(scene, line, clause) or _taken_up(scene, line, clause)


def _reported(scene: Scene, line: Line, clause: Clause) -> list[Frame]:
    """ "A spokesman for X said it does not use Y": the speaker's house is what the report goes on about."""
    for cue in clause.cues(line, "say"):
        houses = [name for name in clause.names(line, Role.AGENCY) if name.end <= cue.start and not is_collective(name)]
        at = cue.last + 1
        while at < len(line.tokens) and line.tokens[at].fold in _THAT:
            at += 1
        if not houses or at >= len(line.tokens) or line.quoted(cue.start) or not _house_speaks(line, houses[-1], cue):
            continue
        denies = any(other.first == cue.first for other in clause.cues(line, "deny"))
        taken = any(name.start >= cue.end for name in clause.names(line, Role.PRODUCT, Role.VENDOR))
        if _house_again(line, clause, at) or (denies and taken and clause.cues(line, "adopt", "explore", "contract", "get")):
            return [_frame(scene, line, clause, houses[-1:], collective=False)]
    return []


def _house_again(line: Line, clause: Clause, at: int) -> bool:
    """ "It", "the agency" and what it does; "it would be wrong", "it was aware" tell of nothing done."""
    row = line.tokens
    if any(cue.first <= at + 1 and at <= cue.last for cue in line.cued("body")):
        return True
    following = [token.fold for token in row[at + 1 : at + 2]]
    if row[at].fold not in _IT or following[:1] in (["would"], ["may"], ["might"], ["could"], ["must"], ["should"], ["faut"]):
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
_IT = frozenset({"it", "elle", "il", "celle-ci", "celui-ci"})
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


# ------------------------------------------------------------------------------------------------------------------- named


def _named(scene: Scene, line: Line, clause: Clause) -> Iterator[Frame]:
    bodies = clause.names(line, Role.AGENCY)
    acting = [name for name in bodies if not _aside(line, name)]
    acting = [name for name in acting if not (_overseer(line, name) and any(one.start < name.start for one in acting))]
    acting = [*acting[:1], *(name for name in acting[1:] if not _confirms(line, name))]
    if bodies and not acting and clause.cues(line, "approve") and clause.names(line, Role.PRODUCT):
        acting = list(bodies[:1])  # "According to the Pentagon, X is authorised": who tells it does it
    if len(bodies) == 1 and not acting and _headed(line, bodies[0]):
        acting = list(bodies)
    for group in groups(line, acting)[:_MOST]:
        for collective in (False, True):
            rows = [name for name in group if is_collective(name) == collective]
            if rows:
                yield _frame(scene, line, clause, rows, collective=collective)


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
        listing=any(body in LISTING for body in names),
    )


def _aside(line: Line, name: Name) -> bool:
    """Named as a parent, as a spokesman's or official's house, as an audience or a source: no user."""
    span = (name.start, name.end)
    if any(cue.end <= name.start and distance(line, (cue.start, cue.end), span) <= 1 for cue in line.cued("contrast")):
        return True
    if _formerly(line, name) or _others(line, name) or _helps(line, name) or _finds(line, name):
        return True
    for cue in line.cued("part", "per", "told"):
        if cue.category == "per.last":  # "À l'entendre, …" names its source before
            continue
        behind = [token.fold for token in line.words(cue.end, name.start)]
        source = cue.category == "per" and len(behind) <= _SOURCE and "," not in behind  # "according to a note to X"
        near = cue.end <= name.start and (source or distance(line, (cue.start, cue.end), span) <= 2)
        if near and not any(cue.end <= other.start < name.start for other in line.names):
            return True
    for cue in line.cued("title"):
        behind = [token.fold for token in line.words(cue.end, name.start)]
        if cue.end <= name.start and behind and len(behind) <= _NEAR and _OF.issuperset(behind):
            return True
    closing = _closing_spokesman(line, name)
    return any(distance(line, (cue.start, cue.end), span) <= 2 and cue.start != closing for cue in line.cued("spokes"))


def _closing_spokesman(line: Line, name: Name) -> int | None:
    """ "X remains in use at the body, a spokesman said": who says it closes the sentence, and is not the body's apposition."""
    behind = line.behind(name.end, _CLOSING)
    told = [token.fold for token in behind]
    if told[:1] != [","] or told[1:2] not in (["a"], ["its"], ["un"], ["une"], ["son"], ["sa"]):
        return None
    cue = next(
        (cue for cue in line.cued("spokes") if behind[1].end <= cue.start and cue.first - 1 <= line.tokens.index(behind[1])), None
    )
    said = cue is not None and any(other.first == cue.last + 1 for other in line.cued("say"))
    ahead = any(one.end <= name.start for one in line.named(Role.PRODUCT, Role.VENDOR))
    return cue.start if cue is not None and said and ahead else None


def _headed(line: Line, name: Name) -> bool:
    """ "La direction de la SNCF a demandé …", "Les services du département …": who runs or staffs a body acts for it."""
    row = [token.fold for token in line.words(line.span.start, name.start) if token.word]
    return line.lang == "fr" and 1 < len(row) <= _SOURCE and row[0] in _ARTICLES and row[1] in _RUNS and _OF.issuperset(row[2:])


_RUNS = frozenset({"direction", "services", "service", "bureau", "bureaux", "equipes", "etat-major", "presidence"})


def _overseer(line: Line, name: Name) -> bool:
    """ "X teste Y, un projet piloté par Z": the last watches over what another body does."""
    span = (name.start, name.end)
    return any(cue.end <= name.start and distance(line, (cue.start, cue.end), span) <= 2 for cue in line.cued("overseen"))


def _confirms(line: Line, name: Name) -> bool:
    """ "A has ordered X, B confirmed", "A a commandé X, a confirmé B": behind the statement, B only says so."""
    if _inverted(line, name):
        return True
    behind = line.words(name.end, line.span.end)
    before = [token.fold for token in line.before(name.start, 2)]
    said = any(behind[at].start == cue.start for cue in line.cued("say") for at in range(min(2, len(behind))))
    return said and "," in before and len([token for token in behind if token.word]) <= _CLOSING


def _inverted(line: Line, name: Name) -> bool:
    """ ", a indiqué jeudi le secrétariat de B": the French verb of saying stands before its subject, a comma before both."""
    said = [cue for cue in line.cued("say") if cue.end <= name.start and not line.quoted(cue.start)]
    if line.lang != "fr" or not said or len(line.words(said[-1].end, name.start)) > _SOURCE:
        return False
    before = [token.fold for token in line.before(said[-1].start, 2)]
    between = {token.fold for token in line.words(said[-1].end, name.start)}
    return "," in before and between.isdisjoint(_REPORTING)


_REPORTING = frozenset({"que", "qu'", ",", ":", "a", "au", "aux"})
_CLOSING = 5


def _formerly(line: Line, name: Name) -> bool:
    """ "A former Treasury official": where a person was."""
    before = [token.fold for token in line.before(name.start, 1)]
    behind = [token.fold for token in line.behind(name.end, 2)]
    return before in (["former"], ["ex"]) and not _STAFF.isdisjoint(behind)


_STAFF_WORDS = """
    official officials employee employees staffer staffers engineer engineers director chief officer officers adviser advisor
    lawyer lawyers analyst analysts contractor manager executive scientist head secretary minister
"""
_STAFF = frozenset(_STAFF_WORDS.split())


def _helps(line: Line, name: Name) -> bool:
    """ "With help from the body", "alongside the body's engineers": who stands by another's work."""
    before = [token.fold for token in line.before(name.start, _SOURCE) if token.fold != "the"]
    return before[-3:] in (["with", "help", "from"], ["with", "support", "from"], ["with", "advice", "from"]) or before[-4:] in (
        ["with", "the", "help", "of"],
        ["with", "help", "of"],
    )


def _finds(line: Line, name: Name) -> bool:
    """ "Only one ministry has bought X, the audit court found": what an auditor or a court finds is of others."""
    behind = [token.fold for token in line.words(name.end, line.span.end)[:2]]
    before = [token.fold for token in line.before(name.start, 2)]
    return (
        "," in before and bool(behind) and (behind[0] in _FOUND or (behind[-1] in _FOUND and behind[0] in ("has", "had", "have")))
    )


_FOUND = frozenset({"found", "finds", "ruled", "held", "concluded", "heard", "calculated", "estimated", "established"})


def _others(line: Line, name: Name) -> bool:
    """ "The body's rival": somebody else."""
    behind = [token.fold for token in line.words(name.end, line.span.end)[:2]]
    owned = [token.fold for token in line.words(name.end, line.span.end)[:_ARM]]
    if behind[:1] == ["'s"]:
        return bool(_OTHERS.intersection(behind)) or "arm" in owned
    return behind[:1] != [] and behind[0] in _OTHERS


_OTHERS = frozenset(
    {"rival", "rivals", "competitor", "competitors", "neighbour", "neighbor", "neighbours", "neighbors", "critics", "critic"}
    | {"opponents", "opponent", "lobbyists", "lobbyist", "alumni", "retirees", "pensioners"}
)
_NEAR = 3
_ARM = 4
_SOURCE = 5
_OF = frozenset({"of", "the", "de", "du", "des", "d'", "la", "l'", "'s"})


# ------------------------------------------------------------------------------------------------------------------ places


def _placed(scene: Scene, line: Line, clause: Clause) -> list[Frame]:
    """The governments of places that act: those to whom something is offered, or the subject of the clause."""
    offers = clause.cues(line, "offer")
    gets = clause.cues(line, "get")
    found: list[Name] = []
    places = clause.names(line, Role.PLACE)
    for group in groups(line, [name for name in places if name.entity and name.entity.actor and not _situates(line, name)]):
        first, last = group[0], group[-1]
        if (
            _longer(line, last)
            or _beyond(line, first)
            or (first.entity and first.entity.country == "US" and first.entity.category == "country")
        ):
            continue
        received = any(cue.end <= first.start for cue in offers) and _recipient(line, first)
        passive = any(cue.start >= last.end for cue in gets)
        if received or passive or _acts(line, clause, first) or _staffed(line, clause, first) or staff_of(line, clause, first):
            found.extend(group)
    if not found:
        return []
    actors = tuple(dict.fromkeys((name.entity.actor, False) for name in found if name.entity and name.entity.actor))
    span = (found[0].start, found[-1].end)
    return [Frame(scene=scene, line=line, clause=clause, bodies=actors, span=span, named=True)]


def _situates(line: Line, name: Name) -> bool:
    """ "Fairfax County, Virginia, is testing X": the state only tells where the county lies."""
    before = [token.fold for token in line.before(name.start, 2)]
    return before[-1:] == [","] and before[:1] == ["county"] and bool(name.entity and name.entity.category == "state")


def _staffed(line: Line, clause: Clause, name: Name) -> bool:
    """ "En Pennsylvanie, les fonctionnaires …", "In Maine, state employees …": those who serve the place act for it."""
    before = {token.fold for token in line.words(clause.start, name.start) if token.word}
    behind = [token.fold for token in line.words(name.end, clause.end)[:_SEATED]]
    if behind[:1] != [","] or not before or not before <= _IN or clause.names(line, Role.AGENCY):
        return False
    return not _SERVANTS.isdisjoint(behind[1:]) or behind[1:4] == ["l'", "etat", "s'"]


_SEATED = 5
_IN = frozenset({"en", "au", "aux", "a", "in", "the", "dans", "le", "la", "l'", "across"})
_SERVANTS = frozenset({"fonctionnaires", "fonctionnaire", "administrations", "ministeres", "servants", "officials"})


def _longer(line: Line, name: Name) -> bool:
    """ "Texas Instruments", "Virginia Mason": the place only begins the name of somebody else. Headlines capitalise verbs too."""
    behind = line.behind(name.end, 2)
    if not behind or not behind[0].upper or not behind[0].word:
        return False
    verbs = {cue.first for cue in line.cued(*STAGES, "future")}
    titled = len(behind) > 1 and behind[1].upper
    return not titled and line.tokens.index(behind[0]) not in verbs


def _beyond(line: Line, name: Name) -> bool:
    span = (name.start, name.end)
    return any(cue.end <= name.start and distance(line, (cue.start, cue.end), span) <= 2 for cue in line.cued("beyond"))


def _recipient(line: Line, name: Name) -> bool:
    before = [token.fold for token in line.before(name.start, 6)]
    if before[-1:] == ["in"] and not ITS.isdisjoint(before):
        return False  # "to its crews in Georgia"
    return bool(_RECIPIENT.get(line.lang, _NONE).intersection(before))


def _acts(line: Line, clause: Clause, name: Name) -> bool:
    """A state or a foreign country as the subject: first in its clause, its verb right behind or after helping words."""
    before = {token.fold for token in _without_apposed(line.words(clause.start, name.start)) if token.word}
    after = [cue for cue in clause.cues(line, *STAGES, "future", "chore") if cue.start >= name.end]
    american = name.entity is not None and name.entity.category == "country" and name.entity.country == "US"
    if not before <= _ARTICLES or not after or american:
        return False
    sellers = clause.names(line, Role.VENDOR, Role.PRODUCT)
    verbs = [cue for cue in after if _verb_of(line.words(name.end, cue.start))]
    # "Ukraine, which Palantir supports, is testing drones": who stands in the aside only is not what is tested
    verbs = [cue for cue in verbs if not sellers or any(not name.end <= one.start < cue.start for one in sellers)]
    return bool(verbs) and not clause.cues(line, "compared")


def _without_apposed(before: Sequence[Token]) -> Sequence[Token]:
    """Without "the Baltic state of", "the island nation of" before a place: what it is."""
    row = [token.fold for token in before if token.word]
    told = len(row) > 2 and len(row) <= _APPOSED // 2 and row[-1] == "of" and row[-2] in _LANDS and row[0] in _ARTICLES
    return () if told else before


_LANDS = frozenset({"state", "nation", "country", "republic", "kingdom", "province", "canton", "emirate", "territory", "island"})


def _verb_of(gap: Sequence[Token]) -> bool:
    """Whether a verb after these words is the subject's own: none, helping ones, or an aside between commas."""
    folds = [token.fold for token in gap]
    if folds[:1] == [","] and "," in folds[1:] and folds.index(",", 1) <= _APPOSED:
        folds = folds[folds.index(",", 1) + 1 :]
    if folds[-1:] == ["to"] and _BECOME.intersection(folds[:2]) and _RANKED.intersection(folds) and len(folds) <= _APPOSED:
        return True  # "has become the first EU country to offer"
    if folds[:1] and folds[0] in _OF_THE_LAND:
        return False
    return len(folds) <= 1 or (len(folds) <= _HELPED and _HELPING.issuperset(folds))


_BECOME = frozenset({"become", "became", "becomes", "is", "was"})
_RANKED = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "latest", "only", "last", "newest"})
_OF_THE_LAND_WORDS = """
    lawmakers legislators senators republicans democrats residents voters companies firms startups schools courts police doctors
    lawyers judges farmers drivers students teachers taxpayers utilities hospitals banks businesses authors publishers artists
"""
_OF_THE_LAND = frozenset(_OF_THE_LAND_WORDS.split())
"""Behind the name of a place they are who acts, and not its government."""
_ARTICLES = frozenset({"the", "le", "la", "l'", "les"})
_HELPED = 7
_HELPING_WORDS = """
    has have had is are was were will been be being begun started begins starts to now also already just not n't since recently
    plans intends wants going about ready agreed decided signed sign signs became become becomes a an one of the first among
    a ont avait est sont va vont s' se commence commencent commencé commence a à de d' vient viennent entend entendent compte
    comptent veut veulent prévoit prévoient prevoit prevoient n' ne pas aussi deja déjà ensuite desormais désormais decide décidé
"""
_HELPING = frozenset(_HELPING_WORDS.split())


# ---------------------------------------------------------------------------------------------------------------- taken up


def _taken_up(scene: Scene, line: Line, clause: Clause) -> list[Frame]:
    """ "The agency", "its clerks", "it", a passive without an agent, or the end of something whose user was named before."""
    found = centre(scene, line, clause)
    if found is None:
        return []
    mark, bodies = found
    names = {body: name.unlisted for name in bodies if (body := listed_by(name))}
    if not names:
        return []
    span = (mark.start, mark.start)
    listing = any(name in LISTING for name in names)
    return [Frame(scene=scene, line=line, clause=clause, bodies=tuple(names.items()), span=span, named=False, listing=listing)]
