"""Who is named in a text: an immutable index over the reference data.

Longest names first, whole words only. Acronyms and one-word names count in their own case, all others in any; doubtful ones
need evidence (``ambiguity``). A text may teach its own short forms: "Long Name (LN)", a surname after the full name.
Government grammar (nationality adjectives, coordinated departments, state and city bodies) stands in ``grammar``.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from watchers.claims import coordination, grammar, localities
from watchers.claims.ambiguity import Evidence, Judge, is_seat, is_where, means_no_body, without_parts_own
from watchers.claims.bodies import Bodies
from watchers.claims.coordination import Coordination
from watchers.claims.ellipsis import Elliptic
from watchers.claims.folding import Folded, alias_key, fold
from watchers.claims.gazetteer import BrokenRows, Entity, Found, Gazetteer, Mention, NameKind, ReferenceRows
from watchers.claims.grammar import Grammar
from watchers.claims.learning import long_forms, short_forms, surname_hits, tails, taught_hits, without_namesakes
from watchers.claims.localities import Localities
from watchers.claims.software import in_use, without_persons
from watchers.claims.surfaces import Finder, Hit, Surfaces
from watchers.claims.tables import read
from watchers.claims.towns import Towns
from watchers.claims.versions import Versions
from watchers.claims.vouching import Open, at_home, vouched

__all__ = ["BrokenRows", "Entity", "Mention", "NameIndex", "NameKind", "ReferenceRows"]

_SIGNS = {
    "AU": re.compile(r"\$(?:(?<=A\$)(?<![A-Z]A\$)|(?<=AU\$)(?<![A-Z]AU\$))"),
    "CA": re.compile(r"\$(?:(?<=C\$)(?<![A-Z]C\$)|(?<=CA\$)(?<![A-Z]CA\$)| ?CA\b)"),
    "NZ": re.compile(r"NZ\$"),
    "GB": re.compile("£"),
    "IN": re.compile("₹"),
}
"""Money of one country: a sum in it speaks of that country as one of its places does. The sign first, for it is rare."""
_NATION = re.compile(
    r"(?<![\w-])((?:U\.S\.|New Zealand|South Korean|South African|Sri Lankan|Costa Rican|Saudi Arabian|[A-Z][\w-]+)) $"
)
_MINISTRY = ("w:ministere ", "w:ministre ")
_NATIONAL = ("department", "government", "legislature")
"""Categories of bodies that most countries have under the same words."""
_OWN_LAND = (*_NATIONAL, "lab")
_IN = re.compile(r" (?:in|à|a) ([A-Z][a-z]+)")
_BEHIND = re.compile(r" ([a-z-]+)")
_UNIONS = frozenset(("EU", "INT", "NATO"))
_BELONGS = re.compile(r"'s | de | d'")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Settling:
    """What decides between the readings of one document's names."""

    text: Folded
    evidence: Evidence
    votes: Counter[str]
    stated: str | None
    """The country that the document's names speak of."""
    home: str | None
    """The same, else the one that goes without saying."""
    own: bool
    """``home`` is the country that the document comes from."""
    published: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Hits:
    """Where listed names may stand in one document, and how often it names each country."""

    rows: list[Hit]
    votes: Counter[str]


Both = tuple[tuple[Mention, ...], tuple[Mention, ...]]
"""The names in a text and those in its title."""


