"""What the operator's commands work on: the settings, the reference data and the database, brought to its newest schema."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from service.cli.common import Refused, settings_of
from service.clock import Clock
from service.reference import Reference, with_names
from service.settings import Settings
from service.store.audits import Act
from service.store.backup import path_of
from service.store.names import names_of_desk
from service.store.schema import newest, upgrade, version_of
from service.store.session import Store

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """Everything that a command may use."""

    settings: Settings
    store: Store
    now: datetime

    @property
    def reference(self) -> Reference:
        """The package's names with the desk's over them; built when first asked for. Raises ``BrokenReference``."""
        with self.store.reading() as c:
            return with_names(names_of_desk(c))

    def act(self, who: str | None, why: str) -> Act:
        """A change by this person."""
        return acting(who, why, self.now)


def acting(who: str | None, why: str, now: datetime) -> Act:
    """A change by this person, else by the user of this process."""
    return Act(who=who or os.environ.get("USER") or os.environ.get("LOGNAME") or "operator", why=why, at=now)


@contextmanager
def opened(config: Path | None) -> Iterator[Opened]:
    """The database of these settings. Raises ``SettingsError``, ``StoreError``, ``BrokenReference``."""
    settings = settings_of(config)
    store = Store(settings.store_url)
    try:
        upgrade(store)
        yield Opened(settings=settings, store=store, now=Clock().now())
    finally:
        store.close()


def reference_of(settings: Settings) -> Reference:
    """The package's names with those of the settings' database over them, where there is one; changes nothing.

    Raises ``StoreError``, ``BrokenReference``.
    """
    path = path_of(settings.store_url)
    if not path.exists():
        return with_names(())
    store = Store(settings.store_url)
    try:
        with store.reading() as c:
            return with_names(names_of_desk(c) if version_of(c) == newest() else ())
    finally:
        store.close()


def signed(command: F) -> F:
    """Options of every command that changes something: who does it, and why; both stand in the audit."""
    why = click.option("--why", default="", metavar="TEXT", help="Reason, for the audit.")
    return click.option("--by", default=None, metavar="NAME", help="Who does it; without it the user of this process.")(
        why(command)
    )


def bytes_of(path: Path) -> bytes:
    """A file's content. Raises ``Refused``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{path}: cannot be read: {error.strerror}") from error


def write_bytes(path: Path, body: bytes, *, force: bool) -> None:
    """A new file; one that is there is only replaced with ``force``. Raises ``Refused``."""
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(body)
    except FileExistsError as error:
        raise Refused(f"{path} is there already; --force replaces it") from error
    except OSError as error:
        raise Refused(f"{path}: cannot be written: {error.strerror}") from error
