"""``writethru why``: every stage of an article, and why it stopped where it did."""

import json

import pytest

from service.explaining import Teller
from tests.service.cli.day import BASE, spent
from tests.service.cli.scene import Cli
from tests.service.flow.world import ALERTS


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """Partners go nowhere, and USAID is still in shadow."""
    return spent(cli)


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
    shadow = "in shadow: name U.S. Agency for International Development"
    assert f", held: {shadow}\n" in desk.run("why", BASE + "trial").stdout
    assert [Teller(language=one).back(shadow).split(" U.S.")[0] for one in ("en", "fr")] == ["in shadow: name", "à l’essai : nom"]


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
