"""Which body a country and a field of government name: the defence ministry of Italy, the U.S. departments, a government as
such.
"""

import re
from collections.abc import Iterator

from watchers.claims.folding import folded
from watchers.claims.gazetteer import Entity, Gazetteer, NameKind

_EN_OF = re.compile(r"(?:^|.* )(?:ministry|department) (?:of|for) (?:the )?(.+?)(?: \(.*\)| of [a-z ]+)?$")
_EN_BEFORE = re.compile(r"(?:^|[a-z.-]+(?: [a-z-]+)?? )([a-z]+(?: [a-z]+)?) (?:ministry|department)$")
_FR = re.compile(
    r"(?:ministere|departement)(?: federal)?(?: [a-z-]+)?? (?:de la |de l'|du |des |d'|de )(.+?)"
    r"(?: (?:des etats-unis|du [a-z-]+))?$"
)

_MINISTRY = re.compile(r"[Mm]inistry (?:of|for) (?:the )?(?:National )?(.+)$")
_OF_PROVINCES = frozenset(("CA",))
"""Countries whose own bodies are called departments, and ministries those of their provinces."""
_SHORT = {"US": "U.S.", "GB": "UK"}


class Bodies:
    """Looks bodies up by country and field; makes one where a ministry is named that nobody lists."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._entities = gazetteer.entities
        self._actors = gazetteer.actors
        self._adjectives = gazetteer.demonym_of
        self._fields = {folded(word): name for word, name in gazetteer.portfolios.items()}
        shared: dict[tuple[str, ...], tuple[str, ...]] = {}
        rows = ((alias, tuple(ids)) for alias, ids in gazetteer.surfaces.items())
        self._aliases = {folded(alias): shared.setdefault(ids, ids) for alias, ids in rows}
        self._places: dict[str, Entity] = {}
        for word, one in gazetteer.demonyms.items():
            self._places.setdefault(folded(word), gazetteer.entities[one])
        for entity in gazetteer.entities.values():
            if entity.kind is NameKind.PLACE and entity.category == "country":
                self._places.setdefault(folded(entity.name), entity)
        for alias, ids in self._aliases.items():
            named = [gazetteer.entities[one] for one in ids if gazetteer.entities[one].kind is NameKind.PLACE]
            if named and named[0].category == "country":
                self._places.setdefault(alias, named[0])
        self._laboratories = [
            (alias, ids)
            for alias, ids in self._aliases.items()
            if gazetteer.entities[ids[0]].category == "lab" and "national" in alias
        ]
        self._ministries: dict[tuple[str, str], Entity] = {}
        for alias, ids in self._aliases.items():
            for entity in (gazetteer.entities[one] for one in ids):
                if entity.category == "department" and entity.country:
                    for name in self._fields_of(alias):
                        self._ministries.setdefault((entity.country, name), entity)

    def place(self, word: str) -> Entity | None:
        """The country of a name or nationality adjective (any case, accents folded)."""
        return self._places.get(word.lower())

    def place_of(self, country: str | None) -> Entity | None:
        """The place of an ISO country code."""
        return self._entities.get(f"country:{country}")

    def government(self, place: Entity) -> Entity:
        """Who acts under the name of ``place``."""
        return self._entities[self._actors[place.id]]

    def field(self, words: str) -> tuple[str, int] | None:
        """The field of government that ``words`` begin with, in English, and how many characters name it."""
        parts = words.lower().split(" ")[:3]
        while parts:
            head = " ".join(parts)
            if head in self._fields:
                return self._fields[head], len(head)
            parts.pop()
        return None

    def ministry(self, country: str, name: str) -> Entity | None:
        """The listed ministry of a country (ISO code) for a field by its English name."""
        return self._ministries.get((country, name))

    def named_ministry(self, country: str, name: str) -> Entity | None:
        """The same, made up where none is listed and the country is known."""
        listed = self.ministry(country, name)
        adjective = self._adjectives.get(country)
        if listed or not adjective:
            return listed
        return Entity(
            id=f"agency:ministry:{country}:{name.lower().replace(' ', '-')}",
            name=f"{adjective} Ministry of {name}",
            kind=NameKind.AGENCY,
            owner=f"Government of {country}" if country not in self._adjectives else None,
            country=country,
            category="department",
        )

    def ministry_in(self, country: str, name: str, province: Entity | None, words: str) -> Entity | None:
        """The same; that of ``province``, under the ``words`` used, where only provinces of the country have ministries."""
        if province is None or country not in _OF_PROVINCES:
            return self.named_ministry(country, name)
        title = f"{province.name} Ministry of {words}"
        slug = title.lower().replace(" ", "-")
        return Entity(
            id=f"agency:{slug}", name=title, kind=NameKind.AGENCY, owner=province.actor, country=country, category="department"
        )

    def forces(self, country: str, words: str) -> Entity | None:
        """The armed forces that ``words`` (with the nationality) name: as listed, else made up."""
        for one in self._aliases.get(words.lower(), ()):
            return self._entities[one]
        adjective = self._adjectives.get(country)
        if not adjective:
            return None
        name = f"{adjective} Armed Forces"
        for one in self._aliases.get(name.lower(), ()):
            return self._entities[one]
        return Entity(id=f"agency:forces:{country}", name=name, kind=NameKind.AGENCY, country=country, category="component")

    def called(self, names: Iterator[str], country: str | None) -> Entity | None:
        """The first agency listed under one of ``names``, of ``country`` where that is given."""
        for name in names:
            for one in self._aliases.get(folded(name), ()):
                entity = self._entities[one]
                if entity.kind is NameKind.AGENCY and country in (None, entity.country):
                    return entity
        return None

    def national(self, name: str, country: str, province: Entity | None) -> Entity | None:
        """The agency of ``country`` that is listed as ``name`` with its nation before it; a ministry is made up where none is.

        ``province`` is the one part of the country that the document names; see ``ministry_in``.
        """
        nation = self._adjectives.get(country, "")
        found = self.called(iter([f"{_SHORT.get(country, nation)} {name}", f"{nation} {name}"]), country)
        field = _MINISTRY.match(name)
        known = self.field(field.group(1)) if field and found is None and country != "US" else None
        if field and known and known[1] == len(field.group(1)):
            return self.ministry_in(country, known[0], province, field.group(1))
        return found

    def owned(self, name: str) -> Entity | None:
        """The listed agency that ``name`` tells by its land or as a commune: "Britain's tax authority", "Aarhus Municipality"."""
        for kommune in (" Municipality", " municipality", " Kommune", " city council", " City Council"):
            town = name.removesuffix(kommune)
            if town != name:
                return self.called(iter([f"City of {town}", f"Ville de {town}"]), None)
        for mark in ("'s ", "’s ", " "):
            land, found, rest = name.partition(mark)
            place = self.place(land) if found else None
            if place is not None and place.country:
                nation = self._adjectives.get(place.country, "")
                return self.called(iter([f"{_SHORT.get(place.country, nation)} {rest}", f"{nation} {rest}"]), place.country)
        return None

    def laboratory(self, words: str, country: str) -> Entity | None:
        """The one national laboratory of ``country`` whose name holds ``words``."""
        wanted = f" {words.lower()} "
        labs = {
            ids[0] for alias, ids in self._laboratories if wanted in f" {alias} " and self._entities[ids[0]].country == country
        }
        return self._entities[labs.pop()] if len(labs) == 1 else None

    def _fields_of(self, alias: str) -> Iterator[str]:
        for pattern in (_EN_OF, _EN_BEFORE, _FR):
            match = pattern.match(alias)
            if match:
                words = match.group(1)
                if " " in words and words.rsplit(" ", 1)[1] in self._places:
                    words = words.rsplit(" ", 1)[0]
                for candidate in (words, words.split(" ", 1)[-1]):
                    if candidate in self._fields:
                        yield self._fields[candidate]
                        break
