"""The ledger in time: what was known on a date, and a fact's life drawn on the terminal."""

import asyncio
from dataclasses import replace

import pytest

from service.reference import shipped
from service.store.session import Store
from tests.service.cli.scene import Cli
from tests.service.flow.world import World, allowed, story, world

EARNED = "Meta reported revenue of ${} billion for the third quarter of 2024."
DAY = 86_400.0


async def days(one: World) -> None:
    """A figure on the second of March, repeated on the third, quietly corrected on the fourth."""
    await allowed(one)
    room, other = one.network.room(8001), one.network.room(8002)
    room.publish(story("a", EARNED.format("40.5")))
    one.watch(room.feed_url, other.feed_url)
    await one.beats(60)
    one.times.pass_by(DAY)
    asked = "The sum was read out once more at a meeting of shareholders, where nobody asked for more than was printed."
    other.publish(replace(story("b", minute=30), text=f"{asked}\n{EARNED.format('40.5')}\nThe meeting ended at noon."))
    await one.beats(60)
    one.times.pass_by(DAY)
    room.stories[0] = story("a", EARNED.format("40.1"))
    await one.beats(60)


@pytest.fixture
def desk(cli: Cli) -> Cli:
    cli.file("writethru.toml", 'watchlist = "none"\n[ledger]\nbaseline = "none"\n')
    store = Store(f"sqlite:///{cli.ledger().folder}/var/writethru.db")
    one = world(shipped(), store=store)
    asyncio.run(days(one))
    one.close()
    return cli


def known(desk: Cli, *words: str) -> list[tuple[str, str, float]]:
    rows = desk.lines("facts", "list", *words)
    return [(row["id"], row["status"], row["claim"]["amount"]) for row in rows]


def test_what_was_known_on_a_date_is_what_was_known_then(desk: Cli) -> None:
    """Nothing the day before; the first value until its correction; both with --all."""
    assert known(desk, "--as-of", "2026-03-01") == []
    assert known(desk, "--as-of", "2026-03-02T11:59") == []
    assert known(desk, "--as-of", "2026-03-02") == known(desk, "--as-of", "2026-03-03") == [("F-1", "reported", 40.5e9)]
    assert known(desk) == known(desk, "--as-of", "2026-03-04") == [("F-2", "reported", 40.1e9)]
    assert known(desk, "--as-of", "2026-03-04", "--all") == [("F-1", "superseded", 40.5e9), ("F-2", "reported", 40.1e9)]
    refused = desk.run("facts", "list", "--as-of", "yesterday")
    assert (refused.exit_code, refused.stderr) == (1, "writethru: 'yesterday' is no date: write 2026-03-02 or 2026-03-02T18:00\n")


def test_what_a_person_edits_has_its_old_wording_before_that(desk: Cli) -> None:
    """A correction by hand is no rewriting of the past."""
    assert desk.run("facts", "edit", "F-2", "--amount", "40000000000", "--why", "a slip").exit_code == 0
    assert known(desk, "--as-of", "2026-03-04") == [("F-2", "reported", 40.1e9)]
    assert known(desk) == [("F-3", "confirmed", 40e9)]


def test_a_facts_life_is_drawn_with_a_lane_a_value(desk: Cli) -> None:
    """Values, sightings, what an article no longer says, corrections and edits, in order of time."""
    assert desk.run("facts", "retract", "F-2", "--why", "never so").exit_code == 0
    (row,) = desk.lines("facts", "show", "F-1")
    events = [(event["value"], event["what"], event.get("after")) for event in row["timeline"]]
    assert events == [
        ("F-1", "learned", None),
        ("F-1", "told", None),
        ("F-1", "told", None),
        ("F-2", "learned", None),
        ("F-2", "told", None),
        ("F-1", "dropped", None),
        ("F-1", "turned", "superseded"),
        ("F-2", "edited", "retracted"),
    ]
    assert (row["first"]["outlet"], [told["behind_seconds"] for told in row["sightings"]]) == ("Outlet 8001", [0, 1800])
    lines = desk.run("facts", "show", "F-1").stdout.split("\n\n")[-1].splitlines()
    assert [line[24:27] for line in lines] == ["●  ", "○  ", "○  ", "│ ●", "│ ○", "× │", "◆ │", "┊ ✎"]
