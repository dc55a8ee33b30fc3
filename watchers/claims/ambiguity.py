"""Whether a doubtful name may be believed: words of evidence anywhere in the document, words that forbid it close by.

"DOE" is the Department of Energy or of Education, "Meta" a company or a prefix. A rule of the reference data accepts a
candidate when one of its ``require`` words stands in the document outside the name itself, and none of its ``forbid`` words
within 60 characters. Evidence beats a default; where several candidates hold, the countries of the other names in the
document decide.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from watchers.claims.folding import Folded, alias_key, folded, folded_cased, is_acronym
from watchers.claims.gazetteer import Entity, Found, NameKind, Rule
from watchers.claims.surfaces import Finder, Hit

NEAR = 60
"""Characters on either side in which a forbidding word counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A rule with its words as they are looked for."""

    require: frozenset[str]
    forbid: frozenset[str]
    default: bool


class Evidence:
    """Where each word of evidence stands in one document."""

    def __init__(self, places: Mapping[str, list[int]]) -> None:
        self.places = places
        """By word the places at which it begins, in order."""

    def and_also(self, other: "Evidence", shift: int) -> "Evidence":
        """With that of a further text that begins ``shift`` characters after this one."""
        places = dict(self.places)
        for word, starts in other.places.items():
            places[word] = [*places.get(word, ()), *(start + shift for start in starts)]
        return Evidence(places)

    def near(self, words: frozenset[str], start: int, end: int) -> bool:
        """One of ``words`` stands within ``NEAR`` characters of ``start`` to ``end``."""
        return any(self._near(word, start, end) for word in words.intersection(self.places))

    def elsewhere(self, words: frozenset[str], start: int, end: int) -> bool:
        """One of ``words`` stands in the document; a single word must stand outside ``start`` to ``end``."""
        return any(" " in word or self._outside(word, start, end) for word in words.intersection(self.places))

    def _near(self, word: str, start: int, end: int) -> bool:
        starts = self.places[word]
        at = bisect_left(starts, start - NEAR - len(word))
        return at < len(starts) and starts[at] < end + NEAR

    def _outside(self, word: str, start: int, end: int) -> bool:
        starts = self.places[word]
        return len(starts) > bisect_left(starts, end) - bisect_left(starts, start)


class Judge:
    """The rules of all doubtful names, made ready once."""

    def __init__(self, rules: Mapping[str, Mapping[str, Rule]]) -> None:
        self._doubts = {key: {one: _doubt(rule, key) for one, rule in members.items()} for key, members in rules.items()}
        words = {word for members in rules.values() for rule in members.values() for word in (*rule.require, *rule.forbid)}
        self._exact = Finder(sorted(word for word in words if is_acronym(word)), exact=True)
        self._loose = Finder(sorted(word for word in words if not is_acronym(word)), exact=False)

    def doubtful(self, key: str, candidate: str) -> bool:
        """The alias of this key may not be believed unseen for this candidate."""
        return candidate in self._doubts.get(key, ())

    def presumed(self, key: str, candidate: str) -> bool:
        """The alias of this key means this candidate where nothing else speaks."""
        doubt = self._doubts.get(key, {}).get(candidate)
        return doubt is not None and doubt.default

    def evidence(self, document: Folded) -> Evidence:
        """All words of evidence in ``document``; linear in its length."""
        places: dict[str, list[int]] = {}
        for word, start, _ in (*self._exact.find(document), *self._loose.find(document)):
            places.setdefault(word, []).append(start)
        return Evidence(places)

    def weigh(
        self, key: str, candidates: Iterable[str], span: tuple[int, int], evidence: Evidence
    ) -> tuple[list[str], list[str]]:
        """The candidates that hold, and those that nothing proves and nothing forbids.

        Evidence beats a default, and a name that is nobody else's needs none.
        """
        doubts = self._doubts.get(key, {})
        sure, likely, open_ = [], [], []
        for one in candidates:
            doubt = doubts.get(one)
            if doubt is None:
                sure.append(one)
            elif evidence.near(doubt.forbid, *span):
                continue
            elif evidence.elsewhere(doubt.require, *span):
                sure.append(one)
            elif doubt.default:
                likely.append(one)
            else:
                open_.append(one)
        if len(sure) > 1:
            preferred = [one for one in sure if one in doubts and doubts[one].default]
            sure = preferred or sure
        return sure or likely, open_


_LOCAL = re.compile(r"\b(?:states?|city|county|provincial|municipal|territorial)(?:'s?)? $")
_TITLE_BEFORE = re.compile(r"\b(?:secretary|secretaries|minister|ministers) (?:of|for) (?:the )?$")
_TITLE_AFTER = re.compile(r" (?:secretary|secretaries|minister|ministers|chief)\b")


def means_no_body(text: Folded, start: int, end: int) -> bool:
    """A department's words at ``start`` to ``end`` mean a local one ("the state's Education Department") or are part of a title.

    "Secretary of State", "Treasury secretary" name an office, not the department.
    """
    if _LOCAL.search(text.lower, max(0, start - 16), start):
        return True
    word = " " not in text.lower[start:end]
    return word and bool(_TITLE_BEFORE.search(text.lower, max(0, start - 24), start) or _TITLE_AFTER.match(text.lower, end))


_PARTS = frozenset(("state", "region", "city"))
"""Places that have bodies of their own."""
_NATIONS = ("department", "legislature", "court")
_NATIONALLY = ("U.S. ", "UK ")
_PART = re.compile(r" (?:State|County|City|Province|Borough) $")


def without_parts_own(text: Folded, found: Sequence[Found], hits: Iterable[Hit], entities: Mapping[str, Entity]) -> list[Found]:
    """``found`` without nations' bodies right behind a part of a nation, which has its own: "Nevada Supreme Court",
    "Denver Department of Transportation", "Lagos State Internal Revenue Service". ``hits`` are all names that may stand there.
    """
    ends = {hit.end for hit in hits if any(entities[one].category in _PARTS for one in hit.ids)}
    barred = [
        (one.start, one.end) for one in found if (one.start - 1 in ends and _of_a_part(text, one)) or _led_by_a_part(text, one)
    ]
    if not barred:
        return [*found]
    return [one for one in found if not any(start <= one.start and one.end <= end for start, end in barred)]


def _of_a_part(text: Folded, hit: Found) -> bool:
    return text.cased[hit.start - 1] == " " and text.cased[hit.start].isupper() and _nation(hit)


def _led_by_a_part(text: Folded, hit: Found) -> bool:
    led = _PART.search(text.cased, max(0, hit.start - len(" Province ")), hit.start)
    body = hit.entities[0] if led and hit.entities else None
    return body is not None and body.kind is NameKind.AGENCY and text.cased.count(" ", hit.start, hit.end) > 1


def _nation(hit: Found) -> bool:
    body = hit.entities[0] if hit.entities else None
    return body is not None and body.kind is NameKind.AGENCY and (body.category in _NATIONS or body.name.startswith(_NATIONALLY))


_STREETS = frozenset(
    (
        *(
            "bercy",
            "matignon",
            "hotel de matignon",
            "beauvau",
            "place beauvau",
            "brienne",
            "hotel de brienne",
            "balard",
            "grenelle",
        ),
        *("rue de grenelle", "segur", "avenue de segur", "rue de valois", "roquelaure", "hotel de roquelaure", "quai d'orsay"),
        *(
            "whitehall",
            "downing street",
            "foggy bottom",
            "langley",
            "fort meade",
            "quantico",
            "capitol hill",
            "moncloa",
            "la moncloa",
        ),
    )
)
"""Addresses, accents folded, by which newsrooms call the body that sits there."""
_AT = re.compile(
    r"(?:[\w,;'\"»”] )(?:a |in |at |near |outside |inside |from |around |pres de |devant |sous |vers |depuis |rue de "
    r"|quartier de |gare de |en |in der |bei )(?:the |la |l')?$"
)


def is_where(text: Folded, start: int, end: int) -> bool:
    """An address at ``start`` to ``end`` says where something is, not who: "des serveurs installés à Bercy".

    At the head of a sentence it speaks of the body: "À Bercy, on assure …".
    """
    return text.lower[start:end] in _STREETS and bool(_AT.search(text.lower, max(0, start - 24), start))


def is_seat(text: Folded, start: int, end: int) -> bool:
    """A capital at ``start`` to ``end`` says where: "In Seoul, the ministry …"; "Seoul has signed" is its government."""
    return not text.lower.endswith(_OFFICIAL, start, end) and bool(_IN.search(text.lower, max(0, start - 16), start))


_OFFICIAL = ("government", "gouvernement", "council", "cabinet")
_IN = re.compile(r"\b(?:in|near|outside|around|across|a|pres de|autour de|depuis) $")


def _doubt(rule: Rule, key: str) -> Doubt:
    require = (word for word in rule.require if alias_key(word) != key)
    return Doubt(require=_folded(require), forbid=_folded(rule.forbid), default=rule.default)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(folded_cased(word) if is_acronym(word) else folded(word) for word in words)
