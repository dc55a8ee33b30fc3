"""Which public body explores, is offered, approved, uses, contracted, dropped or denies which vendor's model.

One clause with a body, a word that tells how far it went (``stages-*`` and ``ends-*`` in ``data/lexicon``) and a vendor or
product is one statement; the vendor may stand in the sentence before ("the company", "its models", "we" in a quotation).
Questions, hypotheses, lawsuits and mere speakers claim nothing. The rungs are those of the public contract.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.alone import left_to, only_body
from watchers.claims.answers import answers
from watchers.claims.asserting import unasserted
from watchers.claims.auditing import audited
from watchers.claims.binding import Frame, Said, sellers
from watchers.claims.clefts import at_work, instead_of_people
from watchers.claims.closed import THE
from watchers.claims.cutting import AFTER, Clause, clauses, gapped
from watchers.claims.entities import Scene
from watchers.claims.entrances import entrances
from watchers.claims.evaluations import evaluated
from watchers.claims.fitting import done, fits
from watchers.claims.followers import imitated, preceded
from watchers.claims.frames import frames
from watchers.claims.giving import given
from watchers.claims.joining import STAGES, groups
from watchers.claims.jointly import jointly
from watchers.claims.lexicon import Cue
from watchers.claims.memberships import members, wares
from watchers.claims.model import Adoption, Stage
from watchers.claims.motors import motors, rectified
from watchers.claims.people import personal
from watchers.claims.polarity import hypothetical
from watchers.claims.regulating import regulates
from watchers.claims.rosters import bracketed, itemised
from watchers.claims.sequels import costed, same_again, so_too
from watchers.claims.stages import open_to_all
from watchers.claims.statements import stated
from watchers.claims.supplanting import supplanted
from watchers.claims.swapping import called_off, goes_over, replacements, swaps
from watchers.claims.tenses import ahead
from watchers.claims.thirds import third
from watchers.claims.using import used
from watchers.claims.vendors import vendors, with_products


def adoptions(scene: Scene) -> tuple[Said, ...]:
    """Every statement of the article about a body and a vendor's model, in order of place."""
    found: list[Said] = []
    for line in scene.lines if scene.topic is not None else ():  # without a vendor nothing is used
        if not line.question:
            told = (
                same_again(scene, line, found)
                or so_too(scene, line, found)
                or (imitated(scene, line, found) if not line.named(Role.VENDOR, Role.PRODUCT) else [])
                or [*_of_wares(scene, line)]
                or [*motors(scene, line)]
                or [*rectified(scene, line)]
                or [*instead_of_people(scene, line)]
                or [*entrances(scene, line)]
                or [*bracketed(scene, line)]
                or [*_of_line(scene, line)]
            )
            told = (
                told
                or [*answers(scene, line)]
                or [*at_work(scene, line)]
                or [*instead_of_people(scene, line)]
                or [*entrances(scene, line)]
                or [*jointly(scene, line)]
                or [*_of_members(scene, line)]
                or [*itemised(scene, line)]
            )
            found.extend(told or costed(scene, line, found))
            found.extend(preceded(line, told))
            found.extend(imitated(scene, line, told[-1:]))
    told_of = {said.claim.vendor for said in found if isinstance(said.claim, Adoption)}
    found.extend(said for said in _of_the_only_body(scene) if said.claim.vendor not in told_of)
    return tuple(found)


def _of_the_only_body(scene: Scene) -> Iterator[Said]:
    body = only_body(scene) if scene.topic is not None else None
    for line in scene.lines if body is not None else ():
        for clause in clauses(line) if not line.question else ():
            frame = None if body is None or unasserted(line, clause) else left_to(scene, line, clause, body)
            if frame is not None:
                yield from _claims(frame)


def _of_members(scene: Scene, line: Line) -> Iterator[Said]:
    """ "They are A, B and C": what the sentence before tells of those whom it counts, in the words that name them."""
    for frame in members(scene, line):
        for said in _claims(frame):
            evidence = replace(said.claim.evidence, quote=line.text, span=line.span)
            yield replace(said, claim=replace(said.claim, evidence=evidence), line=line)


