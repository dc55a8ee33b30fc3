"""Is a feed due, when next, which of its entries are new, when is an article read again: pure; clock and chance come in."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from watchers.model import Entry, Listing

LONGEST_BACKOFF: Final = timedelta(hours=6)
"""A feed that keeps failing is still asked four times a day."""

SHORTEST_RETRY: Final = timedelta(minutes=1)
LONGEST_RETRY: Final = timedelta(hours=24)
"""A server may ask for patience within these bounds; what it says beyond them (past dates, 10^9 seconds) is brought back."""

_DOUBLINGS: Final = 20
"""More would overflow and change nothing: the ladder ends at ``LONGEST_BACKOFF`` long before."""

_ENOUGH_WORDS: Final = 60
_ENOUGH_TITLE: Final = 20
"""Characters."""

_FIRST: Final = datetime.max.replace(tzinfo=UTC)


def next_due(now: datetime, *, every: timedelta, failures: int, retry_after: timedelta | None, jitter: float) -> datetime:
    """When to ask a feed again.

    ``every`` doubles with each failure in a row and ends at six hours (or at ``every`` where that is longer); ``jitter`` in
    [0, 1) moves the wait by up to a tenth either way, so that feeds started together drift apart. Never earlier than
    ``retry_after``, which counts as at least one minute and at most a day.
    """
    ladder = min(every * (1 << min(max(failures, 0), _DOUBLINGS)), max(every, LONGEST_BACKOFF))
    wait = ladder * (0.9 + 0.2 * jitter)
    if retry_after is not None:
        wait = max(wait, min(max(retry_after, SHORTEST_RETRY), LONGEST_RETRY))
    return now + wait


def fresh(listing: Listing, known: Collection[str], cap: int) -> tuple[Entry, ...]:
    """The entries whose identity is not ``known``, the newest first, at most ``cap``; the others wait for the next poll.

    No entry is left out for its date: an undated one counts as newest, and equal dates keep the feed's own order.
    """
    unseen = [entry for entry in listing.entries if entry.identity not in known]
    unseen.sort(key=lambda entry: entry.published or entry.updated or _FIRST, reverse=True)
    return tuple(unseen[: max(cap, 0)])


def next_visit(
    first: datetime, now: datetime, *, ages: Sequence[timedelta], made: int, jitter: float
) -> tuple[int, datetime] | None:
    """When an article first seen at ``first`` is read again, and how many readings are made or missed by then.

    ``ages``: how old it is to be at each, rising; ``made``: how many are behind it; ``jitter`` in [0, 1) moves each by up to a
    tenth of its age either way. What came due while nobody looked is made up for by no more than the reading just made.
    ``None``: never again.
    """
    for number in range(max(made, 0), len(ages)):
        due = first + ages[number] * (0.9 + 0.2 * jitter)
        if due > now:
            return number, due
    return None


def telling(entry: Entry) -> bool:
    """Whether the words and the date of an entry are its own, so that the same ones under another address are the same entry.

    Outlets change GUIDs and opaque links from poll to poll. A bare heading under a bare date may well come twice.
    """
    if len(entry.summary) >= _ENOUGH_WORDS:
        return True
    date = entry.published or entry.updated
    return date is not None and (date.hour, date.minute, date.second) != (0, 0, 0) and len(entry.title) >= _ENOUGH_TITLE
