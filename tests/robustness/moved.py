"""The daemon as a process of its own under a wall clock that is wrong: ``python -m tests.robustness.moved SECONDS FILE``.

Nothing else is handed in: workers, scheduler, Slack's client and the monotonic clock are those of production.
"""

import asyncio
import signal
import sys
from datetime import timedelta
from pathlib import Path

from service.app import Outside, assembled, serve
from service.logs import configure
from service.reference import shipped
from service.settings import load
from tests.robustness.house import Wall


async def main(away: timedelta, config: Path) -> None:
    """Serve until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with assembled(load(config, {}), sys.stdout, Outside(clock=Wall(away=away).clock(), reference=shipped())) as app:
        await serve(app, stop)


if __name__ == "__main__":
    configure(sys.stderr, verbose=False)
    asyncio.run(main(timedelta(seconds=float(sys.argv[1])), Path(sys.argv[2])))
