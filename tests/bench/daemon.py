"""How long a newcomer waits for the daemon's first line, and a container for its end: part of `make bench`."""

import statistics
import tempfile
import time
from pathlib import Path

from tests.standins.newsroom import running_newsroom
from tests.standins.slack import running_slack
from tests.tools.daemons import Daemon, daemon
from tests.tools.seeds import config

ROUNDS = 3
PROMISED = 10.0
"""Seconds, for the greeting and for the end."""


def _waited(running: Daemon, text: str, began: float) -> float:
    running.says(text)
    return time.monotonic() - began


def measured(settings: Path) -> tuple[float, float, float]:
    """Seconds to the greeting, from SIGTERM right after the greeting to the exit, and from SIGTERM when idle to the exit."""
    began = time.monotonic()
    with daemon(settings, "early") as running:
        greeted = _waited(running, "watching", began)
        _, early = running.stop()
    with daemon(settings, "idle") as running:
        running.says("started")
        time.sleep(1)
        _, idle = running.stop()
    return greeted, early, idle


def main() -> None:
    """Print the line."""
    with tempfile.TemporaryDirectory() as folder, running_newsroom() as newsroom, running_slack() as slack:
        rounds = [measured(config(newsroom, slack, Path(folder))) for _ in range(ROUNDS)]
    greeted, early, idle = (statistics.median(figures) for figures in zip(*rounds, strict=True))
    print(
        f"daemon: greeting after {greeted:.1f} s; SIGTERM to exit {early:.1f} s while it starts, {idle:.1f} s when idle; "
        f"{max(greeted, early, idle) / PROMISED:.2f} of the promised {PROMISED:.0f} s"
    )


if __name__ == "__main__":
    main()
