"""The embedded engine: one asyncio process, a bound on each stage, no state of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from types import MappingProxyType

from service.flow.failure import Walkout, kept
from service.flow.stages import Job, Stage
from service.logs import logger

Run = Callable[[Job], Awaitable[tuple[Job, ...]]]
Failed = Callable[[Job, BaseException], Coroutine[None, None, None]]

WIDTH: Mapping[Stage, int] = MappingProxyType(
    {Stage.POLL: 32, Stage.READ: 8, Stage.JUDGE: 2, Stage.DELIVER: 8, Stage.REREAD: 1, Stage.HAND: 4}
)
"""How many jobs of a stage run at once."""
RESISTANCE = 1.0
"""Seconds that a cancelled job gets to end."""


class EmbeddedEngine:
    """Runs jobs as tasks of this process."""

    def __init__(self, run: Run, failed: Failed, width: Mapping[Stage, int] = WIDTH) -> None:
        self._run = run
        self._failed = failed
        self._room = {stage: asyncio.Semaphore(width[stage]) for stage in Stage}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._jobs: dict[str, Job] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._open = True

    def submit(self, jobs: Iterable[Job]) -> None:
        """Take jobs; one whose key is already waiting or running is dropped."""
        for job in jobs:
            if self._open and job.key not in self._tasks:
                self._jobs[job.key] = job
                self._start(job.key, self._work(job))

    async def idle(self) -> None:
        """Return once nothing waits and nothing runs."""
        await self._idle.wait()

    async def close(self, grace: float) -> None:
        """Take no more, let what runs finish for ``grace`` seconds, then cancel it: rows make a cancelled job harmless.

        What still waits for room does not begin. A job that resists its cancelling is left behind after another second.
        """
        self._open = False
        running = list(self._tasks.values())
        if running:
            _, late = await asyncio.wait(running, timeout=grace)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=RESISTANCE)

    async def _work(self, job: Job) -> None:
        async with self._room[job.stage]:
            if self._open:
                self.submit(await kept(self._run(job)))

    def _done(self, task: asyncio.Task[None]) -> None:
        key = task.get_name()
        del self._tasks[key]
        # we cancel nothing before we close: whoever did, its work is not done
        error = Walkout("cancelled from inside") if task.cancelled() else task.exception()
        if error is not None and self._open:
            self._report(key, error)
        self._jobs.pop(key, None)
        if not self._tasks:
            self._idle.set()

    def _start(self, key: str, work: Coroutine[None, None, None]) -> None:
        self._idle.clear()
        task = asyncio.create_task(work, name=key)
        self._tasks[key] = task
        task.add_done_callback(self._done)

    def _report(self, key: str, error: BaseException) -> None:
        """A stage failed in a way that it did not foresee: say so, and let the flow put the work off."""
        logger().error("job failed", job=key, error=f"{type(error).__name__}: {error}", exc_info=error)
        job = self._jobs.pop(key, None)
        if job is not None:
            self._start(f"failed:{key}", self._failed(job, error))
