"""What every notifier owes the deliver stage, over Slack's stand-in, its webhooks and a channel in memory.

A webhook owes less: where it can do nothing it says so, always in the same way. A terminal owes least.
"""

import io
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from alerts.delivery import Message, Receipt, Window
from alerts.errors import Degrade, DeliveryError, Park, Stop, Unknown, Wait
from alerts.ports import Notifier
from alerts.slack.blocks import message
from alerts.slack.notifier import SlackNotifier
from alerts.slack.webhook import WebhookNotifier
from service.flow.roots import ROOTLESS
from service.terminal import TerminalNotifier
from tests.alerts.samples import seed_000, seed_001
from tests.standins.notifier import MemoryNotifier
from tests.standins.slack import SlackStandIn

CHANNEL, OTHER = "C0ALERTS", "C0DIGEST"


class Bench(ABC):
    """A notifier with its faults, and what a reader of its channels sees."""

    notifier: Notifier
    searches: ClassVar[bool] = True
    """Whether it can find, change and take back what it posted."""

    @abstractmethod
    def fail(self, fault: str) -> None:
        """The next post fails so: a word of ``tests.standins.notifier.FAULTS``."""

    @abstractmethod
    def fail_search(self) -> None:
        """The next search cannot be made."""

    @abstractmethod
    def standing(self, channel: str) -> list[str]:
        """Keys of the messages in a channel, oldest first."""


class Memory(Bench):
    def __init__(self) -> None:
        self.fake = MemoryNotifier()
        self.notifier = self.fake

    def fail(self, fault: str) -> None:
        self.fake.fail(fault)

    def fail_search(self) -> None:
        self.fake.fail_search(Unknown("history is out", channel=CHANNEL, code="http_500"))

    def standing(self, channel: str) -> list[str]:
        return [row.message.key for row in self.fake.in_channel(channel)]


class Slack(Bench):
    FAULTS: ClassVar[dict[str, dict[str, object]]] = {
        "lost": {"kind": "drop"},
        "unsent": {"kind": "reset"},
        "wait": {"kind": "ratelimited"},
        "park": {"kind": "error", "code": "is_archived"},
        "stop": {"kind": "error", "code": "token_revoked"},
        "degrade": {"kind": "error", "code": "invalid_blocks"},
    }

    def __init__(self, slack: SlackStandIn, notifier: SlackNotifier) -> None:
        self.slack = slack
        self.notifier = notifier

    def fail(self, fault: str) -> None:
        self.slack.faults({**self.FAULTS[fault], "match": "chat.postMessage"})

    def fail_search(self) -> None:
        self.slack.faults({"kind": "error", "code": "internal_error", "match": "conversations.history"})

    def standing(self, channel: str) -> list[str]:
        return [row["metadata"]["event_payload"]["key"] for row in self.slack.roots(channel)]


class Hooks(Bench):
    searches = False
    FAULTS: ClassVar[dict[str, dict[str, object]]] = {
        "lost": {"kind": "drop"},
        "unsent": {"kind": "reset"},
        "wait": {"kind": "ratelimited"},
        "park": {"kind": "error", "code": "channel_is_archived"},
        "stop": {"kind": "error", "code": "invalid_token"},
        "degrade": {"kind": "error", "code": "invalid_blocks"},
    }

    def __init__(self, slack: SlackStandIn, notifier: WebhookNotifier) -> None:
        self.slack = slack
        self.notifier = notifier

    def fail(self, fault: str) -> None:
        self.slack.faults({**self.FAULTS[fault], "match": "webhook"})

    def fail_search(self) -> None:
        """It never can."""

    def standing(self, channel: str) -> list[str]:
        return [row["text"].partition(":")[0] for row in self.slack.roots(channel)]


@pytest.fixture(params=["memory", "slack", "hooks"])
async def poster(request: pytest.FixtureRequest, workspace: SlackStandIn) -> AsyncIterator[Bench]:
    """One parameter a notifier."""
    async with _bench(request.param, workspace) as made:
        yield made


@pytest.fixture(params=["memory", "slack"])
async def bench(request: pytest.FixtureRequest, workspace: SlackStandIn) -> AsyncIterator[Bench]:
    """One parameter a notifier that can do more than post."""
    async with _bench(request.param, workspace) as made:
        yield made


