"""What the heartbeat costs with ten thousand feeds, each of them due once a minute: processor time of finding what is due.

The polls themselves are left out; what they leave (the next time of each feed) is written between the beats, uncounted.
"""

import asyncio
import io
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import bindparam, insert, update

from service.app import Outside, assembled
from service.clock import Clock
from service.flow.sweep import renew, sweep
from service.settings import Settings
from service.store.tables.watched import feeds

PERIOD = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


async def measured(number: int, folder: Path) -> str:
    """One minute of heartbeats, a beat a second."""
    now = Clock().now()
    times = [now]
    settings = Settings(store_url=f"sqlite:///{folder}/a.db", watchlist="none", baseline="none", ner=False)
    outside = Outside(clock=Clock(now=lambda: times[0]))
    async with assembled(settings, io.StringIO(), outside) as app:
        rows = [_feed(one, now + PERIOD * one / number) for one in range(number)]
        with app.kit.store.writing() as c:
            c.execute(insert(feeds), rows)
        await renew(app.kit)
        found, spent, lags = 0, 0.0, []
        for _ in range(int(PERIOD / SECOND)):
            times[0] += SECOND
            began = time.process_time()
            jobs = await sweep(app.kit)
            spent += time.process_time() - began
            due = [{"one": about, "at": times[0] + PERIOD} for job in jobs for about in job.about]
            found += len(due)
            lags.append(len(due))
            with app.kit.store.writing() as c:
                c.execute(update(feeds).where(feeds.c.id == bindparam("one")).values(next_due=bindparam("at")), due)
    share = spent / (PERIOD / SECOND)
    return f"heartbeat: {found:,} polls found in a minute of {number:,} feeds, {100 * share:.2f} % of one core"


def _feed(number: int, due: object) -> dict[str, object]:
    host = f"h{number}.example"
    given = {"url": f"https://{host}/feed", "kind": "auto", "outlet": "", "tier": "general", "every_s": 60.0, "host": host}
    known = {"enabled": True, "origin": "config", "paused": False, "learned": True, "failures": 0}
    return given | known | {"next_due": due}


def main() -> None:
    """At the size that the issue of polling names."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        print(asyncio.run(measured(number, Path(folder))))


if __name__ == "__main__":
    main()
