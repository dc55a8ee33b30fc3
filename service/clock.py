"""The one place that reads the clock. Everything else takes ``now`` (aware, UTC) or a monotonic reading as an argument."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """Wall time for what is stored and said, monotonic seconds for deadlines and leases."""

    now: Callable[[], datetime] = _utc_now
    monotonic: Callable[[], float] = time.monotonic
