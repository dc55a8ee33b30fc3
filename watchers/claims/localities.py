"""States, counties and cities as buyers: "the Texas Department of Information Resources", "Fairfax County", "City of San Jose".

The patterns are reference data. Those of states run only around a state that the text names, those of towns only around their
nouns, so the cost stays linear.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from watchers.claims.folding import Folded, fold
from watchers.claims.gazetteer import CITY, Entity, Found, Gazetteer, NameKind

_BEFORE, _AFTER, _LONGEST = 100, 120, 1000
_TYPOGRAPHY = str.maketrans("’‘\u00a0\u202f\u2011\u2013", "''  --")
HEADS = ("city", "county", "police department", "mayor's office")
"""The nouns, in lower case, around which towns and counties are looked for."""
_ENDINGS = ("City Council", "Police Department")
_COUNCILS_ARE_CITIES = (None, "US", "CA")
"""Where "Boise City Council" is the City of Boise; elsewhere the council is the city's own name."""
_NO_NAME = re.compile(
    r"(?:(?:The|A|An|In|At|For|From|And|But|When|After|Before|Its|Our|Their|That|This|With|By|To|On|Of|Each|Every|Like|While"
    r"|Since) )+"
)
_COMMON = frozenset(("the", "a", "an", "this", "that", "each", "every", "its", "our", "their", "new", "any", "one"))


_VILLE = re.compile(r"\b(?:ville|mairie|municipalite) (?P<of>de |d'|du )")
_CITY_WORDS = re.compile(r"[a-z][a-z.'-]*(?: [a-z][a-z.'-]*){0,3}")


_UNITS = {
    "DMV": "Department of Motor Vehicles",
    "DOT": "Department of Transportation",
    "DNR": "Department of Natural Resources",
    "DEQ": "Department of Environmental Quality",
    "DHS": "Department of Human Services",
    "DOC": "Department of Corrections",
    "DOR": "Department of Revenue",
    "DPS": "Department of Public Safety",
    "DPH": "Department of Public Health",
}
_SHORT_UNIT = re.compile(rf"(?:'s)? (?P<unit>{'|'.join(_UNITS)})\b")
"""The departments that most states have, as newsrooms shorten them: "the Virginia DMV"."""


