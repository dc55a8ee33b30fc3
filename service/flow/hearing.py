"""What an answer, or the lack of one, means for the watching of its feed: when it is asked next, how it stands, where. Pure.

The store keeps what is decided here; what has to be told is told once, by whoever stores it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from service.store.feeds import FeedRow
from service.store.watches import Watch
from watchers.errors import BadStatus, WatchError
from watchers.model import Document, Entry, Listing
from watchers.moving import agreed, same_feed
from watchers.polling import next_due
from watchers.rhythm import Rhythm, begun, bounds, heard, share_on_beat, wait
from watchers.standing import GONE, WELL, Answered, Trouble, answered, failed, is_due, told

NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""When a feed is asked again that its publisher has taken down for good: only once a person says so."""
SLID_AGAIN: Final = timedelta(days=7)
"""A feed that lists nothing known at every poll is told of no more often."""
_FEW: Final = 2
"""Of a list as short as this nothing need be known: one that shows only the day's items starts anew every day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What a poll found in a document."""

    document: Document
    digest: str
    """SHA-256 of its body."""
    listing: Listing
    new: tuple[Entry, ...]
    """New and edited, oldest first."""
    unknown: int
    """Entries that the feed never showed before."""
    overlap: bool
    """Whether anything of it was known."""


def unchanged(watch: Watch, now: datetime) -> Watch:
    """After an answer that holds nothing new, by its bytes."""
    rhythm = watch.rhythm or Rhythm(at=now)
    said = Answered(listed=None, known=bool(watch.listed), rhythm=rhythm, changed_at=watch.changed_at)
    return replace(watch, rhythm=rhythm, standing=answered(watch.standing, said, now))


def listened(watch: Watch, row: FeedRow, given: Given, now: datetime) -> Watch:
    """After an answer that was read."""
    rhythm = _rhythm(watch.rhythm, row, given, now)
    listing = given.listing
    count = len(listing.entries) + listing.known
    said = Answered(listed=count, known=bool(watch.listed), rhythm=rhythm, changed_at=now)
    moving, settled = agreed(watch.moving, given.document.moved_to, now, alike=not strange(row, given))
    slid = row.learned and bool(watch.listed) and count > _FEW and not given.overlap
    return replace(
        watch,
        rhythm=rhythm,
        declared=max(filter(None, (given.document.fresh_for, listing.patience)), default=None),
        listed=max(count, watch.listed or 0),
        changed_at=now,
        standing=answered(watch.standing, said, now),
        moving=moving,
        moved_to=settled or watch.moved_to,
        moved_at=now if settled else watch.moved_at,
        slid_at=now if slid else watch.slid_at,
    )


def strange(row: FeedRow, given: Given) -> bool:
    """Whether a permanent redirect leads to another feed than the one that we know: its entries are none of this one's."""
    alike = same_feed((row.title, given.listing.title), overlap=given.overlap, fresh=not row.learned)
    return given.document.moved_to is not None and not alike


def _rhythm(known: Rhythm | None, row: FeedRow, given: Given, now: datetime) -> Rhythm:
    if known is None or not row.learned:
        return begun([entry.published or entry.updated for entry in given.listing.entries], now)
    dates = [entry.published or entry.updated for entry in given.new[-given.unknown :]] if given.unknown > 0 else []
    return heard(known, dates, now) if dates else known


def missed(watch: Watch, error: WatchError, now: datetime) -> Watch:
    """After a poll that gave nothing usable."""
    return replace(watch, standing=failed(watch.standing, error, now))


def slid(before: Watch, after: Watch) -> bool:
    """Whether it is now to be told that a feed's list slid past what nobody saw."""
    if after.slid_at is None or after.slid_at == before.slid_at:
        return False
    return before.slid_at is None or after.slid_at - before.slid_at >= SLID_AGAIN


def due_after(watch: Watch, row: FeedRow, now: datetime, jitter: float, *, in_rhythm: bool) -> datetime:
    """When to ask a feed again that has just answered; at its ``every`` where feeds are not asked ``in_rhythm``."""
    every = row.feed.every
    if in_rhythm and watch.slid_at != now:  # one that slid is asked as often as may be, until its rhythm is known again
        within = bounds(every, row.feed.source.tier, watch.declared)
        every = wait(watch.rhythm or Rhythm(at=now), share_on_beat(watch.on_beat, watch.judged), within, now)
    return next_due(now, every=every, failures=0, retry_after=None, jitter=jitter)


def due_after_failure(row: FeedRow, error: WatchError, now: datetime, jitter: float) -> datetime:
    """When to ask a feed again that gave nothing: never, where its publisher says that it is gone."""
    if isinstance(error, BadStatus) and error.status == GONE:
        return NEVER
    patience = error.retry_after if isinstance(error, BadStatus) else None
    return next_due(now, every=row.feed.every, failures=row.failures + 1, retry_after=patience, jitter=jitter)


def asks_for_patience(error: BaseException) -> bool:
    """Whether the whole host asks to be left alone for a while, not only this feed of it."""
    return isinstance(error, BadStatus) and (error.status == 429 or (error.status == 503 and error.retry_after is not None))


def may_be_ours(watch: Watch, now: datetime) -> bool:
    """Whether a trouble that is due may be our own network's, so that other feeds are to be looked at before it is told."""
    return watch.standing.trouble is Trouble.DOWN and is_due(watch.standing, now)


def unheard(watch: Watch) -> Watch:
    """The same, with nothing to be told for now: its time begins anew with the next failure."""
    return replace(watch, standing=WELL)


def marked_told(watch: Watch, now: datetime) -> Watch:
    """As it is kept after what is due has been told."""
    return replace(watch, standing=told(watch.standing, now)) if is_due(watch.standing, now) else watch
