"""Clocks that jump, stand, or are changed by law: no storm of alerts, no silence, and every interval is exact."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]  # the package ships no types
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine.default import DefaultDialect

from service.clock import Clock
from service.schedule import BEAT_SECONDS
from service.store.columns import Instant
from tests.journeys.test_daemon import outbox
from tests.robustness.house import Street, Wall, come, house
from tests.standins.slack import ROOT
from tests.tools.daemons import until
from watchers.formats.syndication import parse_feed
from watchers.polling import next_due

STEPS = (timedelta(days=1), timedelta(days=-1), timedelta(hours=1), timedelta(hours=-1))
DAY = timedelta(days=1)
# the hour that is there twice, the one that is missing, both in two zones; a leap day; a leap second; the ends of years
EDGES = tuple(
    datetime.fromisoformat(moment)
    for moment in (
        "2026-10-25T01:00:00+00:00",
        "2026-03-29T01:00:00+00:00",
        "2026-11-01T06:00:00+00:00",
        "2026-03-08T07:00:00+00:00",
        "2028-02-29T00:00:00+00:00",
        "2028-03-01T00:00:00+00:00",
        "2016-12-31T23:59:59+00:00",
        "2027-01-01T00:00:00+00:00",
        "2000-01-01T00:00:00+00:00",
    )
)
DIALECT = DefaultDialect()
moments = st.builds(
    lambda edge, seconds: edge + timedelta(seconds=seconds), st.sampled_from(EDGES), st.floats(-7200, 7200, allow_nan=False)
)


@pytest.mark.parametrize("step", STEPS, ids=str)
async def test_a_clock_that_jumps_brings_neither_a_storm_nor_silence(street: Street, step: timedelta) -> None:
    """F09: what was told is not told again, and the next story is told at once, whichever way the clock jumps; and back."""
    wall = Wall()
    street.publish()
    async with house(street.settings, wall) as running:
        await street.stand(1)
        wall.away = step
        street.publish()
        await street.stand(2)
        wall.away = timedelta()
        street.publish()
        await street.stand(3)
        await running.green()
    assert street.posts() == 3


@pytest.mark.parametrize("away", [DAY, -DAY, timedelta(hours=1)], ids=str)
async def test_a_lost_answer_is_looked_up_although_the_clock_is_wrong(street: Street, away: timedelta) -> None:
    """F09: Slack stored the message and its answer was lost; by our clock it was stored yesterday, or will be tomorrow."""
    street.slack.faults({"kind": "drop", "match": "chat.postMessage"})
    street.publish()
    async with house(street.settings, Wall(away=away)) as running:
        await come(lambda: running.rows("SELECT state FROM outbox") == [("sent",)])
    assert (len(street.standing()), street.posts()) == (1, 1)


async def test_a_clock_that_stands_turns_readiness_red_until_it_goes(street: Street) -> None:
    """F09: nothing would ever come due; the process itself is live, for a restart would not mend it."""
    wall = Wall()
    async with house(street.settings, wall) as running:
        running.app.pulse.still = 1.5
        await running.green()
        wall.stands = wall.now()
        street.publish()
        assert await running.red("clock") == "fail: stands still"
        assert (await running.ask("live"))[0]
        wall.stands = None
        await street.stand(1)
        await running.green()


def test_a_daemon_started_a_day_earlier_than_it_ended_goes_on(street: Street) -> None:
    """F09: the real process under the clock of tomorrow, then of today: one message a story."""
    settings = street.settings
    for away, number in ((DAY, 1), (timedelta(), 2)):
        street.publish()
        command = [sys.executable, "-m", "tests.robustness.moved", str(away.total_seconds()), str(settings)]
        environment = {**os.environ, "TZ": "Europe/Paris"}
        with (
            (street.folder / "daemon.log").open("ab") as log,
            subprocess.Popen(command, cwd=ROOT, stderr=log, env=environment) as p,
        ):
            try:
                until(lambda wanted=number: len(street.standing()) >= wanted)  # type: ignore[misc]  # a default binds the number
                p.terminate()
                assert p.wait(30) == 0
            finally:
                p.kill()
    keys = street.standing()
    assert (len(keys), len(set(keys))) == (2, 2)
    assert outbox(street.folder) == [("sent", 1)] * 2


@pytest.mark.parametrize("edge", [EDGES[0], EDGES[1], EDGES[4], EDGES[7]], ids=lambda edge: edge.isoformat())
async def test_nothing_happens_when_the_law_changes_the_clock(street: Street, edge: datetime) -> None:
    """F10: a story before and one after the hour is doubled, is missing, the leap day begins, or the year ends."""
    wall = Wall(away=edge - timedelta(seconds=1) - Clock().now())
    street.publish()
    async with house(street.settings, wall) as running:
        await come(lambda: wall.now() > edge and len(street.standing()) == 1)
        street.publish()
        await street.stand(2)
        await running.green()


@given(now=moments, every=st.integers(1, 86_400), jitter=st.floats(0, 0.999), failures=st.integers(0, 5))
def test_the_time_between_two_polls_is_exact_in_utc(now: datetime, every: int, jitter: float, failures: int) -> None:
    """F10: whatever the law does in between, the wait is what the ladder says, in elapsed seconds, also in the database."""
    period = timedelta(seconds=every)
    due = next_due(now, every=period, failures=failures, retry_after=None, jitter=jitter)
    plain = next_due(datetime(2026, 6, 15, 12, tzinfo=UTC), every=period, failures=failures, retry_after=None, jitter=jitter)
    assert due - now == plain - datetime(2026, 6, 15, 12, tzinfo=UTC)
    assert due.tzinfo is UTC
    column = Instant()
    kept = column.process_result_value(column.process_bind_param(due, DIALECT), DIALECT)
    assert kept == due
    local = due.astimezone(ZoneInfo("Europe/Paris"))
    assert column.process_bind_param(local, DIALECT) == column.process_bind_param(due, DIALECT)


@given(now=moments)
def test_a_beat_follows_the_last_by_its_period_whatever_the_law_does(now: datetime) -> None:
    """F10: the trigger counts in UTC: no beat is doubled, none is left out."""
    trigger = IntervalTrigger(seconds=BEAT_SECONDS, timezone=UTC, start_date=now)
    first = trigger.get_next_fire_time(None, now)
    second = trigger.get_next_fire_time(first, first)
    assert second - first == timedelta(seconds=BEAT_SECONDS)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Sat, 31 Dec 2016 23:59:60 GMT", datetime(2016, 12, 31, tzinfo=UTC)),  # to the day
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        ("Thu, 29 Feb 2024 10:00:00 +0100", datetime(2024, 2, 29, 9, tzinfo=UTC)),
        ("Wed, 29 Feb 2023 10:00:00 GMT", None),
        ("Sun, 25 Oct 2026 02:30:00 +0200", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Sun, 25 Oct 2026 02:30:00 +0100", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_an_entry_is_never_lost_for_an_odd_date(said: str, meant: datetime | None) -> None:
    """F10: a leap second, a leap day, one that never was, an hour that is there twice: understood, or undated."""
    body = f"<rss version='2.0'><channel><title>t</title><item><title>x</title><pubDate>{said}</pubDate></item></channel></rss>"
    (entry,) = parse_feed(body.encode(), url="https://a.example/feed", content_type=None).entries
    assert entry.published == meant
