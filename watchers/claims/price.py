"""Prices: what a buyer pays for a vendor's product, and where nothing is paid.

A sum is a price when it comes with a unit ("per user per month"), or with a verb or noun of paying beside a buyer; what is paid
for something else (training, a hotline, a subscription), to an unnamed rival, or only imagined, claims nothing. Zero is claimed
where the text says that no payment is involved or that a vendor gives its model to a public body, not where a model is merely
called free.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from watchers.claims import dealings
from watchers.claims.actors import Line, Name
from watchers.claims.amounts import Quantity, Turn
from watchers.claims.attribution import attribution
from watchers.claims.entities import Bound, Scene
from watchers.claims.lexicon import Cue
from watchers.claims.model import Amount, Evidence, Free, Price
from watchers.claims.periods import starting_days
from watchers.claims.terms import Terms, leading_holder, terms

_LARGE = Decimal(50_000_000)
"""Without a unit, a sum from here on is a contract or an investment, not a price."""


def prices(scene: Scene) -> tuple[Price, ...]:
    """All prices of the article, in order of place, one for each (vendor, product, buyer, unit, amount)."""
    found: list[Price] = []
    seen: list[Quantity] = []
    for line in scene.lines:
        if line.question or _supposed(line):
            continue
        here = dealings.sums(line)
        found.extend(_paid(scene, line, here, seen))
        found.extend(_free(scene, line))
        seen.extend(q for q in here if q.money)
    return merged(found)


def _supposed(line: Line) -> bool:
    """Whether the sentence only imagines: its condition stands at its beginning."""
    return any(cue.start - line.span.start < 20 for cue in line.cued("suppose"))


# ------------------------------------------------------------------------------------------------------------ what is paid


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """A sum that is a price, with its unit."""

    quantity: Quantity
    terms: Terms
    part: dealings.Stretch


def _paid(scene: Scene, line: Line, here: Sequence[Quantity], seen: Sequence[Quantity]) -> Iterator[Price]:
    offers = _shared([offer for q in here if (offer := _offer(scene, line, q, here, seen))])
    for offer in offers:
        buyer = _buyer(scene, line, offer)
        currency = dealings.currency_of(offer.quantity, (*here, *seen))
        for seller in dealings.sellers(scene, line, offer.part):
            yield Price(
                vendor=seller.vendor,
                product=_product(scene, line, seller, offer),
                amount=offer.quantity.amount,
                currency=currency,
                per=offer.terms.label(agency=buyer is not None),
                buyer=buyer,
                valid_from=_valid_from(scene, line, offer, offers),
                evidence=_evidence(scene, line, offer.quantity.span.start, unlisted=seller.unlisted),
            )


def _offer(scene: Scene, line: Line, quantity: Quantity, here: Sequence[Quantity], seen: Sequence[Quantity]) -> _Offer | None:
    """``quantity`` as a price, or ``None``."""
    if quantity.turn is Turn.NOT or quantity.percent or _covered(line, quantity):
        return None
    after = line.text[quantity.span.end - line.span.start :]
    unit = terms(after)
    if unit.foreign or not (quantity.money or (unit.holder and unit.time and any(q.money for q in seen))):
        return None
    unit = unit if unit.holder else replace(unit, holder=leading_holder(line.text))
    part = dealings.stretch(line, quantity, [q for q in here if q.money])
    if not _told_as_price(scene, line, quantity, unit) or _of_something_else(line, part):
        return None
    return _Offer(quantity=quantity, terms=unit, part=part)


def _covered(line: Line, quantity: Quantity) -> bool:
    """Whether the sum is part of words that say that nothing is paid: "not a cent"."""
    place = quantity.span
    return any(cue.start < place.end and place.start < cue.end for cue in line.cued("price.nopay", "price.free"))


def _told_as_price(scene: Scene, line: Line, quantity: Quantity, unit: Terms) -> bool:
    if _is_figure(line, quantity, unit):
        return False
    if unit.holder:
        return True
    paying = bool(line.cued("price.pay"))
    parties = bool(dealings.bodies(line) or line.cued("body")) or dealings.named_seller(line)
    if unit.time:
        return paying and (bool(dealings.bodies(line)) or dealings.body_before(scene, line) is not None)
    return paying and parties and quantity.amount.low < _LARGE and _public(scene, line)


def _public(scene: Scene, line: Line) -> bool:
    """Whether a public body stands in the line or not far before it."""
    return bool(dealings.bodies(line)) or dealings.body_before(scene, line) is not None


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


def _is_figure(line: Line, quantity: Quantity, unit: Terms) -> bool:
    """Whether words of a company figure, a contract's worth or a budget stand nearer before the sum than words of paying."""
    figures = [cue.end for cue in line.cued(*_FIGURES) if cue.end <= quantity.span.start]
    if not figures or unit.holder:
        return False
    paying = [cue.end for cue in line.cued("price.pay") if cue.end <= quantity.span.start]
    return not paying or max(figures) > max(paying)


