"""The watchdog: when the heart last beat, what has been at work for how long, and from when on either is too long."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

PERIODS = 3
"""A heartbeat that is older than so many of its periods is a fault."""
LONGEST: Mapping[str, float] = MappingProxyType({"poll": 1800.0, "read": 600.0, "judge": 600.0})
"""Seconds after which a job of a stage hangs, for all that it waits for ends much sooner: each of twenty feeds of a host takes
half a minute at most, a page as long, and judging a moment. Sending has no limit: a full channel is emptied one a second."""
STILL = 10.0
"""Seconds of the monotonic clock during which the wall clock must have moved."""


class Pulse:
    """Written by the heartbeat, read by whoever asks after it."""

    def __init__(self, monotonic: Callable[[], float], period: float) -> None:
        self._monotonic = monotonic
        self._limit = PERIODS * period
        self._last = monotonic()
        self._jobs: dict[str, tuple[str, float]] = {}
        self._moved: tuple[datetime, float] | None = None
        self.still = STILL

    def begin(self, key: str, stage: str) -> None:
        """A job has begun."""
        self._jobs[key] = (stage, self._monotonic())

    def end(self, key: str) -> None:
        """It has ended, well or badly."""
        self._jobs.pop(key, None)

    @property
    def hanging(self) -> tuple[str, ...]:
        """Jobs that have run for longer than any of their stage can."""
        now = self._monotonic()
        return tuple(key for key, (stage, began) in self._jobs.items() if now - began > LONGEST.get(stage, float("inf")))

    def tell(self, wall: datetime) -> None:
        """What the wall clock says now."""
        if self._moved is None or self._moved[0] != wall:
            self._moved = wall, self._monotonic()

    @property
    def frozen(self) -> bool:
        """Whether the wall clock stands: nothing would ever come due."""
        return self._moved is not None and self._monotonic() - self._moved[1] > self.still

    def beat(self) -> None:
        """One heartbeat has gone well."""
        self._last = self._monotonic()

    @property
    def age(self) -> float:
        """Seconds since the last one; before the first, since the start."""
        return self._monotonic() - self._last

    @property
    def well(self) -> bool:
        """Whether it is young enough."""
        return self.age <= self._limit
