"""Trigger lists: which words say what kind of thing, read from data files that an editor can change.

A file is plain text. ``lang: fr`` opens it; ``[category]`` opens a section; every other line is one trigger; ``#`` begins
a comment.

A trigger is a row of slots parted by spaces, matched on folded words (lower case; ``d'`` and ``'s`` are words of their own).
An accent in a trigger must stand in the text too ("marché" is not "marche"), but for words in capitals:

- ``signed|signs``  one of several words
- ``deploy*``       any word that begins so
- ``still?``        may be left out
- ``n't``           any verb so shortened ("doesn't")
- ``_``             any one word
- ``…``             up to four words in between, no full stop or semicolon; ``……`` up to eight
- ``~`` before the trigger: a pseudo-trigger, whose words are said in another sense; it swallows what its section would
  find there
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple

from watchers.claims.tokens import Token, fold

_ANY = "_"
_GAPS = {"…": 4, "...": 4, "……": 8}
_STOPS = frozenset(".;?!")
_REMEMBERED = 16_384
"""Words of which it is remembered what they may begin: most texts hold hardly a new one."""
_LONG = 32
"""Letters of a word that are looked at: no trigger is so long, and what is remembered stays small whatever the texts hold."""


class LexiconError(ValueError):
    """Trigger files that cannot be used; ``faults`` lists all of them as ``file:line: what``."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class Cue(NamedTuple):
    """A trigger found in a text."""

    category: str
    start: int
    end: int
    first: int
    """Index of its first token in the tokens searched."""
    last: int
    """Index of its last token."""


_cue = partial(tuple.__new__, Cue)
"""A cue of its parts in their order, without the detour by its names: a text holds hundreds."""


@dataclass(frozen=True, slots=True)
class _Slot:
    words: frozenset[str]
    stems: tuple[str, ...]
    optional: bool
    accented: tuple[str, ...] = ()
    """Folded words and stems that were written with an accent, and in no other way."""
    gap: int = 0

    @property
    def words_alone(self) -> bool:
        """Takes one of certain words, and cannot be left out."""
        return bool(self.words) and not self.stems and not self.optional

    def takes(self, token: Token) -> bool:
        word = token.fold
        if word not in self.words and not (self.stems and word.startswith(self.stems)):
            return False
        return not (self.accented and token.bare and self.misses(word))

    def misses(self, word: str) -> bool:
        """Written without accents, ``word`` has none where the trigger has one."""
        if not self.accented:
            return False
        if word in self.words:
            return word in self.accented
        return all(stem in self.accented for stem in self.stems if word.startswith(stem))


@dataclass(frozen=True, slots=True)
class _Trigger:
    category: str
    pseudo: bool
    slots: tuple[_Slot, ...]
    needs: tuple[frozenset[str], ...] = ()
    """Words of which a sentence holds one of each set, or the trigger is not in it: a quick look."""
    rest: tuple[frozenset[str], ...] = ()
    """The same without the first set, under whose words the trigger is kept."""
    plain: bool = False
    """Every slot takes one word."""


class _Start(NamedTuple):
    """What a word may begin."""

    itself: tuple[_Trigger, ...]
    """Triggers that are this one word."""
    bare: tuple[_Trigger, ...]
    """Those of them that are it without its accents too."""
    before: Mapping[str, tuple[_Trigger, ...]]
    """Longer triggers, under each word that must follow."""
    alone: tuple[_Trigger, ...]
    """Those behind whose first word any may follow and that need no certain other word."""
    along: Mapping[str, tuple[_Trigger, ...]]
    """The others, under each word of the first set they need one of; most sentences hold none of them."""
    single: bool
    """There are no longer triggers."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Triggers of one language, by what their first word can be."""

    words: Mapping[str, tuple[_Trigger, ...]]
    stems: Mapping[str, tuple[_Trigger, ...]]
    sizes: tuple[int, ...]
    """Lengths of the stems, in order."""

    def starting(self, word: str) -> _Start | None:
        found = self._all(word)
        if not found:
            return None
        itself = tuple(trigger for trigger in found if len(trigger.slots) == 1)
        followed = [trigger for trigger in found if len(trigger.slots) > 1 and trigger.slots[1].words_alone]
        others = [trigger for trigger in found if len(trigger.slots) > 1 and not trigger.slots[1].words_alone]
        return _Start(
            itself=itself,
            bare=tuple(trigger for trigger in itself if not trigger.slots[0].misses(word)),
            before=_under((trigger.slots[1].words, trigger) for trigger in followed),
            alone=tuple(trigger for trigger in others if not trigger.needs),
            along=_under((trigger.needs[0], trigger) for trigger in others if trigger.needs),
            single=not (followed or others),
        )

    def _all(self, word: str) -> tuple[_Trigger, ...]:
        found = list(self.words.get(word, ()))
        for size in self.sizes:
            if size > len(word):
                break
            found.extend(self.stems.get(word[:size], ()))
        return tuple(found)


