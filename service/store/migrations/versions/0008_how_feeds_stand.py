"""how each feed stands and when it brings something, and every address under which an article is known.

Pre: runs before the program starts. Feeds that were polled before have no rhythm yet: their next polls tell it. Articles stored
before are known under their own address.
"""

import sqlalchemy as sa
from alembic import op

from watchers.identity import place_of

revision = "0008"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "watches",
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.Text()),
        sa.Column("on_beat", sa.Integer(), nullable=False),
        sa.Column("judged", sa.Integer(), nullable=False),
        sa.Column("declared_s", sa.Float()),
        sa.Column("listed", sa.Integer()),
        sa.Column("changed_at", sa.BigInteger()),
        sa.Column("trouble", sa.String()),
        sa.Column("since", sa.BigInteger()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("tell_at", sa.BigInteger()),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("moving_to", sa.String()),
        sa.Column("moving_seen", sa.Integer(), nullable=False),
        sa.Column("moving_since", sa.BigInteger()),
        sa.Column("moved_to", sa.String()),
        sa.Column("moved_at", sa.BigInteger()),
        sa.Column("slid_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name=op.f("fk_watches_feed_id")),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_watches")),
    )
    op.create_table(
        "addresses",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_addresses_article_id")),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_addresses")),
    )
    op.create_index("ix_entries_feed_id_digest", "entries", ["feed_id", "digest"])
    op.add_column("entries", sa.Column("before", sa.String(), nullable=True))
    known = op.get_bind().execute(sa.text("SELECT id, url FROM articles WHERE url LIKE 'http%' ORDER BY id")).all()
    places = {place: number for number, url in reversed(known) if (place := place_of(url))}
    for place, number in places.items():
        op.get_bind().execute(
            sa.text("INSERT INTO addresses (place, article_id) VALUES (:place, :article)"), {"place": place, "article": number}
        )
