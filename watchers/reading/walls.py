"""Is this the article, or what stands in its place: a wall, a check for robots, a shell that needs scripts, a stub?

A wording alone decides only where little else is on the page: long articles may well talk about cookies.
"""

from dataclasses import dataclass

from watchers.model import Incomplete
from watchers.reading.text import small
from watchers.reading.wordings import BROKEN_OFF, CHECKS, CONSENT, MORE, PAYWALL

_LITTLE = 800
"""A main text under this many characters may be the wall itself."""
_SHORT = 2500
"""An article that is said to be for subscribers, and no longer than this, is its free opening."""
_TAIL = 160
"""Characters that may follow the offer of a subscription that ends a text: a price, a button."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What of a page decides whether it is the article."""

    main: str
    """The main text, in normal form."""
    whole: str
    """Everything visible, menus and banners included."""
    notes: str = ""
    """What stands in ``<noscript>`` and ``<title>``: there a shell says that it needs scripts, a check what it checks."""
    hidden_prose: int = 0
    """Characters of paragraphs that the page hides."""
    free: bool | None = None
    """Whether the page declares the article free to read."""


def is_wall(fault: Incomplete | None) -> bool:
    """Whether the page's own text is not the article's at all, so that nothing of it may be read as such."""
    return fault in {Incomplete.CONSENT_WALL, Incomplete.NO_TEXT}


def fault(seen: Seen) -> Incomplete | None:
    """Why the page is not the whole article; ``None`` where nothing speaks against it."""
    if len(seen.main) < _LITTLE:
        wall = _wall(seen)
        if wall is not None:
            return wall
    if _is_closed(seen):
        return Incomplete.PAYWALL
    return stub(seen.main)


def stub(text: str) -> Incomplete | None:
    """Whether a text is only the opening of one that stands elsewhere: short, and broken off or pointing there."""
    if len(text) >= _LITTLE:
        return None
    return Incomplete.STUB if BROKEN_OFF.search(text) or MORE.search(small(text)) else None


def _wall(seen: Seen) -> Incomplete | None:
    talk = len(CONSENT.findall(small(seen.main)))
    if talk >= 3 and talk * 120 >= len(seen.main):
        return Incomplete.CONSENT_WALL
    if (
        len(seen.whole) < 3 * _LITTLE
        and len(seen.main) < _LITTLE / 2
        and CHECKS.search(small(f"{seen.main}\n{seen.notes}\n{seen.whole}"))
    ):
        return Incomplete.NO_TEXT
    if len(seen.main) >= 60:
        return None
    return Incomplete.CONSENT_WALL if len(CONSENT.findall(small(seen.whole))) >= 3 else Incomplete.NO_TEXT


def _is_closed(seen: Seen) -> bool:
    if seen.hidden_prose > max(_LITTLE, len(seen.main)):
        return True
    marks = list(PAYWALL.finditer(small(seen.main)))
    if marks:  # an offer in mid-article is furniture; one that nothing follows is the end of what is free
        return len(seen.main) - marks[-1].end() < _TAIL
    return len(seen.main) < _SHORT and (seen.free is False or PAYWALL.search(small(seen.whole)) is not None)
