"""What is known of an article before its page is read."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Hint:
    """What is known of an article before its page is read: what the feed's entry, or an archive's header, says."""

    url: str
    """Canonical address; empty where there is none."""
    outlet: str = ""
    title: str = ""
    summary: str = ""
    """The longest text that the feed carries for it, plain."""
    author: str | None = None
    published: datetime | None = None
    """Aware, UTC."""
    lang: str | None = None
