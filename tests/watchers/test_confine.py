"""Hostile bytes are parsed where they can do no harm; these tests do the harm."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest

from tests.standins import tasks
from watchers.confine.confinement import Confinement
from watchers.errors import BadStatus, NotAFeed, ParseFailed, ParseKilled
from watchers.formats.syndication import parse_feed
from watchers.model import Document, Validators
from watchers.reading.hint import Hint
from watchers.reading.read import read

URL = "https://example.org/feed"
MIB = 1024 * 1024


@pytest.fixture
async def confined() -> AsyncIterator[Confinement]:
    limits = Confinement(cpu_seconds=1, wall_seconds=30, memory_bytes=300 * MIB, preload=("tests.standins.tasks",))
    async with limits as confinement:
        yield confinement


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children_of(pid: int) -> set[int]:
    """Living processes that descend from ``pid``."""
    parents = {}
    for place in Path("/proc").iterdir():
        if place.name.isdecimal() and alive(int(place.name)):
            try:
                parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


async def killed(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    for _ in range(500):
        if not alive(pid):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"{pid} outlived its kill")


async def test_values_come_back_as_they_went(confined: Confinement) -> None:
    """Arguments by position or by ``partial``, and every plain kind of answer."""
    assert await confined.run(tasks.echo, {"a": [1, b"x" * MIB]}, url=URL) == {"a": [1, b"x" * MIB]}
    assert await confined.run(partial(tasks.echo, value="é"), url=URL) == "é"
    assert await confined.run(tasks.values, url=URL) == tasks.values()
    assert len(await confined.run(tasks.gives_much, 8 * MIB, url=URL)) == 8 * MIB


async def test_our_own_errors_come_through_as_themselves(confined: Confinement) -> None:
    """Class, address and fields; the worker goes on."""
    before = await confined.run(tasks.process, url=URL)
    with pytest.raises(NotAFeed) as plain:
        await confined.run(tasks.refuses, "https://other.example/", url=URL)
    assert plain.value.url == "https://other.example/"
    with pytest.raises(BadStatus) as status:
        await confined.run(partial(tasks.refuses, status=503), "https://other.example/", url=URL)
    assert (status.value.status, status.value.retryable) == (503, True)
    assert await confined.run(tasks.process, url=URL) == before


@pytest.mark.parametrize(
    ("task", "told"),
    [
        (partial(tasks.fails, "bad bytes"), "ValueError: bad bytes"),
        (tasks.recurses, "RecursionError"),
        (tasks.gives_unpicklable, "pickle"),
        (tasks.gives_a_function, "may not hold"),
        (tasks.gives_foreign, "fractions.Fraction"),
    ],
)
async def test_foreign_errors_and_answers_are_named(confined: Confinement, task: Callable[[], object], told: str) -> None:
    """What a parser raises, and an answer that is neither ours nor plain, are failures that name what it was."""
    with pytest.raises(ParseFailed, match=told) as caught:
        await confined.run(task, url=URL)
    assert caught.value.url == URL
    assert await confined.run(tasks.echo, 1, url=URL) == 1


@pytest.mark.parametrize(
    ("task", "told"),
    [
        (tasks.hangs_in_c, "CPU"),
        (partial(tasks.eats, 2048 * MIB), "memory"),
        (partial(tasks.dies, signal.SIGSEGV), "signal 11"),
        (partial(tasks.dies, signal.SIGKILL), "signal 9"),
        (partial(tasks.leaves, 3), "ended"),
        (tasks.kills_its_group, "signal 9"),
        (tasks.writes_garbage, "garbage"),
        (tasks.announces_too_much, "garbage"),
    ],
    ids=lambda value: getattr(value, "__name__", None) or (value.func.__name__ if isinstance(value, partial) else value),
)
async def test_a_worker_that_dies_is_told_and_replaced(confined: Confinement, task: Callable[[], object], told: str) -> None:
    """By a limit, by a signal, by leaving, by garbage: the error says which, and the next task has its worker."""
    with pytest.raises(ParseKilled, match=told) as caught:
        await confined.run(task, url=URL)
    assert caught.value.url == URL
    assert await confined.run(tasks.echo, 1, url=URL) == 1


async def test_a_worker_that_only_waits_ends_at_the_wall_limit(confined: Confinement) -> None:
    """No CPU, no memory, no answer: the wall clock ends it, and its process is gone."""
    confined.wall_seconds = 0.5
    pid = await confined.run(tasks.process, url=URL)
    with pytest.raises(ParseKilled, match=r"0\.5 s"):
        await confined.run(tasks.sleeps, 60, url=URL)
    assert not alive(pid)


async def test_one_hanging_worker_leaves_the_other_free(confined: Confinement) -> None:
    """While one hangs, the other answers many times; two is the most that run at once."""
    hanging = asyncio.ensure_future(confined.run(tasks.sleeps, 60, url=URL))
    await asyncio.sleep(0.1)
    pids = {await confined.run(tasks.process, url=URL) for _ in range(20)}
    assert len(pids) == 1
    assert not hanging.done()
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)
    assert len(set(await asyncio.gather(*(confined.run(tasks.sleeps, 0.05, url=URL) for _ in range(6))))) == 2


async def test_the_cpu_limit_counts_for_each_task(confined: Confinement) -> None:
    """A worker that has worked long in all is not killed for it: only a task that takes too long is."""
    pids = {await confined.run(tasks.burns, 0.45, url=URL) for _ in range(5)}
    assert len(pids) == 1


async def test_a_worker_is_replaced_after_its_tasks() -> None:
    """What leaks in a parser ends with its worker."""
    limits = Confinement(workers=1, tasks_per_worker=3, preload=("tests.standins.tasks",))
    async with limits as confined:
        pids = [await confined.run(tasks.process, url=URL) for _ in range(7)]
    assert [len(set(pids[start : start + 3])) for start in (0, 3, 6)] == [1, 1, 1]
    assert len(set(pids)) == 3


async def test_a_cancelled_task_leaves_no_answer_for_the_next(confined: Confinement) -> None:
    """Who gives up gets its worker killed: nobody else may read the late answer."""
    gone = asyncio.ensure_future(confined.run(tasks.sleeps, 0.3, url=URL))
    await asyncio.sleep(0.15)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert [await confined.run(tasks.echo, number, url=URL) for number in range(4)] == [0, 1, 2, 3]


async def test_a_killed_nursery_costs_no_task(confined: Confinement) -> None:
    """The system may kill what it likes: idle workers go with their nursery, and the next task starts anew."""
    before = children_of(os.getpid())
    await asyncio.gather(*(confined.run(tasks.sleeps, 0.05, url=URL) for _ in range(2)))
    for child in children_of(os.getpid()) - before:
        os.kill(child, signal.SIGKILL)
    assert await asyncio.gather(*(confined.run(tasks.echo, number, url=URL) for number in range(5))) == [0, 1, 2, 3, 4]


async def test_a_worker_that_died_while_idle_costs_no_task(confined: Confinement) -> None:
    """The system took it between two tasks; the next task is given to another."""
    pid = await confined.run(tasks.process, url=URL)
    await killed(pid)
    assert await confined.run(tasks.process, url=URL) != pid


async def test_a_nursery_that_died_without_workers_is_replaced(confined: Confinement) -> None:
    """It is found dead when a worker is asked of it; a new one is started."""
    before = children_of(os.getpid())
    with pytest.raises(ParseKilled):
        await confined.run(tasks.leaves, 0, url=URL)
    (nursery,) = children_of(os.getpid()) - before
    await killed(nursery)
    assert await confined.run(tasks.echo, 1, url=URL) == 1


async def test_feeds_and_pages_are_read_under_the_default_limits() -> None:
    """What the service sends into a worker finds all that it needs there: no file to write, memory enough for every model."""
    feed = b"<rss version='2.0'><channel><item><title>One</title><link>/1</link></item></channel></rss>"
    page = "<html><body><article>" + "<p>Qopchalik so'zlar, tanish bo'lmagan til, uzun jumlalar va boshqa narsalar.</p>" * 12
    document = Document(
        url=URL, final_url=URL, status=200, content_type="text/html", charset=None, validators=Validators(), body=page.encode()
    )
    async with Confinement() as confined:
        listing = await confined.run(partial(parse_feed, url=URL, content_type=None), feed, url=URL)
        article = await confined.run(partial(read, hint=Hint(url=URL)), document, url=URL)
    assert [entry.url for entry in listing.entries] == ["https://example.org/1"]
    assert "tanish" in article.text


async def test_a_worker_has_nothing_of_the_daemon(confined: Confinement, monkeypatch: pytest.MonkeyPatch) -> None:
    """No secret of the environment, no open file or connection, no way to write a file, no program's main module."""
    monkeypatch.setenv("WRITETHRU_SLACK__TOKEN", "xoxb-canary")
    with socket.socket() as opened:
        opened.set_inheritable(True)
        has = await confined.run(tasks.surroundings, url=URL)
    assert "WRITETHRU_SLACK__TOKEN" not in str(has["environment"])
    assert has["descriptors"] == ["/dev/null", "/dev/null", "/dev/null", "socket"]
    assert has["wrote"] is False
    assert has["main"] is None


