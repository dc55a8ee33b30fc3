"""Which regular expressions could take more than a few looks at a letter: repeats within repeats that compete for the same text.

A repeat without a limit may hold another one only where what ends the inner one cannot be more of it (``\\w+(?:-\\w+)*`` is fine,
``(?:\\w+-?)*`` is not), and the ways of an alternative under such a repeat must differ by what they begin with, or be words of
which none begins another.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import combinations, product
from typing import Any

_PARSER: Any = import_module("re._parser")
_SAMPLE = frozenset(map(chr, (*range(0x180), 0x0660, 0x2009, 0x2013, 0x2019, 0x201C, 0x201D, 0x2026, 0x20AC, 0x56FD, 0xFF10)))
"""Letters, digits, marks and blanks that stand for all others."""
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_SINGLE = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})
_WIDTHLESS = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdecimal,
    "SPACE": str.isspace,
    "WORD": lambda letter: letter.isalnum() or letter == "_",
}
_MANY = 400
"""Words that an alternative is spelled out into, at most."""

Letters = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class _Step:
    """One item of a parsed expression."""

    name: str
    value: Any


def faults(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """What is wrong with the expression, in words; empty where it reads any text in a few looks at each letter."""
    tree = _PARSER.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    return tuple(_faults(_steps(tree), frozenset(), inside=False, fold=bool(pattern.flags & re.IGNORECASE)))


def _steps(tree: Iterable[Any]) -> tuple[_Step, ...]:
    return tuple(_Step(name=str(name), value=value) for name, value in tree)


def _faults(steps: tuple[_Step, ...], after: Letters, *, inside: bool, fold: bool) -> Iterator[str]:
    """Faults of ``steps`` when one of the letters ``after`` may follow them; ``inside`` a repeat without a limit."""
    for at, step in enumerate(steps):
        begin, empty = _first(steps[at + 1 :], fold=fold)
        follow = begin | after if empty else begin
        if step.name in _REPEATS:
            yield from _of_repeat(step, follow, inside=inside, fold=fold)
        elif step.name == "BRANCH":
            ways = [_steps(way) for way in step.value[1]]
            if inside:
                yield from _of_ways(ways, follow, fold=fold)
            for way in ways:
                yield from _faults(way, follow, inside=inside, fold=fold)
        elif step.name in {"SUBPATTERN", "ATOMIC_GROUP"}:
            yield from _faults(_body(step), follow, inside=inside and step.name != "ATOMIC_GROUP", fold=fold)
        elif step.name in {"ASSERT", "ASSERT_NOT"}:
            yield from _faults(_steps(step.value[1]), frozenset(), inside=False, fold=fold)


def _of_repeat(step: _Step, follow: Letters, *, inside: bool, fold: bool) -> Iterator[str]:
    body = _steps(step.value[2])
    endless = step.value[1] == _PARSER.MAXREPEAT
    begin, empty = _first(body, fold=fold)
    if endless and inside and begin & follow:
        yield f"a repeat within a repeat ends with what it is made of: {_shown(begin & follow)}"
    if endless and empty:
        yield "what is repeated may be empty"
    yield from _faults(body, begin | follow if endless else follow, inside=inside or endless, fold=fold)


def _of_ways(ways: list[tuple[_Step, ...]], follow: Letters, *, fold: bool) -> Iterator[str]:
    for one, other in combinations(ways, 2):
        both = _first(one, fold=fold)[0] & _first(other, fold=fold)[0]
        if both and not _differ(one, other, follow, fold=fold):
            yield f"two ways under a repeat begin alike: {_shown(both)}"


def _differ(one: tuple[_Step, ...], other: tuple[_Step, ...], follow: Letters, *, fold: bool) -> bool:
    """Both are words, and where one begins with another, what then comes cannot be what follows that one."""
    words, others = _words(one, fold=fold), _words(other, fold=fold)
    if words is None or others is None:
        return False
    pairs = (sorted(pair, key=len) for pair in product(words, others))
    return not any(long.startswith(short) and (long == short or long[len(short)] in follow) for short, long in pairs)


def _words(steps: tuple[_Step, ...], *, fold: bool) -> set[str] | None:
    """All strings that ``steps`` match, if they are few."""
    found = {""}
    for step in steps:
        if step.name in _WIDTHLESS:
            continue
        own = _spelled(step, fold=fold)
        if own is None or len(found) * len(own) > _MANY:
            return None
        found = {head + tail for head, tail in product(found, own)}
    return found


def _spelled(step: _Step, *, fold: bool) -> set[str] | None:
    if step.name in _SINGLE:
        letters = {letter.lower() if fold else letter for letter in _letters(step, fold=fold)}
        return letters if len(letters) <= 8 else None
    if step.name == "SUBPATTERN":
        return _words(_body(step), fold=fold)
    if step.name == "BRANCH":
        rows = [_words(_steps(way), fold=fold) for way in step.value[1]]
        known = [row for row in rows if row is not None]
        return set().union(*known) if len(known) == len(rows) else None
    if step.name in _REPEATS and step.value[1] == 1:
        once = _words(_steps(step.value[2]), fold=fold)
        return None if once is None else once | ({""} if step.value[0] == 0 else set())
    return None


def _body(step: _Step) -> tuple[_Step, ...]:
    return _steps(step.value[3] if step.name == "SUBPATTERN" else step.value)


def _first(steps: tuple[_Step, ...], *, fold: bool) -> tuple[Letters, bool]:
    """The letters that ``steps`` may begin with, and whether they may match nothing."""
    found: Letters = frozenset()
    for step in steps:
        begin, empty = _begin(step, fold=fold)
        found |= begin
        if not empty:
            return found, False
    return found, True


def _begin(step: _Step, *, fold: bool) -> tuple[Letters, bool]:
    if step.name in _SINGLE:
        return _letters(step, fold=fold), False
    if step.name in _WIDTHLESS:
        return frozenset(), True
    if step.name in _REPEATS:
        begin, empty = _first(_steps(step.value[2]), fold=fold)
        return begin, empty or step.value[0] == 0
    if step.name == "BRANCH":
        ways = [_first(_steps(way), fold=fold) for way in step.value[1]]
        return frozenset().union(*(begin for begin, _ in ways)), any(empty for _, empty in ways)
    if step.name in {"SUBPATTERN", "ATOMIC_GROUP"}:
        return _first(_body(step), fold=fold)
    return _SAMPLE, True  # a reference to a group, or what nobody has used yet


def _letters(step: _Step, *, fold: bool) -> Letters:
    key = (step.name, repr(step.value), fold)
    if key not in _KNOWN:
        _KNOWN[key] = _looked_at(step, fold=fold)
    return _KNOWN[key]


_KNOWN: dict[tuple[str, str, bool], Letters] = {}
"""What each class of letters takes: the same few stand in most patterns."""


def _looked_at(step: _Step, *, fold: bool) -> Letters:
    found = frozenset(letter for letter in _SAMPLE if _takes(step, letter))
    return found | {other for letter in found for other in (letter.lower(), letter.upper())} if fold else found


def _takes(step: _Step, letter: str) -> bool:
    match step.name:
        case "LITERAL":
            return bool(ord(letter) == step.value)
        case "NOT_LITERAL":
            return bool(ord(letter) != step.value)
        case "ANY":
            return letter != "\n"
        case _:
            return _in_class(step.value, letter)


def _in_class(items: Iterable[Any], letter: str) -> bool:
    rows = list(items)
    negated = str(rows[0][0]) == "NEGATE"
    return negated != any(_is(str(name), value, letter) for name, value in (rows[1:] if negated else rows))


def _is(name: str, value: Any, letter: str) -> bool:
    if name == "LITERAL":
        return bool(ord(letter) == value)
    if name == "RANGE":
        return bool(value[0] <= ord(letter) <= value[1])
    category = str(value).removeprefix("CATEGORY_")
    wanted = _CATEGORIES[category.removeprefix("NOT_")](letter)
    return wanted != category.startswith("NOT_")


def _shown(letters: Letters) -> str:
    return "".join(sorted(letters))[:12].__repr__()
