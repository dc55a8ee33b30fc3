"""A price told by another one: "X followed with an offer at the same price for Y", "Y est proposé au même tarif"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import sellers
from watchers.claims.entities import Scene
from watchers.claims.model import Evidence, Price
from watchers.claims.vendors import with_products

_NEAR = 3
"""Sentences within which a price is taken up again."""


def equal_prices(scene: Scene, line: Line, told: Sequence[Price]) -> Iterator[Price]:
    """The price told last, once more for each other maker that ``line`` says takes the same."""
    cues = line.cued("price.same") if told else ()
    if not cues or line.question or line.cued("price.other", "suppose", "deny"):
        return
    last = told[-1]
    if last.evidence.span.start < scene.lines[max(0, line.index - _NEAR)].span.start:
        return
    names = [name for name in line.named(Role.VENDOR, Role.PRODUCT) if name.vendor != last.vendor]
    for bound in with_products(scene, line, sellers(names)):
        yield replace(
            last,
            vendor=bound.vendor,
            product=bound.product,
            valid_from=None,
            evidence=Evidence(
                quote=line.text, span=line.span, attribution=attribution(scene, line, cues[0].start), unlisted=bound.unlisted
            ),
        )
