"""Which public body explores, is offered, approved, uses, contracted, dropped or denies which vendor's model.

One clause with a body, a word that tells how far it went (``data/lexicon/stages-*.txt``) and a vendor or product is one
statement; the vendor may stand in the sentence before ("the company", "its models", "we" in a quotation). Questions,
hypotheses, lawsuits and mere speakers claim nothing. The rungs are those of the public contract.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from watchers.claims.actors import Line, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import STAGES, Clause, Frame, Said, clauses, distance, gapped, groups, sellers
from watchers.claims.entities import Bound, Scene
from watchers.claims.frames import LISTING, frames, listed_by
from watchers.claims.model import Adoption, Evidence, Stage
from watchers.claims.passages import PassageKind
from watchers.claims.stages import Staged, family, staged
from watchers.claims.using import used
from watchers.claims.vendors import vendors, with_products


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
    before: list[Said] = []
    for clause in clauses(line):
        if not _unasserted(line, clause):
            found = _subjects(line, [*frames(scene, line, clause)])
            told = [said for frame in found for said in _claims(frame)]
            before = told or [said for frame in found for said in _gapped(frame, before)]
            yield from before


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
            claim = replace(last, vendor=bound.vendor, product=bound.product, agency=body, evidence=evidence)
            yield replace(before[-1], claim=claim)


def _subjects(line: Line, found: list[Frame]) -> list[Frame]:
    """Where a body leads the clause, one behind a mere "at" or "in" is a place: "NASA runs it on servers at X"."""
    if len(found) < 2 or line.cued("offer", "explore.with", "deny"):
        return found
    first = found[0]
    behind = [token.fold for token in line.words(first.span[1], found[-1].span[0])]
    if "by" in behind or "par" in behind:
        return found
    return [first, *(frame for frame in found[1:] if not _located(line, frame))]


def _located(line: Line, frame: Frame) -> bool:
    before = [token.fold for token in line.tokens if token.end <= frame.span[0]][-2:]
    seated = bool({"at", "in", "a", "au", "near", "dans"}.intersection(before)) and line.cued("adopt", "work") != ()
    return seated or _served(line, frame)


def _served(line: Line, frame: Frame) -> bool:
    """ "Has chosen X to equip the federal services": for whom a body acts."""
    before = [token.fold for token in line.tokens if token.end <= frame.span[0]][-_AIM:]
    aims = [at for at, fold in enumerate(before) if fold in ("pour", "afin")]
    return bool(aims) and any(fold.endswith(("er", "ir", "re")) for fold in before[aims[-1] + 1 : aims[-1] + 3])


_AIM = 5


def _unasserted(line: Line, clause: Clause) -> bool:
    """A supposition, or a body that sues, fines or investigates."""
    if clause.cues(line, "watch", "misstated"):
        return True
    supposed = clause.cues(line, "suppose")
    stages = clause.cues(line, *STAGES)
    return any(not stages or cue.first <= stages[0].first for cue in supposed)


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
    cuts = [*cuts[:_MOST], clause.end]
    return tuple(replace(frame, clause=Clause(start=one, end=other)) for one, other in pairwise(cuts))


def _statement(frame: Frame) -> Iterator[Said]:
    told = staged(frame) or used(frame)
    if told is None or not _fits(frame, told):
        return
    bounds = vendors(frame, told.cue)
    instead = _instead(frame) if told.stage is Stage.ENDED else ()
    if instead and all(bound in instead for bound in bounds):  # "used A until June, replaced it with B"
        named = [name for name in frame.line.named(Role.VENDOR, Role.PRODUCT) if name.end <= told.cue.start]
        bounds = with_products(frame.scene, frame.line, sellers(named[-1:]))
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
    if _paid(frame, told) or _only_speaks(frame, told) or _judges(frame, told) or _by_others(frame, told):
        return False
    if told.shown:
        return True
    return _takes_object(frame) if not frame.named else told.cue.category in _RELATIONS or frame.listing or _has_object(frame)


def _takes_object(frame: Frame) -> bool:
    """Of a body that is only taken up: a product, a deal, or a word for the model that is more than the subject's own "it"."""
    line, clause = frame.line, frame.clause
    if clause.names(line, Role.PRODUCT) or clause.cues(line, "contract", "matter"):
        return True
    its = [token for token in line.words(clause.start, clause.end) if token.fold == "it"]
    return len(its) > 1 or _clitic(frame) or any(cue.end - cue.start > len("it") for cue in clause.cues(line, "model"))


def _clitic(frame: Frame) -> bool:
    """ "Elle l'a abandonné", "il s'en sert": the object stands before its verb."""
    row = frame.line.tokens
    if frame.line.lang != "fr":
        return False
    for cue in frame.clause.cues(frame.line, *STAGES):
        before = [token.fold for token in row[max(0, cue.first - _CLITICS) : cue.first]]
        while before and (before[-1] in _HELPERS or before[-1].endswith("ment")):
            before.pop()
        if before and (before[-1] in _OBJECT or row[cue.first].fold in ("en", "y")):
            return True
    return False


_CLITICS = 5
_OBJECT = frozenset({"l'", "les", "le", "la", "lui", "en", "y"})
_HELPERS = frozenset(
    {"a", "ont", "avait", "avaient", "aura", "deja", "bien", "pas", "plus", "aussi", "depuis", "finalement", "vite"}
)