def _of_something_else(line: Line, part: dealings.Stretch) -> bool:
    """Whether what is priced is no model: training, a hotline; or the seller is an unnamed rival; or it comes on top."""
    others = [cue.end for cue in line.cued("price.other", "price.add") if part.start <= cue.start < part.place]
    names = [name.end for name in line.names if name.vendor and part.start <= name.start < part.place]
    if others and max(others) > max(names, default=0):
        return True
    behind = [cue for cue in line.cued("price.other") if part.place < cue.start < min(part.end, part.place + 40)]
    if behind and not any(part.place < name.start < behind[0].start for name in line.names if name.vendor):
        return True
    rivals = [cue for cue in line.cued("price.rival") if part.start <= cue.start < part.place]
    return bool(rivals) and not names


def _shared(offers: list[_Offer]) -> list[_Offer]:
    """Two prices told together share the unit that only one of them is told with."""
    full = next((offer.terms for offer in offers if offer.terms.holder), None)
    if full is None or len(offers) < 2:
        return offers
    return [offer if offer.terms.holder else replace(offer, terms=full) for offer in offers]


def _buyer(scene: Scene, line: Line, offer: _Offer) -> str | None:
    if offer.terms.holder == "agency":
        return dealings.collective(scene, line) or _named(dealings.nearest_body(line, offer.part.place))
    body = dealings.nearest_body(line, offer.part.place)
    if body is not None:
        return body.name
    if line.cued("price.private"):
        return None
    return _named(dealings.body_before(scene, line))


def _named(name: Name | None) -> str | None:
    return name.name if name else None


def _product(scene: Scene, line: Line, seller: Bound, offer: _Offer) -> str | None:
    """The product, or the support for it where people and repairs are what is paid for."""
    near = scene.lines[max(0, line.index - 1) : line.index + 1]
    if seller.product and any(cue.start > offer.part.place for cue in line.cued("price.support")):
        return f"{seller.product} support"
    if seller.product and not offer.terms.holder and all(one.cued("price.support") for one in near):
        return f"{seller.product} support"
    return seller.product


def _valid_from(scene: Scene, line: Line, offer: _Offer, offers: Sequence[_Offer]) -> date | None:
    """The day from which the price holds, where the sentence tells one and does not call the price the old one."""
    if offer.quantity.turn is Turn.OLD:
        return None
    published = scene.article.published
    days = starting_days(line.text, published.date() if published else None)
    last = max(offers, key=lambda one: (one.quantity.turn is not Turn.OLD, one.part.place))
    return days[-1].day if days and offer is last else None


# ------------------------------------------------------------------------------------------------------- nothing is paid


