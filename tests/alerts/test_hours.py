"""Quiet hours, a budget's day and the time of a digest, in the channel's own time zone, also when its clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.audience import Hours
from alerts.hours import day_began, last_digest, next_digest, quiet_until

PARIS = Hours(channel="C1", zone=ZoneInfo("Europe/Paris"), quiet=(time(22), time(7)), digest=time(8, 30), daily=True)


def utc(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (utc(2, 20, 59), None),
        (utc(2, 21, 0), utc(3, 6)),
        (utc(3, 5, 59), utc(3, 6)),
        (utc(3, 6, 0), None),
        (utc(28, 21, 30), utc(29, 5)),  # that night has an hour less
        (utc(24, 20, 30, month=10), utc(25, 6, month=10)),  # and this one an hour more
    ],
)
def test_quiet_hours_end_in_the_morning_of_the_channel(now: datetime, until: datetime | None) -> None:
    """From ten in the evening to seven, in Paris."""
    assert quiet_until(PARIS, now) == until


def test_a_budget_begins_at_the_channels_midnight() -> None:
    """One hour before that of UTC, in winter."""
    assert day_began(PARIS, utc(2, 22, 59)) == utc(1, 23)
    assert day_began(PARIS, utc(2, 23)) == utc(2, 23)


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1)))  # noqa: DTZ001 - made aware below
def test_digests_follow_each_other_without_a_gap_or_a_double(moment: datetime) -> None:
    """The next one is later than now and is the last one then; a day has one."""
    now = moment.replace(tzinfo=UTC)
    due = next_digest(PARIS, now)
    last = last_digest(PARIS, now)
    after = last_digest(PARIS, due)
    assert last is not None
    assert after is not None
    assert last[1] <= now < due == after[1]
    assert timedelta(hours=23) <= due - last[1] <= timedelta(hours=25)
    assert after[0] == last[0] + timedelta(days=1)


def test_a_time_that_the_clocks_skip_is_no_day_without_a_digest() -> None:
    """Half past two on the last Sunday of March does not exist in Paris."""
    skipped = Hours(channel="C1", zone=ZoneInfo("Europe/Paris"), digest=time(2, 30), daily=True)
    last = last_digest(skipped, utc(29, 12))
    assert last is not None
    assert (last[0].day, last[1]) == (29, utc(29, 1, 30))


def test_a_channel_without_a_digest_has_none() -> None:
    """What is held there waits for midnight."""
    assert last_digest(Hours(channel="C1"), utc(2, 12)) is None
    assert next_digest(Hours(channel="C1"), utc(2, 12)) == utc(3, 0)
