"""The demo: the whole service on a loopback newsroom. Each story is published, and what became of it is told."""

import asyncio
import contextlib
import io
import textwrap
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from service.app import App, Outside, assembled, serve
from service.demo.channel import WIDTH, drawn
from service.demo.newsroom import Newsroom, Story, running_newsroom
from service.demo.scene import CHANNEL, running_slack, settings, stories
from service.demo.slackd.workspace import Workspace
from service.store.articles import ArticleState
from service.store.decisions import Decided, Decision, decided
from service.store.outbox import close_windows, unfinished

PATIENCE = 20.0
"""Seconds that a story gets from its publication to its alert; one takes about two."""
GLANCE = 0.05
"""Seconds between two looks at what has become of it."""

Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """Who is told, and how wide the page is."""

    tell: Tell
    width: int

    def prose(self, text: str) -> None:
        """A sentence, in as many lines as it needs."""
        self.tell(textwrap.fill(text, self.width))


class DemoStuck(Exception):
    """A story that did not come through in time; nothing but the machine can be at fault."""


async def play(
    folder: Path, tell: Tell, outside: Outside | None = None, told: tuple[Story, ...] | None = None, width: int = WIDTH
) -> None:
    """Run the daemon on the stories, one after the other, with its database in ``folder``; every line goes to ``tell``.

    Lines are at most ``width`` columns long.

    Raises ``DemoStuck``, and what assembling the service raises.
    """
    told = stories() if told is None else told
    with running_newsroom() as newsroom:
        async with running_slack() as (workspace, slack):
            given = settings(folder, newsroom, slack, told)
            async with assembled(given, io.StringIO(), outside) as app, _serving(app):
                await _tell_all(app, newsroom, told, _Told(tell=tell, width=width))
            _tell_channel(workspace, tell, width)


@contextlib.asynccontextmanager
async def _serving(app: App) -> AsyncIterator[None]:
    """The daemon beside the block, ended with it."""
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(app, stop))
    try:
        yield
    finally:
        stop.set()
        await serving


async def _tell_all(app: App, newsroom: Newsroom, told: tuple[Story, ...], out: _Told) -> None:
    feeds = len(app.settings.feeds)
    tell = out.tell
    out.prose(f"A newsroom with {feeds} feeds at {newsroom.base}, and a stand-in for Slack: nothing leaves this machine.")
    out.prose("The stories are fiction. Each is published now, polled, read, weighed against what the ones before it said.")
    counts = {True: 0, False: 0}
    for number, story in enumerate(told, 1):
        newsroom.publish(story)
        found = await _fate(app, newsroom.url(story))
        counts[found.rank is not None] += 1
        lead = f"{number:2}/{len(told)}  {story.outlet} ({story.lang}): {story.title}"
        tell("\n".join(("", textwrap.fill(lead, out.width, subsequent_indent=" " * 7), *described(found, out.width))))
    tell(f"\n{len(told)} articles: {counts[True]} alerted, {counts[False]} were silent.")


async def _fate(app: App, url: str) -> Decided:
    """What became of a story, once it is judged and everything that it set going has arrived."""
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await app.kit.store.read(partial(decided, url=url))
                if found is not None and not await app.kit.store.read(unfinished):
                    return found
                if found is not None:
                    await app.kit.store.write(partial(close_windows, now=app.kit.clock.now()))
                await app.kit.sleep(GLANCE)
    except TimeoutError as error:
        raise DemoStuck(f"{url} is not through after {PATIENCE:.0f} seconds") from error


def described(found: Decided, width: int = WIDTH) -> tuple[str, ...]:
    """Whether it alerted, and the reason of every verdict, in lines of ``width`` columns."""
    return _headline(found), *(line for one in found.decisions for line in _reason(one, width))


def _headline(found: Decided) -> str:
    if found.rank is not None:
        return f"       ALERT, rank {found.rank}"
    if found.state is ArticleState.FAILED:
        return f"       silent: it could not be read: {found.error}"
    if found.incomplete is not None and not found.decisions:
        return f"       silent: it could not be read whole ({found.incomplete})"
    if not found.decisions:
        return "       silent: it claims nothing about a government and a vendor's model"
    reasons = dict.fromkeys(one.reason.replace("_", " ") for one in found.decisions)
    return f"       silent: {', '.join(reasons)}"


def _reason(one: Decision, width: int) -> list[str]:
    lead = f"         {one.outcome:<12} "
    return textwrap.wrap(one.explanation, width, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False)


def _tell_channel(workspace: Workspace, tell: Tell, width: int) -> None:
    name = workspace.data["channels"][CHANNEL]["name"]
    tell(f"\nThis is what stands in #{name}:\n\n{drawn(workspace.data['messages'], CHANNEL, width)}")
