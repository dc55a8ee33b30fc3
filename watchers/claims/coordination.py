"""Bodies that share one noun: "the State and Education departments", "les ministères de la Justice et de l'Économie".

Each member becomes a body of its own, at the place of its own words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from watchers.claims.bodies import Bodies
from watchers.claims.folding import Folded
from watchers.claims.gazetteer import Entity, Found

_WINDOW = 200
"""Characters on one side of the shared noun in which its members are looked for."""
_EN_HEADS = (
    "departments",
    "ministries",
    "governments",
    "national laboratories",
    "national labs",
    "laboratories",
    "labs",
    "centers",
    "centres",
)
_FR_HEADS = ("departements", "ministeres", "gouvernements", "laboratoires nationaux", "laboratoires")
HEADS = (*_EN_HEADS, *_FR_HEADS)
"""The shared nouns, accents folded."""
_OF = re.compile(r" (?:of|for) ")
_WHO = re.compile(r" ([a-z-]+)")
_EN_SEPARATOR = re.compile(r", and |, | and ")
_FR_SEPARATOR = re.compile(r"(?:, | et |, et )(?=(?:de la |de l'|du |des |d'|de )|[a-z])")
_EN_MEMBER = re.compile(r"(?:the )?([A-Z][\w&'-]*(?: (?:of |the |& )?[A-Z][\w&'-]*)*)")
_FR_WORDS = re.compile(r"[a-z-]+(?:['’ ][a-z-]+){0,2}")
_FR_MEMBER = re.compile(r"(?:de la |de l'|du |des |d'|de )?")
_STOP = re.compile(r"[.;:!?()\n\"«»]")
_NEAR = 90
"""Characters that a row of nationalities and the field of their ministries take."""
_NATIONS_EN = re.compile(r"(?<![\w-])(?P<who>[a-z-]+(?:, [a-z-]+){0,4},? and [a-z-]+) (?P<field>[a-z]+(?: [a-z]+)?) $")
_NATIONS_FR = re.compile(
    r" (?P<who>[a-z-]+(?:, [a-z-]+){0,4} et [a-z-]+) (?:de la |de l'|du |des |d'|de )(?P<field>[a-z-]+(?: [a-z-]+){0,2})"
)
_TEMPLATES = {
    "departments": ("department of {}", "{} department"),
    "ministries": ("ministry of {}", "{} ministry"),
    "national laboratories": ("{} national laboratory",),
    "national labs": ("{} national laboratory",),
    "laboratories": ("{} national laboratory",),
    "labs": ("{} national laboratory",),
    "centers": ("{} space center", "{} space flight center", "{} flight research center", "{} research center"),
    "centres": ("{} space center", "{} space flight center", "{} flight research center", "{} research center"),
    "laboratoires": ("laboratoire national de {}", "laboratoire national d'{}", "{} national laboratory"),
    "departements": (
        "departement de la {}",
        "departement de l'{}",
        "departement du {}",
        "departement des {}",
        "departement d'{}",
    ),
    "ministeres": ("departement de la {}", "departement de l'{}", "departement du {}", "departement des {}", "departement d'{}"),
    "laboratoires nationaux": ("laboratoire national de {}", "laboratoire national d'{}", "{} national laboratory"),
}
_LABS = ("national laboratories", "national labs", "laboratories", "labs", "laboratoires nationaux", "laboratoires")
_HOME = {
    "departments": "US",
    "departements": "US",
    "ministeres": "FR",
    "laboratoires nationaux": "US",
    "national laboratories": "US",
    "national labs": "US",
    "laboratories": "US",
    "labs": "US",
    "centers": "US",
    "centres": "US",
    "laboratoires": "US",
}
"""Whose bodies are meant where neither the words nor the document tell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """One piece between separators, at its place in the folded text."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> str:
        """What stands there."""
        return self.text[self.start : self.end]


class Coordination:
    """Finds coordinated bodies; ``country`` is the one that the rest of the document speaks of, where it does."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies

    def find(self, text: Folded, heads: Mapping[str, list[tuple[int, int]]], country: str | None) -> Iterator[Found]:
        """Every member of every such list, at ``heads``: where each of ``HEADS`` stands. Linear in the number of these."""
        for head in HEADS:
            for start, end in heads.get(head, ()):
                read = self._english if head in _EN_HEADS else self._french
                found = list(self._nations(text, head, (start, end)) or read(text, head, (start, end), country))
                yield from found
                if found:
                    # The shared noun names nobody further ("national laboratories").
                    yield Found(start, end, (), rank=2)

    def _english(self, text: Folded, head: str, span: tuple[int, int], country: str | None) -> Iterator[Found]:
        of = _OF.match(text.lower, span[1])
        parts = _right(text, of.end()) if of else _left(text, span[0])
        return self._members(head, parts, country, leftwards=not of)

    def _french(self, text: Folded, head: str, span: tuple[int, int], country: str | None) -> Iterator[Found]:
        who = _WHO.match(text.lower, span[1]) if head != "gouvernements" else None
        place = self._bodies.place(who.group(1)) if who else None
        start = who.end() if who and place else span[1]
        return self._members(head, _french(text, start + 1), place.country if place else country, leftwards=False)

    def _nations(self, text: Folded, head: str, span: tuple[int, int]) -> list[Found]:
        """A ministry of several countries: "the French and German defence ministries", "ministères français et allemand de X"."""
        if head == "ministries":
            match = _NATIONS_EN.search(text.lower, max(0, span[0] - _NEAR), span[0])
        else:
            match = _NATIONS_FR.match(text.lower, span[1], span[1] + _NEAR) if head == "ministeres" else None
        known = self._bodies.field(match.group("field")) if match else None
        if match is None or known is None:
            return []
        found = []
        for word in re.finditer(r"\b(?!and\b|et\b)[a-z-]+\b", text.lower[match.start("who") : match.end("who")]):
            place = self._bodies.place(word.group())
            body = self._bodies.named_ministry(place.country, known[0]) if place and place.country else None
            if body is None:
                return []
            found.append(Found(match.start("who") + word.start(), match.start("who") + word.end(), (body,), rank=2))
        return found

    def _members(self, head: str, parts: list[_Part], country: str | None, *, leftwards: bool) -> Iterator[Found]:
        """The bodies of ``parts``, from the shared noun outwards until one is none; a list has two members or more."""
        if leftwards and parts:
            parts = parts[::-1]
            stated = self._bodies.place(parts[-1].words.split(" ", 1)[0])
            country = stated.country if stated else country
        found: list[Found] = []
        while parts:
            taken, hit = self._member(head, parts[:3], country, leftwards=leftwards)
            if hit is None:
                break
            found.append(hit)
            whole = hit.start == parts[taken - 1].start if leftwards else hit.end == parts[taken - 1].end
            parts = parts[taken:] if whole else []
        if len(found) > 1:
            yield from found

    def _member(self, head: str, parts: list[_Part], country: str | None, *, leftwards: bool) -> tuple[int, Found | None]:
        """The body that the most of ``parts`` together name ("Health and Human Services" is one), and how many they are."""
        for count in range(len(parts), 0, -1):
            near, far = parts[0], parts[count - 1]
            joined = near if count == 1 else _joined(far, near) if leftwards else _joined(near, far)
            for reading in _readings(joined, leftwards=leftwards) if count == 1 else (joined,):
                body = self._body(head, reading.words, country)
                if body:
                    return count, Found(reading.start, reading.start + len(reading.words), (body,), rank=2)
        return 1, None

    def _body(self, head: str, words: str, country: str | None) -> Entity | None:
        if head in ("governments", "gouvernements"):
            place = self._bodies.place(words)
            return self._bodies.government(place) if place else None
        lands = (country, _HOME.get(head))
        for land in dict.fromkeys(lands[::-1] if head == "departements" else lands):  # French ones are no bodies of the State
            if land is None:
                continue
            body = self._bodies.called((one.format(words) for one in _TEMPLATES[head]), land)
            if body is None and head in _LABS:
                body = self._bodies.laboratory(words, land)
            known = self._bodies.field(words) if head not in _LABS else None
            if body is None and known and known[1] == len(words):
                made = head in ("ministries", "ministeres") and land != "US"
                body = self._bodies.named_ministry(land, known[0]) if made else self._bodies.ministry(land, known[0])
            if body:
                return body
        return None


