"""Prices: what a buyer pays for a vendor's product, and where nothing is paid.

Which sums are prices ``charged.py`` says, who pays ``buyers.py``, where nothing is paid ``given.py``; here they become claims,
one for each vendor, product, buyer, unit and amount.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date

from watchers.claims import clients, dealings
from watchers.claims.actors import Line, Role
from watchers.claims.amounts import Quantity, Turn
from watchers.claims.beginnings import starting_days
from watchers.claims.buyers import buyer_of
from watchers.claims.charged import Offer, inherited, offers, payer_by_letters, symbolic, told_at
from watchers.claims.endings import ending_day
from watchers.claims.entities import Bound, Scene
from watchers.claims.given import given
from watchers.claims.model import Evidence, Free, Price, Span
from watchers.claims.parity import equal_prices
from watchers.claims.repeats import folded


def prices(scene: Scene) -> tuple[Price, ...]:
    """All prices of the article, in order of place, one for each (vendor, product, buyer, unit, amount)."""
    found: list[Price] = []
    seen: frozenset[str] = frozenset()
    told: list[Offer] = []
    read = 0
    for line in scene.lines:
        if not dealings.readable(line) or line.cued("deny") or len(found) > dealings.MOST:
            continue
        here = dealings.sums(line) if read <= dealings.MOST_SUMS and _speaks(line) else ()
        read += len(here)
        now = [offer for offer in offers(scene, line, here, seen) if not _unsaid(line, offer.part.place)]
        now = now or inherited(line, here, told)
        found.extend(_paid(scene, line, now, here, seen))
        found.extend(() if any(q.money for q in here) else equal_prices(scene, line, found))
        told = now or (told if line.question else [])
        found.extend(given(scene, line))
        seen |= dealings.currencies(here)
    return merged(found, scene)


_UNIT_OF = re.compile(
    r"\b(?:(?:per|par|pro|je|por)[ \u00a0]|(?:apiece|each|chacune?|token|symboli\w+)\b"
    r"|an?[ \u00a0](?:user|seat|head|person|month|year|week|quarter)\b|le[ \u00a0]million[ \u00a0]de)|/"
)


def _speaks(line: Line) -> bool:
    """Whether the line holds any word that a price could be told with."""
    if line.cued("price") or _UNIT_OF.search(line.text.lower()) is not None:
        return True
    return bool(line.named(Role.PRODUCT)) and _GOES_FOR.search(line.text) is not None


_GOES_FOR = re.compile(r"\b(?:for|at|pour)[ \u00a0](?:[$€£]|\d)")


def _unsaid(line: Line, place: int) -> bool:
    """Whether what stands at ``place`` is only imagined, or told as what was printed wrongly."""
    return dealings.supposed(line, place) or dealings.misprinted(line, place)


def _paid(scene: Scene, line: Line, found: Sequence[Offer], here: Sequence[Quantity], seen: frozenset[str]) -> Iterator[Price]:
    for offer in found:
        buyer = buyer_of(scene, line, offer)
        unlisted = buyer is not None and (scene.bodies.get(buyer, False) or buyer == payer_by_letters(line))
        payer = next((name for name in line.named(Role.AGENCY) if name.name == buyer), None)
        body = payer or clients.nearest_body(line, offer.part.place) or clients.body_before(scene, line)
        home = "US" if buyer == clients.US_GOVERNMENT else dealings.home_of(scene, line, body)
        currency = dealings.currency_of(offer.quantity, seen | dealings.currencies(here), home)
        for bound in _sellers(scene, line, offer, found):
            seller = dealings.with_product(scene, line, bound)
            begins = _valid_from(scene, line, offer, found)
            yield Price(
                vendor=seller.vendor,
                product=_product(scene, line, seller, offer),
                amount=offer.quantity.amount,
                currency=currency,
                per=offer.terms.label(agency=buyer is not None),
                buyer=buyer,
                free=Free.SYMBOLIC if symbolic(line, offer.quantity) else None,
                valid_from=begins,
                valid_until=_valid_until(scene, line, offer, found, begins),
                evidence=told_at(scene, line, offer.quantity.span.start, unlisted=unlisted or seller.unlisted),
            )


_RESPECTIVELY = re.compile(
    r"\b(?:respectively|respectivement|respectivamente|beziehungsweise|in that order|dans cet ordre)\b", re.I
)


def _sellers(scene: Scene, line: Line, offer: Offer, found: Sequence[Offer]) -> Sequence[Bound]:
    """Who sells at ``offer``; with "respectively" the one that stands at its place in the list."""
    first = dealings.sellers(scene, line, found[0].part)
    if len(first) == len(found) > 1 and _RESPECTIVELY.search(line.text):
        return (first[found.index(offer)],)
    return dealings.sellers(scene, line, offer.part)


def _product(scene: Scene, line: Line, seller: Bound, offer: Offer) -> str | None:
    """The product, or the support for it where people and repairs are what is paid for."""
    near = scene.lines[max(0, line.index - 1) : line.index + 1]
    if seller.product and any(cue.start > offer.part.place for cue in line.cued("price.support")):
        return f"{seller.product} support"
    if seller.product and not offer.terms.holder and all(one.cued("price.support") for one in near):
        return f"{seller.product} support"
    return seller.product


def _valid_from(scene: Scene, line: Line, offer: Offer, found: Sequence[Offer]) -> date | None:
    """The day from which the price holds, where the sentence tells one and does not call the price the old one."""
    if offer.quantity.turn is Turn.OLD:
        return None
    published = scene.article.published
    days = starting_days(line.text, published.date() if published else None, change=offer.quantity.turn is Turn.NEW)
    if not days:
        return None
    new = [one for one in found if one.quantity.turn is not Turn.OLD]
    place = line.span.start + days[-1].span.start
    meant = min(new, key=lambda one: (not one.part.start <= place < one.part.end, abs(one.part.place - place)))
    return days[-1].day if offer is meant or _told_once(offer, meant) else None


def _valid_until(scene: Scene, line: Line, offer: Offer, found: Sequence[Offer], begins: date | None) -> date | None:
    """The last day on which the price may hold, where the sentence says until when."""
    published = scene.article.published
    last = ending_day(line.text, published.date() if published else None, begins)
    if last is None or offer.quantity.turn is Turn.OLD:
        return None
    place = line.span.start + last.span.start
    meant = min(found, key=lambda one: (one.part.place > place, abs(one.part.place - place)))
    return last.day if offer is meant or _told_once(offer, meant) else None


def _told_once(offer: Offer, meant: Offer) -> bool:
    """Whether two prices of a list share the day of one: the same in all but the seller."""
    return offer.quantity.amount == meant.quantity.amount


def merged(found: Sequence[Price], scene: Scene) -> tuple[Price, ...]:
    """One price for each (vendor, product, buyer, unit, amount): the body's before a summary's, then the fuller.

    What one leaves unsaid is filled from the other; a summary that credits somebody else is noted on the body's claim.
    """
    summary = dealings.in_summary(scene)
    return folded(
        found,
        _same,
        lambda price: _weight(price, summary),
        lambda one, two: _filled(one, two, dealings.noted(one.evidence, two.evidence, summary)),
    )


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
        valid_until=price.valid_until or other.valid_until,
        evidence=evidence,
    )
