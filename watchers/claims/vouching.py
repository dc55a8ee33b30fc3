"""Doubtful names that their surroundings vouch for: members of a list with known names, short forms of the text's country."""

import re
from collections.abc import Iterable, Iterator, Mapping

from watchers.claims.folding import Folded
from watchers.claims.gazetteer import Entity, Found, NameKind
from watchers.claims.surfaces import Hit

_ARTICLE = r"(?:the |la |le |les |l'|au |aux |a la |a l'|de la |de l'|du |des |d')?"
_JOINT = r"(?:, (?:and |or |et |ou )?| (?:and|or|et|ou|&) )"
_BEFORE = re.compile(_JOINT + _ARTICLE + "$")
_AFTER = re.compile(_JOINT + _ARTICLE)
_WITH_ARTICLE = re.compile(r"(?:\b(?:the|la|le|du|au) |\b[ld]')$")
_REACH = 14
"""Characters that the longest joint and article take."""

Open = tuple[Hit, list[str]]
"""A hit and its candidates that nothing proves and nothing forbids."""


def vouched(text: Folded, open_: list[Open], found: Iterable[Found], entities: Mapping[str, Entity]) -> Iterator[Found]:
    """Doubtful companies, products and agencies that stand in a list beside one beyond doubt; agencies of the same country.

    "Slalom and Boston Consulting Group"; "the FBI, the CIA and the NSA". One member vouches for the next, from both sides.
    """
    settled = list(found)
    ends = {hit.end: hit.entities[0] for hit in settled}
    starts = {hit.start: hit.entities[0] for hit in settled}
    rest = []
    for hit, ids in sorted(open_, key=lambda one: one[0].start):
        joint = _BEFORE.search(text.lower, max(0, hit.start - _REACH), hit.start)
        entity = _like(ends.get(joint.start()) if joint else None, hit, ids, entities)
        if entity:
            ends[hit.end] = starts[hit.start] = entity
            yield Found(hit.start, hit.end, (entity,))
        else:
            rest.append((hit, ids))
    for hit, ids in reversed(rest):
        joint = _AFTER.match(text.lower, hit.end)
        entity = _like(starts.get(joint.end()) if joint else None, hit, ids, entities)
        if entity:
            starts[hit.start] = entity
            yield Found(hit.start, hit.end, (entity,))


def _like(neighbour: Entity | None, hit: Hit, ids: list[str], entities: Mapping[str, Entity]) -> Entity | None:
    """The candidate of the neighbour's own kind."""
    if neighbour is None:
        return None
    for entity in (entities[one] for one in ids):
        if entity.kind is not neighbour.kind:
            continue
        if entity.kind in (NameKind.COMPANY, NameKind.PRODUCT) and hit.exact:
            return entity
        if entity.kind is NameKind.AGENCY and entity.country == neighbour.country:
            return entity
    return None


def at_home(text: Folded, open_: Iterable[Open], country: str, entities: Mapping[str, Entity]) -> Iterator[Found]:
    """Doubtful short forms and services with their article, where only one body of the document's country has that name.

    In a text about U.S. bodies "the EPA" and "la CIA" are theirs, as are "the Navy" and "the Senate"; two letters do not do.
    """
    for hit, ids in open_:
        short = hit.key.startswith("A:")
        article = _WITH_ARTICLE.search(text.lower, max(0, hit.start - 5), hit.start)
        if not (hit.exact and article and hit.end - hit.start > 2):
            continue
        bodies = [entities[one] for one in ids if entities[one].kind is NameKind.AGENCY and entities[one].country == country]
        if len(bodies) == 1 and (short or bodies[0].category in ("component", "legislature")):
            yield Found(hit.start, hit.end, (bodies[0],))
