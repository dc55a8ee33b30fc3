"""What a watched address lists, with the documents that belong to it: the sitemaps of an index, the pages of a list.

Each document is read confined. Those beyond the first are bounded in number, depth and room, and stay on the same host; one of
them that fails is left for the next poll.
"""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from service.flow.kit import Kit
from service.logs import logger
from service.store.feeds import FeedRow
from watchers.confine.named import Named
from watchers.errors import WatchError
from watchers.formats.marking import remembered
from watchers.identity import host_of
from watchers.model import Asking, Document, Entry, FeedKind, Further, Listing
from watchers.ports import Fetcher

if TYPE_CHECKING:
    from watchers.formats.listing import listing_of
else:
    listing_of = Named("watchers.formats.listing:listing_of")

ENTRY_CAP: Final = 500
"""New entries that one poll takes up; what is over waits for the next one."""
SITEMAP_FIRST: Final = 200
"""Pages of a sitemap that are taken up when it is seen for the first time: it may list all that a site ever published."""
MOST_DOCUMENTS: Final = 10
"""That one poll reads beside the first."""
DEEPEST: Final = 3
"""Indexes within indexes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What a poll heard from an address."""

    listing: Listing
    marks: bytes
    """To be kept with the feed."""
    whole: bool
    """Whether nothing waits for the next poll."""
    again: bool
    """Whether it must be read again even where its bytes stay the same: an index that does not say what changed."""


@dataclass(kw_only=True)
class _Gathered:
    """What the documents gave so far."""

    room: int
    settles: bool
    """What finds no room counts as known: the first look goes back only so far."""
    entries: dict[str, Entry] = field(default_factory=dict)
    known: int = 0
    marks: bytes = b""
    left: bytes = b""
    documents: int = 0
    waiting: bool = False
    unmarked: bool = False

    def take(self, listing: Listing) -> None:
        for entry in listing.entries:
            self.entries.setdefault(entry.identity, entry)
        self.known += listing.known
        self.marks += listing.marks
        self.left += listing.left

    @property
    def room_left(self) -> int:
        return max(1, self.room - len(self.entries))


def fetcher_of(kit: Kit, row: FeedRow) -> Fetcher:
    """Pages are asked for by the rules for pages."""
    return kit.pages or kit.fetcher if row.feed.kind is FeedKind.PAGE else kit.fetcher


async def listed(kit: Kit, row: FeedRow, document: Document) -> Heard:
    """What ``document``, which answered for the feed, lists and leads to. Raises ``WatchError``."""
    first_time = not row.learned and not row.marks
    room = (kit.policy.backfill or _first_room(row)) if first_time else ENTRY_CAP
    # what is older than the first look goes back counts as known
    gathered = _Gathered(room=room, settles=first_time and room < ENTRY_CAP)
    listing = await _read(kit, row, document, room)
    gathered.take(listing)
    if listing.further:
        await _follow(kit, row, document, gathered, listing.further)
    elif row.marks and not listing.known:
        await _turn_pages(kit, row, document, gathered, listing.next_page)
    left = b"" if gathered.settles else gathered.left
    return Heard(
        listing=replace(listing, entries=tuple(gathered.entries.values()), known=gathered.known),
        marks=remembered(row.marks, gathered.marks, left),
        whole=not left and not gathered.waiting,
        again=gathered.unmarked,
    )


def _first_room(row: FeedRow) -> int:
    return SITEMAP_FIRST if row.feed.kind is FeedKind.SITEMAP else ENTRY_CAP


async def _read(kit: Kit, row: FeedRow, document: Document, room: int) -> Listing:
    asking = Asking(
        url=document.final_url,
        content_type=document.content_type,
        kind=row.feed.kind,
        view=row.feed.view,
        known=row.marks,
        room=room,
    )
    return await kit.confined.run(partial(listing_of, asking=asking), document.body, url=document.final_url)


async def _follow(kit: Kit, row: FeedRow, document: Document, gathered: _Gathered, first: tuple[Further, ...]) -> None:
    """The sitemaps that an index names, breadth first; none twice. Of those without a date of change only as many as one poll
    reads are ever read, always the same end of the list.
    """
    seen, queue = {document.url, document.final_url}, [(one, 1) for one in first]
    gathered.unmarked = any(not one.mark for one in first)
    while queue:
        one, depth = queue.pop(0)
        if one.url in seen:
            continue
        if gathered.documents >= MOST_DOCUMENTS or len(gathered.entries) >= gathered.room:
            rest = b"".join(other.mark for other, _ in (*queue, (one, depth)))
            gathered.marks += rest if gathered.settles else b""
            gathered.waiting = bool(rest) and not gathered.settles
            return
        seen.add(one.url)
        listing = await _one_more(kit, row, gathered, one.url)
        if listing is None:
            gathered.unmarked = True
            continue
        gathered.marks += one.mark if gathered.settles or not listing.left else b""
        if depth < DEEPEST:
            queue.extend((inner, depth + 1) for inner in listing.further)


async def _turn_pages(kit: Kit, row: FeedRow, document: Document, gathered: _Gathered, at: str | None) -> None:
    """Nothing on the list is known, so it may have slid past what was never seen: on to its older pages until something is."""
    seen, host = {document.url, document.final_url}, host_of(document.final_url)
    while at is not None and at not in seen and host_of(at) == host and gathered.documents < MOST_DOCUMENTS:
        seen.add(at)
        page = await _one_more(kit, row, gathered, at)
        at = None if page is None or page.known or not page.entries else page.next_page


async def _one_more(kit: Kit, row: FeedRow, gathered: _Gathered, url: str) -> Listing | None:
    """Another document of the feed; ``None`` where it cannot be had this time."""
    gathered.documents += 1
    try:
        document = await kit.fetcher.fetch(url)
        if document is None:
            return None
        listing = await _read(kit, row, document, gathered.room_left)
    except WatchError as error:
        logger().info("document passed over", feed=row.feed.url, document=url, why=f"{type(error).__name__}: {error.args[0]}")
        return None
    gathered.take(listing)
    return listing
