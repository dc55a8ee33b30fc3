"""hands: what people click, kept before it is acted upon, and what it did to which value.

Pre: runs before the program starts. New tables only; a program of the step before does not look at them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "hands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("alert_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("mute_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["root_id"], ["outbox.id"], name=op.f("fk_hands_root_id")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_hands_alert_id")),
        sa.ForeignKeyConstraint(["mute_id"], ["mutes.id"], name=op.f("fk_hands_mute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hands")),
        sa.UniqueConstraint("key", name=op.f("uq_hands_key")),
    )
    op.create_index(op.f("ix_hands_said_id"), "hands", ["said", "id"], unique=False)
    op.create_index(op.f("ix_hands_alert_id"), "hands", ["alert_id"], unique=False)
    op.create_table(
        "hand_effects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hand_id", sa.Integer(), nullable=False),
        sa.Column("value_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["hand_id"], ["hands.id"], name=op.f("fk_hand_effects_hand_id")),
        sa.ForeignKeyConstraint(["value_id"], ["fact_values.id"], name=op.f("fk_hand_effects_value_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_effects")),
    )
    op.create_index(op.f("ix_hand_effects_hand_id"), "hand_effects", ["hand_id"], unique=False)
    op.create_index(op.f("ix_hand_effects_value_id"), "hand_effects", ["value_id"], unique=False)
