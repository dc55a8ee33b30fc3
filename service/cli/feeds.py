"""``writethru feeds``: the watched sources."""

import asyncio
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import Progress

from service.baseline import beginning, learn
from service.cli.checked import Previewed, answer, answer_lines, preview_lines, preview_row, previews
from service.cli.common import FAILED, Refused, config_option, ends_well
from service.cli.opened import Opened, bytes_of, opened, signed, write_bytes
from service.cli.shown import plain, say, show
from service.flow.hearing import NEVER
from service.opening import wanted_feeds
from service.opml import OpmlError, document_of, feeds_of
from service.probe import Seen, Unusable, asked, read_newest
from service.seeing import view_faults
from service.settings import Settings
from service.store.sources import SourceRow, add_source, find_source, pause_source, resume_source, source_rows, store_missing
from service.watchlist import WatchList
from service.watchlist import load as load_watchlist
from watchers.identity import canonical_url
from watchers.model import Feed, FeedKind, Source, Take, Tier, View
from watchers.standing import said_rate

COLUMNS = ("id", "state", "tier", "outlet", "url", "note")

F = TypeVar("F", bound=Callable[..., Any])


def _view_options(command: F) -> F:
    """What of an address is watched."""
    for option in (
        click.option("--only", default="", help="Of a page or sitemap: only links whose address holds this."),
        click.option("--take", type=click.Choice([take.value for take in Take]), default=Take.LINKS.value, show_default=True),
        click.option("--select", default="", help="Of a page: CSS selector of the part that is watched."),
        click.option(
            "--kind", type=click.Choice([kind.value for kind in FeedKind]), default=FeedKind.AUTO.value, show_default=True
        ),
    ):
        command = option(command)
    return command


@click.group()
def feeds() -> None:
    """The watched sources."""


@feeds.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that the watch list only names, with the reason.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a feed.")
@config_option
@ends_well
def list_(config: Path | None, *, everything: bool, as_json: bool) -> None:
    """Every feed: state, tier, outlet, address, and what is wrong with it."""
    with opened(config) as desk:
        watch = load_watchlist(desk.settings.watchlist)
        rows = [_row(row) for row in _stored(desk, watch)]
    if everything:
        rows += [_unwatched(url, why) for url, why in watch.listed]
    show(rows, COLUMNS, as_json=as_json)


@feeds.command()
@click.argument("url")
@click.option("--outlet", default="", help="Name of the outlet; without it the feed's own title.")
@_view_options
@click.option("--tier", type=click.Choice([tier.value for tier in Tier]), default=Tier.GENERAL.value, show_default=True)
@click.option(
    "--every", type=click.IntRange(1, 1440), default=15, show_default=True, help="Shortest time between two polls, in minutes."
)
@config_option
@signed
@ends_well
def add(url: str, config: Path | None, by: str | None, why: str, **wishes: Any) -> None:
    """Watch URL from now on; its first poll is read in silence. Of a page (kind auto) the feed that it names is read."""
    source = Source(outlet=wishes["outlet"], tier=Tier(wishes["tier"]))
    kind, view = _wished(wishes)
    feed = Feed(url=_address(url), kind=kind, source=source, every=timedelta(minutes=wishes["every"]), view=view)
    with opened(config) as desk:
        _stored(desk, load_watchlist(desk.settings.watchlist))
        with desk.store.writing() as c:
            number = add_source(c, feed, desk.act(by, why))
    if number is None:
        raise Refused(f"{feed.url} is watched or paused already: see `writethru feeds list`")
    say(f"watching {feed.url} as {number}")


