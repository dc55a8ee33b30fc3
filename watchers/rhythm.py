"""When a feed is asked next: often where much of what matters appears, at the hours at which it does. Pure; the clock comes in.

Under a budget of polls the mean delay is least where each feed is asked in proportion to the square root of its rate of entries
on the beat. The rate is an average that forgets by halves each week; an hour-of-day profile moves polls to where entries come.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from watchers.model import Tier

HALF_LIFE: Final = timedelta(days=7)
"""After so long an entry counts half."""
TEMPO: Final = timedelta(minutes=40)
"""Between two polls of a feed with one entry on the beat a day."""
LONGEST: Final = {
    Tier.PRIMARY: timedelta(minutes=45),
    Tier.WIRE: timedelta(minutes=30),
    Tier.TRADE: timedelta(minutes=90),
    Tier.GENERAL: timedelta(minutes=110),
    Tier.AGGREGATOR: timedelta(minutes=110),
}
"""Between two polls of a feed of each tier, however little it brings; a longer ``every`` of its own counts."""

_STRETCH: Final = 24
"""Times ``every`` that a wait may last."""
_INSISTING: Final = timedelta(minutes=1)

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_GUESS_DAYS: Final = 0.5
_GUESS_RATE: Final = 4.0
"""Before anything is known: four entries a day, believed as if they had been seen for half a day."""
_ENOUGH: Final = 3.0
"""Entries, weighted by their age."""
_EVENLY: Final = 12.0
"""Entries' worth of belief that all hours are alike."""
_LEAST_SHARE: Final = 0.05
"""A feed that never was on the beat is asked as if one entry in twenty were: a first time must not be found late."""
_OPENING: Final = timedelta(days=28)
"""Of the dates that a first listing gives, so much of the past counts."""
_SCALE: Final = math.log(2) / (HALF_LIFE / _DAY)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rhythm:
    """What is known of when a feed brings something, as of ``at``."""

    at: datetime
    """When it last brought something new, or was first heard."""
    entries: float = 0.0
    """Weighted number."""
    days: float = 0.0
    """Weighted length of what has been watched."""
    hours: tuple[float, ...] = field(default=(0.0,) * 24)
    """Weighted number of entries by hour of the day, UTC."""

    @property
    def told(self) -> bool:
        """Whether enough was seen to say a rate; before that it is a guess."""
        return self.entries >= _ENOUGH

    @property
    def rate(self) -> float:
        """Entries a day, as of ``at``: its own baseline, of which a silence since then takes nothing away."""
        return (self.entries + _GUESS_RATE * _GUESS_DAYS) / (self.days + _GUESS_DAYS)

    def now(self, now: datetime) -> "Rhythm":
        """The same with the silence since ``at``."""
        passed = max((now - self.at) / _DAY, 0.0)
        kept = math.exp(-_SCALE * passed)
        return Rhythm(
            at=max(now, self.at),
            entries=self.entries * kept,
            days=self.days * kept + (1 - kept) / _SCALE,
            hours=tuple(count * kept for count in self.hours),
        )


def opening(dates: Iterable[datetime | None], now: datetime) -> Rhythm:
    """What a first listing tells, by the dates of its entries; undated and future ones tell nothing."""
    told = sorted(date for date in dates if date is not None and now - _OPENING <= date <= now)
    if len(told) < 2:
        return Rhythm(at=now)
    weights = [math.exp(-_SCALE * ((now - date) / _DAY)) for date in told]
    hours = [0.0] * 24
    for date, weight in zip(told, weights, strict=True):
        hours[date.hour] += weight
    span = (now - told[0]) / _DAY
    return Rhythm(at=now, entries=sum(weights), days=(1 - math.exp(-_SCALE * span)) / _SCALE, hours=tuple(hours))


def begun(dates: Sequence[datetime | None], now: datetime) -> Rhythm:
    """The same as of its newest entry: of a feed that is silent when it is first heard, the silence counts."""
    newest = max((date for date in dates if date is not None and date <= now), default=now)
    return opening(dates, newest)


def heard(rhythm: Rhythm, dates: Sequence[datetime | None], now: datetime) -> Rhythm:
    """``rhythm`` after a poll that found new entries with these dates; one without a usable date came now."""
    aged = rhythm.now(now)
    hours = list(aged.hours)
    for date in dates:
        came = date if date is not None and rhythm.at <= date <= now else now
        hours[came.hour] += 1.0
    return Rhythm(at=now, entries=aged.entries + len(dates), days=aged.days, hours=tuple(hours))


def share_on_beat(on_beat: int, judged: int) -> float:
    """Which part of a feed's entries is on the beat, from how many were; a half before anything was judged."""
    return max((on_beat + 2) / (judged + 4), _LEAST_SHARE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """Between which two waits the rhythm of a feed may move."""

    shortest: timedelta
    longest: timedelta


def bounds(every: timedelta, tier: Tier, declared: timedelta | None) -> Bounds:
    """The feed's own ``every`` and its tier's patience; what the publisher declares (TTL, max-age) lengthens the shorter one.

    Never beyond the longer one: a cache told to keep a feed for a year is no reason to miss a year of it. An ``every`` of less
    than a minute is meant as it stands: no rhythm then.
    """
    longest = every if every < _INSISTING else max(min(LONGEST[tier], _STRETCH * every), every)
    return Bounds(shortest=min(max(every, declared or timedelta()), longest), longest=longest)


def wait(rhythm: Rhythm, share: float, within: Bounds, now: datetime, tempo: timedelta = TEMPO) -> timedelta:
    """How long to wait from ``now``: until polls, as dense as the profile makes them at each hour, add up to one."""
    known = rhythm.now(now)
    steady = math.sqrt(known.rate * share) / tempo.total_seconds()
    weights = _profile(known.hours)
    due, at, left = 0.0, now, 1.0
    while due < within.longest.total_seconds():
        next_hour = at.replace(minute=0, second=0, microsecond=0) + _HOUR
        span = (next_hour - at).total_seconds()
        density = steady * math.sqrt(weights[at.hour])
        if density * span >= left:
            due += left / density
            break
        left -= density * span
        due, at = due + span, next_hour
    return min(max(timedelta(seconds=due), within.shortest), within.longest)


def _profile(hours: Sequence[float]) -> list[float]:
    """Each hour against the mean of all, smoothed over its neighbours and held back while little is known."""
    smooth = [(hours[hour - 1] + 2 * hours[hour] + hours[(hour + 1) % 24]) / 4 for hour in range(24)]
    total = sum(smooth)
    return [(count + _EVENLY / 24) * 24 / (total + _EVENLY) for count in smooth]
