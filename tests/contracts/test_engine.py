"""What every engine owes the daemon; one parameter an engine."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from itertools import pairwise

import pytest
from structlog.testing import capture_logs

from service.engine.embedded import WIDTH, EmbeddedEngine
from service.engine.port import Engine
from service.flow.stages import Job, Stage

Run = Callable[[Job], Awaitable[tuple[Job, ...]]]
Failed = Callable[[Job, BaseException], Coroutine[None, None, None]]
Make = Callable[[Run, Failed], Engine]


class Floor:
    """Stages that wait to be let go, and what was seen of them."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.now: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.failed: list[tuple[str, str]] = []
        self.next: dict[str, tuple[Job, ...]] = {}
        self.faults: dict[str, BaseException] = {}

    async def run(self, job: Job) -> tuple[Job, ...]:
        self.begun.append(job.key)
        for name in (job.stage.value, job.key):
            self.now[name] += 1
            self.most[name] = max(self.most[name], self.now[name])
        try:
            await self.gate.wait()
        finally:
            self.now.subtract((job.stage.value, job.key))
        if job.key in self.faults:
            raise self.faults[job.key]
        self.ended.append(job.key)
        return self.next.get(job.key, ())

    async def put_off(self, job: Job, error: BaseException) -> None:
        self.failed.append((job.key, repr(error)))
        await asyncio.sleep(0)
        if "failing" in str(error):
            raise OSError("the handler fails too")


@pytest.fixture(params=[EmbeddedEngine], ids=["embedded"])
def make(request: pytest.FixtureRequest) -> Make:
    """A way to make the engine under test."""
    made: Make = request.param
    return made


@pytest.fixture
async def floor() -> Floor:
    return Floor()


def reads(*articles: int) -> list[Job]:
    return [Job(Stage.READ, (article,)) for article in articles]


