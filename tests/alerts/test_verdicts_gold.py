"""The hundred development stories in order of publication, with gold claims: verdicts, contradictions, look-alikes, alerts."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from alerts.model import ArticleMark, Kinship, Verdict
from tests.alerts.ledger import Ledger
from watchers.claims.codec import claim_from_json
from watchers.claims.model import Claim
from watchers.reading.lineage import lineage

STORIES = Path(__file__).parents[1] / "corpus" / "stories"
LABELS_DIGEST = "4b12014eaeea5d4ee63ea3c210efa7e9075c6f1b4db71a5f4e45e61ddcd44cdc"
STREAM_DIGEST = "a0b1f997ea2f4325e0764ea69410e0324e7ca63931342fd88267ebc4d0ae255c"


@dataclass(frozen=True, kw_only=True)
class Story:
    """One story with its gold claims and the verdicts that the labels expect."""

    mark: ArticleMark
    claims: tuple[Claim, ...]
    group: str
    expect: tuple[dict[str, Any], ...]
    alert: bool


def rows(name: str) -> dict[str, dict[str, Any]]:
    lines = (STORIES / name).read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def gold(fact: dict[str, Any], form: str) -> Claim:
    """The label as a claim; a story that is a correction notice says so of what it claims."""
    claim = claim_from_json(fact)
    return replace(claim, evidence=replace(claim.evidence, corrects=form == "correction"))


def story(path: Path) -> tuple[dict[str, Any], str]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def mark(head: dict[str, Any], body: str) -> ArticleMark:
    published = datetime.fromisoformat(head["published"]).astimezone(UTC)
    origin = lineage(body)
    return ArticleMark(
        article=head["id"],
        url=head["url"],
        outlet=head["outlet"],
        title=head["title"],
        lang=head["lang"],
        published=published,
        seen=published,
        body_sha256=origin.body_sha256,
        sketch=origin.sketch,
        told_to=origin.told_to,
        gist=origin.gist,
        asked=origin.asked,
    )


@cache
def stream() -> tuple[Story, ...]:
    labels = rows("labels.jsonl")
    texts = {head["id"]: (head, body) for head, body in map(story, STORIES.glob("[0-9]*.md"))}
    return tuple(
        Story(
            mark=mark(*texts[number]),
            claims=tuple(gold(fact, labels[number]["form"]) for fact in labels[number]["facts"]),
            group=labels[number]["story_group"],
            expect=tuple(row["expect"]),
            alert=row["alert"],
        )
        for number, row in rows("stream.jsonl").items()
    )


@cache
def judged(*, gold_kin: bool) -> tuple[tuple[Story, tuple[Verdict, ...]], ...]:
    """Every story with our verdicts, kinship by the labels' groups or by what we make of the texts."""
    ledger, told = Ledger(), []
    for one in stream():
        group = {other.mark.article: Kinship.REWRITE for other in stream() if other.group == one.group and other is not one}
        told.append((one, ledger.judge(one.mark, one.claims, group if gold_kin else None)))
    return tuple(told)


def pairs(*, gold_kin: bool) -> Iterator[tuple[Story, dict[str, Any], Verdict]]:
    for one, verdicts in judged(gold_kin=gold_kin):
        for expected, verdict in zip(one.expect, verdicts, strict=True):
            yield one, expected, verdict


def agrees(expected: dict[str, Any], verdict: Verdict) -> bool:
    conflict = verdict.conflict.value if verdict.conflict else None
    return bool(expected["verdict"] == verdict.outcome.value and expected.get("conflict") == conflict)


def test_the_corpus_is_the_one_that_the_floors_were_measured_on() -> None:
    """Another corpus needs other floors."""
    for name, digest in (("labels.jsonl", LABELS_DIGEST), ("stream.jsonl", STREAM_DIGEST)):
        assert hashlib.sha256((STORIES / name).read_bytes()).hexdigest() == digest
    assert sum(len(one.claims) for one in stream()) == 379


def test_every_verdict_is_right_with_gold_kinship() -> None:
    """All 379 verdicts and all kinds of conflict."""
    wrong = [
        (one.mark.article, expected, verdict.explanation)
        for one, expected, verdict in pairs(gold_kin=True)
        if not agrees(expected, verdict)
    ]
    assert wrong == []


def test_what_it_was_held_against_is_the_story_the_labels_name() -> None:
    """The named story holds one of the values that the verdict was held against."""
    missed = [
        (one.mark.article, expected)
        for one, expected, verdict in pairs(gold_kin=True)
        if expected["against"] is not None
        and expected["against"] not in {s.mark.article for _, value in verdict.against for s in value.sightings}
    ]
    assert missed == []


def test_our_own_kinship_costs_little_and_no_alert() -> None:
    """With kinship from texts and claims alone: at least 98 % of the verdicts, every alert and contradiction as before."""
    right = sum(agrees(expected, verdict) for _, expected, verdict in pairs(gold_kin=False))
    assert right >= 373
    loud = {"new", "updates", "changes", "contradicts"}
    wrong = [
        (one.mark.article, expected)
        for one, expected, verdict in pairs(gold_kin=False)
        if not agrees(expected, verdict) and (expected["verdict"] in loud or verdict.rank is not None)
    ]
    assert wrong == []


def test_the_stories_that_alert_are_the_ones_that_should() -> None:
    """64 of the hundred, with either kinship."""
    for gold_kin in (True, False):
        alerting = {one.mark.article for one, verdicts in judged(gold_kin=gold_kin) if any(v.alerts for v in verdicts)}
        assert alerting == {one.mark.article for one in stream() if one.alert}


def test_all_contradictions_and_no_look_alike() -> None:
    """21 of 21, and none of the 23 facts that only look like one."""
    found = [verdict for _, expected, verdict in pairs(gold_kin=False) if expected["verdict"] == "contradicts"]
    assert [verdict.outcome.value for verdict in found] == ["contradicts"] * 21
    alike = [verdict for _, expected, verdict in pairs(gold_kin=False) if "lookalike_of" in expected]
    assert len(alike) == 23
    assert all(verdict.outcome.value != "contradicts" for verdict in alike)


def test_the_whole_stream_again_under_new_addresses_is_silent() -> None:
    """Every article repeats: nothing is sent twice."""
    ledger = Ledger()
    for one in stream():
        ledger.judge(one.mark, one.claims)
    loud = [
        (one.mark.article, verdict.explanation)
        for one in stream()
        for verdict in ledger.judge(
            replace(one.mark, article=f"again-{one.mark.article}", url=f"https://again.example/{one.mark.article}"), one.claims
        )
        if verdict.alerts
    ]
    assert loud == []