def _joined(first: _Part, last: _Part) -> _Part:
    """Everything from ``first`` to ``last``, both in their text."""
    return _Part(start=first.start, end=last.end, text=first.text)


def _readings(part: _Part, *, leftwards: bool) -> Iterator[_Part]:
    """``part``, then without the words that may stand before (or after) the name: "told the State", "Education ont signé"."""
    words = part.words
    yield part
    for _ in range(3):
        cut = words.find(" ") if leftwards else words.rfind(" ")
        if cut < 0:
            return
        words = words[cut + 1 :] if leftwards else words[:cut]
        start = part.end - len(words) if leftwards else part.start
        yield _Part(start=start, end=start + len(words), text=part.text)


def _left(text: Folded, end: int) -> list[_Part]:
    """The capitalised list that ends just before ``end``."""
    start = max(0, end - _WINDOW)
    for stop in _STOP.finditer(text.cased, start, end):
        if not (stop.group() == "." and text.cased[stop.start() - 1].isupper()):
            start = stop.end()
    while end > start and text.cased[end - 1] == " ":
        end -= 1
    parts = [_Part(start=at, end=to, text=text.cased) for at, to in _split(_EN_SEPARATOR, text.cased, start, end)]
    return [_capitalised(one) for one in parts]


def _capitalised(part: _Part) -> _Part:
    """``part`` from the first word of its last run of capitalised words on."""
    words = part.words.split(" ")
    at = len(words)
    while at and (words[at - 1][:1].isupper() or words[at - 1] in ("of", "for", "the", "&")):
        at -= 1
    while at < len(words) and words[at].lower() in ("the", "of", "for", "both", "u.s.", "us"):
        at += 1
    return _Part(start=part.end - len(" ".join(words[at:])), end=part.end, text=part.text)