def _under(rows: Iterable[tuple[Set[str], _Trigger]]) -> dict[str, tuple[_Trigger, ...]]:
    """Each trigger under every one of its words."""
    found: dict[str, tuple[_Trigger, ...]] = {}
    for words, trigger in rows:
        for word in words:
            found[word] = (*found.get(word, ()), trigger)
    return found


class Lexicon:
    """All triggers by language; immutable, built once."""

    def __init__(self, tables: Mapping[str, _Table], categories: frozenset[str]) -> None:
        self._tables = tables
        self._starting = {lang: lru_cache(maxsize=_REMEMBERED)(partial(_started, table)) for lang, table in tables.items()}
        self.categories = categories

    @classmethod
    def build(cls, files: Mapping[str, str]) -> "Lexicon":
        """From the texts of the trigger files by name. Raises ``LexiconError`` that lists every fault with file and line."""
        faults: list[str] = []
        triggers: dict[str, list[_Trigger]] = {}
        for name in sorted(files):
            _parse(name, files[name], triggers, faults)
        if faults:
            raise LexiconError(faults)
        categories = frozenset(t.category for row in triggers.values() for t in row)
        return cls({lang: _table(row) for lang, row in triggers.items()}, categories)

    @property
    def languages(self) -> frozenset[str]:
        """Languages that have triggers."""
        return frozenset(self._tables)

    def find(self, row: Sequence[Token], lang: str, closed: frozenset[int] = frozenset()) -> tuple[Cue, ...]:
        """Every cue in ``row``, by place; of one category the longest, and none inside a longer one or a pseudo-trigger.

        No cue begins at one of the tokens ``closed``.
        """
        if lang not in self._tables:
            return ()
        hits: defaultdict[str, list[_Hit]] = defaultdict(list)
        folds = [token.fold[:_LONG] for token in row]
        present = set(folds)
        for at, start in enumerate(map(self._starting[lang], folds)):
            if start is None or at in closed:
                continue
            for trigger in start.bare if row[at].bare else start.itself:
                hits[trigger.category].append((at, -at, not trigger.pseudo))
            if start.single:
                continue
            following = start.before.get(folds[at + 1], ()) if at + 1 < len(folds) else ()
            possible = _possible(start, present) if start.along else start.alone
            for trigger in (*following, *possible) if possible else following:
                last = (_match_plain if trigger.plain else _match)(trigger.slots, row, at)
                if last is not None:
                    hits[trigger.category].append((at, -last, not trigger.pseudo))
        return tuple(sorted(_kept(hits, row), key=_order))


_order = itemgetter(3, 4, 0)
"""By place, then by category."""


def _started(table: _Table, word: str) -> _Start | None:
    return table.starting(word)


def _possible(start: _Start, present: Set[str]) -> Sequence[_Trigger]:
    """Those of ``start.alone`` and ``start.along`` whose other words stand in the sentence; one may come twice."""
    words = start.along.keys() & present
    if not words:
        return start.alone
    others = [trigger for word in words for trigger in start.along[word]]
    return [*start.alone, *[trigger for trigger in others if not any(map(present.isdisjoint, trigger.rest))]]


def _parse(name: str, text: str, into: dict[str, list[_Trigger]], faults: list[str]) -> None:
    lang: str | None = None
    category: str | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        where = f"{name}:{number}"
        if line.startswith("lang:"):
            lang = line[5:].strip()
        elif line.startswith("["):
            category = line[1:-1].strip() if line.endswith("]") else None
            if not category:
                faults.append(f"{where}: a section is written [category], found {line!r}")
        elif lang is None or category is None:
            faults.append(f"{where}: a trigger stands before 'lang:' and '[category]'")
        else:
            trigger = _trigger(category, line)
            if isinstance(trigger, str):
                faults.append(f"{where}: {trigger}")
            else:
                into.setdefault(lang, []).append(trigger)


