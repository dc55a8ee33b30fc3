"""The heartbeat: the only door to APScheduler. One job finds what is due or was lost; there is never a job a feed."""

from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # the package ships no types
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]  # the package ships no types

BEAT_SECONDS = 1


class Heartbeat:
    """Calls ``beat`` every second, one call at a time; a late beat is not doubled and a missed one is not dropped."""

    def __init__(self, beat: Callable[[], Awaitable[None]]) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_job(beat, IntervalTrigger(seconds=BEAT_SECONDS, timezone=UTC), id="heartbeat")

    def start(self) -> None:
        """Begin, inside a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """No further beats; one that is under way ends by itself."""
        self._scheduler.shutdown(wait=False)
