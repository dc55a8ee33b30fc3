"""Which public body explores, is offered, approved, uses, contracted, dropped or denies which vendor's model.

One clause with a body, a word that tells how far it went (``data/lexicon/stages-*.txt``) and a vendor or product is one
statement; the vendor may stand in the sentence before ("the company", "its models", "we" in a quotation). Questions,
hypotheses, lawsuits and mere speakers claim nothing. The rungs are those of the public contract.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import STAGES, Clause, Frame, Said, body_before, clauses, distance, groups, is_collective, sellers
from watchers.claims.entities import Bound, Scene
from watchers.claims.lexicon import Cue
from watchers.claims.model import Adoption, Evidence, Stage
from watchers.claims.passages import PassageKind
from watchers.claims.stages import Staged, family, staged
from watchers.claims.tokens import Token
from watchers.claims.vendors import vendors, with_products

_LISTING = frozenset({"General Services Administration"})
"""Bodies that buy for all others: an agreement with them, or a listing by them, is an approval."""
_PROGRAMS = frozenset({"program", "platform"})
_LISTING_PROGRAMS = frozenset({"OneGov"})
_RECIPIENT = {
    "en": frozenset({"to", "for", "across", "governments"}),
    "fr": frozenset({"a", "au", "aux", "pour", "gouvernements", "disposition"}),
}
_NONE: frozenset[str] = frozenset()


def adoptions(scene: Scene) -> tuple[Said, ...]:
    """Every statement of the article about a body and a vendor's model, in order of place."""
    found: list[Said] = []
    for line in scene.lines:
        if not line.question:
            found.extend(_same_again(scene, line, found) or _of_line(scene, line))
    return tuple(found)


def _same_again(scene: Scene, line: Line, earlier: Sequence[Said]) -> list[Said]:
    """ "X received one of the same size": another vendor, the body and the stage of the statement just before."""
    cues = [cue for cue in line.cued("likewise") if not line.named(Role.AGENCY)]
    bounds = list(sellers(line.named(Role.VENDOR, Role.PRODUCT))) if cues else []
    if not bounds or not earlier or line.index - earlier[-1].line.index > _FOLLOWS:
        return []
    last = earlier[-1].claim
    if not isinstance(last, Adoption) or last.stage.rung is None:
        return []
    credit = attribution(scene, line, cues[0].start)
    evidence = Evidence(quote=line.text, span=line.span, attribution=credit, unlisted=last.evidence.unlisted)
    claims = [
        Adoption(vendor=bound.vendor, product=bound.product, agency=last.agency, stage=last.stage, evidence=evidence)
        for bound in bounds
    ]
    return [Said(claim=claim, line=line, weight=1) for claim in claims]


def _of_line(scene: Scene, line: Line) -> Iterator[Said]:
    for clause in clauses(line):
        if clause.cues(line, *STAGES) and not _unasserted(line, clause):
            for frame in _frames(scene, line, clause):
                yield from _claims(frame)


def _unasserted(line: Line, clause: Clause) -> bool:
    """A supposition, or a body that sues, fines or investigates."""
    if clause.cues(line, "watch", "misstated"):
        return True
    stages = clause.cues(line, *STAGES)
    return any(cue.first <= stages[0].first for cue in clause.cues(line, "suppose"))


# ------------------------------------------------------------------------------------------------------------------ bodies


def _frames(scene: Scene, line: Line, clause: Clause) -> Iterator[Frame]:
    bodies = clause.names(line, Role.AGENCY)
    named = [name for name in bodies if not _aside(line, name)]
    if bodies and not named and clause.cues(line, "approve") and clause.names(line, Role.PRODUCT):
        named = list(bodies[:1])  # "According to the Pentagon, X is authorised": who tells it does it
    found = False
    for group in groups(line, named)[:_MOST]:
        for collective in (False, True):
            rows = [name for name in group if is_collective(name) == collective]
            if rows:
                found = True
                yield _frame(scene, line, clause, rows, collective=collective)
    places = _places(line, clause)
    if places:
        found = True
        yield places_frame(scene, line, clause, places)
    if not found:
        yield from _we(scene, line, clause) or _taken_up(scene, line, clause)


