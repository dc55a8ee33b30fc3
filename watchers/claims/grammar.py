"""Governments, ministries and forces named by a nationality: "le gouvernement britannique", "the Dutch interior ministry".

A closed grammar: a head noun, a nationality adjective or a country's name, and for ministries a field of government. It finds
bodies that no list holds under the words used, and settles the country of those that many countries have.
"""

import re
from collections.abc import Iterator, Mapping

from watchers.claims.bodies import Bodies
from watchers.claims.folding import Folded
from watchers.claims.gazetteer import Entity, Found

HEADS = (
    *(
        "gouvernement",
        "executif",
        "etat",
        "autorites",
        "administration",
        "pouvoirs publics",
        "armee",
        "armees",
        "forces armees",
        "ministere",
        "ministeres",
        "administrations",
    ),
    *("government", "authorities", "army", "military", "armed forces", "ministry", "ministries"),
    *("central government", "government departments"),
    *("federal", "federale", "federaux", "federales", "executive branch"),
)
"""The nouns, accents folded, around which this grammar looks."""
_FORCES = frozenset(("armee", "armees", "forces armees", "army", "military", "armed forces"))
_ENGLISH = frozenset(("government", "authorities", "army", "military", "armed forces", "ministries"))
_BARE = frozenset(("central government", "government departments"))
"""Nouns for the government of the one country that the document speaks of."""
_MANY_OF = re.compile(r"(?<![\w-])(?:ministeres|organismes|agences|administrations|services) (?:du |de ce )$")
_MANY_IN = re.compile(r"(?<![\w-])(?:departments|agencies|ministries|bodies) (?:of|across|in|within) (?:the )?$")
"""Before a government: its bodies, each for itself."""
_FIELDS_FOLLOW = re.compile(r"(?: (?:de |du |des |d')|,| et )")
"""Behind "les ministères espagnols": some of them, told one by one."""
_MANY = re.compile(r" (?:departments|agencies|ministries|bodies)\b")
_FR_RIGHT = re.compile(
    r"(?: federale?| centrale?)?(?: (?:de l'|de la |du |des |de |d')(?P<place>[a-z'-]+(?: [a-z-]+){0,2})| (?P<who>[a-z-]+))"
)
_FR_FIELD = re.compile(
    r"(?: federal)?(?: (?P<who>[a-z-]+))?? (?:de la |de l'|du |des |d'|de )(?P<field>[a-z-]+(?: (?!de |du |des |d')[a-z-]+){0,2})"
)
_FR_AFTER = re.compile(r" (?:du |de la |de l'|des |d'|de )(?P<place>[a-z-]+(?: [a-z-]+){0,2})| (?P<who>[a-z-]+)\b")
_OWNER = r"(?<![\w-])(?P<who>(?:[A-Z][\w-]+ )?[A-Z](?:\.[A-Z]\.|[\w-]+))(?:'s)? (?:[Ff]ederal |[Cc]entral |[Nn]ational )?"
_EN_LEFT = re.compile(_OWNER + "$")
_EN_FIELD = re.compile(_OWNER + r"(?P<field>[A-Za-z]+(?: [A-Za-z]+)?) $")
_EN_BARE = re.compile(r"(?<![\w-])[Tt]he (?P<field>[a-z]+(?: (?:and )?[a-z]+)?) $")
"""The field alone before a ministry in lower case, where the document tells the country: "the health ministry"."""
_EN_OF = re.compile(r" (?:of|for) (?:the )?(?P<field>[A-Za-z]+(?: [A-Z][a-z]+){0,2})")
_FEDERAL = frozenset(("federal", "federale", "federaux", "federales"))
_NO_MINISTRIES = frozenset(("US", "CA"))
"""Countries whose own bodies are departments."""
_FEDERATIONS = frozenset(("US", "CA", "AU", "DE", "CH", "BE", "BR", "MX", "IN", "AT"))
_EN_FEDERAL = re.compile(
    r" (?:civilian )?(?:agency|agencies|departments|government|employees|workers|workforce|civil servants|buyers|customers|users"
    r"|offices)\b"
)
_FR_FEDERAL = re.compile(
    r"(?<![\w-])(?:agences?|administrations?|gouvernement|etat|ministeres|departements|services|organismes|employes|agents|fonctionnaires|"
    r"acheteurs) $"
)
_ONE_BODY = re.compile(r" (?:for the|pour la|pour le|pour l'|pour les) ")
_EACH = re.compile(r"(?:each|every|any|chaque|toute) (?:\w+ )?$")
_NATIONAL = "National "
"""Says nothing of the field: "Ministry of National Defence"."""
_LEFT = 60
"""Characters before an English noun in which its country stands."""


