"""Which sums of a sentence are prices, each with its unit.

A sum is a price when it comes with a unit ("per user per month"), or with a verb or noun of paying beside a buyer; what is paid
for something else (training, a hotline, a subscription), to an unnamed rival, or only imagined, is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from watchers.claims import dealings
from watchers.claims.actors import Line
from watchers.claims.amounts import Quantity, Turn
from watchers.claims.attribution import attribution
from watchers.claims.entities import Scene
from watchers.claims.lexicon import Cue
from watchers.claims.model import Evidence
from watchers.claims.terms import Terms, leading_holder, terms

_MILLION = Decimal(1_000_000)
"""A sum from here on is a contract or an investment, not a price, unless it is told by the year."""


_PIECE = Decimal(100)
"""A piece of work that costs more is no model's."""
_ORDER = 100
"""Prices told together differ by less than this factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A sum that is a price, with its unit."""

    quantity: Quantity
    terms: Terms
    part: dealings.Stretch


def offers(scene: Scene, line: Line, here: Sequence[Quantity], seen: frozenset[str]) -> list[Offer]:
    """The prices among the sums ``here`` of ``line``; ``seen`` are the currencies that the article has used so far."""
    return _shared(line, here, [offer for q in here if (offer := _offer(scene, line, q, here, seen))])


def _offer(scene: Scene, line: Line, quantity: Quantity, here: Sequence[Quantity], seen: frozenset[str]) -> Offer | None:
    """``quantity`` as a price, or ``None``."""
    if quantity.turn is Turn.NOT or quantity.percent or _covered(line, quantity):
        return None
    after = line.text[quantity.span.end - line.span.start :]
    unit = terms(after)
    if unit.foreign or not (quantity.money or (unit.holder and unit.time and seen)):
        return None
    part = dealings.stretch(line, quantity, [q for q in here if q.money])
    if not unit.holder:
        unit = replace(unit, holder=leading_holder(line.text) or ("agency" if unit.each and _of_agencies(line, part) else None))
    if not _told_as_price(scene, line, quantity, unit) or _of_something_else(line, part) or _stranger_sells(line, part):
        return None
    return Offer(quantity=quantity, terms=unit, part=part)


def _of_agencies(line: Line, part: dealings.Stretch) -> bool:
    """Whether "each" is said of the agencies that pay, who stand nearer before the sum than any seller does."""
    payers = [cue.end for cue in line.cued("price.public", "government") if part.start <= cue.start and cue.end <= part.place]
    payers += [name.end for name in dealings.bodies(line) if part.start <= name.start and name.end <= part.place]
    names = [name.end for name in line.names if name.vendor and name.end <= part.place]
    return bool(payers) and max(payers) > max(names, default=0)


def _covered(line: Line, quantity: Quantity) -> bool:
    """Whether the sum is part of words that say that nothing is paid: "not a cent"."""
    place = quantity.span
    return any(cue.start < place.end and place.start < cue.end for cue in line.cued("price.nopay", "price.free"))


def _told_as_price(scene: Scene, line: Line, quantity: Quantity, unit: Terms) -> bool:
    if _is_figure(line, quantity, unit):
        return False
    if unit.holder:
        return quantity.amount.low < _MILLION
    if unit.piece:
        return bool(line.cued("price.pay")) and dealings.named_seller(line) and quantity.amount.low < _PIECE
    paying = bool(line.cued("price.pay")) or (unit.time is not None and bool(line.cued("price.deal")))
    parties = bool(dealings.bodies(line) or line.cued("body", "price.public")) or dealings.named_seller(line)
    if unit.time:
        return paying and (bool(dealings.bodies(line)) or dealings.body_before(scene, line) is not None)
    return paying and parties and quantity.amount.low < _MILLION and public(scene, line)


def public(scene: Scene, line: Line) -> bool:
    """Whether a public body stands in the line or not far before it."""
    return bool(dealings.bodies(line) or line.cued("price.public")) or dealings.body_before(scene, line) is not None


_FIGURES = (
    "figure.revenue",
    "figure.net",
    "figure.operating",
    "figure.capex",
    "figure.obligated",
    "figure.grant",
    "figure.budget",
    "figure.contract",
    "figure.worth",
)


_AGREED = frozenset({"figure.contract", "figure.worth"})
"""A contract at so much a year has a price."""
_NOUNS = ("figure.grant", "figure.contract", "figure.budget", "figure.revenue", "figure.net", "figure.obligated")
_RIGHT_AFTER = 3
"""Characters between a sum and the noun that it belongs to: "a $1 million grant"."""


