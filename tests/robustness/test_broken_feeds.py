"""Three thousand broken and hostile feeds, made from their numbers: a tenth of them here, all of them in `make soak`."""

from collections import Counter

import pytest

from tests.standins.tasks import audited_listings
from watchers.confine.confinement import Confinement

BUDGET = 5.0
"""Processor seconds for one document: the worker's own limit."""
AT_ONCE = 50


async def _read(count: int) -> Counter[str]:
    """What came of so many of them; none opened anything, raised what is not ours, or went over its budget."""
    outcomes: Counter[str] = Counter()
    async with Confinement(workers=1, cpu_seconds=250, wall_seconds=600, preload=("tests.standins.tasks",)) as confined:
        for first in range(0, count, AT_ONCE):
            heard, found = await confined.run(
                audited_listings, range(first, min(first + AT_ONCE, count)), url="https://news.example"
            )
            assert heard == []
            assert [(seed, came) for seed, came, _ in found if came.startswith("!")] == []
            assert [(seed, spent) for seed, _, spent in found if spent > BUDGET] == []
            outcomes.update(came for _, came, _ in found)
    assert outcomes.total() == count
    return outcomes


async def test_three_hundred_broken_feeds_harm_nobody() -> None:
    """No file, no connection, no foreign error, no budget overrun; and of most something is read."""
    outcomes = await _read(300)
    assert outcomes["NotAFeed"] < 150
    assert len(outcomes) >= 8


@pytest.mark.soak
async def test_three_thousand_broken_feeds_harm_nobody() -> None:
    """The same, ten times as many."""
    outcomes = await _read(3000)
    print(f"broken feeds: 3000 read, none harmful: {dict(outcomes.most_common())}")
