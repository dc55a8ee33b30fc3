"""Names to addresses by the system's resolver, in threads that nothing waits for.

A look-up may stall for half a minute and cannot be cancelled. In the event loop's own pool such threads would starve everything
else that runs there and hold up the end of the process; daemon threads do neither.
"""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

Resolver = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""Host and port to addresses in the order of preference; raises ``OSError`` where there is none."""

_LOOKUPS_AT_ONCE: Final = 64


class SystemResolver:
    """``getaddrinfo`` for TCP, at most 64 look-ups at a time."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(_LOOKUPS_AT_ONCE)

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of ``host``, without repetitions; raises ``OSError``."""
        await self._free.acquire()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

        def settle(found: tuple[str, ...] | OSError) -> None:
            self._free.release()
            if answer.done():  # the caller's deadline was quicker
                return
            if isinstance(found, OSError):
                answer.set_exception(found)
            else:
                answer.set_result(found)

        threading.Thread(target=_look_up, args=(loop, host, port, settle), daemon=True, name="resolve").start()
        return await answer


def _look_up(loop: asyncio.AbstractEventLoop, host: str, port: int, settle: Callable[[tuple[str, ...] | OSError], None]) -> None:
    found: tuple[str, ...] | OSError
    try:
        found = tuple(dict.fromkeys(str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except OSError as error:
        found = error
    except UnicodeError as error:  # a label that the system's own IDNA codec refuses
        found = OSError(f"{host!r} is no host name: {error}")
    with suppress(RuntimeError):  # the loop ended before the look-up did
        loop.call_soon_threadsafe(settle, found)