class NameIndex:
    """Finds canonical names in a text; built once, never changed, safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._entities = gazetteer.entities
        self._tenures = gazetteer.tenures
        self._surfaces = Surfaces(gazetteer)
        self._judge = Judge(gazetteer.rules)
        self._bodies = bodies = Bodies(gazetteer)
        self._heads = Finder((*grammar.HEADS, *coordination.HEADS, *localities.HEADS), exact=False)
        self._versions, self._localities = Versions(gazetteer), Localities(gazetteer)
        self._grammar, self._coordination, self._ellipsis = Grammar(bodies), Coordination(bodies), Elliptic(bodies)
        self._given = frozenset(gazetteer.given)
        self._aliases: dict[str, list[str]] = {}
        for alias, ids in gazetteer.surfaces.items():
            for one in ids:
                self._aliases.setdefault(one, []).append(alias)
        self._doubtful = {
            one for one in gazetteer.versions if any(self._judge.doubtful(alias_key(alias), one) for alias in self._aliases[one])
        }
        self.towns = Towns(gazetteer.towns, gazetteer.seats)
        lands = {one.name: one.country for one in gazetteer.entities.values() if one.kind is NameKind.AGENCY and one.country}
        seats = {word: lands[name] for word, name in gazetteer.seats.items() if name in lands and word.isalpha()}
        self._capitals = seats | {word.upper(): land for word, land in seats.items()}  # "WELLINGTON -" in a dateline
        self._capital = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(self._capitals)))})\b") if self._capitals else None
        self._names: dict[str, Entity] = {}
        for entity in sorted(gazetteer.entities.values(), key=lambda one: one.kind is NameKind.PLACE):
            self._names.setdefault(entity.name, entity)

    @classmethod
    def build(cls, rows: ReferenceRows) -> "NameIndex":
        """The index of ``rows``.

        Raises:
            BrokenRows: with every fault of the rows.
        """
        return cls(read(rows))

    def extended(self, rows: ReferenceRows, aliases: Sequence[tuple[str, str]]) -> "NameIndex":
        """This index with the bodies and companies of ``rows`` and with ``aliases`` (way of writing, canonical name) beside it.

        Cheap beside ``build``: what is there already is shared. An alias of a name that is nowhere is passed over.

        Raises:
            BrokenRows: with every fault of the rows.
        """
        more = read(rows)
        names = {**{entity.name: entity for entity in more.entities.values()}, **self._names}
        for alias, name in aliases:
            entity = names.get(name)
            if entity is not None and entity.id not in more.surfaces[alias]:
                more.surfaces[alias].append(entity.id)
        entities, ways = {**self._entities, **more.entities}, dict(self._aliases)
        for alias, ids in more.surfaces.items():
            for one in ids:
                ways[one] = [*ways.get(one, ()), alias]
        wider = copy(self)
        vars(wider).update(
            _entities=entities,
            _names=names,
            _aliases=ways,
            _surfaces=self._surfaces.beside(replace(more, entities=entities)),
        )
        return wider

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Everybody and everything listed, in the order of the tables."""
        return tuple(self._entities.values())

    def entity(self, name: str) -> Entity | None:
        """The entity of this canonical name; where a place and an actor share it, the actor."""
        return self._names.get(name)

    def ways(self, entity: Entity) -> tuple[str, ...]:
        """Every way of writing a listed name, the canonical one first."""
        return entity.name, *self._aliases.get(entity.id, ())

    def body_of(self, name: str, country: str | None, province: Entity | None = None) -> Entity | None:
        """The body that ``country`` (ISO code) has under ``name`` with its nation before it: the U.S. "Postal Service".

        ``province`` is the one part of the country that the document names, where it names one: "Ministry of Transportation".
        """
        return self._bodies.national(name, country, province) if country else None

    def owned(self, name: str) -> Entity | None:
        """The body that a land's name and a noun tell: "Britain's tax authority"."""
        return self._bodies.owned(name)

    def called(self, name: str, country: str | None) -> Entity | None:
        """The body that ``country`` (ISO code) has under exactly this name."""
        return self._bodies.called(iter([name]), country)

    def find(
        self, text: str, *, context: str = "", published: date | None = None, country: str | None = None
    ) -> tuple[Mention, ...]:
        """The names in ``text``, in order of place, none inside another.

        ``context`` is further text of the same document (its title, say): it gives evidence, and its own names are not returned.
        ``published`` tells which holder of an office is meant. ``country`` (ISO code) is the one whose bodies go without saying
        where the document comes from; it counts only where the document's names speak of no other. Offsets count characters of
        ``text``. Linear in both lengths.
        """
        flat = fold(text)
        evidence = self._judge.evidence(flat)
        if context:
            evidence = self._beside(flat, evidence, self._judge.evidence(fold(context)))
        hits = self._surfaces.find(flat)
        return self._found(flat, _Hits(rows=hits, votes=self._countries(hits)), evidence, published, country)

    def find_both(self, text: str, title: str, *, published: date | None = None, country: str | None = None) -> Both:
        """The names in ``text`` and those in ``title``, each found with the other as its context; see ``find``."""
        body, head = fold(text), fold(title)
        told, headed = self._judge.evidence(body), self._judge.evidence(head)
        hits, topics = self._surfaces.find(body), self._surfaces.find(head)
        of_body = _Hits(rows=hits, votes=self._countries((*hits, *topics)))  # a heading's country is the story's
        of_head = _Hits(rows=topics, votes=self._countries(topics))
        return (
            self._found(body, of_body, self._beside(body, told, headed) if title else told, published, country),
            self._found(head, of_head, self._beside(head, headed, told) if text else headed, published, country),
        )

    def _beside(self, text: Folded, evidence: Evidence, context: Evidence) -> Evidence:
        """The evidence of ``text`` and of its context, which follows it after an empty line."""
        return evidence.and_also(context, len(text.lower) + 2)

    def _found(
        self, flat: Folded, hits: _Hits, evidence: Evidence, published: date | None, country: str | None
    ) -> tuple[Mention, ...]:
        votes = hits.votes.copy()
        for code, sign in _SIGNS.items():
            if sign.search(flat.cased):
                votes[code] += 1
        stated = _home(votes)
        home = stated or _presumed(votes, country) or (_only(votes or self._seated(flat)) if country is None else None)
        settle = _Settling(
            text=flat,
            evidence=evidence,
            votes=votes,
            stated=stated,
            home=home,
            own=home is not None and home == country,
            published=published,
        )
        found, open_ = self._judged(hits.rows, settle)
        found += at_home(flat, open_, home, self._entities) if home else ()
        found += vouched(flat, open_, found, self._entities)
        found += in_use(flat, open_, found, self._entities)
        found = without_namesakes(flat, _parted(flat, found))
        found = without_persons(flat, [*found, *self._made(flat, found, home)], self._given)
        found += self._taught(flat, _longest(found))
        found = without_parts_own(flat, found, hits.rows, self._entities)
        return tuple(_mention(flat, one) for one in _longest(self._with_nation(flat, hit) for hit in found) if one.entities)

    def _seated(self, text: Folded) -> Counter[str]:
        """The countries whose capitals a text names that names no country: "the Ministry of Justice in Warsaw"."""
        found = self._capital.findall(text.cased) if self._capital else ()
        return Counter(self._capitals[word] for word in found)

    def _made(self, text: Folded, found: list[Found], country: str | None) -> Iterator[Found]:
        """Names that no list holds as they stand: editions, bodies by nationality, coordinated and local ones."""
        yield from self._versions.find(text, found, self._doubtful)
        heads: dict[str, list[tuple[int, int]]] = {}
        for head, start, end in self._heads.find(text):
            heads.setdefault(head, []).append((start, end))
        yield from self._grammar.find(text, heads, country, _province(found, country) if "ministry" in heads else None)
        yield from self._ellipsis.find(text, country)
        yield from self._coordination.find(text, heads, country)
        yield from self._localities.towns(text, heads, country)
        yield from self._localities.villes(text)
        states = sorted({(one.start, one.end) for one in found if any(e.category == "state" for e in one.entities)})
        yield from self._localities.states(text, states, {one.start for one in found})

    def _with_nation(self, text: Folded, hit: Found) -> Found:
        """ "U.S. State Department" begins with its country, where that is the body's own."""
        if not hit.entities or hit.entities[0].kind is not NameKind.AGENCY:
            return hit
        nation = _NATION.search(text.cased, max(0, hit.start - 20), hit.start)
        place = self._bodies.place(nation.group(1)) if nation else None
        if nation is None or place is None:
            return hit
        if place.country != hit.entities[0].country:
            others = place.category == "country" and hit.entities[0].category == "department" and not hit.learned
            return hit._replace(entities=()) if others else hit  # "the Kenyan Department of Justice" is Kenya's
        return hit._replace(start=nation.start())

    def _taught(self, text: Folded, found: list[Found]) -> list[Found]:
        found = [one for one in found if one.entities]
        short = short_forms(text, found, lambda entity: self._aliases.get(entity.id, ()))
        return [*taught_hits(text, short), *surname_hits(text, found), *long_forms(text, found), *tails(text, found)]

    def _countries(self, hits: Iterable[Hit]) -> Counter[str]:
        """How often each country is named beyond doubt; a body of it counts twice."""
        votes: Counter[str] = Counter()
        for hit in hits:
            entity = self._entities[hit.ids[0]]
            country = entity.country if entity.kind in (NameKind.AGENCY, NameKind.PLACE) else None
            if len(hit.ids) == 1 and country and not self._judge.doubtful(hit.key, hit.ids[0]):
                votes[country] += 2 if entity.kind is NameKind.AGENCY else 1
        return votes

    def _judged(self, hits: list[Hit], by: _Settling) -> tuple[list[Found], list[Open]]:
        """What the hits mean, and those that stay open."""
        found, open_ = [], []
        departments = (hit for hit in hits if self._entities[hit.ids[0]].category == "department")
        nobody = {at for hit in hits if is_where(by.text, hit.start, hit.end) for at in range(hit.start, hit.end)}
        nobody |= {at for hit in departments if means_no_body(by.text, hit.start, hit.end) for at in range(hit.start, hit.end)}
        capitals = (hit for hit in hits if self._seat(hit) and is_seat(by.text, hit.start, hit.end))
        nobody |= {at for hit in capitals for at in range(hit.start, hit.end)}
        for hit in hits:
            if hit.start in nobody:
                continue
            held, rest = self._judge.weigh(hit.key, hit.ids, (hit.start, hit.end), by.evidence)
            held = self._settled(hit, held, rest, by)
            if held:
                found.append(Found(hit.start, hit.end, tuple(self._entities[one] for one in held)))
            elif rest:
                open_.append((hit, rest))
        return found, open_

    def _seat(self, hit: Hit) -> bool:
        """A doubtful name of a government in one word: its capital."""
        entity = self._entities[hit.ids[0]]
        return entity.kind is NameKind.AGENCY and entity.category == "government" and self._judge.doubtful(hit.key, entity.id)

    def _settled(self, hit: Hit, held: list[str], rest: list[str], by: _Settling) -> list[str]:
        there = self._sits_in(by.text, hit.end)
        if there:  # "the Department of Internal Affairs in Wellington", whatever land the rest speaks of
            sited = [one for one in (*held, *rest) if self._is_body_of(one, there, named=True)]
            held = sited or [one for one in held if not self._judge.presumed(hit.key, one)]
        if not held and by.home and not hit.exact and not self._claimed_abroad(by.text, hit.end, by.home):
            # The rest of the document speaks of one country only, and this is its body of that name.
            named = by.own or any(char.isupper() for char in by.text.cased[hit.start : hit.end])
            held = [one for one in rest if self._is_body_of(one, by.home, named=named)]
        if by.stated and (hit.key.startswith("w:") if hit.exact else hit.key.startswith(_MINISTRY)):
            # "Treasury", "Congress", "le ministère de l'Éducation" in a text about another country are that country's.
            held = [one for one in held if not (self._judge.doubtful(hit.key, one) and self._is_foreign(one, by.stated))]
        if hit.exact and by.own and by.home and hit.key.startswith("w:"):
            held = [one for one in (*held, *rest) if self._is_national(one, by.home)] or held
        if by.votes or by.home:  # "The Ministry of Defence", in a text that names Kenya and not Britain
            held = [one for one in held if not self._of_an_unnamed_land(hit, one, {*by.votes, by.home})]
        if len(held) > 1:
            held = [one for one in held if self._in_office(one, by.published)] or held
            most = max(by.votes[self._entities[one].country or ""] for one in held)
            held = [one for one in held if by.votes[self._entities[one].country or ""] == most]
        return held

    def _sits_in(self, text: Folded, end: int) -> str | None:
        """The country of a capital right behind a name: "in Wellington", "à Lisbonne"."""
        behind = _IN.match(text.cased, end)
        return self._capitals.get(behind.group(1)) if behind else None

    def _of_an_unnamed_land(self, hit: Hit, one: str, named: Collection[str | None]) -> bool:
        body = self._entities[one]
        return body.category == "department" and body.country not in named and self._judge.presumed(hit.key, one)

    def _is_foreign(self, one: str, country: str) -> bool:
        return self._is_national(one, None) and self._entities[one].country != country

    def _is_national(self, one: str, country: str | None) -> bool:
        entity = self._entities[one]
        return entity.kind is NameKind.AGENCY and entity.category in _NATIONAL and country in (None, entity.country)

    def _is_body_of(self, one: str, country: str, *, named: bool) -> bool:
        """A body of ``country``; without a capital ("le bureau du budget") only where most countries have one so called."""
        entity = self._entities[one]
        return entity.kind is NameKind.AGENCY and entity.country == country and (named or entity.category in _OWN_LAND)

    def _claimed_abroad(self, text: Folded, end: int, country: str) -> bool:
        """A nationality right behind gives the body to another country: "la douane suisse"."""
        word = _BEHIND.match(text.lower, end)
        place = self._bodies.place(word.group(1)) if word else None
        return place is not None and place.country != country

    def _in_office(self, person: str, day: date | None) -> bool:
        since, until = self._tenures.get(person, (None, None))
        return day is None or ((since is None or since <= day) and (until is None or day <= until))


