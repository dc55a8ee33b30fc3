"""Two daemons on one database: one of them posts, whatever happens to it, and every alert stands once."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.test_daemon import story
from tests.standins.newsroom import Newsroom, running_newsroom
from tests.standins.slack import SlackStandIn
from tests.tools.daemons import Daemon, daemon, until
from tests.tools.seeds import CHANNEL, config

AGENCIES = ("NASA", "USAID", "The Federal Reserve", "The U.S. Department of Energy", "The U.S. Department of State")


@pytest.fixture
def newsroom(slack: SlackStandIn) -> Iterator[Newsroom]:
    slack.reset()
    with running_newsroom() as running:
        yield running


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "writethru.db", timeout=30)) as base:
        return base.execute(query).fetchall()


def all_sent(folder: Path, number: int) -> bool:
    return asked(folder, "SELECT count(*) FROM outbox WHERE state = 'sent'") == [(number,)]


def once_each(slack: SlackStandIn, number: int) -> None:
    """So many messages, each with a key of its own."""
    keys = [row["metadata"]["event_payload"]["key"] for row in slack.messages(CHANNEL)]
    assert len(keys) == number
    assert len(set(keys)) == number


def holder(folder: Path, *daemons: Daemon) -> Daemon:
    """The one of them that has the right to post."""
    ((name,),) = asked(folder, "SELECT holder FROM leases")
    return next(one for one in daemons if f":{one.process.pid}:" in str(name))


def test_two_daemons_judge_together_and_one_of_them_posts_even_when_the_poster_dies(
    newsroom: Newsroom, slack: SlackStandIn, tmp_path: Path
) -> None:
    """Both poll, read and judge every story at the same time; the poster is killed in mid-call, the other goes on at once."""
    settings = config(newsroom, slack, tmp_path)
    with daemon(settings, "first") as first:
        first.says("started")
        with daemon(settings, "second") as second:
            second.says("started")
            for agency in AGENCIES[:3]:
                newsroom.publish(story(f"s{len(newsroom.stories)}", agency))
            until(lambda: all_sent(tmp_path, 3))
            assert len([one for one in (first, second) if "alert delivered" in one.said()]) == 1
            poster = holder(tmp_path, first, second)
            other = second if poster is first else first
            slack.faults({"kind": "hang", "match": "chat.postMessage", "seconds": 60})
            newsroom.publish(story("s3", AGENCIES[3]))
            until(lambda: len([call for call in slack.calls() if call["target"] == "chat.postMessage"]) == 4)
            os.kill(poster.process.pid, signal.SIGKILL)
            newsroom.publish(story("s4", AGENCIES[4]))
            until(lambda: all_sent(tmp_path, 5))
            assert holder(tmp_path, first, second) is other
    once_each(slack, 5)
    assert asked(tmp_path, "SELECT outcome, count(*) FROM verdicts GROUP BY outcome") == [("new", 5)]
    assert asked(tmp_path, "SELECT fence FROM leases") == [(2,)]
    assert slack.duplicates(CHANNEL) == []
