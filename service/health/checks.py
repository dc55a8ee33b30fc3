"""What is asked of a running daemon. Every check answers with words, also where all is well."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from service.flow.kit import POSTING, Kit
from service.health.pulse import Pulse
from service.metrics import Metrics
from service.store.errors import StoreError
from service.store.levels import holder_of, levels, touch

PATIENCE = 2.0
"""Seconds that the database gets to prove that it can be written: less than anybody who asks waits for the answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Vitals:
    """What of a daemon can be asked after."""

    kit: Kit
    pulse: Pulse
    metrics: Metrics
    posts: bool = True
    """Whether it is one that delivers; another one need not care whether somebody does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Whether all is well, and what each check said."""

    well: bool
    checks: Mapping[str, str]


def live(vitals: Vitals) -> Report:
    """Whether the process does its rounds: answered at all, its event loop turns; the heartbeat is young, and nothing hangs."""
    return _report({"heartbeat": _heartbeat(vitals.pulse), "jobs": _jobs(vitals.pulse)})


async def ready(vitals: Vitals) -> Report:
    """Whether it can do its work: it is live, its clock goes, the database takes writes, somebody posts, the names are there."""
    database, posting = await _database(vitals.kit, posts=vitals.posts)
    reference = (bool(vitals.kit.reference.digest), f"digest {vitals.kit.reference.digest[:12]}")
    return _report(
        {
            "heartbeat": _heartbeat(vitals.pulse),
            "jobs": _jobs(vitals.pulse),
            "clock": (not vitals.pulse.frozen, "stands still" if vitals.pulse.frozen else "goes"),
            "database": database,
            "posting": posting,
            "reference": reference,
        }
    )


async def counted(vitals: Vitals) -> bytes:
    """Every counter, with levels as they are now; where the database does not answer, with the levels of the last time."""
    vitals.metrics.pulse(vitals.pulse.age, posting=vitals.kit.right.fence > 0)
    try:
        async with asyncio.timeout(PATIENCE):
            vitals.metrics.show(await vitals.kit.store.read(levels))
    except (StoreError, TimeoutError):
        vitals.metrics.count("health", "failed", "database")
    return vitals.metrics.text()


_Answer = tuple[bool, str]


def _report(answers: Mapping[str, _Answer]) -> Report:
    return Report(
        well=all(well for well, _ in answers.values()),
        checks={name: f"{'ok' if well else 'fail'}: {said}" for name, (well, said) in answers.items()},
    )


def _heartbeat(pulse: Pulse) -> _Answer:
    return pulse.well, f"{pulse.age:.1f} s ago"


def _jobs(pulse: Pulse) -> _Answer:
    hanging = pulse.hanging
    return not hanging, f"{', '.join(hanging[:3])} hang" if hanging else "none hangs"


async def _database(kit: Kit, *, posts: bool) -> tuple[_Answer, _Answer]:
    """Whether it can be written, and who posts, which stands in it."""
    now = kit.clock.now()
    try:
        async with asyncio.timeout(PATIENCE):
            await kit.store.prove(partial(touch, name=POSTING))
            holder = await kit.store.read(partial(holder_of, name=POSTING, now=now))
    except StoreError as error:
        return (False, str(error)), (False, "unknown")
    except TimeoutError:
        return (False, f"no answer within {PATIENCE:.0f} s"), (False, "unknown")
    trouble = kit.store.trouble  # a full disk may still take a row that was there, and refuse a new one
    database = (True, "can be written") if trouble is None else (False, str(trouble))
    return database, _posting(kit, holder) if posts else (True, "no task of this process")


def _posting(kit: Kit, holder: str | None) -> _Answer:
    if kit.right.refusal:
        return False, kit.right.refusal
    if kit.right.fence and holder == kit.right.holder:
        return True, "this process posts"
    if holder is None or holder == kit.right.holder:
        return False, "nobody posts"
    return True, "another process posts, this one follows"