def _province(found: Iterable[Found], country: str | None) -> Entity | None:
    """The one part of ``country`` that ``found`` names."""
    parts = {entity.id: entity for one in found for entity in one.entities if entity.category == "region"}
    return next(iter(parts.values())) if len(parts) == 1 and {one.country for one in parts.values()} == {country} else None


def _parted(text: Folded, found: list[Found]) -> list[Found]:
    """``found`` without products that hold their maker as a name of its own: "Meta's Llama" is Meta and Llama."""
    if not any(_may_be_pair(text, one) for one in found):
        return found
    edges = {(at, one.entities[0].name, one.end - one.start) for one in found for at in (one.start, one.end)}
    shorter: dict[tuple[int, str], int] = {}
    for at, name, length in edges:
        shorter[at, name] = min(length, shorter.get((at, name), length))
    return [one for one in found if not _is_pair(text, one, shorter)]


def _may_be_pair(text: Folded, hit: Found) -> bool:
    return hit.entities[0].kind is NameKind.PRODUCT and _BELONGS.search(text.lower, hit.start, hit.end) is not None


def _is_pair(text: Folded, hit: Found, shortest: dict[tuple[int, str], int]) -> bool:
    if not _may_be_pair(text, hit):
        return False
    product, length = hit.entities[0], hit.end - hit.start
    edges = ((hit.start, hit.end), (hit.end, hit.start))
    return any(
        shortest.get((near, product.owner or ""), length) < length and shortest.get((far, product.name), length) < length
        for near, far in edges
    )


