"""Where the demo plays: its stories, the newsroom and the Slack stand-in on loopback, and the settings that join them."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Final

from aiohttp import web

from alerts.audience import Route
from service.archive import ArchiveError, Given, articles
from service.demo.newsroom import Newsroom, Story
from service.demo.slackd.slackd import announcement, application
from service.demo.slackd.workspace import Workspace
from service.settings import Fetching, Settings, Slack
from watchers.model import Feed, FeedKind, Source, Tier

CHANNEL: Final = "C0ALERTS"
"""One that the stand-in has from the start, with the bot in it."""


def stories() -> tuple[Story, ...]:
    """The dozen that come with the package, in the order in which they were published."""
    with resources.as_file(resources.files("service") / "demo" / "stories") as folder:
        return tuple(sorted((_story(given) for given in articles(folder)), key=lambda story: story.published))


def _story(given: Given) -> Story:
    article = given.article
    if article.published is None:
        raise ArchiveError(given.id, None, "a story of the demo needs a date")
    return Story(
        slug=given.id,
        title=article.title,
        text=article.text,
        published=article.published,
        lang=article.lang,
        outlet=article.outlet,
    )


@contextlib.asynccontextmanager
async def running_slack() -> AsyncIterator[tuple[Workspace, Slack]]:
    """The stand-in on a free port of loopback, inside this process, with its limits on; and how it is reached."""
    workspace = Workspace("")
    runner = web.AppRunner(application(workspace), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        said = announcement(workspace, runner.addresses[0][1])
        yield workspace, Slack(token=str(said["bot_token"]), base_url=str(said["base_url"]))
    finally:
        await runner.cleanup()


def settings(folder: Path, newsroom: Newsroom, slack: Slack, told: Sequence[Story]) -> Settings:
    """A ledger in ``folder`` that begins empty, a feed for each outlet, and one route for everything."""
    return Settings(
        store_url=f"sqlite:///{folder}/demo.db",
        watchlist="none",
        baseline="none",
        shadow_first_poll=False,
        ner=False,
        fetching=Fetching(contact="the demo of writethru", allow=("127.0.0.0/8",), ports=(0,)),
        slack=slack,
        feeds=tuple(
            Feed(
                url=newsroom.feed_of(outlet),
                kind=FeedKind.FEED,
                source=Source(outlet=outlet, tier=Tier.GENERAL),
                every=timedelta(seconds=1),
            )
            for outlet in dict.fromkeys(story.outlet for story in told)
        ),
        routes=(Route(channel=CHANNEL),),
    )
