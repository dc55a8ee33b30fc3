"""``writethru alerts audit``: a week's silence, drawn, judged and scored."""

import pytest

from tests.service.cli.day import spent
from tests.service.cli.scene import Cli

WEEK = ("--week", "2026-03-01")


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """Two alerts, and one silence of every kind."""
    return spent(cli)


def test_a_draw_names_every_kind_of_silence_with_its_rule(desk: Cli) -> None:
    """What alerted is not among them; the same draw again; no other week's."""
    rows = desk.lines("alerts", "audit", *WEEK)
    shadow = "in shadow: name U.S. Agency for International Development"
    rules = {"off the beat", "no claims", "copy of a known article", "no route takes it", shadow}
    assert {row["rule"] for row in rows} == rules
    assert rows == desk.lines("alerts", "audit", *WEEK)
    assert len(desk.lines("alerts", "audit", *WEEK, "--size", "2")) == 2
    assert desk.lines("alerts", "audit", "--week", "2026-01-01") == []
    assert f"{rows[0]['id']}\t{rows[0]['rule']}" in desk.run("alerts", "audit", *WEEK).stdout


def test_answers_are_kept_and_scored_by_rule_and_source(desk: Cli) -> None:
    """One miss beside two alerts; a later answer counts in place of an earlier one."""
    rows = {row["rule"]: row["id"] for row in desk.lines("alerts", "audit", *WEEK)}
    wrong, right = rows["no claims"], rows["off the beat"]
    done = desk.run("alerts", "audit", *WEEK, "--answer", f"{wrong}=yes", "--answer", f"{right}=yes", "--by", "ada")
    assert done.exit_code == 0
    assert desk.run("alerts", "audit", *WEEK, "--answer", f"{right}=no").exit_code == 0
    said = {row["id"]: row["answer"] for row in desk.lines("alerts", "audit", *WEEK)}
    assert (said[wrong], said[right]) == ("yes", "no")
    scores = {row["id"]: row for row in desk.lines("alerts", "audit", *WEEK, "--score")}
    assert (scores["rule:no claims"]["precision"], scores["rule:off the beat"]["precision"]) == (0.0, 1.0)
    alerts = 3
    assert scores["source:Outlet 8001"]["recall"] == scores["all:all"]["recall"] == round(alerts / (alerts + 1), 4)


def test_what_is_no_answer_is_refused(desk: Cli) -> None:
    """Another word, an item that was not drawn, a score without answers."""
    for words, why in (
        (("--answer", "V-1=perhaps"), "is no answer"),
        (("--answer", "V-999999=yes"), "is not in this draw"),
        (("--score",), "nothing is judged yet"),
    ):
        result = desk.run("alerts", "audit", *WEEK, *words)
        assert (result.exit_code, why in result.stderr) == (1, True), result.output
