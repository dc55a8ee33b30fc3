"""Listed names in the roles that they play: bodies, people, places, makers and what they make."""

import re
from collections.abc import Iterable
from dataclasses import replace

from watchers.claims.actors import Name, Role
from watchers.claims.gazetteer import Mention, NameKind
from watchers.claims.names import NameIndex


def own_maker(name: Name, names: NameIndex) -> Name:
    """What a public body made for itself is no vendor's product."""
    if name.role is Role.PRODUCT and name.name in _CHANNELS:
        return replace(name, vendor=None)
    maker = names.entity(name.vendor) if name.role is Role.PRODUCT and name.vendor else None
    return replace(name, vendor=None) if maker is not None and maker.kind is NameKind.AGENCY else name


_CHANNELS = frozenset({"WhatsApp", "Facebook", "Instagram", "Messenger"})
"""Over which an assistant is reached: no model."""
_ROLES = {NameKind.AGENCY: Role.AGENCY, NameKind.PERSON: Role.PERSON, NameKind.PLACE: Role.PLACE, NameKind.PRODUCT: Role.PRODUCT}


def in_roles(mention: Mention) -> Iterable[Name]:
    """What ``mention`` names, as an actor; a product without a name of its own only tells its vendor."""
    entity = mention.entity
    role = _ROLES.get(entity.kind) or (Role.VENDOR if entity.vendor else Role.COMPANY)
    product = None
    if role is Role.PRODUCT:
        product = None if _unnamed(mention) else entity.name
    vendor = entity.name if role is Role.VENDOR else entity.owner if role is Role.PRODUCT else None
    yield Name(
        start=mention.start,
        end=mention.end,
        surface=mention.surface,
        role=role,
        name=entity.name,
        vendor=vendor,
        product=product,
        entity=entity,
        employer=entity.owner if role is Role.PERSON else None,
    )


_OFFICE = re.compile(
    r"[ \u00a0](?:Office|Teams|Word|Excel|Outlook|Windows|Exchange|SharePoint|Surface|Maps|Drive|Docs|Chrome|Classroom|Meet"
    r"|Ads|Pixel)\b"
    r"(?! (?:365 )?Copilot)"
)


def of_office(text: str, mention: Mention) -> bool:
    """ "Microsoft Office", "Google Maps": other software of a maker of models."""
    return mention.entity.vendor and _OFFICE.match(text, mention.end) is not None


def _unnamed(mention: Mention) -> bool:
    """ "Les modèles de Mistral", "DeepSeek models": whose they are is said, and not which."""
    words = mention.surface.lower()
    return mention.entity.name.endswith(" models") and (words.startswith("mod") or words.endswith(" models"))