def _of_wares(scene: Scene, line: Line) -> Iterator[Said]:
    """ "They are X, Y and Z": the products that the sentence before counts, under what it tells of its body."""
    found = wares(scene, line)
    before, goods = found or (line, ())
    for clause in clauses(before) if goods else ():
        for frame in () if unasserted(before, clause) else frames(scene, before, clause):
            told = done(frame)
            if told is None or not fits(frame, replace(told, shown=True)):  # its object is what the list tells
                continue
            for body, unlisted in frame.bodies:
                for bound in with_products(scene, line, sellers(goods)):
                    said = stated(frame, told, bound, body, unlisted=unlisted)
                    evidence = replace(said.claim.evidence, quote=line.text, span=line.span)
                    yield replace(said, claim=replace(said.claim, evidence=evidence), line=line)


def _of_line(scene: Scene, line: Line) -> Iterator[Said]:
    before: list[Said] = []
    last: list[Frame] = []
    if not (line.cued(*STAGES) or line.named(Role.VENDOR, Role.PRODUCT)):
        return
    for clause in clauses(line):
        if not unasserted(line, clause):
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
    later = [token.fold for token in line.before(clause.start, 1)]
    turns = bool(row) and (row[0].fold in _TURNING or (later != [] and later[0] in AFTER))
    if not last or verb is None or not turns or not clause.names(line, Role.PRODUCT, Role.VENDOR):
        return []
    led = line.words(row[0].end, verb.start)
    if len(led) > _LEADING or not all(token.fold in _HELPING for token in led):
        return []
    span = (clause.start, clause.start)
    return [replace(frame, clause=clause, span=span, named=False) for frame in last[:1]]


_LEADING = 4
_TURNING = frozenset({"but", "mais", "while", "yet", "puis", "then", "and", "et"})
_HELPING_WORDS = """
    has have had is are was will would now also since recently just then later still already to be being been quietly
    a ont va vont vient viennent de d' vient avait aussi deja ensuite depuis en s' se n' ne l' la les y
"""
_HELPING = frozenset(_HELPING_WORDS.split())


def _gapped(frame: Frame, before: Sequence[Said]) -> Iterator[Said]:
    """ "A uses X, B Y": body and product without a verb have that of the statement before."""
    line = frame.line
    names = [name for name in line.named(Role.AGENCY, Role.PLACE) if name.end == frame.span[1]]
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
    beside = (_served, _made_by, _lends, _hosts)
    found = [*found[:1], *(frame for frame in found[1:] if not any(excluded(line, frame) for excluded in beside))]
    if len(found) < 2 or line.cued("offer", "explore.with", "deny"):
        return found
    first = found[0]
    behind = [token.fold for token in line.words(first.span[1], found[-1].span[0])]
    if "by" in behind or "par" in behind:
        return found
    return [first, *(frame for frame in found[1:] if not _located(line, frame))]


def _lends(line: Line, frame: Frame) -> bool:
    """ "Héberge lui-même X, avec l'aide de la Smals": another body's help, and nothing that it uses itself."""
    before = [token.fold for token in line.before(frame.span[0], _LENT) if token.fold not in _LENT_BY]
    return bool(before) and before[-1] in _HELP and not {"avec", "with", "grace"}.isdisjoint(before[:-1])


def _hosts(line: Line, frame: Frame) -> bool:
    """ "S'appuie sur une instance de X hébergée par Renater": on whose machines another body's model runs."""
    before = [token.fold for token in line.before(frame.span[0], _HOSTED) if token.fold not in THE]
    return len(before) > 1 and before[-1] in ("par", "by", "chez") and before[-2].startswith(("heberg", "host"))


_HOSTED = 4
_LENT = 6
_LENT_BY = frozenset({"de", "d'", "du", "des", "la", "le", "l'", "les", "from", "of", "the", "a", "au"})
_HELP_WORDS = "aide appui concours soutien assistance accompagnement renfort expertise help support assistance backing advice"
_HELP = frozenset(_HELP_WORDS.split())


def _made_by(line: Line, frame: Frame) -> bool:
    """ "Runs an assistant, built on X by another body": who made it, told in an aside."""
    before = [token.fold for token in line.before(frame.span[0], _ASIDE)]
    if line.lang != "en" or "by" not in before[-_MAKER:] or "," not in before:
        return False
    aside = before[len(before) - before[::-1].index(",") :]
    return aside[:1] != [] and aside[0] in _MAKING


_ASIDE = 16
_MAKER = 5
_MAKING_WORDS = """
    built developed made fine-tuned trained adapted designed created supplied provided hosted run installed assembled tuned
    customised customized engineered maintained operated delivered
"""
_MAKING = frozenset(_MAKING_WORDS.split())


