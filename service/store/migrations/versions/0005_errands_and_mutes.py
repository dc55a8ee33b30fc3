"""kinds of errands in the outbox, the facts that each root tells, and mutes.

Pre: runs before the program starts. What was stored before is a post; roots sent before it are not edited, for nobody wrote down
what they tell.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.add_column("outbox", sa.Column("errand", sa.String(), nullable=False, server_default="post"))
    # added in SQL, for SQLite takes a reference in a new column only so
    op.execute("ALTER TABLE outbox ADD COLUMN root_id INTEGER CONSTRAINT fk_outbox_root_id REFERENCES outbox (id)")
    op.add_column("outbox", sa.Column("rank", sa.Integer()))
    op.add_column("outbox", sa.Column("sources", sa.Text()))
    op.create_index("ix_outbox_root_id", "outbox", ["root_id"])
    op.create_table(
        "root_facts",
        sa.Column("outbox_id", sa.Integer(), sa.ForeignKey("outbox.id", name="fk_root_facts_outbox_id"), nullable=False),
        sa.Column("fact_key", sa.String(), nullable=False),
        sa.Column("norm", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("mark", sa.String()),
        sa.Column("why", sa.Text()),
        sa.Column("marked_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("outbox_id", "fact_key", "norm", name="pk_root_facts"),
    )
    op.create_index("ix_root_facts_fact_key_norm", "root_facts", ["fact_key", "norm"])
    op.create_table(
        "mutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("channel", sa.String()),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mutes"),
    )
    op.create_index("ix_mutes_until", "mutes", ["until"])
