"""Bodies told by the place that the text has named before: "the state's education department", "the province's health ministry".

The place is the last one of that level; its name and the office make the body, under its listed name where it has one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.commons import offices
from watchers.claims.gazetteer import CITY, Entity
from watchers.claims.naming import HEADS
from watchers.claims.tokens import Token

Lookup = Callable[[str, str | None], Entity | None]
"""The listed body of a name in a country (ISO code)."""
_LEVELS: Mapping[str, tuple[str, ...]] = {
    "state": ("state", "region"),
    "province": ("region",),
    "territory": ("region", "state"),
    "region": ("region",),
    "canton": ("region",),
    "emirate": ("region",),
    "country": ("country",),
    "nation": ("country",),
    "kingdom": ("country",),
    "republic": ("country",),
    "city": (CITY,),
}
_LONGEST = 7


def with_owned(lines: Sequence[Line], rows: Sequence[tuple[Name, ...]], listed: Lookup) -> list[tuple[Name, ...]]:
    """``rows`` with the bodies that the lines name so; linear in their length."""
    last: dict[str, Entity] = {}
    found = []
    home = _home(rows) if any(_bare(name) for row in rows for name in row) else None
    rows = rows if home is None else [tuple([_at_home(name, home) for name in row]) for row in rows]
    for line, given in zip(lines, rows, strict=True):
        row = _of_their_land(line, given, listed) if line.lang == "en" and len(given) > 1 else given
        for name in row:
            if name.role is Role.PLACE and name.entity is not None and name.entity.category:
                last[name.entity.category] = name.entity
        added = list(_bodies(line, last, listed)) if last and line.lang == "en" and "'s " in line.text.replace("’", "'") else []
        kept = [name for name in row if not any(name.start < one.end and one.start < name.end for one in added)]
        found.append(tuple(sorted((*kept, *added), key=lambda name: (name.start, name.end))) if added else row)
    return found


def _bare(name: Name) -> bool:
    """ "The Department of Corrections": an office that states have, without the state whose it is."""
    return name.role is Role.AGENCY and name.entity is None and name.unlisted and name.name.startswith(_OFFICES)


_OFFICES = ("Department of ", "Agency of ", "Division of ", "Bureau of ", "Office of ", "Board of ")


def _home(rows: Sequence[Sequence[Name]]) -> Entity | None:
    """The one state or province that the article names; ``None`` where a town or county is told of too, which has offices."""
    if any(name.role is Role.AGENCY and name.name.startswith(_TOWNS) for row in rows for name in row):
        return None
    places = [name.entity for row in rows for name in row if name.role is Role.PLACE and name.entity is not None]
    parts = {place.id: place for place in places if place.category in ("state", "region")}
    return next(iter(parts.values())) if len(parts) == 1 else None


_TOWNS = ("City of ", "Town of ", "County of ", "Government of New York City")


def _at_home(name: Name, home: Entity) -> Name:
    return replace(name, name=f"{home.name} {name.name}") if _bare(name) else name


def _of_their_land(line: Line, row: tuple[Name, ...], listed: Lookup) -> tuple[Name, ...]:
    """ "Ireland's Department of Education": no body of another land, and the listed one of that land where there is one."""
    found = list(row)
    for at, name in enumerate(row):
        if name.role is not Role.AGENCY:
            continue
        place = next((one for one in row[:at] if _owns(line, one, name)), None)
        if place is None or place.entity is None or (name.entity is not None and name.entity.country == place.entity.country):
            continue
        words = line.text[name.start - line.span.start : name.end - line.span.start]
        body = listed(f"{place.surface} {words}", place.entity.country) or listed(words, place.entity.country)
        nation = place.entity.category == "country"
        called = body.name if body else f"{place.surface}'s {words}" if nation else f"{place.entity.name} {words}"
        found[at] = replace(name, start=place.start, name=called, entity=body, unlisted=body is None)
        found.remove(place)
        return tuple(found)
    return row


def _owns(line: Line, place: Name, name: Name) -> bool:
    """A land right before the body, which no list has as that land's."""
    lands = place.role is Role.PLACE and place.entity is not None and place.entity.category in _LANDS
    return lands and name.entity is not None and [token.fold for token in line.words(place.end, name.start)] == ["'s"]


_LANDS = frozenset({"country", "state", "region"})


def _bodies(line: Line, last: Mapping[str, Entity], listed: Lookup) -> Iterator[Name]:
    row = line.tokens
    for at, token in enumerate(row[:-1]):
        if token.fold != "'s" or at < 2 or row[at - 2].fold != "the" or row[at - 1].fold not in _LEVELS:
            continue
        place = next((last[level] for level in _LEVELS[row[at - 1].fold] if level in last), None)
        end = _office(row, at + 1)
        if place is None or end is None:
            continue
        words = line.text[row[at + 1].start - line.span.start : row[end].end - line.span.start]
        body = next((one for name in _names(place, words) if (one := listed(name, place.country)) is not None), None)
        start, stop = row[at - 2].start, row[end].end
        yield Name(
            start=start,
            end=stop,
            surface=line.text[start - line.span.start : stop - line.span.start],
            role=Role.AGENCY,
            name=body.name if body is not None else _names(place, words)[-1 if place.category == "country" else 0],
            entity=body,
            unlisted=body is None,
        )


def _office(row: Sequence[Token], first: int) -> int | None:
    """The last word of the office that begins at ``first``: a common noun, or capitals round a head."""
    for last in range(min(first + _LONGEST, len(row)) - 1, first - 1, -1):
        if any(start == first for start, _ in offices(row, last)):
            return last
    if not row[first].upper:
        return None
    last = first
    while last + 1 < len(row) and (row[last + 1].upper or row[last + 1].fold in ("of", "and", "for")):
        last += 1
    while not row[last].upper:
        last -= 1
    return last if not HEADS.isdisjoint(token.fold for token in row[first : last + 1]) and last > first else None


def _names(place: Entity, words: str) -> tuple[str, ...]:
    """How the body may be called, the fullest way first: "Ohio Department of Education", "Ohio education department"."""
    row = words.split()
    nation = place.category == "country"
    own = f"{place.name}'s {words}" if nation else f"{place.name} {words}"
    if row[-1].lower() not in ("department", "ministry") or row[0][0].isupper():
        return (own,)
    field = " ".join(word if word in ("and", "of") else word.capitalize() for word in row[:-1])
    whole = f"{row[-1].capitalize()} of {field}"
    return (whole if nation else f"{place.name} {whole}", own)
