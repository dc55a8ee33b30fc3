"""The composition root: everything is made here, handed to whoever uses it, and closed again."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TextIO

from alerts.errors import DeliveryError, Stop
from alerts.ports import Notifier
from service import process
from service.baseline import beginning, learn
from service.beats import completed
from service.clock import Clock
from service.desk.doing import act
from service.engine.embedded import EmbeddedEngine
from service.engine.port import Engine
from service.flow.deliver import deliver
from service.flow.failure import put_off
from service.flow.judge import judge
from service.flow.kit import Confined, Failpoint, Kit, NoFailpoint, Policy, PostingRight
from service.flow.poll import poll
from service.flow.read import read
from service.flow.reread import reread
from service.flow.stages import Job, Stage
from service.flow.sweep import give_up, sweep
from service.health.checks import Vitals
from service.health.pulse import Pulse
from service.logs import logger
from service.metrics import Metrics
from service.opening import opened_store, routes_of
from service.proposals import Proposals, lacking
from service.reference import Reference, shipped
from service.schedule import BEAT_SECONDS, Heartbeat
from service.settings import Settings
from service.store.errors import StoreError
from service.store.places import mounts
from service.store.session import Store
from service.terminal import TerminalNotifier
from service.watchlist import WatchList
from service.watchlist import load as load_watchlist
from watchers.confine.confinement import Confinement
from watchers.confine.named import Named
from watchers.fetching.client import GuardedFetcher
from watchers.fetching.config import FetchConfig
from watchers.model import Article, Incomplete
from watchers.reading.hint import Hint

if TYPE_CHECKING:
    from alerts.slack.notifier import SlackNotifier
    from alerts.slack.webhook import EitherNotifier, WebhookNotifier
    from watchers.reading.read import from_feed
    from watchers.reading.read import read as read_page
else:
    # a process that posts nothing to Slack need not load its client, which takes a sixth of a start
    SlackNotifier = Named("alerts.slack.notifier:SlackNotifier")
    EitherNotifier = Named("alerts.slack.webhook:EitherNotifier")
    WebhookNotifier = Named("alerts.slack.webhook:WebhookNotifier")
    from_feed = Named("watchers.reading.read:from_feed")
    read_page = Named("watchers.reading.read:read")

GRACE = 7.0
"""Seconds that running jobs get after SIGTERM: with what follows the process ends within ten."""
_HASTE: dict[str, Any] = {
    "pacing": timedelta(),
    "batching": timedelta(),
    "stopped": timedelta(seconds=1),
    "closed": timedelta(seconds=1),
    "looks": tuple(timedelta(seconds=s) for s in (0.1, 0.3, 0.6)),
}
NO_CONTACT = "no contact configured"
PRELOAD = (*Confinement.preload, "service.reference:ready")
"""Workers read pages and take out claims: parsers and reference data are loaded once for all of them."""
POLLING = ("watchers.formats.listing",)
"""All that the workers of a process need that only polls."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outside:
    """What tests and the demo hand in instead of the real thing."""

    clock: Clock = field(default_factory=Clock)
    failpoint: Failpoint = field(default_factory=NoFailpoint)
    # chance spreads polls and guards no secret
    chance: random.Random = field(default_factory=random.Random)
    reference: Reference | None = None
    confined: Confined | None = None
    mounts: Callable[[], str] = mounts
    """The kernel's table of mounts."""
    store: Store | None = None
    """Opened already, by ``service.opening``; it is closed here all the same."""
    awake: bool = False
    """Quiet hours are not kept: for a single pass, which waits for none."""
    hasty: bool = False
    """No pacing between messages and short waits before history is searched: for a stand-in that needs neither."""


