"""Health and numbers over real HTTP: what an orchestrator and Prometheus are told, and when it turns red."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import aiohttp
import pytest

from service.flow.failure import named
from service.flow.kit import POSTING
from service.health.checks import Vitals
from service.health.pulse import Pulse
from service.health.server import served
from service.metrics import Metrics
from service.reference import Reference
from service.store.leases import Bid, acquire, release
from service.store.session import Store
from tests.service.flow.world import NOON, World, allowed, story, world
from watchers.errors import Unreachable


@dataclass(kw_only=True)
class Ward:
    """A daemon under observation."""

    world: World
    vitals: Vitals
    base: str

    async def ask(self, path: str) -> tuple[int, dict[str, object]]:
        """Status and JSON."""
        async with aiohttp.ClientSession() as session, session.get(self.base + path) as answer:
            return answer.status, await answer.json()

    async def numbers(self) -> dict[str, float]:
        """Every sample by its name with labels."""
        async with aiohttp.ClientSession() as session, session.get(self.base + "/metrics") as answer:
            assert answer.status == 200
            lines = [line for line in (await answer.text()).splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


@pytest.fixture
async def ward(reference: Reference) -> AsyncIterator[Ward]:
    metrics = Metrics()
    made = world(reference)
    made.kit = replace(made.kit, meter=metrics)
    await allowed(made)
    vitals = Vitals(kit=made.kit, pulse=Pulse(made.kit.clock.monotonic, 1.0), metrics=metrics)
    async with served("127.0.0.1:0", vitals) as base:
        assert base is not None
        yield Ward(world=made, vitals=vitals, base=base)
    made.close()


async def test_a_daemon_that_is_well_is_live_and_ready(ward: Ward) -> None:
    """Every check says in words what it found."""
    assert await ward.ask("/live") == (200, {"ok": True, "heartbeat": "ok: 0.0 s ago", "jobs": "ok: none hangs"})
    status, said = await ward.ask("/ready")
    assert status == 200
    assert said["database"] == "ok: can be written"
    assert said["posting"] == "ok: this process posts"
    assert str(said["reference"]).startswith("ok: digest ")


async def test_a_heartbeat_older_than_three_periods_is_red_until_the_next(ward: Ward) -> None:
    """F12: the watchdog: three seconds pass, a moment more does not."""
    ward.world.times.pass_by(3.0)
    assert (await ward.ask("/live"))[0] == 200
    ward.world.times.pass_by(0.1)
    assert await ward.ask("/live") == (503, {"ok": False, "heartbeat": "fail: 3.1 s ago", "jobs": "ok: none hangs"})
    assert (await ward.ask("/ready"))[0] == 503
    ward.vitals.pulse.beat()
    assert (await ward.ask("/live"))[0] == 200


async def test_a_database_that_cannot_be_written_is_not_ready_but_live(ward: Ward) -> None:
    """H04: a restart would not mend a disk: only readiness turns red, with the reason."""
    with ward.world.kit.store.reading() as c:
        c.exec_driver_sql("PRAGMA query_only = ON")
    status, said = await ward.ask("/ready")
    assert status == 503
    assert str(said["database"]).startswith("fail: ")
    assert said["posting"] == "fail: unknown"
    assert (await ward.ask("/live"))[0] == 200


async def test_a_database_that_does_not_answer_is_not_ready_in_time(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """F12, H04: whoever asks is answered although the writer hangs."""
    monkeypatch.setattr("service.health.checks.PATIENCE", 0.1)
    release_it = asyncio.Event()
    loop = asyncio.get_running_loop()

    def hang(_: object) -> None:
        asyncio.run_coroutine_threadsafe(release_it.wait(), loop).result(5)

    hanging = asyncio.create_task(ward.world.kit.store.write(hang))
    status, said = await ward.ask("/ready")
    release_it.set()
    await hanging
    assert status == 503
    assert said["database"] == "fail: no answer within 0 s"


async def test_a_follower_is_ready_and_says_so(ward: Ward) -> None:
    """Two daemons on one database: the one that does not post is well too."""
    bid = Bid(holder="somebody else", ttl=timedelta(minutes=1), gone=lambda _: True)
    with ward.world.kit.store.writing() as c:
        assert acquire(c, POSTING, bid, NOON) == 2
    ward.world.kit.right.lay_down()
    status, said = await ward.ask("/ready")
    assert status == 200
    assert said["posting"] == "ok: another process posts, this one follows"


async def test_nobody_posting_is_red_except_for_a_process_that_never_posts(ward: Ward) -> None:
    """Alerts would wait for ever; a process that was given other stages is not to blame."""
    ward.world.kit.right.lay_down()
    with ward.world.kit.store.writing() as c:
        release(c, POSTING, "me", NOON)
    assert (await ward.ask("/ready"))[1]["posting"] == "fail: nobody posts"
    async with served("127.0.0.1:0", replace(ward.vitals, posts=False)) as base:
        assert base is not None
        ward.base = base
        assert (await ward.ask("/ready"))[0] == 200


async def test_an_alert_is_counted_at_every_stage(ward: Ward) -> None:
    """Polled, read, judged with its reason, delivered; nothing waits afterwards."""
    room = ward.world.network.room()
    room.publish(story("one", "The Department of Energy uses Llama from Meta for its forms, the department said on Monday."))
    ward.world.watch(room.feed_url)
    await ward.world.beat()
    found = await ward.numbers()
    assert found['writethru_stage_outcomes_total{outcome="new",reason="",stage="poll"}'] == 1
    assert found['writethru_stage_outcomes_total{outcome="alert",reason="",stage="judge"}'] == 1
    assert found['writethru_stage_outcomes_total{outcome="sent",reason="",stage="deliver"}'] == 1
    assert found['writethru_verdicts_total{outcome="new",reason="first in slot"}'] >= 1
    assert sum(value for name, value in found.items() if 'stage="read"' in name and "stage_outcomes_total" in name) == 1
    assert all(found[f'writethru_outbox_messages{{state="{state}"}}'] == 0 for state in ("ready", "sending", "unknown", "parked"))
    assert found["writethru_posting_right"] == 1
    assert found["writethru_last_good_poll_timestamp_seconds"] == NOON.timestamp()


async def test_a_feed_that_fails_is_counted_with_its_reason(ward: Ward) -> None:
    """One of two: how many fail stands beside how many are watched."""
    room, silent = ward.world.network.room(), "http://127.0.0.1:8009/feed.xml"
    ward.world.network.fail(silent, Unreachable("no route", url=silent))
    ward.world.watch(room.feed_url, silent)
    await ward.world.beat()
    found = await ward.numbers()
    assert found['writethru_stage_outcomes_total{outcome="failed",reason="Unreachable",stage="poll"}'] == 1
    assert (found["writethru_feeds_watched"], found["writethru_feeds_failing"]) == (2, 1)


async def test_no_address_stands_among_the_numbers(ward: Ward) -> None:
    """A feed's address may hold a key; it is named by its number and host."""
    room = ward.world.network.room()
    ward.world.watch(room.feed_url + "?key=canary-in-an-address")
    await ward.world.beat()
    assert not any("canary" in name or "http://" in name for name in await ward.numbers())


