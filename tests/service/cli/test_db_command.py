"""``writethru db``: upgrade, backup, restore and check of the database, as commands."""

import pytest

from service import process
from service.clock import Clock
from service.flow.kit import LEASE, POSTING
from service.store.leases import Bid, acquire
from service.store.schema import newest
from service.store.session import Store
from tests.service.cli.scene import Cli, done, refused

ADD = ("facts", "add", "--kind", "agency", "--vendor", "Meta", "--agency", "NASA", "--stage", "adopted")


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """A ledger without a baseline."""
    cli.file("writethru.toml", 'watchlist = "none"\n[ledger]\nbaseline = "none"\n')
    return cli


def test_a_new_database_is_made_and_said_to_be_whole(desk: Cli) -> None:
    """Upgrade tells from which schema to which; before it, a check finds none."""
    assert "no schema" in refused(desk, "db", "check")
    assert f"schema none, now {newest()}" in done(desk, "db", "upgrade")
    assert f"schema {newest()}, now {newest()}" in done(desk, "db", "upgrade")
    assert "whole, 0 facts" in done(desk, "db", "check")


def test_a_backup_brings_back_what_was_lost(desk: Cli) -> None:
    """And the database of before the restore is named."""
    done(desk, *ADD)
    assert "1 facts" in done(desk, "db", "backup", "b.db")
    done(desk, "facts", "retract", "F-1")
    assert "is kept as" in done(desk, "db", "restore", "b.db", "--by", "ada")
    assert [row["status"] for row in desk.lines("facts", "list")] == ["confirmed"]
    assert "--force" in refused(desk, "db", "backup", "b.db")


def test_a_restore_refuses_while_a_daemon_runs(desk: Cli) -> None:
    """This very process stands in for it: it holds the right to post, and lives."""
    done(desk, *ADD)
    done(desk, "db", "backup", "b.db")
    store = Store(f"sqlite:///{desk.folder}/var/writethru.db")
    with store.writing() as c:
        acquire(c, POSTING, Bid(holder=process.name(), ttl=LEASE, gone=process.gone), Clock().now())
    store.close()
    assert "a daemon works on this database" in refused(desk, "db", "restore", "b.db")


def test_a_damaged_database_is_named(desk: Cli) -> None:
    """One line, exit code 1, what to do."""
    desk.file("var/writethru.db", "these are notes, not a database " * 100)
    assert "restore a backup" in refused(desk, "db", "check")
    assert "is no database" in refused(desk, "db", "restore", "var/writethru.db")
