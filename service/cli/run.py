"""``writethru run``: the daemon."""

import asyncio
import signal
import sys
from pathlib import Path
from types import FrameType

import click

from service.app import App, Outside, assembled, serve
from service.cli.common import config_option, ends_well, settings_of
from service.flow.stages import Stage
from service.health.server import served
from service.reference import shipped
from service.settings import Settings
from service.store.feeds import enabled_feeds

ENDING = (signal.SIGTERM, signal.SIGINT)
"""What ends the daemon."""


class StageList(click.ParamType[frozenset[Stage]]):
    """A comma-separated list of stages."""

    name = "stages"

    def convert(
        self, value: str | frozenset[Stage], param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[Stage]:
        """Parse it, or end with a usage error that names what is wrong."""
        if not isinstance(value, str):
            return value
        names = [name.strip() for name in value.split(",") if name.strip()]
        wrong = [name for name in names if name not in tuple(Stage)]
        if wrong or not names:
            self.fail(f"{', '.join(wrong) or 'nothing'}: stages are {', '.join(Stage)}", param, ctx)
        return frozenset(Stage(name) for name in names)


@click.command()
@config_option
@click.option("--stages", type=StageList(), default=",".join(Stage), show_default=True, help="Run only these.")
@ends_well
def run(config: Path | None, stages: frozenset[Stage]) -> None:
    """Run the daemon until SIGTERM or SIGINT."""
    reference = shipped()
    try:
        asyncio.run(_run(settings_of(config, reference), stages, Outside(reference=reference)))
    finally:
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)  # the interpreter takes every other handler away before it ends


async def _run(settings: Settings, stages: frozenset[Stage], outside: Outside) -> None:
    stop = asyncio.Event()
    _heed(stop)
    async with (
        assembled(settings, sys.stdout, outside, stages=stages) as app,
        served(settings.health_listen, app.vitals) as health,
    ):
        await _greet(app, health)
        await serve(app, stop)
    click.echo("stopped", err=True)


def _heed(stop: asyncio.Event) -> None:
    """Let SIGTERM and SIGINT set ``stop``, and do nothing once the loop is closed: a second one must not spoil a good end.

    The loop's own handlers would be gone by then, and the signal would kill.
    """
    loop = asyncio.get_running_loop()

    def asked(_number: int, _frame: FrameType | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(stop.set)

    for number in ENDING:
        signal.signal(number, asked)


async def _greet(app: App, health: str | None) -> None:
    """What is watched, where alerts go, and what is missing."""
    watched = len(await app.kit.store.read(enabled_feeds))
    settings = app.settings
    lines = [
        f"watching {watched} feeds ({len(app.watch.listed)} more are listed but not watched)",
        f"database {app.kit.store.where}",
        f"alerts go to {', '.join(route.channel for route in app.kit.policy.routes)}",
    ]
    if health:
        lines.append(f"health at {health}/ready, numbers at {health}/metrics")
    if not settings.slack.token:
        lines.append("no Slack token: alerts are drawn here; set [slack] token and a [[routes]] channel to post them")
    if not settings.fetching.contact:
        lines.append("no contact: set [fetching] contact, so that publishers can reach you")
    if not watched:
        lines.append('nothing to watch: add [[feeds]], or set watchlist = "default"')
    for line in lines:
        click.echo(line, err=True)