@feeds.command()
@click.argument("url", required=False)
@_view_options
@click.option("--preview", default=5, show_default=True, type=click.IntRange(0, 50), help="With URL: entries that are read too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a feed.")
@config_option
@ends_well
def check(url: str | None, config: Path | None, preview: int, *, as_json: bool, **wishes: str) -> None:
    """Fetch and parse URL, or every watched feed, and say what is found; stores nothing. Exit code 1 where one cannot be used.

    Of one URL the newest entries are read and weighed too, against the ledger as it stands: what would have alerted. One that is
    not watched yet is asked as `feeds add` would with the same options.
    """
    kind, view = _wished(wishes)
    with opened(config) as desk:
        stored = {row.feed.url: row.feed for row in _stored(desk, load_watchlist(desk.settings.watchlist)) if row.enabled}
        asked_for = _address(url) if url else None
        unknown = Feed(url=asked_for or "", kind=kind, view=view, source=Source(outlet=""), every=timedelta(minutes=15))
        known = None if asked_for is None or unknown.kind is not FeedKind.AUTO else stored.get(asked_for)
        wanted = tuple(stored.values()) if asked_for is None else (known or unknown,)
        seen = _seen(wanted, desk.settings)
        found = [answer(feed, seen[feed.url], desk.now) for feed in wanted]
        first = seen[wanted[0].url] if asked_for is not None and preview else None
        read = _previewed(desk, first, preview) if isinstance(first, Seen) else ()
    if as_json and read:
        found[0]["preview"] = [preview_row(one) for one in read]
    if asked_for is None or as_json:
        show(found, ("ok", "url", "entries", "note"), as_json=as_json)
    else:
        for line in (*answer_lines(found[0]), *(preview_lines(read) if read else ())):
            say(line)
    if any(row["ok"] != "ok" for row in found):
        sys.exit(FAILED)


def _previewed(desk: Opened, seen: Seen, number: int) -> tuple[Previewed, ...]:
    read = asyncio.run(read_newest(seen, number, desk.settings))
    if not read:
        return ()
    reference = desk.reference
    learn(desk.store, beginning(desk.settings.baseline, reference), reference, desk.now)  # as every start does first
    return previews(desk.store, read, reference, desk.now)


@feeds.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@config_option
@signed
@ends_well
def import_(file: Path, config: Path | None, by: str | None, why: str) -> None:
    """Watch every feed of an OPML file that is not watched yet."""
    try:
        wanted = feeds_of(bytes_of(file))
    except OpmlError as error:
        raise OpmlError(f"{file}: {error}") from error
    with opened(config) as desk:
        _stored(desk, load_watchlist(desk.settings.watchlist))
        act = desk.act(by, why or f"import of {file.name}")
        with desk.store.writing() as c:
            added = [number for feed in wanted if (number := add_source(c, feed, act)) is not None]
    say(f"{len(added)} feeds added, {len(wanted) - len(added)} known already")


@feeds.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@config_option
@ends_well
def export(file: Path, config: Path | None, *, force: bool) -> None:
    """Write every watched or paused feed into an OPML file."""
    with opened(config) as desk:
        rows = [row for row in _stored(desk, load_watchlist(desk.settings.watchlist)) if row.enabled or row.paused]
    write_bytes(file, document_of([(plain(row.title), row.feed.url) for row in rows], "Writethru"), force=force)
    say(f"{len(rows)} feeds written to {file}")


@feeds.command()
@click.argument("feed", metavar="URL|ID")
@config_option
@signed
@ends_well
def pause(feed: str, config: Path | None, by: str | None, why: str) -> None:
    """Poll a feed no more, over every restart, until it is resumed."""
    with opened(config) as desk:
        row = _named(desk, feed)
        if row.paused:
            raise Refused(f"{row.feed.url} is paused already")
        with desk.store.writing() as c:
            pause_source(c, row, desk.act(by, why))
    say(f"paused {row.feed.url}")


@feeds.command()
@click.argument("feed", metavar="URL|ID")
@config_option
@signed
@ends_well
def resume(feed: str, config: Path | None, by: str | None, why: str) -> None:
    """Poll a feed again, at once, that was paused, or that is dead or in other trouble."""
    with opened(config) as desk:
        row = _named(desk, feed)
        if not row.paused and not row.troubled:
            raise Refused(f"{row.feed.url} is not paused")
        with desk.store.writing() as c:
            resume_source(c, row, desk.act(by, why))
    say(f"resumed {row.feed.url}")


