"""Two processes judge on one database file at the same time: one NEW a fact, one message an article, nothing lost."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from service.flow.judge import judge
from service.flow.poll import poll
from service.flow.read import read
from service.flow.stages import Job, Stage
from service.flow.sweep import sweep
from service.reference import Reference
from service.store.schema import prepare
from service.store.session import Store
from tests.service.flow.world import World, adopts, story, world

AGENCIES = ("NASA", "USAID", "The Federal Reserve", "The U.S. Department of Energy")


def opened(path: Path) -> Store:
    return Store(f"sqlite:///{path}")


async def listed(one: World) -> None:
    """Three outlets tell of each agency; all is read, nothing judged."""
    rooms = [one.network.room(8001 + number) for number in range(3)]
    for room in rooms:
        for number, agency in enumerate(AGENCIES):
            extra = f"People at outlet {room.port} were told so on the phone by staff who know the matter."
            room.publish(story(f"s{number}", adopts(agency), extra, minute=number))
    one.watch(*(room.feed_url for room in rooms))
    for job in await poll(one.kit, [1, 2, 3]):
        await read(one.kit, int(job.about[0]))


async def judged(path: Path, reference: Reference) -> None:
    """Judge as long as anything waits, as one process does."""
    one = world(reference, store=opened(path))
    while jobs := [job for job in await sweep(one.kit) if job.stage is Stage.JUDGE]:
        await asyncio.gather(*(_chain(one, job) for job in jobs))
    one.close()


async def _chain(one: World, job: Job) -> None:
    waiting = [job]
    while waiting:
        done = await judge(one.kit, int(waiting.pop().about[0]))
        waiting.extend(after for after in done if after.stage is Stage.JUDGE)


def forked(work: Callable[[], None]) -> int:
    """A child process that does the work; its number."""
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    finally:
        os._exit(0)


def test_two_processes_give_one_new_a_fact(reference: Reference, tmp_path: Path) -> None:
    """Each judges whatever waits, both at once; the database alone stands between them."""
    path = tmp_path / "shared.db"
    prepare(opened(path))
    first = world(reference, store=opened(path))
    asyncio.run(listed(first))
    first.close()
    children = [forked(lambda: asyncio.run(judged(path, reference))) for _ in range(2)]
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0, 0]
    after = world(reference, store=opened(path))
    assert after.column("SELECT DISTINCT state FROM articles") == ["done"]
    assert after.column("SELECT count(*) FROM verdicts WHERE outcome = 'new'") == [len(AGENCIES)]
    assert after.column("SELECT count(*) FROM verdicts") == [3 * len(AGENCIES)]
    assert after.column("SELECT count(*) FROM outbox WHERE errand = 'post'") == [len(AGENCIES)]
    assert after.column("SELECT count(*) FROM sightings") == [3 * len(AGENCIES)]
    after.close()
