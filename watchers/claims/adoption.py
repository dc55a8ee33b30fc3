"""Which public body explores, is offered, approved, uses, contracted, dropped or denies which vendor's model.

One clause with a body, a word that tells how far it went (``data/lexicon/stages-*.txt``) and a vendor or product is one
statement; the vendor may stand in the sentence before ("the company", "its models", "we" in a quotation). Questions,
hypotheses, lawsuits and mere speakers claim nothing. The rungs are those of the public contract.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from watchers.claims.actors import Line, Role
from watchers.claims.alone import left_to, only_body
from watchers.claims.answers import answers
from watchers.claims.attribution import attribution
from watchers.claims.binding import STAGES, Clause, Frame, Said, clauses, gapped, groups, sellers
from watchers.claims.dating import since, until
from watchers.claims.entities import Bound, Scene
from watchers.claims.fitting import fits
from watchers.claims.frames import frames
from watchers.claims.giving import given
from watchers.claims.lexicon import Cue
from watchers.claims.model import Adoption, Attribution, Evidence, Stage
from watchers.claims.motors import motors
from watchers.claims.passages import PassageKind
from watchers.claims.people import personal
from watchers.claims.polarity import CONDITIONAL, hypothetical, negated, reported_future, worked_on
from watchers.claims.regulating import regulates
from watchers.claims.stages import MONEY, Staged, open_to_all, staged
from watchers.claims.tenses import ahead
from watchers.claims.using import used
from watchers.claims.vendors import vendors, with_products


def adoptions(scene: Scene) -> tuple[Said, ...]:
    """Every statement of the article about a body and a vendor's model, in order of place."""
    found: list[Said] = []
    for line in scene.lines if scene.topic is not None else ():  # without a vendor nothing is used
        if not line.question:
            told = _same_again(scene, line, found) or [*motors(scene, line)] or [*_of_line(scene, line)]
            told = told or [*answers(scene, line)]
            found.extend(told or _costed(scene, line, found))
    told_of = {said.claim.vendor for said in found if isinstance(said.claim, Adoption)}
    found.extend(said for said in _of_the_only_body(scene) if said.claim.vendor not in told_of)
    return tuple(found)


def _of_the_only_body(scene: Scene) -> Iterator[Said]:
    body = only_body(scene) if scene.topic is not None else None
    for line in scene.lines if body is not None else ():
        for clause in clauses(line) if not line.question else ():
            frame = None if body is None or _unasserted(line, clause) else left_to(scene, line, clause, body)
            if frame is not None:
                yield from _claims(frame)


def _same_again(scene: Scene, line: Line, earlier: Sequence[Said]) -> list[Said]:
    """ "X received one of the same size": another vendor, the body and the stage of the statement just before."""
    cues = [cue for cue in line.cued("likewise") if not line.named(Role.AGENCY)]
    bounds = list(sellers(line.named(Role.VENDOR, Role.PRODUCT))) if cues else []
    far = not earlier or line.index - earlier[-1].line.index > _FOLLOWS
    if not bounds or (far and not _deals_of_one(line, cues, earlier)):
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


def _deals_of_one(line: Line, cues: Sequence[Cue], earlier: Sequence[Said]) -> bool:
    """ "A similar agreement with Y", far behind: what it resembles is the story's, where that is of one body alone."""
    told = {said.claim.agency for said in earlier if isinstance(said.claim, Adoption)}
    return len(told) == 1 and any(token.fold in _LIKE for cue in cues for token in line.words(cue.start, cue.end))


_LIKE_WORDS = "similar identical comparable similaire similaires identique identiques comparables semblable semblables"
_LIKE = frozenset(_LIKE_WORDS.split())


def _costed(scene: Scene, line: Line, earlier: Sequence[Said]) -> list[Said]:
    """ "The order comes to $4.9 million", behind what a body does with a model: it is under contract."""
    last = earlier[-1] if earlier else None
    cues = line.cued("order")
    if last is None or not cues or cues[0].first > _OPENING or line.index - last.line.index > _FOLLOWS:
        return []
    claim = last.claim
    if not isinstance(claim, Adoption) or claim.stage not in _BOUGHT or not any(sign in line.text for sign in MONEY):
        return []
    pair = (claim.agency, claim.vendor)
    names = [name for row in scene.lines[last.line.index + 1 : line.index + 1] for name in row.names]
    if any(name.role is not Role.PLACE and name.name not in pair and name.vendor not in pair for name in names):
        return []
    credit = attribution(scene, line, cues[0].start)
    evidence = Evidence(quote=line.text, span=line.span, attribution=credit, unlisted=claim.evidence.unlisted)
    return [
        Said(
            claim=replace(claim, stage=Stage.CONTRACTED, valid_from=None, valid_until=None, evidence=evidence),
            line=line,
            weight=0,
        )
    ]


