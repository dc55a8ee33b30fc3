"""Files that are not as they must be: a start is refused with one line that names the file, and nothing is changed."""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from sqlite3 import connect

import pytest

from service.clock import Clock
from service.store.articles import add_article
from service.store.audits import Act
from service.store.backup import Guard, back_up, restore
from service.store.errors import StoreBroken, StoreError, StoreFull
from service.store.schema import prepare
from service.store.session import Store
from tests.contracts.builders import NOW, article
from tests.robustness.house import Street, come, house
from tests.robustness.lowered import NOBODY
from tests.standins.slack import ROOT

ACT = Act(who="ada", why="test", at=NOW)
ALONE = Guard(lease="posting", gone=lambda _: False)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A folder that another user can reach, with a ledger that was killed in use: its log and the log's index lie beside it."""

    folder: Path

    @property
    def base(self) -> Path:
        return self.folder / "var" / "a.db"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.base}"

    def beside(self, suffix: str) -> Path:
        return self.base.with_name(self.base.name + suffix)

    def run(self, module: str) -> "subprocess.CompletedProcess[str]":
        """``writethru run`` on it, which is to end by itself."""
        command = [sys.executable, "-m", module, "run", "--config", str(self.folder / "writethru.toml")]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def place() -> Iterator[Place]:
    folder = Path(tempfile.mkdtemp(prefix="writethru-test-"))
    folder.chmod(0o755)
    made = Place(folder=folder)
    made.base.parent.mkdir()
    (folder / "writethru.toml").write_text(
        f'watchlist = "none"\n[store]\nurl = "{made.url}"\n[ledger]\nbaseline = "none"\n[health]\nlisten = ""\n', encoding="utf-8"
    )
    in_use(made.base)
    yield made
    for path in (made.base.parent, *made.base.parent.iterdir()):
        path.chmod(0o755)
    shutil.rmtree(folder)


def in_use(base: Path, rows: int = 400) -> None:
    """A ledger as kill -9 leaves it: half of its rows are in the file, half in the log alone."""
    store = Store(f"sqlite:///{base}")
    prepare(store)
    fill(store, 0, rows // 2)
    with store.outside() as c:
        c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    fill(store, rows // 2, rows)
    kept = {suffix: base.with_name(base.name + suffix).read_bytes() for suffix in ("", "-wal", "-shm")}
    store.close()
    for suffix, body in kept.items():
        base.with_name(base.name + suffix).write_bytes(body)


def fill(store: Store, first: int, last: int) -> None:
    with store.writing() as c:
        for number in range(first, last):
            c.exec_driver_sql("INSERT INTO family_heads (family, version) VALUES (?, 1)", (f"family-{number}-{'x' * 60}",))


def heads(base: Path) -> int:
    with closing(connect(base)) as connection:
        return int(connection.execute("SELECT count(*) FROM family_heads").fetchone()[0])


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def page_lost(place: Place) -> None:
    closed(place)
    with place.base.open("r+b") as file:
        file.seek(place.base.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xff" * 4096)


def notes(place: Place) -> None:
    place.base.write_bytes(b"these are notes, not a database " * 500)
    for suffix in ("-wal", "-shm"):
        place.beside(suffix).unlink()


def log_lost(place: Place) -> None:
    place.beside("-wal").unlink()


def newer(place: Place) -> None:
    with closing(connect(place.base)) as base:
        base.execute("UPDATE alembic_version SET version_num = '9999'")
        base.commit()


def branched(place: Place) -> None:
    with closing(connect(place.base)) as base:
        base.execute("INSERT INTO alembic_version VALUES ('a1b2c3d4')")
        base.commit()


def closed(place: Place) -> None:
    """Ended well: everything is in the file."""
    with closing(connect(place.base)) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        pytest.param(page_lost, "damaged", id="G03"),
        pytest.param(notes, "no database", id="G04"),
        pytest.param(log_lost, "a.db-wal is gone", id="G05"),
        pytest.param(newer, "schema 9999", id="G12"),
        pytest.param(branched, "schema a1b2c3d4", id="G13"),
    ],
)
def test_a_ledger_that_cannot_be_trusted_is_not_opened(place: Place, break_it: Callable[[Place], None], told: str) -> None:
    """G03, G04, G05, G12, G13: a page overwritten, no database, its log deleted, a newer schema, an unknown second head."""
    break_it(place)
    before = bytes_of(place.base.parent)
    done = place.run("service")
    lines = [line for line in done.stderr.splitlines() if line.startswith("writethru: ")]
    assert (done.returncode, len(lines), "Traceback" in done.stderr) == (1, 1, False), done.stderr
    assert told in lines[0]
    assert str(place.base) in lines[0]
    after = bytes_of(place.base.parent)
    assert after["a.db"] == before["a.db"] or break_it in {newer, branched}  # whose log was brought in, which changes no row


def test_a_ledger_whose_log_is_lost_goes_on_as_a_backup_would(place: Place) -> None:
    """G05: its own file restored: what is left of it, what was on its way in doubt, the remains kept beside it."""
    log_lost(place)
    with pytest.raises(StoreBroken, match="db restore"):
        Store(place.url)
    _, kept = restore(place.url, place.base, ALONE, ACT)
    assert heads(place.base) == 200
    assert kept is not None
    with closing(connect(place.base)) as base:
        assert base.execute("SELECT count(*) FROM restores").fetchone() == (1,)


def test_a_ledger_killed_in_use_is_opened_with_all_that_was_committed(place: Place) -> None:
    """G05: the log beside its file is the ledger's other half; its index, which is gone, is made anew."""
    place.beside("-shm").unlink()
    store = Store(place.url)
    prepare(store)
    store.close()
    assert heads(place.base) == 400


def index_read_only(place: Place) -> Path:
    for path in (place.base.parent, place.base, place.beside("-wal")):
        give(path)
    place.beside("-shm").chmod(0o444)
    return place.base


def folder_read_only(place: Place) -> Path:
    for path in place.base.parent.iterdir():
        path.unlink()
    place.base.parent.chmod(0o555)
    return place.base


def anothers(place: Place) -> Path:
    give(place.base.parent)
    place.base.chmod(0o600 if os.geteuid() == 0 else 0o000)
    return place.base


def give(path: Path) -> None:
    """To the user that the daemon runs as."""
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(index_read_only, id="G06"),
        pytest.param(folder_read_only, id="G07"),
        pytest.param(anothers, id="G08"),
    ],
)
def test_a_ledger_that_may_not_be_written_is_named(place: Place, spoil: Callable[[Place], Path]) -> None:
    """G06, G07, G08: the log's index read-only, the folder read-only, the file another user's: said at once, nothing changed."""
    base = spoil(place)
    before = bytes_of(place.base.parent)
    done = place.run("tests.robustness.lowered")
    lines = [line for line in done.stderr.splitlines() if line.startswith("writethru: ")]
    assert (done.returncode, len(lines), "Traceback" in done.stderr) == (1, 1, False), done.stderr
    assert str(base) in lines[0]
    assert any(word in lines[0] for word in ("may not be written", "cannot be opened")), lines[0]
    assert bytes_of(place.base.parent) == before


