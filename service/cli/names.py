"""``writethru names``: the desk's own names, and names that nobody listed."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from service import deciding
from service.cli.common import config_option, ends_well
from service.cli.opened import Opened, opened, signed
from service.cli.shown import say, show
from service.deciding import Effect, NameRefused, written
from service.desknames import KINDS, LEVELS, DeskName, NameSort
from service.reference import with_names
from service.resembling import Suggestion
from service.store.audits import Act
from service.store.names import Decided, Queued, decisions, names_of_desk, queued
from service.store.session import Connection
from service.suggesting import resembling

LISTED = ("id", "name", "sort", "stands_for", "country", "aliases", "decided_at", "who")
QUEUED = ("id", "name", "sort", "state", "times", "first_seen", "last_seen", "resembles", "sentence")


@click.group()
def names() -> None:
    """The desk's own names and aliases; names that nobody listed, and what is decided about them."""


@names.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a name.")
@config_option
@ends_well
def list_(config: Path | None, *, as_json: bool) -> None:
    """What the desk has decided: its own names, aliases of known ones, and what is no name."""
    with opened(config) as desk, desk.store.reading() as c:
        rows = [_listed(one) for one in decisions(c)]
    show(rows if as_json else map(_joined, rows), LISTED, as_json=as_json)


@names.command()
@click.option("--all", "everything", is_flag=True, help="Also what was decided on.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a name, with every sentence that is kept.")
@config_option
@ends_well
def queue(config: Path | None, *, everything: bool, as_json: bool) -> None:
    """Names that stand in a claim and in no list, the one seen last first, with the known names that they resemble."""
    with opened(config) as desk:
        with desk.store.reading() as c:
            waiting, own = queued(c, everything=everything), names_of_desk(c)
        reference = with_names(own)
    known = resembling(reference, {one.sort for one in waiting})
    rows = [_queued(one, known[one.sort].of(one.name)) for one in waiting]
    show(rows if as_json else map(_joined, rows), QUEUED, as_json=as_json)


def _described(command: Any) -> Any:
    """Options of what a name is."""
    for option in (
        click.option("--level", type=click.Choice(LEVELS), default=None, help="Of a public body."),
        click.option("--country", default=None, metavar="CC", help="Two letters, as in US or FR."),
        click.option(
            "--kind",
            type=click.Choice([sort.value for sort in KINDS]),
            default=None,
            help="Without it what the text makes of it.",
        ),
    ):
        command = option(command)
    return command


@names.command()
@click.argument("name", metavar="NAME|N-…")
@_described
@config_option
@signed
@ends_well
def accept(name: str, config: Path | None, by: str | None, why: str, **given: str | None) -> None:
    """A known name from now on: its claims are listed ones, and the last 30 days are read again."""

    def decided(c: Connection, act: Act) -> Effect:
        text, waiting = written(c, name)
        if waiting is None:
            raise NameRefused(f"{text!r} does not wait: see `writethru names queue`; `names add` takes a name from nowhere")
        return deciding.accept(c, _decision(text, waiting.sort, given), act)

    with opened(config) as desk:
        _tell(desk, decided, by, why)


@names.command()
@click.argument("name", metavar="NAME")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another way of writing it; may be given again.")
@_described
@config_option
@signed
@ends_well
def add(name: str, config: Path | None, **given: Any) -> None:
    """A name that the desk knows already, with its aliases; a name that is listed only gains these."""
    by, why, aliases = given.pop("by"), given.pop("why"), given.pop("aliases")

    def decided(c: Connection, act: Act) -> Effect:
        text, waiting = written(c, name)
        if given["kind"] is None and waiting is None and not aliases:
            raise NameRefused(f"what is {text!r}? say --kind {', '.join(sort.value for sort in KINDS)}")
        sort = waiting.sort if waiting else NameSort.AGENCY
        return deciding.add(c, _decision(text, sort, given, aliases), act)

    with opened(config) as desk:
        _tell(desk, decided, by, why)


@names.command()
@click.argument("name", metavar="NAME|N-…")
@click.argument("other", metavar="KNOWN")
@config_option
@signed
@ends_well
def merge(name: str, other: str, config: Path | None, by: str | None, why: str) -> None:
    """Another way of writing a KNOWN name: facts under it move to that one, and the last 30 days are read again."""
    with opened(config) as desk:
        _tell(desk, lambda c, act: deciding.merge(c, written(c, name)[0], other, act), by, why)


@names.command()
@click.argument("name", metavar="NAME|N-…")
@config_option
@signed
@ends_well
def never(name: str, config: Path | None, by: str | None, why: str) -> None:
    """No name: it makes no claim again, and the facts that it made are withdrawn."""
    with opened(config) as desk:
        _tell(desk, lambda c, act: deciding.refuse(c, written(c, name)[0], act), by, why)


def _decision(name: str, sort: NameSort, given: dict[str, Any], aliases: Iterable[str] = ()) -> DeskName:
    country = given["country"]
    if country is not None and not (len(country) in (2, 3) and country.isalpha()):
        raise NameRefused(f"{country!r} is no country: write two letters, as in US or FR")
    chosen = NameSort(given["kind"]) if given["kind"] else sort
    return DeskName(
        name=name,
        sort=chosen,
        country=country.upper() if country else None,
        level=given["level"] if chosen is NameSort.AGENCY else None,
        aliases=tuple(" ".join(alias.split()) for alias in aliases),
    )


def _tell(desk: Opened, decided: Callable[[Connection, Act], Effect], by: str | None, why: str) -> None:
    with desk.store.writing() as c:
        effect = decided(c, desk.act(by, why))
    say(f"{deciding.told(effect)}; the last 30 days are read again by the next `writethru run` or `once`")


def _listed(one: Decided) -> dict[str, Any]:
    decision = one.decision
    return {
        "id": decision.name,
        "name": decision.name,
        "sort": decision.sort.value,
        "stands_for": decision.stands_for,
        "country": decision.country,
        "level": decision.level,
        "aliases": list(decision.aliases),
        "decided_at": one.decided_at,
        "who": one.who,
    }


def _queued(one: Queued, near: tuple[Suggestion, ...]) -> dict[str, Any]:
    return {
        "id": one.label,
        "name": one.name,
        "sort": one.sort.value,
        "state": one.state.value,
        "times": one.times,
        "first_seen": one.first_seen,
        "last_seen": one.last_seen,
        "suggestions": [{"name": known.name, "score": known.score} for known in near],
        "sentences": [
            {"quote": held.quote, "url": held.url, "outlet": held.outlet, "seen": held.seen.isoformat()} for held in one.sentences
        ],
    }


def _joined(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a table shows it."""
    near = ", ".join(f"{one['name']} ({one['score']})" for one in row.get("suggestions", ()))
    quotes = [held["quote"] for held in row.get("sentences", ())]
    shown = row | {"resembles": near or None, "sentence": quotes[0] if quotes else None}
    return shown | {"aliases": ", ".join(row.get("aliases", ())) or None}
