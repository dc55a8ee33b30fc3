"""The only caller of Alembic, which is loaded where a schema is not the newest: most starts do without its tenth of a second."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

_SCRIPTS = Path(__file__).parent / "migrations"


def to_newest(connection: Connection) -> None:
    """Bring the schema to its newest step, in the transaction of ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
