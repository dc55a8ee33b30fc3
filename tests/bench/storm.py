"""Alerts through the strict stand-in with random faults and kills, one line of figures: `make soak`.

Ends with 1 when an alert is lost, doubled or out of its channel's order. An argument, a number of alerts, makes it smaller.
"""

import asyncio
import io
import json
import logging
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from alerts.delivery import Errand
from alerts.slack.notifier import SlackNotifier
from service import process
from service.clock import Clock
from service.engine.embedded import EmbeddedEngine
from service.flow.deliver import deliver
from service.flow.failure import put_off
from service.flow.kit import Kit, PostingRight
from service.flow.stages import Job
from service.flow.sweep import give_up, sweep
from service.logs import configure
from service.reference import Reference, shipped
from service.store.outbox import Order, channels_due, put
from service.store.schema import prepare
from service.store.session import Store
from tests.contracts.builders import a_message
from tests.service.flow.world import world
from tests.standins.slack import SlackStandIn, running_slack

ALERTS, CHANNELS, KILLS = 10_000, 200, 200
SEED = 20250923
LOOKS = tuple(timedelta(seconds=seconds) for seconds in (0.3, 0.6, 1.2))
FAULTS = (
    {"kind": "drop"},
    {"kind": "drop_reset"},
    {"kind": "fatal_error"},
    {"kind": "truncate"},
    {"kind": "hang", "seconds": 1.5},
    {"kind": "reset"},
    {"kind": "http_500"},
    {"kind": "http_503"},
    {"kind": "slow", "seconds": 0.2},
    {"kind": "ratelimited", "seconds": 1},
    {"kind": "error", "code": "internal_error"},
)
"""Of a post: stored without an answer, not stored, slow, refused."""


def channel(number: int) -> str:
    """The name of one of the channels."""
    return f"C{number:05}"


def stocked(path: Path, alerts: int) -> None:
    """A database in which so many alerts wait, in turn over the channels; every twentieth is answered in its thread."""
    store = Store(f"sqlite:///{path}")
    prepare(store)
    now = Clock().now()
    with store.writing() as c:
        for number in range(alerts):
            where = channel(number % CHANNELS)
            row = put(c, where, a_message(f"k{number:05}", f"alert {number}"), now, Order(rank=2))
            if number % 20 == 0:
                reply = Order(errand=Errand.REPLY, root=row)
                put(c, where, a_message(f"k{number:05}~r", f"reply {number}"), now, reply)
    store.close()


async def carried(path: Path, slack: SlackStandIn, reference: Reference) -> None:
    """Deliver until nothing is left, as the daemon does: a sweep every beat, a job a channel."""
    made = world(reference, store=Store(f"sqlite:///{path}"))
    quick = {"pacing": timedelta(), "looks": LOOKS, "stopped": timedelta(seconds=0.5), "closed": timedelta(seconds=0.5)}
    async with SlackNotifier(slack.bot_token, slack.base_url, timeout=timedelta(seconds=1), now=Clock().now) as notifier:
        kit = replace(
            made.kit,
            clock=Clock(),
            sleep=asyncio.sleep,
            notifier=notifier,
            policy=replace(made.kit.policy, storm=10**9, **quick),  # type: ignore[arg-type]  # durations by name
            right=PostingRight(holder=process.name(), gone=process.gone),
        )
        engine = EmbeddedEngine(lambda job: _run(kit, job), lambda job, error: put_off(kit, job, error))
        while True:
            engine.submit(await sweep(kit))
            await asyncio.sleep(0.1)
            if not await kit.store.read(lambda c: channels_due(c, Clock().now() + timedelta(days=1))):
                break
        await engine.close(2.0)
        await give_up(kit)
    made.close()


async def _run(kit: Kit, job: Job) -> tuple[Job, ...]:
    return await deliver(kit, str(job.about[0]))


def a_life(path: Path, slack: SlackStandIn, reference: Reference, after: float | None) -> bool:
    """A process that delivers, killed after so many seconds where given; whether it was."""
    pid = os.fork()
    if pid == 0:
        try:
            asyncio.run(carried(path, slack, reference))
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def trouble(slack: SlackStandIn, chance: random.Random) -> None:
    """Faults for the next seconds: a handful of bad answers, now and then a token revoked or a channel archived."""
    slack.clear_faults()
    made = [chance.choice(FAULTS) for _ in range(12)]
    slack.faults(*({**fault, "match": "chat.postMessage", "after": chance.randint(0, 8)} for fault in made))
    if chance.random() < 0.2:
        slack.faults({"kind": "error", "code": "internal_error", "match": "conversations.history"})
    slack.token(state="revoked" if chance.random() < 0.08 else "active")
    for number in chance.sample(range(CHANNELS), 3):
        slack.channel(channel(number), is_archived=chance.random() < 0.5)


def calm(slack: SlackStandIn) -> None:
    """No more faults; every channel open."""
    slack.clear_faults()
    slack.token(state="active")
    for number in range(CHANNELS):
        slack.channel(channel(number), is_archived=False)


def left(slack: SlackStandIn, alerts: int) -> dict[str, int]:
    """What stands in the channels, held against what was to stand there."""
    keys: list[str] = []
    wrong = 0
    for number in range(CHANNELS):
        rows = sorted(slack.messages(channel(number)), key=lambda row: float(row["ts"]))
        told = [str(row["metadata"]["event_payload"]["key"]) for row in rows]
        roots = [key for key in told if "~" not in key]
        wrong += roots != sorted(roots)
        keys += told
    wanted = alerts + (alerts + 19) // 20
    return {"messages": len(keys), "lost": wanted - len(set(keys)), "doubled": len(keys) - len(set(keys)), "out of order": wrong}


def storm(alerts: int) -> bool:
    """All of it; whether nothing was lost, doubled or out of order."""
    chance, kills = random.Random(SEED), KILLS * alerts // ALERTS
    configure(io.StringIO(), verbose=False, least=logging.CRITICAL)
    reference = shipped()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place, running_slack() as slack:
        path = Path(place) / "storm.db"
        slack.settings(rate_limits=False)
        for number in range(CHANNELS):
            slack.channel(channel(number), name=f"desk-{number}")
        stocked(path, alerts)
        killed = 0
        for _ in range(kills):
            trouble(slack, chance)
            killed += a_life(path, slack, reference, chance.uniform(0.3, 3.0))
        calm(slack)
        a_life(path, slack, reference, None)
        faults = Counter(str(call["fault"]) for call in slack.calls() if call.get("fault"))
        figures = left(slack, alerts)
    line = {"alerts": alerts, "channels": CHANNELS, "killed": killed, "faults": sum(faults.values()), **figures}
    print(f"soak storm: {json.dumps(line | {'seconds': round(time.monotonic() - began)})}", flush=True)
    return not figures["lost"] and not figures["doubled"] and not figures["out of order"]


if __name__ == "__main__":
    sys.exit(0 if storm(int(sys.argv[1]) if len(sys.argv) > 1 else ALERTS) else 1)