def _paid(frame: Frame, told: Staged) -> bool:
    """The money goes to the body: a grant, no purchase."""
    row = frame.line.tokens
    if row[told.cue.first].fold not in _PAY or told.cue.start > frame.span[0]:
        return False
    span = (told.cue.start, told.cue.end)
    payers = [name for name in frame.line.named(Role.VENDOR) if name.end <= told.cue.start]
    if payers and distance(frame.line, (payers[-1].start, payers[-1].end), span) <= 1:
        return True
    before = [token.fold for token in row if token.end <= frame.span[0]][-3:]
    return bool(_TO.get(frame.line.lang, _NONE).intersection(before))


def _only_speaks(frame: Frame, told: Staged) -> bool:
    """ "The commission says that X bought Y", "found that teenagers use Z": the verb has a subject of its own behind "that"."""
    line = frame.line
    if family(told.cue) not in ("adopt", "contract") or told.cue.start < frame.span[1]:
        return False
    subject = [name for name in line.named(Role.VENDOR) if name.end <= told.cue.start]
    if subject and distance(line, (subject[-1].start, subject[-1].end), (told.cue.start, told.cue.end)) <= 1:
        said = any(frame.span[1] <= cue.start < subject[-1].start for cue in line.cued("say"))
        return said or family(told.cue) == "adopt"
    saying = [cue for cue in line.cued("say") if frame.span[1] <= cue.start < told.cue.start]
    if not saying:
        return False
    between = line.words(saying[-1].end, told.cue.start)
    named = [name for name in line.names if saying[-1].end <= name.start and name.end <= told.cue.start]
    if any(name.role in (Role.PRODUCT, Role.AGENCY) for name in named):
        return False
    if named:
        last = named[-1]
        return last.role is Role.VENDOR and distance(line, (last.start, last.end), (told.cue.start, told.cue.end)) <= 1
    return len(between) > _SHORT and not any(token.fold in _ITSELF for token in between)


def _by_others(frame: Frame, told: Staged) -> bool:
    """ "A man who used X", "des pirates se sont servis de X": people who act for no body are the subject of the verb."""
    line = frame.line
    if family(told.cue) not in ("adopt", "explore", "get"):
        return False
    before = [cue for cue in line.cued("outsider") if cue.end <= told.cue.start and frame.clause.holds(cue.start)]
    if not before or told.cue.first - before[-1].last > _NEXT or before[-1].end <= frame.span[1] <= told.cue.start:
        return False
    between = [token.fold for token in line.tokens[before[-1].last + 1 : told.cue.first]]
    return not {",", "et", "and"}.intersection(between) and not _PASSIVE_BY.intersection(
        token.fold for token in line.tokens[told.cue.last + 1 : told.cue.last + 3]
    )


_PASSIVE_BY = frozenset({"by", "par"})


def _judges(frame: Frame, told: Staged) -> bool:
    """ "The court ruled that X must withdraw Y", "recommande aux ministères de se doter de": it has its say on what others do."""
    line = frame.line
    for cue in line.cued("judge"):
        if frame.span[1] <= cue.start <= told.cue.start:
            gap = [token.fold for token in line.words(frame.span[1], cue.start)]
            if len(gap) <= _NEXT and not _ASIDE.intersection(gap) and (not gap or gap[-1] not in _NOUNS):
                return True
    return False


_ASIDE = frozenset({",", "(", "which", "who", "that", "qui", "que", "dont"})
_NOUN_WORDS = "the an of its to for le la les un une de d' du des au en"
_NOUNS = frozenset(_NOUN_WORDS.split())
"""Before these a word is no verb."""
_NEXT = 5
_ITSELF = frozenset(
    {"it", "its", "they", "their", "we", "our", "he", "she", "il", "elle", "ils", "elles", "nous", "on", "ses", "leurs", "sa"}
)
_SHORT = 2
_PAY = frozenset({"pay", "pays", "paid", "paying", "verse", "versent", "verser", "paie", "paient", "paye", "payer"})
_NONE: frozenset[str] = frozenset()
_TO = {"en": frozenset({"to"}), "fr": frozenset({"a", "au", "aux"})}
_FOLLOWS = 3
_MOST = 6
"""Statements read out of one clause about one group of bodies."""
_RELATIONS = frozenset({"explore.with", "get"})
"""Categories that need no product or vendor beside them."""


def _has_object(frame: Frame) -> bool:
    """Something that can be taken up: a product, a vendor, or a word for models."""
    line, clause = frame.line, frame.clause
    if clause.names(line, Role.PRODUCT, Role.VENDOR) or clause.cues(line, "model", "company"):
        return True
    words = {token.fold for token in line.words(clause.start, clause.end)}
    if words & _OBJECTS and any(name.end <= clause.start for name in line.named(Role.PRODUCT)):
        return True  # "uses X, and the Air Force tested it"
    first = next((token.fold for token in line.words(clause.start, clause.end) if token.word), "")
    return first in _PRONOUNS and bool({"by", "par"} & words)  # "It was qualified in May by …"


_OBJECTS = frozenset({"it", "them", "l'", "le", "la", "les"})
_PRONOUNS = frozenset({"it", "they", "il", "elle", "ils", "elles"})


def _offered_to_all(frame: Frame, told: Staged) -> bool:
    """A whole government is claimed only where a vendor offers to it as a whole, and nobody lists or prices in that sentence."""
    line = frame.line
    if told.stage is not Stage.OFFERED or family(told.cue) != "offer" or told.cue.start > frame.span[0]:
        return False
    if any(listed_by(name) in LISTING for name in line.named(Role.AGENCY)):
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
    return Said(claim=claim, line=line, weight=2 * frame.named + explicit, weak=told.weak)
