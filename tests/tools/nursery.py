"""A process that has everything loaded and forks a daemon a line: so that a test can kill many daemons in little time.

Reads JSON lines ``{"config": path, "failpoint": name or null, "nth": 1, "after": seconds or null}`` on standard input and
answers each with the daemon's end, ``{"signal": 9}`` or ``{"code": 0}``. A daemon runs until nothing is left to do,
unless its failpoint or its time kills it before.
"""

import asyncio
import hashlib
import io
import json
import os
import pickle
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from service.app import App, Outside, assembled, serve
from service.logs import configure
from service.reference import shipped
from service.settings import load as load_settings
from service.store.articles import waiting_articles
from service.store.feeds import enabled_feeds
from service.store.outbox import unfinished
from tests.service.flow.world import Inline
from watchers.confine.named import load
from watchers.confine.tending import settle
from watchers.model import Document, Validators
from watchers.reading.hint import Hint
from watchers.reading.read import read

T = TypeVar("T")
LONGEST = 60.0
"""Seconds after which a daemon that finds no end is ended, with code 3."""
WARM = "<p>The agency said on Monday that it would use the model of a company for a year, at a price of $1.</p>"


LOADED = (
    "alerts.slack.webhook",
    "anyio._backends._asyncio",
    "apscheduler.executors.asyncio",
    "feedparser",
    "service.store.migrating",
    "sqlalchemy.dialects.sqlite",
    "watchers.formats.listing",
    "watchers.formats.syndication",
    "xml.sax.expatreader",
)
"""What a daemon loads where it is first needed."""


class Remembering(Inline):
    """Runs what is to be confined here, each text once for all daemons: it is pure, and not what is killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def run(self, fn: Callable[..., T], *args: object, url: str) -> T:
        """What was given before for these very arguments, or gives now and is kept."""
        kept = self._folder / hashlib.sha256(pickle.dumps((fn, args))).hexdigest()
        if kept.exists():
            known: T = pickle.loads(kept.read_bytes())
            return known
        given = await super().run(fn, *args, url=url)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_bytes(pickle.dumps(given))
        part.rename(kept)  # whole or not at all, wherever the daemon is killed
        return given


class KillAt:
    """Kills this process, unasked and unannounced, when a failpoint is reached for the n-th time."""

    def __init__(self, name: str | None, nth: int) -> None:
        self._name = name
        self._nth = nth
        self._reached: Counter[str] = Counter()

    def reach(self, name: str) -> None:
        """Count, and die when it is time."""
        self._reached[name] += 1
        if name == self._name and self._reached[name] == self._nth:
            os.kill(os.getpid(), signal.SIGKILL)


async def daemon(config: Path, failpoint: KillAt, confined: Inline) -> int:
    """Serve until nothing is left to do; 0 when that came to pass."""
    outside = Outside(failpoint=failpoint, reference=shipped(), confined=confined, hasty=True)
    stop = asyncio.Event()
    async with assembled(load_settings(config, {}), io.StringIO(), outside) as app, asyncio.timeout(LONGEST):
        watching = asyncio.create_task(_until_quiet(app, stop))
        await serve(app, stop)
        await watching
    return 0


async def _until_quiet(app: App, stop: asyncio.Event) -> None:
    """Look again and again, since nothing tells from outside when a daemon has no work left; then stop it."""
    quiet = False
    while not quiet:
        _, quiet = await asyncio.gather(asyncio.sleep(0.05), _quiet(app))
    stop.set()


async def _quiet(app: App) -> bool:
    """Whether every feed was polled, every article judged and every message delivered."""
    store = app.kit.store
    polled = all(row.learned for row in await store.read(enabled_feeds))
    return polled and not await store.read(waiting_articles) and not await store.read(unfinished)


def main() -> None:
    """Serve cases until standard input ends."""
    configure(sys.stderr, verbose=False)
    _warm()
    settle()
    with TemporaryDirectory() as folder:
        _serve(Remembering(Path(folder)))


def _serve(confined: Inline) -> None:
    for line in sys.stdin:
        case = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os._exit(_child(case, confined))
        if case.get("after") is not None:
            time.sleep(float(case["after"]))
            os.kill(pid, signal.SIGKILL)
        status = os.waitpid(pid, 0)[1]
        end = {"signal": os.WTERMSIG(status)} if os.WIFSIGNALED(status) else {"code": os.WEXITSTATUS(status)}
        sys.stdout.write(json.dumps(end) + "\n")
        sys.stdout.flush()


def _warm() -> None:
    """Load what is loaded at its first use, so that no child does it again."""
    hint = Hint(url="http://127.0.0.1/warm", outlet="", title="", summary="", author=None, published=None, lang=None)
    body = f"<html><body><article>{WARM * 20}</article></body></html>".encode()
    unasked = Validators(etag=None, last_modified=None)
    page = Document(
        url=hint.url,
        final_url=hint.url,
        status=200,
        content_type="text/html",
        charset="utf-8",
        validators=unasked,
        body=body,
    )
    shipped().extractor.extract(read(page, hint))
    for name in LOADED:
        load(name)


def _child(case: dict[str, object], confined: Inline) -> int:
    name, nth = case["failpoint"], case["nth"]
    failpoint = KillAt(None if name is None else str(name), int(str(nth)))
    return asyncio.run(daemon(Path(str(case["config"])), failpoint, confined))


if __name__ == "__main__":
    main()
