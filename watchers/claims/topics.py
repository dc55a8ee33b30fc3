"""What an article is mostly about: a vendor, a country, a province, and the products of each vendor."""

from collections import Counter
from collections.abc import Iterable, Sequence

from watchers.claims.actors import Line, Role
from watchers.claims.editions import usual
from watchers.claims.gazetteer import Entity, Mention
from watchers.claims.roles import in_roles


def topic_of(lines: Sequence[Line], title: Iterable[Mention]) -> str | None:
    """The vendor named most; the title's names and the first sentences weigh more."""
    weights: Counter[str] = Counter()
    for mention in title:
        for name in in_roles(mention):
            if name.vendor:
                weights[name.vendor] += 3
    for line in lines:
        for name in line.names:
            if name.vendor:
                weights[name.vendor] += 2 if line.index < 2 else 1
    return max(weights, key=lambda vendor: weights[vendor]) if weights else None


def mainly(lines: Sequence[Line], topic: str | None) -> bool:
    """Whether the lines name ``topic`` at least twice as often as any other vendor."""
    told = Counter(name.vendor for line in lines for name in line.named(Role.VENDOR, Role.PRODUCT) if name.vendor)
    own = told.pop(topic or "", 0)
    return own >= 2 * max(told.values(), default=0)


def country_of(lines: Sequence[Line]) -> str | None:
    """ISO code of the country that most listed bodies are of."""
    agencies = [name.entity for line in lines for name in line.named(Role.AGENCY)]
    votes = Counter(entity.country for entity in agencies if entity and entity.country)
    return votes.most_common(1)[0][0] if votes else None


def named_land(lines: Sequence[Line]) -> str | None:
    """The one country that the article names, by itself or by its parts; a mark of none where it names several."""
    places = [name.entity for line in lines for name in line.named(Role.PLACE)]
    lands = {place.country for place in places if place is not None and place.country}
    return next(iter(lands)) if len(lands) == 1 else "" if lands else None


def province(lines: Sequence[Line]) -> Entity | None:
    """The one province or region that the article names."""
    parts = {
        name.entity.id: name.entity
        for line in lines
        for name in line.named(Role.PLACE)
        if name.entity and name.entity.category == "region"
    }
    return next(iter(parts.values())) if len(parts) == 1 else None


def products_of(lines: Sequence[Line]) -> dict[str, tuple[str, ...]]:
    """By vendor the products named, most named first."""
    found: dict[str, Counter[str]] = {}
    named = [name for line in lines for name in line.names if name.vendor and name.product]
    under = usual(named)
    for name in named:
        product = name.product or ""
        found.setdefault(name.vendor or "", Counter())[under.get(product, product)] += 1
    return {vendor: tuple(product for product, _ in row.most_common()) for vendor, row in found.items()}
