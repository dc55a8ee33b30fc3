"""kinds of sources: an inventory is an origin of facts, and no article.

Pre: runs before the program starts. Whatever was stored before is an article, and a program of the step before would write
nothing else: the default tells both.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.add_column("articles", sa.Column("kind", sa.String(), nullable=False, server_default="article"))
