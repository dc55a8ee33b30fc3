"""The poll stage against other feed readers, on one loopback farm: `make bench`, or `python -m tests.bench.peers --help`.

Four hundred feeds of fifty entries, each under an address of its own; at least four thousand polls a run, start-up counted, the
programs in turn, three times over. A ratio is that of feeds a second, the median of the repeats. ``reader`` (the Python feed
library) gets an environment of its own, for its parser does not live beside ours; newsboat is the system's. A peer that is not
there is said to be missing.
"""

import argparse
import contextlib
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.feedfarm import address
from tests.bench.pollstage import settings_file, watch

PEERS = Path(".venv-peers")
READER = ("reader==3.26", "sgmllib3k==1.0.0")
"""The second one is what its copy of feedparser lacks."""
BACKFILL = 5
WANTED = {"304": 1.6, "unchanged 200": 15.0, "one new entry": 8.0, "cold": 2.5, f"cold, {BACKFILL} entries": 6.0}
_READER = """
import sys
from reader import make_reader
store, port, feeds, rounds, first = sys.argv[1], *map(int, sys.argv[2:6])
sys.path.insert(0, sys.argv[6])
from tests.bench.feedfarm import address
reader = make_reader(store)
if first:
    for n in range(feeds):
        reader.add_feed(f"http://{address(n)}:{port}/{n}")
for _ in range(rounds):
    reader.update_feeds(workers=10, scheduled=False)
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spent:
    """What a run took."""

    wall: float
    cpu: float

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(wall=self.wall + other.wall, cpu=self.cpu + other.cpu)


NOTHING = Spent(wall=0.0, cpu=0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Farm:
    """Where the feeds are."""

    port: int
    feeds: int

    def answers(self, mode: str) -> None:
        """From now on."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/mode/{mode}", timeout=60) as answer:
            answer.read()


@contextlib.contextmanager
def farm(feeds: int) -> Iterator[Farm]:
    """A farm as a process of its own."""
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.feedfarm", str(feeds)], stdout=subprocess.PIPE, text=True)
    try:
        yield Farm(port=int(process.stdout.readline() if process.stdout else 0), feeds=feeds)
    finally:
        process.kill()
        process.wait()


def run(command: Sequence[str]) -> Spent:
    """Wall and processor seconds of a program with all that it starts."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""})
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(wall=wall, cpu=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


class Ours:
    """The daemon's poll stage."""

    name = "writethru"

    def __init__(self, backfill: int = 0) -> None:
        self._backfill = backfill

    def prepare(self, folder: Path, where: Farm) -> None:
        """Store the feeds, unpolled."""
        watch(settings_file(folder, self._backfill), where.port, where.feeds)

    def poll(self, folder: Path, _where: Farm, rounds: int) -> Spent:
        """Poll every feed so often."""
        return run([sys.executable, "-m", "tests.bench.pollstage", str(folder / "writethru.toml"), str(rounds)])


class Reader:
    """lemon24's reader."""

    name = "reader"

    def prepare(self, folder: Path, where: Farm) -> None:
        """Store the feeds, unpolled."""
        self._run(folder, where, 0, first=True)

    def poll(self, folder: Path, where: Farm, rounds: int) -> Spent:
        """Poll every feed so often."""
        return self._run(folder, where, rounds, first=False)

    def _run(self, folder: Path, where: Farm, rounds: int, *, first: bool) -> Spent:
        given = (str(folder / "reader.db"), str(where.port), str(where.feeds), str(rounds), str(int(first)), str(Path.cwd()))
        return run([str(PEERS / "bin" / "python"), "-c", _READER, *given])


class Newsboat:
    """newsboat, a reload of all feeds a round: it knows no other."""

    name = "newsboat"

    def prepare(self, folder: Path, where: Farm) -> None:
        """Write its list of feeds."""
        urls = "\n".join(f"http://{address(n)}:{where.port}/{n}" for n in range(where.feeds))
        (folder / "urls").write_text(urls + "\n", encoding="utf-8")
        (folder / "config").write_text("reload-threads 10\n", encoding="utf-8")

    def poll(self, folder: Path, _where: Farm, rounds: int) -> Spent:
        """Reload so often."""
        files = ("-u", str(folder / "urls"), "-C", str(folder / "config"), "-c", str(folder / "cache.db"))
        return sum((run(["newsboat", *files, "-x", "reload"]) for _ in range(rounds)), start=NOTHING)


