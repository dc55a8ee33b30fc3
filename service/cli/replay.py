"""``writethru replay``: an archive, or the database's own articles, through today's decisions, on a ledger of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import tee
from pathlib import Path
from types import ModuleType
from typing import TypedDict, Unpack

import click

from alerts.slack.blocks import message
from service import expectation, rerun
from service.archive import Given, articles
from service.baseline import beginning
from service.cli.common import Refused, config_option, ends_well, json_line, settings_of
from service.cli.loading import part
from service.cli.opened import opened, write_bytes
from service.cli.shown import instant_of
from service.desknames import DeskName
from service.ledgerfile import Told
from service.ledgerfile import load as load_ledger
from service.reference import Reference, shipped, with_names
from service.replay import Outcome, outcome_to_json, replayed
from service.settings import Settings
from service.store.names import names_of_desk
from service.store.stored import stored
from service.taking import Taken, taken
from service.terminal import draw

UNDATED = datetime.max.replace(tzinfo=UTC)
TERMINAL = "-"


class _Options(TypedDict):
    ledger: str | None
    expect: Path | None
    against: Path | None
    plot: str | None
    since: str | None
    own: bool
    by_date: bool
    as_json: bool


@click.command()
@click.argument("path", required=False)
@click.option("--stored", "own", is_flag=True, help="The database's own articles, every version as it was read; no PATH.")
@click.option("--since", default=None, metavar="DATE", help="With --stored: only what was read from then on.")
@click.option("--ledger", default=None, metavar="FILE", help="Start with the facts of this file; without it the ledger is empty.")
@click.option("--by-date", is_flag=True, help="In order of publication, not of the archive; undated articles last.")
@click.option(
    "--expect",
    default=None,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Expected verdicts, one article a line; prints the score at the end.",
)
@click.option(
    "--against",
    default=None,
    metavar="FILE",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="Other settings: prints the alerts that they gain and lose. Each side starts with the facts of its own baseline.",
)
@click.option("--plot", default=None, metavar="FILE", help="Alerts a day: a PNG (needs the extra `plot`), or - for the terminal.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article.")
@config_option
@ends_well
def replay(path: str | None, config: Path | None, **options: Unpack[_Options]) -> None:
    """Run the articles of PATH and print verdicts and the alerts that would have gone out."""
    if (path is None) != options["own"]:
        raise click.UsageError("give the PATH of an archive, or --stored for the database's own articles")
    ours = settings_of(config) if config is not None or options["against"] or options["own"] else Settings()
    theirs = None if options["against"] is None else settings_of(options["against"])
    expected = expectation.load(options["expect"]) if options["expect"] else None
    drawing = None if options["plot"] in (None, TERMINAL) else _drawing()
    reference, read = _own(config, options) if path is None else _archive(path, by_date=options["by_date"])
    outcomes = []
    for outcome, other in _judged(read, reference, (ours, theirs), options["ledger"]):
        click.echo(json_line(outcome_to_json(outcome)) if options["as_json"] else _sheet(outcome))
        outcomes.append((outcome, other))
    _conclude(outcomes, expected, as_json=options["as_json"])
    if theirs is not None:
        sides = (rerun.Side(settings=ours, reference=reference), rerun.Side(settings=theirs, reference=reference))
        _compare(outcomes, sides, options)
    _plot([outcome for outcome, _ in outcomes], options, drawing)


def _archive(path: str, *, by_date: bool) -> tuple[Reference, Iterator[Taken]]:
    given = articles(path)
    reference = shipped()
    return reference, taken(sorted(given, key=_published) if by_date else given, reference)


def _own(config: Path | None, options: _Options) -> tuple[Reference, Iterator[Taken]]:
    """The database's own articles, under the names that its desk has decided on."""
    since = None if options["since"] is None else instant_of(options["since"])
    with opened(config) as desk, desk.store.reading() as c:
        found = tuple(stored(c, since))
        names: tuple[DeskName, ...] = names_of_desk(c)
    if options["by_date"]:
        found = tuple(sorted(found, key=lambda one: one.article.published or UNDATED))
    reference = with_names(names) if names else shipped()
    return reference, rerun.retaken(found, reference, names)


def _judged(
    read: Iterator[Taken], reference: Reference, sides: tuple[Settings, Settings | None], ledger: str | None
) -> Iterator[tuple[Outcome, Outcome]]:
    """Each article as our settings judge it, and as the others do; these are the same where nothing makes them differ."""
    ours, theirs = sides
    known: tuple[Told, ...] = load_ledger(ledger) if ledger else ()
    if theirs is None or ledger or ours.baseline == theirs.baseline:
        if theirs is not None and not ledger:
            known = tuple(beginning(ours.baseline, reference))
        yield from ((outcome, outcome) for outcome in replayed(read, reference, known))
        return
    first, second = tee(read)
    mine = replayed(first, reference, tuple(beginning(ours.baseline, reference)))
    other = replayed(second, reference, tuple(beginning(theirs.baseline, reference)))
    yield from zip(mine, other, strict=True)


def _conclude(outcomes: list[tuple[Outcome, Outcome]], expected: expectation.Expectation | None, *, as_json: bool) -> None:
    if expected is not None:
        score = expectation.compare(expected, (outcome for outcome, _ in outcomes))
        click.echo(json_line(expectation.score_to_json(score)) if as_json else expectation.sheet(score))
    lacking = [outcome.id for outcome, _ in outcomes if outcome.lacks is not None]
    if lacking:
        click.echo(f"{len(lacking)} of {len(outcomes)} articles lack their text; each says why", err=True)


def _compare(outcomes: list[tuple[Outcome, Outcome]], sides: tuple[rerun.Side, rerun.Side], options: _Options) -> None:
    found = rerun.difference(outcomes, *sides)
    name = str(options["against"])
    click.echo(json_line(rerun.difference_to_json(found)) if options["as_json"] else rerun.sheet(found, name))


def _drawing() -> ModuleType:
    try:
        return part("drawing")
    except ImportError as error:
        raise Refused("a PNG needs matplotlib: pip install 'writethru[plot]'; --plot - draws on the terminal") from error


def _plot(outcomes: list[Outcome], options: _Options, drawing: ModuleType | None) -> None:
    if options["plot"] is None:
        return
    counts = rerun.a_day(outcomes)
    if drawing is None:
        for line in rerun.bars(counts):
            # standard output stays JSON Lines where that was asked for
            click.echo(line, err=options["as_json"])
        return
    total = sum(counts.values())
    picture: bytes = drawing.png(counts, f"{total} alerts of {len(outcomes)} articles, a bar a day")
    write_bytes(Path(options["plot"]), picture, force=True)
    click.echo(f"alerts a day drawn to {options['plot']}", err=True)


def _published(one: Given) -> datetime:
    return one.article.published or UNDATED


def _sheet(outcome: Outcome) -> str:
    lines = [f"{outcome.id}: {'ALERT' if outcome.alert else 'silent'}, {len(outcome.verdicts)} claims"]
    lines += [f"  lacks its text: {outcome.lacks}"] if outcome.lacks else []
    lines += [f"  {verdict.outcome.value:<12} {verdict.explanation}" for verdict in outcome.verdicts]
    if outcome.alert is not None:
        lines += ["", draw(message(outcome.alert, key=outcome.alert.key, language="en"), 80)]
    return "\n".join(lines) + "\n"
