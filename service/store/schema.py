"""Is the database sound, and is its schema ours? Migrations run in one transaction: the old schema or the new, never between."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from service.store.errors import SchemaUnknown, StoreBroken
from service.store.session import Store

_SCRIPTS = Path(__file__).parent / "migrations"


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
        command.upgrade(_config(connection), "head")


def version_of(connection: Connection) -> str | None:
    """The schema's step; ``None`` for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The step that this program works with."""
    return str(ScriptDirectory(str(_SCRIPTS)).get_current_head())


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
    known = {script.revision for script in ScriptDirectory(str(_SCRIPTS)).walk_revisions()}
    heads = set(MigrationContext.configure(connection).get_current_heads())
    if heads - known:
        raise SchemaUnknown(
            f"its schema {', '.join(sorted(heads - known))} is newer than this program or foreign; "
            "use the program that wrote it, or another file",
            where=where,
        )


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config