def _home(votes: Counter[str]) -> str | None:
    """The country that the document's other names speak of: one body or two places at least, twice as many as of any other."""
    best = votes.most_common(2)
    if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] * 2 > best[0][1]):
        return None
    return best[0][0]


def _only(votes: Counter[str]) -> str | None:
    """The country that a sum, a place or a body alone speaks of, where nothing speaks of another."""
    return next(iter(votes)) if len(votes) == 1 and not _UNIONS.intersection(votes) else None


def _presumed(votes: Counter[str], country: str | None) -> str | None:
    """``country``, unless the document's names speak of another one more often; unions of countries are none."""
    others = (count for code, count in votes.items() if code != country and code not in _UNIONS)
    return country if country and max(others, default=0) <= votes[country] else None


def _mention(text: Folded, hit: Found) -> Mention:
    start, end = text.origin(hit.start), text.origin_end(hit.end)
    first, *others = hit.entities
    return Mention(start=start, end=end, entity=first, surface=text.original[start:end], learned=hit.learned, also=tuple(others))


def _longest(hits: Iterable[Found]) -> list[Found]:
    """Names that do not overlap, longer ones first, then those of a higher rank; in order of place."""
    taken: set[int] = set()
    kept = []
    for hit in sorted(hits, key=lambda one: (one.start - one.end, -one.rank, one.start)):
        if hit.start not in taken and hit.end - 1 not in taken:
            taken.update(range(hit.start, hit.end))
            kept.append(hit)
    return sorted(kept, key=lambda one: one.start)