@dataclass(frozen=True, kw_only=True, slots=True)
class App:
    """The service, ready to run."""

    settings: Settings
    watch: WatchList
    kit: Kit
    engine: Engine
    stages: frozenset[Stage]
    pulse: Pulse
    metrics: Metrics

    @property
    def vitals(self) -> Vitals:
        """What may be asked after while it runs."""
        return Vitals(kit=self.kit, pulse=self.pulse, metrics=self.metrics, posts=Stage.DELIVER in self.stages)

    def submit(self, jobs: tuple[Job, ...]) -> None:
        """Give the engine the jobs of the stages that this process runs."""
        self.engine.submit(job for job in jobs if job.stage in self.stages)

    async def beat(self) -> None:
        """One heartbeat."""
        self.pulse.tell(self.kit.clock.now())
        self.submit(await sweep(self.kit, posts=Stage.DELIVER in self.stages))
        self.pulse.beat()


@asynccontextmanager
async def assembled(
    settings: Settings, out: TextIO, outside: Outside | None = None, stages: frozenset[Stage] = frozenset(Stage)
) -> AsyncIterator[App]:
    """The service for these settings; alerts without a Slack token are drawn on ``out``.

    Raises ``SettingsError``, ``StoreError``, ``LedgerFileError``, ``BrokenReference``.
    """
    outside = outside or Outside()
    watch = load_watchlist(settings.watchlist)
    metrics, pulse = Metrics(), Pulse(outside.clock.monotonic, BEAT_SECONDS)
    store = outside.store or opened_store(settings, watch, outside.clock.now(), outside.mounts)
    try:
        reference = outside.reference or shipped()
        learn(store, beginning(settings.baseline, reference), reference, outside.clock.now())
        async with (
            GuardedFetcher(fetching(settings), now=outside.clock.now) as fetcher,
            Confinement(preload=PRELOAD if stages - {Stage.POLL} else POLLING) as confined,
            _proposals(settings) as proposer,
            _notifier(settings, out, outside.clock) as (notifier, refusal),
        ):
            kit = Kit(
                store=store,
                clock=outside.clock,
                chance=outside.chance.random,
                sleep=asyncio.sleep,
                fetcher=fetcher,
                pages=fetcher.pages,
                confined=outside.confined or confined,
                reference=reference,
                notifier=notifier,
                policy=replace(
                    policy(settings, reference),
                    sleeps=not outside.awake,
                    # a single pass hears nothing, and what nobody hears is not to be clicked
                    ears=bool(settings.hearing) and not outside.awake,
                    **(_HASTE if outside.hasty else {}),
                ),
                right=PostingRight(holder=process.name(), gone=process.gone, refusal=refusal),
                failpoint=outside.failpoint,
                meter=metrics,
                proposer=proposer,
            )
            engine = EmbeddedEngine(partial(_run_allowed, kit, stages, (metrics, pulse)), partial(put_off, kit))
            try:
                yield App(settings=settings, watch=watch, kit=kit, engine=engine, stages=stages, pulse=pulse, metrics=metrics)
            finally:
                kit.right.lay_down()
                await engine.close(GRACE)
                await give_up(kit)
    finally:
        store.close()


@asynccontextmanager
async def _proposals(settings: Settings) -> AsyncIterator[Proposals | None]:
    """Who proposes names, where the settings want it and all of it is installed."""
    if not settings.ner or lacking():
        yield None
        return
    async with Proposals() as proposals:
        yield proposals


async def _run_allowed(kit: Kit, stages: frozenset[Stage], watched: tuple[Metrics, Pulse], job: Job) -> tuple[Job, ...]:
    """One job; of those that it made ready, the ones that this process runs: the others are found by the process that does."""
    metrics, pulse = watched
    began = kit.clock.monotonic()
    pulse.begin(job.key, job.stage)
    try:
        return tuple(ready for ready in await run_stage(kit, job) if ready.stage in stages)
    except Exception as error:
        metrics.failed(job.stage, error)
        raise
    finally:
        pulse.end(job.key)
        metrics.job(job.stage, kit.clock.monotonic() - began)


