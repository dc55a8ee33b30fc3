"""Rhythm: how long to wait, from what a feed has brought and when; the clock is an argument."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.model import Tier
from watchers.rhythm import LONGEST, TEMPO, Bounds, Rhythm, bounds, heard, opening, share_on_beat, wait

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
WIDE = Bounds(shortest=MINUTE, longest=DAY)


def steady(rate: float, days: int = 40) -> Rhythm:
    """A feed that for weeks brought so many entries a day, at every hour alike."""
    rhythm = Rhythm(at=NOON - days * DAY)
    for number in range(int(rate * days)):
        at = NOON - days * DAY + (number + (number * 0.618) % 1) * DAY / rate
        rhythm = heard(rhythm, [at], at)
    return rhythm


@pytest.mark.parametrize(("often", "seldom", "times"), [(32.0, 8.0, 2.0), (72.0, 8.0, 3.0)])
def test_four_times_the_entries_are_asked_for_twice_as_often(often: float, seldom: float, times: float) -> None:
    """The square root of the rate, not the rate: quiet feeds are not starved."""
    assert wait(steady(seldom), 1.0, WIDE, NOON) / wait(steady(often), 1.0, WIDE, NOON) == pytest.approx(times, rel=0.1)


def test_what_is_on_the_beat_counts_and_the_rest_does_not() -> None:
    """A quarter on the beat is waited for twice as long; a feed that was never on it is still asked."""
    rhythm = steady(8.0)
    assert wait(rhythm, 0.25, WIDE, NOON) / wait(rhythm, 1.0, WIDE, NOON) == pytest.approx(2.0, rel=0.01)
    assert share_on_beat(0, 0) == 0.5
    assert share_on_beat(0, 10_000) == 0.05
    assert share_on_beat(98, 96 + 4) == pytest.approx(100 / 104)


def test_one_entry_a_day_gives_the_tempo() -> None:
    """The one figure by which the whole budget is set."""
    assert wait(steady(1.0, 200), 1.0, WIDE, NOON) == pytest.approx(TEMPO, rel=0.15)


def test_a_silent_feed_slows_down_and_its_baseline_stays() -> None:
    """A rate is forgotten by halves; what it was before the silence is what the silence is held against."""
    rhythm = steady(24.0)
    later = NOON + 14 * DAY
    assert wait(rhythm, 1.0, WIDE, later) > 1.6 * wait(rhythm, 1.0, WIDE, NOON)
    assert rhythm.rate == pytest.approx(24, rel=0.05)
    assert rhythm.now(later).rate < 0.5 * rhythm.rate


def test_polls_go_to_the_hours_at_which_entries_come() -> None:
    """By day more often than by night; a wait that begins at night ends when the day does begin."""
    rhythm = Rhythm(at=NOON - 40 * DAY)
    for day in range(40):
        for hour in (13, 14, 15, 16, 17, 18):
            at = NOON - (40 - day) * DAY + (hour - 12) * HOUR
            rhythm = heard(rhythm, [at] if at < NOON else [], min(at, NOON))
    by_day, by_night = wait(rhythm, 1.0, WIDE, NOON + 3 * HOUR), wait(rhythm, 1.0, WIDE, NOON + 10 * HOUR)
    assert by_night > 2 * by_day
    morning = NOON + 23 * HOUR  # two hours before the first entry comes
    assert morning + wait(rhythm, 0.3, WIDE, morning) < NOON + 26 * HOUR


def test_a_first_listing_tells_the_rhythm() -> None:
    """From its dates: nothing of the past a month ago, of the future or without a date; without any, a guess."""
    dates = [NOON - number * 2 * HOUR for number in range(84)]
    told = opening([*dates, None, NOON + DAY, NOON - 400 * DAY], NOON)
    assert told.rate == pytest.approx(12, rel=0.1)
    assert opening([None, NOON + DAY], NOON) == Rhythm(at=NOON)
    assert Rhythm(at=NOON).rate == 4.0


def test_every_tier_has_its_bounds() -> None:
    """``every`` is the shortest wait; a longer one of the desk's counts beyond the tier's longest."""
    for tier in Tier:
        within = bounds(5 * MINUTE, tier, None)
        assert (within.shortest, within.longest) == (5 * MINUTE, LONGEST[tier])
        assert wait(steady(2000.0, 2), 1.0, within, NOON) == within.shortest
        assert wait(Rhythm(at=NOON - 300 * DAY), 0.05, within, NOON) == within.longest
    assert bounds(6 * HOUR, Tier.PRIMARY, None) == Bounds(shortest=6 * HOUR, longest=6 * HOUR)


@pytest.mark.parametrize(
    ("declared", "shortest"),
    [(None, 5), (timedelta(0), 5), (10 * MINUTE, 10), (HOUR, 45), (timedelta(days=365), 45)],
)
def test_what_a_publisher_declares_is_kept_to_within_the_tiers_patience(declared: timedelta | None, shortest: int) -> None:
    """C25: a time to live of an hour or a year is brought down to what the desk can bear."""
    assert bounds(5 * MINUTE, Tier.PRIMARY, declared).shortest == shortest * MINUTE


@given(
    st.lists(st.none() | st.datetimes(timezones=st.just(UTC)), max_size=30),
    st.floats(0, 1),
    st.timedeltas(timedelta(), timedelta(days=500)),
)
def test_no_date_breaks_the_bounds(dates: list[datetime | None], share: float, silence: timedelta) -> None:
    """Whatever a feed says of its dates, the wait is within its bounds."""
    within = bounds(5 * MINUTE, Tier.GENERAL, None)
    rhythm = heard(opening(dates, NOON), dates, NOON + HOUR)
    assert within.shortest <= wait(rhythm, max(share, 0.05), within, NOON + silence) <= within.longest