def _frame(scene: Scene, line: Line, clause: Clause, rows: list[Name], *, collective: bool) -> Frame:
    names = {}
    for name in rows:
        body = _body(name)
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
        listing=any(body in _LISTING for body in names),
    )


def _body(name: Name) -> str | None:
    """The body that a claim names: a programme that lists for others stands for its owner, other programmes for nobody."""
    entity = name.entity
    if entity is not None and entity.category in _PROGRAMS:
        return entity.owner if entity.name in _LISTING_PROGRAMS else None
    return name.name


def _aside(line: Line, name: Name) -> bool:
    """Named as a parent, a spokesman's house, or one to whom something is credited: no user."""
    for cue in line.cued("part", "per"):
        if cue.end <= name.start and distance(line, (cue.start, cue.end), (name.start, name.end)) <= 2:
            return True
    return any(distance(line, (cue.start, cue.end), (name.start, name.end)) <= 2 for cue in line.cued("spokes"))


def _places(line: Line, clause: Clause) -> tuple[Name, ...]:
    """Countries and states that act: as those to whom something is offered, or as the subject of the clause."""
    offers = clause.cues(line, "offer")
    gets = clause.cues(line, "get")
    found = []
    for group in groups(line, [name for name in clause.names(line, Role.PLACE) if name.entity and name.entity.actor]):
        first, last = group[0], group[-1]
        if _beyond(line, first):
            continue
        received = any(cue.end <= first.start for cue in offers) and _recipient(line, first)
        passive = any(cue.start >= last.end for cue in gets)
        if received or passive or _acts(line, clause, first):
            found.extend(group)
    return tuple(name for name in found if name.entity and name.entity.actor)


def _beyond(line: Line, name: Name) -> bool:
    return any(
        cue.end <= name.start and distance(line, (cue.start, cue.end), (name.start, name.end)) <= 2 for cue in line.cued("beyond")
    )


def _recipient(line: Line, name: Name) -> bool:
    before = [token.fold for token in line.tokens if token.end <= name.start][-6:]
    return bool(_RECIPIENT.get(line.lang, _NONE).intersection(before))


def _acts(line: Line, clause: Clause, name: Name) -> bool:
    """A state or a foreign country as the subject: first in its clause, its verb right behind."""
    before = [token for token in line.tokens if clause.start <= token.start < name.start and token.word]
    after = [cue for cue in clause.cues(line, *STAGES, "future") if cue.start >= name.end]
    if before or not after or (name.entity and name.entity.category == "country" and name.entity.country == "US"):
        return False
    return distance(line, (name.start, name.end), (after[0].start, after[0].end)) <= 1


def places_frame(scene: Scene, line: Line, clause: Clause, places: tuple[Name, ...]) -> Frame:
    """The governments that act under these places' names."""
    actors = [(name.entity.actor, False) for name in places if name.entity and name.entity.actor]
    span = (places[0].start, places[-1].end)
    return Frame(scene=scene, line=line, clause=clause, bodies=tuple(dict.fromkeys(actors)), span=span, named=True)


def _passive(line: Line, cue: Cue) -> bool:
    """ "Were cleared", "ont été validés": done by somebody who need not be named."""
    return cue.first > 0 and line.tokens[cue.first - 1].fold in _PASSIVE


_PASSIVE = frozenset({"been", "was", "were", "being", "ete"})


def _close_by(scene: Scene, line: Line, clause: Clause) -> bool:
    """A body was the subject just before: in an earlier clause, or as the first actor of the sentence before."""
    if any(name.end <= clause.start and not is_collective(name) for name in line.named(Role.AGENCY)):
        return True
    before = scene.lines[line.index - 1] if line.index else None
    if before is None or before.passage != line.passage:
        return False
    actors = before.named(Role.AGENCY, Role.VENDOR, Role.COMPANY, Role.PRODUCT)
    return bool(actors) and actors[0].role is Role.AGENCY and not is_collective(actors[0])


