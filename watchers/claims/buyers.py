"""Who pays a price, or pays nothing: the named body, the government as a whole, or nobody that the text tells."""

import re
from decimal import Decimal

from watchers.claims import dealings
from watchers.claims.actors import Line, Name
from watchers.claims.charged import Offer
from watchers.claims.entities import Scene
from watchers.claims.lexicon import Cue


def buyer_of(scene: Scene, line: Line, offer: Offer) -> str | None:
    """Who pays ``offer``, by canonical name; ``None`` where the text does not say."""
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
    body = dealings.nearest_body(line, cue.start) or dealings.speaking_body(scene, line)
    if body is not None:
        return body.name
    if line.cued("price.local"):
        return None
    general = bool(GOVERNMENT.search(line.text) or line.cued("price.public"))
    before = dealings.body_before(scene, line)
    several = dealings.several_before(scene, line) and not line.cued("body")
    if general or before is None or (several and line.cued("price.deal")):
        return dealings.collective(scene, line) or _named(before)
    return before.name
