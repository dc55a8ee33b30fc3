"""What a poll costs and how the poll stage grows, by the number of feeds: `make bench`, or `python -m tests.bench.growth --help`.

Every feed stands under an address of its own on loopback, is known already and answers "not modified". Each size is polled ten
thousand times by a process of its own, by the daemon's own heartbeats, once everything is due, and that three times, the sizes in
turn; the middle one of each is told. Start-up is not counted, nor is the first poll of each feed, which stores how it is watched:
ten thousand feeds have as many of them in a run, a thousand feeds a tenth. Memory is the peak of resident pages while polling,
that first round included, over what the same process had before it.
"""

import argparse
import asyncio
import io
import json
import logging
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import insert, update

from service.app import App, Outside, assembled
from service.flow.stages import Stage
from service.logs import configure
from service.settings import load
from service.store.feeds import due_ids
from service.store.tables.watched import feeds
from tests.bench.feedfarm import address
from tests.bench.peers import Farm, farm
from tests.bench.pollstage import EVERY, settings_file
from watchers.confine.named import Named

SIZES = (1_000, 3_000, 10_000)
POLLS = 10_000
COST_WANTED, GROWTH_WANTED = 1.2, 15.0
"""The last size's cost over the first one's; megabytes."""
_MB = 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Grown:
    """What came of one size."""

    feeds: int
    ms: float
    """Processor time of a poll."""
    idle: float
    grown: float
    """Megabytes."""


class _Conditional(random.Random):
    """Chance by which no poll asks for a whole feed."""

    def random(self) -> float:
        return 0.5


async def polled(folder: Path, port: int, count: int) -> Grown:
    """Poll so many feeds until there were polls enough."""
    configure(sys.stderr, verbose=False, least=logging.ERROR)
    outside = Outside(chance=_Conditional())
    rounds = max(1, POLLS // count)
    async with assembled(load(settings_file(folder), {}), io.StringIO(), outside, frozenset({Stage.POLL})) as app:
        now = outside.clock.now()
        with app.kit.store.writing() as c:
            c.execute(insert(feeds), [_feed(number, port) | {"next_due": now} for number in range(count)])
        _forget_peak()
        idle = _pages("VmRSS")
        await _round(app, now)
        began = _spent()
        for _ in range(rounds):
            await _round(app, now)
        spent, peak = _spent() - began, _pages("VmHWM")
    return Grown(feeds=count, ms=1000 * spent / (rounds * count), idle=idle, grown=peak - idle)


async def _round(app: App, now: datetime) -> None:
    """Poll every feed once."""
    with app.kit.store.writing() as c:
        c.execute(update(feeds).values(next_due=now))
    while await app.kit.store.read(partial(due_ids, now=now)):
        await app.beat()
        await app.engine.idle()


def _feed(number: int, port: int) -> dict[str, object]:
    at = address(number)
    given = {"url": f"http://{at}:{port}/{number}", "kind": "feed", "outlet": "", "tier": "general", "host": at}
    known = {"enabled": True, "origin": "desk", "paused": False, "learned": True, "failures": 0, "etag": f'"{number}"'}
    return given | known | {"every_s": EVERY.total_seconds()}


def _forget_peak() -> None:
    """The peak of resident pages counts from here on."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _pages(name: str) -> float:
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return int(told[name].split()[0]) / _MB


def measured(where: Farm, count: int) -> Grown:
    """One size, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.bench.growth", "--folder", folder, "--port", str(where.port), str(count)]
        return Grown(**json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))


def middle(runs: Sequence[Grown]) -> Grown:
    """Of the runs of one size the middle one by its cost, with the most memory that any of them took."""
    return replace(sorted(runs, key=lambda one: one.ms)[len(runs) // 2], grown=max(one.grown for one in runs))


def table(found: Sequence[Grown]) -> str:
    """A line a size, and what is wanted of the last one."""
    first, last = found[0], found[-1]
    lines = [
        f"growth: {one.feeds:>6,} feeds: {one.ms:.2f} ms a poll, {one.ms / first.ms:.2f} times that at {first.feeds:,}; "
        f"{one.grown:.1f} MB over {one.idle:.0f} MB idle"
        for one in found
    ]
    met = last.ms / first.ms <= COST_WANTED, last.grown <= GROWTH_WANTED
    said = ["yes" if one else "no" for one in met]
    return "\n".join((*lines, f"growth: at most {COST_WANTED:g} times: {said[0]}; at most {GROWTH_WANTED:g} MB: {said[1]}"))


def main() -> None:
    """Print the table; draw it where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, help="numbers of feeds")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--plot", type=Path, help="a PNG to draw; needs the extra `plot`")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.folder:
        print(json.dumps(asdict(asyncio.run(polled(given.folder, given.port, given.sizes[0])))))
        return
    sizes = given.sizes or SIZES
    with farm(max(sizes)) as where:
        runs = [[measured(where, count) for count in sizes] for _ in range(given.repeats)]
    found = [middle(of) for of in zip(*runs, strict=True)]
    print(table(found))
    if given.plot:
        given.plot.write_bytes(Named("tests.bench.growthplot:png")([asdict(one) for one in found]))


if __name__ == "__main__":
    main()
