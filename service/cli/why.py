"""``writethru why``: the whole way of an article, from its entry to its messages, and why it stopped where it did."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from service.cli.common import Refused, config_option, ends_well
from service.cli.opened import opened
from service.cli.shown import plain, say, show
from service.explaining import conclusion, sheet, worked_out
from service.store.ways import Way, feeds_at, way_of
from watchers.identity import canonical_url, host_of


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


def way_to_json(way: Way) -> dict[str, Any]:
    """The one line of ``why --json``."""
    row = _dated(asdict(way))
    versions = [
        one | {"held": version.held or (None if version.alert else worked_out(version))}
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
