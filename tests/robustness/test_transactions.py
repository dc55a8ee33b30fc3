"""G09, G10: who writes says so first, and a lock that somebody else holds costs time and nothing more."""

import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import connect

import pytest
from sqlalchemy import event

from service.store.errors import StoreBusy
from service.store.schema import prepare
from service.store.session import Store
from tests.robustness.house import Street, come, house

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP)\b", re.IGNORECASE)


@dataclass(kw_only=True)
class Trace:
    """What every connection was told, each with the transaction in which it was."""

    begun: dict[int, str] = field(default_factory=dict)
    writes: list[tuple[str, str]] = field(default_factory=list)
    reads: int = 0

    def watch(self, store: Store) -> None:
        """From the next connection on; those of before are closed."""
        store.engine.dispose()
        event.listen(store.engine, "connect", self._connected)

    def _connected(self, connection: SqliteConnection, _record: object) -> None:
        number = id(connection)

        def seen(statement: str) -> None:
            word = statement.strip().upper()
            if word.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
                self.begun[number] = word if word.startswith("BEGIN") else ""
            elif WRITES.match(statement):
                self.writes.append((self.begun.get(number, ""), statement))
            else:
                self.reads += 1

        connection.set_trace_callback(seen)


async def test_every_write_of_a_day_began_as_one(street: Street) -> None:
    """G09: schema, poll, read, judge, deliver and health: SQLite's own trace shows no write outside of BEGIN IMMEDIATE."""
    trace = Trace()
    store = Store(f"sqlite:///{street.folder}/writethru.db")
    trace.watch(store)
    prepare(store)
    store.close()
    assert any("CREATE TABLE" in statement for _, statement in trace.writes)
    async with house(street.settings) as running:
        trace.watch(running.app.kit.store)
        street.publish()
        await street.stand(1)
        await running.green()
    tables = {match[1] for _, one in trace.writes if (match := re.match(r"(?:INSERT INTO|UPDATE) (\w+)", one))}
    assert {"articles", "revisions", "facts", "alerts", "outbox", "feeds", "leases"} <= tables
    assert [one for one in trace.writes if one[0] != "BEGIN IMMEDIATE"] == []
    assert trace.reads > 0


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Somebody else writes, and does not end."""
    with closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def impatient(store: Store, milliseconds: int) -> None:
    """Waits for a lock no longer than this, so that a test need not."""

    def bounded(connection: SqliteConnection, *_: object) -> None:
        connection.execute(f"PRAGMA busy_timeout = {milliseconds}")

    event.listen(store.engine, "checkout", bounded)


def test_a_lock_is_waited_for_and_then_named(tmp_path: Path) -> None:
    """G10: held for longer than the patience it is an error that may be tried again; held for less it costs the wait."""
    path = tmp_path / "a.db"
    store = Store(f"sqlite:///{path}")
    prepare(store)
    impatient(store, 200)
    with locked(path):
        with pytest.raises(StoreBusy, match="another process holds the database") as caught, store.writing():
            pass
        assert caught.value.retryable
        assert str(path) in str(caught.value)
        with store.reading() as c:
            assert c.exec_driver_sql("SELECT count(*) FROM facts").scalar_one() == 0
    impatient(store, 20_000)
    holding, done = threading.Event(), threading.Event()

    def hold() -> None:
        with locked(path):
            holding.set()
            done.wait(0.5)

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait()
    with store.writing() as c:
        c.exec_driver_sql("INSERT INTO family_heads (family, version) VALUES ('a', 1)")
    thread.join()
    store.close()


async def test_a_database_that_is_locked_for_long_holds_everything_and_loses_nothing(street: Street) -> None:
    """G10: for many times the patience: red meanwhile, nothing sent, nothing held against the article, then all of it once."""
    async with house(street.settings) as running:
        await running.green()
        impatient(running.app.kit.store, 100)
        with locked(street.folder / "writethru.db"):
            street.publish()
            assert "another process holds the database" in await running.red("database")
            assert street.posts() == 0
        await street.stand(1)
        await running.green()
        assert running.rows("SELECT attempts, error FROM articles") == [(0, None)]


async def test_a_lock_between_a_message_and_its_record_doubles_nothing(street: Street) -> None:
    """G10: it stands in the channel, which could not be written down: found there afterwards, not sent again."""
    lock = Lock(street.folder / "writethru.db")
    async with house(street.settings, failpoint=lock) as running:
        impatient(running.app.kit.store, 100)
        street.publish()
        await come(lambda: lock.held)
        await running.red("database")
        lock.free()
        await come(lambda: running.rows("SELECT state FROM outbox") == [("sent",)])
    assert (len(street.standing()), street.posts()) == (1, 1)


class Lock:
    """Somebody else takes the database as soon as a message stands."""

    def __init__(self, path: Path) -> None:
        self._other = connect(path, isolation_level=None, check_same_thread=False)
        self.held = False

    def reach(self, name: str) -> None:
        if name == "deliver:posted" and not self.held:
            self._other.execute("BEGIN IMMEDIATE")
            self.held = True

    def free(self) -> None:
        self._other.execute("ROLLBACK")
        self._other.close()