def _located(line: Line, frame: Frame) -> bool:
    row = line.before(frame.span[0], 3)
    before = [token.fold for token in row[-2:]]
    staff = {cue.end for cue in line.cued("figure.staff")}
    if any(token.end in staff for token in row):  # "said engineers at the Mint use X": where they serve
        return False
    return bool({"at", "in", "a", "au", "near", "dans"}.intersection(before)) and line.cued("adopt", "work", "host") != ()


def _served(line: Line, frame: Frame) -> bool:
    """ "Has chosen X to equip the federal services": for whom a body acts."""
    before = [token.fold for token in line.before(frame.span[0], _AIM)]
    if line.lang == "fr" and "aupres" in before[-_HOSTED:]:
        return True  # "déploiera X auprès de 100 000 fonctionnaires fédéraux"
    aims = [at for at, fold in enumerate(before) if fold in ("pour", "afin")]
    return bool(aims) and any(fold.endswith(("er", "ir", "re")) for fold in before[aims[-1] + 1 : aims[-1] + 3])


_AIM = 8


# ------------------------------------------------------------------------------------------------------------------ claims


def _claims(frame: Frame) -> Iterator[Said]:
    """One statement for each verb with its own vendors: "uses A and is testing B"."""
    looked_into = audited(frame)
    if looked_into is not None:
        yield from looked_into
        return
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
        led = any(cuts[-1] <= cue.start < left[0].start for cue in cues) or _wielded(frame, left, between)
        apart = not {name.vendor for name in left} & {name.vendor for name in right}
        peers = _PEERS.intersection(token.fold for token in line.words(left[-1].end, right[0].start))
        if between and (peers or third(line, left[-1].end, between[0])):
            return (replace(frame, clause=Clause(start=clause.start, end=left[-1].end)),)  # "…, its Danish counterpart uses Y"
        if between and led and apart:
            opens = next((cue for cue in reversed(between) if _opens_phrase(line, cue)), between[0])
            cuts.append(_with_helpers(line, opens))
    cuts = [*cuts[:_MOST], clause.end]
    return tuple(replace(frame, clause=Clause(start=one, end=other)) for one, other in pairwise(cuts))


def _opens_phrase(line: Line, cue: Cue) -> bool:
    """ "Uses A, a licence deal it renewed in May, and is testing B": an "and" behind a comma leads to the verb."""
    place = _with_helpers(line, cue)
    before = [token.fold for token in line.before(place, 2)]
    return before[-1:] in (["et"], [","]) or before == [",", "and"]


def _wielded(frame: Frame, wares: Sequence[Name], between: Sequence[Cue]) -> bool:
    """ "Its clerks have had X since May, and it recently signed up for Y": the first is used, by no word for it."""
    line = frame.line
    parted = between and {",", "and"}.issubset(token.fold for token in line.words(wares[-1].end, between[0].start))
    if line.lang != "en" or not parted:
        return False
    return used(replace(frame, clause=Clause(start=frame.clause.start, end=wares[-1].end))) is not None


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
    came = supplanted(frame)
    if came or called_off(frame):
        yield from came
        return
    opened = open_to_all(frame)
    told = opened or evaluated(frame) or done(frame)
    hands = told is None or told.stage is Stage.OFFERED or told.cue in frame.clause.cues(frame.line, "motor", "adopt")
    told = opened or (given(frame) or told if hands else told)
    if told is None or not (opened or fits(frame, told)) or regulates(frame, told) or personal(frame.line, told.cue):
        return
    led = frame.span[1] <= told.cue.start
    if hypothetical(frame.line, frame.span[1] if led else frame.clause.start, told.cue):
        return
    swapped = [*swaps(frame, told)]
    if swapped:
        yield from swapped
        return
    told = goes_over(frame, told)
    bounds = vendors(frame, told.cue)
    instead = replacements(frame, told) if told.stage is Stage.ENDED else ()
    if instead and all(bound in instead for bound in bounds):  # "used A until June, replaced it with B"
        named = [name for name in frame.line.named(Role.VENDOR, Role.PRODUCT) if name.end <= told.cue.start]
        bounds = with_products(frame.scene, frame.line, sellers(named[-1:]))
    for body, unlisted in frame.bodies:
        for bound in bounds:
            if bound not in instead:
                yield stated(frame, told, bound, body, unlisted=unlisted)
        for bound in instead:
            stage = Stage.APPROVED if ahead(frame.line, frame.clause, told.cue) else Stage.ADOPTED
            yield stated(frame, replace(told, stage=stage), bound, body, unlisted=unlisted)


_MOST = 6
"""Statements read out of one clause about one group of bodies."""