def _trigger(category: str, line: str) -> _Trigger | str:
    pseudo = line.startswith("~")
    parts = line.lstrip("~ ").split()
    if not parts:
        return "a trigger without words"
    slots = tuple(_slot(part) for part in parts)
    if slots[0].gap or slots[-1].gap or slots[0].optional:
        return f"a trigger begins with a word that must be there, and ends with a word: {line!r}"
    if any(not slot.gap and not slot.words and not slot.stems for slot in slots):
        return f"an empty slot in {line!r}"
    needs = tuple(slot.words for slot in slots[1:] if not slot.optional and not slot.stems)
    return _Trigger(category, pseudo, slots, needs, needs[1:], plain=not any(slot.optional or slot.gap for slot in slots))


_SHORTENED = tuple(
    f"{verb}n't"
    for verb in (
        "do",
        "does",
        "did",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "wo",
        "would",
        "ca",
        "could",
        "should",
        "need",
    )
)
"""What ``n't`` stands for in a trigger: these are words of their own in a text."""


@lru_cache(maxsize=_REMEMBERED)
def _slot(part: str) -> _Slot:
    if part in _GAPS:
        return _Slot(frozenset(), (), optional=True, gap=_GAPS[part])
    if part.isascii() and part.isalpha() and part.islower():  # most words
        return _Slot(frozenset((part.lower(),)), (), optional=False)
    optional = part.endswith("?") and len(part) > 1
    if part.rstrip("?") == _ANY:
        return _Slot(frozenset(), ("",), optional)
    raw = [word for word in (part[:-1] if optional else part).split("|") if word]
    raw = [*raw, *_SHORTENED] if "n't" in raw else raw
    words = [fold(word) for word in raw]
    plain = {word.removesuffix("*") for word in raw if word.isascii()}
    accented = {word.removesuffix("*") for word in words} - plain
    stems = tuple(sorted(word[:-1] for word in words if word.endswith("*") and len(word) > 1))
    whole = frozenset(word for word in words if not word.endswith("*"))
    return _Slot(whole, stems, optional, accented=tuple(sorted(accented)))


def _table(triggers: Iterable[_Trigger]) -> _Table:
    words: dict[str, list[_Trigger]] = {}
    stems: dict[str, list[_Trigger]] = {}
    for trigger in triggers:
        for word in trigger.slots[0].words:
            words.setdefault(word, []).append(trigger)
        for stem in trigger.slots[0].stems:
            stems.setdefault(stem, []).append(trigger)
    return _Table(
        {word: tuple(row) for word, row in words.items()},
        {stem: tuple(row) for stem, row in stems.items()},
        tuple(sorted({len(stem) for stem in stems})),
    )


def _match_plain(slots: Sequence[_Slot], row: Sequence[Token], at: int) -> int | None:
    """Index of the last token that the slots take from ``at`` on, a word each."""
    if at + len(slots) > len(row):
        return None
    for slot in slots:
        if not slot.takes(row[at]):
            return None
        at += 1
    return at - 1


def _match(slots: Sequence[_Slot], row: Sequence[Token], at: int) -> int | None:
    """Index of the last token that the slots take from ``at`` on; the longest way, each slot tried at most a few times."""
    ends = {at}
    for slot in slots:
        after: set[int] = set()
        for place in ends:
            if slot.optional:
                after.add(place)
            if slot.gap:
                after.update(_across(row, place, slot.gap))
            elif place < len(row) and slot.takes(row[place]):
                after.add(place + 1)
        if not after:
            return None
        ends = after
    return max(ends) - 1


def _across(row: Sequence[Token], place: int, words: int) -> Iterable[int]:
    for step in range(words):
        at = place + step
        if at >= len(row) or (row[at].fold in _STOPS and not _abbreviates(row, at)):
            return
        yield at + 1


def _abbreviates(row: Sequence[Token], at: int) -> bool:
    """Whether the full stop at ``at`` is that of "U.S." or the like, which ends no sentence."""
    return row[at].fold == "." and at > 0 and "." in row[at - 1].fold and row[at - 1].end == row[at].start


_Hit = tuple[int, int, bool]
"""The first token of a trigger found, its last one below zero, and that it is no pseudo-trigger: in order, of those at one place
the longest comes first, and of two of one length the pseudo-trigger, which is the more particular."""


def _kept(hits: Mapping[str, list[_Hit]], row: Sequence[Token]) -> Iterable[Cue]:
    for category, found in hits.items():
        reach = -1
        for first, below, real in found if len(found) == 1 else sorted(found):
            if first <= reach:
                continue
            reach = last = -below
            if real:
                yield _cue((category, row[first].start, row[last].end, first, last))
