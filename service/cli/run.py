"""``writethru run``: the daemon says what it watches, then loads the rest of itself and begins."""

import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import click

from service.cli.common import config_option, ends_well, settings_of
from service.cli.loading import part
from service.clock import Clock
from service.flow.stages import FLOW, Stage
from service.opening import opened_store, routes_of
from service.proposals import lacking
from service.settings import Settings
from service.store.feeds import enabled_feeds
from service.store.session import Store
from service.watchlist import WatchList, load

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
        wrong = [name for name in names if name not in FLOW]
        if wrong or not names:
            self.fail(f"{', '.join(wrong) or 'nothing'}: stages are {', '.join(FLOW)}", param, ctx)
        given = frozenset(Stage(name) for name in names)
        beside = {Stage.JUDGE: Stage.REREAD, Stage.DELIVER: Stage.HAND}
        return given | {more for stage, more in beside.items() if stage in given}


class Ending:
    """Whether the daemon was asked to end: from its first line on, long before there is a loop that could be told."""

    def __init__(self) -> None:
        self.asked = False
        self._tell: Callable[[], None] | None = None

    def heed(self, _number: int, _frame: FrameType | None) -> None:
        """A signal came. Raises ``SystemExit``, once, while there is nobody to tell: nothing has begun that could be lost."""
        first, self.asked = not self.asked, True
        if self._tell is not None:
            self._tell()
        elif first:
            raise SystemExit(0)

    def tell(self, whom: Callable[[], None]) -> None:
        """Call this when a signal comes, and now if one has come."""
        self._tell = whom
        if self.asked:
            whom()


@click.command()
@config_option
@click.option("--stages", type=StageList(), default=",".join(FLOW), show_default=True, help="Run only these.")
@ends_well
def run(config: Path | None, stages: frozenset[Stage]) -> None:
    """Run the daemon until SIGTERM or SIGINT."""
    ending = Ending()
    for number in ENDING:
        signal.signal(number, ending.heed)
    try:
        settings = settings_of(config)
        watch = load(settings.watchlist)
        store = opened_store(settings, watch, Clock().now())
        _greet(settings, watch, store)
        part("daemon").work(settings, stages, store, ending)
    except SystemExit:
        click.echo("stopped", err=True)
        raise
    finally:
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)  # the interpreter takes every other handler away before it ends


def _greet(settings: Settings, watch: WatchList, store: Store) -> None:
    """What is watched, where alerts go, and what is missing."""
    with store.reading() as c:
        watched = len(enabled_feeds(c))
    lines = [
        f"watching {watched} feeds ({len(watch.listed)} more are listed but not watched)",
        f"database {store.where}",
        f"alerts go to {', '.join(route.channel for route in routes_of(settings))}",
    ]
    if not settings.slack.posts:
        lines.append("no Slack token: alerts are drawn here; set [slack] token and a [[routes]] channel to post them")
    if not settings.fetching.contact:
        lines.append("no contact: set [fetching] contact, so that publishers can reach you")
    if settings.ner and lacking():
        lines.append("names that a text does not show are not looked for: install writethru[ner], or set [reading] ner = false")
    if not watched:
        lines.append('nothing to watch: add [[feeds]], or set watchlist = "default"')
    for line in lines:
        click.echo(line, err=True)
