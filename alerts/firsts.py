"""Who published a value first, and how long after that the others did. It is kept and shown, and decides nothing."""

from datetime import timedelta

from alerts.comparing import told_at
from alerts.model import Sighting, Value


def first_publisher(value: Value) -> Sighting | None:
    """The article that published the value first, by its own date where that can be; an inventory is no publisher."""
    return min(value.articles, key=lambda one: told_at(one.mark), default=None)


def behind(value: Value, sighting: Sighting) -> timedelta | None:
    """How long after the first publisher this article told it: zero for the first; ``None`` for an inventory."""
    first = first_publisher(value)
    return None if first is None or sighting not in value.articles else told_at(sighting.mark) - told_at(first.mark)