@asynccontextmanager
async def _bench(kind: str, workspace: SlackStandIn) -> AsyncIterator[Bench]:
    if kind == "memory":
        yield Memory()
        return
    workspace.reset()
    if kind == "hooks":
        workspace.ask("webhooks", {"id": "T0NEWS/B0HOOK2/secondhook", "channel": OTHER, "error": ""})
        second = workspace.webhook_url.rpartition("/services/")[0] + "/services/T0NEWS/B0HOOK2/secondhook"
        async with WebhookNotifier({CHANNEL: workspace.webhook_url, OTHER: second}) as hooks:
            yield Hooks(workspace, hooks)
        return
    async with SlackNotifier(workspace.bot_token, workspace.base_url) as notifier:
        yield Slack(workspace, notifier)


def sample(key: str) -> Message:
    made = message(seed_000(), key=key, language="en")
    return replace(made, text=f"{key}: {made.text}", plain=f"{key}: {made.plain}")


async def found(bench: Bench, key: str) -> int | None:
    """How many messages of a key are found; ``None`` where nothing can be, which it says in its own way."""
    if bench.searches:
        return len(await bench.notifier.find(CHANNEL, key, recent()))
    with pytest.raises(Park) as caught:
        await bench.notifier.find(CHANNEL, key, recent())
    assert caught.value.code == "no_history"
    return None


def recent() -> Window:
    return Window(since=datetime.now(UTC) - timedelta(minutes=1))  # noqa: TID251 - the stand-in stamps messages with the true time


async def test_a_post_stands_in_its_channel_and_its_receipt_proves_it(poster: Bench) -> None:
    """And in no other channel."""
    receipt = await poster.notifier.post(CHANNEL, sample("1"))
    assert receipt.channel == CHANNEL
    assert poster.standing(CHANNEL) == ["1"]
    assert poster.standing(OTHER) == []


async def test_posts_keep_their_order(poster: Bench) -> None:
    """Receipts sort as the messages stand."""
    receipts = [await poster.notifier.post(CHANNEL, sample(key)) for key in ("1", "2", "3")]
    assert poster.standing(CHANNEL) == ["1", "2", "3"]
    assert [r.ts for r in receipts] == sorted((r.ts for r in receipts), key=float)


async def test_a_degraded_post_carries_its_key_too(poster: Bench) -> None:
    """It can be found like any other."""
    await poster.notifier.post(CHANNEL, sample("1"), degraded=True)
    assert poster.standing(CHANNEL) == ["1"]
    assert await found(poster, "1") in {1, None}


@pytest.mark.parametrize(
    ("fault", "kind", "stands"),
    [
        ("lost", Unknown, 1),
        ("unsent", Unknown, 0),
        ("wait", Wait, 0),
        ("park", Park, 0),
        ("stop", Stop, 0),
        ("degrade", Degrade, 0),
    ],
)
async def test_a_post_that_fails_says_which_of_five_things_happened(
    poster: Bench, fault: str, kind: type[DeliveryError], stands: int
) -> None:
    """Once, for the next post goes through; a search tells a lost message from one never sent. A webhook's word is its own."""
    poster.fail(fault)
    with pytest.raises(DeliveryError) as caught:
        await poster.notifier.post(CHANNEL, sample("1"))
    assert type(caught.value) is (kind if poster.searches or kind is not Stop else Park)
    assert caught.value.channel == CHANNEL
    assert await found(poster, "1") in {stands, None}
    await poster.notifier.post(CHANNEL, sample("2"))
    assert poster.standing(CHANNEL) == ["1"] * stands + ["2"]


async def test_a_search_finds_all_doubles_oldest_first_and_no_other_key(bench: Bench) -> None:
    """The younger ones can then be withdrawn."""
    sent = [await bench.notifier.post(CHANNEL, sample(key)) for key in ("1", "2", "1")]
    found = await bench.notifier.find(CHANNEL, "1", recent())
    assert [r.ts for r in found] == [sent[0].ts, sent[2].ts]
    await bench.notifier.withdraw(found[1])
    assert bench.standing(CHANNEL) == ["1", "2"]
    assert await bench.notifier.find(CHANNEL, "3", recent()) == ()
    assert await bench.notifier.find(OTHER, "1", recent()) == ()


