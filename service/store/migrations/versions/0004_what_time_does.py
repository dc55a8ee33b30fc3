"""what time does: articles are read again, values change their standing, alerts are taken back, texts shrink.

Pre: runs before the program starts. Whatever was stored before was read once, has its present standing since it was learned,
and has its whole text: the defaults tell it all.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.add_column("articles", sa.Column("unheard", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("articles", sa.Column("etag", sa.String(), nullable=True))
    op.add_column("articles", sa.Column("last_modified", sa.String(), nullable=True))
    op.add_column("articles", sa.Column("visits", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("articles", sa.Column("visit_due", sa.BigInteger(), nullable=True))
    op.add_column("articles", sa.Column("visit_fault", sa.Text(), nullable=True))
    op.create_index("ix_articles_visit_due", "articles", ["visit_due"])
    op.add_column("revisions", sa.Column("held", sa.String(), nullable=True))
    op.add_column("revisions", sa.Column("dropped", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("notice", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("shrunk_at", sa.BigInteger(), nullable=True))
    op.create_index("ix_revisions_shrunk_at_read_at", "revisions", ["shrunk_at", "read_at"])
    op.add_column("sightings", sa.Column("dropped_at", sa.BigInteger(), nullable=True))
    op.add_column("verdicts", sa.Column("held", sa.String(), nullable=True))
    op.add_column("alerts", sa.Column("withdrawn_at", sa.BigInteger(), nullable=True))
    op.add_column("alerts", sa.Column("withdrawn_why", sa.Text(), nullable=True))
    op.create_index("ix_alerts_created_at", "alerts", ["created_at"])
    op.create_table(
        "standings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["value_id"], ["fact_values.id"], name=op.f("fk_standings_value_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standings")),
    )
    op.create_index("ix_standings_value_id_at", "standings", ["value_id", "at"])
    op.create_index("ix_standings_at", "standings", ["at"])
