"""The whole daemon in this process: a real file, real HTTP, Slack's stand-in, the scheduler; under a clock that a test sets."""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from service.app import App, Outside, assembled, serve
from service.clock import Clock
from service.flow.kit import Failpoint, NoFailpoint
from service.health.__main__ import asked
from service.health.server import served
from service.reference import shipped
from service.settings import load
from tests.journeys.test_daemon import story
from tests.service.flow.world import Inline
from tests.standins.newsroom import Newsroom
from tests.standins.slack import SlackStandIn
from tests.tools.seeds import CHANNEL, config

PATIENCE = 30.0
"""Seconds after which a test that waits for something gives up."""
AGENCIES = ("NASA", "USAID", "The Federal Reserve", "The U.S. Department of Energy", "The U.S. Department of State")


@dataclass(kw_only=True)
class Wall:
    """A wall clock beside the machine's: away from it by so much, or standing."""

    away: timedelta = timedelta()
    stands: datetime | None = None

    def now(self) -> datetime:
        return self.stands or Clock().now() + self.away

    def clock(self) -> Clock:
        """With the machine's own monotonic clock."""
        return Clock(now=self.now)


@dataclass(frozen=True, kw_only=True)
class House:
    """A running daemon and where it answers."""

    app: App
    listen: str
    serving: "asyncio.Task[None]" = field(repr=False)
    """What beats; cancelled, nothing does."""

    async def ask(self, what: str) -> tuple[bool, dict[str, str]]:
        """Whether it is well, and what each check says."""
        well, said = await asyncio.to_thread(asked, what, self.listen)
        return well, json.loads(said)

    async def red(self, check: str, what: str = "ready") -> str:
        """Wait until it is red; what this check says then."""
        found: dict[str, str] = {}

        async def failing() -> bool:
            well, said = await self.ask(what)
            found.update(said)
            return not well and said.get(check, "").startswith("fail: ")

        await come(failing)
        return found[check]

    async def green(self) -> None:
        """Wait until all is well."""

        async def well() -> bool:
            return (await self.ask("ready"))[0]

        await come(well)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with self.app.kit.store.reading() as c:
            return [tuple(row) for row in c.exec_driver_sql(query)]


@dataclass(frozen=True, kw_only=True)
class Street:
    """A newsroom, a channel and a folder for a daemon between them."""

    newsroom: Newsroom
    slack: SlackStandIn
    folder: Path
    told: list[str] = field(default_factory=list)

    @property
    def settings(self) -> Path:
        """Written anew, for whoever wants to add to it."""
        return config(self.newsroom, self.slack, self.folder)

    def publish(self, more: str = "") -> None:
        """One more story, about an agency of which nothing was known; ``more`` stands at its end."""
        number = len(self.told)
        self.told.append(f"s{number}")
        made = story(self.told[-1], AGENCIES[number])
        self.newsroom.publish(replace(made, text=f"{made.text}\n{more}"))

    def standing(self) -> list[str]:
        """Keys of what stands in the channel."""
        return [str(row["metadata"]["event_payload"]["key"]) for row in self.slack.messages(CHANNEL)]

    async def stand(self, number: int) -> None:
        """Wait for so many messages, each of its own; a moment later there is not one more."""
        await come(lambda: len(self.standing()) >= number)
        await asyncio.sleep(0.3)
        keys = self.standing()
        assert (len(keys), len(set(keys))) == (number, number)

    def posts(self) -> int:
        """Calls that wanted something posted."""
        return len([call for call in self.slack.calls() if call["target"] == "chat.postMessage"])


@asynccontextmanager
async def house(settings: Path, wall: Wall | None = None, failpoint: Failpoint | None = None) -> AsyncIterator[House]:
    """A daemon for these settings until the block ends."""
    outside = Outside(
        clock=(wall or Wall()).clock(),
        failpoint=failpoint or NoFailpoint(),
        reference=shipped(),
        confined=Inline(),
        hasty=True,
    )
    stop = asyncio.Event()
    async with (
        assembled(load(settings, {}), io.StringIO(), outside) as app,
        served("127.0.0.1:0", app.vitals) as base,
    ):
        assert base is not None
        serving = asyncio.create_task(serve(app, stop))
        try:
            yield House(app=app, listen=base.removeprefix("http://"), serving=serving)
        finally:
            stop.set()
            if not serving.cancelled():
                await serving


async def come(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for something, looking again and again, since nothing tells; a coroutine is awaited."""
    end = time.monotonic() + seconds
    while True:
        found = true()
        if await found if asyncio.iscoroutine(found) else found:
            return
        assert time.monotonic() < end, "it did not come to pass"
        await asyncio.sleep(0.05)
