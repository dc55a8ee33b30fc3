"""The real slack_bolt against the strict stand-in: over its Socket Mode, and as signed requests."""

import asyncio
import hashlib
import hmac
import http.client
import json
import urllib.parse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from alerts.slack.notifier import SlackNotifier
from service.clicks import Hearing
from service.clock import Clock
from service.desk.slack import COMMAND, WHY, heard
from service.flow.kit import Failpoint, Policy
from service.flow.stages import Job
from service.reference import Reference
from service.settings import Slack
from service.store.errors import StoreFull
from tests.robustness.house import come
from tests.service.flow.test_roots import NASA, told
from tests.service.flow.world import ALERTS, Snag, World, adopts, allowed, story, world
from tests.standins.slack import SlackStandIn

NOW = Clock().now
WAYS = ("socket", "http")


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


def spoken(policy: Policy, language: str) -> Policy:
    """With clicks that are heard, and channels in one language."""
    return replace(policy, ears=True, routes=tuple(replace(one, language=language) for one in policy.routes))


@asynccontextmanager
async def opened(
    slack: SlackStandIn,
    reference: Reference,
    way: str,
    failpoint: Failpoint | None = None,
    *,
    text: str = NASA,
    language: str = "en",
) -> AsyncIterator[Room]:
    """One alert stands in the channel, and clicks on it are heard."""
    slack.reset()
    slack.settings(rate_limits=False)
    hearing = Hearing(app_token=slack.app_token) if way == "socket" else HTTP(slack)
    settings = Slack(token=slack.bot_token, base_url=slack.base_url)
    one = world(reference, failpoint=failpoint)
    async with SlackNotifier(slack.bot_token, slack.base_url) as notifier:
        one.kit = replace(one.kit, notifier=notifier, policy=spoken(one.kit.policy, language))
        room = Room(one=await allowed(one), slack=slack, way=way)
        async with heard(hearing, settings, one.kit, room.jobs.extend) as how:
            room.address = str(how).rpartition(" ")[2]
            if way == "socket":
                await come(lambda: connected(slack))
            await told(one, text)
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
        "mutes": "'1: agency:NASA until 2026-03-16 12:00Z, by ana in C0ALERTS: too much of it'",
        "unmute 1": "Mute 1 has ended",
        "mute nasa": "is no subject",
        "add ftp://x": "is no web address",
        "status": "feeds watched: 1, failing: 0",
        "help": "read an article now",
        "": "what was told in the last 24 hours",
    }
    async with opened(slack, reference, "socket") as room:
        for words, answer in expected.items():
            done = await room.does("slash", command=COMMAND, text=words)
            assert done["acked"], words
            await room.whisper(answer)
        assert len(slack.messages(ALERTS)) == 1


async def test_a_french_channel_is_answered_in_french(slack: SlackStandIn, reference: Reference) -> None:
    """The command speaks the language of its channel's route, App Home that of the person's, or else of the first route."""
    expected = {
        "open": "Contradictions ouvertes : 0",
        "why F-1": "NASA et ChatGPT : utilisé, signalé",
        "why https://paper.example/nothing": "n’a jamais été vu",
        "mute agency:NASA 2w trop": "est en sourdine ici jusqu’au 16 mars 2026",
        "mutes": "1 : agency:NASA jusqu’au 2026-03-16 12:00Z, par ana dans C0ALERTS : trop",
        "add ftp://x": "n’est pas une adresse web",
        "status": "flux suivis : 1, en échec : 0",
        "help": "lire un article maintenant",
    }
    async with opened(slack, reference, "socket", language="fr") as room:
        for words, answer in expected.items():
            await room.does("slash", command=COMMAND, text=words)
            await room.whisper(answer)
        (address,) = await room.column("SELECT url FROM articles")
        await room.does("slash", command=COMMAND, text=f"why {address}")
        await room.whisper("il a alerté avec la version 1", "affirmations : 1", "rang 2")
        await room.clicks("why")
        await room.whisper(
            "nouveau (première mention, rien d’enregistré à ce sujet)", "enregistré à ce sujet : NASA utilise ChatGPT"
        )
        await room.does("event", event={"type": "app_home_opened", "user": "U0REPORTER", "tab": "home", "channel": "D1"})
        view = await room.view("home")
        told = ("Aujourd’hui : alertes 1", "Annoncé ces dernières 24 heures", "Noms absents des listes", "Slack accepte")
        assert [text for text in told if text not in str(view)] == []


