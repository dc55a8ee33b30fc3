"""Killed while it writes: what was acknowledged is there, and a schema is the old one or the new one."""

import json
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from service.store.schema import newest, prepare, version_of
from service.store.session import Store
from tests.standins.slack import ROOT

SEED = 20241030


def killed_while_committing(path: Path, rounds: int) -> tuple[int, int]:
    """Rows that were acknowledged, and rows of these that are missing, after so many writers died."""
    chance = random.Random(SEED)
    told: set[int] = set()
    for _ in range(rounds):
        command = [sys.executable, "-m", "tests.robustness.writer", str(path)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "up\n"
            time.sleep(chance.uniform(0.02, 0.2))
            process.send_signal(signal.SIGKILL)
            told |= {int(line) for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")}
    with closing(connect(path)) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        kept = {int(family) for (family,) in base.execute("SELECT family FROM family_heads")}
    return len(told), len(told - kept)


def test_no_acknowledged_row_is_lost_when_its_writer_is_killed(tmp_path: Path) -> None:
    """G02: kill -9 a few times in the middle of commits: nothing missing, every page whole."""
    acknowledged, missing = killed_while_committing(tmp_path / "a.db", 4)
    assert missing == 0
    assert acknowledged > 0


@pytest.mark.soak
def test_no_acknowledged_row_is_lost_in_forty_kills(tmp_path: Path) -> None:
    """G02: forty times."""
    acknowledged, missing = killed_while_committing(tmp_path / "a.db", 40)
    print(f"forty kills: {acknowledged} rows acknowledged, {missing} missing")
    assert missing == 0


def test_a_migration_killed_after_any_statement_leaves_the_old_schema_or_the_new(tmp_path: Path) -> None:
    """G11: killed after each of its statements in turn: nothing between, and the next start makes it whole."""
    command = [sys.executable, "-m", "tests.robustness.migrator", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    ends = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(ends) > 20
    assert {end["signal"] for end in ends[:-1]} == {signal.SIGKILL}
    found = [schema(tmp_path / str(end["nth"]) / "a.db") for end in ends]
    assert set(found) == {"nothing", newest()}
    assert found[-1] == newest()
    for nth in (1, len(ends) // 2, len(ends) - 1):
        store = Store(f"sqlite:///{tmp_path}/{nth}/a.db")
        prepare(store)
        store.close()
        assert schema(tmp_path / str(nth) / "a.db") == newest()


def schema(path: Path) -> str:
    """Its step; ``nothing`` where there is not a single table."""
    store = Store(f"sqlite:///{path}")
    try:
        with store.reading() as c:
            tables = c.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'table'").scalar_one()
            version = version_of(c)
    finally:
        store.close()
    assert (tables == 0) == (version is None), f"{path}: {tables} tables, schema {version}"
    return version or "nothing"
