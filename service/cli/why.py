"""``writethru why``: the whole way of an article, from its entry to its messages, and why it stopped where it did."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from alerts.model import Held
from service.cli.common import Refused, config_option, ends_well
from service.cli.opened import opened
from service.cli.shown import plain, say, show
from service.store.articles import ArticleState
from service.store.ways import Version, Way, Weighed, feeds_at, way_of
from watchers.identity import canonical_url, host_of

_BECAUSE = {
    Held.OFF_BEAT: "it names no AI vendor together with a government, a price or a figure",
    Held.NO_CLAIMS: "it is on the beat and claims nothing that is kept",
    Held.NOTHING_NEW: "every claim is known already; each says why below",
    Held.FIRST_POLL: "it was listed by its feed's first poll, which is learned in silence",
    Held.SHADOW: "what it says is still judged in silence; the verdicts say in whose shadow",
    Held.NO_ROUTE: "none of the [[routes]] of that time takes any of it",
    Held.TAKEN_BACK: "its outlet has taken it back",
}


@click.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@config_option
@ends_well
def why(url: str, config: Path | None, *, as_json: bool) -> None:
    """Why the article at URL alerted or did not: entry, reading, claims, facts met, verdict, reason, route, delivery."""
    address = canonical_url(url) or url
    with opened(config) as desk, desk.store.reading() as c:
        way = way_of(c, address)
        feeds = feeds_at(c, host_of(address)) if way is None else ()
    if way is None:
        raise Refused(_never(address, feeds))
    if as_json:
        show([way_to_json(way)], (), as_json=True)
        return
    for line in sheet(way):
        say(line)


def _never(url: str, feeds: tuple[tuple[str, Any], ...]) -> str:
    """Why nothing at all is known of an address."""
    if not feeds:
        return f"{url} was never seen: no feed has listed it, and no feed of {host_of(url) or 'that host'} is watched"
    watched = ", ".join(f"{feed} (last good poll {plain(good)})" for feed, good in feeds)
    return f"{url} was never seen: it was listed by none of the feeds watched there: {watched}"


def conclusion(way: Way) -> str:
    """The answer in one line."""
    if way.state == ArticleState.TO_READ:
        return f"it waits to be read{f', for the last try failed: {way.error}' if way.error else ''}"
    if way.state == ArticleState.TO_JUDGE:
        return f"it is read and waits to be judged{f', for the last try failed: {way.error}' if way.error else ''}"
    if not way.versions:
        return f"it was given up unread: {way.error or 'no reason was kept'}"
    told = [version for version in way.versions if version.alert is not None and version.held is None]
    if told:
        later = " and was taken back since" if any(v.alert and v.alert.withdrawn_at for v in told) else ""
        return f"it alerted with version {', '.join(str(version.number) for version in told)}{later}"
    return f"it did not alert: {held(way.versions[-1])}"


def held(version: Version) -> str:
    """Why one version did not alert, with the reason as it is kept."""
    reason = version.held or _worked_out(version)
    return f"{reason} ({_BECAUSE[Held(reason)]})" if reason in set(Held) else reason


def _worked_out(version: Version) -> str:
    """For versions that were judged before the reason was written down."""
    if version.judged_at is None:
        return "it is not judged yet"
    if any(one.rank is not None for one in version.verdicts):
        return Held.FIRST_POLL.value
    if version.verdicts:
        return Held.NOTHING_NEW.value
    return Held.NO_CLAIMS.value if version.on_beat else Held.OFF_BEAT.value


def way_to_json(way: Way) -> dict[str, Any]:
    """The one line of ``why --json``."""
    row = _dated(asdict(way))
    versions = [
        one | {"held": version.held or (None if version.alert else _worked_out(version))}
        for one, version in zip(row.pop("versions"), way.versions, strict=True)
    ]
    return {**row, "id": str(way.id), "why": conclusion(way), "versions": versions}


def _dated(value: Any) -> Any:
    """Times as ISO text, tuples as lists, all the way down."""
    if isinstance(value, dict):
        return {key: _dated(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_dated(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def sheet(way: Way) -> Iterator[str]:
    """The way for people, a stage a block."""
    yield way.url
    yield f"  {conclusion(way)}"
    yield ""
    yield "entry"
    for entry in way.entries:
        yield f"  {plain(entry.first_seen)}  listed by {entry.feed}: {entry.title}"
    if not way.entries:
        yield f"  {plain(way.first_seen)}  not from a feed: it came from {way.outlet or 'a file'}"
    for version in way.versions:
        yield from _version(way, version)
    if way.visits or way.visit_due or way.visit_fault:
        fault = f", the last time in vain: {way.visit_fault}" if way.visit_fault else ""
        due = f"; next on {plain(way.visit_due)}" if way.visit_due else "; no more readings are due"
        yield f"read again {way.visits} times{fault}{due}"


def _version(way: Way, version: Version) -> Iterator[str]:
    whole = "whole" if version.incomplete is None else f"incompletely ({version.incomplete})"
    kept = f", only its quotes are kept since {plain(version.shrunk_at)}" if version.shrunk_at else ""
    yield f"version {version.number}"
    yield f"  {plain(version.read_at)}  read {whole}, {version.characters} characters in {version.lang}{kept}: {version.title}"
    if version.notice:
        yield f"  it says of itself: {version.notice}"
    for gone in version.dropped:
        yield f"  it no longer says: “{gone['claim'].get('quote', '')}” ({gone['fact']} = {gone['value']})"
    if version.judged_at is None:
        yield f"  not judged yet{f': {way.error}' if way.error else ''}"
        return
    yield f"  {plain(version.judged_at)}  judged: {len(version.verdicts)} claims"
    for number, one in enumerate(version.verdicts, 1):
        yield from _verdict(number, one)
    yield from _alert(version)


def _verdict(number: int, one: Weighed) -> Iterator[str]:
    rank = f", rank {one.rank}" if one.rank is not None else ", silent"
    back = f", held: {one.held}" if one.held else ""
    yield f"  {number}. {one.outcome} ({one.reason}){rank}{back}"
    yield f"     “{one.claim.get('quote', '')}”"
    yield f"     {one.id or 'no value'} {one.fact}"
    yield f"     {one.explanation}"
    for met in one.against:
        yield f"     held against {met.id or '?'} {met.fact} = {met.value}" + (f", told by {met.told_by}" if met.told_by else "")


def _alert(version: Version) -> Iterator[str]:
    alert = version.alert
    if alert is None:
        yield f"  no alert: {held(version)}"
        return
    yield f"  alert {alert.key}, rank {alert.rank}, decided {plain(alert.created_at)}"
    if alert.withdrawn_at is not None:
        yield f"    taken back {plain(alert.withdrawn_at)}: {alert.withdrawn_why}"
    if not alert.messages:
        yield f"    to nobody: {held(version)}"
    for message in alert.messages:
        where = message.link or message.ts or message.error or "not yet tried"
        yield f"    {message.channel}: {message.state} after {message.attempts} attempts, {where}"