async def test_app_home_shows_what_is_open_and_decides_names(slack: SlackStandIn, reference: Reference) -> None:
    """Drawn when it is opened, and again with what became of the last click."""
    async with opened(slack, reference, "socket") as room:
        await room.does("event", event={"type": "app_home_opened", "user": "U0REPORTER", "tab": "home", "channel": "D1"})
        view = await room.view("home")
        assert "Told in the last 24 hours" in str(view)
        assert str(view).count("New agency: NASA uses ChatGPT") == 1
        await room.clicks("assign")
        await room.settled()
        await room.does("block_actions", view_id=view["id"], action_id="home")

        async def mine() -> bool:
            return str(await room.view("home")).count("New agency: NASA uses ChatGPT") == 2

        await come(mine)


STRANGER = adopts("The Ruritanian Office of Widgets")


async def test_names_that_nobody_listed_are_decided_on_in_app_home(slack: SlackStandIn, reference: Reference) -> None:
    """Another way of writing is chosen from the known names; what became of it stands on top, and what cannot be says why."""
    async with opened(slack, reference, "socket", text=STRANGER) as room:
        await room.does("event", event={"type": "app_home_opened", "user": "U0REPORTER", "tab": "home", "channel": "D1"})
        home = await room.view("home")
        assert "Ruritanian Office of Widgets" in str(home)
        await room.does("block_actions", view_id=home["id"], action_id="name_merge")
        form = await room.view("merge")
        known = await room.does("block_suggestion", view_id=form["id"], action_id="v", value="federal res")
        assert known["effect"]["problems"] == []
        assert "Federal Reserve System" in [one["value"] for one in known["ack"]["options"]]
        await room.does("view_submission", view_id=form["id"], values={"other": known["ack"]["options"][0]})

        async def told_so() -> bool:
            return "stands for" in str(await room.view("home"))

        await come(told_so)
        assert await room.column("SELECT state FROM name_queue") == ["merged"]
        assert "federal reserve" in str(await room.column("SELECT key FROM facts ORDER BY id"))


def signed(body: bytes, secret: str, *, at: str | None = None, signature: str | None = None) -> dict[str, str]:
    """The headers of a request as Slack signs it."""
    stamp = at or str(int(NOW().timestamp()))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return kind | {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature or f"v0={digest}"}


async def posted(address: str, body: bytes, headers: dict[str, str]) -> int:
    def send() -> int:
        connection = http.client.HTTPConnection(address.split("/")[2], timeout=30)
        try:
            connection.request("POST", "/slack/events", body, {name: value.encode("latin-1") for name, value in headers.items()})
            return connection.getresponse().status
        finally:
            connection.close()

    return await asyncio.to_thread(send)


async def test_e21_a_request_that_slack_did_not_sign_just_now_is_refused(slack: SlackStandIn, reference: Reference) -> None:
    """E21: bad signature, 301 s old, ts "abc", non-ASCII signature: 401 and nothing kept. Sent again, replayed, with a retry
    header or from another day's signature: done once.
    """
    async with opened(slack, reference, "http") as room:
        secret, button = slack.signing_secret, {"type": "button", "action_id": "confirm", "value": "R-1|1:1", "action_ts": "1.1"}
        user = {"id": "U0REPORTER", "name": "ana"}
        payload = {"type": "block_actions", "user": user, "actions": [button], "channel": {"id": ALERTS}, "team": {"id": "T0"}}
        body = urllib.parse.urlencode({"payload": json.dumps(payload)}).encode()
        old = str(int(NOW().timestamp()) - 301)
        refused = {
            "unsigned": {"Content-Type": "application/x-www-form-urlencoded"},
            "bad signature": signed(body, secret, signature="v0=" + "0" * 64),
            "another secret": signed(body, "somebody-else"),
            "301 s old": signed(body, secret, at=old),
            "301 s early": signed(body, secret, at=str(int(NOW().timestamp()) + 310)),
            "no time": signed(body, secret, at="abc"),
            "a signature in letters that are none": signed(body, secret, signature="v0=é" + "0" * 63),
            "a time of digits that are none": signed(body, secret) | {"X-Slack-Request-Timestamp": "²²²"},
        }
        assert {name: await posted(room.address, body, headers) for name, headers in refused.items()} == dict.fromkeys(
            refused, 401
        )
        assert await room.column("SELECT count(*) FROM hands") == [0]
        good = signed(body, secret)
        assert await posted(room.address, body, good) == 200
        assert await posted(room.address, body, good) == 200
        assert await posted(room.address, body, good | {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}) == 200
        await room.settled()
        assert await room.column("SELECT count(*) FROM hands") == [1]
        assert await room.column("SELECT count(*) FROM standings") == [1]