async def test_numbers_are_given_although_the_database_is_gone(ward: Ward, reference: Reference) -> None:
    """Counters live in the process: a broken disk is when they are wanted."""
    empty = Store("sqlite://")
    vitals = replace(ward.vitals, kit=replace(ward.world.kit, store=empty))
    async with served("127.0.0.1:0", vitals) as base:
        assert base is not None
        ward.base = base
        found = await ward.numbers()
    empty.close()
    assert found['writethru_stage_outcomes_total{outcome="failed",reason="database",stage="health"}'] == 1
    assert reference.digest


async def test_a_port_that_is_taken_costs_the_endpoints_and_not_the_daemon(ward: Ward) -> None:
    """The second daemon of a machine runs; an empty setting serves nothing at all."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with served(f"127.0.0.1:{taken.getsockname()[1]}", ward.vitals) as base:
            assert base is None
    async with served("", ward.vitals) as base:
        assert base is None


async def test_the_client_says_what_the_daemon_says(ward: Ward) -> None:
    """``python -m service.health``: exit code 0, 1 when it is red, 1 when nobody answers."""
    listen = ward.base.removeprefix("http://")
    assert await client(listen) == (0, '"ok": true')
    ward.world.times.pass_by(4.0)
    assert await client("live", listen) == (1, '"ok": false')
    assert await client("127.0.0.1:9") == (1, '"ok": false')


async def client(*arguments: str) -> tuple[int, str]:
    """Its exit code and how what it prints begins."""
    command = [sys.executable, "-m", "service.health", *arguments]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()[1:].partition(",")[0]


def test_an_unforeseen_error_is_counted_by_its_class_alone() -> None:
    """What an error says may hold what nobody should read."""
    metrics = Metrics()
    error = RuntimeError("canary")
    metrics.failed("judge", error)
    assert b'writethru_job_failures_total{error="RuntimeError",stage="judge"} 1.0' in metrics.text()
    assert b"canary" not in metrics.text()
    assert "canary" in named(error)


async def test_what_nobody_can_be_said_to_mean_is_counted_and_not_claimed(ward: Ward) -> None:
    """Two bodies, then "it": no alert, and one more in the count of references left open."""
    room = ward.world.network.room()
    told = "At a hearing held for the Treasury Department by the Department of Labor, senators spoke of AI. It will use ChatGPT."
    room.publish(story("one", told))
    ward.world.watch(room.feed_url)
    await ward.world.beat()
    found = await ward.numbers()
    left = 'writethru_stage_outcomes_total{outcome="reference left open",reason="several agree",stage="judge"}'
    assert found[left] == 1
    assert 'writethru_stage_outcomes_total{outcome="alert",reason="",stage="judge"}' not in found
