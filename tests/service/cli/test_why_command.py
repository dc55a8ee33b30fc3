"""``writethru why``: every stage of an article, and why it stopped where it did."""

import asyncio
import json
from dataclasses import replace

import pytest

from alerts.model import Route, Shadow, ShadowKind
from service.reference import shipped
from service.store.schema import prepare
from service.store.session import Store
from tests.service.cli.scene import Cli
from tests.service.flow.world import ALERTS, NOON, World, adopts, allowed, story, world
from watchers.errors import BadStatus

BASE = "http://127.0.0.1:8001/a/"


async def day(one: World) -> None:
    """One article of every kind of ending, and one that is edited."""
    await allowed(one)
    room = one.network.room()
    room.publish(story("kitchen", "The kitchen of the town hall was painted yellow, and the painters went home at noon."))
    room.publish(story("beat", "OpenAI showed a model to the U.S. Department of Energy; nothing else was known.", minute=1))
    room.publish(story("first", adopts("NASA"), minute=2))
    room.publish(story("again", adopts("NASA"), minute=3))
    room.publish(story("partner", "Anthropic sells Claude Enterprise for $15 per user per month.", minute=4))
    room.publish(story("trial", adopts("USAID", "Anthropic", "Claude"), minute=5))
    room.publish(story("gone", adopts("The Library of Congress"), minute=6))
    one.network.fail(room.url(room.stories[0]), BadStatus("status 410", url="", status=410))
    one.watch(room.feed_url)
    await one.beats(60)
    at = next(number for number, told in enumerate(room.stories) if told.slug == "first")
    room.stories[at] = replace(story("first", adopts("NOAA"), minute=2), title="A corrected headline")
    await one.beats(600)


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """A database in which a day has passed; partners go nowhere, and USAID is still in shadow."""
    cli.file("writethru.toml", 'watchlist = "none"\n[ledger]\nbaseline = "none"\n')
    store = Store(f"sqlite:///{cli.folder}/var/writethru.db")
    prepare(store)
    one = world(shipped(), store=store, routes=(Route(channel=ALERTS, kinds=("agency",)),))
    shadow = Shadow(kind=ShadowKind.NAME, of="U.S. Agency for International Development", until=NOON.replace(year=2099))
    one.kit = replace(one.kit, policy=replace(one.kit.policy, shadows=(shadow,)))
    asyncio.run(day(one))
    one.close()
    return cli


def test_every_ending_has_its_reason(desk: Cli) -> None:
    """Alerted, off the beat, without claims, known, held by a shadow, taken by no route; and what is not known at all."""
    said = {}
    for slug in ("kitchen", "beat", "first", "again", "partner", "trial", "gone"):
        (row,) = desk.lines("why", BASE + slug)
        said[slug] = row["why"].split(" (")[0]
    assert said == {
        "kitchen": "it did not alert: off the beat",
        "beat": "it did not alert: no claims",
        "first": "it alerted with version 1, 2",
        "again": "it did not alert: nothing new",
        "partner": "it did not alert: no route takes it",
        "trial": "it did not alert: in shadow",
        "gone": "it alerted with version 1",
    }
    never = desk.run("why", "https://nowhere.example/x")
    assert (never.exit_code, never.stdout) == (1, "")
    assert "was never seen: no feed has listed it" in never.stderr
    assert "listed by none of the feeds watched there" in desk.run("why", f"{BASE}nothing").stderr


def test_the_way_of_an_article_names_every_stage(desk: Cli) -> None:
    """Entry, reading, what was dropped, claims with their quote, the facts met, the route, the delivery."""
    (row,) = desk.lines("why", BASE + "again")
    (met,) = row["versions"][0]["verdicts"][0]["against"]
    assert (row["entries"][0]["feed"], met["id"], met["told_by"]) == ("http://127.0.0.1:8001/feed.xml", "F-1", BASE + "first")
    (edited,) = desk.lines("why", BASE + "first")
    assert [version["number"] for version in edited["versions"]] == [1, 2]
    assert edited["versions"][1]["dropped"][0]["claim"]["agency"] == "NASA"
    (message,) = edited["versions"][0]["alert"]["messages"]
    assert (message["channel"], message["state"]) == (ALERTS, "sent")
    text = desk.run("why", BASE + "first").stdout
    for part in ("listed by", "version 2", "it no longer says: “NASA has adopted", "1. new (first in slot), rank 2", ALERTS):
        assert part in text
    assert "read incompletely (not fetched)" in desk.run("why", BASE + "gone").stdout


def test_an_alert_is_shown_with_its_whole_way(desk: Cli) -> None:
    """What it says, then how it came about."""
    key = desk.lines("alerts", "list")[0]["alert"]
    text = desk.run("alerts", "show", key).stdout
    assert "listed by http://127.0.0.1:8001/feed.xml" in text
    assert "1. new (first in slot), rank 2" in text
    (row,) = desk.lines("alerts", "show", key)
    assert row["way"]["url"] == BASE + "first"
    assert json.dumps(row["verdicts"])


def test_a_fact_that_a_person_withdraws_marks_its_alert(desk: Cli) -> None:
    """With who did it, and why."""
    assert desk.run("facts", "retract", "F-1", "--by", "ada", "--why", "a hoax").exit_code == 0
    (row,) = desk.lines("why", BASE + "first")
    assert row["why"].endswith("and was taken back since")
    assert "ada" in row["versions"][0]["alert"]["withdrawn_why"]
