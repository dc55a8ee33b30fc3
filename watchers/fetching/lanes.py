"""Who may ask whom when: a place at the host, a place in the pool, and a pause between two requests that begin at one host.

Politeness is counted by host, whatever the port and whoever asks; hosts of the desk's own (inside an opened range, by number) are
asked without a pause.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final
from weakref import WeakValueDictionary

from watchers.fetching.config import FetchConfig

_MOST_REMEMBERED: Final = 4096
"""Hosts whose last request is remembered."""
_LONG_AGO: Final = 3600.0
"""Seconds after which no pause can still be running."""


class Lanes:
    """The places of one fetcher. ``own`` tells hosts that are the desk's and need no pause."""

    def __init__(self, config: FetchConfig, own: Callable[[str], bool]) -> None:
        self._config = config
        self._own = own
        self._lanes: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._free = asyncio.Semaphore(config.connections)
        self._doors: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._begun: dict[str, float] = {}

    @asynccontextmanager
    async def place(self, host: str) -> AsyncIterator[None]:
        """A place at the host, then one in the pool: in this order a busy host holds no place that another could use."""
        lane = self._lanes.get(host)
        if lane is None:
            lane = self._lanes[host] = asyncio.Semaphore(self._config.rule(host).at_once or self._config.per_host)
        async with lane:
            await self._pause(host)
            async with self._free:
                yield

    async def _pause(self, host: str) -> None:
        """Wait until the last request at this host began long enough ago, one after the other; this one begins now."""
        given = self._config.rule(host).spacing
        spacing = (0.0 if self._own(host) else self._config.spacing) if given is None else given
        if not spacing:
            return
        door = self._doors.get(host)
        if door is None:
            door = self._doors[host] = asyncio.Lock()
        async with door:
            clock = asyncio.get_running_loop().time
            await asyncio.sleep(max(0.0, self._begun.get(host, -spacing) + spacing - clock()))
            now = self._begun[host] = clock()
        if len(self._begun) > _MOST_REMEMBERED:
            self._begun = {name: at for name, at in self._begun.items() if now - at < _LONG_AGO}
