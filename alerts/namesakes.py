"""A public body that no reference data hold, told of under its name in another language: the same body.

"Bureau de cartographie côtière" is the "Bureau of Coastal Mapping", and "ANOF" the "Agence nationale des ouvrages fluviaux".
Two names are one body's when each word of the one means a word of the other, by a glossary of the words that public bodies
are called by, or by a common stem ("maritime", "nationale"). Within one language only the order of words may differ: a
Freight Safety Board is no Rail Safety Board, nor is it a Freight Safety Council.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from alerts.comparing import fold
from alerts.model import Fact
from watchers.claims.model import Adoption, Claim, Figure, Partnership, Price

_SMALL_WORDS = """
    of for the and in on at to de du des la le les l d et a au aux en pour sur y e del los las el para por
    der die das und von fur im am s
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_STEM = 5
_LONGEST = 8
"""Words of a name; what is longer is no name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Glossary:
    """What the words in the names of public bodies mean, over languages."""

    terms: Mapping[tuple[str, ...], frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
    """Folded words of a term → the meanings it may have."""
    parts: frozenset[str] = frozenset()
    """Words of the terms of several words."""

    @staticmethod
    def build(rows: Iterable[Iterable[str]]) -> "Glossary":
        """From rows of one meaning each: a cell a language, terms that mean the same parted by a slash."""
        found: dict[tuple[str, ...], set[int]] = {}
        for number, row in enumerate(rows):
            for term in (term for cell in row for term in cell.split("/")):
                found.setdefault(_words(term), set()).add(number)
        terms = MappingProxyType({term: frozenset(meanings) for term, meanings in found.items() if term})
        return Glossary(terms=terms, parts=frozenset(word for term in terms if len(term) > 1 for word in term))

    def units(self, name: str) -> tuple[tuple[str, ...], ...]:
        """The words of a name without the small ones; words that make one term stand together, the longest first."""
        words, found, at = _words(name), [], 0
        while at < len(words):
            size = next((n for n in range(_TERM, 1, -1) if words[at : at + n] in self.terms and at + n <= len(words)), 1)
            found.append(words[at : at + size])
            at += size
        return tuple(found)

    def same(self, one: str, other: str) -> bool:
        """Whether the two names mean the same, word for word, in any order."""
        left, right = self.units(one), self.units(other)
        return 1 < len(left) == len(right) <= _LONGEST and self._pairs(left, right)

    def _pairs(self, left: tuple[tuple[str, ...], ...], right: tuple[tuple[str, ...], ...]) -> bool:
        if not left:
            return True
        first, rest = left[0], left[1:]
        return any(self._mean(first, unit) and self._pairs(rest, right[:at] + right[at + 1 :]) for at, unit in enumerate(right))

    def _mean(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        if one == other:
            return True
        meanings = self.meanings(one), self.meanings(other)
        if meanings[0] & meanings[1]:
            return True
        alone = len(one) == len(other) == 1 and not any(meanings)
        return alone and min(len(one[0]), len(other[0])) >= _STEM and one[0][:_STEM] == other[0][:_STEM]

    def meanings(self, unit: tuple[str, ...]) -> frozenset[int]:
        """What a term may mean; an ending of number or gender that no row gives is left off."""
        if unit in self.terms or len(unit) > 1:
            return self.terms.get(unit, _NO_MEANING)
        shorter = ((unit[0].removesuffix(ending),) for ending in _ENDINGS if unit[0].endswith(ending))
        return next((self.terms[one] for one in shorter if one in self.terms), _NO_MEANING)


_ENDINGS = ("s", "x", "e", "es")
_NO_MEANING: frozenset[int] = frozenset()
_TERM = 4
NO_GLOSSARY = Glossary()


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in fold(name.replace("'", " ").replace("’", " ")).split() if word not in _SMALL)


def namesakes(claims: Sequence[Claim], lang: str, facts: Iterable[Fact], glossary: Glossary) -> dict[str, str]:
    """Unlisted bodies of an article (in ``lang``) → the name under which the ledger knows them; without those it does not.

    Raises nothing; where two known bodies would fit, neither does.
    """
    strange = {name for claim in claims if (name := _body(claim)) is not None}
    if not strange:
        return {}
    known = _known(facts)
    found = {}
    for name in strange - known.keys():
        fits = [other for other, where in known.items() if _alike(glossary, (name, lang[:2]), (other, where))]
        if len(fits) == 1:
            found[name] = fits[0]
    return found


def _body(claim: Claim) -> str | None:
    """The body of a claim that may go by other names: an agency that nobody listed, or who pays a price."""
    match claim:
        case Adoption():
            return claim.agency if claim.evidence.unlisted else None
        case Price():
            return claim.buyer
        case Partnership() | Figure():
            return None


def _known(facts: Iterable[Fact]) -> dict[str, frozenset[str]]:
    """Unlisted bodies in the ledger, with the languages in which it met them under that name."""
    found: dict[str, set[str]] = {}
    for fact in facts:
        for sighting in (sighting for value in fact.values for sighting in value.sightings):
            name = _body(sighting.claim)
            if name is not None:
                found.setdefault(name, set()).add(sighting.mark.lang[:2])
    return {name: frozenset(langs) for name, langs in found.items()}


def _alike(glossary: Glossary, name: tuple[str, str], known: tuple[str, frozenset[str]]) -> bool:
    if sorted(glossary.units(name[0])) == sorted(glossary.units(known[0])):
        return True
    if _initials(name[0]) == known[0] or _initials(known[0]) == name[0]:
        return True
    return name[1] not in known[1] and glossary.same(name[0], known[0])


class Lookalikes:
    """Which bodies, of which only the folded name is at hand, may be the one of this name; rather once too often."""

    def __init__(self, glossary: Glossary, name: str) -> None:
        words, units = _words(name), glossary.units(name)
        self._glossary = glossary
        self._words = frozenset(words)
        self._stems = frozenset(word[:_STEM] for word in words if len(word) >= _STEM)
        self._meanings = frozenset(meaning for unit in units for meaning in glossary.meanings(unit))
        self._lengths = range(len(words) - _TERM, len(words) + _TERM + 1)
        self._short = {fold(name), (_initials(name) or "").casefold()}

    def may_be(self, folded: str) -> bool:
        """Whether the folded name, or its initials, may stand for the same body."""
        if folded in self._short:
            return True
        words = [word for word in folded.split() if word not in _SMALL]
        if len(words) >= _SHORTENED and "".join(word[0] for word in words) in self._short:
            return True
        return len(words) in self._lengths and all(self._fits(word) for word in words)

    def _fits(self, word: str) -> bool:
        if word in self._words or word[:_STEM] in self._stems or word in self._glossary.parts:
            return True
        ways = (word, word[1:]) if word[0] in "dl" else (word,)  # elision has grown an article on to a folded word
        return any(way in self._words or self._meanings & self._glossary.meanings((way,)) for way in ways)


def _initials(name: str) -> str | None:
    """What a name of three words or more is shortened to: "Agence nationale des ouvrages fluviaux" is ANOF."""
    words = _words(name)
    return "".join(word[0] for word in words).upper() if len(words) >= _SHORTENED else None


_SHORTENED = 3


def renamed(claims: Sequence[Claim], names: Mapping[str, str]) -> tuple[Claim, ...]:
    """The claims with these bodies under their known names, wherever they stand."""
    return tuple(_renamed(claim, names) for claim in claims) if names else tuple(claims)


def _renamed(claim: Claim, names: Mapping[str, str]) -> Claim:
    match claim:
        case Adoption():
            return replace(claim, agency=names.get(claim.agency, claim.agency))
        case Price():
            return replace(claim, buyer=names.get(claim.buyer, claim.buyer) if claim.buyer else None)
        case Figure():
            return replace(claim, subject=" / ".join(names.get(part, part) for part in claim.subject.split(" / ")))
        case Partnership():
            return claim
