"""Random faults and deaths at random places, in memory: nothing lost, nothing doubled, each channel in order.

The size of a newsroom, over real processes and HTTP, is `make soak`.
"""

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.delivery import DeliveryState, Errand
from alerts.errors import Unknown
from service.flow.deliver import deliver
from service.flow.sweep import renew
from service.reference import Reference
from service.store import outbox
from service.store.outbox import Order
from tests.contracts.builders import a_message
from tests.service.flow.world import World, another, world
from tests.standins.notifier import MemoryNotifier

CHANNELS = [f"C{number:02}" for number in range(5)]
ALERTS = 60
DEATHS = 15


SHORT = timedelta(seconds=10)


class Died(Exception):
    """The process is gone at this place."""


class Deadly:
    """A failpoint at which the process dies, by chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.deaths = 0

    def reach(self, name: str) -> None:
        if self.deaths < DEATHS and self._chance.random() < 0.1:
            self.deaths += 1
            raise Died(name)


@pytest.fixture
async def one(reference: Reference) -> AsyncIterator[World]:
    made = world(reference)
    made.kit = replace(made.kit, policy=replace(made.kit.policy, storm=10_000, closed=SHORT, stopped=SHORT))
    yield made
    made.close()


def fill(one: World) -> None:
    """Alerts in turn over the channels; every tenth is answered in its thread and edited."""
    with one.kit.store.writing() as c:
        for number in range(ALERTS):
            where = CHANNELS[number % len(CHANNELS)]
            row = outbox.put(c, where, a_message(f"k{number:03}"), one.times.now, Order(rank=2))
            if number % 10 == 0:
                outbox.put(c, where, a_message(f"k{number:03}~r"), one.times.now, Order(errand=Errand.REPLY, root=row))
                outbox.put(c, where, a_message(f"k{number:03}~e"), one.times.now, Order(errand=Errand.EDIT, root=row))


async def test_nothing_is_lost_doubled_or_out_of_order(one: World) -> None:
    """Lost answers, refusals, closed channels, blind searches and fifteen deaths."""
    chance = random.Random(8)
    fill(one)
    deadly, life = Deadly(chance), 0
    for _ in range(600):
        notifier: MemoryNotifier = one.notifier
        if chance.random() < 0.3:
            notifier.fail(chance.choice(("lost", "lost", "unsent", "wait", "closed", "stop")))
        if chance.random() < 0.05:
            notifier.fail_search(Unknown("blind", channel="C00", code="http_500"))
        notifier.lag = chance.choice((0, 0, 1))
        one.kit = replace(another(one, f"life {life}"), failpoint=deadly)
        one.kit = replace(one.kit, right=replace(one.kit.right, gone=lambda _: True))
        await renew(one.kit)
        try:
            await deliver(one.kit, chance.choice(CHANNELS))
        except Died:
            life += 1
        one.times.pass_by(chance.choice((1, 5, 30)))
        if not one.column("SELECT 1 FROM outbox WHERE active LIMIT 1"):
            break
    assert one.column("SELECT DISTINCT state FROM outbox") == [DeliveryState.SENT.value]
    assert deadly.deaths == DEATHS
    keys = [posted.message.key for posted in one.notifier.standing]
    assert len(keys) == len(set(keys)) == ALERTS + ALERTS // 10
    for channel in CHANNELS:
        roots = [posted.message.key for posted in one.notifier.in_channel(channel) if posted.message.thread is None]
        assert roots == sorted(roots)
