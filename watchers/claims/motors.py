"""A tool told in one sentence, and whose model drives it in the next: "The court is trying out an assistant. It runs on X."

The first says which body it is and how far it has gone, the second names the model; neither says both. And a tool of a body
of which one sentence says what drives it and what does not: "The court's assistant does not run on X but on Y."
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import Frame, Said, sellers
from watchers.claims.closed import DE_LA, WHICH
from watchers.claims.cutting import Clause, clauses
from watchers.claims.doubts import DOUBTS
from watchers.claims.entities import Scene
from watchers.claims.fitting import fits
from watchers.claims.frames import frames
from watchers.claims.lexicon import Cue
from watchers.claims.model import Adoption, Evidence, Stage
from watchers.claims.naming import is_capital
from watchers.claims.opposed import opposed
from watchers.claims.passages import PassageKind
from watchers.claims.polarity import family, hypothetical
from watchers.claims.regulating import regulates
from watchers.claims.stages import Staged, staged, told
from watchers.claims.tenses import ahead
from watchers.claims.vendors import models, with_products
from watchers.claims.wares import WARES

_BACK = 3
"""Sentences between the tool and its motor."""
_MODELS = frozenset(
    {"model", "models", "modele", "modeles", "ai", "ia", "service", "program", "programme", "technology", "solution"}
)
"""Tools by other names: the sentence behind says that one is meant."""
_GOES = frozenset({Stage.EXPLORING, Stage.APPROVED, Stage.ADOPTED, Stage.CONTRACTED, Stage.ENDED})


def motors(scene: Scene, line: Line) -> Iterator[Said]:
    """What ``line`` adds to the tool of a body that one of the sentences just before told of without a maker."""
    goods = [name for name in line.named(Role.PRODUCT, Role.VENDOR) if name.vendor]
    cues = [cue for cue in line.cued("motor") if not _that_most(line, cue)]
    cues += [cue for cue in line.cued("dubbing") if _right_behind(line, cue, goods)]
    if not cues or not goods or line.named(Role.AGENCY) or line.cued("not", "modal", "suppose", "heir.of"):
        return
    if any(cue.start < goods[0].end for cue in line.cued("hedge")) or line.cued("likened"):
        return  # "perhaps runs on X", "is cheaper than X"
    # behind the model it tells who says so, and what follows is no model: "…, say people who know, and sits in Y's cloud"
    goods = [name for name in goods if not any(cue.end <= name.start for cue in line.cued("hedge"))]
    firms = [name for name in line.named(Role.COMPANY, Role.VENDOR) if name not in goods or name.unlisted]
    heads = [name for name in firms if name.end <= cues[0].start and len(line.words(line.span.start, name.start)) <= 1]
    tool = None if _another(line, cues[0].first) else _tool_before(scene, line)
    strange = is_capital(line, line.tokens[0]) and not line.is_named(line.tokens[0].start)
    if tool is None or ((heads or strange) and _of_another_firm(tool[0].line, heads)):
        return
    frame, stage = tool
    credit = attribution(scene, line, goods[0].start)
    for bound in with_products(scene, line, sellers(_models(line, goods))):
        for body, unlisted in frame.bodies:
            evidence = Evidence(
                quote=line.text,
                span=line.span,
                attribution=credit,
                hedged=stage.hedged or bool(line.cued("hedge")),
                unlisted=unlisted or bound.unlisted,
                corrects=line.kind is PassageKind.CORRECTION,
            )
            claim = Adoption(vendor=bound.vendor, product=bound.product, agency=body, stage=stage.stage, evidence=evidence)
            yield Said(claim=claim, line=line, weight=2)


def _of_another_firm(told: Line, heads: Sequence[Name]) -> bool:
    """ "The hospital chose the tool of Y. X runs on Llama": the tool that the body has is another firm's."""
    firms = {name.name for name in told.named(Role.COMPANY, Role.VENDOR)}
    return bool(firms) and firms.isdisjoint(name.name for name in heads)


def _models(line: Line, goods: Sequence[Name]) -> Sequence[Name]:
    """ "Claude, reached through Amazon's Bedrock": the models without the cloud through which they come, nor its owner."""
    kept = models(line, goods)
    made = {name.vendor for name in kept if name.role is Role.PRODUCT}
    clouds = [name for name in goods if name not in kept]
    owners = [
        name for name in kept if name.role is Role.VENDOR and name.vendor not in made and any(c.start >= name.end for c in clouds)
    ]
    return [name for name in kept if name not in owners] if made else kept


