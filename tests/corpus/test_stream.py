"""The development stream through reader and ledger: what alerts, what contradicts, and that no rival does it."""

from functools import cache

from service import expectation
from tests.bench.stream import AGGREGATOR, STORIES, Telling, adjusted_rand, alike_titles, alike_words, quality, rival, told

_ENOUGH = 0.93
_CONTRADICTIONS = 18


@cache
def stream() -> tuple[Telling, ...]:
    """Judged once."""
    return told()


@cache
def expected() -> expectation.Expectation:
    """What the labels want."""
    return expectation.load(STORIES / "stream.jsonl")


def owed() -> dict[str, bool]:
    """Which article should alert."""
    return {key: bool(row["alert"]) for key, row in expected().articles.items()}


def test_alerts_are_right_and_complete_enough() -> None:
    """Precision and recall of the alerts on the labelled stream."""
    score = expectation.compare(expected(), (one.outcome for one in stream()))
    assert score.precision >= _ENOUGH, score.false_alerts
    assert score.recall >= _ENOUGH, score.lost_alerts


def test_contradictions_are_found_and_none_is_made_up() -> None:
    """Eighteen of twenty-one at the least; at most one false one, and none on a fact that only looks like one."""
    score = expectation.compare(expected(), (one.outcome for one in stream()))
    assert (score.contradictions, score.lookalikes) == (21, 23)
    assert score.found >= _CONTRADICTIONS
    assert len(score.false_contradictions) <= 1
    assert score.deceived == ()


def test_no_rival_is_half_as_quiet() -> None:
    """Who alerts on new words or new titles sends at least half as many again, and a third of it is nothing new."""
    ours = sum(one.outcome.alert is not None for one in stream())
    for alike in (alike_words(AGGREGATOR), alike_titles):
        sent = rival(stream(), alike)
        assert sum(sent.values()) > 1.5 * ours
        assert quality(owed(), sent)[0] < 0.7


def test_the_index_of_groups_is_one_for_the_same_and_none_for_chance() -> None:
    """Hand-made groupings: the names of the groups do not matter; one group of all tells nothing."""
    assert adjusted_rand("aabbc", "xxyyz") == 1.0
    assert adjusted_rand("aabb", "abab") < 0.0
    assert adjusted_rand("aabb", "xxxx") == 0.0
