"""``writethru demo``: the whole service on a loopback newsroom; ends by itself."""

import asyncio
import logging
import re
import shutil
import sys
import tempfile
from pathlib import Path

import click

from service.cli.common import ends_well
from service.demo.play import DemoStuck, play
from service.logs import configure

NEXT = "\nNext: `make run` watches the built-in list of feeds; the README tells how alerts get into Slack."
WIDEST, NARROWEST = 100, 60
_ALERT = re.compile(r"^ +ALERT, rank \d$", re.MULTILINE)


@click.command()
@ends_well
def demo() -> None:
    """Show the whole service at work on a loopback newsroom and a stand-in for Slack; ends by itself in under a minute."""
    # what became of each article is told in words: the daemon's own lines would only part them
    configure(sys.stderr, verbose=False, least=logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="writethru-demo-") as folder:
        try:
            asyncio.run(play(Path(folder), _tell, width=_width()))
            click.echo(NEXT)
        except DemoStuck as error:
            raise click.ClickException(str(error)) from error


def _tell(text: str) -> None:
    """Print it, with what alerts in bold; a pipe gets no colour."""
    click.echo(_ALERT.sub(lambda found: click.style(found[0], bold=True, fg="red"), text))


def _width() -> int:
    """Columns: the terminal's, within bounds in which text can be read; a pipe gets the widest."""
    columns = shutil.get_terminal_size((WIDEST, 24)).columns if sys.stdout.isatty() else WIDEST
    return max(NARROWEST, min(WIDEST, columns))
