"""Prices: what a buyer pays for a vendor's product, and where nothing is paid.

A sum is a price when it comes with a unit ("per user per month"), or with a verb or noun of paying beside a buyer; what is paid
for something else (training, a hotline, a subscription), to an unnamed rival, or only imagined, claims nothing. Zero is claimed
where the text says that no payment is involved or that a vendor gives its model to a public body, not where a model is merely
called free.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from watchers.claims import dealings
from watchers.claims.actors import Line, Name, Role
from watchers.claims.amounts import Quantity, Turn
from watchers.claims.attribution import attribution
from watchers.claims.entities import Bound, Scene
from watchers.claims.lexicon import Cue
from watchers.claims.model import Amount, Evidence, Free, Price, Span
from watchers.claims.periods import starting_days
from watchers.claims.terms import Terms, leading_holder, terms

_MILLION = Decimal(1_000_000)
"""A sum from here on is a contract or an investment, not a price, unless it is told by the year."""


_PIECE = Decimal(100)
"""A piece of work that costs more is no model's."""
_ORDER = 100
"""Prices told together differ by less than this factor."""


def prices(scene: Scene) -> tuple[Price, ...]:
    """All prices of the article, in order of place, one for each (vendor, product, buyer, unit, amount)."""
    found: list[Price] = []
    seen: frozenset[str] = frozenset()
    read = 0
    for line in scene.lines:
        if not dealings.readable(line) or _supposed(line) or line.cued("deny") or len(found) > dealings.MOST:
            continue
        here = dealings.sums(line) if read <= dealings.MOST_SUMS and _speaks(line) else ()
        read += len(here)
        found.extend(_paid(scene, line, here, seen))
        found.extend(_free(scene, line))
        seen |= dealings.currencies(here)
    return merged(found, scene)


_UNIT_OF = re.compile(r"\b(?:per|par|pro|je|por)[ \u00a0]|/")


def _speaks(line: Line) -> bool:
    """Whether the line holds any word that a price could be told with."""
    return bool(line.cued("price")) or _UNIT_OF.search(line.text) is not None


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


def _paid(scene: Scene, line: Line, here: Sequence[Quantity], seen: frozenset[str]) -> Iterator[Price]:
    offers = _shared(line, here, [offer for q in here if (offer := _offer(scene, line, q, here, seen))])
    for offer in offers:
        buyer = _buyer(scene, line, offer)
        body = dealings.nearest_body(line, offer.part.place) or dealings.body_before(scene, line)
        currency = dealings.currency_of(offer.quantity, seen | dealings.currencies(here), dealings.home_of(scene, line, body))
        for bound in _sellers(scene, line, offer, offers):
            seller = dealings.with_product(scene, line, bound)
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


_RESPECTIVELY = re.compile(
    r"\b(?:respectively|respectivement|respectivamente|beziehungsweise|in that order|dans cet ordre)\b", re.I
)


def _sellers(scene: Scene, line: Line, offer: _Offer, offers: Sequence[_Offer]) -> Sequence[Bound]:
    """Who sells at ``offer``; with "respectively" the one that stands at its place in the list."""
    first = dealings.sellers(scene, line, offers[0].part)
    if len(first) == len(offers) > 1 and _RESPECTIVELY.search(line.text):
        return (first[offers.index(offer)],)
    return dealings.sellers(scene, line, offer.part)


def _offer(scene: Scene, line: Line, quantity: Quantity, here: Sequence[Quantity], seen: frozenset[str]) -> _Offer | None:
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
    return _Offer(quantity=quantity, terms=unit, part=part)


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
    return paying and parties and quantity.amount.low < _MILLION and _public(scene, line)


def _public(scene: Scene, line: Line) -> bool:
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


def _shared(line: Line, here: Sequence[Quantity], offers: list[_Offer]) -> list[_Offer]:
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


def _beside(line: Line, quantity: Quantity, here: Sequence[Quantity], full: _Offer) -> _Offer | None:
    """A sum without a unit of its own beside a price: of the same currency and order, and of nothing else."""
    part = dealings.stretch(line, quantity, [q for q in here if q.money])
    unit = terms(line.text[quantity.span.end - line.span.start :])
    like = quantity.money and (quantity.currency in (None, full.quantity.currency) or quantity.minor)
    order = full.quantity.amount.low * _ORDER
    if not like or quantity.amount.low > order or quantity.turn is Turn.NOT or unit.foreign or unit.other_time:
        return None
    if _of_something_else(line, part) or _covered(line, quantity):
        return None
    return _Offer(quantity=quantity, terms=full.terms, part=part)


def _buyer(scene: Scene, line: Line, offer: _Offer) -> str | None:
    if offer.terms.holder == "agency":
        return dealings.collective(scene, line) or _named(dealings.nearest_body(line, offer.part.place))
    body = dealings.nearest_body(line, offer.part.place) or dealings.speaking_body(scene, line)
    if body is not None:
        return body.name
    if line.cued("price.private") or _retail(line, offer) or _listed(scene, line):
        return None
    if line.cued("price.public"):
        return dealings.collective(scene, line)
    return _named(dealings.body_before(scene, line))


_RETAIL = Decimal(1_000)


def _listed(scene: Scene, line: Line) -> bool:
    """Whether the sentence, or one before it in its passage, speaks of a list price."""
    near = scene.lines[max(0, line.index - 4) : line.index + 1]
    return any(one.cued("price.list") for one in near if one.passage == line.passage)


