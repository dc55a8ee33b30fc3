"""Delay by simulation: our rhythm against a fixed interval and Miniflux's entry frequency, at equal numbers of polls.

Eighty feeds with log-normally spread rates, day and night, weekends and bursts, over four weeks of which the first
two are for learning. What is measured is how long an entry waits to be found; every policy learns from its own polls alone.
"""

import math
import random
import statistics
import sys
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from watchers.model import Tier
from watchers.rhythm import Rhythm, bounds, heard, wait

START = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LEARNING, MEASURED = timedelta(days=14), timedelta(days=14)
SHORTEST = 5 * MINUTE
MEAN_LOG, SPREAD = 0.7, 1.5
"""Of the logarithm of entries a day: half of all feeds bring two a day or fewer, some bring a hundred."""


class Policy(Protocol):
    """When one feed is asked next."""

    def next(self, new: Sequence[datetime], now: datetime) -> timedelta: ...


@dataclass
class Fixed:
    every: timedelta

    def next(self, new: Sequence[datetime], now: datetime) -> timedelta:
        return self.every


@dataclass
class EntryFrequency:
    """Miniflux's: a week divided by the week's entries times a factor, between five minutes and a day."""

    factor: float
    seen: list[datetime]

    def next(self, new: Sequence[datetime], now: datetime) -> timedelta:
        self.seen.extend(new)
        week = len(self.seen) - bisect_right(self.seen, now - timedelta(days=7))
        if not week:
            return timedelta(days=1)
        return min(max(timedelta(days=7) / (week * self.factor), SHORTEST), timedelta(days=1))


@dataclass
class Ours:
    tempo: timedelta
    rhythm: Rhythm

    def next(self, new: Sequence[datetime], now: datetime) -> timedelta:
        if new:
            self.rhythm = heard(self.rhythm, new, now)
        return wait(self.rhythm, 1.0, bounds(SHORTEST, Tier.GENERAL, None), now, self.tempo)


def entries_of(chance: random.Random) -> list[datetime]:
    """One feed's four weeks: more by day than by night and on weekdays, and now and then several at once."""
    rate = math.exp(chance.gauss(MEAN_LOG, SPREAD))
    peak = chance.gauss(15.0, 3.0)
    found = []
    for hour in range(int((LEARNING + MEASURED) / timedelta(hours=1))):
        at = START + timedelta(hours=hour)
        apart = min(abs(at.hour - peak), 24 - abs(at.hour - peak))
        weight = (2.2 * math.exp(-((apart / 5) ** 2)) + 0.1) * (0.35 if at.weekday() > 4 else 1.2)
        mean = rate * weight / 24
        count = _poisson(mean, chance)
        if count and chance.random() < 0.05:
            count += 3
        found += [at + timedelta(hours=chance.random()) for _ in range(count)]
    return sorted(found)


def _poisson(mean: float, chance: random.Random) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count, left = count + 1, left + chance.expovariate(1.0)
    return count


def run(feeds: Sequence[Sequence[datetime]], policy: Callable[[], Policy], seed: int = 1) -> tuple[list[float], float]:
    """Minutes that each entry of the second half waited, and polls a feed and day."""
    chance, delays, polls = random.Random(seed), [], 0
    begun, end = START + LEARNING, START + LEARNING + MEASURED
    for entries in feeds:
        one = policy()
        now, known = START + chance.random() * 60 * MINUTE, 0
        while now < end:
            seen = bisect_right(entries, now)
            new = entries[known:seen]
            known = seen
            if now >= begun:
                polls += 1
                delays += [(now - at) / MINUTE for at in new if at >= begun]
            now += one.next(new, now) * (0.9 + 0.2 * chance.random())
    return delays, polls / len(feeds) / (MEASURED / timedelta(days=1))


def at_polls(
    budget: float, feeds: Sequence[Sequence[datetime]], made: Callable[[float], Callable[[], Policy]], knobs: tuple[float, float]
) -> tuple[list[float], float]:
    """Delays and polls of the policy whose one knob is set so that it polls as often as the budget; larger knobs poll less."""
    low, high = knobs
    for _ in range(12):
        middle = math.sqrt(low * high)
        if run(feeds[::4], made(middle))[1] > budget:
            low = middle
        else:
            high = middle
    knob = math.sqrt(low * high)
    low, high = knob / 2, knob * 2
    found = run(feeds, made(knob))
    while abs(found[1] / budget - 1) > 0.01 and high / low > 1.01:  # from the sample to all of them
        low, high = (knob, high) if found[1] > budget else (low, knob)
        knob = math.sqrt(low * high)
        found = run(feeds, made(knob))
    return found


def compared(budget: float, number: int) -> str:
    """One line for so many polls a feed and day."""
    chance = random.Random(7)
    feeds = [entries_of(chance) for _ in range(number)]
    fixed, _ = run(feeds, lambda: Fixed(timedelta(days=1) / budget))
    frequency, theirs = at_polls(budget, feeds, lambda knob: lambda: EntryFrequency(1 / knob, []), (0.002, 2.0))
    ours, polls = at_polls(budget, feeds, lambda knob: lambda: Ours(knob * MINUTE, Rhythm(at=START)), (10.0, 1000.0))
    mean, p99 = statistics.fmean(ours), statistics.quantiles(ours, n=100)[98]
    return (
        f"rhythm at {budget:.0f} polls a feed and day (ours {polls:.1f}, Miniflux's {theirs:.1f}): "
        f"mean delay {mean:.1f} min, 99 % within {p99:.0f} min; "
        f"{mean / statistics.fmean(fixed):.2f} of a fixed interval ({statistics.fmean(fixed):.1f}), "
        f"{mean / statistics.fmean(frequency):.2f} of Miniflux's entry frequency ({statistics.fmean(frequency):.1f}, "
        f"99 % within {statistics.quantiles(frequency, n=100)[98]:.0f})"
    )


def main() -> None:
    """At the polls of a modest and of a quick desk."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 80
    for budget in (24.0, 48.0):
        print(compared(budget, number))


if __name__ == "__main__":
    main()