def _stored(desk: Opened, watch: WatchList) -> tuple[SourceRow, ...]:
    """The stored feeds, with what is configured but was never started with: before the first start there is something to see."""
    wanted, listed = wanted_feeds(desk.settings, watch)
    with desk.store.writing() as c:
        store_missing(c, wanted, listed, desk.now)
        return source_rows(c)


def _named(desk: Opened, named: str) -> SourceRow:
    _stored(desk, load_watchlist(desk.settings.watchlist))
    with desk.store.reading() as c:
        row = find_source(c, canonical_url(named) or named)
    if row is None:
        raise Refused(f"no feed has the number or address {named!r}: see `writethru feeds list`")
    return row


def _wished(wishes: Mapping[str, Any]) -> tuple[FeedKind, View]:
    """What of an address is watched; a combination that makes no sense is wrong usage."""
    kind = FeedKind(wishes["kind"])
    view = View(select=wishes["select"], take=Take(wishes["take"]), only=wishes["only"])
    for key, fault in view_faults(view, kind):
        raise click.UsageError(f"--{key} {fault}")
    return kind, view


def _address(url: str) -> str:
    address = canonical_url(url)
    if address is None:
        raise Refused(f"{url!r} is no http(s) address")
    return address


def _row(row: SourceRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state,
        "tier": row.feed.source.tier.value,
        "outlet": row.title,
        "url": row.feed.url,
        "origin": row.origin.value,
        "kind": row.feed.kind.value,
        "every_minutes": row.feed.every / timedelta(minutes=1),
        "last_good": row.last_good,
        "failures": row.failures,
        "next_poll": row.next_due if row.enabled and row.next_due < NEVER else None,
        "trouble": row.watch.standing.trouble,
        "since": row.watch.standing.since,
        "entries_a_day": None if row.watch.rhythm is None else round(row.watch.rhythm.rate, 2),
        "last_new": None if row.watch.rhythm is None else row.watch.rhythm.at,
        "moved_to": row.watch.moved_to,
        "slid_at": row.watch.slid_at,
        "note": "; ".join(_notes(row)),
    }


def _notes(row: SourceRow) -> Iterable[str]:
    """What is to be known of a feed, in words."""
    watch = row.watch
    if row.troubled:
        yield f"since {plain(watch.standing.since)}: {watch.standing.why}"
    elif row.failures and row.fault:
        yield f"since {plain(watch.standing.since)}: {watch.standing.why}" if watch.standing.since else row.fault
    elif watch.listed == 0:
        yield "has listed nothing yet"
    elif watch.rhythm is not None:
        usual = said_rate(watch.rhythm.rate) if watch.rhythm.told else "how often is not known yet"
        yield f"{usual}, last new {plain(watch.rhythm.at)}"
    if row.fault and not row.failures:
        yield plain(row.fault)
    if row.found:
        yield f"reads {row.found}"
    if watch.moved_to:
        yield f"moved to {watch.moved_to}"
    if watch.slid_at:
        yield f"list slid {plain(watch.slid_at)}: entries may never have been seen"


def _unwatched(url: str, why: str) -> dict[str, Any]:
    return {"id": url, "state": "listed", "tier": None, "outlet": "", "url": url, "origin": "watchlist", "note": why}


def _seen(wanted: Sequence[Feed], settings: Settings) -> dict[str, Seen | Unusable]:
    """What each address gave; a bar on a terminal tells how far it is."""
    found: dict[str, Seen | Unusable] = {}
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("feeds", total=len(wanted))

        def hear(url: str, seen: Seen | Unusable) -> None:
            found[url] = seen
            bar.advance(task)

        asyncio.run(asked(wanted, settings, hear))
    return found
