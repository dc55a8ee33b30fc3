"""The command ``writethru`` and its list of commands."""

import sys

import click

from service.cli.alerts import alerts
from service.cli.db import db
from service.cli.demo import demo
from service.cli.doctor import doctor
from service.cli.facts import facts
from service.cli.feeds import feeds
from service.cli.once import once
from service.cli.read import read
from service.cli.replay import replay
from service.cli.run import run
from service.logs import configure


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-v", "--verbose", is_flag=True, help="Log more.")
@click.version_option(package_name="writethru")
def root(*, verbose: bool) -> None:
    """Watch news feeds about governments and AI vendors, and speak only when an article adds something."""
    configure(sys.stderr, verbose=verbose)


for command in (run, once, read, replay, demo, facts, feeds, alerts, db, doctor):
    root.add_command(command)
