"""The schema, the file, and what is said when one of them is not as it must be."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from service.store import migrations, schema
from service.store.errors import SchemaUnknown, StoreBroken, StoreError, StoreUnwritable
from service.store.schema import newest, prepare
from service.store.session import Connection, Store
from service.store.tables.whole import metadata


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_the_migrated_schema_is_the_declared_one(tmp_path: Path) -> None:
    """After all migrations nothing is left to generate: no table, column, index or constraint differs."""
    store = Store(url(tmp_path / "a.db"))
    prepare(store)
    with store.reading() as c:
        assert compare_metadata(MigrationContext.configure(c), metadata) == []
    store.close()


def test_the_newest_step_is_the_one_that_alembic_ends_at() -> None:
    """A start on the newest schema reads the steps' own files and asks nobody."""
    assert [newest()] == ScriptDirectory(str(Path(schema.__file__).parent / "migrations")).get_heads()


def test_preparing_twice_changes_nothing(tmp_path: Path) -> None:
    """A second start finds its schema and goes on."""
    store = Store(url(tmp_path / "a.db"))
    prepare(store)
    prepare(store)
    with store.reading() as c:
        assert c.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [newest()]
    store.close()


def test_every_promise_to_the_disk_is_on(tmp_path: Path) -> None:
    """Write-ahead log, full synchronisation, foreign keys and five seconds of patience hold on every connection."""
    store = Store(url(tmp_path / "a.db"))
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with store.reading() as c:
        found = [c.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]
    store.close()
    assert found == ["wal", 2, 1, 5000]


async def test_only_what_would_be_found_out_again_does_not_wait_for_the_disk(tmp_path: Path) -> None:
    """And whatever comes after it does: a decision, an intent to send and what a person does survive a power cut."""
    store = Store(url(tmp_path / "a.db"))

    def level(c: Connection) -> object:
        return c.exec_driver_sql("PRAGMA synchronous").scalar_one()

    found = [await store.write(level), await store.write(level, lasting=False), await store.write(level)]
    with store.writing() as c:
        found.append(level(c))
    store.close()
    assert found == [2, 1, 2, 2]


def test_a_newer_schema_is_refused_by_name(tmp_path: Path) -> None:
    """G12, G13: a database of a later program is left alone, and the error says which schema it has."""
    store = Store(url(tmp_path / "a.db"))
    prepare(store)
    with store.writing() as c:
        c.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaUnknown, match="9999"):
        prepare(store)
    store.close()


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    """G04: another kind of file is named and left as it is."""
    path = tmp_path / "notes.db"
    path.write_bytes(b"these are notes, not a database, and there are enough of them to fill a header " * 20)
    before = path.read_bytes()
    store = Store(url(path))
    with pytest.raises(StoreBroken, match=r"notes\.db"):
        prepare(store)
    store.close()
    assert path.read_bytes() == before


def test_a_damaged_page_is_found_at_the_start(tmp_path: Path) -> None:
    """G03: four kilobytes overwritten in the middle are found before anything is polled."""
    path = tmp_path / "a.db"
    store = Store(url(path))
    prepare(store)
    with store.writing() as c:
        for number in range(3000):
            c.execute(text("INSERT INTO family_heads (family, version) VALUES (:f, 1)"), {"f": f"family-{number:05d}-{'x' * 40}"})
    with store.engine.connect() as c:
        c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    body = bytearray(path.read_bytes())
    middle = len(body) // 2 // 4096 * 4096
    body[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(body)
    broken = Store(url(path))
    with pytest.raises(StoreBroken, match=r"a\.db"):
        prepare(broken)
    broken.close()


def test_a_directory_that_is_a_file_is_named(tmp_path: Path) -> None:
    """A place where no directory can be made is said at once."""
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StoreUnwritable, match="taken"):
        Store(url(tmp_path / "taken" / "a.db"))


@pytest.mark.parametrize("address", ["nonsense", "mysql+nodriver://host/db", "postgresql+psycopg://u:secret@host/db"])
def test_an_address_that_cannot_be_used_is_named_without_its_password(address: str) -> None:
    """No database behind an address: said so, and no password in what is said."""
    with pytest.raises(StoreError) as caught:
        Store(address)
    assert "secret" not in str(caught.value)


def test_articles_stored_before_are_known_under_their_addresses(tmp_path: Path) -> None:
    """Of two that are one in another spelling the first one is; an item without an address has none."""
    store = Store(url(tmp_path / "a.db"))
    urls = ("http://www.a.example/x-1", "https://a.example/x-1", "https://a.example/y", "entry:1:guid:z")
    with store.writing() as c:
        settings = Config()
        settings.set_main_option("script_location", str(Path(migrations.__file__).parent))
        settings.attributes["connection"] = c
        command.upgrade(settings, "0010")
        for address in urls:
            row = f"('{address}', 'A', 0, 'done', 0, 0, 0, 'article', 0, 0)"
            named = "url, outlet, shadow, state, due, attempts, first_seen, kind, unheard, visits"
            c.execute(text(f"INSERT INTO articles ({named}) VALUES {row}"))
    prepare(store)
    with store.reading() as c:
        found = c.execute(text("SELECT place, article_id FROM addresses ORDER BY place")).all()
    store.close()
    assert [tuple(row) for row in found] == [("a.example/x-1", 1), ("a.example/y", 3)]
