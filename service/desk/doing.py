"""What was clicked is done, once: by whoever heard it, or by the heartbeat that finds it waiting."""

import asyncio
from dataclasses import dataclass
from functools import partial

from alerts.hands import Said, Verb
from service.desk.actions import Around, perform
from service.desk.adding import read_now
from service.desk.answers import voice_at
from service.flow.extraction import names_now
from service.flow.kit import Kit
from service.flow.stages import Job, Stage
from service.logs import logger
from service.reference import Reference
from service.store.hands import Done, HandRow, finish, hand_row


@dataclass(frozen=True, kw_only=True, slots=True)
class Finished:
    """A hand with what became of it, and the jobs that it made ready."""

    row: HandRow
    jobs: tuple[Job, ...] = ()


_NAMING = (Verb.EDIT, Verb.NAME)
"""What a person types is looked up among all names, which a daemon does not hold until then."""


async def act(kit: Kit, number: int) -> Finished:
    """Do what was kept under this number; what was done before is answered as it was then."""
    waiting = await kit.store.read(partial(hand_row, number=number))
    if waiting.said is not None:
        return Finished(row=waiting)
    finished = await (_read if waiting.click.verb is Verb.ADD else _perform)(kit, waiting)
    kit.failpoint.reach("hand:done")
    said = (finished.row.said or Said.REFUSED).value
    kit.meter.count(Stage.HAND, said, waiting.click.verb.value)
    logger().info("hand", verb=waiting.click.verb.value, who=waiting.click.who, said=said, number=number)
    return finished


async def _perform(kit: Kit, row: HandRow) -> Finished:
    names = await names_now(kit)
    if row.click.verb in _NAMING:
        await asyncio.to_thread(_built, names.reference)  # not while everybody waits to write
    around = Around(now=kit.clock.now(), hours=kit.policy.hours, routes=kit.policy.routes, reference=names.reference)
    acted = await kit.store.write(partial(perform, number=row.id, around=around))
    return Finished(row=acted.row, jobs=tuple(Job(Stage.DELIVER, (channel,)) for channel in acted.channels))


def _built(reference: Reference) -> None:
    """Build what is built where it is first asked for."""
    _ = reference.index


async def _read(kit: Kit, row: HandRow) -> Finished:
    """An article is read now; where two do it at once, the second finds it known."""
    voice = voice_at(str(row.click.body.get("channel") or row.click.who), kit.policy.routes, kit.policy.hours)
    answer, jobs = await read_now(kit, voice, str(row.click.body.get("url")))
    done = Done(said=Said.DONE if jobs else Said.ALREADY, answer=answer)
    return Finished(row=await kit.store.write(lambda c: finish(c, row, done, kit.clock.now())), jobs=jobs)