def _free(scene: Scene, line: Line) -> Iterator[Price]:
    """A price of zero for each vendor whose model the line gives away, at most one a vendor."""
    done: set[str] = set()
    for cue in line.cued("price.nopay", "price.free"):
        nothing = cue.category == "price.nopay"
        if not _gives(scene, line, cue, nothing=nothing):
            continue
        seller = scene.vendor_at(line, cue.start)
        if seller is None or seller.vendor in done:
            continue
        done.add(seller.vendor)
        yield Price(
            vendor=seller.vendor,
            product=seller.product,
            amount=Amount(low=Decimal(0)),
            currency=None,
            per=None,
            buyer=_receiver(scene, line, cue),
            free=Free.NO_PAYMENT if nothing else Free.FREE,
            evidence=_evidence(scene, line, cue.start, unlisted=seller.unlisted),
        )


def _gives(scene: Scene, line: Line, cue: Cue, *, nothing: bool) -> bool:
    """Whether ``cue`` tells of a public body that pays nothing, not of a quality of the model."""
    if line.cued("price.recall", "price.private") or _denied(line, cue):
        return False
    if any(other.start < cue.start for other in line.cued("price.rival")) and not dealings.named_seller(line):
        return False
    tied = bool(dealings.bodies(line) or line.cued("price.deal")) or _paid_here(line)
    if nothing:
        return tied or bool(line.cued("body")) or dealings.body_before(scene, line) is not None
    meant = dealings.named_seller(line) or bool(line.cued("model"))
    return meant and tied and (bool(dealings.bodies(line)) or _public(scene, line))


def _paid_here(line: Line) -> bool:
    return bool(line.cued("body")) and bool(line.cued("price.pay"))


def _denied(line: Line, cue: Cue) -> bool:
    """A "not" right before "free" turns it round; "no payment" holds its own."""
    if cue.category == "price.nopay":
        return False
    return any(0 <= cue.start - other.end <= 12 and other.end <= cue.start for other in line.cued("not"))


_GOVERNMENT = re.compile(
    r"\b(?:the|le|el|la|l['’])[ \u00a0]?(?:government|gouvernement|administration|gobierno|public sector)\b", re.I
)


def _receiver(scene: Scene, line: Line, cue: Cue) -> str | None:
    """Who pays nothing: a body of the line, the government that it speaks of, else the body in mind."""
    body = dealings.nearest_body(line, cue.start)
    if body is not None:
        return body.name
    if _GOVERNMENT.search(line.text) or not line.cued("body"):
        whole = dealings.collective(scene, line)
        if whole is not None and (not line.cued("model") or line.cued("price.deal") or _GOVERNMENT.search(line.text)):
            return whole
    return _named(dealings.body_before(scene, line))


# ------------------------------------------------------------------------------------------------------------------ common


def _evidence(scene: Scene, line: Line, place: int, *, unlisted: bool) -> Evidence:
    return Evidence(
        quote=line.text,
        span=line.span,
        attribution=attribution(scene, line, place),
        hedged=bool(line.cued("hedge")),
        unlisted=unlisted,
    )


def merged(found: Sequence[Price]) -> tuple[Price, ...]:
    """One price for each (vendor, product, buyer, unit, amount): of two that differ in what one leaves unsaid, the fuller."""
    kept: list[Price] = []
    for price in found:
        at = next((number for number, other in enumerate(kept) if _same(other, price)), None)
        if at is None:
            kept.append(price)
        elif _fullness(price) > _fullness(kept[at]):
            kept[at] = price
    return tuple(kept)


def _same(one: Price, two: Price) -> bool:
    return (
        one.vendor == two.vendor
        and (one.amount.low, one.amount.high, one.currency) == (two.amount.low, two.amount.high, two.currency)
        and all(_agree(a, b) for a, b in ((one.product, two.product), (one.per, two.per), (one.buyer, two.buyer)))
    )


def _agree(one: str | None, two: str | None) -> bool:
    return one is None or two is None or one == two


def _fullness(price: Price) -> int:
    return sum(slot is not None for slot in (price.product, price.per, price.buyer, price.valid_from))
