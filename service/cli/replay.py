"""``writethru replay``: an archive through today's decisions, on a ledger of its own."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from alerts.slack.blocks import message
from service import expectation
from service.archive import Given, articles
from service.cli.common import config_option, ends_well, json_line, settings_of
from service.ledgerfile import load as load_ledger
from service.reference import shipped
from service.replay import Outcome, outcome_to_json
from service.replay import replay as replayed
from service.terminal import draw

UNDATED = datetime.max.replace(tzinfo=UTC)


class _Options(TypedDict):
    ledger: str | None
    expect: Path | None
    by_date: bool
    as_json: bool


@click.command()
@click.argument("path")
@click.option("--ledger", default=None, metavar="FILE", help="Start with the facts of this file; without it the ledger is empty.")
@click.option("--by-date", is_flag=True, help="In order of publication, not of the archive; undated articles last.")
@click.option(
    "--expect",
    default=None,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Expected verdicts, one article a line; prints the score at the end.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article.")
@config_option
@ends_well
def replay(path: str, config: Path | None, **options: Unpack[_Options]) -> None:
    """Run the articles of PATH and print verdicts and the alerts that would have gone out."""
    as_json, ledger, expect = options["as_json"], options["ledger"], options["expect"]
    reference = shipped()
    if config is not None:
        settings_of(config)
    given = tuple(articles(path))
    if options["by_date"]:
        given = tuple(sorted(given, key=_published))
    known = load_ledger(ledger) if ledger else ()
    expected = expectation.load(expect) if expect else None
    outcomes = []
    for outcome in replayed(given, reference, known):
        click.echo(json_line(outcome_to_json(outcome)) if as_json else _sheet(outcome))
        if expected is not None:
            outcomes.append(outcome)
    if expected is not None:
        score = expectation.compare(expected, outcomes)
        click.echo(json_line(expectation.score_to_json(score)) if as_json else expectation.sheet(score))


def _published(one: Given) -> datetime:
    return one.article.published or UNDATED


def _sheet(outcome: Outcome) -> str:
    lines = [f"{outcome.id}: {'ALERT' if outcome.alert else 'silent'}, {len(outcome.verdicts)} claims"]
    lines += [f"  {verdict.outcome.value:<12} {verdict.explanation}" for verdict in outcome.verdicts]
    if outcome.alert is not None:
        lines += ["", draw(message(outcome.alert, key=outcome.alert.key, language="en"), 80)]
    return "\n".join(lines) + "\n"