def test_a_copy_of_the_file_alone_is_no_backup_and_ours_is_one(place: Place) -> None:
    """G14: half of the rows stand in the log: a copy passes every check without them; ``VACUUM INTO`` has them all."""
    shutil.copyfile(place.base, place.folder / "copy.db")
    statements: list[str] = []
    store = Store(place.url)
    with store.outside() as c:
        driver = c.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(statements.append)
    back_up(store, place.folder / "backup.db", force=False)
    store.close()
    assert heads(place.folder / "copy.db") == 200
    assert heads(place.folder / "backup.db") == 400
    assert any(one.startswith("VACUUM INTO") for one in statements)


def test_a_ledger_in_use_is_no_backup_to_restore_from(place: Place) -> None:
    """G14: its file would be taken without its log, and half of it lost unseen."""
    with pytest.raises(StoreBroken, match="db backup"):
        restore(f"sqlite:///{place.folder}/other.db", place.base, ALONE, ACT)
    assert not (place.folder / "other.db").exists()


async def test_an_old_backup_pings_nobody_again(street: Street) -> None:
    """G15: an alert was posted after the backup was made; restored and started, the daemon finds it in the channel."""
    settings = street.settings
    street.publish()
    async with house(settings) as running:
        await street.stand(1)
        back_up(running.app.kit.store, street.folder / "backup.db", force=False)
        street.publish()
        await street.stand(2)
    restore(f"sqlite:///{street.folder}/writethru.db", street.folder / "backup.db", ALONE, replace(ACT, at=Clock().now()))
    async with house(settings) as running:
        await come(lambda: running.rows("SELECT count(*) FROM outbox WHERE state = 'sent'") == [(2,)])
        street.publish()
        await street.stand(3)
    assert street.posts() == 3


def zipped(folder: Path) -> Path:
    path = folder / "backup.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../escaped.db", b"SQLite format 3\x00")
    return path


def tarred(folder: Path) -> Path:
    path = folder / "backup.tar"
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(link)
        inside = tarfile.TarInfo("link/escaped.db")
        inside.size = 16
        archive.addfile(inside, BytesIO(b"SQLite format 3\x00"))
    return path


def bomb(folder: Path) -> Path:
    path = folder / "backup.db"
    path.write_bytes(b"SQLite format 3\x00")
    os.truncate(path, shutil.disk_usage(folder).free + (1 << 30))
    return path


def directory(folder: Path) -> Path:
    path = folder / "backup"
    path.mkdir()
    return path


def pipe(folder: Path) -> Path:
    path = folder / "backup.fifo"
    os.mkfifo(path)
    return path


def device(folder: Path) -> Path:
    path = folder / "backup.zero"
    path.symlink_to("/dev/zero")
    return path


@pytest.mark.parametrize("make", [zipped, tarred, bomb, directory, pipe, device], ids=lambda make: make.__name__)
def test_nothing_but_a_database_is_restored(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    """G16: archives with names that climb out, or links; a file of nothing but holes; a folder, a pipe, a device: refused."""
    store = Store(f"sqlite:///{tmp_path}/a.db")
    prepare(store)
    with store.writing() as c:
        add_article(c, article("mine", "mine"), NOW)
    store.close()
    source = make(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(StoreFull if make is bomb else StoreBroken) as caught:
        restore(f"sqlite:///{tmp_path}/a.db", source, ALONE, ACT)
    assert isinstance(caught.value, StoreError)
    assert str(source) in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert not (tmp_path.parent / "escaped.db").exists()
    with closing(connect(tmp_path / "a.db")) as base:
        assert base.execute("SELECT count(*) FROM articles").fetchone() == (1,)
