"""Runs a pure function over hostile bytes in a worker with limits of CPU, memory and wall time.

A nursery process imports the parsers once and forks workers on demand, as multiprocessing's forkserver does. It is our own
because multiprocessing would import the program's main module into every worker and hand it the environment, where the Slack
token may stand: a worker here gets no environment, no descriptor but its own socket, and may write no file. What it answers
is read by an unpickler that builds our own values and errors and nothing else, so that a parser taken over by its input
cannot take over the daemon.
"""

import asyncio
import contextlib
import ctypes
import gc
import importlib
import io
import json
import math
import os
import pickle
import resource
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Never, Self, TypeVar

from watchers.errors import ParseFailed, ParseKilled, WatchError

T = TypeVar("T")

_LENGTH: Final = struct.Struct("!Q")
_LARGEST_REPLY: Final = 64 * 1024 * 1024
_PIECE: Final = 256 * 1024
_START_SECONDS: Final = 60.0
_END_SECONDS: Final = 5.0

_BOOT: Final = (
    "import json, sys; s = json.loads(sys.argv[1]); sys.path[:] = s['path']; from watchers.confine import tend; tend(s)"
)

_ENVIRONMENT: Final = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""All of it. One thread, because a process with several must not fork, and because each one reserves address space."""

_PARENT_DEATH_SIGNAL: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
"""prctl(2)."""

_RAISED: Final = "raised"
_FAILED: Final = "failed"
_NO_MEMORY: Final = "no memory"
_DONE: Final = "done"

_VALUES: Final = frozenset(
    {("datetime", name) for name in ("datetime", "date", "time", "timedelta", "timezone")}
    | {
        ("decimal", "Decimal"),
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("builtins", "complex"),
        ("builtins", "bytearray"),
    },
)
"""Beside the classes of ``watchers``, what an answer may hold."""


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
    preload: tuple[str, ...] = ("watchers.formats.syndication", "watchers.reading.read")
    _free: asyncio.Semaphore = field(init=False, repr=False)
    _idle: list["_Worker"] = field(init=False, repr=False, default_factory=list)
    _nursery: "_Nursery | None" = field(init=False, repr=False, default=None)
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
        task = pickle.dumps((fn, args), protocol=5)
        async with self._free:
            try:
                reply = await self._asked(task, url)
            except _Bereft:  # the nursery was killed and took a worker along: no fault of this task
                reply = await self._asked(task, url)
        value: T = _result(reply, url)
        return value

    async def _asked(self, task: bytes, url: str) -> tuple[str, Any]:
        worker = await self._sent(task, url)
        try:
            async with asyncio.timeout(self.wall_seconds):
                reply = _loaded(await worker.answer())
        except TimeoutError:
            await self._chore(self._retire(worker))
            raise ParseKilled(f"not done within {self.wall_seconds:g} s", url=url) from None
        except _Foreign as error:
            await self._chore(self._retire(worker))
            raise ParseFailed(f"an answer may not hold {error}", url=url) from None
        except (OSError, EOFError, _Garbage) as error:
            ended = await self._chore(self._retire(worker))
            if ended is None:
                raise _Bereft("the worker ended with its nursery", url=url) from error
            raise ParseKilled(_why(ended, error, self.cpu_seconds), url=url) from error
        except BaseException:  # cancelled in mid-task: nobody may get this worker's late answer
            await self._chore(self._retire(worker))
            raise
        await self._put_back(worker, worn=reply[0] == _NO_MEMORY)
        return reply

    async def _sent(self, task: bytes, url: str) -> "_Worker":
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

    async def _put_back(self, worker: "_Worker", *, worn: bool) -> None:
        worker.tasks += 1
        if worn or worker.tasks >= self.tasks_per_worker:
            await self._chore(self._retire(worker))
        else:
            self._idle.append(worker)

    async def _breed(self, url: str) -> None:
        """One more idle worker; whoever waits for it takes it, and nobody loses it who stops waiting."""
        self._idle.append(await self._born(url))

    async def _born(self, url: str) -> "_Worker":
        async with self._starting:
            for attempt in (1, 2):
                if self._closed:
                    raise ParseKilled("the confinement is closed", url=url)
                if self._nursery is None:
                    self._nursery = await _Nursery.started(self._settings(), url)
                try:
                    return await self._nursery.fork()
                except OSError as error:  # the nursery itself was killed: a new one is started, once
                    await self._nursery.end()
                    self._nursery = None
                    if attempt == 2:
                        raise ParseKilled(f"no worker can be started: {error}", url=url) from error
        raise AssertionError("unreachable")

    async def _retire(self, worker: "_Worker") -> int | None:
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


@dataclass(kw_only=True, slots=True)
class _Worker:
    """The parent's end of one worker."""

    pid: int
    nursery: "_Nursery"
    socket: socket.socket
    tasks: int = 0

    async def send(self, task: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self.socket, _LENGTH.pack(len(task)) + task)

    async def answer(self) -> bytes:
        (length,) = _LENGTH.unpack(await self._exactly(_LENGTH.size))
        if length > _LARGEST_REPLY:
            raise _Garbage(f"an answer of {length} bytes")
        return await self._exactly(length)

    async def _exactly(self, length: int) -> bytes:
        loop = asyncio.get_running_loop()
        data = bytearray()
        while len(data) < length:
            piece = await loop.sock_recv(self.socket, min(_PIECE, length - len(data)))
            if not piece:
                raise EOFError("the worker is gone")
            data += piece
        return bytes(data)


