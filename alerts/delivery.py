"""What is sent, and how it stands where it was sent: frozen values, keyword-only, times aware and in UTC."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """An alert as one channel takes it, inside the channel's limits."""

    key: str
    """Id of the outbox row: what a lost answer is looked up by."""
    kind: str
    text: str
    """Fallback for a lock screen and a screen reader, at most 120 characters, kind first."""
    blocks: tuple[dict[str, object], ...]
    plain: str
    """The whole alert without blocks: the degraded form, and what a terminal shows."""
    language: str = "en"
    """Of its labels."""
    thread: str | None = None
    """Timestamp of the message under which it stands; ``None`` for one that stands by itself."""


HOOK = "webhook:"
"""Begins the name of a channel that is reached through an incoming webhook."""


def posts_only(channel: str) -> bool:
    """Whether what stands in a channel can neither be changed nor answered there."""
    return channel.startswith(HOOK)


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """Proof that a message stands in a channel."""

    channel: str
    ts: str
    link: str | None = None
    """Address that opens the message, where the channel has one and it is known."""


class DeliveryState(StrEnum):
    """Where an outbox row stands."""

    READY = "ready"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    PARKED = "parked"
    DEAD = "dead"
    HELD = "held"
    """Kept for the channel's next digest."""
    FOLDED = "folded"
    """Told as a line of a digest."""
    MUTED = "muted"
    """Kept back by somebody's mute."""


class Errand(StrEnum):
    """What an outbox row is to do."""

    POST = "post"
    REPLY = "reply"
    """In the thread of a root."""
    EDIT = "edit"
    """A root, drawn anew as it stands when the edit is sent."""


class Mark(StrEnum):
    """What became of a fact that a root tells."""

    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """A fact of a root that no longer stands."""

    mark: Mark
    about: str
    """Its slot, in the words of the root's language."""
    why: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RootState:
    """How the facts of a root stand by now."""

    articles: int
    """That tell one of them, the root's own among them."""
    independent: int
    told: int
    """How many facts it tells."""
    marks: tuple[Marked, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One alert on its way to one channel."""

    id: int
    key: str
    channel: str
    state: DeliveryState
    attempts: int
    attempted_at: datetime | None
    looks: int
    """How often history was searched since the last attempt."""
    receipt: Receipt | None
    error: str | None
    fence: int
    """Number of the lease under which the last attempt was made."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """Where to look for a message whose answer was lost."""

    since: datetime
    slack: timedelta = timedelta(seconds=60)
    thread: str | None = None
    """The root under which a reply would stand."""
