"""Backups: one snapshot under load, checked; a restore that keeps the old file and sends nothing that may have been sent."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.delivery import DeliveryState
from service.store.articles import add_article
from service.store.audits import Act
from service.store.backup import Guard, back_up, held, restore
from service.store.errors import SchemaUnknown, StoreBroken, StoreBusy, StoreError, StoreUnwritable
from service.store.leases import Bid, acquire
from service.store.outbox import NewAlert, enqueue, next_of, record_alert
from service.store.schema import prepare
from service.store.session import Connection, Store
from tests.contracts.builders import NOW, a_message, article

LATER = NOW + timedelta(hours=1)
ACT = Act(who="ada", why="test", at=LATER)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(url(tmp_path / "a.db"))
    prepare(made)
    yield made
    made.close()


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def guard(*dead: str) -> Guard:
    return Guard(lease="posting", gone=lambda name: name in dead)


def alert(c: Connection, key: str) -> None:
    """An alert on its way to one channel."""
    item = add_article(c, article(key, key), NOW)
    made = record_alert(c, NewAlert(key=key, revision=item.revision, rank=2, shadow=False), NOW)
    enqueue(c, "C0ALERTS", a_message(f"{key}-C0ALERTS"), NOW, alert_id=made)


def keys(path: Path) -> set[str]:
    found = Store(url(path))
    with found.reading() as c:
        rows = set(c.exec_driver_sql("SELECT key FROM alerts").scalars())
    found.close()
    return rows


def test_a_backup_under_load_holds_every_alert_committed_before_it_began(store: Store, tmp_path: Path) -> None:
    """G14: while another thread commits without a pause: each backup opens, passes its check, and misses none of the earlier."""
    committed: list[str] = []
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            key = f"A{len(committed)}"
            with store.writing() as c:
                alert(c, key)
            committed.append(key)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            before = set(committed)
            target = tmp_path / f"b{number}.db"
            found = back_up(store, target, force=False)
            assert before <= keys(target)
            assert found.alerts == len(keys(target))
    finally:
        stop.set()
        writer.join()
    assert len(committed) > 5
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


def test_a_backup_replaces_nothing_unless_it_is_told_to(store: Store, tmp_path: Path) -> None:
    """The file that is there stays as it is; with force it is replaced by a whole one."""
    target = tmp_path / "b.db"
    target.write_bytes(b"mine")
    with pytest.raises(StoreUnwritable, match=r"b\.db"):
        back_up(store, target, force=False)
    assert target.read_bytes() == b"mine"
    back_up(store, target, force=True)
    assert keys(target) == set()


def test_a_backup_into_a_place_that_is_none_names_it(store: Store, tmp_path: Path) -> None:
    """An error of the store's, not of the system's."""
    with pytest.raises(StoreError, match="nowhere"):
        back_up(store, tmp_path / "nowhere" / "b.db", force=False)


def backed_up(store: Store, path: Path, *names: str) -> None:
    """A backup with these alerts, after which one more was made."""
    for key in names:
        with store.writing() as c:
            alert(c, key)
    back_up(store, path, force=False)
    with store.writing() as c:
        alert(c, "later")
    store.close()


def test_a_restore_keeps_the_old_database_beside_it(store: Store, tmp_path: Path) -> None:
    """The ledger is the backup's again, and what was there is not lost."""
    backed_up(store, tmp_path / "b.db", "one")
    found, kept = restore(url(tmp_path / "a.db"), tmp_path / "b.db", guard(), ACT)
    assert kept is not None
    assert (found.alerts, keys(tmp_path / "a.db"), keys(kept)) == (1, {"one"}, {"one", "later"})


def test_after_a_restore_nothing_is_sent_that_was_not_searched_for(store: Store, tmp_path: Path) -> None:
    """G15: what the backup had on its way, and what it decides anew about articles from before, may stand in the channel."""
    backed_up(store, tmp_path / "b.db", "one")
    restore(url(tmp_path / "a.db"), tmp_path / "b.db", guard(), ACT)
    again = Store(url(tmp_path / "a.db"))
    with again.writing() as c:
        alert(c, "later")
        states = c.exec_driver_sql("SELECT key, state, attempted_at IS NOT NULL FROM outbox ORDER BY id").all()
        out = next_of(c, "C0ALERTS")
    again.close()
    assert [tuple(row) for row in states] == [("one-C0ALERTS", "unknown", 1), ("later-C0ALERTS", "unknown", 1)]
    assert out is not None
    assert out.delivery.state is DeliveryState.UNKNOWN


