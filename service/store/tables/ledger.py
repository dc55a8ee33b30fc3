"""What is known: facts, the values said to fill them, who said so, and every verdict."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from service.store.columns import Instant, Json
from service.store.tables.naming import metadata
from service.store.tables.watched import articles, revisions

facts = Table(
    "facts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("family", String, nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
)

fact_values = Table(
    "fact_values",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fact_id", ForeignKey("facts.id"), nullable=False),
    Column("norm", String, nullable=False),
    Column("claim", Json, nullable=False),
    Column("status", String, nullable=False),
    Column("valid_from", String),  # ISO date
    Column("learned_at", Instant, nullable=False),
    UniqueConstraint("fact_id", "norm"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("value_id", ForeignKey("fact_values.id"), nullable=False),
    Column("article_id", ForeignKey(articles.c.id), nullable=False),
    Column("revision_id", ForeignKey(revisions.c.id), nullable=False),
    Column("kinship", String, nullable=False),
    Column("claim", Json, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("dropped_at", Instant),  # since when the article no longer says so
    UniqueConstraint("value_id", "article_id"),  # one article tells a value once, in however many revisions
    Index(None, "article_id"),
)

standings = Table(
    "standings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("value_id", ForeignKey("fact_values.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("before", String, nullable=False),  # the value's status until then
    Column("after", String, nullable=False),
    Column("claim", Json),  # what the value said until then, where that was changed too
    Column("revision_id", Integer),  # whose claims did it; null: a person
    Index(None, "value_id", "at"),
    Index(None, "at"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision_id", ForeignKey(revisions.c.id), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("claim", Json, nullable=False),
    Column("outcome", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("conflict", String),
    Column("rank", Integer),
    Column("kinship", String, nullable=False),
    Column("fact_key", String, nullable=False),
    Column("norm", String, nullable=False),
    Column("against", Json, nullable=False),  # [[fact key, norm], …]
    Column("held", String),  # why it was kept from every channel although it has a rank
    UniqueConstraint("revision_id", "ordinal"),
)

family_heads = Table(
    "family_heads",
    metadata,
    Column("family", String, primary_key=True),
    Column("version", Integer, nullable=False),
)
