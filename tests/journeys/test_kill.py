"""A daemon that is killed anywhere and started again ends where an unbroken one ends: same ledger, same messages."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

import pytest

from service.archive import articles
from tests.standins.newsroom import Newsroom, Story, running_newsroom
from tests.standins.slack import ROOT, SlackStandIn
from tests.tools.seeds import CHANNEL, config

TOLD = ("006", "008", "010", "013", "015", "047", "048", "049")
"""Stories of the corpus: an alert, its update, a contradiction, fourteen partners, a copy, two new agencies, a denial."""

JUDGING = ("judge:extracted", "judge:weighed", "judge:recorded", "judge:before-commit", "judge:saved")
DELIVERING = ("deliver:intended", "deliver:posted", "deliver:recorded", "deliver:between")
KILLED = [
    *((name, 1) for name in ("poll:before-fetch", "poll:fetched", "poll:parsed", "poll:saved")),
    *((name, nth) for name in ("read:before-fetch", "read:fetched", "read:before-save", "read:saved") for nth in (1, 4)),
    *(
        (name, nth)
        for name in ("judge:extracted", "judge:weighed", "judge:recorded", "judge:before-commit", "judge:saved")
        for nth in (1, 3)
    ),
    *((name, nth) for name in DELIVERING for nth in (1, 2)),
]

Left = tuple[list[list[tuple[object, ...]]], list[tuple[object, ...]]]
"""The ledger and the channel."""

LEDGER = (
    "SELECT f.key, v.norm, v.status, v.claim FROM facts f JOIN fact_values v ON v.fact_id = f.id ORDER BY f.key, v.norm",
    """SELECT f.key, v.norm, a.url, s.kinship, s.claim FROM sightings s JOIN fact_values v ON v.id = s.value_id
       JOIN facts f ON f.id = v.fact_id JOIN articles a ON a.id = s.article_id ORDER BY f.key, v.norm, a.url""",
    """SELECT a.url, r.number, d.ordinal, d.outcome, d.reason, d.explanation, d.rank, d.kinship, d.against FROM verdicts d
       JOIN revisions r ON r.id = d.revision_id JOIN articles a ON a.id = r.article_id ORDER BY a.url, r.number, d.ordinal""",
    "SELECT al.key, al.rank, o.channel, o.state, o.message FROM alerts al JOIN outbox o ON o.alert_id = al.id ORDER BY al.key",
    "SELECT url, state, error FROM articles ORDER BY url",
)


class Daemons:
    """The nursery, asked for one daemon after the other."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, settings: Path, failpoint: str | None = None, nth: int = 1, *, after: float | None = None) -> dict[str, int]:
        """How a daemon ended; ``after`` so many seconds it is killed, wherever it is."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        case = {"config": str(settings), "failpoint": failpoint, "nth": nth, "after": after}
        self._process.stdin.write(json.dumps(case) + "\n")
        self._process.stdin.flush()
        end: dict[str, int] = json.loads(self._process.stdout.readline())
        return end


@pytest.fixture(scope="module")
def daemons() -> Iterator[Daemons]:
    command = [sys.executable, "-m", "tests.tools.nursery"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Daemons(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with running_newsroom() as running:
        given = {one.id: one.article for one in articles(ROOT / "tests/corpus/stories")}
        for name in TOLD:
            one = given[name]
            assert one.published is not None
            running.publish(Story(slug=name, title=one.title, text=one.text, published=one.published, lang=one.lang))
        yield running


@pytest.fixture(scope="module")
def unbroken(daemons: Daemons, slack: SlackStandIn, newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Left:
    """What a daemon that nobody kills leaves behind."""
    folder = tmp_path_factory.mktemp("unbroken")
    fresh(slack)
    assert daemons.run(config(newsroom, slack, folder)) == {"code": 0}
    return ledger(folder), messages(slack)


def fresh(slack: SlackStandIn) -> None:
    slack.reset()
    slack.settings(rate_limits=False)


def ledger(folder: Path) -> list[list[tuple[object, ...]]]:
    """Everything that was learned and decided, without times and row numbers."""
    with closing(sqlite3.connect(folder / "writethru.db")) as base:
        return [[timeless(row) for row in base.execute(query)] for query in LEDGER]


def messages(slack: SlackStandIn) -> list[tuple[object, ...]]:
    """What stands in the channel, in its order."""
    rows = slack.messages(CHANNEL)
    return [timeless((row["text"], row["rendered"], row["metadata"]["event_payload"]["key"])) for row in rows]


def timeless(row: tuple[object, ...]) -> tuple[object, ...]:
    """Without the minute at which an article was read, which a message shows."""
    return tuple(re.sub(r"\d\d:\d\d UTC", "UTC", part) if isinstance(part, str) else part for part in row)


def differences(one: Left, other: Left) -> list[object]:
    """The first row in which each part of what is left behind differs."""
    parts = zip((*one[0], one[1]), (*other[0], other[1]), strict=True)
    return [next((pair for pair in zip_longest(a, b) if pair[0] != pair[1]), None) for a, b in parts if a != b]


def test_the_unbroken_day_has_something_to_lose(unbroken: Left) -> None:
    """The scenario alerts several times, is silent several times, and contradicts something."""
    held, told = unbroken
    assert len(told) >= 4
    assert len(held[4]) == len(TOLD)
    assert any("contradicts" in str(row) for row in held[2])


@pytest.mark.parametrize(("failpoint", "nth"), KILLED, ids=[f"{name}-{nth}" for name, nth in KILLED])
def test_killed_anywhere_it_ends_where_the_unbroken_one_ends(
    daemons: Daemons,
    slack: SlackStandIn,
    newsroom: Newsroom,
    unbroken: Left,
    tmp_path: Path,
    *,
    failpoint: str,
    nth: int,
) -> None:
    """SIGKILL at a failpoint and a restart: the ledger and the channel are those of a day without it."""
    fresh(slack)
    settings = config(newsroom, slack, tmp_path)
    assert daemons.run(settings, failpoint, nth) == {"signal": 9}
    assert daemons.run(settings) == {"code": 0}
    assert differences((ledger(tmp_path), messages(slack)), unbroken) == []