async def turn() -> None:
    """Let everything that can run do so."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_job_whose_key_waits_or_runs_is_dropped(make: Make, floor: Floor) -> None:
    """Also where it comes under other feeds of one host; once it is done it may come again."""
    engine = make(floor.run, floor.put_off)
    engine.submit([*reads(1, 1, 2), Job(Stage.POLL, (1, 2), lane="host"), Job(Stage.POLL, (3,), lane="host")])
    await turn()
    engine.submit(reads(1))
    floor.gate.set()
    await engine.idle()
    assert sorted(floor.ended) == ["poll:host", "read:1", "read:2"]
    engine.submit(reads(1))
    await engine.idle()
    assert floor.ended.count("read:1") == 2
    assert max(floor.most[key] for key in floor.most if ":" in key) == 1
    await engine.close(1.0)


async def test_what_a_job_makes_ready_runs(make: Make, floor: Floor) -> None:
    """Down to the last, before the engine counts as idle."""
    chain = [Job(Stage.POLL, (1,)), *reads(1), Job(Stage.JUDGE, (1,)), Job(Stage.DELIVER, ("C0ALERTS",))]
    floor.next = {job.key: (after,) for job, after in pairwise(chain)}
    floor.gate.set()
    engine = make(floor.run, floor.put_off)
    engine.submit(chain[:1])
    await engine.idle()
    assert floor.ended == [job.key for job in chain]
    await engine.close(1.0)


async def test_idle_returns_only_when_nothing_is_left(make: Make, floor: Floor) -> None:
    """At once where nothing was ever asked; not while anything runs, waits or is being put off."""
    engine = make(floor.run, floor.put_off)
    await asyncio.wait_for(engine.idle(), 1.0)
    floor.faults = {"read:1": ValueError("broken")}
    engine.submit(reads(1))
    waiting = asyncio.ensure_future(engine.idle())
    await turn()
    assert not waiting.done()
    floor.gate.set()
    await asyncio.wait_for(waiting, 1.0)
    assert floor.failed == [("read:1", "ValueError('broken')")]
    await engine.close(1.0)


@pytest.mark.parametrize("stage", Stage)
async def test_no_more_jobs_of_a_stage_run_at_once_than_its_width(make: Make, floor: Floor, stage: Stage) -> None:
    """And so many do."""
    engine = make(floor.run, floor.put_off)
    engine.submit(Job(stage, (number,)) for number in range(100))
    await turn()
    assert floor.now[stage.value] == WIDTH[stage]
    floor.gate.set()
    await engine.idle()
    assert floor.most[stage.value] == WIDTH[stage]
    assert len(floor.ended) == 100
    await engine.close(1.0)


async def test_one_stage_at_its_width_holds_up_no_other(make: Make, floor: Floor) -> None:
    """A hundred slow pages do not keep an alert back."""
    engine = make(floor.run, floor.put_off)
    engine.submit(reads(*range(100)))
    await turn()
    engine.submit([Job(Stage.DELIVER, ("C0ALERTS",))])
    await turn()
    assert "deliver:C0ALERTS" in floor.begun
    floor.gate.set()
    await engine.close(1.0)


async def test_a_failing_job_is_handed_over_and_the_engine_goes_on(make: Make, floor: Floor) -> None:
    """Also where handing it over fails; both stand in the log."""
    floor.gate.set()
    floor.faults = {"read:1": ValueError("broken"), "read:2": KeyError("failing")}
    engine = make(floor.run, floor.put_off)
    with capture_logs() as logs:
        engine.submit(reads(1, 2, 3))
        await asyncio.wait_for(engine.idle(), 1.0)
    assert floor.failed == [("read:1", "ValueError('broken')"), ("read:2", "KeyError('failing')")]
    assert len([line for line in logs if line["event"] == "job failed"]) == 3
    engine.submit(reads(4))
    await engine.idle()
    assert floor.ended == ["read:3", "read:4"]
    await engine.close(1.0)


async def test_a_failed_job_may_come_again(make: Make, floor: Floor) -> None:
    """Its key is free."""
    floor.gate.set()
    floor.faults = {"read:1": ValueError("broken")}
    engine = make(floor.run, floor.put_off)
    engine.submit(reads(1))
    await engine.idle()
    floor.faults.clear()
    engine.submit(reads(1))
    await engine.idle()
    assert floor.ended == ["read:1"]
    await engine.close(1.0)


async def test_closing_lets_what_runs_finish_and_begins_nothing(make: Make, floor: Floor) -> None:
    """Neither what waits for room, nor what comes ready, nor what is submitted afterwards."""
    floor.next = {"judge:0": tuple(reads(9))}
    engine = make(floor.run, floor.put_off)
    engine.submit(Job(Stage.JUDGE, (number,)) for number in range(WIDTH[Stage.JUDGE] + 3))
    await turn()
    closing = asyncio.ensure_future(engine.close(5.0))
    await turn()
    floor.gate.set()
    await asyncio.wait_for(closing, 1.0)
    engine.submit(reads(7))
    await turn()
    assert floor.ended == ["judge:0", "judge:1"]
    assert floor.begun == floor.ended
    await asyncio.wait_for(engine.idle(), 1.0)


async def test_closing_cancels_what_is_late_within_its_grace(make: Make, floor: Floor) -> None:
    """Nothing is put off for it: its row is still due."""
    engine = make(floor.run, floor.put_off)
    engine.submit(reads(1, 2))
    await turn()
    await asyncio.wait_for(engine.close(0.05), 1.0)
    assert (floor.ended, floor.failed) == ([], [])
    assert floor.now["read"] == 0


async def test_closing_leaves_behind_what_resists(make: Make) -> None:
    """It ends in time all the same."""
    free = asyncio.Event()

    async def stubborn(_job: Job) -> tuple[Job, ...]:
        while not free.is_set():
            try:
                await free.wait()
            except asyncio.CancelledError:
                continue
        return ()

    async def put_off(_job: Job, _error: BaseException) -> None:
        raise AssertionError

    engine = make(stubborn, put_off)
    engine.submit(reads(1))
    await turn()
    await asyncio.wait_for(engine.close(0.05), 3.0)
    free.set()
    await asyncio.wait_for(engine.idle(), 1.0)


async def test_closing_an_idle_engine_takes_no_time(make: Make, floor: Floor) -> None:
    """Twice is no harm."""
    engine = make(floor.run, floor.put_off)
    await asyncio.wait_for(engine.close(60.0), 0.5)
    await asyncio.wait_for(engine.close(60.0), 0.5)
    assert floor.begun == []