def _pronoun(line: Line, clause: Clause) -> list[Token]:
    """The clause begins with a pronoun for the body: "It is testing …"."""
    words = [token for token in line.tokens if clause.holds(token.start) and token.word]
    return words[:1] if words and words[0].fold in _PRONOUNS else []


_PRONOUNS = frozenset({"it", "they", "il", "elle", "ils", "elles"})


def _we(scene: Scene, line: Line, clause: Clause) -> list[Frame]:
    """ "We" in a quotation: the body that the speaker works for."""
    firsts = [token for token in line.tokens if token.fold in ("we", "nous") and clause.holds(token.start)]
    told = [token for token in firsts if line.quoted(token.start)]
    if not told:
        return []
    credit = attribution(scene, line, told[0].start)
    house = credit.employer if credit else None
    if house is None or house not in scene.bodies:
        return []
    span = (told[0].start, told[0].end)
    return [Frame(scene=scene, line=line, clause=clause, bodies=((house, scene.bodies[house]),), span=span, named=True)]


def _taken_up(scene: Scene, line: Line, clause: Clause) -> Iterator[Frame]:
    """ "The agency", or an end of something whose user was named before."""
    cues = [cue for cue in clause.cues(line, "body", "likewise") if not line.quoted(cue.start)]
    over = clause.names(line, Role.PRODUCT) or clause.cues(line, "matter")
    ends = [cue for cue in clause.cues(line, "end") if over]
    done = [cue for cue in clause.cues(line, *STAGES) if _passive(line, cue) and clause.names(line, Role.PRODUCT)]
    near = _close_by(scene, line, clause)
    cues = cues or (done if near else []) or (_pronoun(line, clause) if near else [])
    if not cues and not ends:
        return
    here = [name for name in line.named(Role.AGENCY) if name.end <= clause.start and not is_collective(name)]
    body = here[-1] if here else body_before(scene, line)
    if body is None:
        return
    mark = cues[0] if cues else ends[0]
    name = _body(body)
    if name:
        bodies = ((name, body.unlisted),)
        span = (mark.start, mark.start)
        yield Frame(scene=scene, line=line, clause=clause, bodies=bodies, span=span, named=False, listing=name in _LISTING)


# ------------------------------------------------------------------------------------------------------------------ claims


def _claims(frame: Frame) -> Iterator[Said]:
    """One statement for each verb with its own vendors: "uses A and is testing B"."""
    for part in _parts(frame):
        yield from _statement(part)


def _parts(frame: Frame) -> tuple[Frame, ...]:
    """The frame cut before each verb that has vendors of its own behind it, where the body stands before them all."""
    line, clause = frame.line, frame.clause
    rows = [row for row in groups(line, clause.names(line, Role.VENDOR, Role.PRODUCT)) if row[0].start >= frame.span[1]]
    cues = [cue for cue in clause.cues(line, *STAGES) if cue.start >= frame.span[1]]
    cuts = [clause.start]
    for left, right in pairwise(rows):
        between = [cue for cue in cues if left[-1].end <= cue.start < right[0].start]
        led = any(cuts[-1] <= cue.start < left[0].start for cue in cues)
        apart = not {name.vendor for name in left} & {name.vendor for name in right}
        if between and led and apart:
            cuts.append(between[0].start)
    cuts.append(clause.end)
    return tuple(replace(frame, clause=Clause(start=one, end=other)) for one, other in pairwise(cuts))


def _statement(frame: Frame) -> Iterator[Said]:
    told = staged(frame.line, frame.clause, frame.span, listing=frame.listing)
    if told is None or not _fits(frame, told):
        return
    bounds = vendors(frame, told.cue)
    instead = _instead(frame) if told.stage is Stage.ENDED else ()
    for body, unlisted in frame.bodies:
        for bound in bounds:
            if bound not in instead:
                yield _said(frame, told, bound, body, unlisted=unlisted)
        for bound in instead:
            yield _said(frame, replace(told, stage=Stage.ADOPTED), bound, body, unlisted=unlisted)


