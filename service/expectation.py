"""A replay against what a labeller expected of it: alerts owed or not, verdicts confused, contradictions found or made up.

The file has the form of the corpus's ``stream.jsonl``: one article a line with ``id``, ``alert`` and ``expect``, whose
entries name a fact by its number in the article's labels, with ``verdict`` and, where they apply, ``conflict`` and
``lookalike_of``. ``labels.jsonl`` beside it says what those facts are, ``entities.json`` which names mean the same;
without the labels only alerts are scored.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alerts.model import Outcome as Verdicted
from service.errors import Misread
from service.replay import Outcome
from watchers.claims.codec import claim_to_json

_DIGITS = 4
_ABSENT = "none"
_CONTRADICTS = Verdicted.CONTRADICTS.value

_Row = Mapping[str, Any]


class ExpectationError(Misread):
    """A file of expected verdicts cannot be used: which, which line (1-based; ``None``: the whole), and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectation:
    """What is expected of an archive, by article id."""

    articles: Mapping[str, _Row]
    facts: Mapping[str, Sequence[_Row]]
    """The labelled facts; empty where no labels are at hand."""
    names: Mapping[str, str]
    """Alias in lower case → the name that labels use."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """How a replay fared. Ids are those of the archive."""

    right_alerts: int
    false_alerts: tuple[str, ...]
    lost_alerts: tuple[str, ...]
    verdicts: Mapping[tuple[str, str], int]
    """(expected, given) → facts; ``none``: not expected, or not read."""
    contradictions: int
    """Expected ones."""
    found: int
    """Of these, judged as such."""
    false_contradictions: tuple[str, ...]
    """Articles with one that nobody expects."""
    lookalikes: int
    """Facts that look like a contradiction and are none."""
    deceived: tuple[str, ...]
    """Articles with such a fact that was judged a contradiction."""

    @property
    def precision(self) -> float:
        """Share of the alerts that were owed."""
        return _share(self.right_alerts, len(self.false_alerts))

    @property
    def recall(self) -> float:
        """Share of the owed alerts that went out."""
        return _share(self.right_alerts, len(self.lost_alerts))


def load(path: Path) -> Expectation:
    """Read a file of expected verdicts and what stands beside it. Raises ``ExpectationError``."""
    labels = path.with_name("labels.jsonl")
    entities = path.with_name("entities.json")
    return Expectation(
        articles={str(row["id"]): row for row in _rows(path, "alert", "expect")},
        facts={str(row["id"]): tuple(row["facts"]) for row in _rows(labels, "facts")} if labels.is_file() else {},
        names=_names(entities) if entities.is_file() else {},
    )


def compare(expected: Expectation, outcomes: Iterable[Outcome]) -> Score:
    """Hold a replay against its expectation. An article that the file does not name is left out."""
    alerts: dict[tuple[bool, bool], list[str]] = {}
    verdicts: Counter[tuple[str, str]] = Counter()
    false: list[str] = []
    deceived: list[str] = []
    lookalikes = 0
    for outcome in outcomes:
        row = expected.articles.get(outcome.id)
        if row is None:
            continue
        alerts.setdefault((bool(row["alert"]), outcome.alert is not None), []).append(outcome.id)
        pairs = tuple(_paired(expected, row, outcome))
        verdicts.update((wanted, given) for wanted, given, _ in pairs)
        false += [outcome.id for wanted, given, _ in pairs if given == _CONTRADICTS != wanted]
        deceived += [outcome.id for wanted, given, alike in pairs if alike and given == _CONTRADICTS != wanted]
        lookalikes += sum(alike for _, _, alike in pairs)
    return Score(
        right_alerts=len(alerts.get((True, True), ())),
        false_alerts=tuple(alerts.get((False, True), ())),
        lost_alerts=tuple(alerts.get((True, False), ())),
        verdicts=dict(verdicts),
        contradictions=sum(count for (wanted, _), count in verdicts.items() if wanted == _CONTRADICTS),
        found=verdicts[_CONTRADICTS, _CONTRADICTS],
        false_contradictions=tuple(false),
        lookalikes=lookalikes,
        deceived=tuple(deceived),
    )


def score_to_json(score: Score) -> dict[str, Any]:
    """The last line of ``replay --expect --json``."""
    return {
        "score": {
            "alerts": {
                "right": score.right_alerts,
                "false": list(score.false_alerts),
                "lost": list(score.lost_alerts),
                "precision": round(score.precision, _DIGITS),
                "recall": round(score.recall, _DIGITS),
            },
            "contradictions": {
                "expected": score.contradictions,
                "found": score.found,
                "false": list(score.false_contradictions),
                "lookalikes": score.lookalikes,
                "deceived": list(score.deceived),
            },
            "verdicts": [
                {"expected": one, "given": other, "facts": count} for (one, other), count in sorted(score.verdicts.items())
            ],
        }
    }


def sheet(score: Score) -> str:
    """The score for people: alerts, contradictions, then the confusion of verdicts as a table."""
    given = sorted({other for _, other in score.verdicts})
    wide = max(map(len, given), default=0)
    lines = [
        f"alerts: precision {score.precision:.3f}, recall {score.recall:.3f} ({score.right_alerts} right)",
        f"  false: {', '.join(score.false_alerts) or 'none'}",
        f"  lost: {', '.join(score.lost_alerts) or 'none'}",
        f"contradictions: {score.found} of {score.contradictions} found",
        f"  false: {', '.join(score.false_contradictions) or 'none'}",
        f"facts that look like a contradiction and are none: {score.lookalikes}, taken for one: {len(score.deceived)}",
    ]
    if given:
        lines += ["", f"{'expected / given':<{_FIRST}}" + "".join(f"{other:>{wide + 2}}" for other in given)]
    for one in sorted({one for one, _ in score.verdicts}):
        lines.append(f"{one:<{_FIRST}}" + "".join(f"{score.verdicts.get((one, other), 0):>{wide + 2}}" for other in given))
    return "\n".join(lines)


_FIRST = 18


def _share(right: int, wrong: int) -> float:
    return right / (right + wrong) if right + wrong else 1.0


# ---------------------------------------------------------------------------------------------------------------- pairing


def _paired(expected: Expectation, row: _Row, outcome: Outcome) -> Iterator[tuple[str, str, bool]]:
    """Each fact and each verdict once: expected verdict, given verdict, whether the fact only looks like a contradiction."""
    facts = expected.facts.get(outcome.id)
    if facts is None:
        return
    left = [(_key(expected.names, claim_to_json(verdict.claim)), verdict.outcome.value) for verdict in outcome.verdicts]
    for one in row["expect"]:
        wanted = _key(expected.names, facts[one["fact"]])
        match = next((pair for pair in left if pair[0] == wanted), None)
        if match is not None:
            left.remove(match)
        yield str(one["verdict"]), match[1] if match else _ABSENT, "lookalike_of" in one
    for _, given in left:
        yield _ABSENT, given, False


def _key(names: Mapping[str, str], fact: _Row) -> tuple[object, ...]:
    """What makes two claims the same claim: kind and subjects; of sums also the amount, to four digits."""

    def known(value: object) -> object:
        return names.get(value.lower(), value) if isinstance(value, str) else value

    kind = fact["kind"]
    if kind == "agency":
        return kind, known(fact["vendor"]), known(fact["agency"])
    if kind == "partner":
        return kind, known(fact["vendor"]), known(fact["partner"])
    amount = float(f"{float(fact['amount']):.{_DIGITS}g}")
    if kind == "price":
        return kind, known(fact["vendor"]), amount
    return kind, " / ".join(str(known(part)) for part in str(fact["subject"]).split(" / ")), fact["measure"], amount


# ---------------------------------------------------------------------------------------------------------------- reading


def _rows(path: Path, *owed: str) -> Iterator[_Row]:
    for number, line in enumerate(_text(path).splitlines(), 1):
        try:
            row = json.loads(line) if line.strip() else None
        except json.JSONDecodeError as error:
            raise ExpectationError(path, number, f"is no JSON: {error.msg}; one object a line is expected") from error
        if row is None:
            continue
        missing = [key for key in ("id", *owed) if not isinstance(row, dict) or key not in row]
        if missing:
            raise ExpectationError(path, number, f"lacks {', '.join(missing)}; give one object a line with id, {', '.join(owed)}")
        yield row


def _names(path: Path) -> dict[str, str]:
    try:
        entities = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise ExpectationError(path, error.lineno, f"is no JSON: {error.msg}") from error
    return {
        alias.lower(): name
        for name, row in entities.items()
        if not row.get("listed")
        for alias in (name, *row.get("aliases", ()))
    }


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ExpectationError(path, None, f"cannot be read: {error}") from error
