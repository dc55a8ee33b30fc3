"""``writethru once``: one pass, what it polls, where its alerts go, and what it says of what stays."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from service.app import Outside
from service.reference import shipped
from tests.service.cli.scene import Cli, one_feed
from tests.service.flow.world import Inline
from tests.standins.newsroom import Newsroom, Story, running_newsroom
from tests.standins.slack import SlackStandIn

USES = "The {} uses Meta’s Llama for its daily work, officials said on Monday. Nothing was said about what it costs to run it."


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with running_newsroom() as running:
        running.publish(story("state", "U.S. Department of State"))
        yield running


def story(slug: str, agency: str) -> Story:
    return Story(
        slug=slug, title="Llama at work", text=USES.format(agency), published=datetime(2025, 1, 2, tzinfo=UTC), lang="en"
    )


def settings(
    cli: Cli, newsroom: Newsroom, *, every: str = "1s", slack: SlackStandIn | None = None, channel: str = "C0ALERTS"
) -> str:
    """A configuration for one feed; alerts go to the terminal, or to the stand-in's channel."""
    posting = "" if slack is None else f'[slack]\ntoken = "{slack.bot_token}"\nbase_url = "{slack.base_url}"\n'
    return one_feed(cli, newsroom.feed_url, every, f'{posting}[[routes]]\nchannel = "{channel}"')


def passed(cli: Cli, config: str, *, confined: bool = False) -> Result:
    """A pass that ends well; ``confined``: what it reads is read in workers, which take seconds to load."""
    outside = None if confined else Outside(awake=True, reference=shipped(), confined=Inline())
    result = cli.run("once", "--config", config, outside=outside)
    assert result.exit_code == 0, result.stderr
    return result


def rows(cli: Cli, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(cli.folder / "ledger.db")) as base:
        return base.execute(query).fetchall()


def test_without_a_token_alerts_are_drawn_and_later_ones_alone_are_posted(
    cli: Cli, newsroom: Newsroom, slack: SlackStandIn
) -> None:
    """What the terminal showed counts as delivered: a token that is added later sends only what is new from then on."""
    slack.reset()
    first = passed(cli, settings(cli, newsroom))
    config = settings(cli, newsroom, slack=slack)
    time.sleep(1.1)
    quiet = passed(cli, config)
    assert slack.roots("C0ALERTS") == []
    newsroom.publish(story("education", "U.S. Department of Education"))
    time.sleep(1.1)
    passed(cli, config)

    assert "New agency: U.S. Department of State" in " ".join(first.stdout.split())
    assert quiet.stdout == ""
    (message,) = slack.roots("C0ALERTS")
    assert "U.S. Department of Education" in message["text"]


def test_standard_output_holds_alerts_alone(cli: Cli, newsroom: Newsroom) -> None:
    """Progress and logs go to standard error."""
    result = passed(cli, settings(cli, newsroom), confined=True)

    assert "feed polled" in result.stderr
    assert "feed polled" not in result.stdout
    assert result.stdout.startswith("─")


def test_only_feeds_whose_shortest_wait_has_passed_are_polled(cli: Cli, newsroom: Newsroom) -> None:
    """A second pass within ``every`` asks for nothing; one after it asks again, whatever the feed's own rhythm."""
    passed(cli, settings(cli, newsroom, every="1h"))
    passed(cli, settings(cli, newsroom, every="1h"))
    assert newsroom.asked.count("/feed.xml") == 1

    time.sleep(1.1)
    passed(cli, settings(cli, newsroom, every="1s"))
    assert newsroom.asked.count("/feed.xml") == 2


def test_what_stays_in_the_outbox_is_named(cli: Cli, newsroom: Newsroom, slack: SlackStandIn) -> None:
    """A channel that takes nothing: the alert waits, with Slack's word for it, and the pass ends well."""
    slack.reset()

    result = passed(cli, settings(cli, newsroom, slack=slack, channel="C0OLD"))

    (line,) = (line for line in result.stderr.splitlines() if line.startswith("stays in the outbox: "))
    assert "for C0OLD" in line
    assert "is_archived" in line


def test_an_article_that_waits_to_be_read_again_is_named(cli: Cli, newsroom: Newsroom) -> None:
    """Its page answers 503: the pass does not wait for it, and says so."""
    newsroom.down.add("/a/state")

    result = passed(cli, settings(cli, newsroom))

    (line,) = (line for line in result.stderr.splitlines() if line.startswith("waits to be read again: "))
    assert f"{newsroom.base}/a/state" in line
    assert "503" in line


def test_a_database_that_cannot_be_used_ends_with_one_line(cli: Cli, newsroom: Newsroom) -> None:
    """Exit code 1: the work failed."""
    cli.file("ledger.db", "this is no database, and long enough not to look like an empty one " * 20)

    result = cli.run("once", "--config", settings(cli, newsroom))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("writethru: ")
    assert result.stderr.count("\n") == 1


def test_a_beat_of_a_country_takes_its_bodies_alone(cli: Cli, newsroom: Newsroom, slack: SlackStandIn) -> None:
    """A route with a beat hears of a federal department and not of an ally's government."""
    newsroom.publish(story("canada", "Government of Canada"))
    slack.reset()
    config = settings(cli, newsroom, slack=slack)
    with Path(config).open("a", encoding="utf-8") as file:
        file.write('beat = "us"\n[[beats]]\nname = "us"\ncountries = ["US"]\n')

    passed(cli, config)

    (message,) = slack.roots("C0ALERTS")
    assert "U.S. Department of State" in message["text"]
    assert [alerted for (alerted,) in rows(cli, "SELECT count(*) FROM alerts")] == [2]
