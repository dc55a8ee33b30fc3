"""Who pays a price, or pays nothing: the named body, the government as a whole, or nobody that the text tells."""

import re
from decimal import Decimal

from watchers.claims import clients, dealings
from watchers.claims.actors import Line, Name
from watchers.claims.centre import several_agree
from watchers.claims.charged import Offer, payer_by_letters
from watchers.claims.cutting import clauses
from watchers.claims.entities import Scene
from watchers.claims.lexicon import Cue
from watchers.claims.passages import PassageKind


def buyer_of(scene: Scene, line: Line, offer: Offer) -> str | None:
    """Who pays ``offer``, by canonical name; ``None`` where the text does not say."""
    if offer.terms.holder == "agency":
        return clients.collective(scene, line) or _named(_nearest(line, offer))
    if _from_the_shelf(line, offer):
        return None
    body = _nearest(line, offer) or clients.speaking_body(scene, line)
    return (_named(body) or payer_by_letters(line)) or _unnamed(scene, line, offer)


def _unnamed(scene: Scene, line: Line, offer: Offer) -> str | None:
    """Who pays where the sentence names nobody: the government as a whole, the body in mind, or nobody in particular."""
    if clients.agencies_before(line, offer.part.place) is not None:
        return clients.collective(scene, line)
    if line.cued("price.private") or _retail(line, offer) or _listed(scene, line, offer):
        return None
    if dealings.speaks_of_public(line):
        return clients.collective(scene, line)
    if line.kind is PassageKind.BULLET:
        return _named(_leading_in(scene, line))
    if any(several_agree(scene, line, clause) for clause in clauses(line) if clause.start <= offer.part.place < clause.end):
        return None  # "It pays $18": whoever of two it is
    return _named(clients.body_before(scene, line) or clients.only_body(scene, line))


def _nearest(line: Line, offer: Offer) -> Name | None:
    """The body nearest to the sum, one that only negotiated it left aside where another is named."""
    found = clients.nearest_body(line, offer.part.place)
    buying = clients.agencies_before(line, offer.part.place)
    if found is not None and buying is not None and found.end <= buying:
        return None  # "announced a deal under which agencies can buy X for $1"
    if found is None or not _NEGOTIATED.search(line.text[: found.start - line.span.start]):
        return found
    others = [name for name in clients.bodies(line) if name.name != found.name]
    return others[-1] if others else found


_NEGOTIATED = re.compile(
    r"\b(?:negotiated|agreed|struck|secured|obtained|brokered|announced|published|n[ée]goci[ée]e?s?|obtenue?s?|conclue?s?"
    r"|arrach[ée]e?s?|annonc[ée]e?s?|publi[ée]e?s?|ausgehandelt|negociad[oa]s?)[ \u00a0](?:by|par|von|por)[ \u00a0]"
    r"(?:(?:the|le|la|les|der|die|das|el)[ \u00a0]|l['’])?\Z",
    re.I,
)
_SHELF = 30
"""Characters behind a sum in which it may be called a list price."""


def _from_the_shelf(line: Line, offer: Offer) -> bool:
    """Whether this sum is called the list price: "below the list price of £28", "contre 31 euros au tarif catalogue"."""
    start, place = offer.part.start, offer.part.place
    reach = min(offer.part.end, offer.quantity.span.end + _SHELF)
    for cue in line.cued("price.list"):
        if place < cue.start < reach:
            return True
        if start <= cue.start < place and place - cue.end < _SHELF:
            return not any(cue.end <= name.start < place for name in clients.bodies(line))
    return False


def _leading_in(scene: Scene, line: Line) -> Name | None:
    """The body that the sentence before a list names as the one that pays its prices."""
    before = next((one for one in reversed(scene.lines[: line.index]) if one.kind is not PassageKind.BULLET), None)
    return next(iter(clients.bodies(before)), None) if before is not None else None


_RETAIL = Decimal(1_000)


def _listed(scene: Scene, line: Line, offer: Offer) -> bool:
    """Whether the part of the sentence that holds the sum, or a sentence before it in its passage, speaks of a list price."""
    if any(offer.part.start <= cue.start < offer.part.end for cue in line.cued("price.list")):
        return True
    near = scene.lines[max(0, line.index - 4) : line.index]
    return any(one.cued("price.list") for one in near if one.passage == line.passage)


def _retail(line: Line, offer: Offer) -> bool:
    """A small sum a month that nobody is said to pay is the price on the shelf."""
    small = offer.terms.holder is None and offer.terms.time is not None and offer.quantity.amount.low < _RETAIL
    return small and not line.cued("body")


def _named(name: Name | None) -> str | None:
    return name.name if name else None


GOVERNMENT = re.compile(
    r"\b(?:the|le|el|la|l['’])[ \u00a0]?(?:government|gouvernement|administration|gobierno|public sector)\b", re.I
)


def receiver(scene: Scene, line: Line, cue: Cue) -> str | None:
    """Who pays nothing: a body of the line, the government that it speaks of, else the body in mind."""
    body = clients.nearest_body(line, cue.start) or clients.speaking_body(scene, line)
    if body is not None:
        return body.name
    if line.cued("price.local"):
        return None
    general = bool(GOVERNMENT.search(line.text) or dealings.speaks_of_public(line))
    before = clients.body_before(scene, line) or clients.only_body(scene, line)
    several = clients.several_before(scene, line) and not line.cued("body")
    if general or before is None or (several and line.cued("price.deal")):
        return clients.collective(scene, line) or _named(before)
    return before.name
