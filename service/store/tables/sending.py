"""What is sent: alerts, the outbox, what keeps them back, and who may send."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from service.store.columns import Instant, Json
from service.store.tables.naming import metadata
from service.store.tables.watched import revisions

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("revision_id", ForeignKey(revisions.c.id), nullable=False, unique=True),
    Column("story_id", Integer),
    Column("rank", Integer, nullable=False),
    Column("shadow", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),  # since when something that it told is taken back
    Column("withdrawn_why", Text),
    Index(None, "story_id"),
    Index(None, "created_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("alert_id", ForeignKey("alerts.id")),
    Column("channel", String, nullable=False),
    Column("message", Json, nullable=False),
    Column("state", String, nullable=False),
    Column("due", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("attempted_at", Instant),
    Column("looks", Integer, nullable=False),
    Column("degraded", Boolean, nullable=False),
    Column("receipt_channel", String),
    Column("receipt_ts", String),
    Column("receipt_link", String),
    Column("error", Text),
    Column("fence", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("alert_id", "channel"),
    Column("active", Boolean, nullable=False),  # something is still to be done without a person
    Column("errand", String, nullable=False, server_default="post"),  # post, reply, edit
    Column("root_id", ForeignKey("outbox.id")),  # of a reply or an edit: the root; of a folded message: the digest that tells it
    Column("rank", Integer),  # of an alert, as its channel hears it
    Column("sources", Json),  # what a reply tells, as long as more may join it
    Index(None, "active", "channel", "id"),
    Index(None, "active", "due"),
    Index(None, "channel", "attempted_at"),
    Index(None, "state"),
    Index(None, "root_id"),
)

root_facts = Table(
    "root_facts",
    metadata,
    Column("outbox_id", ForeignKey("outbox.id"), primary_key=True),
    Column("fact_key", String, primary_key=True),
    Column("norm", String, primary_key=True),
    Column("about", Text, nullable=False),  # the slot in the words of the root's language
    Column("mark", String),  # withdrawn, corrected
    Column("why", Text),
    Column("marked_at", Instant),
    Index(None, "fact_key", "norm"),
)

mutes = Table(
    "mutes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subject", String, nullable=False),  # agency:GSA, vendor:Meta, outlet:Example, kind:price, story:A1…
    Column("channel", String),  # none: everywhere
    Column("author", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("begun", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Index(None, "until"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

restores = Table(
    "restores",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),  # when a backup was put in place of the database
    Column("since", Instant, nullable=False),  # up to when the backup remembers: what was sent after it, it does not know
)
