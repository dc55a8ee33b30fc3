"""F12: what a job does to itself it does to nobody else, and whatever hangs is red."""

import asyncio
import io
import signal
import threading
from pathlib import Path

import pytest

from service.health.__main__ import asked
from service.health.pulse import LONGEST, Pulse
from tests.journeys.test_health_of_a_daemon import free_port
from tests.robustness.house import House, Street, come, house
from tests.tools.daemons import daemon, until


class Once:
    """Raises this at a place, the first time."""

    def __init__(self, place: str, error: BaseException) -> None:
        self._place, self.error = place, error
        self.raised = False

    def reach(self, name: str) -> None:
        if name == self._place and not self.raised:
            self.raised = True
            raise self.error


def due_now(running: House) -> None:
    """What was put off need not be waited for."""
    with running.app.kit.store.writing() as c:
        c.exec_driver_sql("UPDATE articles SET due = 0 WHERE state IN ('to_read', 'to_judge')")
        c.exec_driver_sql("UPDATE feeds SET next_due = 0")


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ("poll:fetched", SystemExit(3)),
        ("read:fetched", KeyboardInterrupt()),
        ("read:saved", GeneratorExit()),
        ("judge:weighed", SystemExit(3)),
        ("judge:weighed", asyncio.CancelledError()),
    ],
)
async def test_a_job_that_would_end_the_process_is_one_job_that_failed(
    street: Street, log: io.StringIO, place: str, error: BaseException
) -> None:
    """F12: a library that calls ``exit``, or cancels itself: named, put off, done again; everybody else goes on."""
    snag = Once(place, error)
    async with house(street.settings, failpoint=snag) as running:
        street.publish()
        await come(lambda: snag.raised)
        await come(lambda: any(name in log.getvalue() for name in ("job failed", "poll failed")))

        def done() -> object:
            due_now(running)
            return street.standing()

        await come(done)
        await street.stand(1)
        await running.green()
    assert street.posts() == 1


async def test_a_job_that_never_ends_turns_the_watchdog_red(street: Street) -> None:
    """F12: deadlocked: after longer than any job of its stage can take, the process is to be started anew."""
    async with house(street.settings) as running:
        running.app.pulse.begin("read:1", "read")
        await running.green()
        running.app.pulse._jobs["read:1"] = ("read", running.app.kit.clock.monotonic() - LONGEST["read"] - 1)
        assert await running.red("jobs", "live") == "fail: read:1 hang"
        running.app.pulse.end("read:1")
        await running.green()


def test_jobs_are_timed_by_the_monotonic_clock() -> None:
    """F12: each stage has its limit; sending has none, for a full channel is emptied slowly."""
    now = [0.0]
    pulse = Pulse(lambda: now[0], 1.0)
    for stage in ("poll", "read", "judge", "deliver"):
        pulse.begin(f"{stage}:1", stage)
    for second, hanging in ((600, []), (601, ["read:1", "judge:1"]), (1801, ["poll:1", "read:1", "judge:1"])):
        now[0] = second
        assert list(pulse.hanging) == hanging
    pulse.end("read:1")
    assert "read:1" not in pulse.hanging


async def test_a_writer_that_hangs_is_red_and_goes_on_when_it_is_let_go(street: Street) -> None:
    """F12: the one thread that writes is stuck: the heart stops with it, and beats again."""
    gate = threading.Event()
    async with house(street.settings) as running:
        await running.green()
        running.app.kit.right.good_until = 0.0  # so that the next beat has to write
        hanging = asyncio.ensure_future(running.app.kit.store.write(lambda _: gate.wait(60)))
        await running.red("heartbeat", "live")
        gate.set()
        await hanging
        street.publish()
        await street.stand(1)
        await running.green()


async def test_a_scheduler_that_is_dead_is_red(street: Street) -> None:
    """F12: nobody beats any more: red after three periods, although everything else answers."""
    async with house(street.settings) as running:
        await running.green()
        running.serving.cancel()
        await asyncio.gather(running.serving, return_exceptions=True)
        assert (await running.red("heartbeat", "live")).startswith("fail: ")


async def test_threads_do_not_pile_up(street: Street) -> None:
    """F12: many rounds of work and many failures later there are no more threads than pools have room, and none afterwards."""
    before = set(threading.enumerate())
    async with house(street.settings) as running:
        for number in range(3):
            street.publish()
            await street.stand(number + 1)
        most = len(set(threading.enumerate()) - before)
        for _ in range(30):
            await running.ask("ready")
        pools = 1 + 4 + 32
        assert len(set(threading.enumerate()) - before) <= max(most, pools)
    left = {thread.name for thread in set(threading.enumerate()) - before if thread.name.startswith("store-")}
    assert left == set()


def test_a_process_that_stands_still_is_red_to_whoever_asks(street: Street, tmp_path: Path) -> None:
    """F12: its whole loop is stopped: no answer within the client's patience is an answer; it goes on when it may."""
    listen = f"127.0.0.1:{free_port()}"
    settings = street.settings
    settings.write_text(settings.read_text(encoding="utf-8") + f'[health]\nlisten = "{listen}"\n', encoding="utf-8")
    with daemon(settings) as running:
        until(lambda: asked("live", listen)[0])
        running.process.send_signal(signal.SIGSTOP)
        well, said = asked("live", listen)
        assert (well, "no answer" in said) == (False, True)
        running.process.send_signal(signal.SIGCONT)
        until(lambda: asked("live", listen)[0])
        assert running.stop()[0] == 0