async def test_a_search_that_cannot_be_made_says_so(bench: Bench) -> None:
    """It never looks like one that found nothing."""
    bench.fail_search()
    with pytest.raises(Unknown):
        await bench.notifier.find(CHANNEL, "1", recent())


async def test_a_message_is_amended_where_it_stands(bench: Bench) -> None:
    """No second message."""
    receipt = await bench.notifier.post(CHANNEL, sample("1"))
    for degraded in (False, True):
        await bench.notifier.amend(receipt, message(seed_001(), key="1", language="fr"), degraded=degraded)
        assert bench.standing(CHANNEL) == ["1"]


async def test_a_reply_stands_under_its_root_and_is_searched_for_there(bench: Bench) -> None:
    """Whatever else is said in the channel; the root is not taken for it."""
    root = await bench.notifier.post(CHANNEL, sample("1"))
    sent = await bench.notifier.post(CHANNEL, replace(sample("2"), thread=root.ts))
    window = replace(recent(), thread=root.ts)
    assert [receipt.ts for receipt in await bench.notifier.find(CHANNEL, "2", window)] == [sent.ts]
    assert await bench.notifier.find(CHANNEL, "3", window) == ()


async def test_a_reply_to_what_is_gone_is_refused(bench: Bench) -> None:
    """With a name that says so, so that it is given up."""
    root = await bench.notifier.post(CHANNEL, sample("1"))
    await bench.notifier.withdraw(root)
    with pytest.raises(DeliveryError) as caught:
        await bench.notifier.post(CHANNEL, replace(sample("2"), thread=root.ts))
    assert caught.value.code in ROOTLESS
    assert bench.standing(CHANNEL) == []


async def test_what_is_withdrawn_is_gone_and_may_be_withdrawn_again(bench: Bench) -> None:
    """But not amended."""
    receipt = await bench.notifier.post(CHANNEL, sample("1"))
    await bench.notifier.withdraw(receipt)
    await bench.notifier.withdraw(receipt)
    assert bench.standing(CHANNEL) == []
    with pytest.raises(Park):
        await bench.notifier.amend(receipt, sample("1"))


async def test_a_webhook_says_what_it_cannot_do(workspace: SlackStandIn) -> None:
    """No edits, no deletion, no search; a reply stands by itself, and a channel without a webhook is refused."""
    async with _bench("hooks", workspace) as hooks:
        receipt = await hooks.notifier.post(CHANNEL, sample("1"))
        for attempt, code in (
            (hooks.notifier.amend(receipt, sample("1")), "no_edits"),
            (hooks.notifier.withdraw(receipt), "no_deletion"),
            (hooks.notifier.post("webhook:other", sample("1")), "no_service"),
        ):
            with pytest.raises(Park) as caught:
                await attempt
            assert caught.value.code == code
        await hooks.notifier.post(CHANNEL, replace(sample("2"), thread=receipt.ts))
        assert hooks.standing(CHANNEL) == ["1", "2"]


async def test_the_address_of_a_webhook_is_in_no_error(workspace: SlackStandIn) -> None:
    """Refused, unreachable or no address at all: it is a secret."""
    workspace.reset()
    answering = workspace.webhook_url + "-secret"
    hooks = {"a": answering, "b": "http://127.0.0.1:1/services/T0/B0/secret", "c": "http:///services/T0/B0/secret"}
    async with WebhookNotifier(hooks) as notifier:
        for channel in hooks:
            with pytest.raises(DeliveryError) as caught:
                await notifier.post(channel, sample("1"))
            assert "secret" not in f"{caught.value!r} {caught.value} {caught.value.__cause__} {notifier!r}"


async def test_a_terminal_prints_each_alert_once_and_keeps_nothing() -> None:
    """It is a notifier for what a terminal can do."""
    out = io.StringIO()
    terminal: Notifier = TerminalNotifier(out)
    receipt = await terminal.post("terminal", sample("1"))
    await terminal.amend(receipt, sample("1"))
    await terminal.withdraw(Receipt(channel="terminal", ts="1"))
    assert await terminal.find("terminal", "1", recent()) == ()
    assert out.getvalue().count("2 new agencies for Llama") == 1
    assert "\x1b" not in out.getvalue()
