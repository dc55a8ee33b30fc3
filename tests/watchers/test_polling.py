"""The rhythm of polling: when next, and which entries first."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.model import Entry, Listing
from watchers.polling import LONGEST_BACKOFF, fresh, next_due

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIVE = timedelta(minutes=5)
MIDDLE = 0.5


def entry(identity: str, published: datetime | None = None, updated: datetime | None = None) -> Entry:
    return Entry(
        identity=identity,
        url=None,
        guid=None,
        title=identity,
        summary="",
        author=None,
        published=published,
        updated=updated,
        lang=None,
    )


def listing(*entries: Entry) -> Listing:
    return Listing(title="", lang=None, entries=entries, ill_formed=None)


@pytest.mark.parametrize(("failures", "minutes"), [(0, 5), (1, 10), (2, 20), (6, 320), (7, 360), (50, 360), (10**9, 360)])
def test_the_wait_doubles_with_each_failure_and_ends_at_six_hours(failures: int, minutes: int) -> None:
    """A dead feed is asked less and less, but never given up."""
    assert next_due(NOW, every=FIVE, failures=failures, retry_after=None, jitter=MIDDLE) - NOW == timedelta(minutes=minutes)


def test_a_slow_feed_does_not_become_quicker_by_failing() -> None:
    """Where ``every`` is longer than the longest backoff, it stays."""
    day = timedelta(days=1)
    assert next_due(NOW, every=day, failures=3, retry_after=None, jitter=MIDDLE) - NOW == day


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        (timedelta(seconds=-5), FIVE),
        (timedelta(0), FIVE),
        (timedelta(minutes=7), timedelta(minutes=7)),
        (timedelta(seconds=10**9), timedelta(hours=24)),
    ],
)
def test_retry_after_is_obeyed_within_bounds(asked: timedelta, waited: timedelta) -> None:
    """C19: The past, and a billion seconds, are brought back to what a newsroom can live with."""
    assert next_due(NOW, every=FIVE, failures=0, retry_after=asked, jitter=MIDDLE) - NOW == waited


def test_retry_after_is_at_least_a_minute() -> None:
    """A feed polled every second still leaves a server that asked for patience alone for a minute."""
    due = next_due(NOW, every=timedelta(seconds=1), failures=0, retry_after=timedelta(seconds=1), jitter=0)
    assert due - NOW == timedelta(minutes=1)


@given(
    every=st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=7)),
    failures=st.integers(min_value=0, max_value=10_000),
    retry=st.none() | st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400)),
    jitter=st.floats(min_value=0, max_value=1, exclude_max=True),
)
def test_the_next_time_is_always_ahead_and_near(every: timedelta, failures: int, retry: timedelta | None, jitter: float) -> None:
    """No rhythm, failure, header or chance makes a feed overdue at once or forgotten."""
    wait = next_due(NOW, every=every, failures=failures, retry_after=retry, jitter=jitter) - NOW
    assert 0.9 * every <= wait + timedelta(microseconds=1)
    assert wait <= max(1.1 * max(every, LONGEST_BACKOFF), timedelta(hours=24))


def test_the_newest_unknown_entries_come_first() -> None:
    """Under a cap the newest are read now, and the others at the next poll."""
    old, new, middle = (entry(name, NOW - timedelta(days=days)) for name, days in (("old", 9), ("new", 1), ("middle", 5)))
    seen = listing(old, new, middle)
    assert [found.identity for found in fresh(seen, set(), 2)] == ["new", "middle"]
    assert [found.identity for found in fresh(seen, {"new", "middle"}, 2)] == ["old"]


def test_no_entry_is_left_out_for_its_date() -> None:
    """No date, 1970 and 2099 are all entries; undated ones keep the feed's order and come first."""
    odd = listing(
        entry("1970", datetime(1970, 1, 1, tzinfo=UTC)), entry("a"), entry("2099", updated=NOW.replace(year=2099)), entry("b")
    )
    assert [found.identity for found in fresh(odd, (), 10)] == ["a", "b", "2099", "1970"]


def test_a_cap_of_nothing_gives_nothing() -> None:
    """A cap that is used up is no error."""
    assert fresh(listing(entry("a")), (), 0) == fresh(listing(entry("a")), (), -3) == ()