@dataclass(kw_only=True, slots=True)
class _Nursery:
    """The parent's end of the process that forks workers. One request at a time."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    settings: dict[str, Any]

    @classmethod
    async def started(cls, settings: dict[str, Any], url: str) -> Self:
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        with theirs:
            words = json.dumps({**settings, "control": theirs.fileno()})
            process = subprocess.Popen(  # noqa: ASYNC220, S603  it returns at once; our own interpreter and our own words
                [sys.executable, "-I", "-c", _BOOT, words],
                pass_fds=(theirs.fileno(),),
                env=_ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # a terminal's Ctrl-C is for the daemon, which then ends its workers in order
            )
        nursery = cls(process=process, control=ours, settings=settings)
        try:
            async with asyncio.timeout(_START_SECONDS):
                said = await asyncio.get_running_loop().sock_recv(ours, 4096)
        except BaseException:
            await nursery.end()
            raise
        if said != b"ready":
            await nursery.end()
            raise ParseFailed(f"the parsers cannot be loaded: {said.decode('utf-8', 'replace') or 'no answer'}", url=url)
        return nursery

    async def fork(self) -> _Worker:
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        try:
            with theirs:
                socket.send_fds(self.control, [b"fork"], [theirs.fileno()])
            return _Worker(pid=await self._number(), nursery=self, socket=ours)
        except BaseException:
            ours.close()
            raise

    async def reap(self, pid: int) -> int:
        self.control.send(str(pid).encode())
        return await self._number()

    async def end(self) -> None:
        """Closes the line, at which the nursery kills its workers and ends."""
        self.control.close()
        try:
            await asyncio.to_thread(self.process.wait, _END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            await asyncio.to_thread(self.process.wait)

    async def _number(self) -> int:
        said = await asyncio.get_running_loop().sock_recv(self.control, 64)
        if not said:
            raise ConnectionResetError("the nursery is gone")
        return int(said)


class _Bereft(ParseKilled):
    """The worker died with the process that had forked it."""


class _Garbage(Exception):
    """What a worker wrote is no answer."""


class _Foreign(Exception):
    """An answer holds something that is not ours; the message names it."""


class _Unpickler(pickle.Unpickler):
    """Builds values of ours and nothing else: a class by its own name, never a function, never a path through attributes."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        known = (module_name, global_name) in _VALUES or module_name.split(".", 1)[0] == "watchers"
        found = super().find_class(module_name, global_name) if known and "." not in global_name else None
        if not isinstance(found, type) or found.__module__ != module_name:
            raise _Foreign(f"{module_name}.{global_name}"[:200])
        return found


def _loaded(data: bytes) -> tuple[str, Any]:
    try:
        kind, value = _Unpickler(io.BytesIO(data)).load()
    except _Foreign:
        raise
    except Exception as error:  # bytes that are no pickle raise anything
        raise _Garbage(f"{type(error).__name__}: {error}") from error
    return str(kind), value


