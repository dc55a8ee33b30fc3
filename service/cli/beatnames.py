"""Whether the names of a beat are known: loaded where a beat is configured, since the reference data takes its time."""

from collections.abc import Iterator

from alerts.audience import Beat
from service.beats import faults
from service.reference import shipped


def unknown(beat: Beat) -> Iterator[tuple[str, str]]:
    """The setting and what is wrong with it, for every name that nobody lists. Raises ``BrokenReference``."""
    return faults(beat, shipped())