def _is_figure(line: Line, quantity: Quantity, unit: Terms) -> bool:
    """Whether words of a company figure, a contract's worth or a budget stand nearer before the sum than words of paying."""
    if unit.holder:
        return False
    if any(0 <= cue.start - quantity.span.end <= _RIGHT_AFTER for cue in line.cued(*_NOUNS)):
        return True
    categories = [one for one in _FIGURES if not (unit.time and one in _AGREED)]
    figures = [cue.end for cue in line.cued(*categories) if cue.end <= quantity.span.start]
    if not figures:
        return False
    paying = [cue.end for cue in line.cued("price.pay") if cue.end <= quantity.span.start]
    return not paying or max(figures) > max(paying)


_PRONOUNS = frozenset(
    {"it", "they", "he", "she", "we", "il", "elle", "ils", "elles", "nous", "on", "sie", "er", "wir", "que", "qui", "which"}
)


def _stranger_sells(line: Line, part: dealings.Stretch) -> bool:
    """Whether somebody sells here whom the line names by no name we know: "Foobar charges $15 per user"."""
    selling = [cue for cue in line.cued("price.sell") if part.start <= cue.start < part.place]
    if not selling or dealings.named_seller(line) or line.cued("company"):
        return False
    return not any(token.fold in _PRONOUNS for token in line.tokens)


def _of_something_else(line: Line, part: dealings.Stretch) -> bool:
    """Whether what is priced is no model: training, a hotline; or the seller is an unnamed rival; or it comes on top."""
    if dealings.other_payee(line, part):
        return True
    others = [cue.end for cue in line.cued("price.other", "price.add") if part.start <= cue.start < part.place]
    names = [name.end for name in line.names if name.vendor and part.start <= name.start < part.place]
    if others and max(others) > max(names, default=0):
        return True
    reach = min(part.end, part.place + 40)
    behind = [cue for cue in line.cued("price.other", "price.add") if part.place < cue.start < reach]
    if behind and behind[0].category == "price.other" and _belongs(line, part, behind[0]):
        return True
    rivals = [cue for cue in line.cued("price.rival") if part.start <= cue.start < part.place]
    if line.cued("price.hawker") and not dealings.named_seller(line):
        return True
    return bool(rivals) and not names


def _belongs(line: Line, part: dealings.Stretch, cue: Cue) -> bool:
    """Whether what ``cue`` names after a sum is what is paid for: no model stands between, and no next sum is nearer."""
    if any(part.place < name.start < cue.start for name in line.names if name.vendor):
        return False
    return part.end == line.span.end or cue.start - part.place < part.end - cue.end


def _shared(line: Line, here: Sequence[Quantity], offers: list[Offer]) -> list[Offer]:
    """Two prices told together share the unit that only one is told with: "$12 per agency, twelve times the $1 of before"."""
    full = next((offer for offer in offers if offer.terms.holder), None)
    if full is None:
        return offers
    places = {offer.quantity.span for offer in offers}
    beside = [_beside(line, q, here, full) for q in here if q.span not in places]
    together = [*offers, *(offer for offer in beside if offer)]
    together = [replace(offer, terms=_common(offer.terms, full.terms)) for offer in together]
    return sorted(together, key=lambda offer: offer.part.place)


def _common(own: Terms, full: Terms) -> Terms:
    """The unit of a sum told beside one with ``full``: its own, else that; of a stated other term only the holder."""
    if own.piece or _own_terms(own, full):
        return own
    return replace(own, holder=full.holder) if own.other_time else full


def _own_terms(own: Terms, full: Terms) -> bool:
    """Whether a sum's own unit stands: it names its holder, or a time that the other's unit does not have."""
    return own.holder is not None or (own.time is not None and own.time != full.time)


def _beside(line: Line, quantity: Quantity, here: Sequence[Quantity], full: Offer) -> Offer | None:
    """A sum without a unit of its own beside a price: of the same currency and order, and of nothing else."""
    part = dealings.stretch(line, quantity, [q for q in here if q.money])
    unit = terms(line.text[quantity.span.end - line.span.start :])
    like = quantity.money and (quantity.currency in (None, full.quantity.currency) or quantity.minor)
    order = full.quantity.amount.low * _ORDER
    if not like or quantity.amount.low > order or quantity.turn is Turn.NOT or unit.foreign or unit.other_time:
        return None
    if _of_something_else(line, part) or _covered(line, quantity):
        return None
    return Offer(quantity=quantity, terms=full.terms, part=part)


def told_at(scene: Scene, line: Line, place: int, *, unlisted: bool) -> Evidence:
    """The sentence as evidence for what stands at ``place``."""
    return Evidence(
        quote=line.text,
        span=line.span,
        attribution=attribution(scene, line, place),
        hedged=dealings.hedged(line, place),
        unlisted=unlisted,
    )
