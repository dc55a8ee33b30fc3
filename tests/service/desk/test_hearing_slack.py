"""The real slack_bolt against the strict stand-in: over its Socket Mode, and as signed requests."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from alerts.slack.notifier import SlackNotifier
from service.clicks import Hearing
from service.desk.slack import COMMAND, WHY, heard
from service.flow.stages import Job
from service.reference import Reference
from service.settings import Slack
from tests.robustness.house import come
from tests.service.flow.test_roots import NASA, told
from tests.service.flow.world import ALERTS, World, allowed, world
from tests.standins.slack import SlackStandIn, running_slack

WAYS = ("socket", "http")


@pytest.fixture(scope="module")
def slack() -> Iterator[SlackStandIn]:
    with running_slack() as standin:
        yield standin


@dataclass(kw_only=True)
class Room:
    """A newsroom's Slack with the daemon's ears in it."""

    one: World
    slack: SlackStandIn
    way: str
    address: str = ""
    jobs: list[Job] = field(default_factory=list)

    async def does(self, kind: str, **what: Any) -> dict[str, Any]:
        """A person does something; what the client of that person sees of it."""
        how = {"via": "http", "url": self.address} if self.way == "http" else {}
        found: dict[str, Any] = await asyncio.to_thread(self.slack.ask, "simulate", {"kind": kind, **how, **what})
        return found

    async def clicks(self, action: str, **what: Any) -> dict[str, Any]:
        """A person clicks a button of the first alert."""
        root = self.slack.roots(ALERTS)[0]
        return await self.does("block_actions", channel=ALERTS, ts=root["ts"], action_id=action, **what)

    async def settled(self) -> None:
        """Everything that was begun is done and drawn."""
        await come(self._done)
        while self.jobs:
            await self.one.run(self.jobs.pop(0))

    async def _done(self) -> bool:
        """Nothing waits, and what was done has been told to the engine."""
        await asyncio.sleep(0)
        hands = await self.column("SELECT said FROM hands")
        return None not in hands and bool(self.jobs)

    async def column(self, query: str) -> list[Any]:
        """Not from this thread: a database in memory has one connection."""
        return await self.one.kit.store.read(lambda c: list(c.exec_driver_sql(query).scalars()))

    def root(self) -> dict[str, Any]:
        return self.slack.roots(ALERTS)[0]

    async def whisper(self, *words: str) -> str:
        """What was last said to one person alone, once it holds these words."""
        found: list[str] = []

        async def said() -> bool:
            rows = await asyncio.to_thread(self.slack.ask, "ephemeral")
            found[:] = [str(row) for row in rows if all(word in str(row) for word in words)]
            return bool(found)

        await come(said)
        return found[-1]

    async def view(self, callback: str) -> dict[str, Any]:
        """A form, or App Home, once it is open."""
        found: list[dict[str, Any]] = []

        async def there() -> bool:
            views = await asyncio.to_thread(self.slack.ask, "views")
            found[:] = [view for view in views.values() if view["callback_id"] == callback]
            return bool(found)

        await come(there)
        return found[-1]


@asynccontextmanager
async def opened(slack: SlackStandIn, reference: Reference, way: str) -> AsyncIterator[Room]:
    """One alert stands in the channel, and clicks on it are heard."""
    slack.reset()
    slack.settings(rate_limits=False)
    hearing = Hearing(app_token=slack.app_token) if way == "socket" else HTTP(slack)
    settings = Slack(token=slack.bot_token, base_url=slack.base_url)
    one = world(reference)
    async with SlackNotifier(slack.bot_token, slack.base_url) as notifier:
        one.kit = replace(one.kit, notifier=notifier, policy=replace(one.kit.policy, ears=True))
        room = Room(one=await allowed(one), slack=slack, way=way)
        async with heard(hearing, settings, one.kit, room.jobs.extend) as how:
            room.address = str(how).rpartition(" ")[2]
            if way == "socket":
                await come(lambda: connected(slack))
            await told(one, NASA)
            await one.beat()
            yield room
    one.close()


def HTTP(slack: SlackStandIn) -> Hearing:  # noqa: N802 - beside Hearing's own
    return Hearing(signing_secret=slack.signing_secret, listen="127.0.0.1:0")


async def connected(slack: SlackStandIn) -> bool:
    calls = await asyncio.to_thread(slack.calls)
    return any(call["target"] == "apps.connections.open" and call["ok"] for call in calls)


@pytest.mark.parametrize("way", WAYS)
async def test_a_click_is_acknowledged_done_and_drawn(slack: SlackStandIn, reference: Reference, way: str) -> None:
    """With who and when on the message; taken back by the button that comes with it."""
    async with opened(slack, reference, way) as room:
        assert room.root()["lint"] == []
        answer = await room.clicks("confirm")
        assert answer["acked"]
        await room.settled()
        assert "Confirmed by ana, 12:00 UTC" in str(room.root()["blocks"])
        assert (room.root()["lint"], room.root()["mentions"]) == ([], [])
        await room.clicks("undo")
        await room.settled()
        assert "Confirmed by" not in str(room.root()["blocks"])
        assert await room.column("SELECT status FROM fact_values") == ["reported"]


@pytest.mark.parametrize("way", WAYS)
async def test_reject_asks_why_and_says_it_on_the_alert(slack: SlackStandIn, reference: Reference, way: str) -> None:
    """A form with a reason that must be given; the fact is withdrawn, and the alert says by whom and why."""
    async with opened(slack, reference, way) as room:
        await room.clicks("reject")
        form = await room.view("reject")
        sent = await room.does("view_submission", view_id=form["id"], values={"why": "<!channel> the ministry denied it"})
        assert "closed" in sent["effect"]
        await room.settled()
        root = room.root()
        assert root["blocks"][0]["text"]["text"].startswith("Withdrawn: ")
        assert "the ministry denied it" in str(root["blocks"])
        assert (root["lint"], root["mentions"]) == ([], [])
        assert await room.column("SELECT status FROM fact_values") == ["retracted"]


async def test_edit_opens_what_the_fact_says_and_refuses_what_cannot_be(slack: SlackStandIn, reference: Reference) -> None:
    """A fault is shown in the form, which stays open; what is saved supersedes what stood."""
    async with opened(slack, reference, "socket") as room:
        await room.clicks("more", selected="edit|R-1")
        form = await room.view("edit")
        refused = await room.does("view_submission", view_id=form["id"], values={"why": "no change"})
        assert list(refused["effect"]["errors"]) == ["why"]
        await room.does("view_submission", view_id=form["id"], values={"stage": "exploring", "why": "only a trial"})
        await room.settled()
        assert await room.column("SELECT status FROM fact_values ORDER BY id") == ["superseded", "confirmed"]
        assert "Edited by ana, 12:00 UTC" in str(room.root()["blocks"])
        assert room.root()["blocks"][0]["text"]["text"].startswith("Corrected: ")


async def test_why_is_answered_to_one_person_alone(slack: SlackStandIn, reference: Reference) -> None:
    """By the button and by the shortcut on the message: the verdict, its quote, and where it was sent."""
    async with opened(slack, reference, "socket") as room:
        await room.clicks("why")
        said = await room.whisper("first in slot", "NASA has adopted OpenAI")
        assert "'user': 'U0REPORTER'" in said
        await room.does("message_action", callback_id=WHY, channel=ALERTS, ts=room.root()["ts"], user="U0EDITOR")
        await room.whisper("first in slot", "U0EDITOR")
        assert len(slack.messages(ALERTS)) == 1


async def test_the_command_answers_each_of_its_words(slack: SlackStandIn, reference: Reference) -> None:
    """today, open, why, mute, add, status, help; none of it is seen by anybody else."""
    expected = {
        "today": "New agency: NASA uses ChatGPT",
        "open": "Open contradictions: 0",
        "why F-1": "NASA has adopted OpenAI",
        "mute": "nothing is muted",
        "mute agency:NASA 2w too much of it": "agency:NASA is muted here until 16 March 2026",
        "mutes": "agency:NASA until 2026-03-16 12:00Z, by ana in C0ALERTS: too much of it",
        "unmute 1": "Mute 1 has ended",
        "mute nasa": "is no subject",
        "add ftp://x": "is no web address",
        "status": "1 feeds watched",
        "help": "read an article now",
        "": "what was told in the last 24 hours",
    }
    async with opened(slack, reference, "socket") as room:
        for words, answer in expected.items():
            done = await room.does("slash", command=COMMAND, text=words)
            assert done["acked"], words
            await room.whisper(answer)
        assert len(slack.messages(ALERTS)) == 1


async def test_app_home_shows_what_is_open_and_decides_names(slack: SlackStandIn, reference: Reference) -> None:
    """Drawn when it is opened, and again with what became of the last click."""
    async with opened(slack, reference, "socket") as room:
        await room.does("event", event={"type": "app_home_opened", "user": "U0REPORTER", "tab": "home", "channel": "D1"})
        view = await room.view("home")
        assert "Told in the last 24 hours" in str(view)
        assert "New agency: NASA uses ChatGPT" in str(view)
