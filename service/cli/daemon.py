"""The daemon's working life: what ``writethru run`` loads once it has said what it watches."""

import asyncio
import gc
import sys
from contextlib import AbstractAsyncContextManager, nullcontext

import click

from service.app import App, Outside, assembled, serve
from service.cli.loading import part
from service.cli.run import Ending
from service.flow.stages import Stage
from service.health.server import served
from service.settings import Settings
from service.store.session import Store


def work(settings: Settings, stages: frozenset[Stage], store: Store, ending: Ending) -> None:
    """Run until the ending is asked for; closes ``store``."""
    asyncio.run(_work(settings, stages, Outside(store=store), ending))


async def _work(settings: Settings, stages: frozenset[Stage], outside: Outside, ending: Ending) -> None:
    stop = asyncio.Event()
    _heed(ending, stop)
    async with (
        assembled(settings, sys.stdout, outside, stages=stages) as app,
        served(settings.health_listen, app.vitals) as health,
        _hearing(settings, app) as how,
    ):
        if how:
            click.echo(how, err=True)
        if health:
            click.echo(f"health at {health}/ready, numbers at {health}/metrics", err=True)
        gc.freeze()  # what is loaded by now stays for good, and need not be searched for garbage again and again
        if not stop.is_set():
            click.echo("started", err=True)
            await serve(app, stop)
    click.echo("stopped", err=True)


def _hearing(settings: Settings, app: App) -> AbstractAsyncContextManager[str | None]:
    """What hears clicks while the daemon works; nothing where none could come in, or where somebody else delivers."""
    if not settings.hearing or Stage.DELIVER not in app.stages:
        return nullcontext()
    heard: AbstractAsyncContextManager[str | None] = part("ears").heard(settings.hearing, settings.slack, app.kit, app.submit)
    return heard


def _heed(ending: Ending, stop: asyncio.Event) -> None:
    """Let the ending set ``stop``, and do nothing once the loop is closed: a second signal must not spoil a good end.

    The loop's own handlers would be gone by then, and the signal would kill.
    """
    loop = asyncio.get_running_loop()

    def asked() -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(stop.set)

    ending.tell(asked)
