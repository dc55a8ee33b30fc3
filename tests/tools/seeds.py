"""A folder of articles through the whole service: one loopback feed, one article a poll, the strict Slack stand-in.

    python tests/tools/seeds.py FOLDER

Prints for each article how many new messages it made and what they say, then sends all of them again under new addresses, which
must stay silent. For the five articles that the project began with it also checks that the new messages are 1, 1, 1, 0, 1.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from service.archive import Given, articles
from tests.standins.newsroom import Newsroom, Story, running_newsroom
from tests.standins.slack import SlackStandIn, running_slack
from tests.tools.ready import ready

CHANNEL = "C0ALERTS"
DATES = ("2024-10-30", "2024-11-01", "2024-11-05", "2024-08-02", "2025-09-23")
"""Of the five articles, which carry none themselves; the fourth arrives late."""
ROOTS = (1, 1, 1, 0, 1)


@dataclass(frozen=True, kw_only=True)
class Poll:
    """What one article brought."""

    id: str
    roots: int
    replies: int
    texts: tuple[str, ...]
    rendered: tuple[str, ...]
    seconds: float


def stories(folder: Path) -> tuple[Story, ...]:
    """The folder's articles as pages, dated as they are, or by the list above."""
    return tuple(_story(given, number) for number, given in enumerate(articles(folder)))


def _story(given: Given, number: int) -> Story:
    article = given.article
    fallback = datetime.fromisoformat(DATES[number % len(DATES)]).replace(hour=9, tzinfo=UTC)
    return Story(
        slug=f"{number}-first",
        title=article.title or given.id,
        text=article.text,
        published=article.published or fallback,
        lang=article.lang,
    )


def config(newsroom: Newsroom, slack: SlackStandIn, folder: Path) -> Path:
    """Settings for one feed, an empty ledger and no silent first poll; the database is ready."""
    ready(folder / "writethru.db")
    path = folder / "writethru.toml"
    path.write_text(
        f"""watchlist = "none"
[store]
url = "sqlite:///{folder}/writethru.db"
[fetching]
contact = "desk@newsroom.example"
allow = ["127.0.0.0/8"]
ports = [0]
[reading]
ner = false
[ledger]
baseline = "none"
shadow_first_poll = false
[slack]
token = "{slack.bot_token}"
base_url = "{slack.base_url}"
[[feeds]]
url = "{newsroom.feed_url}"
every = "1s"
[[routes]]
channel = "{CHANNEL}"
""",
        encoding="utf-8",
    )
    return path


def once(settings: Path) -> None:
    """One pass of the real command; raises with what it said when it fails."""
    command = [sys.executable, "-m", "service", "once", "--config", str(settings)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode:
        raise RuntimeError(f"writethru once ended with {done.returncode}:\n{done.stderr}")


def polled(newsroom: Newsroom, slack: SlackStandIn, told: tuple[Story, ...], one_pass: Callable[[], None]) -> Iterator[Poll]:
    """Publish one story after the other, each followed by ``one_pass`` of the service."""
    for story in told:
        before, replies = len(slack.roots(CHANNEL)), len(slack.replies(CHANNEL))
        newsroom.publish(story)
        began = time.monotonic()  # a tool for people: how long a pass took
        one_pass()
        fresh = slack.roots(CHANNEL)[before:]
        yield Poll(
            id=story.slug,
            roots=len(fresh),
            replies=len(slack.replies(CHANNEL)) - replies,
            texts=tuple(row["text"] for row in fresh),
            rendered=tuple(row["rendered"] for row in fresh),
            seconds=time.monotonic() - began,  # as above
        )


def republished(story: Story) -> Story:
    """The same words under a new address and a later date; with its own date it would be the entry that is listed already."""
    return replace(story, slug=story.slug.replace("first", "again"), published=story.published + timedelta(minutes=1))


def main(folder: Path) -> int:
    """Run it all and print it; 1 when it is not as it must be."""
    told = stories(folder)
    again = tuple(republished(story) for story in told)
    with tempfile.TemporaryDirectory() as place, running_slack() as slack, running_newsroom() as newsroom:
        settings = config(newsroom, slack, Path(place))
        first = tuple(polled(newsroom, slack, told, partial(once, settings)))
        for poll in first:
            _show(poll)
        second = tuple(polled(newsroom, slack, again, partial(once, settings)))
        doubles = slack.duplicates(CHANNEL)
        lint = [fault for row in slack.messages(CHANNEL) for fault in row["lint"]]
    roots = tuple(poll.roots for poll in first)
    print(f"new messages: {', '.join(map(str, roots))}")
    print(f"sent again under new addresses: {', '.join(str(poll.roots) for poll in second)}")
    print(f"duplicates: {len(doubles)}, faults found in the payloads: {len(lint)}")
    expected = ROOTS if len(told) == len(ROOTS) else roots
    good = roots == expected and not any(poll.roots for poll in second) and not doubles and not lint
    print("as expected" if good else f"NOT as expected: {', '.join(map(str, expected))}, then silence")
    return 0 if good else 1


def _show(poll: Poll) -> None:
    print(f"=== {poll.id}: {poll.roots} new, {poll.replies} replies, {poll.seconds:.1f} s")
    for text, rendered in zip(poll.texts, poll.rendered, strict=True):
        print(f"[{text}]\n{rendered}\n")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