async def test_nothing_is_left_when_the_confinement_is_closed() -> None:
    """Idle or in the middle of a task, no process outlives the context; the task is told that its worker died."""
    before = children_of(os.getpid())
    async with Confinement(preload=("tests.standins.tasks",)) as confined:
        await confined.run(tasks.echo, 1, url=URL)
        hanging = asyncio.ensure_future(confined.run(tasks.sleeps, 60, url=URL))
        await asyncio.sleep(0.2)
        assert len(children_of(os.getpid()) - before) >= 2
    with pytest.raises(ParseKilled):
        await hanging
    assert children_of(os.getpid()) == before


def test_no_process_outlives_a_daemon_that_is_killed(tmp_path: Path) -> None:
    """kill -9 of the daemon while one worker computes and one waits: both are gone in a moment."""
    program = tmp_path / "daemon.py"
    program.write_text(
        "import asyncio\n"
        "from tests.standins import tasks\n"
        "from watchers.confine.confinement import Confinement\n"
        "async def main():\n"
        "    async with Confinement(cpu_seconds=60, wall_seconds=60, preload=('tests.standins.tasks',)) as confined:\n"
        "        await confined.run(tasks.echo, 1, url='u')\n"
        "        print('up', flush=True)\n"
        "        await asyncio.gather(confined.run(tasks.spins, url='u'), confined.run(tasks.sleeps, 60, url='u'))\n"
        "asyncio.run(main())\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, env=environment) as daemon:
        assert daemon.stdout is not None
        assert daemon.stdout.readline() == b"up\n"
        time.sleep(0.3)
        family = children_of(daemon.pid)
        assert len(family) == 3
        daemon.kill()
    for _ in range(50):
        if not any(alive(pid) for pid in family):
            break
        time.sleep(0.05)
    assert not [pid for pid in family if alive(pid)]


async def test_parsers_that_cannot_be_loaded_are_named() -> None:
    """A broken installation is told as what it is, not as a broken feed."""
    async with Confinement(preload=("watchers.no_such_parser",)) as confined:
        with pytest.raises(ParseFailed, match="no_such_parser"):
            await confined.run(tasks.echo, 1, url=URL)


async def test_a_preload_may_name_a_function() -> None:
    """What a model loads on its first call is loaded before the fork."""
    async with Confinement(preload=("tests.standins.tasks:process",)) as confined:
        assert await confined.run(tasks.echo, 1, url=URL) == 1


async def test_nothing_is_started_before_it_is_needed() -> None:
    """An unused confinement costs no process."""
    before = children_of(os.getpid())
    async with Confinement():
        assert children_of(os.getpid()) == before
