"""Listed names as they are written, and the places in a text where one may stand: whole words, believed or not."""

import re
from collections.abc import Iterable, Iterator
from copy import copy
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from watchers.claims.folding import Folded, alias_key, bounded, fold, folded, folded_cased, is_acronym, word_key
from watchers.claims.gazetteer import Entity, Gazetteer, NameKind

_WORDS = re.compile(r"\w+")


class Finder:
    """All places of many strings in a text, whole words only, in one pass; either in their own case or in any."""

    def __init__(self, words: Iterable[str], *, exact: bool) -> None:
        self._exact = exact
        fold_one = folded_cased if exact else folded
        self.words = tuple(dict.fromkeys(_same(word, fold_one(word)) for word in words))
        self._automaton = (
            AhoCorasick(self.words, MatchKind.Standard, implementation=Implementation.ContiguousNFA) if self.words else None
        )

    def find(self, text: Folded) -> list[tuple[str, int, int]]:
        """Each whole-word occurrence as (string, start, end), overlapping ones included."""
        if self._automaton is None:
            return []
        hay = text.cased if self._exact else text.lower
        hits = self._automaton.find_matches_as_indexes(hay, overlapping=True)
        words = self.words
        return [(words[which], start, end) for which, start, end in hits if bounded(hay, start, end)]


def _same(word: str, folded_word: str) -> str:
    """``word`` itself where folding leaves it as it is: twenty thousand names are kept once and not twice."""
    return word if word == folded_word else folded_word


class _Form(NamedTuple):
    """One way of writing a name, made ready for matching."""

    alias: str
    ids: tuple[str, ...]
    key: str
    exact: bool
    capitals: tuple[int, ...]
    """Places that must hold a capital; empty where the case is free."""
    accented: bool


class Hit(NamedTuple):
    """A possible name at its place in the folded text."""

    start: int
    end: int
    key: str
    exact: bool
    ids: tuple[str, ...]


class Surfaces:
    """Every listed way of writing a name."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        shared: dict[tuple[str, ...], tuple[str, ...]] = {}
        places: dict[tuple[int, ...], tuple[int, ...]] = {}
        forms = [_form(alias, shared.setdefault(ids, ids), gazetteer.entities, places) for alias, ids in _rows(gazetteer)]
        self._exact = _by_text(form for form in forms if form.exact)
        self._loose = _by_text(form for form in forms if not form.exact)
        loud = (form for form in forms if form.exact and len(form.alias) > 3 and not is_acronym(form.alias))
        self._capital = _by_text(loud, lower=True)
        self._more: tuple[Surfaces, ...] = ()
        self._exact_finder = Finder(self._exact, exact=True)
        self._loose_finder = Finder(self._loose, exact=False)
        self._capital_finder = Finder(self._capital, exact=False)

    def beside(self, gazetteer: Gazetteer) -> "Surfaces":
        """These ways of writing and those of ``gazetteer``."""
        both = copy(self)
        vars(both).update(_more=(*self._more, Surfaces(gazetteer)))
        return both

    def find(self, text: Folded) -> list[Hit]:
        """Every place at which a listed name may stand, overlapping ones included; linear in the length of ``text``."""
        return _joined([*self.hits(text), *(hit for more in self._more for hit in more.hits(text))], text)

    def hits(self, text: Folded) -> Iterator[Hit]:
        """The same, compounds' tails among them, and nothing of what was laid beside."""
        for finder, forms in ((self._exact_finder, self._exact), (self._loose_finder, self._loose)):
            for name, start, end in finder.find(text):
                for form in forms[name]:
                    if _written_so(form, text, start, end):
                        yield Hit(start=start, end=end, key=form.key, exact=form.exact, ids=form.ids)
        loud = _shouting(text)
        for name, start, end in self._capital_finder.find(loud) if loud else ():
            for form in self._capital[name]:
                yield Hit(start=start, end=end, key=form.key, exact=True, ids=form.ids)


def _rows(gazetteer: Gazetteer) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((alias, tuple(ids)) for alias, ids in gazetteer.surfaces.items())


def _form(alias: str, ids: tuple[str, ...], entities: dict[str, Entity], places: dict[tuple[int, ...], tuple[int, ...]]) -> _Form:
    """``places``: the rows of capitals so far; equal ones are kept once."""
    flat = fold(alias)
    capitals = _capitals(flat.cased, [entities[one] for one in ids])
    acronym = is_acronym(alias)
    exact = acronym or (" " not in alias and alias[:1].isupper())
    return _Form(
        alias=flat.cased if exact else flat.lower,
        ids=ids,
        key=alias_key(alias) if acronym else word_key(flat.lower),
        exact=exact,
        capitals=() if exact else places.setdefault(capitals, capitals),
        accented=not alias.isascii() and flat.stressed(0, len(flat.cased)),
    )


def _capitals(alias: str, owners: list[Entity]) -> tuple[int, ...]:
    """Where a capital must stand: in every word of a company, product, person or place, and in short names of agencies."""
    if (
        all(one.kind is NameKind.AGENCY and one.category not in ("program", "platform") for one in owners)
        and alias.count(" ") > 1
    ):
        return ()
    return tuple(word.start() for word in _WORDS.finditer(alias) if alias[word.start()].isupper())


def _by_text(forms: Iterable[_Form], *, lower: bool = False) -> dict[str, tuple[_Form, ...]]:
    found: dict[str, tuple[_Form, ...]] = {}
    for form in forms:
        text = form.alias.lower() if lower else form.alias
        found[text] = (*found.get(text, ()), form)
    return found


def _written_so(form: _Form, text: Folded, start: int, end: int) -> bool:
    if form.exact:
        # "Méta" is not Meta; the other way round newspapers do drop accents on capitals.
        return form.accented or not text.stressed(start, end)
    return all(text.cased[start + at].isupper() for at in form.capitals)


def _joined(hits: list[Hit], text: Folded) -> list[Hit]:
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


def _shouting(text: Folded) -> Folded | None:
    """``text`` with all but its lines in capitals blanked out, offsets kept; ``None`` where there is no such line."""
    lines = [line if len(line) > 12 and line.isupper() else " " * len(line) for line in text.cased.split("\n")]
    loud = "\n".join(lines)
    if not loud.strip():
        return None
    return Folded(cased=loud, lower=loud.lower(), offsets=text.offsets, original=text.original)