async def test_a_connection_that_slack_ends_is_made_anew(slack: SlackStandIn, reference: Reference) -> None:
    """Asked to go (Slack does so every few hours), the next click comes over another one."""
    async with opened(slack, reference, "socket") as room:
        await asyncio.to_thread(slack.ask, "socket/disconnect", {"reason": "refresh_requested"})

        async def clicked() -> bool:
            return bool((await room.clicks("confirm")).get("acked"))

        await come(clicked)
        await room.settled()
        assert "Confirmed by ana" in str(room.root()["blocks"])


async def test_a_database_that_cannot_be_written_leaves_the_click_unacknowledged(
    slack: SlackStandIn, reference: Reference
) -> None:
    """Slack then tells the person that it was not taken: nothing is acknowledged that is not kept."""
    async with opened(slack, reference, "socket") as room:
        slack.settings(ack_timeout=0.3)

        async def full(_: object) -> None:
            raise StoreFull("no space left", where="here")

        room.one.kit.store.write = full  # type: ignore[method-assign,assignment]  # a disk that is full from now on
        assert not (await room.clicks("confirm"))["acked"]
        del room.one.kit.store.write
        slack.settings(ack_timeout=3.0)
        assert (await room.clicks("confirm"))["acked"]
        await room.settled()
        assert await room.column("SELECT count(*) FROM hands") == [1]


async def test_what_dies_between_acknowledgement_and_deed_is_done_by_the_next_heartbeat(
    slack: SlackStandIn, reference: Reference
) -> None:
    """The click is kept before it is acknowledged, so none is lost, whatever is killed after."""
    snag = Snag("hand:acknowledged", RuntimeError("killed"), times=1)
    async with opened(slack, reference, "socket", snag) as room:
        assert (await room.clicks("confirm"))["acked"]
        assert await room.column("SELECT said FROM hands") == [None]
        room.one.times.pass_by(6)
        await room.one.beat()
        await room.one.beat()
        assert await room.column("SELECT said FROM hands") == ["done"]
        assert "Confirmed by ana" in str(room.root()["blocks"])


async def test_of_several_facts_the_person_says_which(slack: SlackStandIn, reference: Reference) -> None:
    """To edit one of them, and to reject another; the third stays as it is."""
    three = f"{NASA} {adopts('USAID')} {adopts('The Federal Reserve')}"
    async with opened(slack, reference, "socket", text=three) as room:
        await room.clicks("more", selected="edit|R-1")
        which = await room.view("edit_which")
        offered = which["blocks"][0]["element"]["options"]
        assert [one["text"]["text"] for one in offered] == [
            "NASA and ChatGPT",
            "U.S. Agency for International Development and ChatGPT",
            "Federal Reserve System and ChatGPT",
        ]
        await room.does("view_submission", view_id=which["id"], values={"which": offered[0]["value"]})
        form = await room.view("edit")
        await room.does("view_submission", view_id=form["id"], values={"stage": "exploring", "why": "a trial"})
        await room.settled()
        await room.clicks("reject")
        form = await room.view("reject")
        await room.does("view_submission", view_id=form["id"], values={"which": [offered[1]["value"]], "why": "it is not so"})
        await room.settled()
        found = await room.column("SELECT status FROM fact_values ORDER BY id")
        assert found == ["superseded", "retracted", "reported", "confirmed"]
        shown = str(room.root()["blocks"])
        assert "Edited by ana, 12:00 UTC (NASA and ChatGPT): a trial" in shown
        assert "Rejected by ana, 12:00 UTC (U.S. Agency for International Development and ChatGPT): it is not so" in shown
        assert room.root()["lint"] == []


async def test_an_article_that_somebody_wants_read_is_judged_now(slack: SlackStandIn, reference: Reference) -> None:
    """It alerts as any other; asked for again, it is known already."""
    async with opened(slack, reference, "socket") as room:
        wanted = room.one.network.room(8009)
        wanted.publish(story("wanted", adopts("USAID")))
        for answer in ("it is judged now, and alerts if it adds something", "that is known already"):
            await room.does("slash", command=COMMAND, text="add http://127.0.0.1:8009/a/wanted")
            await room.whisper(answer)
            while room.jobs:
                await room.one.run(room.jobs.pop(0))
        assert await room.column("SELECT count(*) FROM alerts") == [2]
        assert await room.column("SELECT said FROM hands ORDER BY id") == ["done", "already"]
