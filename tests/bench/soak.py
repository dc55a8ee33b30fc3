"""Sizes that take minutes, one line a figure: `make soak`. Ends with 1 when a figure is not what it must be.

An argument, a number of days, makes it shorter or longer.
"""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from service.archive import articles
from tests.journeys.test_kill import TOLD, Daemons, Left, fresh, ledger, messages
from tests.standins.newsroom import Newsroom, Story, running_newsroom
from tests.standins.slack import ROOT, SlackStandIn, running_slack
from tests.tools.seeds import config

KILLS = 200
"""Daemons killed at a random instant of a day, each followed by one that is left alone."""
SEED = 20241030
LONGEST = 1.2
"""Seconds within which a daemon does its day when nobody kills it, with room to spare."""


def publish(newsroom: Newsroom) -> None:
    """The day's stories, oldest first."""
    given = {one.id: one.article for one in articles(ROOT / "tests/corpus/stories")}
    for name in TOLD:
        one = given[name]
        if one.published is not None:
            newsroom.publish(Story(slug=name, title=one.title, text=one.text, published=one.published, lang=one.lang))


def a_day(daemons: Daemons, newsroom: Newsroom, slack: SlackStandIn, after: float | None) -> tuple[bool, Left]:
    """A day on an empty ledger, killed ``after`` so many seconds where given: whether it was, and what is left behind."""
    with tempfile.TemporaryDirectory() as place:
        fresh(slack)
        settings = config(newsroom, slack, Path(place))
        killed = after is not None and daemons.run(settings, after=after) == {"signal": 9}
        if daemons.run(settings) != {"code": 0}:
            raise RuntimeError("a daemon that nobody killed did not end well")
        return killed, (ledger(Path(place)), messages(slack))


def kills(days: int) -> bool:
    """SIGKILL at random instants: the ledger and the channel must be those of an unbroken day."""
    chance = random.Random(SEED)
    command = [sys.executable, "-m", "tests.tools.nursery"]
    with (
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process,
        running_slack() as slack,
        running_newsroom() as newsroom,
    ):
        daemons = Daemons(process)
        publish(newsroom)
        _, unbroken = a_day(daemons, newsroom, slack, None)
        killed = lost = doubled = other = 0
        for _ in range(days):
            hit, left = a_day(daemons, newsroom, slack, chance.uniform(0.0, LONGEST))
            killed += hit
            told = [key for *_, key in left[1]]
            expected = [key for *_, key in unbroken[1]]
            lost += len(set(expected) - set(told))
            doubled += len(told) - len(set(told))
            other += left != unbroken
        if process.stdin is not None:
            process.stdin.close()
    line = {
        "days": days,
        "killed": killed,
        "messages lost": lost,
        "messages doubled": doubled,
        "days that ended otherwise": other,
    }
    print(f"soak kill: {json.dumps(line)}")
    return not lost and not doubled and not other and killed > days // 2


if __name__ == "__main__":
    sys.exit(0 if kills(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS) else 1)
