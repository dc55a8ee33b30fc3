"""The watchdog: when the heart last beat, and from when on that is too long ago."""

from collections.abc import Callable

PERIODS = 3
"""A heartbeat that is older than so many of its periods is a fault."""


class Pulse:
    """Written by the heartbeat, read by whoever asks after it."""

    def __init__(self, monotonic: Callable[[], float], period: float) -> None:
        self._monotonic = monotonic
        self._limit = PERIODS * period
        self._last = monotonic()

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
