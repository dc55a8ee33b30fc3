"""``[[hosts]]``: what a desk has settled with single publishers about how they are asked."""

from service.timing import duration
from service.tomlfile import Table
from watchers.fetching.config import HostRule
from watchers.identity import host_of

_MOST_AT_ONCE = 4


def host_rule(table: Table) -> tuple[str, HostRule]:
    """A host, and what holds for it and the hosts below it."""
    given = table.text("name", "", needed=True)
    name = host_of(f"https://{given}/")
    if given and (not name or "/" in given or ":" in given):
        table.fault("name", f"{given!r} is no host: write www.example.org, without scheme, port and path")
    agent = table.text("user_agent", "")
    if not sendable(agent):
        table.fault("user_agent", "goes into a header: plain ASCII on one line")
    at_once = table.number("at_once", 0)
    if not 0 <= at_once <= _MOST_AT_ONCE:
        table.fault("at_once", f"{at_once}: 1 to {_MOST_AT_ONCE} requests at one host, or 0 for as everywhere")
    spacing = duration(table, "spacing", "").total_seconds() if table.text("spacing", "") else None
    return name, HostRule(user_agent=agent, spacing=spacing, at_once=at_once, robots=table.flag("robots", default=True))


def sendable(text: str) -> bool:
    """Whether a text can stand in a header as it is."""
    return text.isascii() and text.isprintable()
