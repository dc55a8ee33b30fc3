"""A service in one process with a fake at every seam: a scripted network, a channel in memory, a clock that a test sets."""

import asyncio
import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import TypeVar
from urllib.parse import urlsplit

from sqlalchemy import text

from alerts.audience import Route
from alerts.ports import Notifier
from service.app import run_stage
from service.clock import Clock
from service.engine.embedded import EmbeddedEngine
from service.flow.failure import put_off
from service.flow.kit import Failpoint, Kit, NoFailpoint, Policy, PostingRight
from service.flow.stages import Job
from service.flow.sweep import renew, sweep
from service.reference import Reference
from service.store.feeds import sync_feeds
from service.store.session import Store
from service.store.tables.whole import metadata
from tests.standins.newsroom import Newsroom, Story
from tests.standins.notifier import MemoryNotifier
from watchers.errors import BadStatus, ParseFailed, Unreachable
from watchers.model import Document, Feed, Source, Validators

T = TypeVar("T")

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ALERTS, DIGEST = "C0ALERTS", "C0DIGEST"
LOOKS = (5.0, 15.0, 45.0)
"""Seconds after an attempt."""


class Times:
    """A clock that stands until it is moved; sleeping moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now, self.ticks = now, 1000.0
        self.slept: list[float] = []

    def clock(self) -> Clock:
        return Clock(now=lambda: self.now, monotonic=lambda: self.ticks)

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.ticks += seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_by(seconds)
        await asyncio.sleep(0)


@dataclass(kw_only=True)
class Network:
    """Answers as its newsrooms would over HTTP, conditional requests included; faults can be put in the way of an address."""

    rooms: dict[str, Newsroom] = field(default_factory=dict)
    """By network location."""
    asked: list[str] = field(default_factory=list)
    faults: dict[str, deque[BaseException]] = field(default_factory=lambda: defaultdict(deque))
    conditional: list[bool] = field(default_factory=list)
    moved: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """Where an address redirects to, and whether for good."""

    def room(self, port: int = 8001) -> Newsroom:
        """A newsroom on a port of its own."""
        made = Newsroom(port=port, outlet=f"Room {port}")
        self.rooms[f"127.0.0.1:{port}"] = made
        return made

    def fail(self, url: str, *errors: BaseException) -> None:
        """The next requests for ``url`` fail so."""
        self.faults[url].extend(errors)

    async def fetch(self, url: str, validators: Validators | None = None) -> Document | None:
        await asyncio.sleep(0)
        self.asked.append(url)
        self.conditional.append(validators is not None and validators.etag is not None)
        if self.faults[url]:
            raise self.faults[url].popleft()
        there, for_good = self.moved.get(url, (url, False))
        parts = urlsplit(there)
        if parts.netloc not in self.rooms:
            raise Unreachable("no such host", url=url)
        status, kind, body = self.rooms[parts.netloc].answer(parts.path)
        if status != 200:
            raise BadStatus(f"status {status}", url=url, status=status)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if validators is not None and validators.etag == tag and not for_good:
            return None
        return Document(
            url=url,
            final_url=there,
            status=200,
            content_type=kind,
            charset="utf-8",
            validators=Validators(etag=tag),
            body=body,
            moved_to=there if for_good else None,
        )


class Inline:
    """Runs what is to be confined here."""

    async def run(self, fn: Callable[..., T], *args: object, url: str) -> T:
        try:
            return fn(*args)
        except ValueError as error:
            raise ParseFailed(f"{type(error).__name__}: {error}", url=url) from error


class Snag:
    """A failpoint that raises, for as often as it is told, when the place is reached."""

    def __init__(self, place: str, error: Exception, times: int = 1000) -> None:
        self._place, self._error, self._left = place, error, times
        self.reached: list[str] = []

    def reach(self, name: str) -> None:
        self.reached.append(name)
        if name == self._place and self._left:
            self._left -= 1
            raise self._error


@dataclass(kw_only=True)
class World:
    """One service."""

    kit: Kit
    times: Times
    network: Network
    notifier: MemoryNotifier

    def watch(self, *urls: str, every: timedelta = timedelta(minutes=5)) -> None:
        """These feeds and no others, named after their hosts."""
        feeds = [Feed(url=url, source=Source(outlet=f"Outlet {urlsplit(url).port}"), every=every) for url in urls]
        with self.kit.store.writing() as c:
            sync_feeds(c, feeds, self.times.now)

    async def run(self, *jobs: Job) -> None:
        """These jobs and all that they make ready, one after the other, without any that comes due later."""
        waiting = deque(jobs)
        while waiting:
            waiting.extend(await run_stage(self.kit, waiting.popleft()))

    async def beat(self) -> None:
        """One heartbeat through an engine, carried on until nothing is left to do now."""
        engine = EmbeddedEngine(partial(run_stage, self.kit), partial(put_off, self.kit))
        engine.submit(await sweep(self.kit))
        await engine.idle()
        await engine.close(1.0)

    async def beats(self, seconds: float, step: float = 30.0) -> None:
        """So much time, with a heartbeat now and at every step."""
        await self.beat()
        for _ in range(round(seconds / step)):
            self.times.pass_by(step)
            await self.beat()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What a query finds."""
        with self.kit.store.reading() as c:
            return [tuple(row) for row in c.execute(text(query))]

    def column(self, query: str) -> list[object]:
        """The first column of what a query finds."""
        return [row[0] for row in self.rows(query)]

    def close(self) -> None:
        self.kit.store.close()


