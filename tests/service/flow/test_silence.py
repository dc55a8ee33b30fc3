"""Silence is visible: what becomes of a feed that dies, moves, empties, freezes, refuses, or is now something else."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from service.flow.hearing import NEVER
from service.flow.poll import poll
from service.reference import Reference
from service.store.sources import SourceRow, source_rows
from tests.service.flow.world import NOON, World, story, world
from watchers.errors import BadStatus, Unreachable
from watchers.standing import Trouble

HOUR, DAY = 3600.0, 86400.0


def source(one: World) -> SourceRow:
    with one.kit.store.reading() as c:
        return source_rows(c)[0]


async def polled(one: World, seconds: float, *ids: int) -> list[str]:
    """Poll after so long; what the log then says of troubles."""
    one.times.pass_by(seconds)
    with capture_logs() as logs:
        await poll(one.kit, list(ids or (1,)))
    return [line["event"] for line in logs if line["event"] in {"feed in trouble", "feed well again", "feed moved", "feed slid"}]


def status(number: int) -> BadStatus:
    return BadStatus(f"status {number}", url="", status=number)


async def test_a_feed_that_is_gone_is_asked_no_more_until_a_person_says_so(one: World) -> None:
    """C18: 410 stops at once, told once."""
    room = one.network.room()
    one.watch(room.feed_url)
    one.network.fail(room.feed_url, status(410))
    assert await polled(one, 0.0) == ["feed in trouble"]
    row = source(one)
    assert (row.state, row.next_due) == ("dead", NEVER)


async def test_a_missing_feed_is_dead_after_days_and_told_once(one: World) -> None:
    """C18: 404 n times; a good answer ends it and says so."""
    room = one.network.room()
    one.watch(room.feed_url)
    one.network.fail(room.feed_url, *(status(404) for _ in range(6)))
    told = [await polled(one, seconds) for seconds in (0.0, HOUR, DAY, DAY, DAY, DAY)]
    assert told == [[], [], [], [], ["feed in trouble"], []]
    assert source(one).state == "dead"
    assert source(one).next_due < NOON + timedelta(days=5)
    assert await polled(one, HOUR) == ["feed well again"]
    assert source(one).state == "watched"


async def test_while_nobody_answers_no_feed_is_called_down(one: World) -> None:
    """Our own network's fault is nobody's trouble; as soon as one other feed was reached it is the feed's."""
    rooms = [one.network.room(port) for port in (8001, 8002, 8003, 8004)]
    one.watch(*(room.feed_url for room in rooms))
    lost = [Unreachable("no route", url="") for _ in range(4)]
    for room in rooms:
        one.network.fail(room.feed_url, *lost[:3])
    for seconds in (0.0, DAY, DAY):
        assert await polled(one, seconds, 1, 2, 3, 4) == []
    one.network.fail(rooms[0].feed_url, *lost)
    told = [await polled(one, seconds, 1, 2, 3, 4) for seconds in (HOUR, HOUR, DAY)]
    assert told == [[], [], ["feed in trouble"]]
    assert source(one).watch.standing.trouble is Trouble.DOWN


