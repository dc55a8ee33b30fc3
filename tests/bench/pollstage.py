"""The poll stage of the daemon and nothing else, over the feeds of a farm, so many rounds: the process that peers are held to."""

import asyncio
import io
import json
import logging
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path

from service.app import Outside, assembled
from service.flow.stages import Stage
from service.flow.sweep import by_host
from service.logs import configure
from service.opening import opened_store
from service.settings import load
from service.store.feeds import Origin, enabled_feeds, insert_feed
from service.watchlist import WatchList
from tests.bench.feedfarm import address
from watchers.model import Feed, FeedKind, Source

EVERY = timedelta(minutes=15)


def settings_file(folder: Path, backfill: int = 0) -> Path:
    """Settings of a daemon that polls loopback."""
    path = folder / "writethru.toml"
    path.write_text(
        f"""watchlist = "none"
[store]
url = "sqlite:///{folder}/writethru.db"
[fetching]
contact = "bench@newsroom.example"
allow = ["127.0.0.0/8"]
ports = [0]
backfill = {backfill}
[reading]
ner = false
[ledger]
baseline = "none"
""",
        encoding="utf-8",
    )
    return path


def watch(settings: Path, port: int, feeds: int) -> None:
    """Store the farm's feeds."""
    found = [
        Feed(url=f"http://{address(n)}:{port}/{n}", kind=FeedKind.FEED, source=Source(outlet=f"Feed {n}"), every=EVERY)
        for n in range(feeds)
    ]
    outside = Outside()
    store = opened_store(load(settings, {}), WatchList(watched=(), listed=()), outside.clock.now())
    with store.writing() as c:
        for feed in found:
            insert_feed(c, feed, Origin.DESK, outside.clock.now())
    store.close()


async def rounds(settings: Path, count: int) -> dict[str, float]:
    """Poll every feed so often; seconds in the process and its memory at the end."""
    configure(sys.stderr, verbose=False, least=logging.ERROR)
    began = time.perf_counter()
    loaded = load(settings, {})
    async with assembled(loaded, io.StringIO(), stages=frozenset({Stage.POLL})) as app:
        idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(count):
            rows = await app.kit.store.read(enabled_feeds)
            app.submit(by_host(rows))
            await app.engine.idle()
    return {
        "wall": time.perf_counter() - began,
        "idle_kb": idle,
        "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(rounds(Path(sys.argv[1]), int(sys.argv[2])))))
