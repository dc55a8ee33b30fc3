"""What a command loads: its own module when it is called for, and no library that it does not use."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from service.cli.loading import part
from service.cli.root import LINES, root
from tests.standins.slack import ROOT

HEAVY = ("aiohttp", "alembic", "apscheduler", "feedparser", "httpx", "numpy", "slack_sdk", "sqlalchemy", "trafilatura")
NAMES = ("watchers.claims.extract", "service.reference", "service.app")
LOADED = "import sys; {}; print(*(name for name in sys.argv[1:] if name in sys.modules))"
HELP = "from service.cli.root import root; root.main(['--help'], standalone_mode=False)"


def loaded(statement: str, *names: str) -> list[str]:
    """Which of these modules a fresh process holds after the statement."""
    command = [sys.executable, "-c", LOADED.format(statement), *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.splitlines()[-1].split()


def test_help_loads_no_library_of_any_command() -> None:
    """The list of commands stands in the root."""
    assert loaded(HELP, *HEAVY, *NAMES) == []


def test_what_the_daemon_watches_is_said_before_the_rest_of_it_is_loaded() -> None:
    """Of the libraries only the database's: none that parses, fetches or posts, and no reference data."""
    assert loaded("import service.cli.run", *HEAVY, *NAMES) == ["sqlalchemy"]


def test_looking_at_the_ledger_loads_nothing_that_fetches_or_posts() -> None:
    """As for every command that only opens the database."""
    assert loaded("import service.cli.facts", *HEAVY) == ["sqlalchemy"]


@pytest.mark.parametrize("name", sorted(LINES))
def test_every_command_stands_in_the_module_of_its_name(name: str) -> None:
    """And its line in the list fits a terminal whole."""
    command = root.get_command(click.Context(root), name)
    assert command is not None
    assert command.name == name
    assert len(LINES[name]) < 70


def test_no_command_is_left_out() -> None:
    """Every module that holds a command of its own name is in the list."""
    modules = sorted(path.stem for path in (Path(ROOT) / "service" / "cli").glob("*.py") if path.stem != "__init__")
    commands = [name for name in modules if name != "root" and isinstance(getattr(part(name), name, None), click.Command)]
    assert commands == sorted(LINES)
    assert root.get_command(click.Context(root), "sing") is None
