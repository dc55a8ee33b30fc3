"""Bodies beside their products without a verb of their own: "Parks Canada: Copilot, 900 seats", "NASA (X) and the Mint (Y) use".

An item of a list has the verb of what leads the list in ("what departments have bought"), names in brackets that of their
sentence; each body has its own product there, and nobody else's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.asserting import unasserted
from watchers.claims.attribution import attribution
from watchers.claims.binding import Said, is_collective, sellers
from watchers.claims.closed import THE
from watchers.claims.cutting import clauses
from watchers.claims.entities import Scene
from watchers.claims.fitting import done, fits
from watchers.claims.frames import frames
from watchers.claims.joining import STAGES, groups
from watchers.claims.lexicon import Cue
from watchers.claims.model import Adoption, Evidence, Stage
from watchers.claims.polarity import family
from watchers.claims.statements import stated
from watchers.claims.vendors import with_products

_SOON = 4
"""Words between the colon of an item, or an opening bracket, and the product."""
_ITEMS = 20
"""Items of one list that are looked back over."""
_MARKS = frozenset({":", "–", "—"})


def itemised(scene: Scene, line: Line) -> Iterator[Said]:
    """What an item of a list tells: its body, its product, and the stage that the lead of the list tells."""
    item = _item(line)
    if item is None:
        return
    lead = _lead(scene, line)
    if lead is None:
        return
    (heads, goods), (told, cue) = item, lead
    credit = attribution(scene, told, cue.start)
    for name in heads:
        for bound in with_products(scene, line, sellers(goods)):
            evidence = Evidence(quote=line.text, span=line.span, attribution=credit, unlisted=name.unlisted or bound.unlisted)
            claim = Adoption(
                vendor=bound.vendor, product=bound.product, agency=_body(name), stage=_STAGE[family(cue)], evidence=evidence
            )
            yield Said(claim=claim, line=line, weight=1)


def _item(line: Line) -> tuple[Sequence[Name], Sequence[Name]] | None:
    """The bodies that head an item and the products right behind its colon."""
    at = next((no for no, token in enumerate(line.tokens) if token.fold in _MARKS), None)
    if at is None:
        return None
    end = line.tokens[at].start
    heads = [name for name in line.named(Role.AGENCY, Role.PLACE) if name.end <= end and _body(name)]
    ahead = [token for token in line.words(line.span.start, end) if token.word and token.fold not in _BETWEEN]
    if not heads or not all(any(name.start <= token.start < name.end for name in heads) for token in ahead):
        return None
    lands = any(name.role is Role.PLACE for name in heads)  # "Irlande : Meta, …" tells of no use
    goods = [name for name in line.named(*((Role.PRODUCT,) if lands else (Role.VENDOR, Role.PRODUCT))) if name.start > end]
    if not goods or len(line.words(line.tokens[at].end, goods[0].start)) > _SOON or line.cued("not"):
        return None
    row = groups(line, goods)[0]
    behind = [token.fold for token in line.behind(row[-1].end, 1)]
    return (heads, row) if not behind or behind[0] in _GOES_ON else None


def _lead(scene: Scene, line: Line) -> tuple[Line, Cue] | None:
    """The sentence that leads the list in, and its word for how far things went."""
    earlier = scene.lines[max(0, line.index - _ITEMS) : line.index]
    last = next((one for one in reversed(earlier) if not _item(one) and not (one.kind is line.kind and _headed(one))), None)
    led = [one for one in earlier if last is not None and one.passage == last.passage and one.index <= last.index]
    for one in reversed(led):
        cues = [cue for cue in one.cued(*STAGES) if family(cue) in _STAGE]
        if cues:
            return None if one.cued("not") else (one, cues[-1])
    return None


def _headed(line: Line) -> bool:
    """Another item of the list: something short before a colon."""
    return any(token.fold in _MARKS for token in line.tokens[:_HEAD])


_HEAD = 12
_GOES_ON = frozenset(
    {",", ".", ";", "(", "–", "—", "-", "for", "pour", "in", "dans", "since", "depuis", "on", "a", "at", "by", "par"}
)
"""What may stand behind the product of an item: no verb, for then it has a statement of its own."""


def bracketed(scene: Scene, line: Line) -> Iterator[Said]:
    """ "NASA (X), the Mint (Y) and the Peace Corps (Z) use a chatbot": to each its own."""
    pairs = {_body(name): goods for name in line.named(Role.AGENCY, Role.PLACE) if (goods := _in_brackets(line, name))}
    inside = {name.start for goods in pairs.values() for name in goods}
    for clause in clauses(line) if pairs else ():
        for frame in () if unasserted(line, clause) else frames(scene, line, clause):
            told = done(frame)
            if told is None or not frame.named or not fits(frame, replace(told, shown=True)):
                continue
            outside = [name for name in clause.names(line, Role.VENDOR, Role.PRODUCT) if name.start not in inside]
            for body, unlisted in frame.bodies:
                for bound in with_products(scene, line, sellers(pairs.get(body, outside))):
                    yield stated(frame, told, bound, body, unlisted=unlisted)


def _in_brackets(line: Line, body: Name) -> Sequence[Name]:
    """The products in brackets right behind a body, beside nothing but sums."""
    behind = line.behind(body.end, _WITHIN)
    if not behind or behind[0].fold != "(" or not _body(body):
        return ()
    close = next((token.start for token in behind if token.fold == ")"), None)
    if close is None:
        return ()
    goods = [name for name in line.named(Role.VENDOR, Role.PRODUCT) if behind[0].end <= name.start and name.end <= close]
    rest = [token for token in behind[1:] if token.start < close and not line.is_named(token.start)]
    bare = all(not token.word or token.fold in _BETWEEN or any(mark.isdigit() for mark in token.fold) for token in rest)
    return goods if bare or all(token.fold in _SUMS or not token.word for token in rest) else ()


def _body(name: Name) -> str:
    if name.role is Role.PLACE:
        return name.entity.actor or "" if name.entity is not None else ""
    return "" if is_collective(name) else name.name


_WITHIN = 14
_BETWEEN = THE | frozenset({"and", "et", "de", "d'", "du", "'s", "from", "with", "avec", "m", "million", "millions", "md"})
_SUMS = _BETWEEN | frozenset({"euros", "dollars", "francs", "bn", "eur", "usd", "cad", "chf"})
_STAGE = {
    "adopt": Stage.ADOPTED,
    "contract": Stage.CONTRACTED,
    "approve": Stage.APPROVED,
    "explore": Stage.EXPLORING,
    "end": Stage.ENDED,
    "offer": Stage.OFFERED,
}
"""What an item of a list tells, by the family of the word in its lead."""