def test_an_old_article_that_is_judged_after_a_restore_is_searched_for_first(store: Store, tmp_path: Path) -> None:
    """G15: its alert may have been sent between the backup and the restore; that of an article from later cannot."""
    backed_up(store, tmp_path / "b.db", "one")
    restore(url(tmp_path / "a.db"), tmp_path / "b.db", guard(), ACT)
    again = Store(url(tmp_path / "a.db"))
    with again.writing() as c:
        for key, published in (("old", NOW), ("new", LATER + timedelta(minutes=5))):
            item = add_article(c, article(key, key), LATER)
            c.exec_driver_sql(
                "UPDATE revisions SET published = ? WHERE id = ?", (int(published.timestamp() * 1_000_000), item.revision)
            )
            made = record_alert(c, NewAlert(key=key, revision=item.revision, rank=2, shadow=False), LATER)
            enqueue(c, "C0ALERTS", a_message(key), LATER + timedelta(minutes=10), alert_id=made)
        states = c.exec_driver_sql("SELECT key, state FROM outbox ORDER BY id DESC LIMIT 2").all()
    again.close()
    assert {tuple(row) for row in states} == {("old", "unknown"), ("new", "ready")}


def test_a_restore_waits_for_no_daemon_and_harms_none(store: Store, tmp_path: Path) -> None:
    """While one holds the right to post nothing is touched; once it is known to be dead the restore goes on."""
    bid = Bid(holder="here:1:1", ttl=timedelta(minutes=1), gone=lambda _: False)
    with store.writing() as c:
        acquire(c, "posting", bid, LATER)
    backed_up(store, tmp_path / "b.db")
    with pytest.raises(StoreBusy, match="daemon"):
        restore(url(tmp_path / "a.db"), tmp_path / "b.db", guard(), ACT)
    assert keys(tmp_path / "a.db") == {"later"}
    assert sorted(path.name for path in tmp_path.iterdir() if "before" in path.name or path.name.startswith(".")) == []
    restore(url(tmp_path / "a.db"), tmp_path / "b.db", guard("here:1:1"), ACT)
    assert keys(tmp_path / "a.db") == set()


def test_a_broken_database_is_replaced_and_kept_with_its_log(store: Store, tmp_path: Path) -> None:
    """What a restore is for: the damaged file is no obstacle, and stays for whoever wants to look at it."""
    backed_up(store, tmp_path / "b.db", "one")
    (tmp_path / "a.db").write_bytes(b"these are notes, not a database " * 100)
    _, kept = restore(url(tmp_path / "a.db"), tmp_path / "b.db", guard(), ACT)
    assert kept is not None
    assert (keys(tmp_path / "a.db"), kept.read_bytes()[:5]) == ({"one"}, b"these")


@pytest.mark.parametrize("fault", ["notes", "empty", "newer", "cut", "missing"])
def test_what_is_no_backup_changes_nothing(store: Store, tmp_path: Path, fault: str) -> None:
    """Another kind of file, an empty database, a newer schema, a file cut short, no file: named, and the database stays."""
    source = tmp_path / "b.db"
    backed_up(store, source, *(f"A{number}" for number in range(20)))
    if fault == "notes":
        source.write_bytes(b"these are notes, not a database " * 100)
    elif fault == "cut":
        source.write_bytes(source.read_bytes()[:-8192])
    elif fault == "missing":
        source.unlink()
    else:
        source.unlink() if fault == "empty" else None
        strange = Store(url(source))
        with strange.writing() as c:
            c.exec_driver_sql(
                "CREATE TABLE IF NOT EXISTS x (y)" if fault == "empty" else "UPDATE alembic_version SET version_num = '9'"
            )
        strange.close()
    with pytest.raises((StoreBroken, SchemaUnknown, StoreUnwritable), match=r"b\.db"):
        restore(url(tmp_path / "a.db"), source, guard(), ACT)
    assert "later" in keys(tmp_path / "a.db")
    assert [path.name for path in tmp_path.iterdir() if "before" in path.name or path.name.startswith(".")] == []


def test_a_row_that_belongs_to_nothing_fails_the_check(store: Store) -> None:
    """Pages may be whole and the ledger not."""
    with store.outside() as c:
        c.exec_driver_sql("PRAGMA foreign_keys=OFF")
        c.exec_driver_sql(
            "INSERT INTO fact_values (fact_id, norm, claim, status, learned_at) VALUES (7, 'x', '{}', 'reported', 0)"
        )
        c.exec_driver_sql("PRAGMA foreign_keys=ON")
    with pytest.raises(StoreBroken, match="fact_values"):
        held(store)
