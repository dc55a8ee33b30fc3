"""What runs in the nursery and in its workers."""

import contextlib
import ctypes
import gc
import math
import os
import pickle
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any, Final, Never

from watchers.confine.named import called, load
from watchers.confine.words import DONE, FAILED, LENGTH, NO_MEMORY, PIECE, RAISED
from watchers.errors import WatchError

_PARENT_DEATH_SIGNAL: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
"""prctl(2)."""


def tend(settings: dict[str, Any]) -> Never:
    """The nursery's life: loads the parsers, then forks and reaps as it is told; when its line is closed, all ends with it."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)  # whoever stops a whole group first lets the daemon finish
    control = socket.socket(fileno=settings["control"])
    try:
        for name in settings["preload"]:
            load(name)
    except Exception as error:  # noqa: BLE001  a module may fail in any way; the parent is told which
        control.sendall(f"{type(error).__name__}: {error}"[:1000].encode("utf-8", "replace"))
        os._exit(1)
    settle()
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


def settle() -> None:
    """What is loaded stays for good, and need not be searched for garbage; a task's own is searched for at long intervals only,
    for what a task makes is mostly let go by itself when it ends.
    """
    gc.freeze()
    gc.set_threshold(_INTERVAL)


_INTERVAL: Final = 100_000
"""Objects made after which garbage is looked for; Python's own 700 cost a long text a third of its time."""


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
        line.sendall(LENGTH.pack(len(answer)) + answer)


def _received(line: socket.socket) -> bytes | None:
    head = line.recv(LENGTH.size, socket.MSG_WAITALL)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = bytearray()
    while len(data) < length:
        piece = line.recv(min(PIECE, length - len(data)))
        if not piece:
            return None
        data += piece
    return bytes(data)


def _answer(task: bytes) -> bytes:
    try:
        fn, args = pickle.loads(task)  # noqa: S301  it comes from the parent
        return pickle.dumps((DONE, (called(fn) if isinstance(fn, str) else fn)(*args)), protocol=5)
    except MemoryError:
        return pickle.dumps((NO_MEMORY, None), protocol=5)
    except WatchError as error:
        return pickle.dumps((RAISED, error), protocol=5)
    except Exception as error:  # noqa: BLE001  parsers raise anything over hostile bytes; the parent hears of it
        return pickle.dumps((FAILED, f"{type(error).__name__}: {error}"[:500]), protocol=5)