_OPENING = 2
_BOUGHT = frozenset({Stage.APPROVED, Stage.ADOPTED})


def _of_line(scene: Scene, line: Line) -> Iterator[Said]:
    before: list[Said] = []
    last: list[Frame] = []
    if not (line.cued(*STAGES) or line.named(Role.VENDOR, Role.PRODUCT)):
        return
    for clause in clauses(line):
        if not _unasserted(line, clause):
            if not (clause.cues(line, *STAGES) or line.named(Role.VENDOR, Role.PRODUCT)):
                before = []  # no word for a stage and nothing that may be used
                continue
            found = _subjects(line, [*frames(scene, line, clause)]) or _carried(line, clause, last)
            last = found or last
            told = [said for frame in found for said in _claims(frame)]
            before = told or [said for frame in found for said in _gapped(frame, before)]
            yield from before


def _carried(line: Line, clause: Clause, last: Sequence[Frame]) -> list[Frame]:
    """ "X bars A but has cleared B": a clause that turns and has a verb, a product and no subject has the one before it."""
    row = [token for token in line.words(clause.start, clause.end) if token.word]
    verb = next(iter(clause.cues(line, *STAGES)), None)
    if not last or verb is None or not row or row[0].fold not in _TURNING or not clause.names(line, Role.PRODUCT, Role.VENDOR):
        return []
    led = line.words(row[0].end, verb.start)
    if len(led) > _OPENING * 2 or not all(token.fold in _HELPING for token in led):
        return []
    span = (clause.start, clause.start)
    return [replace(frame, clause=clause, span=span, named=False) for frame in last[:1]]


_TURNING = frozenset({"but", "mais", "yet", "puis", "then", "and", "et"})
_HELPING_WORDS = """
    has have had is are was will would now also since recently just then later still already to be being been quietly
    a ont va vont vient viennent de d' vient avait aussi deja ensuite depuis en s' se n' ne l' la les y
"""
_HELPING = frozenset(_HELPING_WORDS.split())


def _gapped(frame: Frame, before: Sequence[Said]) -> Iterator[Said]:
    """ "A uses X, B Y": body and product without a verb have that of the statement before."""
    line = frame.line
    names = [name for name in line.named(Role.AGENCY) if name.end == frame.span[1]]
    ware = gapped(line, names[0]) if names and frame.named else None
    last = before[-1].claim if before else None
    if ware is None or not isinstance(last, Adoption) or frame.clause.cues(line, *STAGES):
        return
    for bound in with_products(frame.scene, line, sellers([ware])):
        for body, unlisted in frame.bodies:
            evidence = replace(last.evidence, unlisted=unlisted or bound.unlisted)
            claim = replace(
                last,
                vendor=bound.vendor,
                product=bound.product,
                agency=body,
                valid_from=None,
                valid_until=None,
                evidence=evidence,
            )
            yield replace(before[-1], claim=claim)


def _subjects(line: Line, found: list[Frame]) -> list[Frame]:
    """Where a body leads the clause, one behind a mere "at" or "in" is a place: "NASA runs it on servers at X"."""
    found = [frame for frame in found if frame.bodies] or found
    found = [*found[:1], *(frame for frame in found[1:] if not (_served(line, frame) or _made_by(line, frame)))]
    if len(found) < 2 or line.cued("offer", "explore.with", "deny"):
        return found
    first = found[0]
    behind = [token.fold for token in line.words(first.span[1], found[-1].span[0])]
    if "by" in behind or "par" in behind:
        return found
    return [first, *(frame for frame in found[1:] if not _located(line, frame))]


