"""``writethru db``: the database."""

from pathlib import Path

import click

from service import process
from service.cli.common import config_option, ends_well, settings_of
from service.cli.opened import acting, signed
from service.cli.shown import say
from service.clock import Clock
from service.flow.kit import POSTING
from service.store import backup as backups
from service.store.schema import check, newest, upgrade, version_of
from service.store.session import Store


@click.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
@config_option
@ends_well
def upgrade_(config: Path | None) -> None:
    """Check the file, and bring its schema to this program's; a start does the same by itself."""
    store = _store(config)
    try:
        with store.reading() as c:
            check(c, store.where)
            before = version_of(c)
        upgrade(store)
    finally:
        store.close()
    say(f"{store.where}: schema {before or 'none'}, now {newest()}")


@db.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@config_option
@ends_well
def backup(file: Path, config: Path | None, *, force: bool) -> None:
    """Write everything that is committed now into FILE, checked; the daemon may go on meanwhile."""
    store = _store(config)
    try:
        upgrade(store)
        held = backups.back_up(store, file, force=force)
    finally:
        store.close()
    say(f"{file}: {held}")


@db.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@config_option
@signed
@ends_well
def restore(file: Path, config: Path | None, by: str | None, why: str) -> None:
    """Put a backup in place of the database, which is kept beside it; the daemon must be stopped."""
    settings = settings_of(config)
    guard = backups.Guard(lease=POSTING, gone=process.gone)
    held, kept = backups.restore(settings.store_url, file, guard, acting(by, why, Clock().now()))
    say(f"{backups.path_of(settings.store_url)}: {held}")
    if kept is not None:
        say(f"the old database is kept as {kept}")


@db.command("check")
@config_option
@ends_well
def check_(config: Path | None) -> None:
    """Look at every page, index and reference, and say what is there."""
    store = _store(config)
    try:
        held = backups.held(store)
    finally:
        store.close()
    say(f"{store.where}: whole, {held}")


def _store(config: Path | None) -> Store:
    return Store(settings_of(config).store_url)
