"""The siblings' streams through reader and ledger: how many of the alerts that are owed are sent, and how many that are not."""

from pathlib import Path

import pytest

from service import expectation
from tests.bench.stream import told

SIBLINGS = Path(__file__).parent / "siblings"
FLOORS = {"001": (0.80, 0.66), "029": (0.88, 0.88), "043": (0.95, 0.75), "071": (0.85, 0.66)}
"""Precision and recall of the alerts: what was reached."""


@pytest.mark.parametrize("name", FLOORS)
def test_a_stream_alerts_at_least_so_well(name: str) -> None:
    """Alerts of a stream that other hands wrote stay above the floors."""
    folder = SIBLINGS / name
    score = expectation.compare(expectation.load(folder / "stream.jsonl"), (one.outcome for one in told(folder)))
    precision, recall = FLOORS[name]
    assert score.precision >= precision, score.false_alerts
    assert score.recall >= recall, score.lost_alerts
    assert not score.false_contradictions