def _retail(line: Line, offer: _Offer) -> bool:
    """A small sum a month that nobody is said to pay is the price on the shelf."""
    small = offer.terms.holder is None and offer.terms.time is not None and offer.quantity.amount.low < _RETAIL
    return small and not line.cued("body")


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
    for cue in line.cued("price.nopay", "price.free", "price.waive", "price.gift"):
        nothing = cue.category == "price.nopay"
        if not _gives(scene, line, cue, nothing=nothing):
            continue
        seller = scene.vendor_at(line, cue.start)
        if seller is None or seller.vendor in done or _between_companies(line, seller):
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


def _between_companies(line: Line, seller: Bound) -> bool:
    """Whether another company, and no public body, stands beside the seller: their money is their own affair."""
    others = [name for name in line.named(Role.VENDOR, Role.COMPANY) if name.name != seller.vendor]
    return bool(others) and not (dealings.bodies(line) or line.cued("body", "price.public"))


def _gives(scene: Scene, line: Line, cue: Cue, *, nothing: bool) -> bool:
    """Whether ``cue`` tells of a public body that pays nothing, not of a quality of the model."""
    if line.cued("price.recall", "price.private") or _denied(line, cue) or not _is_gift(line, cue):
        return False
    rivals = [*line.cued("price.hawker"), *(other for other in line.cued("price.rival") if other.start < cue.start)]
    if rivals and not dealings.named_seller(line):
        return False
    tied = bool(dealings.bodies(line) or line.cued("price.deal", "price.public")) or _paid_here(line)
    tied = tied or _GOVERNMENT.search(line.text) is not None or _asked(scene, line)
    tied = tied or dealings.speaking_body(scene, line) is not None
    if nothing:
        return tied or bool(line.cued("body")) or dealings.body_before(scene, line) is not None
    meant = dealings.named_seller(line) or bool(line.cued("model"))
    return meant and tied and (bool(dealings.bodies(line)) or _public(scene, line))


def _is_gift(line: Line, cue: Cue) -> bool:
    """Whether words that may tell of a gift do: a seller waives, or offers something for a while and for no sum."""
    if cue.category == "price.waive":
        return _by_seller(line, cue)
    given = any(cue.start <= name.start < cue.end for name in line.named(Role.PRODUCT))
    return cue.category != "price.gift" or (given and _by_seller(line, cue) and _SUM.search(line.text) is None)


_SUM = re.compile(r"[$€£]|\b(?:dollars?|euros?|cents?|centimes?|pounds?|livres?)\b", re.I)


def _by_seller(line: Line, cue: Cue) -> bool:
    """Whether a seller, and no public body, is the one that stands last before ``cue``: it is the one that waives."""
    before = [name for name in line.named(Role.AGENCY, Role.VENDOR, Role.PRODUCT, Role.COMPANY) if name.end <= cue.start]
    return bool(before) and before[-1].vendor is not None


def _asked(scene: Scene, line: Line) -> bool:
    """Whether the question just before ``line`` asks for the price."""
    before = scene.lines[line.index - 1] if line.index else None
    return before is not None and before.question and bool(before.cued("price.pay"))


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
    body = dealings.nearest_body(line, cue.start) or dealings.speaking_body(scene, line)
    if body is not None:
        return body.name
    if line.cued("price.local"):
        return None
    general = bool(_GOVERNMENT.search(line.text) or line.cued("price.public"))
    before = dealings.body_before(scene, line)
    several = dealings.several_before(scene, line) and not line.cued("body")
    if general or before is None or (several and line.cued("price.deal")):
        return dealings.collective(scene, line) or _named(before)
    return before.name


# ------------------------------------------------------------------------------------------------------------------ common


def _evidence(scene: Scene, line: Line, place: int, *, unlisted: bool) -> Evidence:
    return Evidence(
        quote=line.text,
        span=line.span,
        attribution=attribution(scene, line, place),
        hedged=dealings.hedged(line, place),
        unlisted=unlisted,
    )


def merged(found: Sequence[Price], scene: Scene) -> tuple[Price, ...]:
    """One price for each (vendor, product, buyer, unit, amount): the body's before a summary's, then the fuller.

    What one leaves unsaid is filled from the other; a summary that credits somebody else is noted on the body's claim.
    """
    summary = dealings.in_summary(scene)
    kept: list[Price] = []
    for price in found:
        at = next((number for number, other in enumerate(kept) if _same(other, price)), None)
        if at is None:
            kept.append(price)
        else:
            first, second = kept[at], price
            if _weight(second, summary) > _weight(first, summary):
                first, second = second, first
            kept[at] = _filled(first, second, dealings.noted(first.evidence, second.evidence, summary))
    return tuple(kept)


def _same(one: Price, two: Price) -> bool:
    return (
        one.vendor == two.vendor
        and (one.amount.low, one.amount.high, one.currency) == (two.amount.low, two.amount.high, two.currency)
        and all(_agree(a, b) for a, b in ((one.product, two.product), (one.per, two.per), (one.buyer, two.buyer)))
    )


def _agree(one: str | None, two: str | None) -> bool:
    return one is None or two is None or one == two


def _weight(price: Price, summary: Container[Span]) -> tuple[bool, int, bool]:
    slots = (price.product, price.per, price.buyer, price.valid_from)
    told = sum(slot is not None for slot in slots)
    return price.evidence.span not in summary, told, price.evidence.attribution is not None


def _filled(price: Price, other: Price, evidence: Evidence) -> Price:
    return replace(
        price,
        product=price.product or other.product,
        per=price.per or other.per,
        buyer=price.buyer or other.buyer,
        valid_from=price.valid_from or other.valid_from,
        evidence=evidence,
    )
