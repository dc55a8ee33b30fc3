"""The command ``writethru`` and its list of commands."""

import sys

import click

from service.cli.loading import Commands
from service.logs import configure

LINES = {
    "alerts": "What was sent, waits, or gave up.",
    "db": "The database.",
    "demo": "The whole service on a loopback newsroom and a stand-in for Slack.",
    "doctor": "Is it set up? A line a check.",
    "facts": "The ledger: what is known, one line a value.",
    "feeds": "The watched sources.",
    "mutes": "Silences, each with an end and an author.",
    "names": "The desk's own names, and names that nobody listed.",
    "once": "Poll every feed, carry everything through to delivery, and end.",
    "read": "Read articles and print what they claim.",
    "replay": "An archive through today's decisions; nothing is sent.",
    "why": "Why an article alerted or did not: its way through every stage.",
    "run": "Run the daemon until SIGTERM or SIGINT.",
}
"""Every command, which stands in the module of its name, in one line."""


@click.group(cls=Commands, lines=LINES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-v", "--verbose", is_flag=True, help="Log more.")
@click.version_option(package_name="writethru")
def root(*, verbose: bool) -> None:
    """Watch news feeds about governments and AI vendors, and speak only when an article adds something."""
    configure(sys.stderr, verbose=verbose)
