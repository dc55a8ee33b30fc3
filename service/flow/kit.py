"""What the stages work with, handed in by the composition root."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from alerts.audience import Beat, Hours, Route, Shadow
from alerts.ports import Notifier
from service.clock import Clock
from service.reference import Reference
from service.store.session import Store
from watchers.claims.model import Span, Wanting
from watchers.ports import Fetcher

T = TypeVar("T")

LEASE = timedelta(seconds=60)
"""For how long the right to post is taken; renewed well before it ends."""
POSTING = "posting"
"""Name of that right among the leases."""
CALL_MARGIN = 20.0
"""Seconds of lease that must be left before a message is sent: twice the deadline of a call."""


class Confined(Protocol):
    """Runs a pure function over hostile bytes where it can do no harm."""

    async def run(self, fn: Callable[..., T], *args: object, url: str) -> T:
        """``fn(*args)``; ``url`` names in errors what was being read. Raises ``watchers.errors.WatchError``."""
        ...


class Proposer(Protocol):
    """Says where in a text names may stand that nobody listed."""

    async def propose(self, text: str, wanting: tuple[Wanting, ...], url: str) -> tuple[Span, ...]:
        """Spans within these sentences of ``text``; none where it cannot tell. Raises nothing."""
        ...


class Failpoint(Protocol):
    """A place at which a test can stop the process; does nothing in production."""

    def reach(self, name: str) -> None:
        """Called between and inside stages."""
        ...


class NoFailpoint:
    """The one that production gets."""

    def reach(self, name: str) -> None:
        """Go on."""


class Meter(Protocol):
    """Counts what comes out of the stages."""

    def count(self, stage: str, outcome: str, reason: str = "") -> None:
        """A feed was polled, an article read or judged, a message delivered: with what outcome, and why."""
        ...

    def verdict(self, outcome: str, reason: str) -> None:
        """A claim was weighed."""
        ...


class NoMeter:
    """For whoever wants no numbers."""

    def count(self, stage: str, outcome: str, reason: str = "") -> None:
        """Nothing."""

    def verdict(self, outcome: str, reason: str) -> None:
        """Nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """What the configuration says about a story's way."""

    shadow_first_poll: bool
    routes: tuple[Route, ...]
    beats: Mapping[str, Beat]
    pacing: timedelta
    """Between two messages to one channel."""
    visits: tuple[timedelta, ...] = ()
    """How old an article is each time it is read again, rising; none: it never is of its own accord."""
    on_edit: bool = True
    """Whether it is read again when its feed edits the entry."""
    in_rhythm: bool = False
    """Whether each feed is asked in its own rhythm; else at its ``every``."""
    backfill: int = 0
    """Entries of a feed's first poll that are read, the newest: older ones count as known. 0: all that it lists."""
    texts: timedelta | None = None
    """For so long an article's whole text is kept, then only its quotes; ``None``: for ever."""
    shadows: tuple[Shadow, ...] = ()
    """What is judged in silence for a while."""
    looks: tuple[timedelta, ...] = (timedelta(seconds=5), timedelta(seconds=15), timedelta(seconds=45))
    """After an attempt: when history, which lags behind posts, is searched for a message whose answer was lost."""
    batching: timedelta = timedelta(seconds=45)
    """For so long copies and corroborations of a root gather before it is edited or answered."""
    hours: Mapping[str, Hours] = field(default_factory=dict)
    """When a channel hears its alerts; of a channel that is not named, always."""
    sleeps: bool = True
    """Whether quiet hours are kept; a single pass over the feeds waits for none."""
    stopped: timedelta = timedelta(minutes=5)
    """Before anything is tried again when Slack refuses the token."""
    closed: timedelta = timedelta(minutes=10)
    """Before a closed channel is tried again."""
    ears: bool = False
    """Whether clicks on a message reach us: without, it has no buttons."""
    storm: int = 20
    """More alerts than this that wait in one channel since long ago are told in a digest."""


@dataclass(kw_only=True, slots=True)
class PostingRight:
    """This process's lease on posting: its fence, and until when on the monotonic clock."""

    holder: str
    gone: Callable[[str], bool]
    """Whether another holder is known to be dead."""
    fence: int = 0
    good_until: float = 0.0
    seen_at: datetime | None = None
    """Wall time of the last look at it: a clock that says less has been set back."""
    refusal: str = ""
    """Why nothing at all can be sent, as the other side last said; empty as soon as something was."""

    def holds(self, monotonic: float) -> bool:
        """Whether enough of it is left to start a call."""
        return self.fence > 0 and self.good_until - monotonic >= CALL_MARGIN

    def lay_down(self) -> None:
        """Send nothing more; what is under way is finished."""
        self.fence, self.good_until = 0, 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Kit:
    """Everything that a stage may use; nothing of it is reached in any other way."""

    store: Store
    clock: Clock
    chance: Callable[[], float]
    """A number in [0, 1), for jitter."""
    sleep: Callable[[float], Awaitable[None]]
    fetcher: Fetcher
    confined: Confined
    reference: Reference
    notifier: Notifier
    policy: Policy
    right: PostingRight
    failpoint: Failpoint
    meter: Meter = field(default_factory=NoMeter)
    pages: Fetcher | None = None
    """The fetcher for pages, which keeps to robots.txt; ``None``: the one for feeds."""
    proposer: Proposer | None = None
    """``None``: names that nothing in the text shows to be some are not looked for."""
