"""What a desk may set about fetching; the defaults are the budgets of one poll."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

MIB: Final = 1024 * 1024

OPEN_PORTS: Final = (80, 443)


@dataclass(frozen=True, kw_only=True, slots=True)
class HostRule:
    """What a desk has settled with one publisher, or about one."""

    user_agent: str = ""
    """Sent instead of our own; empty: our own."""
    spacing: float | None = None
    """Seconds between two requests that begin; ``None``: as everywhere."""
    at_once: int = 0
    """Requests in flight; 0: as everywhere."""
    robots: bool = True
    """Whether its robots.txt is kept to; ``False`` where the publisher has agreed."""


_NO_RULE: Final = HostRule()


@dataclass(frozen=True, kw_only=True, slots=True)
class FetchConfig:
    """Budgets and doors of one fetcher. Seconds are wall time, sizes are bytes."""

    contact: str
    """Mail address or page that a site's operator can turn to; goes into the User-Agent."""
    version: str = "0"
    """The release of the program; goes into the User-Agent."""
    allow: tuple[str, ...] = ()
    """Address ranges (CIDR) that may be reached beside public ones."""
    ports: tuple[int, ...] = ()
    """Ports beside 80 and 443; a 0 among them means any."""
    deadline: float = 30.0
    """For the whole chain of hops, from the first look-up to the last byte."""
    max_wire: int = 8 * MIB
    max_body: int = 16 * MIB
    """After decompression."""
    max_hops: int = 5
    connections: int = 64
    """In flight over all hosts."""
    per_host: int = 2
    """In flight at one host."""
    spacing: float = 0.5
    """Between two requests that begin at one host, unless it is the desk's own."""
    robots: bool = True
    """Whether pages are read only where the site's robots.txt lets us."""
    proxy: str = ""
    """Address of the HTTP proxy through which everything is asked, with its credentials if it wants any; empty: directly."""
    hosts: Mapping[str, HostRule] = field(default_factory=lambda: MappingProxyType({}))
    """By host; a rule holds for the hosts below it too, unless they have one of their own."""

    @property
    def user_agent(self) -> str:
        """Who asks, as it stands in every request."""
        return f"Writethru/{self.version} (+{self.contact})"

    def rule(self, host: str) -> HostRule:
        """What holds for ``host`` or, where nothing does, for the nearest domain above it."""
        name = host.lower().rstrip(".")
        while name and self.hosts:
            if name in self.hosts:
                return self.hosts[name]
            name = name.partition(".")[2]
        return _NO_RULE