def world(
    reference: Reference,
    *,
    shadow: bool = False,
    failpoint: Failpoint | None = None,
    routes: Iterable[Route] = (Route(channel=ALERTS),),
    store: Store | None = None,
) -> World:
    """A service over a database in memory that may post; ``store``: a prepared one."""
    times, network, notifier = Times(), Network(), MemoryNotifier()
    policy = Policy(
        shadow_first_poll=shadow,
        routes=tuple(routes),
        beats={},
        pacing=timedelta(seconds=1),
        looks=tuple(timedelta(seconds=seconds) for seconds in LOOKS),
    )
    return World(
        kit=Kit(
            store=store or memory(),
            clock=times.clock(),
            chance=lambda: 0.5,
            sleep=times.sleep,
            fetcher=network,
            confined=Inline(),
            reference=reference,
            notifier=notifier,
            policy=policy,
            right=PostingRight(holder="me", gone=lambda _holder: False),
            failpoint=failpoint or NoFailpoint(),
        ),
        times=times,
        network=network,
        notifier=notifier,
    )


def memory() -> Store:
    """A database in memory with the tables of ours, made without walking through the migrations."""
    store = Store("sqlite://")
    with store.writing() as c:
        for statement in _tables():
            c.exec_driver_sql(statement)
    return store


@cache
def _tables() -> tuple[str, ...]:
    """What makes them, written once: SQLAlchemy thinks about each of them for ten times as long as SQLite."""
    store = Store("sqlite://")
    with store.writing() as c:
        metadata.create_all(c)
        made = c.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").scalars().all()
    store.close()
    return tuple(made)


def another(one: World, holder: str, notifier: Notifier | None = None) -> Kit:
    """A second process on the same database, clock and channels."""
    right = PostingRight(holder=holder, gone=one.kit.right.gone)
    return replace(one.kit, right=right, notifier=notifier or one.notifier)


async def allowed(one: World) -> World:
    """The same, with the right to post."""
    await renew(one.kit)
    return one


def story(slug: str, *sentences: str, hour: int = 9, minute: int = 0) -> Story:
    """A story long enough to be no stub."""
    filler = (
        "The agreement was described by officials at a briefing on Monday, and no further details about it were available.",
        "Staff will be trained over the coming months, according to people who attended the meeting in the afternoon.",
        "Observers noted that questions about oversight of such tools remain open and will be discussed in the spring.",
    )
    return Story(
        slug=slug,
        title=f"A story named {slug}",
        text="\n".join((*sentences, *filler)),
        published=datetime(2026, 3, 2, hour, minute, tzinfo=UTC),
        lang="en",
    )


def adopts(agency: str, vendor: str = "OpenAI", product: str = "ChatGPT") -> str:
    """A sentence that claims an adoption."""
    return f"{agency} has adopted {vendor}'s {product} for its staff."
