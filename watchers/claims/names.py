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
from dataclasses import dataclass, fields, replace
from datetime import date

from watchers.claims.ambiguity import Evidence, Finder, Judge
from watchers.claims.folding import Folded, alias_key, fold, folded, is_acronym
from watchers.claims.gazetteer import LINE, BrokenRows, Entity, Gazetteer, Mention, NameKind, ReferenceRows, read

__all__ = ["BrokenRows", "Entity", "Mention", "NameIndex", "NameKind", "ReferenceRows"]

_LEARNS = re.compile(
    r",? ?\((?:[\"'“«] ?)?([A-Z][\w&.-]{1,7})(?: ?[\"'”»])?\)|, (?:or|ou|dite?|aka) ([A-Z][A-Z&]{1,7})(?=[,.;:)])"
)
_US_PREFIX = re.compile(r"(?:U\.S\.|US|United States|American) $")
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
    ids: tuple[str, ...]


class NameIndex:
    """Finds canonical names in a text; built once, never changed, safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer, digest: str) -> None:
        self.digest = digest
        self._entities = gazetteer.entities
        self._tenures = gazetteer.tenures
        self._versions = gazetteer.versions
        forms = [_form(alias, tuple(ids), gazetteer.entities) for alias, ids in gazetteer.surfaces.items()]
        self._exact = _by_text(form for form in forms if form.exact)
        self._loose = _by_text(form for form in forms if not form.exact)
        self._exact_finder = Finder(self._exact, exact=True)
        self._loose_finder = Finder(self._loose, exact=False)
        self._judge = Judge(gazetteer.rules)
        self._ids = {alias: tuple(ids) for alias, ids in gazetteer.surfaces.items()}
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
        hits = [*self._hits(flat)]
        countries = self._countries(hits)
        chosen = _longest(hit for hit in (self._settled(hit, evidence, countries, published) for hit in hits) if hit)
        return tuple(self._mention(flat, hit) for hit in chosen)

    def _hits(self, text: Folded) -> Iterator[_Hit]:
        for finder, forms in ((self._exact_finder, self._exact), (self._loose_finder, self._loose)):
            for name, start, end in finder.find(text):
                if start > 1 and text.cased[start - 1] == "-" and text.cased[start - 2].isalnum():
                    continue
                for form in forms[name]:
                    if _written_so(form, text, start, end):
                        yield _Hit(start=start, end=end, key=form.key, ids=form.ids)

    def _countries(self, hits: Iterable[_Hit]) -> Counter[str]:
        """How often each country is named beyond doubt."""
        votes: Counter[str] = Counter()
        for hit in hits:
            country = self._entities[hit.ids[0]].country
            if len(hit.ids) == 1 and country and not self._judge.doubtful(hit.key, hit.ids[0]):
                votes[country] += 1
        return votes

    def _settled(self, hit: _Hit, evidence: Evidence, countries: Counter[str], published: date | None) -> _Hit | None:
        held, _ = self._judge.weigh(hit.key, hit.ids, (hit.start, hit.end), evidence)
        if len(held) > 1:
            held = [one for one in held if self._in_office(one, published)] or held
            held.sort(key=lambda one: -countries[self._entities[one].country or ""])
        return replace(hit, ids=tuple(held)) if held else None

    def _in_office(self, person: str, day: date | None) -> bool:
        since, until = self._tenures.get(person, (None, None))
        return day is None or ((since is None or since <= day) and (until is None or day <= until))

    def _mention(self, text: Folded, hit: _Hit) -> Mention:
        start, end = text.origin(hit.start), text.origin_end(hit.end)
        first, *others = (self._entities[one] for one in hit.ids)
        return Mention(start=start, end=end, entity=first, surface=text.original[start:end], also=tuple(others))


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


def _longest(hits: Iterable[_Hit]) -> list[_Hit]:
    """Hits that do not overlap, longer ones first, then earlier ones; in order of place."""
    taken: set[int] = set()
    kept = []
    for hit in sorted(hits, key=lambda one: (one.start - one.end, one.start)):
        if hit.start not in taken and hit.end - 1 not in taken:
            taken.update(range(hit.start, hit.end))
            kept.append(hit)
    return sorted(kept, key=lambda one: one.start)
