"""``writethru run`` as a process: stages, signals, streams."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime

import pytest

from tests.service.cli.scene import Cli, one_feed
from tests.standins.newsroom import Story, running_newsroom
from tests.standins.slack import ROOT

STORY = Story(
    slug="state",
    title="Llama at State",
    text="The U.S. Department of State uses Meta’s Llama, officials said. Nothing was said about what it costs to run it.",
    published=datetime(2025, 1, 2, tzinfo=UTC),
    lang="en",
)
COMMAND = (sys.executable, "-m", "service", "run")
ARTICLES = "SELECT state FROM articles ORDER BY id"
LOOKS = 1200
"""At a database, twenty a second."""


@contextmanager
def daemon(cli: Cli, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """A daemon that is ended if a test does not end it."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, *words], cwd=cli.folder, env=environ, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def ended(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Code and streams after SIGTERM, which ends it within ten seconds or fails the test."""
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=10)
    return process.returncode, out, err


def states(cli: Cli, query: str = ARTICLES) -> list[str]:
    """Of the articles, or of what else is asked for; none before the database is made."""
    path = cli.folder / "ledger.db"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as base:
        try:
            return [row[0] for row in base.execute(query)]
        except sqlite3.OperationalError:
            return []


def wait_for(cli: Cli, state: str, query: str = ARTICLES) -> None:
    """Until the one row stands at this stage."""
    for _ in range(LOOKS):
        if states(cli, query) == [state]:
            return
        time.sleep(0.05)
    raise AssertionError(states(cli, query))


def test_a_daemon_runs_only_the_stages_it_is_given(cli: Cli) -> None:
    """One that polls leaves its article to be read; another takes it from there to the terminal; both end on SIGTERM in time."""
    with running_newsroom() as newsroom:
        newsroom.publish(STORY)
        config = one_feed(cli, newsroom.feed_url, "1h")
        with daemon(cli, "--config", config, "--stages", "poll") as polling:
            wait_for(cli, "to_read")
            time.sleep(1.2)  # a beat more, at which a reader would have read
            code, out, err = ended(polling)
        assert (code, out, states(cli)) == (0, "", ["to_read"])
        assert newsroom.asked == ["/feed.xml"]
        assert "watching 1 feeds" in err
        with daemon(cli, "--config", config, "--stages", "read, judge, deliver") as rest:
            wait_for(cli, "sent", "SELECT state FROM outbox")
            code, out, err = ended(rest)

    assert out.startswith("─")
    assert "U.S. Department of State" in out
    assert (code, newsroom.asked.count("/feed.xml")) == (0, 1)
    assert "no Slack token" in err


@pytest.mark.parametrize("stages", ["", "poll,sing", "POLL", ","])
def test_a_stage_that_is_none_is_wrong_usage(cli: Cli, stages: str) -> None:
    """Exit code 2, and the names there are."""
    result = cli.run("run", "--stages", stages)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "stages are poll, read, judge, deliver" in result.stderr


def test_an_unusable_configuration_ends_it_at_once(cli: Cli) -> None:
    """Every fault in one report, nothing opened, nothing made."""
    cli.file(
        "writethru.toml",
        'watchlist = "none.toml"\n[ledger]\nbaseline = "none.jsonl"\n[[beats]]\nname = "x"\nvendors = ["Metta"]\n',
    )

    result = cli.run("run")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "writethru: unusable configuration:",
        "writethru.toml:1: watchlist: none.toml: cannot be read: No such file or directory",
        "writethru.toml:3: ledger.baseline: none.jsonl: cannot be read: No such file or directory",
        "writethru.toml:6: beats.vendors: 'Metta' is not in the reference data; did you mean 'Meta'?",
    ]
    assert [file.name for file in cli.folder.iterdir()] == ["writethru.toml"]
