"""Every number that an operator can watch; the only door to prometheus_client.

Counters are counted where things happen; levels (what waits, what fails) are set from the database just before they are shown.
No label holds an address, a text from outside or a secret: feeds are named by their number and host.
"""

import collections
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

CONTENT_TYPE = CONTENT_TYPE_LATEST
"""Of what ``Metrics.text`` gives."""
_SECONDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedLevel:
    """How one watched feed stands."""

    id: int
    host: str
    failures: int
    """In a row."""
    last_good: float | None
    """Of its last good poll, in seconds since 1970; ``None`` before the first."""
    trouble: str = ""
    """What is wrong with it for long: ``dead``, ``silent``, …"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Levels:
    """What stands in the database at one moment."""

    outbox: Mapping[str, int]
    """State of a delivery → how many; what is sent does not count."""
    articles: Mapping[str, int]
    """Stage that articles wait for → how many."""
    feeds: tuple[FeedLevel, ...]


class Metrics:
    """The counters of one process, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._info = self._gauge("info", "The running program", "version")
        self._info.labels(version("writethru")).set(1)
        self._outcomes = self._counter("stage_outcomes", "What came out of each stage, and why", "stage", "outcome", "reason")
        self._verdicts = self._counter("verdicts", "Verdicts on claims, and why", "outcome", "reason")
        self._failures = self._counter(
            "job_failures", "Jobs that failed in a way that their stage did not foresee", "stage", "error"
        )
        self._seconds = Histogram(
            "writethru_job_seconds", "How long jobs take", ["stage"], registry=self._registry, buckets=_SECONDS
        )
        self._heartbeat = self._gauge("heartbeat_age_seconds", "Since the heartbeat last found what is due")
        self._posting = self._gauge("posting_right", "1 while this process holds the right to post")
        self._outbox = self._gauge("outbox_messages", "Messages that are not sent, by state", "state")
        self._articles = self._gauge("articles_waiting", "Articles that wait, by what for", "stage")
        self._watched = self._gauge("feeds_watched", "Feeds that are polled")
        self._failing = self._gauge("feeds_failing", "Feeds whose last poll failed")
        self._troubled = self._gauge("feeds_in_trouble", "Feeds with which something is wrong for long, by what", "trouble")
        self._polled = self._gauge("last_good_poll_timestamp_seconds", "Of the feed that answered last")
        self._last_good = self._gauge("feed_last_good_poll_timestamp_seconds", "Of each feed that ever answered", "feed", "host")

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"writethru_{name}", what, labels, registry=self._registry)

    def _gauge(self, name: str, what: str, *labels: str) -> Gauge:
        return Gauge(f"writethru_{name}", what, labels, registry=self._registry)

    def count(self, stage: str, outcome: str, reason: str = "") -> None:
        """One thing has come out of a stage: a feed polled, an article read or judged, a message delivered."""
        self._outcomes.labels(stage, outcome, reason).inc()

    def verdict(self, outcome: str, reason: str) -> None:
        """One claim was weighed."""
        self._verdicts.labels(outcome, reason).inc()

    def job(self, stage: str, seconds: float) -> None:
        """One job has ended, well or badly."""
        self._seconds.labels(stage).observe(seconds)

    def failed(self, stage: str, error: BaseException) -> None:
        """One job has ended with an error that its stage did not handle."""
        self._failures.labels(stage, type(error).__name__).inc()

    def pulse(self, age: float, *, posting: bool) -> None:
        """How old the last heartbeat is, and whether this process may post."""
        self._heartbeat.set(age)
        self._posting.set(posting)

    def show(self, levels: Levels) -> None:
        """Set every level; what is no longer there disappears."""
        _set(self._outbox, levels.outbox.items())
        _set(self._articles, levels.articles.items())
        self._watched.set(len(levels.feeds))
        self._failing.set(sum(feed.failures > 0 for feed in levels.feeds))
        _set(self._troubled, collections.Counter(feed.trouble for feed in levels.feeds if feed.trouble).items())
        good = [(feed, feed.last_good) for feed in levels.feeds if feed.last_good is not None]
        self._polled.set(max((at for _, at in good), default=0))
        self._last_good.clear()
        for feed, at in good:
            self._last_good.labels(str(feed.id), feed.host).set(at)

    def text(self) -> bytes:
        """All of it in Prometheus' text form."""
        return generate_latest(self._registry)


def _set(gauge: Gauge, levels: Iterable[tuple[str, int]]) -> None:
    gauge.clear()
    for label, level in levels:
        gauge.labels(label).set(level)
