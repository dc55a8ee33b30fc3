"""What a configured beat covers, in the names of the reference data: vendors of its products, public bodies of its countries.

Names are taken without regard to case, and under any alias that means one listed entity by itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from alerts.audience import Beat
from service.reference import Reference
from watchers.claims.gazetteer import Entity, NameKind

_Kind = Callable[[Entity], bool]


def faults(beat: Beat, reference: Reference) -> Iterator[tuple[str, str]]:
    """Every name of the beat that the reference data does not know: the setting, and what is wrong with it."""
    for setting, names, kind in _named(beat):
        for name in names:
            if _entity(name, kind, reference) is None:
                yield setting, f"{name!r} is not in the reference data{_instead(name, kind, reference)}"
    known = {entity.country for entity in reference.entities if entity.country}
    for country in beat.countries:
        if country.upper() not in known:
            yield "countries", f"{country!r} is no country of the reference data: write two letters, as in 'US'"


def completed(beat: Beat, reference: Reference) -> Beat:
    """The beat with canonical names, with its products' vendors beside its own, and with the listed bodies of its countries.

    Names that nobody lists stay as they are.
    """
    products = [_entity(name, _is_product, reference) for name in beat.products]
    makers = [product.owner for product in products if product is not None and product.owner is not None]
    countries = tuple(country.upper() for country in beat.countries)
    return replace(
        beat,
        vendors=tuple(dict.fromkeys([*_canonical(beat.vendors, _is_vendor, reference), *makers])),
        products=_canonical(beat.products, _is_product, reference),
        agencies=_canonical(beat.agencies, _is_body, reference),
        countries=countries,
        bodies=beat.bodies | frozenset(_bodies(frozenset(countries), reference)),
    )


def _bodies(countries: frozenset[str], reference: Reference) -> Iterator[str]:
    for entity in reference.entities:
        if entity.country in countries:
            if entity.kind is NameKind.AGENCY:
                yield entity.name
            elif entity.kind is NameKind.PLACE and entity.actor:
                yield entity.actor


def _named(beat: Beat) -> tuple[tuple[str, tuple[str, ...], _Kind], ...]:
    return (
        ("vendors", beat.vendors, _is_vendor),
        ("products", beat.products, _is_product),
        ("agencies", beat.agencies, _is_body),
    )


def _canonical(names: tuple[str, ...], kind: _Kind, reference: Reference) -> tuple[str, ...]:
    found = ((name, _entity(name, kind, reference)) for name in names)
    return tuple(name if entity is None else entity.name for name, entity in found)


def _entity(name: str, kind: _Kind, reference: Reference) -> Entity | None:
    """Who is meant by ``name`` alone: its canonical bearer, else the one entity that it is an alias of."""
    folded = name.casefold()
    for entity in reference.entities:
        if entity.name.casefold() == folded and kind(entity):
            return entity
    mentions = reference.names.find(name)
    whole = [one.entity for one in mentions if one.surface == name and not one.also and kind(one.entity)]
    return whole[0] if len(whole) == 1 else None


def _instead(name: str, kind: _Kind, reference: Reference) -> str:
    names = {entity.name.casefold(): entity.name for entity in reference.entities if kind(entity)}
    near = get_close_matches(name.casefold(), names, n=2, cutoff=0.6)
    return "; did you mean " + " or ".join(repr(names[one]) for one in near) + "?" if near else ""


def _is_vendor(entity: Entity) -> bool:
    return entity.vendor


def _is_product(entity: Entity) -> bool:
    return entity.kind is NameKind.PRODUCT


def _is_body(entity: Entity) -> bool:
    return entity.kind is NameKind.AGENCY or (entity.kind is NameKind.PLACE and entity.actor is not None)
