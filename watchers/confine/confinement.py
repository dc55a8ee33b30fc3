"""A few workers for everything that reads bytes from outside."""

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeVar

from watchers.confine.answers import Foreign, Garbage, loaded, result
from watchers.confine.processes import Nursery, Worker
from watchers.confine.words import NO_MEMORY
from watchers.errors import ParseFailed, ParseKilled

T = TypeVar("T")


@dataclass(kw_only=True)
class Confinement:
    """A few workers that are started when needed, killed when over a limit, and replaced after so many tasks.

    An async context manager; leaving it ends every process. ``preload`` names modules, or ``module:function`` to be called once,
    that the nursery imports before it forks, so that a worker starts within milliseconds.
    """

    workers: int = 2
    cpu_seconds: int = 5
    """For one task; the kernel counts whole seconds, so a task may get up to one more."""
    memory_bytes: int = 1024 * 1024 * 1024
    """Address space that a worker may take beside what the loaded parsers reserve, which may be much and is mostly untouched."""
    tasks_per_worker: int = 500
    wall_seconds: float = 20.0
    """For one task: ends what waits without computing."""
    preload: tuple[str, ...] = ("watchers.formats.listing", "watchers.reading.read")
    _free: asyncio.Semaphore = field(init=False, repr=False)
    _idle: list["Worker"] = field(init=False, repr=False, default_factory=list)
    _nursery: "Nursery | None" = field(init=False, repr=False, default=None)
    _starting: asyncio.Lock = field(init=False, repr=False, default_factory=asyncio.Lock)
    _closed: bool = field(init=False, repr=False, default=False)
    _chores: set[asyncio.Task[Any]] = field(init=False, repr=False, default_factory=set)

    def __post_init__(self) -> None:
        self._free = asyncio.Semaphore(self.workers)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._closed = True
        await asyncio.gather(*self._chores, return_exceptions=True)
        for worker in self._idle:
            worker.socket.close()
        self._idle.clear()
        if self._nursery is not None:
            await self._nursery.end()
            self._nursery = None

    async def run(self, fn: Callable[..., T], *args: object, url: str) -> T:
        """``fn(*args)``, computed in a worker; ``fn`` stands at the top of an importable module, or is a ``partial`` of such
        a one.

        ``url`` names in errors what was being read. A ``WatchError`` of ``fn`` comes through as itself. Raises
        ``ParseKilled`` when the worker died or went over a limit and ``ParseFailed`` when ``fn`` raised something else or
        gave what may not be handed out.
        """
        value: T = result(await self._answered((fn, args), url), url)
        return value

    async def ask(self, name: str, *args: object, url: str) -> Any:
        """The same for a function that this process need not import: ``module:function``, as in ``preload``."""
        return result(await self._answered((name, args), url), url)

    async def _answered(self, work: tuple[object, tuple[object, ...]], url: str) -> tuple[str, Any]:
        task = pickle.dumps(work, protocol=5)
        async with self._free:
            try:
                return await self._asked(task, url)
            except _Bereft:  # the nursery was killed and took a worker along: no fault of this task
                return await self._asked(task, url)

    async def _asked(self, task: bytes, url: str) -> tuple[str, Any]:
        worker = await self._sent(task, url)
        try:
            async with asyncio.timeout(self.wall_seconds):
                reply = loaded(await worker.answer())
        except TimeoutError:
            await self._chore(self._retire(worker))
            raise ParseKilled(f"not done within {self.wall_seconds:g} s", url=url) from None
        except Foreign as error:
            await self._chore(self._retire(worker))
            raise ParseFailed(f"an answer may not hold {error}", url=url) from None
        except (OSError, EOFError, Garbage) as error:
            ended = await self._chore(self._retire(worker))
            if ended is None:
                raise _Bereft("the worker ended with its nursery", url=url) from error
            raise ParseKilled(_why(ended, error, self.cpu_seconds), url=url) from error
        except BaseException:  # cancelled in mid-task: nobody may get this worker's late answer
            await self._chore(self._retire(worker))
            raise
        await self._put_back(worker, worn=reply[0] == NO_MEMORY)
        return reply

    async def _sent(self, task: bytes, url: str) -> "Worker":
        """A worker that has taken the task; one that died while idle (the system was out of memory) is passed over."""
        while True:
            while not self._idle:  # another task may have been quicker to take the one that was bred
                await self._chore(self._breed(url))
            worker = self._idle.pop()
            try:
                async with asyncio.timeout(self.wall_seconds):
                    await worker.send(task)
            except (OSError, TimeoutError) as error:
                await self._chore(self._retire(worker))
                if worker.tasks == 0:
                    raise ParseKilled(f"a new worker took no task: {error}", url=url) from error
            except BaseException:
                await self._chore(self._retire(worker))
                raise
            else:
                return worker

    async def _put_back(self, worker: "Worker", *, worn: bool) -> None:
        worker.tasks += 1
        if worn or worker.tasks >= self.tasks_per_worker:
            await self._chore(self._retire(worker))
        else:
            self._idle.append(worker)

    async def _breed(self, url: str) -> None:
        """One more idle worker; whoever waits for it takes it, and nobody loses it who stops waiting."""
        self._idle.append(await self._born(url))

    async def _born(self, url: str) -> "Worker":
        async with self._starting:
            for attempt in (1, 2):
                if self._closed:
                    raise ParseKilled("the confinement is closed", url=url)
                if self._nursery is None:
                    self._nursery = await Nursery.started(self._settings(), url)
                try:
                    return await self._nursery.fork()
                except OSError as error:  # the nursery itself was killed: a new one is started, once
                    await self._nursery.end()
                    self._nursery = None
                    if attempt == 2:
                        raise ParseKilled(f"no worker can be started: {error}", url=url) from error
        raise AssertionError("unreachable")

    async def _retire(self, worker: "Worker") -> int | None:
        """Ends the worker and tells how it ended: an exit code, a signal's number below zero, or ``None`` where nobody knows."""
        worker.socket.close()
        async with self._starting:
            if self._nursery is None:
                return None
            try:
                return await self._nursery.reap(worker.pid) if worker.nursery is self._nursery else None
            except OSError:
                await self._nursery.end()
                self._nursery = None
                return None

    async def _chore(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs to its end what must not be left half done, also when the caller is cancelled meanwhile."""
        task = asyncio.ensure_future(work)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)
        return await asyncio.shield(task)

    def _settings(self) -> dict[str, Any]:
        path = [os.path.abspath(place) for place in sys.path]  # noqa: PTH100  sys.path holds plain strings, "" among them
        return {"path": path, "preload": self.preload, "cpu": self.cpu_seconds, "memory": self.memory_bytes}


class _Bereft(ParseKilled):
    """The worker died with the process that had forked it."""


def _why(ended: int, error: BaseException, cpu_seconds: int) -> str:
    if ended == -signal.SIGXCPU:
        return f"over {cpu_seconds} s of CPU"
    if isinstance(error, Garbage):
        return f"the worker wrote garbage: {error}"
    if ended < 0:
        return f"killed by signal {-ended}"
    return f"the worker ended ({ended}): {error}"
