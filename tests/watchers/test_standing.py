"""How a feed stands: which trouble an answer shows, when it is told, and when silence is more than chance."""

from datetime import UTC, datetime, timedelta

import pytest

from watchers.errors import BadStatus, FeedReplaced, NotAFeed, Replaced, TooLarge, Unreachable, WatchError
from watchers.moving import STAYS, Moving, agreed, same_feed
from watchers.rhythm import Rhythm
from watchers.standing import WELL, Answered, Standing, Trouble, answered, failed, is_due, told

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def status(number: int) -> BadStatus:
    return BadStatus(f"status {number}", url="", status=number)


@pytest.mark.parametrize(
    ("error", "trouble", "patience"),
    [
        (status(410), Trouble.DEAD, timedelta()),
        (status(404), Trouble.DEAD, 3 * DAY),
        (status(401), Trouble.REFUSED, 6 * HOUR),
        (status(403), Trouble.REFUSED, 6 * HOUR),
        (status(429), Trouble.REFUSED, DAY),
        (status(503), Trouble.DOWN, DAY),
        (Unreachable("no address", url=""), Trouble.DOWN, DAY),
        (TooLarge("a gigabyte", url=""), Trouble.DOWN, DAY),
        (NotAFeed("no feed in it", url=""), Trouble.PAGE, 2 * HOUR),
        (FeedReplaced("html", url="", by=Replaced.PAGE), Trouble.PAGE, 2 * HOUR),
        (FeedReplaced("html", url="", by=Replaced.CHECK), Trouble.WALL, 2 * HOUR),
    ],
)
def test_each_failure_is_borne_for_its_time_and_then_told_once(error: WatchError, trouble: Trouble, patience: timedelta) -> None:
    """It shows at once; it is due when it has lasted; once told it is not due again, however long it goes on."""
    first = failed(WELL, error, NOON)
    assert (first.trouble, first.since) == (trouble, NOON)
    assert is_due(first, NOON) == (patience == timedelta())
    later = failed(first, error, NOON + patience)
    assert is_due(later, NOON + patience)
    again = failed(told(later, NOON + patience), error, NOON + 300 * DAY)
    assert not is_due(again, NOON + 300 * DAY)
    assert (again.since, again.tell_at) == (NOON, NOON + patience)


def test_another_trouble_begins_its_own_time() -> None:
    """What was told of the first says nothing of the second; a good answer ends both."""
    refused = told(failed(WELL, status(403), NOON), NOON)
    gone = failed(refused, status(404), NOON + DAY)
    assert (gone.trouble, gone.since, gone.told) == (Trouble.DEAD, NOON + DAY, False)
    well = answered(gone, Answered(listed=5, known=True, rhythm=Rhythm(at=NOON + DAY), changed_at=NOON), NOON + 2 * DAY)
    assert well == WELL


def quiet(days: float, *, rate: float = 10.0, changed: float | None = None, before: Standing = WELL) -> Standing:
    """Of a feed that used to bring so many entries a day, after so many days without one; its bytes changed since then or not."""
    rhythm = Rhythm(at=NOON, entries=rate * 10, days=10.0)
    now = NOON + days * DAY
    changed_at = NOON if changed is None else NOON + changed * DAY
    return answered(before, Answered(listed=None, known=True, rhythm=rhythm, changed_at=changed_at), now)


def test_a_feed_is_silent_when_chance_does_not_explain_it() -> None:
    """Held against its own usual rate; a long weekend is none, and a feed that rarely brings something has time."""
    assert quiet(2.9) == WELL
    assert quiet(3.1).trouble is Trouble.FROZEN
    assert quiet(3.1, changed=1.0).trouble is Trouble.SILENT
    assert quiet(3.1, rate=1.0) == WELL
    assert quiet(10.0, rate=1.0).trouble is Trouble.FROZEN
    assert is_due(quiet(3.1), NOON + 4 * DAY)
    assert "10 a day was usual" in quiet(3.1).why


def test_without_evidence_there_is_no_usual_rate() -> None:
    """A feed of which four entries were seen may bring the fifth whenever it likes."""
    rhythm = Rhythm(at=NOON, entries=4.0, days=0.1)
    said = Answered(listed=4, known=True, rhythm=rhythm, changed_at=NOON)
    assert answered(WELL, said, NOON + 300 * DAY) == WELL


def test_a_feed_that_lists_nothing_is_empty_only_if_it_ever_listed_something() -> None:
    """And stays so while it answers "unchanged"; a feed that was always empty is just new."""
    now, rhythm = NOON + HOUR, Rhythm(at=NOON)
    assert answered(WELL, Answered(listed=0, known=False, rhythm=rhythm, changed_at=now), now) == WELL
    empty = answered(WELL, Answered(listed=0, known=True, rhythm=rhythm, changed_at=now), now)
    assert empty.trouble is Trouble.EMPTY
    assert not is_due(empty, now)
    still = answered(empty, Answered(listed=None, known=True, rhythm=rhythm, changed_at=now), now + 6 * HOUR)
    assert is_due(still, now + 6 * HOUR)


def test_a_move_is_kept_after_three_agreeing_answers_over_an_hour() -> None:
    """C15: fewer, quicker, or of two minds do not count."""
    moving, settled = agreed(STAYS, "https://b.example/f", NOON, alike=True)
    moving, settled = agreed(moving, "https://b.example/f", NOON + HOUR / 2, alike=True)
    assert (moving.seen, settled) == (2, None)
    assert agreed(moving, "https://b.example/f", NOON + HOUR / 2, alike=True)[1] is None
    assert agreed(moving, "https://c.example/f", NOON + HOUR, alike=True) == (
        Moving(to="https://c.example/f", seen=1, since=NOON + HOUR),
        None,
    )
    assert agreed(moving, None, NOON + HOUR, alike=True) == (STAYS, None)
    assert agreed(moving, "https://b.example/f", NOON + HOUR, alike=True) == (STAYS, "https://b.example/f")


def test_a_move_to_another_feed_is_not_kept() -> None:
    """C17: an address that was sold redirects for good as well; neither its title nor its entries are those that we know."""
    assert agreed(STAYS, "https://parked.example/", NOON, alike=False) == (STAYS, None)
    assert not same_feed(("Nextgov", "Domains for sale"), overlap=False, fresh=False)
    assert not same_feed(("", ""), overlap=False, fresh=False)
    assert same_feed(("Nextgov ", "nextgov"), overlap=False, fresh=False)
    assert same_feed(("Nextgov", "Nextgov/FCW"), overlap=True, fresh=False)
