"""A daemon with a hundred feeds in which twenty articles a minute appear: part of `make soak`.

For each article: the seconds from the request that first listed it to the message that Slack has accepted, pauses between two
messages of one channel included, the wait for the poll left out. An argument, a number of articles.

Ends with 1 where it takes longer than promised, or where one is missing.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from service.reference import shipped
from tests.standins.newsroom import Newsroom, Story, running_newsroom
from tests.standins.slack import SlackStandIn, running_slack
from tests.tools.daemons import daemon, until
from tests.tools.seeds import CHANNEL, config
from watchers.claims.names import NameKind

FEEDS, A_MINUTE, ARTICLES = 100, 20, 60
EVERY = "10s"
"""How often each feed is polled: the wait for it is left out, so that only the load of so many polls counts."""
MEDIAN, LATE = 3.0, 10.0
"""Seconds: what is promised of the median and of the 95th percentile."""
PATIENCE = 120.0
FILLING = (
    "Staff will be trained over the coming months, according to people who attended the meeting in the afternoon. "
    "Observers noted that questions about oversight of such tools remain open and will be discussed in the spring. "
    "A second meeting is planned, and several participants asked for the minutes of the first one before they come."
)
"""A paragraph that claims nothing; eight of them make an article of the usual length."""


class Stamped(list[str]):
    """What a newsroom was asked, with the times."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[tuple[float, str]] = []

    def append(self, path: str) -> None:
        """As a list does, and when."""
        super().append(path)
        self.times.append((time.time(), path))

    def first(self, path: str, after: float) -> float:
        """When this was first asked for, from then on."""
        return next(at for at, asked in self.times if asked == path and at >= after)


@dataclass(frozen=True, kw_only=True)
class Published:
    """A story, the path of its feed, and when it stood there."""

    story: Story
    feed: str
    at: float


def stories(number: int) -> list[Story]:
    """So many articles on a body each, no two alike, each in a feed of its own in turn."""
    listed = (one for one in shipped().names.entities if one.kind is NameKind.AGENCY and one.country == "US")
    bodies = [one.name for one in listed if one.category in {"agency", "commission", "department"}]
    return [
        Story(
            slug=f"s{count:03}",
            title=f"{body} picks an assistant",
            text="\n".join((f"{body} has adopted OpenAI's ChatGPT for its staff.", *[FILLING] * 8)),
            published=datetime(2026, 3, 2, 9, tzinfo=UTC),
            lang="en",
            outlet=f"Outlet {count % FEEDS}",
        )
        for count, body in enumerate(bodies[:number])
    ]


def settings(newsroom: Newsroom, slack: SlackStandIn, folder: Path) -> Path:
    """For all the feeds, most of which will stay empty."""
    path = config(newsroom, slack, folder)
    feeds = "".join(f'[[feeds]]\nurl = "{newsroom.feed_of(f"Outlet {one}")}"\nevery = "{EVERY}"\n' for one in range(FEEDS))
    path.write_text(path.read_text(encoding="utf-8") + feeds, encoding="utf-8")
    return path


def published(newsroom: Newsroom, told: list[Story]) -> list[Published]:
    """One after the other, so many a minute."""
    found = []
    for story in told:
        newsroom.publish(story)
        feed = newsroom.feed_of(story.outlet).removeprefix(newsroom.base)
        found.append(Published(story=story, feed=feed, at=time.time()))
        time.sleep(60 / A_MINUTE)
    return found


def accepted(slack: SlackStandIn) -> dict[str, float]:
    """When each story's alert stood in the channel."""
    rows = slack.roots(CHANNEL)
    return {address.rpartition("/")[2]: float(row["ts"]) for row in rows for address, _ in row["links"][:1]}


def waits(number: int) -> list[float]:
    """Seconds of every article that was told."""
    told = stories(number)
    with tempfile.TemporaryDirectory() as place, running_slack() as slack, running_newsroom() as newsroom:
        newsroom.asked = asked = Stamped()
        with daemon(settings(newsroom, slack, Path(place))) as running:
            running.says("started")
            until(lambda: len({path for _, path in asked.times}) >= FEEDS, PATIENCE)
            out = published(newsroom, told)
            end = time.monotonic() + PATIENCE
            while len(accepted(slack)) < len(out) and time.monotonic() < end:
                time.sleep(1)
            stands = accepted(slack)
    return [stands[one.story.slug] - asked.first(one.feed, one.at) for one in out if one.story.slug in stands]


def main(number: int) -> int:
    """Print the line; 1 where it is not as promised."""
    found = waits(number)
    half, late = statistics.median(found), statistics.quantiles(found, n=20)[-1]
    print(
        f"soak watching: {FEEDS} feeds, {len(found)} of {number} articles told at {A_MINUTE} a minute; poll to message "
        f"accepted {half:.2f} s at the median (promised: {MEDIAN:.0f}), {late:.2f} s at the 95th percentile ({LATE:.0f})"
    )
    return 0 if len(found) == number and half < MEDIAN and late < LATE else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES))
