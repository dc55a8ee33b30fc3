"""G01: no room left. Nothing is sent that could not be written down, health is red, and everything goes on once there is room."""

import io
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError, connect

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError as SqlError

from service.health.__main__ import asked
from service.store.errors import StoreFull
from service.store.schema import prepare
from service.store.session import Connection, Store
from tests.journeys.test_daemon import outbox
from tests.journeys.test_health_of_a_daemon import free_port
from tests.robustness.house import Street, come, house
from tests.tools.daemons import Daemon, daemon, until

SMALL = 8 * 1024 * 1024
"""Bytes of the small disk: the empty ledger takes less than one of them."""


@contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    """A file system of its own at ``place``, where this machine lets us; whether it did."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path) -> Callable[[], None]:
    """Take every byte that is left; gives back what returns them."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65_536, 4096, 512, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
    return ballast.unlink


def bound(running: Daemon, place: Path) -> Callable[[], None]:
    """Let the daemon's files grow no further than the largest one is now; gives back what lets them."""
    _, hard = resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE)
    largest = min((place / name).stat().st_size for name in ("writethru.db", "writethru.db-wal"))
    resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (largest, hard))

    def unbound() -> None:
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (hard, hard))

    return unbound


@pytest.mark.parametrize("kind", ["disk", "limit"])
def test_a_full_disk_stops_sending_and_turns_red_until_there_is_room(
    street: Street, kind: str, record_property: Callable[[str, object], None]
) -> None:
    """G01: on a small disk of its own (where none can be mounted, under the other bound), and under a bound on its files."""
    with small_disk(street.folder / "disk") as mounted:
        small = kind == "disk" and mounted
        record_property("bound", "a small tmpfs" if small else "RLIMIT_FSIZE")
        place = street.folder / "disk" if small else street.folder
        listen = f"127.0.0.1:{free_port()}"
        text = street.settings.read_text(encoding="utf-8").replace(f"{street.folder}/writethru.db", f"{place}/writethru.db")
        (street.folder / "writethru.toml").write_text(text + f'[health]\nlisten = "{listen}"\n', encoding="utf-8")
        street.publish()
        with daemon(street.folder / "writethru.toml") as running:
            until(lambda: len(street.standing()) == 1)
            until(lambda: asked("ready", listen)[0])
            relieve = fill(place) if small else bound(running, place)
            street.publish()
            until(lambda: not asked("ready", listen)[0])
            said = asked("ready", listen)[1]
            assert "the database" in said or "disk" in said
            until(lambda: "disk" in running.said())
            assert running.process.poll() is None
            assert (len(street.standing()), street.posts()) == (1, 1)
            relieve()
            until(lambda: len(street.standing()) == 2)
            until(lambda: asked("ready", listen)[0])
            assert running.stop()[0] == 0
        assert outbox(place) == [("sent", 1)] * 2
        assert street.posts() == 2
        with closing(connect(place / "writethru.db")) as base:
            assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_a_database_that_may_not_grow_turns_red_until_it_may(street: Street, log: io.StringIO) -> None:
    """G01: SQLite's own bound on its pages: rows that are there can be changed, so only the failing work tells."""
    pages = [2**31 - 2]

    def bounded(connection: SqliteConnection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages[0]}")

    async with house(street.settings) as running:
        await running.green()
        event.listen(running.app.kit.store.engine, "checkout", bounded)
        pages[0] = 1  # below what is there: SQLite takes it for the present size
        street.publish(more="The rest of the meeting was about other things, of which little was said. " * 200)
        assert "no space left" in await running.red("database")
        assert (street.standing(), street.posts()) == ([], 0)
        assert "no space left" in log.getvalue()
        pages[0] = 2**31 - 2
        await street.stand(1)
        await running.green()
        assert running.rows("PRAGMA integrity_check") == [("ok",)]
    assert street.posts() == 1


@pytest.mark.parametrize("pages", [1, 5, 20])
def test_a_start_without_room_ends_with_its_reason_and_leaves_nothing_half_made(tmp_path: Path, pages: int) -> None:
    """G01: the schema is there whole or not at all, and a start with room makes it."""
    store = Store(f"sqlite:///{tmp_path}/a.db")

    def bounded(connection: SqliteConnection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(store.engine, "connect", bounded)
    with pytest.raises(StoreFull, match="no space left"):
        prepare(store)
    store.close()
    with closing(connect(tmp_path / "a.db")) as base:
        assert base.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    again = Store(f"sqlite:///{tmp_path}/a.db")
    prepare(again)
    again.close()


async def test_what_was_posted_when_the_disk_filled_is_found_and_not_sent_again(street: Street) -> None:
    """G01: the message stands, its outcome cannot be written: when there is room, history tells."""
    posted = Posted()

    def refuse(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if posted.full and statement == "BEGIN IMMEDIATE":
            raise SqlError(statement, None, OperationalError("database or disk is full"))

    event.listen(Engine, "before_cursor_execute", refuse)  # before any thread begins anything
    try:
        async with house(street.settings, failpoint=posted) as running:
            await running.green()
            street.publish()
            await come(lambda: posted.full)
            await running.red("database")
            posted.full, posted.over = False, True
            await come(lambda: running.rows("SELECT state FROM outbox") == [("sent",)])
    finally:
        event.remove(Engine, "before_cursor_execute", refuse)
    assert (len(street.standing()), street.posts()) == (1, 1)


class Posted:
    """Lets the disk fill up as soon as a message stands."""

    def __init__(self) -> None:
        self.full = self.over = False

    def reach(self, name: str) -> None:
        self.full = not self.over and (self.full or name == "deliver:posted")
