"""Imports by name, which nothing else of the service does: a command's module is loaded when it is called for, and no other.

A newcomer who asks for help, or a daemon that says what it watches, waits for no library that it does not use.
"""

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

import click

_ROOM = "service.cli"


def part(name: str) -> ModuleType:
    """A module of the command line."""
    return import_module(f"{_ROOM}.{name}")


class Commands(click.Group):
    """Commands that stand each in the module of its name; until one is called for, a line stands for it."""

    def __init__(self, *args: Any, lines: Mapping[str, str], **given: Any) -> None:
        super().__init__(*args, **given)
        self.lines = lines

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in order."""
        return sorted(self.lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, with all that it needs."""
        if cmd_name not in self.lines:
            return None
        command: click.Command = getattr(part(cmd_name), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.lines[name]) for name in self.list_commands(ctx)])