def _right_behind(line: Line, cue: Cue, goods: Sequence[Name]) -> bool:
    """ "The model is X", "c'est X qui": what is named stands right behind, and is no other thing of X's."""
    name = next((one for one in goods if one.start >= cue.end), None)
    between = () if name is None else line.words(cue.end, name.start)
    if name is None or len(between) > _JUST or not _NAMING.issuperset(token.fold for token in between):
        return False
    behind = line.behind(name.end, 1)
    if behind and behind[0].fold == "qui":
        if line.cued("outside", "advice"):
            return False  # a study found so
        return bool(line.cued("chore", "motor"))  # "c'est X qui rédige"
    own = any(one.start >= name.end for one in goods)  # "Anthropic's Claude"
    ends = [token.fold for token in line.behind(name.end, 2)] in (["'s"], ["'s", "."])  # "that software is now Mistral's"
    return own or ends or not behind or behind[0].fold != "'s"


def _that_most(line: Line, cue: Cue) -> bool:
    """ "X makes the model that most agencies use": a model told by more than "the"."""
    behind = line.tokens[cue.last + 1 : cue.last + 2]
    return line.tokens[cue.last].fold in WARES | _MODELS and behind != () and behind[0].fold in WHICH


_JUST = 3
_NAMING_WORDS = (
    "the a an from by of called named dubbed version built on , : « le la l' un une de d' du chez par celle celui nomme"
)
_NAMING = frozenset(_NAMING_WORDS.split())


def rectified(scene: Scene, line: Line) -> Iterator[Said]:
    """ "L'outil que la régie propose ne repose pas sur X mais sur Y": the body that has the tool uses Y, and does not use X."""
    bodies = line.named(Role.AGENCY)
    pair = opposed(line) if len(bodies) == 1 else None
    if pair is None or line.cued("end", "suppose", "hedge", "modal", "ought", "future", "watch", "outsider"):
        return
    if not _body_has_it(line, bodies[0], min(name.start for name in pair)):
        return
    for name, stage in zip(pair, (Stage.DENIED, Stage.ADOPTED), strict=True):
        for bound in with_products(scene, line, sellers([name])):
            evidence = Evidence(
                quote=line.text,
                span=line.span,
                attribution=attribution(scene, line, name.start),
                hedged=False,
                unlisted=bodies[0].unlisted or bound.unlisted,
                corrects=line.kind is PassageKind.CORRECTION,
            )
            claim = Adoption(vendor=bound.vendor, product=bound.product, agency=bodies[0].name, stage=stage, evidence=evidence)
            yield Said(claim=claim, line=line, weight=2)


def _body_has_it(line: Line, body: Name, first: int) -> bool:
    """ "L'outil de la régie", "the tool that the office offers", "the office's bot", and then what it stands on."""
    wares = [token for token in line.tokens if token.fold in WARES and token.start < first]
    if not wares or body.end > first:
        return False
    led = [token.fold for token in line.words(wares[-1].end, body.start)]
    behind = [token.fold for token in line.words(body.end, first)]
    owned = (
        len(led) <= _OWNED
        and bool(led)
        and (led[0] in _OF_IT or (led[0] in WHICH and not _HAS.isdisjoint((*led, *behind[:_OWNED]))))
    )
    owned = owned or (behind[:1] == ["'s"] and 0 < len(line.words(body.end, wares[-1].end)) <= _OWNED)
    return owned and not _UPON.isdisjoint(behind[-_OWNED:]) and not any(word.endswith(("rait", "raient")) for word in behind)


_OF_IT = frozenset({"de", "du", "d'", "des", "of", "used", "utilise", "employe", "propose"})
_HAS = frozenset(
    {"offers", "uses", "runs", "provides", "operates", "has", "propose", "offre", "utilise", "emploie", "exploite", "a"}
)
_UPON = frozenset({"on", "upon", "with", "by", "use", "uses", "sur", "avec", "par", "grace", "utilise", "emploie"})


def _another(line: Line, motor: int) -> bool:
    """ "In Liège, a tool built on X", "la banque, elle, utilise …": a tool or a house of somebody else."""
    row = line.tokens
    placed = len(row) > 1 and row[0].fold in _IN and row[1].upper
    new = any(row[at].fold in WARES and row[at - 1].fold in _A for at in range(1, motor))
    return placed or new or bool(line.cued("outsider"))


_IN = frozenset({"a", "en", "au", "aux", "in", "at"})
_A = frozenset({"un", "une", "a", "an", "another", "autre"})