def _right(text: Folded, start: int) -> list[_Part]:
    """The capitalised list that begins at ``start``."""
    parts = []
    for at, to in _split(_EN_SEPARATOR, text.cased, start, _stop(text, start)):
        run = _EN_MEMBER.match(text.cased, at, to)
        if run is None:
            break
        parts.append(_Part(start=run.start(1), end=run.end(1), text=text.cased))
        if run.end() < to:
            break
    return parts


def _french(text: Folded, start: int) -> list[_Part]:
    """The list of "de X, du Y et de la Z" or of adjectives that begins at ``start``, without the prepositions."""
    parts = []
    for at, to in _split(_FR_SEPARATOR, text.lower, start, _stop(text, start)):
        lead = _FR_MEMBER.match(text.lower, at, to)
        run = _FR_WORDS.match(text.lower, lead.end() if lead else at, to)
        if run is None:
            break
        parts.append(_Part(start=run.start(), end=run.end(), text=text.lower))
    return parts


def _stop(text: Folded, start: int) -> int:
    """Where a list that begins at ``start`` must end."""
    stop = _STOP.search(text.cased, start, start + _WINDOW)
    return stop.start() if stop else min(len(text.cased), start + _WINDOW)


def _split(separator: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of ``text[start:end]`` between separators, as places."""
    at = start
    for joint in separator.finditer(text, start, end):
        yield at, joint.start()
        at = joint.end()
    if at < end:
        yield at, end
