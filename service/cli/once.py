"""``writethru once``: one pass over every feed, carried through to delivery."""

import asyncio
import sys
from functools import partial
from pathlib import Path

import click

from service.app import App, Outside, assembled
from service.cli.common import config_option, ends_well, settings_of
from service.flow.sweep import by_host, renew, sweep
from service.settings import Settings
from service.store.articles import waiting_articles
from service.store.feeds import allow_early, feed_rows
from service.store.outbox import close_windows, unfinished

PATIENCE = 120.0
"""Seconds for which a pass waits for something that is only a matter of time: pacing, a lost answer, a short Retry-After."""
TICK = 0.2


@click.command()
@config_option
@click.pass_obj
@ends_well
def once(outside: Outside | None, config: Path | None) -> None:
    """Poll every enabled feed whose `every` has passed, carry everything through to delivery, and end."""
    asyncio.run(one_pass(settings_of(config), outside or Outside(awake=True)))


async def one_pass(settings: Settings, outside: Outside) -> None:
    """Everything that is due now, carried through, and what stays named on standard error. Raises what ``assembled`` does."""
    async with assembled(settings, sys.stdout, outside) as app:
        await renew(app.kit)
        await _poll(app)
        await _finish(app)
        await _name_what_stays(app)


async def _poll(app: App) -> None:
    kit = app.kit
    ids = await kit.store.read(partial(allow_early, now=kit.clock.now()))
    app.submit(by_host(await kit.store.read(partial(feed_rows, ids=ids))))
    await app.engine.idle()


async def _finish(app: App) -> None:
    """Sweep until nothing is left that a short wait would help."""
    kit = app.kit
    until = kit.clock.monotonic() + PATIENCE
    while kit.clock.monotonic() < until:
        await kit.store.write(partial(close_windows, now=kit.clock.now()))
        app.submit(await sweep(kit))
        await app.engine.idle()
        if not await _soon(app, until):
            return
        await kit.sleep(TICK)


async def _soon(app: App, until: float) -> bool:
    """Whether anything comes due within the patience that is left."""
    kit = app.kit
    left = until - kit.clock.monotonic()
    dues = [out.due for out in await kit.store.read(unfinished) if not out.parked]
    return any((due - kit.clock.now()).total_seconds() <= left for due in dues)


async def _name_what_stays(app: App) -> None:
    for out in await app.kit.store.read(unfinished):
        row = out.delivery
        click.echo(
            f"stays in the outbox: {row.key} for {row.channel}, {row.state.value}: {row.error or 'not yet tried'}", err=True
        )
    for url, error in await app.kit.store.read(waiting_articles):
        click.echo(f"waits to be read again: {url}: {error or 'not yet tried'}", err=True)
