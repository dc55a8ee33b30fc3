"""Who is named in a text: an immutable index over the reference data.

Longest names first, whole words only. Acronyms and one-word names count in their own case, all others in any; doubtful ones need evidence
(``ambiguity``). A text may teach its own short forms: "Long Name (LN)", a surname after the full name. Government grammar (nationality
adjectives, coordinated departments, state and city bodies) stands in ``grammar``.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date

from watchers.claims.ambiguity import Evidence, Finder, Judge
from watchers.claims.bodies import Bodies
from watchers.claims.coordination import Coordination
from watchers.claims.folding import Folded, alias_key, fold, is_acronym
from watchers.claims.gazetteer import LINE, BrokenRows, Entity, Found, Gazetteer, Mention, NameKind, ReferenceRows, read
from watchers.claims.grammar import Grammar
from watchers.claims.learning import short_forms, surname_hits, taught_hits, without_namesakes
from watchers.claims.localities import Localities
from watchers.claims.versions import Versions

__all__ = ["BrokenRows", "Entity", "Mention", "NameIndex", "NameKind", "ReferenceRows"]

_NATION = re.compile(r"(?<![\w-])((?:U\.S\.|New Zealand|South Korean|[A-Z][\w-]+)) $")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    """One way of writing a name, made ready for matching."""

    alias: str
    ids: tuple[str, ...]
    key: str
    exact: bool
    capitals: tuple[int, ...]
    """Places that must hold a capital; empty where the case is free."""
    accented: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Hit:
    """A possible name at its place in the folded text."""

    start: int
    end: int
    key: str
    exact: bool
    ids: tuple[str, ...]


class NameIndex:
    """Finds canonical names in a text; built once, never changed, safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer, digest: str) -> None:
        self.digest = digest
        self._entities = gazetteer.entities
        self._tenures = gazetteer.tenures
        forms = [_form(alias, tuple(ids), gazetteer.entities) for alias, ids in gazetteer.surfaces.items()]
        self._exact = _by_text(form for form in forms if form.exact)
        self._loose = _by_text(form for form in forms if not form.exact)
        self._exact_by_lower: dict[str, list[_Form]] = {}
        for form in forms:
            if form.exact and len(form.alias) > 3 and not is_acronym(form.alias):
                self._exact_by_lower.setdefault(form.alias.lower(), []).append(form)
        self._shouted = Finder(self._exact_by_lower, exact=False)
        self._exact_finder = Finder(self._exact, exact=True)
        self._loose_finder = Finder(self._loose, exact=False)
        self._judge = Judge(gazetteer.rules)
        self._bodies = bodies = Bodies(gazetteer)
        self._versions, self._localities = Versions(gazetteer), Localities(gazetteer)
        self._grammar, self._coordination = Grammar(bodies), Coordination(bodies)
        self._doubtful = {one for one in gazetteer.versions if self._judge.doubtful(alias_key(gazetteer.entities[one].name), one)}
        self._aliases: dict[str, list[str]] = {}
        for alias, ids in gazetteer.surfaces.items():
            for one in ids:
                self._aliases.setdefault(one, []).append(alias)
        self._names: dict[str, Entity] = {}
        for entity in sorted(gazetteer.entities.values(), key=lambda one: one.kind is NameKind.PLACE):
            self._names.setdefault(entity.name, entity)

    @classmethod
    def build(cls, rows: ReferenceRows) -> "NameIndex":
        """The index of ``rows``.

        Raises:
            BrokenRows: with every fault of the rows.
        """
        return cls(read(rows), digest_of(rows))

    def entity(self, name: str) -> Entity | None:
        """The entity of this canonical name; where a place and an actor share it, the actor."""
        return self._names.get(name)

    def find(self, text: str, *, context: str = "", published: date | None = None) -> tuple[Mention, ...]:
        """The names in ``text``, in order of place, none inside another.

        ``context`` is further text of the same document (its title, say): it gives evidence, and its own names are not returned.
        ``published`` tells which holder of an office is meant. Offsets count characters of ``text``. Linear in the length of both.
        """
        flat = fold(text)
        evidence = self._judge.evidence(fold(f"{text}\n\n{context}") if context else flat)
        hits = _joined([*self._hits(flat)], flat)
        votes = self._countries(hits)
        found = [one for one in (self._settled(hit, evidence, votes, published) for hit in hits) if one]
        found = without_namesakes(flat, found)
        found += self._made(flat, found, _home(votes))
        found += self._taught(flat, _longest(found))
        return tuple(_mention(flat, one) for one in _longest(self._with_nation(flat, hit) for hit in found) if one.entities)

    def _made(self, text: Folded, found: list[Found], country: str | None) -> Iterator[Found]:
        """Names that no list holds as they stand: editions, bodies by nationality, coordinated and local ones."""
        yield from self._versions.find(text, found, self._doubtful)
        yield from self._grammar.find(text, country)
        yield from self._coordination.find(text, country)
        states = sorted({(one.start, one.end) for one in found if any(e.category == "state" for e in one.entities)})
        yield from self._localities.find(text, states, {one.start for one in found})

    def _with_nation(self, text: Folded, hit: Found) -> Found:
        """ "U.S. State Department" begins with its country, where that is the body's own."""
        if not hit.entities or hit.entities[0].kind is not NameKind.AGENCY:
            return hit
        nation = _NATION.search(text.cased, max(0, hit.start - 20), hit.start)
        place = self._bodies.place(nation.group(1)) if nation else None
        if nation is None or place is None or place.country != hit.entities[0].country:
            return hit
        return hit._replace(start=nation.start())

    def _taught(self, text: Folded, found: list[Found]) -> list[Found]:
        found = [one for one in found if one.entities]
        short = short_forms(text, found, lambda entity: self._aliases.get(entity.id, ()))
        return [*taught_hits(text, short), *surname_hits(text, found)]

    def _hits(self, text: Folded) -> Iterator[_Hit]:
        for finder, forms in ((self._exact_finder, self._exact), (self._loose_finder, self._loose)):
            for name, start, end in finder.find(text):
                for form in forms[name]:
                    if _written_so(form, text, start, end):
                        yield _Hit(start=start, end=end, key=form.key, exact=form.exact, ids=form.ids)
        for name, start, end in self._shouted.find(_shouting(text)):
            for form in self._exact_by_lower[name]:
                yield _Hit(start=start, end=end, key=form.key, exact=True, ids=form.ids)

    def _countries(self, hits: Iterable[_Hit]) -> Counter[str]:
        """How often each country is named beyond doubt."""
        votes: Counter[str] = Counter()
        for hit in hits:
            entity = self._entities[hit.ids[0]]
            country = entity.country if entity.kind in (NameKind.AGENCY, NameKind.PLACE) else None
            if len(hit.ids) == 1 and country and not self._judge.doubtful(hit.key, hit.ids[0]):
                votes[country] += 1
        return votes

    def _settled(self, hit: _Hit, evidence: Evidence, votes: Counter[str], published: date | None) -> Found | None:
        held, open_ = self._judge.weigh(hit.key, hit.ids, (hit.start, hit.end), evidence)
        home = _home(votes)
        if not held and home and not hit.exact:
            # The rest of the document speaks of one country only, and this is its body of that name.
            held = [one for one in open_ if self._is_body_of(one, home)]
        if len(held) > 1:
            held = [one for one in held if self._in_office(one, published)] or held
            held.sort(key=lambda one: -votes[self._entities[one].country or ""])
        return Found(hit.start, hit.end, tuple(self._entities[one] for one in held)) if held else None

    def _is_body_of(self, one: str, country: str) -> bool:
        entity = self._entities[one]
        return entity.kind is NameKind.AGENCY and entity.country == country and entity.category in ("department", "government")

    def _in_office(self, person: str, day: date | None) -> bool:
        since, until = self._tenures.get(person, (None, None))
        return day is None or ((since is None or since <= day) and (until is None or day <= until))


