"""How an article descends from an earlier one: a copy of its words, a rewrite of its facts, or neither.

Two rewrites of one call share 8 % of their word trigrams but two thirds of their numbers, so copies are told by the sketch of the
words, rewrites by the fingerprint of the facts, and a translation of which little was read by whom and how much its text names.
Kinship counts origins and parts "repeats" from "corroborates"; it decides no alert but one: only within a story can the *same
statement* be credited to two persons.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from operator import eq
from types import MappingProxyType

from alerts.comparing import fold, names_in, told_at
from alerts.model import ArticleMark, Fact, Kinship, SourceKind
from watchers.asking import asks_itself, cites_record
from watchers.claims.model import Adoption, Claim, Figure, Partnership, Price

COPY_RESEMBLANCE = 0.5
"""Share of equal positions of two sketches from which one text is a copy of the other."""
REWRITE_RESEMBLANCE = 0.6
"""Weighted Jaccard of two fingerprints from which one story is a rewrite of the other."""
STORY_SPAN = timedelta(days=7)
"""A story is told again within a week; later it is background."""
ENOUGH = 3
"""Fewer shared names and numbers than this prove nothing."""
LISTED = 4
"""From this many facts in common on, half of the shorter article's are enough: a retelling leaves out and adds."""
_REPORTED = frozenset(
    {
        "revenue",
        "revenue growth percent",
        "net income",
        "net income excluding one-off items",
        "operating income",
        "daily users",
        "daily users growth percent",
        "capex",
    }
)
"""A company's results: everybody tells them on their own, so they make no story."""
NAMED, NAMED_OF_SHORTER, NAMED_OF_BOTH = 6, 0.5, 0.2
"""Names and numbers in common, as many and as large a share, from which one text retells the other whatever was read of them."""
NOTHING_BESIDE: Mapping[str, Iterable[Claim]] = MappingProxyType({})
_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d+)*")


class KinReason(StrEnum):
    """Why two articles count as kin, or as strangers."""

    SAME_ARTICLE = "the same article"
    EQUAL_BODY = "equal body"
    ALIKE_WORDS = "most words alike"
    NAMED_ORIGIN = "names the other as its origin"
    SHARED_ORIGIN = "both name one origin"
    ALIKE_FACTS = "most names and numbers alike"
    ALIKE_LIST = "many facts in common"
    ALIKE_NAMES = "most names and numbers of the texts alike"
    CORRECTS = "corrects what the same outlet printed"
    OWN_ASKING = "asked for itself"
    ON_RECORD = "one of them tells it from an official record"
    TOO_FAR_APART = "more than a week apart"
    TOO_LITTLE_SHARED = "too few names and numbers shared"


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Share of equal positions of two MinHash sketches: an estimate of the Jaccard index of their word trigrams, 0 to 1."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(1 for alike in map(eq, one, other) if alike) / len(one)


def _about(claim: Claim) -> str:
    """Kind, and for a stage whether it says yes or no: an answer to a story is no rewrite of it."""
    match claim:
        case Figure():
            return claim.measure
        case Adoption() | Partnership():
            gone = claim.stage.value if claim.stage.value in {"ended", "denied"} else "held"
            return f"{type(claim).__name__} {gone}"
        case Price():
            return "price"


def _told(claim: Claim) -> str:
    """What the claim is about, without its value; the product may be left out by either side."""
    names = [name for name in names_in(claim) if name and (isinstance(claim, Figure) or name != claim.product)]
    return f"told {_about(claim)} " + " | ".join(map(fold, names))


