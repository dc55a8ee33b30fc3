"""names and numbers of a text: what a retelling keeps is stored beside the sketch of its words.

Pre: runs before the program starts. Of what was read before nothing is known, and its kinship is told by its facts alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.add_column("revisions", sa.Column("asked", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("revisions", sa.Column("gist", sa.LargeBinary(), nullable=True))
