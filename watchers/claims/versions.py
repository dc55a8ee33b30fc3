"""Editions of a model that no list names yet: "GPT-6.1", "Llama 5 Scout" belong to the family whose pattern they fit."""

import re
from collections.abc import Iterable, Iterator, Mapping

from watchers.claims.folding import Folded, folded
from watchers.claims.gazetteer import Entity, Found, Gazetteer, NameKind

_BEFORE, _AFTER = 24, 60
"""Characters around a stem in which an edition's whole name fits."""
_STEM = re.compile(r"[a-z]+")
_TAIL = re.compile(r"(?:[\s-]+|[\s-]?[^\s-]+)$")
"""The last word, or the marks behind it: one of the two ends any text, so that taking it off again and again comes to an end."""
_SUM = re.compile(r"(?:[.,][0-9]+)?[ \u00a0]?(?:[€$£%]|euros?\b|dollars?\b|cents?\b|centimes?\b|francs?\b|pounds?\b)", re.I)
"""Right behind a number that is a price and no edition: "pays for Gemini 30 cents a query"."""
_SIZE = re.compile(r"[ -]\d{1,4}(?:\.\d)?[bBmM]$")


class Versions:
    """The version patterns of the vendors' table."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._entities = gazetteer.entities
        self._patterns = gazetteer.versions
        self._members: dict[str, set[str]] = {family: {family} for family in self._patterns}
        self._joiner: dict[str, str] = {}
        of: dict[str, list[str]] = {}
        for family in self._patterns:
            of.setdefault(gazetteer.entities[family].name, []).append(family)
        for entity in gazetteer.entities.values():
            for family in of.get(entity.family, ()) if entity.family else ():
                self._members[family].add(entity.id)
                self._note_joiner(family, entity.name)
        editions = set().union(*self._members.values())
        self._known = {folded(alias): ids for alias, ids in gazetteer.surfaces.items() if not editions.isdisjoint(ids)}
        self._stems = {family: _stems(pattern, gazetteer.examples[family]) for family, pattern in self._patterns.items()}

    def find(self, text: Folded, found: Iterable[Found], doubtful: Iterable[str]) -> Iterator[Found]:
        """Every edition named in ``text``.

        ``found``: what the text names by listed names; ``doubtful``: families whose bare name needs evidence. For these a version
        counts
        only where the family or one of its members is found, or where the edition itself is spelled out ("Gemini 2.5 Pro").
        """
        starts = {(hit.end, hit.entities[0].id): hit.start for hit in found}
        held, doubtful = {one for _, one in starts}, set(doubtful)
        for family, pattern in self._patterns.items():
            if not _may_hold(text.lower, self._stems[family]):
                continue
            believed = family not in doubtful or bool(held & self._members[family])
            for match in _matches(pattern, self._stems[family], text):
                if (believed or _spelled_out(match)) and _SUM.match(text.cased, match.end()) is None:
                    yield Found(self._start(family, match, starts), match.end(), (self._edition(family, match),), rank=1)

    def _start(self, family: str, match: re.Match[str], starts: Mapping[tuple[int, str], int]) -> int:
        """Where the name begins: "OpenAI's GPT" is listed, so "OpenAI's GPT-6" begins with the maker too."""
        inside = (starts.get((at, family), match.start()) for at in range(match.start() + 1, match.end()))
        return min(match.start(), *inside) if match.end() - match.start() > 1 else match.start()

    def _note_joiner(self, family: str, name: str) -> None:
        stem = self._entities[family].name
        if name.startswith(stem) and name[len(stem) : len(stem) + 2].strip(" -").isdigit():
            self._joiner.setdefault(family, name[len(stem)])

    def _edition(self, family: str, match: re.Match[str]) -> Entity:
        """The listed edition whose name the match begins with, else one made from the family and the version."""
        rest = match.group()
        while rest:
            for one in self._known.get(rest.lower(), ()):
                if one in self._members[family] and (one != family or not match.groupdict().get("version")):
                    return self._entities[one]
            rest = _TAIL.sub("", rest)
        if match.groupdict().get("version"):
            return self._new(self._entities[family], match.group(), self._joiner.get(family, " "))
        return self._entities[family]

    def _new(self, family: Entity, surface: str, joiner: str) -> Entity:
        head = family.name if family.name.lower() in surface.lower() else ""
        tail = (
            _SIZE.sub("", surface[surface.lower().find(head.lower()) + len(head) :])
            .strip(" -")
            .replace("-", " ")
            .replace(",", ".")
        )
        name = f"{head}{joiner}{tail}" if head else tail
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        return Entity(id=slug, name=name, kind=NameKind.PRODUCT, owner=family.owner, family=family.name, category="model")


def _may_hold(lower: str, stems: tuple[str, ...]) -> bool:
    return not stems or any(map(lower.__contains__, stems))


def _matches(pattern: re.Pattern[str], stems: tuple[str, ...], text: Folded) -> Iterator[re.Match[str]]:
    """All matches; where stems are known, only their surroundings are searched."""
    if not stems:
        yield from pattern.finditer(text.cased)
        return
    done = 0
    for place in re.finditer("|".join(stems), text.lower):
        match = pattern.search(text.cased, max(done, place.start() - _BEFORE), place.end() + _AFTER)
        if match:
            done = match.end()
            yield match


def _spelled_out(match: re.Match[str]) -> bool:
    """The match holds more than a bare name with a whole number: "Gemini 4" may be a space capsule."""
    groups = match.groupdict()
    version = groups.pop("version", None) or ""
    return any(groups.values()) or "." in version


def _stems(pattern: re.Pattern[str], examples: Iterable[str]) -> tuple[str, ...]:
    """Words of which one stands wherever the pattern can match, as its examples show; none where they show none.

    They only spare the search of texts that name no model of the family.
    """
    matched = [found.group().lower() for found in map(pattern.search, examples) if found]
    words = [_STEM.findall(one) for one in matched]
    common = [word for word in words[0] if len(word) > 2 and all(word in one for one in matched)]
    stems = common[:1] or sorted({members[0] for members in words})
    return tuple(stems) if min(map(len, stems)) > 2 else ()