async def test_a_page_where_the_feed_was_is_told_and_its_validators_are_not_kept(one: World) -> None:
    """C14: 200 with HTML is no success; the wait doubles, and what the feed last gave is still asked with."""
    room = one.network.room()
    room.publish(story("one"))
    one.watch(room.feed_url)
    await poll(one.kit, [1])
    before = one.rows("SELECT etag, last_good FROM feeds")
    page = (200, "text/html", b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>")
    object.__setattr__(room, "answer", lambda _path: page)
    told = [await polled(one, seconds) for seconds in (HOUR, HOUR, HOUR, HOUR)]
    assert told == [[], [], ["feed in trouble"], []]
    row = source(one)
    assert (row.state, row.watch.standing.why) == ("wall", "a check for robots stands where a feed should be")
    assert one.rows("SELECT etag, last_good FROM feeds") == before
    assert row.next_due - one.times.now > timedelta(minutes=60)


async def test_a_feed_that_becomes_empty_is_told_and_what_comes_back_is_not_news(one: World) -> None:
    """C13: no alerts for old entries, and the trouble ends."""
    room = one.network.room()
    stories = [story(f"n{number}", hour=number) for number in range(4)]
    for told in stories:
        room.publish(told)
    one.watch(room.feed_url)
    await poll(one.kit, [1])
    room.stories.clear()
    assert [await polled(one, seconds) for seconds in (HOUR, HOUR, 6 * HOUR)] == [[], [], ["feed in trouble"]]
    assert source(one).state == "empty"
    room.stories.extend(reversed(stories))
    assert await polled(one, HOUR) == ["feed well again"]
    assert len(one.rows("SELECT id FROM articles")) == 4


@pytest.mark.parametrize("number", [401, 403])
async def test_a_feed_that_refuses_us_is_told_once_and_asked_ever_less_often(one: World, number: int) -> None:
    """After six hours of it, in words; it is never given up, and what it answers in the end makes it well again."""
    room = one.network.room()
    one.watch(room.feed_url)
    one.network.fail(room.feed_url, *(status(number) for _ in range(5)))
    assert [await polled(one, seconds) for seconds in (0.0, HOUR, 5 * HOUR, DAY, DAY)] == [[], [], ["feed in trouble"], [], []]
    row = source(one)
    assert (row.state, row.next_due - one.times.now < timedelta(hours=7)) == ("refused", True)
    assert row.watch.standing.why.endswith(f"(status {number})")
    assert await polled(one, DAY) == ["feed well again"]


async def test_a_feed_whose_bytes_change_and_that_brings_nothing_is_silent(one: World) -> None:
    """It is built anew every day, out of what was known already."""
    room = one.network.room()
    one.watch(room.feed_url)
    for number in range(24):
        room.publish(story(f"n{number}"))
        await polled(one, HOUR)
    told = []
    for day in range(5):
        room.outlet = f"Room 8001, day {day}"
        told.append(await polled(one, DAY))
    assert told.count(["feed in trouble"]) == 1
    assert source(one).state == "silent"
    assert "a day was usual" in source(one).watch.standing.why


async def test_a_feed_that_falls_silent_against_its_own_baseline_is_told_once(one: World) -> None:
    """It answers with the same bytes, far longer than it ever did: frozen."""
    room = one.network.room()
    one.watch(room.feed_url)
    for number in range(24):
        room.publish(story(f"n{number}"))
        assert await polled(one, HOUR) == []
    told = [await polled(one, DAY) for _ in range(5)]
    assert told.count(["feed in trouble"]) == 1
    assert source(one).state == "frozen"
    room.publish(story("again"))
    assert await polled(one, HOUR) == ["feed well again"]
    assert source(one).watch.standing.trouble is None


async def test_a_window_that_slid_past_unread_entries_is_noticed(one: World) -> None:
    """C12: nothing of the list is known, so what was between was never seen; it is asked again as soon as may be."""
    room = one.network.room()
    for number in range(5):
        room.publish(story(f"old{number}"))
    one.watch(room.feed_url)
    await poll(one.kit, [1])
    room.stories[:] = [story(f"new{number}") for number in range(5)]
    assert await polled(one, 3 * HOUR) == ["feed slid"]
    assert source(one).watch.slid_at == one.times.now
    room.stories[:] = [story(f"newer{number}") for number in range(5)]
    assert await polled(one, HOUR) == []  # told once a week at the most
    room.stories[1:] = [story(f"newest{number}") for number in range(4)]
    assert await polled(one, HOUR) == []


async def test_a_host_that_asks_for_patience_gets_it_for_all_its_feeds(one: World) -> None:
    """C19: after 429 the other feeds of the job are not asked, and wait as long."""
    rooms = [one.network.room(port) for port in (8001, 8002, 8003)]
    one.watch(*(room.feed_url for room in rooms))
    patience = timedelta(hours=2)
    one.network.fail(rooms[1].feed_url, BadStatus("status 429", url="", status=429, retry_after=patience))
    await poll(one.kit, [1, 2, 3])
    assert one.network.asked == [rooms[0].feed_url, rooms[1].feed_url]
    dues = one.column("SELECT next_due FROM feeds ORDER BY id")
    assert dues[1] == dues[2] == int((NOON + patience).timestamp()) * 1_000_000


@pytest.mark.parametrize("rhythm", [False, True])
async def test_feeds_are_asked_in_their_own_rhythm_where_that_is_wanted(reference: Reference, *, rhythm: bool) -> None:
    """A feed that brings two entries a day is not asked every five minutes; without a rhythm it is."""
    one = world(reference)
    object.__setattr__(one.kit.policy, "in_rhythm", rhythm)
    room = one.network.room()
    one.watch(room.feed_url)
    for number in range(10):
        room.publish(story(f"n{number}"))
        await polled(one, DAY / 2)
    wait = source(one).next_due - one.times.now
    assert (wait > timedelta(minutes=15)) is rhythm
    assert wait <= timedelta(minutes=120)
    one.close()


async def test_a_moved_feed_is_asked_where_it_went_after_three_agreeing_answers(one: World) -> None:
    """C15, C16, C17: kept and told once, its articles staying what they are; not so a temporary redirect, or another's feed."""
    room, new, parked = (one.network.room(port) for port in (8001, 8002, 8003))
    for number in range(3):
        room.publish(story(f"n{number}"))
    one.watch(room.feed_url)
    await poll(one.kit, [1])
    parked.outlet = "Domains for sale"
    parked.publish(story("cheap"))
    one.network.moved[room.feed_url] = (parked.feed_url, True)
    assert [await polled(one, HOUR) for _ in range(5)] == [[], [], ["feed in trouble"], [], []]
    assert source(one).state == "page"
    assert len(one.rows("SELECT id FROM articles")) == 3
    new.port, new.stories, new.outlet = room.port, room.stories, room.outlet
    one.network.rooms["127.0.0.1:8002"] = new
    away = new.feed_url.replace("8001", "8002")
    one.network.moved[room.feed_url] = (away, False)
    assert [await polled(one, HOUR) for _ in range(4)] == [["feed well again"], [], [], []]
    one.network.moved[room.feed_url] = (away, True)
    assert [await polled(one, HOUR) for _ in range(3)] == [[], [], ["feed moved"]]
    assert await polled(one, HOUR) == []
    assert one.network.asked[-1] == away
    row = source(one)
    assert (row.feed.url, row.watch.moved_to) == (room.feed_url, away)
