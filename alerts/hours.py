"""When a channel hears its alerts: quiet hours, the day of a budget, the time of a digest, in the channel's own time zone. Pure.

``now`` is aware; what is given back is in UTC. A time of day that a change of the clocks skips is the instant an hour later, one
that comes twice the first of the two, so that nothing is told twice and no day goes without.
"""

from datetime import UTC, date, datetime, time, timedelta

from alerts.audience import Hours

_FRIDAY = 4


def quiet_until(hours: Hours, now: datetime) -> datetime | None:
    """When the quiet hours end that are now; ``None`` outside of them."""
    if hours.quiet is None:
        return None
    begin, end = hours.quiet
    today = now.astimezone(hours.zone).date()
    for day in (today - timedelta(days=1), today):
        until = _at(hours, day + timedelta(days=end <= begin), end)
        if _at(hours, day, begin) <= now < until:
            return until
    return None


def day_began(hours: Hours, now: datetime) -> datetime:
    """The last midnight of the channel."""
    return _at(hours, now.astimezone(hours.zone).date(), time())


def next_digest(hours: Hours, now: datetime) -> datetime:
    """When the next digest is due, later than ``now``; the next midnight where the channel has none."""
    day = now.astimezone(hours.zone).date()
    if hours.digest is None:
        return _at(hours, day + timedelta(days=1), time())
    return next(due for due in (_at(hours, one, hours.digest) for one in _days(hours, day, 1)) if due > now)


def last_digest(hours: Hours, now: datetime) -> tuple[date, datetime] | None:
    """The day of the last digest that was due by now, and the instant; ``None`` where the channel has none."""
    if hours.digest is None:
        return None
    day = now.astimezone(hours.zone).date()
    return next((one, due) for one in _days(hours, day, -1) if (due := _at(hours, one, hours.digest)) <= now)


def _days(hours: Hours, day: date, step: int) -> list[date]:
    """Days on which there is a digest, from ``day`` on, for a week and more."""
    days = [day + timedelta(days=step * number) for number in range(9)]
    return [one for one in days if hours.daily or one.weekday() <= _FRIDAY]


def _at(hours: Hours, day: date, when: time) -> datetime:
    return datetime.combine(day, when, tzinfo=hours.zone).astimezone(UTC)
