"""Governments, ministries and forces named by a nationality: "le gouvernement britannique", "the Dutch interior ministry".

A closed grammar: a head noun, a nationality adjective or a country's name, and for ministries a field of government. It finds bodies that
no list holds under the words used, and settles the country of those that many countries have.
"""

import re
from collections.abc import Iterator

from watchers.claims.bodies import Bodies
from watchers.claims.folding import Folded
from watchers.claims.gazetteer import Entity, Found

_FR_HEAD = re.compile(
    r"\b(?P<head>gouvernement|executif|etat|autorites|administration|pouvoirs publics|armee|forces armees)(?: federale?| centrale?)?"
    r"(?: (?:de l'|de la |du |des |de |d')(?P<place>[a-z'-]+(?: [a-z-]+){0,2})| (?P<who>[a-z-]+))"
)
_FR_MINISTRY = re.compile(
    r"\bministere(?: federal)?(?: (?P<who>[a-z-]+))?? (?:de la |de l'|du |des |d'|de )(?P<field>[a-z-]+(?: (?!de |du |des |d')[a-z-]+){0,2})"
)
_FR_AFTER = re.compile(r" (?:du |de la |de l'|des |d'|de )(?P<place>[a-z-]+(?: [a-z-]+){0,2})| (?P<who>[a-z-]+)\b")
_EN_HEAD = re.compile(
    r"\b(?P<who>(?:[A-Z][\w-]+ )?[A-Z](?:\.[A-Z]\.|[\w-]+))(?P<own>'s)? (?:[Ff]ederal |[Cc]entral |[Nn]ational )?"
    r"(?P<head>[Gg]overnment|[Aa]uthorities|[Aa]rmy|[Mm]ilitary|[Aa]rmed [Ff]orces)\b"
)
_EN_MINISTRY = re.compile(
    r"\b(?P<who>(?:[A-Z][\w-]+ )?[A-Z](?:\.[A-Z]\.|[\w-]+))(?:'s)? (?:[Ff]ederal )?"
    r"(?:[Mm]inistry (?:of|for) (?:the )?(?P<after>[A-Za-z]+(?: [A-Z][a-z]+){0,2})|(?P<before>[A-Za-z]+(?: [A-Za-z]+)?) [Mm]inistry)\b"
)
_FORCES = ("armee", "forces armees", "army", "military", "armed forces")


class Grammar:
    """Finds bodies named by nationality; ``country`` is the one that the rest of the document speaks of, where it does."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies

    def find(self, text: Folded, country: str | None) -> Iterator[Found]:
        """Every such body in ``text``; linear in its length."""
        yield from self._french_heads(text)
        yield from self._french_ministries(text, country)
        yield from self._english(text)

    def _french_heads(self, text: Folded) -> Iterator[Found]:
        for match in _FR_HEAD.finditer(text.lower):
            who, length = self._place(match.group("who") or match.group("place"))
            if who:
                end = match.end("who") if match.group("who") else match.start("place") + length
                yield from self._body(match.group("head"), who, text, (match.start(), end))

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
        if head.lower() in _FORCES:
            body = self._bodies.forces(place.country or "", text.lower[slice(*span)])
        else:
            body = self._bodies.government(place)
        if body:
            yield Found(*span, (body,), rank=1)

    def _french_ministries(self, text: Folded, country: str | None) -> Iterator[Found]:
        for match in _FR_MINISTRY.finditer(text.lower):
            known = self._bodies.field(match.group("field"))
            before = self._bodies.place(match.group("who")) if match.group("who") else None
            if known is None or (match.group("who") and before is None):
                continue
            name, length = known
            end = match.start("field") + length
            place, after = (before, end) if before else self._following(text.lower, end)
            if place and place.country:
                body = self._bodies.named_ministry(place.country, name)
            else:
                body = self._bodies.ministry(country, name) if country else None
            if body:
                yield Found(match.start(), after, (body,), rank=1 if place else -1)

    def _following(self, text: str, end: int) -> tuple[Entity | None, int]:
        """The nationality or country just after ``end``, and where it ends."""
        match = _FR_AFTER.match(text, end)
        if match is None:
            return None, end
        place, length = self._place(match.group("who") or match.group("place"))
        if place is None:
            return None, end
        return place, (match.start("who") if match.group("who") else match.start("place")) + length

    def _english(self, text: Folded) -> Iterator[Found]:
        for match in _EN_HEAD.finditer(text.cased):
            place, start = self._owner(match)
            if place:
                yield from self._body(match.group("head"), place, text, (start, match.end()))
        for match in _EN_MINISTRY.finditer(text.cased):
            place, start = self._owner(match)
            known = self._bodies.field(match.group("after") or match.group("before"))
            if not (place and place.country and known):
                continue
            body = self._bodies.named_ministry(place.country, known[0])
            end = match.start("after") + known[1] if match.group("after") else match.end()
            if body and (match.group("after") or known[1] == len(match.group("before"))):
                yield Found(start, end, (body,), rank=1)

    def _owner(self, match: re.Match[str]) -> tuple[Entity | None, int]:
        """The country named just before the head: two words ("New Zealand") or the last one ("The British")."""
        words, start = match.group("who"), match.start("who")
        place = self._bodies.place(words)
        if place is None and " " in words:
            start += words.index(" ") + 1
            place = self._bodies.place(words.rsplit(" ", 1)[1])
        return place, start
