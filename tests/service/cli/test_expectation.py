"""A replay held against what a labeller expected."""

import json
from pathlib import Path

import pytest

from service.expectation import ExpectationError, load
from tests.service.cli.scene import Cli

USES = "The U.S. Department of State uses Meta’s Llama, officials said."
DENIES = "The U.S. Department of State does not use Meta’s Llama, its spokesman Ned Gray said."
STATE = {"kind": "agency", "vendor": "Meta", "agency": "U.S. Department of State"}


def _archive(cli: Cli) -> str:
    texts = {"1": USES, "2": "Nothing at all happened in Nantes.", "3": DENIES}
    rows = (
        {"id": key, "url": f"https://a{key}.example/1", "lang": "en", "published": f"2025-01-0{key}T10:00:00Z", "text": text}
        for key, text in texts.items()
    )
    return cli.file("day.jsonl", "".join(json.dumps(row) + "\n" for row in rows))


def _expected(cli: Cli, third: str) -> str:
    cli.file("labels.jsonl", "".join(json.dumps({"id": key, "facts": facts}) + "\n" for key, facts in LABELS.items()))
    rows = (
        {"id": "1", "alert": True, "expect": [{"fact": 0, "verdict": "new"}]},
        {"id": "2", "alert": True, "expect": [{"fact": 0, "verdict": "new"}]},
        {"id": "3", "alert": third != "repeats", "expect": [{"fact": 0, "verdict": third, "lookalike_of": "1"}]},
    )
    return cli.file("stream.jsonl", "".join(json.dumps(row) + "\n" for row in rows))


LABELS = {"1": [STATE], "2": [{**STATE, "agency": "NASA"}], "3": [STATE]}


def test_the_score_counts_alerts_verdicts_and_contradictions(cli: Cli) -> None:
    """One alert is right, one that was owed is missing, the contradiction is found; the last line holds the score."""
    *articles, last = cli.lines("replay", _archive(cli), "--expect", _expected(cli, "contradicts"))

    assert [row["id"] for row in articles] == ["1", "2", "3"]
    score = last["score"]
    assert score["alerts"] == {"right": 2, "false": [], "lost": ["2"], "precision": 1.0, "recall": 0.6667}
    assert score["contradictions"] == {"expected": 1, "found": 1, "false": [], "lookalikes": 1, "deceived": []}
    assert {"expected": "new", "given": "none", "facts": 1} in score["verdicts"]
    assert {"expected": "contradicts", "given": "contradicts", "facts": 1} in score["verdicts"]


def test_a_contradiction_that_nobody_expects_is_named(cli: Cli) -> None:
    """Its article stands under false alerts and under false contradictions."""
    score = cli.lines("replay", _archive(cli), "--expect", _expected(cli, "repeats"))[-1]["score"]

    assert score["alerts"]["false"] == ["3"]
    assert score["contradictions"]["false"] == ["3"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("{", 1, "is no JSON"),
        ('{"id": "1", "alert": true}\n', 1, "lacks expect"),
        ('\n{"alert": true, "expect": []}\n', 2, "lacks id"),
        ("[1]\n", 1, "lacks id"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    """What stands in which line, and what is wanted."""
    path = tmp_path / "stream.jsonl"
    path.write_text(text, "utf-8")

    with pytest.raises(ExpectationError, match=says) as caught:
        load(path)

    assert (caught.value.path, caught.value.line) == (path, line)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """Its path stands in the message."""
    with pytest.raises(ExpectationError, match="cannot be read"):
        load(tmp_path / "none.jsonl")