async def run_stage(kit: Kit, job: Job) -> tuple[Job, ...]:
    """One job through its stage; the jobs that it made ready."""
    match job.stage:
        case Stage.POLL:
            return await poll(kit, [int(about) for about in job.about])
        case Stage.READ:
            return await read(kit, int(job.about[0]))
        case Stage.JUDGE:
            return await judge(kit, int(job.about[0]))
        case Stage.DELIVER:
            return await deliver(kit, str(job.about[0]))
        case Stage.REREAD:
            return await reread(kit, int(job.about[0]))
        case Stage.HAND:
            return (await act(kit, int(job.about[0]))).jobs


async def serve(app: App, stop: asyncio.Event) -> None:
    """The daemon: beat until ``stop`` is set, or until the database cannot be used, which is raised."""
    broken: list[StoreError] = []

    async def beat() -> None:
        try:
            await app.beat()
        except StoreError as error:
            if error.retryable:
                logger().warning("database busy", why=str(error))
            else:
                broken.append(error)
                stop.set()

    heart = Heartbeat(beat)
    heart.start()
    try:
        await beat()
        await stop.wait()
    finally:
        heart.stop()
    if broken:
        raise broken[0]


async def fetched(url: str, settings: Settings) -> Article:
    """One page as an article, outside of any feed. Raises ``WatchError``."""
    async with GuardedFetcher(fetching(settings), now=Clock().now) as fetcher, Confinement() as confined:
        document = await fetcher.page(url)
        hint = Hint(url=url, outlet="", title="", summary="", author=None, published=None, lang=None)
        if document is None:
            return from_feed(hint, Incomplete.NOT_FETCHED)
        return await confined.run(partial(read_page, hint=hint), document, url=url)


def policy(settings: Settings, reference: Reference) -> Policy:
    """What the settings say about a story's way; without a token or a webhook everything goes to the terminal."""
    return Policy(
        shadow_first_poll=settings.shadow_first_poll,
        routes=routes_of(settings),
        beats={beat.name: completed(beat, reference) for beat in settings.beats},
        pacing=timedelta(seconds=1) if settings.slack.posts else timedelta(),
        visits=settings.revisions.after,
        on_edit=settings.revisions.on_edit,
        in_rhythm=settings.fetching.rhythm,
        shadows=settings.shadows,
        hours={one.channel: one for one in settings.hours} if settings.slack.posts else {},
        texts=settings.retention.texts,
        backfill=settings.fetching.backfill,
    )


@asynccontextmanager
async def _notifier(settings: Settings, out: TextIO, clock: Clock) -> AsyncIterator[tuple[Notifier, str]]:
    """Who posts, and why nothing can be sent where Slack refuses us from the start."""
    given = settings.slack
    if not given.posts:
        yield TerminalNotifier(out), ""
        return
    async with AsyncExitStack() as stack:
        hooks = await stack.enter_async_context(WebhookNotifier(given.webhooks))
        if not given.token:
            yield hooks, ""
            return
        slack, refusal = await stack.enter_async_context(_slack(settings, clock))
        yield EitherNotifier(hooks, frozenset(given.webhooks), slack) if given.webhooks else slack, refusal


@asynccontextmanager
async def _slack(settings: Settings, clock: Clock) -> AsyncIterator[tuple[SlackNotifier, str]]:
    """The Web API, and why it refuses us."""
    refusal = ""
    async with SlackNotifier(settings.slack.token, settings.slack.base_url, now=clock.now) as slack:
        try:
            await slack.identify()
        except DeliveryError as error:
            # alerts wait in the outbox until Slack answers; only links between them are lost
            logger().warning("slack not reached", why=str(error))
            refusal = str(error) if isinstance(error, Stop) else ""
        yield slack, refusal


def fetching(settings: Settings) -> FetchConfig:
    """How the network is asked under these settings."""
    given = settings.fetching
    return FetchConfig(
        contact=given.contact or NO_CONTACT,
        version=version("writethru"),
        allow=given.allow,
        ports=given.ports,
        robots=given.robots,
        proxy=given.proxy,
        hosts=given.hosts,
    )