def digest_of(rows: ReferenceRows) -> str:
    """SHA-256 over the content of all rows, whatever their line numbers."""
    plain = {
        table.name: [{k: v for k, v in sorted(row.items()) if k != LINE} for row in getattr(rows, table.name)]
        for table in fields(rows)
    }
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def _form(alias: str, ids: tuple[str, ...], entities: dict[str, Entity]) -> _Form:
    flat = fold(alias)
    exact = is_acronym(alias) or (" " not in alias and alias[:1].isupper())
    return _Form(
        alias=flat.cased if exact else flat.lower,
        ids=ids,
        key=alias_key(alias),
        exact=exact,
        capitals=() if exact else _capitals(flat.cased, [entities[one] for one in ids]),
        accented=flat.stressed(0, len(flat.cased)),
    )


def _capitals(alias: str, owners: list[Entity]) -> tuple[int, ...]:
    """Where a capital must stand: in every word of a company, product, person or place, and in short names of agencies."""
    if (
        all(one.kind is NameKind.AGENCY and one.category not in ("program", "platform") for one in owners)
        and alias.count(" ") > 1
    ):
        return ()
    return tuple(word.start() for word in _WORDS.finditer(alias) if alias[word.start()].isupper())


def _by_text(forms: Iterable[_Form]) -> dict[str, list[_Form]]:
    found: dict[str, list[_Form]] = {}
    for form in forms:
        found.setdefault(form.alias, []).append(form)
    return found


def _written_so(form: _Form, text: Folded, start: int, end: int) -> bool:
    if form.exact:
        # "Méta" is not Meta; the other way round newspapers do drop accents on capitals.
        return form.accented or not text.stressed(start, end)
    return all(text.cased[start + at].isupper() for at in form.capitals)


def _joined(hits: list[_Hit], text: Folded) -> list[_Hit]:
    """``hits`` without those that are the tail of a compound; two names joined by a hyphen (Google-Pentagon) are both kept."""
    ends = {hit.end for hit in hits}
    return [
        hit
        for hit in hits
        if hit.start < 2 or text.cased[hit.start - 1] != "-" or _free(text, hit.start) or hit.start - 1 in ends
    ]


def _free(text: Folded, start: int) -> bool:
    """The hyphen before ``start`` is a dash, not the joint of a compound."""
    return not text.cased[start - 2].isalnum()


def _shouting(text: Folded) -> Folded:
    """``text`` with all but its lines in capitals blanked out, offsets kept."""
    lines = [line if len(line) > 12 and line.isupper() else " " * len(line) for line in text.cased.split("\n")]
    loud = "\n".join(lines)
    return Folded(cased=loud, lower=loud.lower(), offsets=text.offsets, original=text.original)


def _home(votes: Counter[str]) -> str | None:
    """The country that the document's other names speak of, where at least two do and no other country has half as many."""
    best = votes.most_common(2)
    if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] * 2 > best[0][1]):
        return None
    return best[0][0]


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