class Grammar:
    """Finds bodies named by nationality; ``country`` is the one that the rest of the document speaks of, where it does."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies

    def find(
        self, text: Folded, heads: Mapping[str, list[tuple[int, int]]], country: str | None, province: Entity | None = None
    ) -> Iterator[Found]:
        """Every such body in ``text``, at ``heads``: where each of ``HEADS`` stands. Linear in the number of these.

        ``province`` is the one part of ``country`` that the document names, where it names one.
        """
        for head in HEADS:
            for span in heads.get(head, ()):
                if head in _FEDERAL or head == "executive branch":
                    yield from self._federal(text, head, span, country)
                elif head == "ministere":
                    yield from self._french_ministry(text, span, country)
                elif head == "ministry":
                    yield from self._english_ministry(text, span, country, province)
                elif head in _BARE:
                    yield from self._bare(span, country)
                elif head in _ENGLISH:
                    yield from self._english(text, head, span)
                else:
                    yield from self._french(text, head, span)

    def _french(self, text: Folded, head: str, span: tuple[int, int]) -> Iterator[Found]:
        match = _FR_RIGHT.match(text.lower, span[1])
        offices = head == "etat" and text.lower[max(0, span[0] - 2) : span[0]] == "d'"  # "conseil d'Etat", "chef d'Etat"
        one = text.lower[max(0, span[0] - 4) : span[0]] == "une "  # "une administration de Canberra": some body there
        if match and not offices and not one:
            who, length = self._place(match.group("who") or match.group("place"))
            if who:
                end = match.end("who") if match.group("who") else match.start("place") + length
                many = _MANY_OF.search(text.lower, max(0, span[0] - _LEFT), span[0]) if head == "gouvernement" else None
                if head not in ("ministeres", "administrations") or not _FIELDS_FOLLOW.match(text.lower, end):
                    yield from self._body(head, who, text, (many.start() if many else span[0], end))

    def _federal(self, text: Folded, head: str, span: tuple[int, int], country: str | None) -> Iterator[Found]:
        """ "Each federal agency", "les agents fédéraux": the whole government of the federation that the text speaks of."""
        before = _FR_FEDERAL.search(text.lower, max(0, span[0] - _LEFT), span[0])
        after = _EN_FEDERAL.match(text.lower, span[1])
        stated, start, end = self._stated(text, span) if before or after else (None, 0, 0)
        if _ONE_BODY.match(text.lower, after.end() if after else end or span[1]) and not _EACH.search(text.lower, 0, span[0]):
            return  # "Federal Agency for the Safety of the Food Chain"
        if stated and stated.country in _FEDERATIONS:
            first, last = (before.start(), end) if before else (start, after.end() if after else end)
            yield Found(first, last, (self._bodies.government(stated),), rank=1)
            return
        place = self._bodies.place_of(country) if country in _FEDERATIONS else None
        if place is None or (head == "executive branch" and country != "US"):
            return
        if head == "executive branch" or before or after:
            yield Found(
                before.start() if before else span[0],
                after.end() if after else span[1],
                (self._bodies.government(place),),
                rank=-1,
            )

    def _stated(self, text: Folded, span: tuple[int, int]) -> tuple[Entity | None, int, int]:
        """The nationality beside "federal", before it in English and after it in French, and the ends of the two together."""
        after, end = self._following(text.lower, span[1])
        if after:
            return after, span[0], end
        owner = _EN_LEFT.search(text.cased, max(0, span[0] - _LEFT), span[0])
        place, start = self._owner(owner) if owner else (None, 0)
        return place, start, span[1]

    def _place(self, words: str) -> tuple[Entity | None, int]:
        """The country that ``words`` begin with, the longest name first, and the length of that name."""
        parts = words.split(" ")
        while parts:
            name = " ".join(parts)
            place = self._bodies.place(name)
            if place:
                return place, len(name)
            parts.pop()
        return None, 0

    def _body(self, head: str, place: Entity, text: Folded, span: tuple[int, int]) -> Iterator[Found]:
        if head in _FORCES:
            body = self._bodies.forces(place.country or "", text.lower[slice(*span)])
        else:
            body = self._bodies.government(place)
        if body:
            yield Found(*span, (body,), rank=1)

    def _french_ministry(self, text: Folded, span: tuple[int, int], country: str | None) -> Iterator[Found]:
        match = _FR_FIELD.match(text.lower, span[1])
        known = self._bodies.field(match.group("field")) if match else None
        if match is None or known is None:
            return
        before = self._bodies.place(match.group("who")) if match.group("who") else None
        if match.group("who") and before is None:
            return
        name, length = known
        end = match.start("field") + length
        place, after = (before, end) if before else self._following(text.lower, end)
        if place and place.country:
            body = self._bodies.named_ministry(place.country, name)
        elif country:
            body = self._bodies.ministry(country, name)
            if body is None and country not in _NO_MINISTRIES:
                body = self._bodies.named_ministry(country, name)
        else:
            body = None
        if body:
            # Without a nationality the list of names knows better: this is only its fallback.
            yield Found(span[0], after, (body,), rank=1 if place else -1)

    def _following(self, text: str, end: int) -> tuple[Entity | None, int]:
        """The nationality or country just after ``end``, and where it ends."""
        match = _FR_AFTER.match(text, end)
        if match is None:
            return None, end
        place, length = self._place(match.group("who") or match.group("place"))
        if place is None:
            return None, end
        return place, (match.start("who") if match.group("who") else match.start("place")) + length

    def _english(self, text: Folded, head: str, span: tuple[int, int]) -> Iterator[Found]:
        owner = _EN_LEFT.search(text.cased, max(0, span[0] - _LEFT), span[0])
        place, start = self._owner(owner) if owner else (None, 0)
        if place:
            many = _MANY.match(text.lower, span[1]) if head == "government" else None
            some = _MANY_IN.search(text.lower, max(0, start - _LEFT), start) if head == "government" else None
            yield from self._body(head, place, text, (some.start() if some else start, many.end() if many else span[1]))

    def _bare(self, span: tuple[int, int], country: str | None) -> Iterator[Found]:
        """ "Offers X to central government", in a text about Britain."""
        place = self._bodies.place_of(country) if country else None
        if place is not None:
            yield Found(*span, (self._bodies.government(place),), rank=-1)

    def _english_ministry(
        self, text: Folded, span: tuple[int, int], country: str | None, province: Entity | None
    ) -> Iterator[Found]:
        after = _EN_OF.match(text.cased, span[1])
        owner = (_EN_LEFT if after else _EN_FIELD).search(text.cased, max(0, span[0] - _LEFT), span[0])
        place, start = self._owner(owner) if owner else (None, 0)
        bare = None if after or place else _EN_BARE.search(text.cased, max(0, span[0] - _LEFT), span[0])
        named = after or bare or owner
        land = place.country if place else country if bare or (after and text.cased[span[0]].isupper()) else None
        if named is None or not land:
            return
        first = named.start("field") + (len(_NATIONAL) if named.group("field").startswith(_NATIONAL) else 0)
        field = text.cased[first : named.end("field")]
        known = self._bodies.field(field)
        if known and (after or known[1] == len(field)):
            # Without a nationality only the ministries of the country that the document speaks of are meant.
            own = province if after and not place else None
            body = self._bodies.ministry_in(land, known[0], own, field) if land != "US" or place else None
            if body:
                end = first + known[1] if after else span[1]
                yield Found(start if place else span[0], end, (body,), rank=1 if place else -1)

    def _owner(self, match: re.Match[str]) -> tuple[Entity | None, int]:
        """The country named just before the head: two words ("New Zealand") or the last one ("The British")."""
        words, start = match.group("who"), match.start("who")
        place = self._bodies.place(words)
        if place is None and " " in words:
            start += words.index(" ") + 1
            place = self._bodies.place(words.rsplit(" ", 1)[1])
        return place, start
