"""The development stream through reader and ledger: what alerts, what contradicts, and that no rival does it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TypeVar, cast

from service import expectation
from service.cli.why import way_to_json
from service.flow.judge import judge
from service.reference import shipped
from service.store.articles import add_article
from service.store.ways import way_of
from tests.bench.stream import (
    AGGREGATOR,
    LOOSE,
    STORIES,
    Telling,
    adjusted_rand,
    alike_titles,
    alike_words,
    groups,
    our_kin,
    quality,
    rival,
    stories,
    told,
)
from tests.service.flow.world import allowed, world
from watchers.claims.model import Extraction
from watchers.model import Article

T = TypeVar("T")
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


def test_copies_rewrites_and_translations_are_grouped_as_the_labeller_did() -> None:
    """By the adjusted Rand index over ``story_group``, with the reader's claims; sketches of words find next to nothing of it."""
    truth = stories(stream())
    assert adjusted_rand(truth, groups(stream(), our_kin)) >= 0.95
    assert adjusted_rand(truth, groups(stream(), alike_words(LOOSE))) < 0.3
    assert adjusted_rand(truth, groups(stream(), alike_words(AGGREGATOR))) < 0.3


def test_the_index_of_groups_is_one_for_the_same_and_none_for_chance() -> None:
    """Hand-made groupings: the names of the groups do not matter; one group of all tells nothing."""
    assert adjusted_rand("aabbc", "xxyyz") == 1.0
    assert adjusted_rand("aabb", "abab") < 0.0
    assert adjusted_rand("aabb", "xxxx") == 0.0


class Extracted:
    """Stands for the confined reader: the claims of these articles were taken out already."""

    def __init__(self, read: tuple[Telling, ...]) -> None:
        self._claims = {one.given.article.text: tuple(verdict.claim for verdict in one.outcome.verdicts) for one in read}

    async def run(self, fn: Callable[..., T], *args: object, url: str) -> T:
        article = cast("Article", args[0])
        return cast("T", Extraction(claims=self._claims[article.text], on_beat=True))


async def test_why_answers_for_every_article_of_the_stream_and_its_reasons_are_the_verdicts() -> None:
    """Alert or silence, and every claim's verdict and reason, as a replay gives them; each silence has a reason of its own."""
    one = await allowed(world(shipped()))
    one.kit = replace(one.kit, confined=Extracted(stream()))
    for each in stream():
        given = each.given.article
        one.times.now = given.published or one.times.now
        with one.kit.store.writing() as c:
            item = add_article(c, given, one.times.now)
        await judge(one.kit, item.article_id)
    seen: Counter[str] = Counter()
    with one.kit.store.reading() as c:
        for each in stream():
            url = each.given.article.url
            way = way_of(c, url)
            assert way is not None
            answer = way_to_json(way)
            version = answer["versions"][seen[url]]
            seen[url] += 1
            expected = [(verdict.outcome.value, verdict.reason.value) for verdict in each.outcome.verdicts]
            assert [(row["outcome"], row["reason"]) for row in version["verdicts"]] == expected, each.given.id
            assert (version["alert"] is not None) == (each.outcome.alert is not None), each.given.id
            assert (version["held"] is None) == (each.outcome.alert is not None), each.given.id
            assert answer["why"].startswith(("it alerted with version", "it did not alert: "))
    one.close()
