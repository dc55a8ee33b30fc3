"""Where a ledger may lie: in a file, on a disk of this machine."""

import io
from pathlib import Path

import pytest

from service.app import Outside, assembled
from service.doctor import Level, latest_of, stored
from service.reference import shipped
from service.settings import Settings, load
from service.store.errors import StoreRemote
from service.store.places import REMOTE, mounts
from service.store.session import Store
from service.tomlfile import SettingsError


def table(kind: str, place: Path) -> str:
    """What the kernel says of a machine on which ``place`` is of this kind."""
    return f"22 1 254:1 / / rw,relatime - ext4 /dev/root rw\n30 22 0:40 / {place} rw - {kind} somewhere:/export rw\n"


def test_a_ledger_in_postgresql_is_refused_with_its_reason(tmp_path: Path) -> None:
    """G17: an address of PostgreSQL is not taken yet: said with file and line, without its password."""
    path = tmp_path / "writethru.toml"
    path.write_text('[store]\nurl = "postgresql+psycopg://desk:ca4ary@db.example/desk"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path, {})
    assert f"{path}:2: store.url: is no file of SQLite, which is all that this version keeps its ledger in" in str(caught.value)
    assert "ca4ary" not in str(caught.value)


@pytest.mark.parametrize("kind", sorted(REMOTE))
async def test_a_daemon_does_not_start_on_a_network_file_system(tmp_path: Path, kind: str) -> None:
    """G18: the write-ahead log would break there: named; doctor says the same, of a database that was not made."""
    url = f"sqlite:///{tmp_path}/var/a.db"
    outside = Outside(reference=shipped(), mounts=lambda: table(kind, tmp_path))
    settings = Settings(store_url=url, watchlist="none", baseline="none")
    with pytest.raises(StoreRemote, match=f"lies on {kind}, where a write-ahead log breaks"):
        async with assembled(settings, io.StringIO(), outside):
            pass
    found = [one for one in stored(url, lambda _: 10**12, table(kind, tmp_path)) if one.name == "file system"]
    assert [(one.level, kind in one.what) for one in found] == [(Level.FAIL, True)]
    assert latest_of(url) is None


def test_a_link_does_not_hide_where_a_ledger_lies(tmp_path: Path) -> None:
    """G18: what counts is where the file is."""
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    with pytest.raises(StoreRemote):
        Store(f"sqlite:///{tmp_path}/near/a.db", lambda: table("nfs4", tmp_path / "far"))


def test_this_machines_own_table_is_read() -> None:
    """G18: without anything handed in the kernel is asked; its root is there."""
    assert any(line.split(" ")[4] == "/" for line in mounts().splitlines())
