"""Has a feed moved for good? Kept when several permanent redirects agree and what answers is the same feed. Pure.

A single 301 may be a fault, and an address whose name was sold redirects for good as well: to somebody else's pages.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

AGREEING: Final = 3
"""Answers in a row."""
OVER: Final = timedelta(hours=1)
"""Between the first of them and the last, at least."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moving:
    """What permanent redirects have said so far."""

    to: str | None = None
    seen: int = 0
    since: datetime | None = None


STAYS: Final = Moving()


def agreed(before: Moving, moved_to: str | None, now: datetime, *, alike: bool) -> tuple[Moving, str | None]:
    """What is now known, and the address to keep where that is settled.

    ``moved_to``: where this answer says that the feed has gone; ``alike``: whether what answered there is the feed that we know.
    """
    if moved_to is None or not alike:
        return STAYS, None
    if before.to != moved_to or before.since is None:
        return Moving(to=moved_to, seen=1, since=now), None
    again = Moving(to=moved_to, seen=before.seen + 1, since=before.since)
    if again.seen >= AGREEING and now - before.since >= OVER:
        return STAYS, moved_to
    return again, None


def same_feed(titles: tuple[str, str], *, overlap: bool, fresh: bool) -> bool:
    """Whether what answers elsewhere is the feed that we know, by an entry known before or by its title.

    ``fresh``: nothing is known of it yet, so that whatever answers is the feed.
    """
    before, after = (" ".join(title.casefold().split()) for title in titles)
    return fresh or overlap or (bool(before) and before == after)