def _made_by(line: Line, frame: Frame) -> bool:
    """ "Runs an assistant, built on X by another body": who made it, told in an aside."""
    before = [token.fold for token in line.before(frame.span[0], _AIM + _AIM)]
    if line.lang != "en" or "by" not in before[-_LED - 2 :] or "," not in before:
        return False
    aside = before[len(before) - before[::-1].index(",") :]
    return aside[:1] != [] and aside[0] in _MAKING


_MAKING_WORDS = """
    built developed made fine-tuned trained adapted designed created supplied provided hosted run installed assembled tuned
    customised customized engineered maintained operated delivered
"""
_MAKING = frozenset(_MAKING_WORDS.split())


def _located(line: Line, frame: Frame) -> bool:
    before = [token.fold for token in line.before(frame.span[0], 2)]
    return bool({"at", "in", "a", "au", "near", "dans"}.intersection(before)) and line.cued("adopt", "work", "host") != ()


def _served(line: Line, frame: Frame) -> bool:
    """ "Has chosen X to equip the federal services": for whom a body acts."""
    before = [token.fold for token in line.before(frame.span[0], _AIM)]
    aims = [at for at, fold in enumerate(before) if fold in ("pour", "afin")]
    return bool(aims) and any(fold.endswith(("er", "ir", "re")) for fold in before[aims[-1] + 1 : aims[-1] + 3])


_AIM = 8


def _unasserted(line: Line, clause: Clause) -> bool:
    """A supposition, or a body that sues, fines or investigates."""
    watched = [cue for cue in clause.cues(line, "watch") if not (_presents(line, cue) or _reason(line, clause, cue))]
    if clause.cues(line, "misstated") or any(not worked_on(line, clause, cue) for cue in watched):
        return True
    if line.lang == "fr" and _would_save(line, clause):
        return True
    supposed = [cue for cue in clause.cues(line, "suppose") if not _will_let(line, cue)]
    stages = clause.cues(line, *STAGES) if supposed else ()
    return any(not stages or cue.first <= stages[0].first for cue in supposed)