def _tool_before(scene: Scene, line: Line) -> tuple[Frame, Staged] | None:
    """The body and how far it has gone with a tool of nobody's yet, in the nearest sentence that speaks of either."""
    for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
        if earlier.question or any(name.vendor or name.role is Role.VENDOR for name in earlier.named(Role.VENDOR, Role.PRODUCT)):
            return None  # a product of no maker yet is the tool itself
        wares = [token.start for token in earlier.tokens if token.fold in WARES | _MODELS]
        found = [one for part in clauses(earlier) if wares for one in _told(scene, earlier, part, wares)]
        if found:
            return found[0]
        if earlier.named(Role.AGENCY):
            return None
    return None


def _told(scene: Scene, line: Line, clause: Clause, wares: list[int]) -> Iterator[tuple[Frame, Staged]]:
    if not any(clause.holds(place) for place in wares) or clause.cues(line, "suppose", "watch", "misstated"):
        return
    for frame in frames(scene, line, clause):
        stage = (
            None
            if frame.collective or frame.listing
            else _to_its_own(frame) or staged(frame) or _has_one(frame) or _put_to_work(frame)
        )
        if stage is not None and stage.stage is Stage.OFFERED and family(stage.cue) == "get":
            stage = replace(stage, stage=Stage.ADOPTED)  # "the clerks have an assistant": it is the body's own
        if stage is None or stage.stage not in _GOES or not (fits(frame, replace(stage, shown=True)) or _from_a_firm(frame)):
            continue
        led = frame.span[1] <= stage.cue.start
        if not regulates(frame, stage) and not hypothetical(line, frame.span[1] if led else clause.start, stage.cue):
            yield frame, stage


def _to_its_own(frame: Frame) -> Staged | None:
    """ "Has opened an assistant to its 900 clerks": what a body gives its own people it uses."""
    line, clause = frame.line, frame.clause
    for cue in clause.cues(line, "offer") if frame.named else ():
        behind = [token.fold for token in line.words(cue.end, clause.end)]
        if cue.start >= frame.span[1] and any(one in _TO and other in _ITS for one, other in pairwise(behind)):
            stage = Stage.APPROVED if ahead(line, clause, cue) else Stage.ADOPTED
            return replace(told(line, clause, cue, stage), shown=True)
    return None


def _put_to_work(frame: Frame) -> Staged | None:
    """ "Will let an AI system sort its mail", "an assistant answers letters at the agency": clerks' work done by a tool."""
    line, clause = frame.line, frame.clause
    tool = next((token for token in line.tokens if clause.holds(token.start) and token.fold in WARES | _MODELS), None)
    chore = next((cue for cue in clause.cues(line, "chore") if tool is not None and cue.start != tool.start), None)
    if tool is None or chore is None or not frame.named or clause.cues(line, *DOUBTS, "not", "say.of", "topic"):
        return None
    place = line.tokens.index(tool)
    cue = Cue(category="adopt", start=tool.start, end=tool.end, first=place, last=place)
    stage = Stage.APPROVED if clause.cues(line, "future") or ahead(line, clause, chore) else Stage.ADOPTED
    return replace(told(line, clause, cue, stage), shown=True)


def _has_one(frame: Frame) -> Staged | None:
    """ "The agency's chatbot, Pair, has 60,000 users", "l'assistant du ministère": a tool that is the body's."""
    line = frame.line
    behind = line.words(frame.span[1], frame.clause.end)[:_OWNED]
    before = line.before(frame.span[0], _OWNED)
    english = behind[:1] and behind[0].fold == "'s" and any(token.fold in WARES for token in behind)
    of = next((at for at, token in enumerate(before) if token.fold in WARES), None)
    french = (
        line.lang == "fr" and of is not None and DE_LA.issuperset(token.fold for token in before[of + 1 :]) and before[of + 1 :]
    )
    if not frame.named or not (english or french) or line.cued("not", "hedge", "modal", "future", "rival", "outsider"):
        return None
    ware = next(token for token in (behind if english else before) if token.fold in WARES)
    place = line.tokens.index(ware)
    cue = Cue(category="adopt", start=ware.start, end=ware.end, first=place, last=place)
    return replace(told(line, frame.clause, cue, Stage.ADOPTED), shown=True)


_OWNED = 4
_TO = frozenset({"a", "to", "for", "pour", "de"})
_ITS = frozenset({"ses", "leurs", "its", "their"})


def _from_a_firm(frame: Frame) -> bool:
    """ "Has notified a firm of the contract for an assistant": the firm's tool is the body's."""
    return frame.named and bool(frame.clause.names(frame.line, Role.COMPANY)) and bool(frame.clause.cues(frame.line, "contract"))
