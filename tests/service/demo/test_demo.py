"""The demo: what a newcomer is shown, and that it ends."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli.root import root
from service.clock import Clock
from service.demo.channel import drawn
from service.demo.scene import stories

ROOT = Path(__file__).resolve().parents[3]
ANSWER = re.compile(r"^ ?(\d+)/\d+  .*(?:\n {7}\S.*)*?\n +(ALERT, rank \d|silent: .*)$", re.MULTILINE)


@pytest.fixture(scope="module")
def shown() -> tuple[str, str, float]:
    """What the command prints, what it says beside it, and how many seconds it takes."""
    began = Clock().monotonic()
    done = CliRunner().invoke(root, ["demo"])
    assert done.exit_code == 0, done.output
    return done.stdout, done.stderr, Clock().monotonic() - began


def fates(text: str) -> dict[str, str]:
    """What became of each story, by its id."""
    return {story.slug: answer for story, (_, answer) in zip(stories(), ANSWER.findall(text), strict=True)}


def test_the_demo_ends_by_itself_within_a_minute(shown: tuple[str, str, float]) -> None:
    """A dozen stories, English and French, and nothing to complain about."""
    text, complaints, seconds = shown
    assert len(fates(text)) == 12
    assert seconds < 60
    assert complaints == ""


@pytest.mark.parametrize("silent", ["031", "058", "061", "077"])
def test_what_holds_nothing_new_is_silent_and_says_why(shown: tuple[str, str, float], silent: str) -> None:
    """A translation, a copy, a rewrite and a near miss."""
    assert fates(shown[0])[silent].startswith("silent: ")


@pytest.mark.parametrize("told", ["030", "047", "048", "049", "057", "060", "069", "078"])
def test_what_holds_something_new_alerts(shown: tuple[str, str, float], told: str) -> None:
    """First agencies, a denial, a price that rises, a contradiction."""
    assert fates(shown[0])[told].startswith("ALERT")


def test_a_denial_and_a_contradicted_amount_are_of_the_first_rank(shown: tuple[str, str, float]) -> None:
    """Rank 1 is what an editor reads first."""
    found = fates(shown[0])
    assert {found["049"], found["078"]} == {"ALERT, rank 1"}
    assert "changes " in shown[0]


def test_the_channel_is_drawn_as_it_stands(shown: tuple[str, str, float]) -> None:
    """One message an alert, with its quote."""
    _, _, channel = shown[0].partition("#llama-alerts:")
    channel, _, _ = channel.partition("\nNext: ")
    alerts = [part for part in re.split(r"─{40,}\n?", channel) if part.strip()]
    assert len(alerts) == sum(fate.startswith("ALERT") for fate in fates(shown[0]).values())
    assert all("│ " in part for part in alerts)


def test_no_line_is_wider_than_its_page(shown: tuple[str, str, float]) -> None:
    """A pipe gets a hundred columns, and no colour."""
    assert max(len(line) for line in shown[0].splitlines()) <= 100
    assert "\033" not in shown[0]


def test_the_stories_come_in_the_order_of_their_publication() -> None:
    """What a later one contradicts was told before."""
    told = stories()
    assert [story.published for story in told] == sorted(story.published for story in told)
    assert {story.lang for story in told} == {"en", "fr"}


def test_the_stories_of_the_demo_are_those_of_the_corpus() -> None:
    """They are copies, to the byte, so that their labels hold for them."""
    here, there = ROOT / "service/demo/stories", ROOT / "tests/corpus/stories"
    assert {path.name: path.read_bytes() for path in here.iterdir()} == {
        path.name: (there / path.name).read_bytes() for path in here.iterdir()
    }


def test_a_deleted_message_and_another_channel_are_not_drawn() -> None:
    """What a reader of the channel does not see is not shown."""
    base = {"text": "one", "blocks": [], "channel": "C1", "deleted": False}
    rows = [base, {**base, "text": "two", "deleted": True}, {**base, "text": "three", "channel": "C2"}]
    assert "one" in drawn(rows, "C1")
    assert not {"two", "three"} & set(drawn(rows, "C1").split())
