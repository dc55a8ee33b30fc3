"""The ledger that everybody starts with, through the whole service: what agencies reported of themselves is told once."""

from datetime import UTC, datetime
from pathlib import Path

import structlog
from click.testing import CliRunner

from service.cli.root import root
from tests.standins.newsroom import Newsroom, Story, running_newsroom
from tests.standins.slack import SlackStandIn
from tests.tools.passes import passed
from tests.tools.seeds import CHANNEL, config

FIRST = (
    "The Department of Homeland Security uses models of Palantir in three of its offices, according to a spokesperson.\n\n"
    "Employees were told of the rules in a memo last week, and most of them have read it since.\n\n"
    "A second memo is expected before the summer, and training goes on until then."
)
SECOND = (
    "Palantir’s software is in use at the U.S. Department of Homeland Security, two former officials told this newspaper.\n\n"
    "One of them recalled long evenings at the office, spent on forms that nobody wanted to fill in.\n\n"
    "Lawmakers have asked for a hearing in the autumn, and the committee is expected to agree to it."
)


def story(slug: str, title: str, text: str, day: int) -> Story:
    return Story(slug=slug, title=title, text=text, published=datetime(2026, 5, day, 9, tzinfo=UTC), lang="en")


def settings(folder: Path, slack: SlackStandIn, one: Newsroom, other: Newsroom) -> Path:
    """Two outlets, and the facts that come with the program."""
    path = config(one, slack, folder)
    told = path.read_text(encoding="utf-8").replace('baseline = "none"', 'baseline = "default"')
    told = told.replace("[[feeds]]", '[[feeds]]\noutlet = "Morning Wire"')
    path.write_text(told + f'[[feeds]]\nurl = "{other.feed_url}"\noutlet = "Evening Post"\nevery = "1s"\n', encoding="utf-8")
    return path


def test_the_first_article_on_an_inventoried_use_posts_one_message_and_the_second_none(
    tmp_path: Path, slack: SlackStandIn
) -> None:
    """Rank 3, called a first report, with the inventory as what was known; another outlet's story stands in its thread."""
    with running_newsroom() as one, running_newsroom() as other:
        path = settings(tmp_path, slack, one, other)
        one.publish(story("first", "Homeland Security and Palantir", FIRST, 4))
        passed(path)
        (message,) = slack.roots(CHANNEL)
        other.publish(story("second", "Old hands look back", SECOND, 20))
        passed(path)
        after, replies = slack.roots(CHANNEL), slack.replies(CHANNEL)
    shown = CliRunner().invoke(root, ["facts", "list", "--vendor", "Palantir", "--agency", "DHS", "--config", str(path)]).stdout
    name = shown.split("\t")[0]
    fact = CliRunner().invoke(root, ["facts", "show", name, "--config", str(path)]).stdout
    structlog.reset_defaults()

    assert message["text"].startswith("First report: U.S. Department of Homeland Security uses Palantir models")
    assert "Rank 3 of 3" in message["rendered"]
    assert "first report of an inventoried use" in message["rendered"]
    assert "OMB 2025 inventory" in message["rendered"]
    assert message["lint"] == []
    assert len(after) == 1
    assert [reply["text"].split(":")[0] for reply in replies] == ["Corroborated by Evening Post"]
    assert shown.rstrip().split("\t")[6] == "articles"
    told = [
        line.split(",")[0].strip().rstrip(")") for line in fact.splitlines() if line.strip().startswith(("listed in", "told by"))
    ]
    assert told == [
        "listed in OMB 2025 inventory",
        "told by Morning Wire (independent",
        "told by Evening Post (independent",
    ]
    assert "adopted: listed in OMB 2025 inventory, which is no article" in fact
