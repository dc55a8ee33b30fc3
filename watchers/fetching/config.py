"""What a desk may set about fetching; the defaults are the budgets of one poll."""

from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024

OPEN_PORTS: Final = (80, 443)


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
