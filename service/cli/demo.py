"""``writethru demo``: the whole service on a loopback newsroom; ends by itself."""

import asyncio
import logging
import sys
import tempfile
from pathlib import Path

import click

from service.cli.common import ends_well
from service.demo.play import DemoStuck, play
from service.logs import configure


@click.command()
@ends_well
def demo() -> None:
    """Show the whole service at work on a loopback newsroom and a stand-in for Slack; ends by itself in under a minute."""
    # what became of each article is told in words: the daemon's own lines would only part them
    configure(sys.stderr, verbose=False, least=logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="writethru-demo-") as folder:
        try:
            asyncio.run(play(Path(folder), click.echo))
        except DemoStuck as error:
            raise click.ClickException(str(error)) from error
