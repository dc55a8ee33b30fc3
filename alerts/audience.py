"""Who hears what, and when: beats, routes, hours, mutes and what is in the shadow. Frozen values, times aware and in UTC."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from enum import StrEnum


@dataclass(frozen=True, kw_only=True, slots=True)
class Beat:
    """What a desk covers: a claim belongs to it when it fits every dimension that is given; an empty dimension fits all.

    Names are canonical and compared without case. ``agencies`` and ``bodies`` are one dimension: the public bodies covered.
    """

    name: str
    vendors: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    """A claim without a product fits where its vendor stands in ``vendors``: whoever builds a beat adds its products' vendors."""
    countries: tuple[str, ...] = ()
    """ISO 3166 alpha-2, as configured; matched through ``bodies``."""
    agencies: tuple[str, ...] = ()
    bodies: frozenset[str] = frozenset()
    """The listed public bodies of ``countries``, filled in by whoever holds the reference data."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """Who hears what."""

    channel: str
    beat: str | None = None
    kinds: tuple[str, ...] = ()
    """Of ``agency, partner, price, contradiction, update, change``; empty: all."""
    language: str = "en"
    """Of the labels; quotes stay as they are."""
    vendors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    """Public bodies and private partners, by their names in the reference data."""
    langs: tuple[str, ...] = ()
    """Of the article; empty: all."""
    rank: int = 3
    """The least urgent that is told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """When a channel hears its alerts. Times of day are the channel's own."""

    channel: str
    zone: tzinfo = UTC
    quiet: tuple[time, time] | None = None
    """From when until when alerts are held, over midnight where the end comes first."""
    urgent: int = 1
    """Ranks up to this are told in quiet hours too; 0: none."""
    budget: int = 0
    """Alerts a day, from midnight on; what is more waits for the digest; 0: no limit."""
    digest: time | None = None
    daily: bool = False
    """A digest on every day of the week, not on weekdays only."""
    heartbeat: bool = False
    """A digest also where there is nothing to tell."""


class ShadowKind(StrEnum):
    """What is judged in silence for a while."""

    FEED = "feed"
    RULE = "rule"
    NAME = "name"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shadow:
    """A new feed, rule or name: what it brings is read, judged and kept from every channel until its end, then summed up."""

    kind: ShadowKind
    of: str
    """Address of the feed, value of a ``Reason``, or a name as claims bear it."""
    until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Silence:
    """A mute with an end and an author."""

    id: int
    subject: str
    """``agency:GSA``, ``vendor:Meta``, ``outlet:Example``, ``kind:price``, ``story:A1…``: see ``alerts.muting``."""
    until: datetime
    author: str
    channel: str | None = None
    """Where; ``None``: everywhere."""
    why: str = ""
