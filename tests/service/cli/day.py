"""A day on the desk in which every kind of ending came, for the commands that look back at one."""

import asyncio
from dataclasses import replace

from alerts.audience import Route, Shadow, ShadowKind
from service.reference import shipped
from service.store.session import Store
from tests.service.cli.scene import Cli
from tests.service.flow.world import ALERTS, NOON, World, adopts, allowed, story, world
from watchers.errors import BadStatus

BASE = "http://127.0.0.1:8001/a/"


async def day(one: World) -> None:
    """One article of every kind of ending, and one that is edited."""
    await allowed(one)
    room = one.network.room()
    room.publish(story("kitchen", "The kitchen of the town hall was painted yellow, and the painters went home at noon."))
    room.publish(story("beat", "OpenAI showed a model to the U.S. Department of Energy; nothing else was known.", minute=1))
    room.publish(story("first", adopts("NASA"), minute=2))
    room.publish(story("again", adopts("NASA"), minute=3))
    room.publish(story("partner", "Anthropic sells Claude Enterprise for $15 per user per month.", minute=4))
    room.publish(story("trial", adopts("USAID", "Anthropic", "Claude"), minute=5))
    room.publish(story("gone", adopts("The Library of Congress"), minute=6))
    one.network.fail(room.url(room.stories[0]), BadStatus("status 410", url="", status=410))
    one.watch(room.feed_url)
    await one.beats(60)
    at = next(number for number, told in enumerate(room.stories) if told.slug == "first")
    room.stories[at] = replace(story("first", adopts("NOAA"), minute=2), title="A corrected headline")
    await one.beats(600)


def spent(cli: Cli) -> Cli:
    """A folder with a database in which that day has passed; partners go nowhere, and USAID is still in shadow."""
    cli.file("writethru.toml", 'watchlist = "none"\n[ledger]\nbaseline = "none"\n')
    store = Store(f"sqlite:///{cli.ledger().folder}/var/writethru.db")
    one = world(shipped(), store=store, routes=(Route(channel=ALERTS, kinds=("agency",)),))
    shadow = Shadow(kind=ShadowKind.NAME, of="U.S. Agency for International Development", until=NOON.replace(year=2099))
    one.kit = replace(one.kit, policy=replace(one.kit.policy, shadows=(shadow,)))
    asyncio.run(day(one))
    one.close()
    return cli