def _instead(frame: Frame) -> tuple[Bound, ...]:
    """The vendor that takes the place of the one dropped: "in favour of X"."""
    line = frame.line
    cues = frame.clause.cues(line, "favour")
    behind = [name for name in line.named(Role.VENDOR, Role.PRODUCT) if cues and name.start >= cues[0].end]
    return tuple(with_products(frame.scene, line, sellers(behind)))


def _fits(frame: Frame, told: Staged) -> bool:
    if frame.collective:
        return _offered_to_all(frame, told)
    if told.stage is Stage.OFFERED and family(told.cue) == "offer":
        return told.cue.start < frame.span[0]
    if _paid(frame, told) or _only_speaks(frame, told):
        return False
    if not frame.named:
        return bool(frame.clause.names(frame.line, Role.PRODUCT) or frame.clause.cues(frame.line, "model", "contract", "matter"))
    return told.cue.category in _RELATIONS or frame.listing or _has_object(frame)


def _paid(frame: Frame, told: Staged) -> bool:
    """The money goes to the body: a grant, no purchase."""
    row = frame.line.tokens
    if row[told.cue.first].fold not in _PAY or told.cue.start > frame.span[0]:
        return False
    before = [token.fold for token in row if token.end <= frame.span[0]][-3:]
    return bool(_TO.get(frame.line.lang, _NONE).intersection(before))


def _only_speaks(frame: Frame, told: Staged) -> bool:
    """ "The commission says that X bought Y": the verb's subject is the vendor, the body only says so."""
    line = frame.line
    if family(told.cue) not in ("adopt", "contract"):
        return False
    left = [name for name in frame.clause.names(line, Role.VENDOR) if frame.span[1] <= name.start and name.end <= told.cue.start]
    if not left or distance(line, (left[-1].start, left[-1].end), (told.cue.start, told.cue.end)) > 1:
        return False
    return any(frame.span[1] <= cue.start < left[-1].start for cue in line.cued("say"))


_PAY = frozenset({"pay", "pays", "paid", "paying", "verse", "versent", "verser", "paie", "paient", "paye", "payer"})
_TO = {"en": frozenset({"to"}), "fr": frozenset({"a", "au", "aux"})}
_FOLLOWS = 3
_MOST = 12
"""Groups of bodies read in one clause: one that names more is no prose."""
_RELATIONS = frozenset({"explore.with", "get"})
"""Categories that need no product or vendor beside them."""


def _has_object(frame: Frame) -> bool:
    """Something that can be taken up: a product, a vendor, or a word for models."""
    line, clause = frame.line, frame.clause
    return bool(clause.names(line, Role.PRODUCT, Role.VENDOR) or clause.cues(line, "model", "company"))


def _offered_to_all(frame: Frame, told: Staged) -> bool:
    """A whole government is claimed only where a vendor offers to it as a whole, and nobody lists or prices in that sentence."""
    line = frame.line
    if told.stage is not Stage.OFFERED or family(told.cue) != "offer" or told.cue.start > frame.span[0]:
        return False
    if any(_body(name) in _LISTING for name in line.named(Role.AGENCY)):
        return False
    priced = any(mark in line.text for mark in "$€£") or "dollar" in line.text.lower()
    if priced and not frame.clause.cues(line, "all"):
        return False
    return any(name.end <= frame.span[0] for name in line.named(Role.VENDOR, Role.PRODUCT))


def _said(frame: Frame, told: Staged, bound: Bound, body: str, *, unlisted: bool) -> Said:
    line = frame.line
    claim = Adoption(
        vendor=bound.vendor,
        product=bound.product,
        agency=body,
        stage=told.stage,
        evidence=Evidence(
            quote=line.text,
            span=line.span,
            attribution=attribution(frame.scene, line, told.cue.start),
            hedged=told.hedged,
            unlisted=unlisted or bound.unlisted,
            corrects=line.kind is PassageKind.CORRECTION,
        ),
    )
    explicit = bool(frame.clause.names(line, Role.PRODUCT, Role.VENDOR))
    return Said(claim=claim, line=line, weight=2 * frame.named + explicit)
