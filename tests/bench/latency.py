"""How long from the start of a poll to the message that Slack has accepted: part of `make bench`, with what takes the time.

Real HTTP, the confined workers, a database on the disk, Slack's stand-in; the story's page is fetched too. Pauses between two
messages of one channel are left out, and so is whatever happens after Slack has accepted. An argument, a number of articles.
"""

import asyncio
import io
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from service.app import App, Outside, assembled
from service.archive import Given, articles
from service.flow.kit import Failpoint
from service.flow.sweep import by_host, renew
from service.logs import configure
from service.reference import Reference, shipped
from service.settings import load
from service.store.feeds import due_feeds
from tests.standins.newsroom import Newsroom, Story, running_newsroom
from tests.standins.slack import ROOT, running_slack
from tests.tools.seeds import config
from watchers.reading.identification import document_lang

STORIES = ROOT / "tests/corpus/stories"
ALERTING = ("006", "013", "020", "024", "027", "029", "030", "032", "037", "041", "043", "045", "047")
"""Stories that bring something new, whatever came before."""
ARTICLES = 120
UNCLEAR = "Gesundheitsdirektion Kanton Nebenland Ausschreibung Sprachmodell " * 20
"""A text of which no function word tells the language."""
MEDIAN, WORST = 0.100, 0.250
"""Seconds: what is promised of the median and of the 99th percentile."""
PLACES = (
    *("poll:before-fetch", "poll:fetched", "poll:parsed", "poll:saved", "read:fetched", "read:before-save", "read:saved"),
    *("judge:extracted", "judge:weighed", "judge:saved", "deliver:intended", "deliver:posted"),
)


@dataclass(kw_only=True)
class Watch(Failpoint):
    """A failpoint that stops nothing and looks at the clock."""

    began: float = 0.0
    reached: dict[str, float] = field(default_factory=dict)

    def start(self) -> None:
        """Now."""
        self.began, self.reached = time.perf_counter(), {}

    def reach(self, name: str) -> None:
        """The first time that it was reached."""
        self.reached.setdefault(name, time.perf_counter())

    @property
    def accepted(self) -> float | None:
        """Seconds until Slack had the message; ``None`` where nothing was posted."""
        return self.reached["deliver:posted"] - self.began if "deliver:posted" in self.reached else None

    def parts(self) -> list[tuple[str, float]]:
        """Seconds up to each place from the one before it."""
        before, found = self.began, []
        for name in PLACES:
            found.append((name, self.reached[name] - before))
            before = self.reached[name]
        return found


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Seconds of every article, and of every part of its way."""

    whole: tuple[float, ...]
    parts: dict[str, list[float]]

    @property
    def median(self) -> float:
        """Half are faster."""
        return statistics.median(self.whole)

    @property
    def late(self) -> float:
        """One in a hundred is slower."""
        return statistics.quantiles(self.whole, n=100)[-1]


def measured(reference: Reference, number: int) -> Measured:
    """So many articles, each of which alerts: the same dozen again and again, each time on an empty ledger."""
    told = [_story(one) for one in articles(STORIES) if one.id in ALERTING]
    found: list[Watch] = []
    with running_slack() as slack:
        while len(found) < number:
            slack.reset()
            slack.settings(rate_limits=False)
            with tempfile.TemporaryDirectory() as place, running_newsroom() as newsroom:
                settings = config(newsroom, slack, Path(place))
                found += asyncio.run(_round(settings, newsroom, told, reference))
    parts = {name: [dict(one.parts())[name] for one in found] for name in PLACES}
    return Measured(whole=tuple(one.accepted for one in found if one.accepted), parts=parts)


async def _round(settings: Path, newsroom: Newsroom, told: list[Story], reference: Reference) -> list[Watch]:
    found = []
    watch = Watch()
    outside = Outside(reference=reference, hasty=True, failpoint=watch)
    async with assembled(load(settings, {}), io.StringIO(), outside) as app:
        await renew(app.kit)
        # a worker loads what identifies languages once in its life, with the first text that needs it
        warm = [app.kit.confined.run(document_lang, UNCLEAR, url="warm") for _ in range(4)]
        await asyncio.gather(*warm)
        for story in told:
            newsroom.publish(story)
            await _polled(app, watch)
            if watch.accepted:
                found.append(replace(watch))
    return found[1:]  # the first one starts the confined workers


async def _polled(app: App, watch: Watch) -> None:
    with app.kit.store.writing() as c:
        c.exec_driver_sql("UPDATE feeds SET next_due = 0")
    rows = await app.kit.store.read(lambda c: due_feeds(c, datetime.now(UTC)))
    watch.start()
    app.submit(by_host(rows))
    await app.engine.idle()


def _story(one: Given) -> Story:
    published = one.article.published or datetime(2025, 1, 1, tzinfo=UTC)
    return Story(slug=one.id, title=one.article.title, text=one.article.text, published=published, lang=one.article.lang)


def line(found: Measured) -> str:
    """What is promised, and where the time goes at the median."""
    where = ", ".join(f"{name} {1000 * statistics.median(times):.0f}" for name, times in found.parts.items())
    return (
        f"latency: {1000 * found.median:.0f} ms from poll to message accepted, median of {len(found.whole)} articles "
        f"({found.median / MEDIAN:.2f} of what is promised); {1000 * found.late:.0f} ms for the 99th percentile "
        f"({found.late / WORST:.2f}). Median ms up to each place: {where}"
    )


if __name__ == "__main__":
    configure(io.StringIO(), verbose=False)
    print(f"bench {line(measured(shipped(), int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES))}")
