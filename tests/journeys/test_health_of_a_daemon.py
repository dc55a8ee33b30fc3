"""The real daemon is asked whether it is well, and a network that is not there does not end it."""

import json
import os
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tools.daemons import Daemon, daemon, until

FAILED = 'writethru_stage_outcomes_total{outcome="failed",reason="Unreachable",stage="poll"}'


@dataclass(frozen=True, kw_only=True)
class Ward:
    """A daemon with one feed that nobody serves, and where it answers."""

    daemon: Daemon
    base: str
    feed: str

    def ask(self, path: str) -> tuple[int, str]:
        """Status and body; 0 where nobody answers."""
        try:
            with urllib.request.urlopen(self.base + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def number(self, name: str) -> float:
        """One of the numbers; 0 while it has not been counted."""
        found = [line for line in self.ask("/metrics")[1].splitlines() if line.startswith(name)]
        return float(found[0].rpartition(" ")[2]) if found else 0.0


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    folder = tmp_path_factory.mktemp("ward")
    health, feed = free_port(), f"http://127.0.0.1:{free_port()}/feed.xml"
    settings = folder / "writethru.toml"
    settings.write_text(_settings(folder, health, feed), encoding="utf-8")
    with daemon(settings) as running:
        running.says("health at")
        yield Ward(daemon=running, base=f"http://127.0.0.1:{health}", feed=feed)


def _settings(folder: Path, health: int, feed: str) -> str:
    return f"""watchlist = "none"
[store]
url = "sqlite:///{folder}/writethru.db"
[fetching]
allow = ["127.0.0.0/8"]
ports = [0]
[health]
listen = "127.0.0.1:{health}"
[[feeds]]
url = "{feed}"
every = "1s"
"""


_PORTS = iter(range(20_000 + os.getpid() % 5_000 * 2, 32_000))


def free_port() -> int:
    """One that was free a moment ago, below those that the kernel gives to calls going out, and another in each process."""
    for port in _PORTS:
        with socket.socket() as found, suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def test_a_running_daemon_is_live_and_ready(ward: Ward) -> None:
    """It beats, writes its database, posts, and knows its reference data."""
    until(lambda: ward.ask("/ready")[0] == 200)
    assert json.loads(ward.ask("/live")[1])["ok"] is True
    assert json.loads(ward.ask("/ready")[1])["posting"] == "ok: this process posts"


def test_an_unreachable_feed_is_tried_again_and_named_once(ward: Ward) -> None:
    """H04: without a network the daemon stays up and live; each try is counted.

    The log names the feed and the reason a single time.
    """
    until(lambda: ward.number(FAILED) >= 3)
    assert ward.daemon.process.poll() is None
    assert sum("feed failed" in line for line in ward.daemon.said().splitlines()) == 1
    assert ward.number("writethru_feeds_failing") == 1


def test_no_answer_comes_from_a_daemon_that_was_stopped(ward: Ward) -> None:
    """SIGTERM ends it in time, and its endpoints with it: whoever asks sees red."""
    code, _ = ward.daemon.stop()  # how long it takes is the bench's
    assert code == 0
    assert ward.ask("/live") == (0, "")
