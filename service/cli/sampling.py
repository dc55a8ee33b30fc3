"""``writethru alerts audit``: twenty of what a week kept back, to judge; and what the answers say of each rule and source."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from service.auditing import Week, draw, score, score_to_json
from service.cli.common import Refused, config_option, ends_well
from service.cli.opened import Opened, opened, signed
from service.cli.shown import instant_of, say, show
from service.store.session import Connection
from service.store.suppressed import Answer, Suppressed, alerts_by_outlet, answer, answers, suppressed

SIZE = 20
COLUMNS = ("id", "rule", "source", "title", "explanation", "answer")
SCORES = ("kind", "name", "judged", "wrong", "precision", "missed", "recall")
_MEANT = {"yes": True, "y": True, "no": False, "n": False}
_ASKED = "should this have alerted? [y]es, [n]o, [s]kip, [q]uit"


@click.command()
@click.option("--week", default=None, metavar="DATE", help="First day of the week; without it the last seven days.")
@click.option("--size", default=SIZE, show_default=True, type=click.IntRange(1, 1000), help="How many are drawn.")
@click.option(
    "--answer", "given", multiple=True, metavar="ID=yes|no", help="Whether it should have alerted; may be repeated. Asks no more."
)
@click.option("--score", "scored", is_flag=True, help="Precision and recall per rule and source, from all answers so far.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an item, or a line of the score.")
@config_option
@signed
@ends_well
def audit(config: Path | None, week: str | None, size: int, given: tuple[str, ...], **options: Any) -> None:
    """Draw twenty of a week's suppressed items to judge: silent verdicts, held ones, articles without claims."""
    with opened(config) as desk:
        start = _start(week, desk.now)
        with desk.store.reading() as c:
            items = draw(suppressed(c, start), size, start.isoformat())
            said = {one.id: one for one in answers(c)}
        if given:
            said |= _keep(desk, start, tuple(_answered(given, items)), options)
        elif not options["scored"] and not options["as_json"] and sys.stdin.isatty():
            said |= _keep(desk, start, tuple(_asked([item for item in items if item.id not in said])), options)
        with desk.store.reading() as c:
            lines = score_to_json(_score(c, tuple(said.values()))) if options["scored"] else []
    if options["scored"]:
        show(lines, SCORES, as_json=options["as_json"])
        return
    show((_row(item, said.get(item.id)) for item in items), COLUMNS, as_json=options["as_json"])


def _start(week: str | None, now: datetime) -> datetime:
    """Midnight of the week's first day, in UTC: the same draw all day long."""
    day = instant_of(week) if week is not None else now - timedelta(days=6)
    return day.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _answered(given: Sequence[str], items: Sequence[Suppressed]) -> Iterator[tuple[Suppressed, bool]]:
    """The answers of the command line; each is about an item of this draw."""
    drawn = {item.id: item for item in items}
    for text in given:
        name, _, word = text.partition("=")
        if word.lower() not in _MEANT:
            raise Refused(f"{text!r} is no answer: write {name or 'V-1'}=yes or {name or 'V-1'}=no")
        if name not in drawn:
            raise Refused(f"{name} is not in this draw: see `writethru alerts audit`, with the same --week and --size")
        yield drawn[name], _MEANT[word.lower()]


def _asked(items: Sequence[Suppressed]) -> Iterator[tuple[Suppressed, bool]]:
    """Each item shown and asked about, until somebody has had enough."""
    for number, item in enumerate(items, 1):
        say(f"{number} of {len(items)}  {item.id}  {item.outlet}: {item.title}")
        say(f"  {item.url}")
        say(f"  “{item.quote}”" if item.quote else "  (no claim)")
        say(f"  kept back: {item.rule}; {item.explanation}")
        word = click.prompt(_ASKED, type=click.Choice(["y", "n", "s", "q"]), show_choices=False)
        if word == "q":
            return
        if word in _MEANT:
            yield item, _MEANT[word]


def _keep(desk: Opened, week: datetime, given: Sequence[tuple[Suppressed, bool]], options: dict[str, Any]) -> dict[str, Answer]:
    """Write the answers down, with who gave them."""
    act = desk.act(options["by"], options["why"])
    with desk.store.writing() as c:
        for item, should in given:
            answer(c, item, week, act, should=should)
    return {item.id: Answer(id=item.id, should=should, rule=item.rule, outlet=item.outlet, week=week) for item, should in given}


def _score(c: Connection, said: tuple[Answer, ...]) -> dict[str, Any]:
    if not said:
        raise Refused("nothing is judged yet: run `writethru alerts audit` on a terminal, or give --answer ID=yes")
    weeks = {one.week for one in said}
    known = {week: Week(population=_population(c, week), alerts=alerts_by_outlet(c, week)) for week in weeks}
    return dict(score(said, known))


def _population(c: Connection, week: datetime) -> Counter[str]:
    return Counter(item.rule for item in suppressed(c, week))


def _row(item: Suppressed, said: Answer | None) -> dict[str, Any]:
    return {
        "id": item.id,
        "rule": item.rule,
        "source": item.outlet,
        "url": item.url,
        "title": item.title,
        "quote": item.quote,
        "explanation": item.explanation,
        "answer": None if said is None else ("yes" if said.should else "no"),
    }
