"""The daemon's ends of the nursery and of its workers."""

import asyncio
import json
import socket
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, Final, Self

from watchers.confine.answers import Garbage
from watchers.confine.words import LENGTH, PIECE
from watchers.errors import ParseFailed

_LARGEST_REPLY: Final = 64 * 1024 * 1024
_ROOM: Final = 1024 * 1024
"""Bytes under way to a worker: most documents leave in one piece, and nobody waits. The system may allow less."""
_START_SECONDS: Final = 60.0
_END_SECONDS: Final = 5.0

_BOOT: Final = (
    "import json, sys; s = json.loads(sys.argv[1]); sys.path[:] = s['path']; from watchers.confine.tending import tend; tend(s)"
)

_ENVIRONMENT: Final = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "MALLOC_TRIM_THRESHOLD_": "1048576",
    "MALLOC_MMAP_THRESHOLD_": "262144",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""All of it. One thread, because a process with several must not fork, and because each one reserves address space. What a task
took in large pieces goes back to the system when it ends: workers live long and most articles are small."""


@dataclass(kw_only=True, slots=True)
class Worker:
    """The parent's end of one worker."""

    pid: int
    nursery: "Nursery"
    socket: socket.socket
    tasks: int = 0

    async def send(self, task: bytes) -> None:
        """Hands a pickled task over; raises ``OSError`` when the worker is dead."""
        await asyncio.get_running_loop().sock_sendall(self.socket, LENGTH.pack(len(task)) + task)

    async def answer(self) -> bytes:
        """The pickled answer; raises ``EOFError`` or ``OSError`` when the worker died, ``Garbage`` for more than 64 MiB."""
        (length,) = LENGTH.unpack(await self._exactly(LENGTH.size))
        if length > _LARGEST_REPLY:
            raise Garbage(f"an answer of {length} bytes")
        return await self._exactly(length)

    async def _exactly(self, length: int) -> bytes:
        loop = asyncio.get_running_loop()
        data = bytearray()
        while len(data) < length:
            piece = await loop.sock_recv(self.socket, min(PIECE, length - len(data)))
            if not piece:
                raise EOFError("the worker is gone")
            data += piece
        return bytes(data)


@dataclass(kw_only=True, slots=True)
class Nursery:
    """The parent's end of the process that forks workers. One request at a time."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    settings: dict[str, Any]

    @classmethod
    async def started(cls, settings: dict[str, Any], url: str) -> Self:
        """A nursery whose parsers are loaded; raises ``ParseFailed`` when they cannot be."""
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

    async def fork(self) -> Worker:
        """A new worker; raises ``OSError`` when the nursery is dead."""
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _ROOM)
        try:
            with theirs:
                socket.send_fds(self.control, [b"fork"], [theirs.fileno()])
            return Worker(pid=await self._number(), nursery=self, socket=ours)
        except BaseException:
            ours.close()
            raise

    async def reap(self, pid: int) -> int:
        """Kills a worker that still lives and tells how it ended; raises ``OSError`` when the nursery is dead."""
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
