"""What people do: their hands, their decisions about names, and the log of both."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from service.store.columns import Instant, Json
from service.store.tables.ledger import fact_values
from service.store.tables.naming import metadata
from service.store.tables.sending import alerts, mutes, outbox

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),  # a verb: add, edit, retract, pause, resume, retry …
    Column("subject", String, nullable=False),  # what was changed, by its public id
    Column("before", Json),
    Column("after", Json),
    Column("why", Text, nullable=False),
    Index(None, "subject"),
)

hands = Table(
    "hands",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),  # of the click: one that comes twice is one
    Column("at", Instant, nullable=False),
    Column("who", String, nullable=False),  # id of the person where the click comes from
    Column("name", String, nullable=False),
    Column("verb", String, nullable=False),  # confirm, reject, keep, accept, both, edit, assign, mute, undo, name, add
    Column("root_id", ForeignKey(outbox.c.id)),  # the message that was clicked
    Column("alert_id", ForeignKey(alerts.c.id)),
    Column("body", Json, nullable=False),  # what the click holds: values with their versions, a reason, a subject
    Column("said", String),  # done, already, stale, gone, refused; null: it waits
    Column("answer", Text),  # what the person was told
    Column("done_at", Instant),
    Column("undone_by", Integer),  # the hand that took it back
    Column("mute_id", ForeignKey(mutes.c.id)),  # that it made
    Index(None, "said", "id"),
    Index(None, "alert_id"),
)

hand_effects = Table(
    "hand_effects",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hand_id", ForeignKey("hands.id"), nullable=False),
    Column("value_id", ForeignKey(fact_values.c.id), nullable=False),
    Column("before", String),  # the value's standing until then; null: the hand made the value
    Column("after", String, nullable=False),
    Column("version", Integer, nullable=False),  # of the value after it
    Column("claim", Json),  # what the value said until then, where that was changed
    Index(None, "hand_id"),
    Index(None, "value_id"),
)

desk_names = Table(
    "desk_names",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),  # the name folded: the last decision about it stands
    Column("name", String, nullable=False),
    Column("sort", String, nullable=False),  # agency, vendor, partner, alias, never
    Column("stands_for", String),  # of an alias: the canonical name
    Column("country", String),
    Column("level", String),
    Column("aliases", Json, nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("who", String, nullable=False),
)

name_queue = Table(
    "name_queue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),  # the name folded
    Column("name", String, nullable=False),
    Column("sort", String, nullable=False),  # what the text makes of it: agency, vendor, partner
    Column("state", String, nullable=False),  # waiting, accepted, merged, never
    Column("first_seen", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    Column("times", Integer, nullable=False),  # articles
    Column("sentences", Json, nullable=False),  # the last few: [{quote, url, outlet, seen}]
    Index(None, "state", "last_seen"),
)

rereads = Table(
    "rereads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("words", Json, nullable=False),  # the names that changed: only texts that hold one are read again
    Column("becomes", String),  # under which name they are known now, if any
    Column("since", Instant, nullable=False),
    Column("cursor", Integer, nullable=False),  # the last article that was looked at
    Column("read", Integer, nullable=False),  # articles that were read again
    Column("changed", Integer, nullable=False),  # of those, the ones that claim something else now
    Column("active", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index(None, "active", "id"),
)
