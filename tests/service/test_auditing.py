"""A sample of silence: how it is drawn, and what its answers say."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from service.auditing import Week, draw, score, score_to_json
from service.store.suppressed import Answer, Suppressed

WEEK = datetime(2026, 3, 2, tzinfo=UTC)


def item(number: int, rule: str) -> Suppressed:
    return Suppressed(id=f"V-{number}", rule=rule, outlet="O", url="u", title="t", quote="q", explanation="e")


def said(number: int, rule: str, outlet: str, *, should: bool) -> Answer:
    return Answer(id=f"V-{number}", should=should, rule=rule, outlet=outlet, week=WEEK)


def test_a_draw_takes_rules_in_turn_and_is_the_same_every_time() -> None:
    """A rule that kept one thing back is seen beside one that kept back a thousand; another week draws others."""
    items = [item(number, "common") for number in range(1000)] + [item(2000, "rare"), item(2001, "seldom")]
    drawn = draw(items, 20, "2026-03-02")
    assert Counter(one.rule for one in drawn) == {"common": 18, "rare": 1, "seldom": 1}
    assert drawn == draw(list(reversed(items)), 20, "2026-03-02")
    assert drawn != draw(items, 20, "2026-03-09")
    assert len(draw(items[:3], 20, "s")) == 3


def test_answers_stand_for_all_that_their_rule_kept_back() -> None:
    """Two of four wrong in a rule of a hundred: fifty misses; recall is what was told of all that should have been."""
    answers = [said(number, "known", "A" if number < 2 else "B", should=number < 2) for number in range(4)]
    answers += [said(number, "off the beat", "B", should=False) for number in range(4, 6)]
    week = Week(population=Counter({"known": 100, "off the beat": 1000}), alerts=Counter({"A": 30, "B": 20}))
    found = score(answers, {WEEK: week})
    rules = {line.name: line for line in found["rule"]}
    assert (rules["known"].precision, rules["known"].missed, rules["known"].recall) == (0.5, 50.0, 0.5)
    assert (rules["off the beat"].precision, rules["off the beat"].recall) == (1.0, 1.0)
    sources = {line.name: line for line in found["source"]}
    assert sources["A"].recall == pytest.approx(30 / 80)
    assert sources["B"].recall == 1.0
    (everything,) = found["all"]
    assert everything.precision == pytest.approx(1 - 50 / 1100)
    assert everything.recall == 0.5
    assert score_to_json(found)[0] == {
        "id": "rule:known",
        "kind": "rule",
        "name": "known",
        "judged": 4,
        "wrong": 2,
        "precision": 0.5,
        "missed": 50.0,
        "recall": 0.5,
    }


def test_where_nothing_was_told_and_nothing_missed_there_is_no_recall() -> None:
    """It is not one and not zero."""
    week = Week(population=Counter({"r": 1}), alerts=Counter())
    (line,) = score([said(1, "r", "A", should=False)], {WEEK: week})["all"]
    assert (line.precision, line.recall) == (1.0, None)
