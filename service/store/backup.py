"""Backups: a whole, checked database in one file, or none; and back again. SQLite only, as the store is.

A copy of the file alone is no backup: what stands in the write-ahead log is not in it. ``VACUUM INTO`` takes one snapshot that
holds everything committed before it began, while others go on writing.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from service.store.audits import Act
from service.store.errors import StoreBroken, StoreBusy, StoreError, StoreFull, StoreUnwritable
from service.store.leases import holder
from service.store.restores import record_restore
from service.store.schema import check, check_whole, refuse_unknown, upgrade, version_of
from service.store.session import Store
from service.store.tables.ledger import fact_values
from service.store.tables.sending import alerts, outbox
from service.store.tables.watched import feeds

BESIDE = ("", "-wal", "-shm")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_HEADER = b"SQLite format 3\x00"


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """What a database holds."""

    facts: int
    alerts: int
    messages: int
    feeds: int
    schema: str

    def __str__(self) -> str:
        return f"{self.facts} facts, {self.alerts} alerts, {self.messages} messages, {self.feeds} feeds, schema {self.schema}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Guard:
    """How a running daemon is known: the name of its lease, and whether a process is known to be dead."""

    lease: str
    gone: Callable[[str], bool]


def held(store: Store) -> Held:
    """Check every page and reference, and count. Raises ``StoreBroken``, ``SchemaUnknown``."""
    with store.reading() as c:
        check_whole(c, store.where)
        refuse_unknown(c, store.where)
        if version_of(c) is None:
            raise StoreBroken("not a database of this program: it has no schema", where=store.where)
        tables = {"facts": fact_values, "alerts": alerts, "messages": outbox, "feeds": feeds}
        counts = {name: c.execute(select(func.count()).select_from(table)).scalar_one() for name, table in tables.items()}
        return Held(schema=str(version_of(c)), **counts)


def back_up(store: Store, target: Path, *, force: bool) -> Held:
    """Write a checked backup to ``target``, all of it or nothing; what it holds.

    Raises ``StoreUnwritable`` where the file is there already (without ``force``) or cannot be written, and ``StoreError``.
    """
    _refuse_taken(target, force=force)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with _files(target):
        part.unlink(missing_ok=True)
        try:
            _copy(store, part, target)
            found = _held_in(part)
            _flush(part)
            _refuse_taken(target, force=force)
            part.replace(target)
            _flush(target.parent)
        finally:
            _remove(part)
    return found


def restore(url: str, source: Path, guard: Guard, act: Act) -> tuple[Held, Path | None]:
    """Put a checked copy of a backup in place of the database; what it holds, and where the old file is kept.

    What was sent after the backup was made is searched for in the channels before anything is sent again. Raises ``StoreBusy``
    while a daemon works on the database, and ``StoreError`` where the backup, or a place cannot be used; nothing is changed then.
    """
    database = path_of(url)
    part = database.with_name(f".{database.name}.{os.getpid()}.part")
    with _files(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        _refuse_strange(source, database.parent)
        try:
            shutil.copyfile(source, part)
            _as_before(part, database)
            found = _made_ready(part, source, act)
            _flush(part)
            _refuse_running(url, database, guard, act.at)
            kept = _set_aside(database, act.at)
            part.replace(database)
            _flush(database.parent)
        finally:
            _remove(part)
    return found, kept


def path_of(url: str) -> Path:
    """The file of a database. Raises ``StoreUnwritable`` where it has none."""
    name = make_url(url).database
    if not name or name == ":memory:":
        raise StoreUnwritable("not a database in a file", where="[store] url")
    return Path(name)


def _copy(store: Store, part: Path, target: Path) -> None:
    try:
        with store.outside() as c:
            c.exec_driver_sql("VACUUM INTO ?", (str(part),))
    except StoreError as error:
        error.where = f"{error.where}, into {target}"  # SQLite does not say which of the two it means
        raise


def _held_in(path: Path) -> Held:
    store = Store(f"sqlite:///{path}")
    try:
        return held(store)
    finally:
        store.close()


def _made_ready(part: Path, source: Path, act: Act) -> Held:
    """Check the copy, bring it to the newest schema, and note that it was restored."""
    store = Store(f"sqlite:///{part}")
    try:
        held(store)
        upgrade(store)
        with store.writing() as c:
            record_restore(c, act, source.name)
        with store.outside() as c:
            c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return held(store)
    except StoreError as error:
        error.where = str(source)
        raise
    finally:
        store.close()


def _refuse_taken(target: Path, *, force: bool) -> None:
    if target.exists() and not force:
        raise StoreUnwritable("a file of this name is there already; --force replaces it", where=str(target))


def _refuse_strange(source: Path, room: Path) -> None:
    """A folder, a device, an archive; and what would fill the disk that it is to be copied to, which may be nothing but holes."""
    if source.exists() and not source.is_file():
        raise StoreBroken("no regular file", where=str(source))
    log = source.with_name(source.name + BESIDE[1])
    if log.exists() and log.stat().st_size:
        raise StoreBroken(
            f"no backup: part of it still stands in {log.name}; make one with `writethru db backup`", where=str(source)
        )
    size, free = source.stat().st_size, shutil.disk_usage(room).free
    if size > free:
        raise StoreFull(f"it has {size} bytes, and {room} has room for {free}", where=str(source))
    with source.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            raise StoreBroken("this file is no database", where=str(source))


def _refuse_running(url: str, database: Path, guard: Guard, now: datetime) -> None:
    """A database that cannot be asked has no daemon at work on it."""
    if not database.exists():
        return
    try:
        name = _holder(url, guard.lease, now)
    except StoreBusy:
        raise
    except StoreError:
        return
    if name is not None and not guard.gone(name):
        raise StoreBusy(
            "a daemon works on this database: stop it first (one killed elsewhere: wait a minute)",
            where=str(database),
        )


def _holder(url: str, lease: str, now: datetime) -> str | None:
    """Who holds the lease; what stands in the log is brought into the file."""
    store = Store(url)
    try:
        with store.reading() as c:
            check(c, store.where)
            name = holder(c, lease, now)
        with store.outside() as c:
            c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return name
    finally:
        store.close()


def _set_aside(database: Path, now: datetime) -> Path | None:
    """Rename the old file and what belongs to it; the log first, for one without its database does no harm."""
    if not database.exists():
        return None
    kept = database.with_name(f"{database.name}.before-{now.astimezone(UTC):%Y%m%dT%H%M%S%f}")
    for suffix in reversed(BESIDE):
        old = database.with_name(database.name + suffix)
        if old.exists():
            old.rename(kept.with_name(kept.name + suffix))
    return kept


def _as_before(part: Path, database: Path) -> None:
    """The same owner and mode, so that whoever wrote the old file can write the new one; as far as this user may."""
    if database.exists():
        old = database.stat()
        part.chmod(old.st_mode & 0o777)
        with contextlib.suppress(PermissionError):
            os.chown(part, old.st_uid, old.st_gid)


def _flush(path: Path) -> None:
    """Make what was written outlive a power cut."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _remove(part: Path) -> None:
    for suffix in BESIDE:
        part.with_name(part.name + suffix).unlink(missing_ok=True)


@contextmanager
def _files(place: Path) -> Iterator[None]:
    """What the file system refuses, as an error of ours."""
    try:
        yield
    except OSError as error:
        kind = StoreFull if error.errno in _FULL else StoreUnwritable
        raise kind(f"{error.filename or place}: {error.strerror}", where=str(place)) from error
