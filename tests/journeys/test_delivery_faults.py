"""The deliver stage against the strict stand-in: whatever goes wrong with a post, one message stands in the end."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from alerts.slack.notifier import SlackNotifier
from service.clock import Clock
from service.flow.deliver import deliver
from service.flow.kit import Kit
from service.flow.sweep import renew
from service.reference import Reference, shipped
from service.store import outbox
from tests.contracts.builders import a_message
from tests.service.flow.world import World, world
from tests.standins.slack import SlackStandIn
from tests.tools.seeds import CHANNEL

FAULTS = (
    {"kind": "http_500"},
    {"kind": "http_503"},
    {"kind": "ratelimited"},
    {"kind": "timeout", "seconds": 2},
    {"kind": "reset"},
    {"kind": "slow", "seconds": 0.2},
    {"kind": "drop"},
    {"kind": "drop_reset"},
    {"kind": "hang", "seconds": 2},
    {"kind": "fatal_error"},
    {"kind": "truncate"},
    {"kind": "error", "code": "internal_error"},
    {"kind": "error", "code": "invalid_blocks"},
)
"""Of a post; those after which the message is to stand in the channel by itself."""
LOOKS = tuple(timedelta(seconds=seconds) for seconds in (0.1, 0.2, 0.3))


@pytest.fixture(scope="module")
def known() -> Reference:
    return shipped()


@pytest.fixture
async def one(known: Reference, slack: SlackStandIn) -> AsyncIterator[World]:
    """A service with the true clock that posts to the stand-in."""
    slack.reset()
    made = world(known)
    async with SlackNotifier(slack.bot_token, slack.base_url, timeout=timedelta(seconds=1)) as notifier:
        policy = replace(made.kit.policy, looks=LOOKS)
        made.kit = replace(made.kit, clock=Clock(), sleep=asyncio.sleep, notifier=notifier, policy=policy)
        await renew(made.kit)
        yield made
    made.close()


def put(kit: Kit, *keys: str) -> None:
    with kit.store.writing() as c:
        for key in keys:
            outbox.enqueue(c, CHANNEL, a_message(key, f"text of {key}"), kit.clock.now(), alert_id=None)


async def settled(one: World, seconds: float = 20.0) -> list[object]:
    """Deliver until nothing is left to be done without a person; the states of the rows."""
    async with asyncio.timeout(seconds):
        while True:
            await deliver(one.kit, CHANNEL)
            if one.column("SELECT count(*) FROM outbox WHERE active") == [0]:
                return one.column("SELECT state FROM outbox ORDER BY id")
            await asyncio.sleep(0.05)


def keys(slack: SlackStandIn) -> list[str]:
    return [row["metadata"]["event_payload"]["key"] for row in slack.messages(CHANNEL)]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: "-".join(map(str, fault.values())))
async def test_whatever_becomes_of_a_post_one_message_stands_and_the_outbox_is_empty(
    one: World, slack: SlackStandIn, fault: dict[str, object]
) -> None:
    """Neither lost nor doubled, and the next one follows it."""
    slack.faults({**fault, "match": "chat.postMessage"})
    put(one.kit, "1", "2")
    assert await settled(one) == ["sent", "sent"]
    assert keys(slack) == ["1", "2"]
    assert slack.duplicates(CHANNEL) == []


async def test_a_channel_that_is_archived_keeps_its_messages_until_it_is_back(one: World, slack: SlackStandIn) -> None:
    """E17: listed with Slack's reason, tried with one message at a time, told in their order once it is open."""
    slack.channel(CHANNEL, is_archived=True)
    put(one.kit, "1", "2")
    await deliver(one.kit, CHANNEL)
    assert one.column("SELECT state FROM outbox ORDER BY id") == ["parked", "ready"]
    assert "is_archived" in str(one.column("SELECT error FROM outbox")[0])
    assert keys(slack) == []
    slack.channel(CHANNEL, is_archived=False)
    with one.kit.store.writing() as c:
        c.exec_driver_sql("UPDATE outbox SET due = 0")
    assert await settled(one) == ["sent", "sent"]
    assert keys(slack) == ["1", "2"]


async def test_a_revoked_token_keeps_everything(one: World, slack: SlackStandIn) -> None:
    """In its order, for later."""
    slack.token(state="revoked")
    put(one.kit, "1", "2")
    await deliver(one.kit, CHANNEL)
    assert one.column("SELECT state FROM outbox") == ["ready", "ready"]
    slack.token(state="active")
    with one.kit.store.writing() as c:
        c.exec_driver_sql("UPDATE outbox SET due = 0")
    assert await settled(one) == ["sent", "sent"]
    assert keys(slack) == ["1", "2"]


async def test_a_history_that_may_not_be_read_leaves_it_unknown_and_not_sent_again(one: World, slack: SlackStandIn) -> None:
    """The scope is missing; the message was stored, and we are not told."""
    slack.token(scopes=["chat:write"])
    slack.faults({"kind": "drop", "match": "chat.postMessage"})
    put(one.kit, "1")
    for _ in range(20):
        await deliver(one.kit, CHANNEL)
        await asyncio.sleep(0.05)
    assert one.column("SELECT state FROM outbox") == ["unknown"]
    assert keys(slack) == ["1"]
    assert len([call for call in slack.calls() if call["target"] == "chat.postMessage"]) == 1


async def test_a_burst_keeps_its_order_and_slacks_pace(one: World, slack: SlackStandIn) -> None:
    """Twelve alerts at once: one a second, no call refused for its rate."""
    wanted = [str(number) for number in range(12)]
    put(one.kit, *wanted)
    assert await settled(one, 60.0) == ["sent"] * 12
    assert keys(slack) == wanted
    calls = [call for call in slack.calls() if call["target"] == "chat.postMessage"]
    assert [call["status"] for call in calls] == [200] * 12
    gaps = [later["t"] - earlier["t"] for earlier, later in pairwise(calls)]
    assert min(gaps) > 0.8
