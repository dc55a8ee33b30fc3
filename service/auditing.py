"""A sample of what was kept back, and what its answers say about each rule and each source: pure.

The draw takes rules in turn, so that a rare one is seen too; a rule's answers then stand for all that the rule kept back in that
week (each counts for the rule's items by the rule's answers). Precision is the share rightly kept back; recall is the share of
all that should have been told that was told: the week's alerts against the alerts and the misses that the answers stand for.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.store.suppressed import Answer, Suppressed


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """What is known of a week that was drawn from."""

    population: Counter[str]
    """Items that each rule kept back."""
    alerts: Counter[str]
    """Alerts by outlet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One rule, one source, or all together."""

    name: str
    judged: int
    wrong: int
    precision: float
    missed: float
    """Estimated number of alerts that should have been."""
    recall: float | None
    """``None`` where nothing was told and nothing missed."""


def draw(items: Sequence[Suppressed], size: int, seed: str) -> tuple[Suppressed, ...]:
    """So many of them, rules in turn, the same ones for the same seed."""
    by_rule: dict[str, list[Suppressed]] = defaultdict(list)
    for item in sorted(items, key=lambda item: _lot(seed, item.id)):
        by_rule[item.rule].append(item)
    found: list[Suppressed] = []
    rules = sorted(by_rule, key=lambda rule: _lot(seed, rule))
    while len(found) < size and any(by_rule.values()):
        for rule in rules:
            if by_rule[rule] and len(found) < size:
                found.append(by_rule[rule].pop(0))
    return tuple(found)


def _lot(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()


def score(answers: Sequence[Answer], weeks: Mapping[datetime, Week]) -> dict[str, tuple[Line, ...]]:
    """Precision and recall of silence by ``rule`` and by ``source``, and of ``all``."""
    judged = Counter((one.week, one.rule) for one in answers)
    weight = {one.id: weeks[one.week].population[one.rule] / judged[one.week, one.rule] for one in answers}
    told = sum((week.alerts for week in weeks.values()), Counter[str]())
    everything = told.total()
    return {
        "rule": _lines(answers, weight, lambda one: one.rule, lambda _: everything),
        "source": _lines(answers, weight, lambda one: one.outlet, lambda name: told[name]),
        "all": _lines(answers, weight, lambda _: "all", lambda _: everything),
    }


def _lines(
    answers: Iterable[Answer], weight: Mapping[str, float], of: Callable[[Answer], str], told: Callable[[str], int]
) -> tuple[Line, ...]:
    groups: dict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        groups[of(one)].append(one)
    return tuple(_line(name, groups[name], weight, told(name)) for name in sorted(groups))


def _line(name: str, answers: Sequence[Answer], weight: Mapping[str, float], told: int) -> Line:
    missed = sum(weight[one.id] for one in answers if one.should)
    whole = sum(weight[one.id] for one in answers)
    return Line(
        name=name,
        judged=len(answers),
        wrong=sum(one.should for one in answers),
        precision=1.0 - missed / whole if whole else 1.0,
        missed=round(missed, 1),
        recall=told / (told + missed) if told + missed else None,
    )


def score_to_json(found: Mapping[str, Sequence[Line]]) -> list[dict[str, Any]]:
    """A line a group, as ``alerts audit --score --json`` prints them."""
    return [
        {
            "id": f"{kind}:{line.name}",
            "kind": kind,
            "name": line.name,
            "judged": line.judged,
            "wrong": line.wrong,
            "precision": round(line.precision, 4),
            "missed": line.missed,
            "recall": None if line.recall is None else round(line.recall, 4),
        }
        for kind, lines in found.items()
        for line in lines
    ]
