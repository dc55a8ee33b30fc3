"""Names that a person types, as the reference data writes them."""

from collections.abc import Callable
from dataclasses import replace

from service.reference import Reference
from watchers.claims.gazetteer import Entity, NameKind
from watchers.claims.model import Adoption, Claim, Evidence, Figure, Partnership

_Kind = Callable[[Entity], bool]


def known_as(name: str, reference: Reference) -> str | None:
    """The canonical name of whoever is meant by ``name`` alone; ``None`` where nobody listed it, or several bear it."""
    return _known(name, reference, lambda _: True)


def resolved(claim: Claim, reference: Reference) -> Claim:
    """The claim with canonical names; ``unlisted`` says whether the vendor, agency or partner stands in no list."""
    if isinstance(claim, Figure):
        return replace(claim, subject=known_as(claim.subject, reference) or claim.subject)
    vendor = _known(claim.vendor, reference, lambda entity: entity.vendor)
    product = claim.product and (_known(claim.product, reference, _is_product) or claim.product)
    named = replace(claim, vendor=vendor or claim.vendor, product=product or None)
    if isinstance(named, Adoption):
        agency = known_as(named.agency, reference)
        return replace(named, agency=agency or named.agency, evidence=_marked(named.evidence, vendor, agency))
    if isinstance(named, Partnership):
        partner = known_as(named.partner, reference)
        return replace(named, partner=partner or named.partner, evidence=_marked(named.evidence, vendor, partner))
    buyer = named.buyer and (known_as(named.buyer, reference) or named.buyer)
    return replace(named, buyer=buyer or None, evidence=_marked(named.evidence, vendor))


def _marked(evidence: Evidence, *listed: str | None) -> Evidence:
    return replace(evidence, unlisted=not all(listed))


def _known(name: str, reference: Reference, kind: _Kind) -> str | None:
    folded = name.casefold()
    for entity in reference.names.entities:
        if kind(entity) and folded in {entity.name.casefold(), (entity.actor or "").casefold()}:
            return _called(entity)
    mentions = reference.names.find(name)
    whole = {_called(one.entity) for one in mentions if one.surface == name and not one.also and kind(one.entity)}
    return whole.pop() if len(whole) == 1 else None


def _called(entity: Entity) -> str:
    return entity.actor if entity.kind is NameKind.PLACE and entity.actor else entity.name


def _is_product(entity: Entity) -> bool:
    return entity.kind is NameKind.PRODUCT