def _reason(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Has paused the use of X after a complaint": why the body does what stands before."""
    led = [token.fold for token in line.tokens[max(0, cue.first - _REASON) : cue.first]]
    at = next((at for at, fold in enumerate(led) if fold in _AFTER), None)
    if at is None or line.lang != "en":
        return False
    place = line.tokens[max(0, cue.first - _REASON) + at].start
    told = [one for one in clause.cues(line, "end") if one.start < place]
    body = any(name.start < place for name in clause.names(line, Role.AGENCY, Role.PLACE)) or bool(clause.cues(line, "body"))
    return bool(told) and body


_REASON = 6
_AFTER = frozenset({"after", "following", "amid", "pending", "because", "over", "despite"})


def _presents(line: Line, cue: Cue) -> bool:
    """ "The energy regulator Ofgem": what the body right behind is called, and nothing that it does."""
    behind = line.tokens[cue.last + 1 : cue.last + 2]
    name = line.name_at(behind[0].start) if cue.first == cue.last and behind and behind[0].upper else None
    return name is not None and name.role is Role.AGENCY


def _would_save(line: Line, clause: Clause) -> bool:
    """ "Remplacer X par Y ferait économiser 11 millions": a verb in the infinitive is the subject of what would be."""
    stages = clause.cues(line, *STAGES)
    first = line.tokens[stages[0].first] if stages else None
    if first is None or not first.fold.endswith(("er", "ir", "re")):
        return False
    before = [token.fold for token in line.before(first.start, 1)]
    if before and before[0] not in (",", ":", ";"):
        return False
    behind = line.words(first.end, clause.end)
    return any(token.fold.endswith(CONDITIONAL) and token.fold not in ("pourrait", "pourraient") for token in behind)


def _will_let(line: Line, cue: Cue) -> bool:
    """ "Said it would let agencies use X": what was to come, and no supposition."""
    return line.tokens[cue.last].fold in ("let", "allow") and reported_future(line, cue.first)


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
        between = [cue for cue in cues if left[-1].end <= cue.start < right[0].start and not _describes(line, cue)]
        led = any(cuts[-1] <= cue.start < left[0].start for cue in cues)
        apart = not {name.vendor for name in left} & {name.vendor for name in right}
        if between and _PEERS.intersection(token.fold for token in line.words(left[-1].end, right[0].start)):
            return (replace(frame, clause=Clause(start=clause.start, end=left[-1].end)),)  # "…, its Danish counterpart uses Y"
        if between and led and apart:
            cuts.append(_with_helpers(line, between[0]))
    cuts = [*cuts[:_MOST], clause.end]
    return tuple(replace(frame, clause=Clause(start=one, end=other)) for one, other in pairwise(cuts))


def _with_helpers(line: Line, cue: Cue) -> int:
    """Where the verb begins with its helping words: "and will host X"."""
    at = cue.first
    while at > 0 and line.tokens[at - 1].fold in _AUXILIARY:
        at -= 1
    return line.tokens[at].start


_AUXILIARY = frozenset(
    {"will", "would", "is", "are", "has", "have", "had", "now", "to", "plans", "intends", "also", "been", "be"}
)


def _describes(line: Line, cue: Cue) -> bool:
    """ "Has paused X, a tool built on Y": the participle tells what X is, and no step of its own."""
    wares = {one.end for one in line.cued("ai")}
    return cue.first > 0 and line.lang == "en" and line.tokens[cue.first - 1].end in wares and cue in line.cued("motor", "adopt")


_PEERS = frozenset({"counterpart", "counterparts", "neighbour", "neighbor", "neighbours", "neighbors", "homologue", "homologues"})


def _statement(frame: Frame) -> Iterator[Said]:
    opened = open_to_all(frame)
    told = opened or staged(frame) or used(frame)
    told = opened or (given(frame) or told if told is None or told.stage is Stage.OFFERED else told)
    if told is None or not (opened or fits(frame, told)) or regulates(frame, told) or personal(frame.line, told.cue):
        return
    led = frame.span[1] <= told.cue.start
    if hypothetical(frame.line, frame.span[1] if led else frame.clause.start, told.cue):
        return
    swapped = [*_swapped(frame, told)]
    if swapped:
        yield from swapped
        return
    told = _goes_over(frame, told)
    bounds = vendors(frame, told.cue)
    instead = _instead(frame, told) if told.stage is Stage.ENDED else ()
    if instead and all(bound in instead for bound in bounds):  # "used A until June, replaced it with B"
        named = [name for name in frame.line.named(Role.VENDOR, Role.PRODUCT) if name.end <= told.cue.start]
        bounds = with_products(frame.scene, frame.line, sellers(named[-1:]))
    for body, unlisted in frame.bodies:
        for bound in bounds:
            if bound not in instead:
                yield _said(frame, told, bound, body, unlisted=unlisted)
        for bound in instead:
            stage = Stage.APPROVED if ahead(frame.line, frame.clause, told.cue) else Stage.ADOPTED
            yield _said(frame, replace(told, stage=stage), bound, body, unlisted=unlisted)


def _goes_over(frame: Frame, told: Staged) -> Staged:
    """ "Cancelled its order for another firm's tutor and will use X": all that is named is what comes after the end."""
    line = frame.line
    if told.stage is not Stage.ENDED or told.cue.start < frame.span[1]:
        return told
    goods = frame.clause.names(line, Role.PRODUCT, Role.VENDOR)
    later = [cue for cue in frame.clause.cues(line, "adopt", "approve", "contract") if cue.first > told.cue.last]
    for cue in later if goods else ():
        led = [token.fold for token in line.tokens[max(told.cue.last + 1, cue.first - _LED) : cue.first + 1]]
        if (
            goods[0].start >= cue.end
            and not _AND.isdisjoint(led)
            and _OF_IT.isdisjoint(led)
            and not negated(line, frame.clause, cue)
        ):
            return replace(told, stage=Stage.APPROVED if ahead(line, frame.clause, cue) else Stage.ADOPTED, cue=cue)
    return told


_LED = 3
_AND = frozenset({"and", "then", "et", "puis"})
_OF_IT = frozenset({"qui", "which", "that", "who", "que", "dont"})
"""Behind "and" they go on with what is dropped: "l'outil que X avait livré et qui reposait sur Y"."""


def _swapped(frame: Frame, told: Staged) -> Iterator[Said]:
    """ "Has moved from X to Y": the first ends, the other takes its place, where that is done."""
    line = frame.line
    for cue in frame.clause.cues(line, "favour") if told.stage in _TAKEN else ():
        goods = line.named(Role.PRODUCT, Role.VENDOR)
        old = [name for name in goods if cue.start <= name.start < cue.end]
        new = [name for name in goods if name.start >= cue.end and len(line.words(cue.end, name.start)) <= _CLOSE][:2]
        if not (old and new) or {name.vendor for name in old} & {name.vendor for name in new}:
            continue
        for body, unlisted in frame.bodies:
            for bound in with_products(frame.scene, line, sellers(old)) if told.stage is Stage.ADOPTED else ():
                yield _said(frame, replace(told, stage=Stage.ENDED), bound, body, unlisted=unlisted)
            for bound in with_products(frame.scene, line, sellers(new[:1])):
                yield _said(frame, told, bound, body, unlisted=unlisted)
        return


_TAKEN = frozenset({Stage.ADOPTED, Stage.APPROVED})


def _instead(frame: Frame, told: Staged) -> tuple[Bound, ...]:
    """The vendor that takes the place of the one dropped: "in favour of X"."""
    line = frame.line
    cues = frame.clause.cues(line, "favour")
    if not cues and told.cue.start == _supplants(line, told.cue):
        before = [name for name in line.named(Role.PRODUCT) if name.end <= told.cue.start and frame.clause.holds(name.start)]
        return tuple(with_products(frame.scene, line, sellers(before[-1:])))
    behind = [name for name in line.named(Role.VENDOR, Role.PRODUCT) if cues and name.start >= cues[0].end]
    if behind and len(line.words(cues[0].end, behind[0].start)) > _AIM:
        return ()
    return tuple(with_products(frame.scene, line, sellers(behind)))


def _supplants(line: Line, cue: Cue) -> int:
    """Where the verb stands in "X has replaced Y", two products around it; -1 where it is none such."""
    row = line.named(Role.PRODUCT)
    before = [name for name in row if name.end <= cue.start]
    behind = [name for name in row if name.start >= cue.end]
    if not (before and behind) or not line.tokens[cue.first].fold.startswith(("remplac", "replac", "supplant", "detron")):
        return -1
    near = len(line.words(before[-1].end, cue.start)) <= _CLOSE and len(line.words(cue.end, behind[0].start)) <= _CLOSE
    return cue.start if near else -1


_CLOSE = 3


def _said(frame: Frame, told: Staged, bound: Bound, body: str, *, unlisted: bool) -> Said:
    line = frame.line
    begins = since(line, frame.clause, told.cue, told.stage, _day(frame.scene))
    claim = Adoption(
        vendor=bound.vendor,
        product=bound.product,
        agency=body,
        stage=told.stage,
        valid_from=begins,
        valid_until=until(line, frame.clause, told.stage, _day(frame.scene), begins),
        evidence=Evidence(
            quote=line.text,
            span=line.span,
            attribution=attribution(frame.scene, line, told.cue.start) or _by_itself(frame, told, body),
            hedged=told.hedged,
            unlisted=unlisted or bound.unlisted,
            corrects=line.kind is PassageKind.CORRECTION,
        ),
    )
    explicit = bool(frame.clause.names(line, Role.PRODUCT, Role.VENDOR))
    return Said(claim=claim, line=line, weight=2 * frame.named + explicit, weak=told.weak)


def _by_itself(frame: Frame, told: Staged, body: str) -> Attribution | None:
    """ "The office, it denies having tested X", "still runs X and says it sees no reason": its own word."""
    line = frame.line
    if frame.collective or frame.span[0] > told.cue.start or len(frame.bodies) > 1:
        return None
    for cue in frame.clause.cues(line, "say"):
        before = line.tokens[cue.first - 1].fold if cue.first else ""
        denies = told.stage is Stage.DENIED and cue.first == told.cue.first
        goes_on = cue.category == "say" and cue.start > told.cue.end and before in ("and", "et")
        others = [name for name in line.names if frame.span[1] <= name.start < cue.start and name.role in _SPEAKING]
        if (denies or goes_on) and not others and not line.quoted(cue.start):
            return Attribution(speaker=body)
    return None


_SPEAKING = frozenset({Role.PERSON, Role.AGENCY, Role.COMPANY})


def _day(scene: Scene) -> date | None:
    return scene.article.published.date() if scene.article.published else None


_FOLLOWS = 3
_MOST = 6
"""Statements read out of one clause about one group of bodies."""
