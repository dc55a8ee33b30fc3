"""How a feed stands: what is wrong with one that fails, or that answers and says nothing. Pure; each answer gives its reason.

A trouble shows at once and is told once, when it has lasted: a server that is rebooted is nobody's news, a feed that was taken
down is. A feed is silent when it has brought nothing for so long that, at its own usual rate, chance does not explain it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from watchers.errors import BadStatus, FeedReplaced, NotAFeed, Replaced, WatchError
from watchers.rhythm import Rhythm
from watchers.saying import in_words


class Trouble(StrEnum):
    """What is wrong with a feed."""

    DEAD = "dead"
    REFUSED = "refused"
    PAGE = "page"
    """HTML, or something else that lists nothing, where the feed was."""
    WALL = "wall"
    """A question for consent, a login or a check for robots where the feed was."""
    DOWN = "down"
    """Not reached, or nothing that can be used, for whatever other reason."""
    EMPTY = "empty"
    FROZEN = "frozen"
    """The same bytes as ever, far longer than is usual for it."""
    SILENT = "silent"
    """Nothing new, far longer than is usual for it, though what it sends changes."""


_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
GONE: Final = 410
_REFUSING: Final = frozenset({401, 402, 403, 407, 451})
_OTHERS: Final = frozenset({Replaced.PAGE, Replaced.OTHER})
_UNEXPECTED: Final = 9.2
"""Entries that a feed would have brought by now: at its usual rate the chance of none is one in ten thousand."""
_LEAST_SILENCE: Final = timedelta(days=3)
"""A long weekend is no silence."""
_EVIDENCE: Final = 5.0
"""Entries, weighted, without which a feed has no usual rate."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a feed stands, as it is kept."""

    trouble: Trouble | None = None
    since: datetime | None = None
    why: str = ""
    tell_at: datetime | None = None
    """From when on it has lasted long enough to be told; once it has been, when that was."""
    told: bool = False


WELL: Final = Standing()


def failed(before: Standing, error: WatchError, now: datetime) -> Standing:
    """After a poll that gave nothing usable."""
    trouble, patience = _of(error)
    return _stands(before, trouble, in_words(error), (now, patience))


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """What a good answer says of a feed that has been watched for a while."""

    listed: int | None
    """Entries in it; ``None`` for an answer "unchanged"."""
    known: bool
    """Whether the feed ever listed anything."""
    rhythm: Rhythm
    """With what this answer has brought."""
    changed_at: datetime | None
    """When its bytes last changed."""


def answered(before: Standing, answer: Answered, now: datetime) -> Standing:
    """After a poll that was answered as it should be."""
    if answer.listed == 0 and answer.known:
        return _stands(before, Trouble.EMPTY, "it lists nothing, and did before", (now, 6 * _HOUR))
    if answer.listed is None and before.trouble is Trouble.EMPTY:
        return before
    quiet = now - answer.rhythm.at
    if quiet < _LEAST_SILENCE or answer.rhythm.entries < _EVIDENCE or answer.rhythm.rate * (quiet / _DAY) < _UNEXPECTED:
        return WELL
    usual = f"nothing new since {answer.rhythm.at:%Y-%m-%d}, where {said_rate(answer.rhythm.rate)} was usual"
    frozen = answer.changed_at is None or answer.changed_at <= answer.rhythm.at
    why = f"{usual}; its bytes have not changed" if frozen else usual
    return _stands(before, Trouble.FROZEN if frozen else Trouble.SILENT, why, (now, timedelta()))


def said_rate(rate: float) -> str:
    """Entries a day as people say it."""
    if rate >= 0.95:
        return f"{rate:.0f} a day"
    return f"one in {1 / rate:.0f} days" if rate > 0.01 else "one now and then"


def _stands(before: Standing, trouble: Trouble, why: str, when: tuple[datetime, timedelta]) -> Standing:
    """The same trouble goes on, whatever it is called from day to day; another one begins now."""
    now, patience = when
    if before.trouble is not trouble or before.since is None:
        return Standing(trouble=trouble, since=now, why=why, tell_at=now + patience)
    return replace(before, why=why, tell_at=before.tell_at if before.told else before.since + patience)


def is_due(standing: Standing, now: datetime) -> bool:
    """Whether it is now to be told."""
    return not standing.told and standing.tell_at is not None and standing.tell_at <= now


def told(standing: Standing, now: datetime) -> Standing:
    """The same, having been told now."""
    return replace(standing, told=True, tell_at=now)


def _of(error: WatchError) -> tuple[Trouble, timedelta]:
    """What an error means, and how long it is borne in silence."""
    if isinstance(error, BadStatus):
        return _of_status(error.status)
    if isinstance(error, FeedReplaced):
        return (Trouble.PAGE if error.by in _OTHERS else Trouble.WALL), 2 * _HOUR
    if isinstance(error, NotAFeed):
        return Trouble.PAGE, 2 * _HOUR
    return Trouble.DOWN, _DAY


def _of_status(status: int) -> tuple[Trouble, timedelta]:
    if status == GONE:
        return Trouble.DEAD, timedelta()
    if status == 404:
        return Trouble.DEAD, 3 * _DAY
    if status in _REFUSING:
        return Trouble.REFUSED, 6 * _HOUR
    return (Trouble.REFUSED if status == 429 else Trouble.DOWN), _DAY