def _storied(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """The claims that can make a story, by what they are about."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if not (isinstance(claim, Figure) and claim.measure in _REPORTED):
            found.setdefault(_told(claim), []).append(claim)
    return found


def _number(text: str) -> str | None:
    """The digits of a printed number without its zeros at the end, so that "40,5" and "40.5" are one; years and ordinals too."""
    digits = re.sub(r"\D", "", text).lstrip("0").rstrip("0")
    return digits if len(digits) > 1 else None


def _digits(amount: Decimal) -> str:
    return "".join(str(digit) for digit in amount.normalize().as_tuple().digits)


def _speaker(claim: Claim) -> str | None:
    said = claim.evidence.attribution
    return said.speaker if said else None


def fingerprint(claims: Iterable[Claim]) -> dict[str, float]:
    """Feature → weight of what the claims name and count: the facts weigh most, then names, speakers and numbers."""
    features: dict[str, float] = {}
    for claim in claims:
        features[_told(claim)] = 2.0
        if isinstance(claim, (Price, Figure)):
            features[f"number {_digits(claim.amount.low)[:3]}"] = 1.0
        features.update({f"name {fold(name)}": 1.0 for name in (*names_in(claim), _speaker(claim)) if name})
        features.update({f"number {n[:3]}": 1.0 for m in _NUMBER.findall(claim.evidence.quote) if (n := _number(m))})
    return features


def _weighted_jaccard(one: dict[str, float], other: dict[str, float]) -> float:
    everything = one.keys() | other.keys()
    if not everything:
        return 0.0
    both = sum(min(one.get(f, 0.0), other.get(f, 0.0)) for f in everything)
    return both / sum(max(one.get(f, 0.0), other.get(f, 0.0)) for f in everything)


def alike(claims: Iterable[Claim], other_claims: Iterable[Claim]) -> float:
    """Weighted Jaccard of the two fingerprints, 0 to 1."""
    return _weighted_jaccard(fingerprint(claims), fingerprint(other_claims))


@dataclass(frozen=True, kw_only=True)
class _Telling:
    """One article with what it claims; what is costly is worked out once, and only where it is asked for (hence no slots)."""

    mark: ArticleMark
    claims: tuple[Claim, ...]

    @cached_property
    def told(self) -> frozenset[str]:
        return frozenset(map(_told, self.claims))

    @cached_property
    def storied(self) -> dict[str, list[Claim]]:
        return _storied(self.claims)

    @cached_property
    def features(self) -> dict[str, float]:
        return fingerprint(self.claims)

    @cached_property
    def gist(self) -> frozenset[int]:
        return frozenset(self.mark.gist)

    @cached_property
    def origins(self) -> frozenset[str]:
        return frozenset(map(fold, self.mark.told_to))

    @property
    def asks_itself(self) -> bool:
        """The text says so, or credits the outlet that printed it."""
        return self.mark.asked or self.descends_from(self.mark)

    def descends_from(self, mark: ArticleMark) -> bool:
        """The text credits the outlet of the other."""
        return bool(mark.outlet) and fold(mark.outlet) in self.origins


def _by_words(mark: ArticleMark, other: ArticleMark) -> KinReason | None:
    if mark.article == other.article:
        return KinReason.SAME_ARTICLE
    if mark.body_sha256 and mark.body_sha256 == other.body_sha256:
        return KinReason.EQUAL_BODY
    return KinReason.ALIKE_WORDS if resemblance(mark.sketch, other.sketch) >= COPY_RESEMBLANCE else None


def _by_origin(one: _Telling, other: _Telling) -> KinReason | None:
    """A named origin makes kin only of articles that tell one thing: an outlet may credit another for a single line."""
    if not (one.origins or other.origins) or not one.told & other.told:
        return None
    if one.descends_from(other.mark) or other.descends_from(one.mark):
        return KinReason.NAMED_ORIGIN
    return KinReason.SHARED_ORIGIN if one.origins & other.origins else None


def _by_correction(one: _Telling, other: _Telling) -> KinReason | None:
    """A notice that an outlet was wrong belongs to the story that it corrects, however short it is."""
    outlet = fold(one.mark.outlet) if one.mark.outlet else ""
    same = bool(outlet) and bool(other.mark.outlet) and outlet == fold(other.mark.outlet)
    if not same or not one.told & other.told:
        return None
    return KinReason.CORRECTS if any(claim.evidence.corrects for claim in (*one.claims, *other.claims)) else None


def _on_record(one: _Telling, other: _Telling) -> bool:
    """All that it has in common with the other it takes from an official record."""
    shared = one.storied.keys() & other.storied.keys()
    return all(cites_record(claim.evidence.quote) for about in shared for claim in one.storied[about])


def _own_asking(claims: Iterable[Claim]) -> bool:
    return any(asks_itself(claim.evidence.quote) for claim in claims)


def _retells(one: _Telling, other: _Telling) -> bool:
    """The texts name enough in common, whatever was read of them."""
    both = len(one.gist & other.gist)
    shorter = min(len(one.gist), len(other.gist))
    return both >= NAMED and both >= NAMED_OF_SHORTER * shorter and both >= NAMED_OF_BOTH * len(one.gist | other.gist)


def _unread(one: _Telling, other: _Telling) -> tuple[Kinship, KinReason]:
    """Nothing that makes a story was read of both; where nothing at all was read of one, its names may tell."""
    if not (one.claims and other.claims) and _retells(one, other):
        return Kinship.REWRITE, KinReason.ALIKE_NAMES
    return Kinship.INDEPENDENT, KinReason.TOO_LITTLE_SHARED


def _by_likeness(one: _Telling, other: _Telling) -> tuple[Kinship, KinReason]:
    """By the fingerprints of what both tell; unless one of them asked itself, or alone has it from a record."""
    few = len(one.features.keys() & other.features.keys()) < ENOUGH
    if few or _weighted_jaccard(one.features, other.features) < REWRITE_RESEMBLANCE:
        return Kinship.INDEPENDENT, KinReason.TOO_LITTLE_SHARED
    if one.asks_itself or other.asks_itself:
        return Kinship.INDEPENDENT, KinReason.OWN_ASKING
    if _on_record(one, other) != _on_record(other, one):
        return Kinship.INDEPENDENT, KinReason.ON_RECORD
    return Kinship.REWRITE, KinReason.ALIKE_FACTS


def _by_facts(one: _Telling, other: _Telling) -> tuple[Kinship, KinReason]:
    shared = one.storied.keys() & other.storied.keys()
    if not shared:
        return _unread(one, other)
    if all(_own_asking((*one.storied[about], *other.storied[about])) for about in shared):
        return Kinship.INDEPENDENT, KinReason.OWN_ASKING
    if len(shared) >= LISTED and 2 * len(shared) >= min(len(one.storied), len(other.storied)):
        return Kinship.REWRITE, KinReason.ALIKE_LIST
    return (Kinship.REWRITE, KinReason.ALIKE_NAMES) if _retells(one, other) else _by_likeness(one, other)


def _between(one: _Telling, other: _Telling) -> tuple[Kinship, KinReason]:
    words = _by_words(one.mark, other.mark)
    if words is not None:
        return Kinship.COPY, words
    if abs(told_at(one.mark) - told_at(other.mark)) > STORY_SPAN:
        return Kinship.INDEPENDENT, KinReason.TOO_FAR_APART
    origin = _by_origin(one, other) or _by_correction(one, other)
    if origin is not None:
        return Kinship.REWRITE, origin
    return _by_facts(one, other)


def kinship(
    mark: ArticleMark, claims: Iterable[Claim], other: ArticleMark, other_claims: Iterable[Claim]
) -> tuple[Kinship, KinReason]:
    """How the article ``mark`` stands to the earlier one ``other``, and why; symmetric. Sharing an outlet is no kinship."""
    return _between(_Telling(mark=mark, claims=tuple(claims)), _Telling(mark=other, claims=tuple(other_claims)))


def kinships(
    mark: ArticleMark, claims: Iterable[Claim], facts: Iterable[Fact], beside: Mapping[str, Iterable[Claim]] = NOTHING_BESIDE
) -> dict[str, Kinship]:
    """The article's kinship to every article that has told one of the facts, by that article's id.

    ``beside``: what such an article claims outside of these facts, by its id: kinship is between whole articles.
    An inventory is nobody's kin: it tells no story, and whoever says what it holds has not taken it from there.
    """
    told: dict[str, tuple[ArticleMark, list[Claim]]] = {}
    for fact in facts:
        for value in fact.values:
            for sighting in value.articles if mark.kind is SourceKind.ARTICLE else ():
                told.setdefault(sighting.mark.article, (sighting.mark, []))[1].append(sighting.claim)
    ours = _Telling(mark=mark, claims=tuple(claims))
    others = (_Telling(mark=other, claims=(*said, *beside.get(article, ()))) for article, (other, said) in told.items())
    return {other.mark.article: _between(ours, other)[0] for other in others}