Peer = Ours | Reader | Newsboat


def warm(peer: Peer, where: Farm, mode: str, rounds: int) -> Spent:
    """Polls of feeds that the peer has seen once."""
    with tempfile.TemporaryDirectory() as folder:
        where.answers("etag")
        peer.prepare(Path(folder), where)
        peer.poll(Path(folder), where, 1)
        where.answers(mode)
        if mode != "etag":  # the bytes are those of before, but nobody was told so
            peer.poll(Path(folder), where, 1)
        return peer.poll(Path(folder), where, rounds)


def cold(peer: Peer, where: Farm, rounds: int) -> Spent:
    """Polls of feeds that the peer never saw, from an empty database each round."""
    where.answers("etag")
    spent = NOTHING
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            peer.prepare(Path(folder), where)
            spent += peer.poll(Path(folder), where, 1)
    return spent


def present() -> tuple[list[Peer], list[str]]:
    """The peers that are there, and what is to be said of the others."""
    peers: list[Peer] = []
    missing = []
    if not (PEERS / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    pip = [str(PEERS / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, *READER], check=False, capture_output=True).returncode == 0:
        peers.append(Reader())
    else:
        missing.append("peers: reader is not there: the package registry did not give it")
    if shutil.which("newsboat"):
        peers.append(Newsboat())
    else:
        missing.append("peers: newsboat is not there: apt-get install newsboat")
    return peers, missing


def scenario(names: Sequence[str], peers: list[Peer], work: Callable[[Peer], Spent], size: tuple[int, int]) -> Iterator[str]:
    """The lines of one kind of poll: ours against each peer, in turn; ours as often as there are ``names``, with and without a
    window for what a first poll reads, which no peer has.
    """
    polls, repeats = size
    spent: dict[str, list[Spent]] = {}
    for _ in range(repeats):
        for name in names:
            spent.setdefault(name, []).append(work(Ours(BACKFILL if "entries" in name else 0)))
        for peer in peers:
            spent.setdefault(peer.name, []).append(work(peer))
    for name in names:
        for peer in peers:
            yield _line(name, spent[name], peer.name, spent[peer.name], polls)


def _line(name: str, ours: list[Spent], peer: str, theirs: list[Spent], polls: int) -> str:
    ratios = [other.wall / mine.wall for mine, other in zip(ours, theirs, strict=True)]
    less = [other.cpu / mine.cpu for mine, other in zip(ours, theirs, strict=True)]
    wanted = f", {WANTED[name]:g} wanted" if peer == Reader.name else ""
    rate = statistics.median(polls / one.wall for one in ours)
    each = 1000 * statistics.median(one.cpu for one in ours) / polls
    return (
        f"peers: {name}: {rate:.0f} feeds/s, {_spread(ratios)[:-1]}{wanted}) times {peer}; processor {each:.1f} ms a poll, "
        f"{_spread(less)} times less; {polls} polls a run, {len(ours)} runs each"
    )


def _spread(ratios: Sequence[float]) -> str:
    return f"{statistics.median(ratios):.1f} ({min(ratios):.1f}-{max(ratios):.1f})"


def main() -> None:
    """Print the lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=400)
    parser.add_argument("--polls", type=int, default=4000, help="polls a run, at least")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", default="", help="a part of a scenario's name")
    parser.add_argument("--against", default="", help="a part of a peer's name")
    given = parser.parse_args()
    rounds = max(1, -(-given.polls // given.feeds))
    size = (rounds * given.feeds, given.repeats)
    peers, missing = present()
    peers = [peer for peer in peers if given.against in peer.name]
    for line in missing:
        print(line, flush=True)
    with farm(given.feeds) as where:
        works: dict[tuple[str, ...], Callable[[Peer], Spent]] = {
            ("304",): lambda peer: warm(peer, where, "etag", rounds),
            ("unchanged 200",): lambda peer: warm(peer, where, "same", rounds),
            ("one new entry",): lambda peer: warm(peer, where, "new", rounds),
            ("cold", f"cold, {BACKFILL} entries"): lambda peer: cold(peer, where, rounds),
        }
        for names, work in works.items():
            wanted = [name for name in names if given.only in name]
            for line in scenario(wanted, peers, work, size) if wanted else ():
                print(line, flush=True)


if __name__ == "__main__":
    main()
