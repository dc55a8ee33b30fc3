"""Is the database sound, and is its schema ours? Migrations run in one transaction: the old schema or the new, never between."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from service.store.errors import SchemaUnknown, StoreBroken
from service.store.session import Store
from watchers.confine.named import Named

if TYPE_CHECKING:
    from service.store.migrating import to_newest
else:
    to_newest = Named("service.store.migrating:to_newest")  # Alembic is loaded where there is something to be done

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_STEP = re.compile(r'^(revision|down_revision) = "(.+)"$', re.MULTILINE)


def prepare(store: Store) -> None:
    """Check the file, then bring its schema to the newest step.

    Raises ``StoreBroken`` where SQLite's own check fails, ``SchemaUnknown`` for a schema that is newer or foreign.
    """
    with store.reading() as connection:
        check(connection, store.where)
    upgrade(store)


def upgrade(store: Store) -> None:
    """Bring the schema to the newest step, without checking the whole file. Raises ``SchemaUnknown``."""
    with store.writing() as connection:
        refuse_unknown(connection, store.where)
        if version_of(connection) != newest():
            to_newest(connection)


def version_of(connection: Connection) -> str | None:
    """The schema's step; ``None`` for an empty database."""
    return max(_heads(connection), default=None)


def newest() -> str:
    """The step that this program works with."""
    own, before = _steps()
    return max(own - before)


def _heads(connection: Connection) -> set[str]:
    """What Alembic wrote down: one step, where the schema is ours."""
    if not inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars())


@cache
def _steps() -> tuple[frozenset[str], frozenset[str]]:
    """Every step that this program knows, and those that another one follows."""
    found: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for path in _VERSIONS.glob("*.py"):
        for name, step in _STEP.findall(path.read_text(encoding="utf-8")):
            found[name].add(step)
    return frozenset(found["revision"]), frozenset(found["down_revision"])


def check(connection: Connection, where: str) -> None:
    """SQLite's quick check; it finds what counting rows does not. Other databases check themselves."""
    if connection.dialect.name != "sqlite":
        return
    found = _line(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    if found != "ok":
        raise StoreBroken(f"the database is damaged ({found}); restore a backup", where=where)


def check_whole(connection: Connection, where: str) -> None:
    """Every page, every index, every reference between tables. Raises ``StoreBroken``; other databases check themselves."""
    if connection.dialect.name != "sqlite":
        return
    found = _line(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one())
    if found != "ok":
        raise StoreBroken(f"the database is damaged ({found}); restore a backup", where=where)
    astray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if astray is not None:
        raise StoreBroken(
            f"a row of {astray[0]} belongs to a row of {astray[2]} that is not there; restore a backup", where=where
        )


def _line(said: str) -> str:
    """What SQLite found, on one line."""
    return " ".join(said.split())


def refuse_unknown(connection: Connection, where: str) -> None:
    """Raises ``SchemaUnknown`` for a schema that is newer than this program, or foreign."""
    known, _ = _steps()
    heads = _heads(connection)
    if heads - known:
        raise SchemaUnknown(
            f"its schema {', '.join(sorted(heads - known))} is newer than this program or foreign; "
            "use the program that wrote it, or another file",
            where=where,
        )
