"""Verdicts of an article become one alert or none."""

from itertools import permutations

from alerts.composing import compose
from alerts.delivery import Receipt
from tests.alerts.samples import agency, evidence, free, mark, new, silent


def test_an_article_whose_verdicts_are_all_silent_gives_no_alert() -> None:
    """Silence is the rule."""
    verdicts = [silent(agency("GSA", told=evidence()))]
    assert compose(key="k", mark=mark(), verdicts=verdicts, incomplete=None, story_root=None) is None
    assert compose(key="k", mark=mark(), verdicts=[], incomplete=None, story_root=None) is None


def test_verdicts_stand_by_rank_and_then_by_their_place_in_the_text() -> None:
    """In whatever order they come, and silent ones are only counted."""
    late = new(agency("Late", told=evidence(start=900)))
    early = new(agency("Early", told=evidence(start=10)))
    urgent = new(agency("Urgent", told=evidence(start=500)), rank=1)
    quiet = silent(free(told=evidence(start=1)))
    for order in permutations([late, early, urgent, quiet]):
        alert = compose(key="k", mark=mark(), verdicts=order, incomplete="cut", story_root=Receipt(channel="C", ts="1.0"))
        assert alert is not None
        assert alert.verdicts == (urgent, early, late)
        assert (alert.rank, alert.silent, alert.incomplete, alert.key) == (1, 1, "cut", "k")
        assert alert.story_root == Receipt(channel="C", ts="1.0")