def _result(reply: tuple[str, Any], url: str) -> Any:
    kind, value = reply
    if kind == _DONE:
        return value
    if kind == _RAISED and isinstance(value, WatchError):
        raise value
    if kind == _NO_MEMORY:
        raise ParseKilled("out of memory", url=url)
    raise ParseFailed(str(value)[:500], url=url)


def _why(ended: int, error: BaseException, cpu_seconds: int) -> str:
    if ended == -signal.SIGXCPU:
        return f"over {cpu_seconds} s of CPU"
    if isinstance(error, _Garbage):
        return f"the worker wrote garbage: {error}"
    if ended < 0:
        return f"killed by signal {-ended}"
    return f"the worker ended ({ended}): {error}"


# From here on: what runs in the nursery and in its workers.


def tend(settings: dict[str, Any]) -> Never:
    """The nursery's life: loads the parsers, then forks and reaps as it is told; when its line is closed, all ends with it."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)  # whoever stops a whole group first lets the daemon finish
    control = socket.socket(fileno=settings["control"])
    try:
        for name in settings["preload"]:
            _load(name)
    except Exception as error:  # noqa: BLE001  a module may fail in any way; the parent is told which
        control.sendall(f"{type(error).__name__}: {error}"[:1000].encode("utf-8", "replace"))
        os._exit(1)
    gc.freeze()
    children: set[int] = set()
    control.sendall(b"ready")
    while True:
        said, descriptors, _, _ = socket.recv_fds(control, 64, 1)
        if not said:
            for pid in list(children):
                _reaped(pid, children)
            os._exit(0)
        number = _forked(control, descriptors[0], settings, children) if descriptors else _reaped(int(said), children)
        control.sendall(str(number).encode())


def _load(name: str) -> None:
    module, _, function = name.partition(":")
    loaded = importlib.import_module(module)
    if function:
        getattr(loaded, function)()


def _forked(control: socket.socket, descriptor: int, settings: dict[str, Any], children: set[int]) -> int:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            control.close()
            _bound(settings["memory"])
            _serve(socket.socket(fileno=descriptor), settings["cpu"])
            status = 0
        finally:
            os._exit(status)  # never back into the nursery's loop
    os.close(descriptor)
    children.add(pid)
    return pid


def _reaped(pid: int, children: set[int]) -> int:
    if pid not in children:
        return 0
    children.discard(pid)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _bound(memory: int) -> None:
    """Everything a worker must not do beside computing. A session of its own keeps its signals away from the nursery."""
    os.setsid()
    if sys.platform == "linux":
        control = ctypes.CDLL(None).prctl
        control(_PARENT_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)
        control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for kind, limit in (
        (resource.RLIMIT_AS, memory + _reserved()),
        (resource.RLIMIT_NOFILE, 16),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))


def _reserved() -> int:
    """Bytes of address space that this process has already."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:  # no Linux; the parsers count too
        return 0
    return pages * resource.getpagesize()


def _serve(line: socket.socket, cpu_seconds: int) -> None:
    while (task := _received(line)) is not None:
        spent = resource.getrusage(resource.RUSAGE_SELF)
        soft = math.ceil(spent.ru_utime + spent.ru_stime) + cpu_seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        answer = _answer(task)
        line.sendall(_LENGTH.pack(len(answer)) + answer)


def _received(line: socket.socket) -> bytes | None:
    head = line.recv(_LENGTH.size, socket.MSG_WAITALL)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = bytearray()
    while len(data) < length:
        piece = line.recv(min(_PIECE, length - len(data)))
        if not piece:
            return None
        data += piece
    return bytes(data)


def _answer(task: bytes) -> bytes:
    try:
        fn, args = pickle.loads(task)  # noqa: S301  it comes from the parent
        return pickle.dumps((_DONE, fn(*args)), protocol=5)
    except MemoryError:
        return pickle.dumps((_NO_MEMORY, None), protocol=5)
    except WatchError as error:
        return pickle.dumps((_RAISED, error), protocol=5)
    except Exception as error:  # noqa: BLE001  parsers raise anything over hostile bytes; the parent hears of it
        return pickle.dumps((_FAILED, f"{type(error).__name__}: {error}"[:500]), protocol=5)
