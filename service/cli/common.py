"""What every command shares: the configuration, and how a failure ends it."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec

import click

from alerts.audience import Beat
from service import ledgerfile, watchlist
from service.cli.loading import part
from service.errors import WorkFailed
from service.ledgerfile import LedgerFileError
from service.masking import masked
from service.settings import Checks, Settings, load
from service.store.errors import StoreError
from service.tomlfile import SettingsError
from watchers.claims.codec import ClaimFormatError
from watchers.errors import WatchError

P = ParamSpec("P")

FAILED, UNUSABLE = 1, 2
_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}


class Refused(WorkFailed):
    """What a command was asked for cannot be done; the message says why and what to do."""


WORK_ERRORS = (WorkFailed, StoreError, WatchError, ClaimFormatError)

config_option = click.option(
    "--config",
    "config",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="FILE",
    help="Settings; without it writethru.toml in the working directory, else the built-in defaults.",
)


def settings_of(config: Path | None) -> Settings:
    """The settings of a command; every name and file in them can be used. Raises ``SettingsError``, ``BrokenReference``."""
    return load(config, os.environ, Checks(beat=_unknown_names, watchlist=_unusable_list, baseline=_unusable_facts))


def _unknown_names(beat: Beat) -> Iterator[tuple[str, str]]:
    found: Iterator[tuple[str, str]] = part("beatnames").unknown(beat)
    return found


def _unusable_list(name: str) -> Iterator[str]:
    try:
        watchlist.load(name)
    except SettingsError as error:
        yield str(error)


def _unusable_facts(name: str) -> Iterator[str]:
    try:
        ledgerfile.load(name)
    except LedgerFileError as error:
        yield str(error)


def json_line(row: Mapping[str, Any]) -> str:
    """One line of JSON Lines, also for readers that take more than a line feed for the end of a line."""
    return json.dumps(row, ensure_ascii=False).translate(_LINE_ENDS)


def ends_well(command: Callable[P, None]) -> Callable[P, None]:
    """Turn the failures that a command may meet into one line and an exit code: 1 the work failed, 2 unusable configuration."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except SettingsError as error:
            _end(f"unusable configuration:\n{error}", UNUSABLE)
        except WORK_ERRORS as error:
            _end(str(error), FAILED)
        except BrokenPipeError:
            # whoever read our output has gone: nothing is left to say, and Python must not try to flush it again
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(FAILED)

    return wrapped


def _end(message: str, code: int) -> NoReturn:
    click.echo(masked(f"writethru: {message}"), err=True)
    sys.exit(code)