class Localities:
    """Finds state, county and city bodies by the patterns of the reference data."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._entities = gazetteer.entities
        self._actors = gazetteer.actors
        self._state_patterns = [one for one in gazetteer.patterns if one.scope in ("state-government", "state-agency")]
        self._town_patterns = [one for one in gazetteer.patterns if one.scope == "local-government"]
        self._cities = {
            alias: gazetteer.entities[gazetteer.actors[one]]
            for alias, ids in gazetteer.surfaces.items()
            for one in ids
            if gazetteer.entities[one].category == CITY
        }
        self._listed = {
            alias: gazetteer.entities[ids[0]]
            for alias, ids in gazetteer.surfaces.items()
            if alias.endswith(_ENDINGS) and gazetteer.entities[ids[0]].kind is NameKind.AGENCY
        }
        self._villes = {fold(alias).lower: entity for alias, entity in self._cities.items()}
        self._states = {
            fold(alias).cased: one
            for alias, ids in gazetteer.surfaces.items()
            for one in ids
            if gazetteer.entities[one].category == "state" and gazetteer.entities[one].kind is NameKind.PLACE
        }

    def states(self, text: Folded, states: Iterable[tuple[int, int]], names: Collection[int]) -> Iterator[Found]:
        """State bodies around ``states``, the places that name a state; ``names`` are those at which any listed name begins."""
        for first, last in states:
            short = _SHORT_UNIT.match(text.cased, last)
            state = self._entities.get(self._states.get(text.cased[first:last], ""))
            if short and state is not None:
                body = _state_agency(_UNITS[short["unit"]], "", state, self._entities[self._actors[state.id]])
                yield Found(first, short.end(), (body,), rank=1)
        for start, part in _windows(text, states):
            for pattern in self._state_patterns:
                for match in pattern.regex.finditer(part):
                    yield from self._state_body(text, start, match, names)

    def towns(self, text: Folded, heads: Mapping[str, list[tuple[int, int]]], country: str | None) -> Iterator[Found]:
        """Town and county bodies around ``heads``: where each of ``HEADS`` stands; ``country`` is that of the document."""
        for start, part in _windows(text, sorted(span for head in HEADS for span in heads.get(head, ()))):
            for pattern in self._town_patterns:
                for match in pattern.regex.finditer(part):
                    yield from self._town(text, start, match, country)

    def villes(self, text: Folded) -> Iterator[Found]:
        """Listed cities by their French heads: "la mairie de Toronto", "la municipalité de Lyon"; linear in the text's length."""
        for head in _VILLE.finditer(text.lower):
            start = head.end()
            row = _CITY_WORDS.match(text.lower, start)
            words = row.group().split(" ") if row and text.cased[start].isupper() else []
            for size in range(len(words), 0, -1):
                name = " ".join(words[:size])
                city = self._villes.get(f"le {name}" if head["of"] == "du " else name)
                if city is not None:
                    yield Found(head.start(), start + len(name), (city,), rank=1)
                    break

    def _state_body(self, text: Folded, at: int, match: re.Match[str], names: Collection[int]) -> Iterator[Found]:
        groups = match.groupdict()
        name = next((groups[key] for key in ("s", "s1", "s2") if groups.get(key)), "")
        state = self._entities.get(self._states.get(fold(name).cased, ""))
        if state is None:
            return
        government = self._entities[self._actors[state.id]]
        start, end = text.folded_at(at + match.start()), text.folded_at(at + match.end())
        if not groups.get("unit"):
            yield Found(start, end, (government,), rank=1)
            return
        first, last = text.folded_at(at + match.start("unit")), text.folded_at(at + match.end("unit"))
        if last == end:
            last = end = _unit_end(text, first, last, names)
        yield Found(start, end, (_state_agency(text.cased[first:last], _surface(text, start, end), state, government),), rank=1)

    def _town(self, text: Folded, at: int, match: re.Match[str], country: str | None) -> Iterator[Found]:
        groups = match.groupdict()
        key = next((one for one in ("c1", "c2", "c") if groups.get(one)), "c")
        name = _NO_NAME.sub("", groups[key] or "").removesuffix("'s")
        if not name or name.lower() in _COMMON:
            return
        owned = key == "c1" and match.group().endswith("'s")
        offset = 0 if key == "c1" else len(groups[key] or "") - len(name)
        surface = match.group()[offset:].removesuffix("'s" if owned else "")
        end = text.folded_at(at + match.end() - len("'s") * owned)
        listed = self._listed.get(surface)
        if listed is not None:
            yield Found(text.folded_at(at + match.start() + offset), end, (listed,), rank=1)
            return
        american = country in _COUNCILS_ARE_CITIES
        council = american and key == "c2" and surface.endswith(("City Council", "City Hall", "mayor's office"))
        plain = key == "c" and surface.endswith("County")
        full = f"City of {name}" if key == "c1" or council else f"{name} County" if key == "c" else surface
        slug = re.sub(r"[^a-z0-9]+", "-", full.lower()).strip("-")
        kind = NameKind.PLACE if plain else NameKind.AGENCY
        if key == "c1" or council:
            known = self._cities.get(name)
            if known is not None:
                yield Found(text.folded_at(at + match.start() + offset), end, (known,), rank=1)
                return
        land = "US" if american else country
        body = Entity(id=f"gov:{slug}", name=full, kind=kind, country=land, category="local", actor=full if plain else None)
        yield Found(text.folded_at(at + match.start() + offset), end, (body,), rank=1)


def _surface(text: Folded, start: int, end: int) -> str:
    return text.original[text.origin(start) : text.origin_end(end)]


def _state_agency(unit: str, surface: str, state: Entity, government: Entity) -> Entity:
    """ "Department of Technology of the State of California" and "California Department of Technology" are one body."""
    name = f"{state.name} {unit}" if unit[:1].isupper() else surface
    slug = re.sub(r"[^a-z0-9]+", "-", unit.lower()).strip("-")
    return Entity(
        id=f"agency:{state.id}:{slug}",
        name=name,
        kind=NameKind.AGENCY,
        owner=government.name,
        country="US",
        category="state agency",
    )


def _unit_end(text: Folded, start: int, end: int, names: Collection[int]) -> int:
    """Where the unit ends: before a name that a list goes on with ("… Information Resources and Meta") or a possessive."""
    for joint in re.finditer(r", and |, | and ", text.cased[start:end]):
        if start + joint.end() in names:
            end = start + joint.start()
            break
    return end - 2 if text.cased[start:end].endswith("'s") else end


def _windows(text: Folded, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """The surroundings of ``places`` in the original text, joined where they meet, each with its offset.

    None is much longer than ``_LONGEST``, so that a pattern's cost stays bounded; neighbours share ``_BEFORE`` characters.
    """
    start = end = -1
    for first, last in places:
        begins, ends = max(0, first - _BEFORE), min(len(text.cased), last + _AFTER)
        if end >= begins and ends - start <= _LONGEST:
            end = max(end, ends)
            continue
        if end >= 0:
            yield _window(text, start, end)
        start, end = begins, ends
    if end >= 0:
        yield _window(text, start, end)


def _window(text: Folded, start: int, end: int) -> tuple[int, str]:
    begins = text.origin(start)
    return begins, text.original[begins : text.origin(end)].translate(_TYPOGRAPHY)
