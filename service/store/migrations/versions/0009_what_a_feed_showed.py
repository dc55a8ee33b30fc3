"""marks of what a feed showed, what of an address is watched, and the feed that a page named.

Pre: runs before the program starts. Feeds that were polled before have no marks: their next change is parsed whole, once.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.add_column("feeds", sa.Column("marks", sa.LargeBinary()))
    op.add_column("feeds", sa.Column("view", sa.Text()))
    op.add_column("feeds", sa.Column("found", sa.String()))
