"""The database: one writer, a small pool of readers, every foreign error mapped to ours.

SQLite needs two things to keep its promises (measured: without them two threads lost half of 400 updates and DDL survived a
rollback): the driver must not open transactions by itself, and a writer begins with ``BEGIN IMMEDIATE``.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import StaticPool

from service.store.errors import Stale, StoreBroken, StoreBusy, StoreError, StoreFull, StoreUnwritable
from service.store.places import mounts, refuse_bereft, refuse_remote
from service.store.together import Together

__all__ = ["Connection", "Store", "inserted"]

T = TypeVar("T")

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # an alert that was committed survives a power cut; see ``Store.write``
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
)

# What SQLite says, and which of our errors it is: the driver gives no classes finer than OperationalError.
_MEANINGS: tuple[tuple[str, type[StoreError], str], ...] = (
    ("locked", StoreBusy, "another process holds the database; stop it or wait"),
    ("disk is full", StoreFull, "no space left for the database; free some"),
    ("disk i/o error", StoreFull, "the disk refuses to write; check its space and health"),
    ("readonly", StoreUnwritable, "the database may not be written; check owner and mode of file and directory"),
    ("unable to open", StoreUnwritable, "the database cannot be opened; check that its directory exists and is writable"),
    ("not a database", StoreBroken, "this file is no database; restore a backup or name another file"),
    ("malformed", StoreBroken, "the database is damaged; restore a backup"),
)


def _hook(engine: Engine) -> None:
    """Make transactions ours: see the module's docstring."""

    @event.listens_for(engine, "connect")
    def connect(connection: SqliteConnection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()


def _open(connection: Connection, *, writes: bool, lasting: bool) -> None:
    """Begin SQLite's transaction. No hook on the engine: with one there, every statement is made ready for hooks of its own."""
    if connection.dialect.name != "sqlite":
        return
    if writes:
        # not by the connection of ours: it would begin a transaction, inside of which this cannot be changed
        raw = connection.connection.driver_connection
        if raw is not None:
            raw.execute(f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}")
    connection.exec_driver_sql(f"BEGIN {'IMMEDIATE' if writes else 'DEFERRED'}")


def _engine(url: URL, table: str) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    options: dict[str, Any] = {"connect_args": {"check_same_thread": False}}
    if url.database in {None, "", ":memory:"}:
        options["poolclass"] = StaticPool  # one connection is the database
    else:
        path = Path(str(url.database))
        path.parent.mkdir(parents=True, exist_ok=True)
        refuse_remote(path, table)
        refuse_bereft(path)
    engine = create_engine(url, **options)
    _hook(engine)
    return engine


class Store:
    """One database. ``reading`` and ``writing`` are for synchronous callers, ``read`` and ``write`` for asyncio.

    ``table``: the machine's mounts, for the file belongs on a local disk. Raises ``StoreError`` and its kin, from every method.
    """

    def __init__(self, url: str, table: Callable[[], str] = mounts) -> None:
        try:
            parsed = make_url(url)
            self.where = parsed.render_as_string(hide_password=True)
            self._engine = _engine(parsed, table())
        except ArgumentError as error:
            raise StoreUnwritable("not an address of a database", where="[store] url") from error
        except ModuleNotFoundError as error:
            raise StoreUnwritable(f"its driver is not installed: {error.name}", where=url.split(":", 1)[0]) from error
        except OSError as error:
            raise StoreUnwritable(f"its directory cannot be made: {error.strerror}", where=self.where) from error
        self.trouble: StoreError | None = None
        """Why the last ``write`` failed; ``None`` once another one has gone well."""
        self._single = isinstance(self._engine.pool, StaticPool)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._readers = self._writer if self._single else ThreadPoolExecutor(4, thread_name_prefix="store-reader")
        self._reads = Together(session=self.reading, pool=self._readers)
        self._writes = Together(session=self._noting, pool=self._writer)

    @property
    def engine(self) -> Engine:
        """For migrations and for looking at query plans."""
        return self._engine

    @contextmanager
    def _begin(self, *, writes: bool, lasting: bool = True) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection, connection.begin():
                _open(connection, writes=writes, lasting=lasting)
                yield connection
        except DatabaseError as error:
            raise self._mapped(error) from error

    def _mapped(self, error: DatabaseError) -> StoreError:
        said = str(error.orig).lower()
        for sign, kind, advice in _MEANINGS:
            if sign in said:
                return kind(advice, where=self.where)
        return StoreError(f"the database refused: {error.orig}", where=self.where)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self._begin(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: committed at the end, rolled back whole when anything raises."""
        with self._begin(writes=True) as connection:
            yield connection

    @contextmanager
    def _noting(self) -> Iterator[Connection]:
        """One that writes what may be found out again: see ``write``."""
        with self._begin(writes=True, lasting=False) as connection:
            yield connection

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """A connection without a transaction: for what SQLite refuses inside of one."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            raise self._mapped(error) from error

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in a reading transaction, off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._in, self.reading, work)

    async def read_together(self, work: Callable[[Connection], T]) -> T:
        """Run small ``work`` in a reading transaction that it may share with other such work."""
        return await self._reads.run(work)

    async def write_together(self, work: Callable[[Connection], T]) -> T:
        """Run small ``work``, which may be done twice and need not last, in a transaction that it may share."""
        return await self._watched(self._writes.run(work))

    async def write(self, work: Callable[[Connection], T], *, lasting: bool = True) -> T:
        """Run ``work`` in a writing transaction, off the event loop, one at a time.

        Where it need not be ``lasting``, its commit does not wait for the disk: a power cut may take it away, alone or with
        others like it, but never what came after it and was lasting. That is for what would be asked and read again then, and
        upon which nothing outside of the database rests: what is decided, sent, or done by a person always lasts.
        """
        session = self.writing if lasting else self._noting
        return await self._watched(asyncio.get_running_loop().run_in_executor(self._writer, self._in, session, work))

    async def _watched(self, writing: Awaitable[T]) -> T:
        try:
            done = await writing
        except StoreError as error:
            if not isinstance(error, Stale):
                self.trouble = error
            raise
        self.trouble = None
        return done

    async def prove(self, work: Callable[[Connection], T]) -> T:
        """The same for whoever only looks whether writing works: it changes nothing about ``trouble``."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._in, self.writing, work)

    @staticmethod
    def _in(session: Callable[[], Any], work: Callable[[Connection], T]) -> T:
        with session() as connection:
            return work(connection)

    def close(self) -> None:
        """Wait for what is under way, then let go of every connection."""
        self._writer.shutdown()
        self._readers.shutdown()
        self._engine.dispose()


def inserted(connection: Connection, statement: Insert, values: Mapping[str, object] | None = None) -> int:
    """Insert one row; its id. ``values``: the row, where the statement does not hold it."""
    key = connection.execute(statement, values).inserted_primary_key
    if key is None:
        raise StoreError("a row was inserted without an id", where=str(statement.table))
    return int(key[0])
