"""The schema. Rows are the only state; a story's stage is a column, never memory."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from service.store.columns import Instant, Json, Sketch

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("outlet", String, nullable=False),
    Column("tier", String, nullable=False),
    Column("every_s", Float, nullable=False),
    Column("host", String, nullable=False),
    Column("enabled", Boolean, nullable=False),  # to be polled: wanted, and not paused
    Column("origin", String, nullable=False),  # config, watchlist, desk: who wants it
    Column("paused", Boolean, nullable=False),  # by a person, until a person resumes it
    Column("learned", Boolean, nullable=False),  # its first poll is done: what comes now is news
    Column("etag", String),
    Column("last_modified", String),
    Column("body_sha256", String),
    Column("title", String),
    Column("lang", String),
    Column("next_due", Instant, nullable=False),
    Column("last_tried", Instant),
    Column("last_good", Instant),
    Column("failures", Integer, nullable=False),
    Column("fault", Text),  # the error of the last poll, so that each is reported once
    Column("marks", LargeBinary),  # eight bytes an item that was taken up: the next reading leaves it out
    Column("view", Json),  # what of the address is watched, where not the whole; null: the whole
    Column("found", String),  # the feed that the page at this address names, where it is no feed itself
    Index(None, "enabled", "next_due"),
)

watches = Table(
    "watches",
    metadata,
    Column("feed_id", ForeignKey("feeds.id"), primary_key=True),
    Column("rhythm", Json),  # when it brings something: see watchers/rhythm.py
    Column("on_beat", Integer, nullable=False),  # of the last articles that were judged, how many
    Column("judged", Integer, nullable=False),
    Column("declared_s", Float),  # for how long the publisher says that it need not be asked again
    Column("listed", Integer),  # the most that it ever listed at once; null: nothing yet
    Column("changed_at", Instant),  # when its bytes last changed
    Column("trouble", String),  # what is wrong with it, since when and why
    Column("since", Instant),
    Column("why", Text, nullable=False),
    Column("tell_at", Instant),  # when it has lasted long enough to be told
    Column("told", Boolean, nullable=False),
    Column("moving_to", String),  # where permanent redirects lead, until enough of them agree
    Column("moving_seen", Integer, nullable=False),
    Column("moving_since", Instant),
    Column("moved_to", String),  # where it is asked instead of at its own address
    Column("moved_at", Instant),
    Column("slid_at", Instant),  # when it last listed nothing that was known: what was between was never seen
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", String, nullable=False, unique=True),  # canonical; `entry:…` for an item without a link
    Column("outlet", String, nullable=False),
    Column("feed_id", ForeignKey("feeds.id")),
    Column("shadow", Boolean, nullable=False),
    Column("state", String, nullable=False),  # to_read, to_judge, done, failed
    Column("due", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Column("first_seen", Instant, nullable=False),
    Column("story_id", Integer),
    Column("kind", String, nullable=False, server_default="article"),  # an inventory stands here too, to be an origin
    Column("unheard", Boolean, nullable=False, server_default="0"),  # told in a feed's shadow: no reporter has heard of it yet
    Column("etag", String),  # what its page last gave for asking conditionally
    Column("last_modified", String),
    Column("visits", Integer, nullable=False, server_default="0"),  # how often it was read again
    Column("visit_due", Instant),  # when it is read again; null: never
    Column("visit_fault", Text),  # why the last of these readings gave nothing
    Index(None, "state", "due"),
    Index(None, "visit_due"),
    Index(None, "story_id"),
    Index(None, "feed_id", "state", "id"),
)

addresses = Table(
    "addresses",
    metadata,
    Column("place", String, primary_key=True),  # what its addresses have in common: see watchers.identity.place_of
    Column("article_id", ForeignKey("articles.id"), nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed_id", ForeignKey("feeds.id"), nullable=False),
    Column("identity", String, nullable=False),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("url", String),
    Column("guid", String),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("author", String),
    Column("lang", String),
    Column("published", Instant),
    Column("updated", Instant),
    Column("digest", String, nullable=False),  # of title and summary: an edited entry is read again
    Column("first_seen", Instant, nullable=False),
    Column("before", String),  # its digest before the last edit: a server with two versions shows them in turn
    UniqueConstraint("feed_id", "identity"),
    Index(None, "article_id"),
    Index(None, "feed_id", "digest"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("body_sha256", String, nullable=False),
    Column("url", String, nullable=False),
    Column("canonical_url", String),
    Column("outlet", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("byline", String),
    Column("lang", String, nullable=False),
    Column("published", Instant),
    Column("text", Text, nullable=False),
    Column("incomplete", String),
    Column("sketch", Sketch, nullable=False),
    Column("told_to", Json, nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("judged_at", Instant),
    Column("on_beat", Boolean),
    Column("reference_digest", String),
    Column("held", String),  # why it did not alert; null where it did, or is not judged
    Column("dropped", Json),  # claims of the version before that this one no longer makes
    Column("notice", Text),  # the sentence by which the outlet takes the article back
    Column("shrunk_at", Instant),  # since when only its quotes are kept
    Column("asked", Boolean, nullable=False, server_default="0"),  # its outlet says that it asked itself
    Column("gist", Sketch),  # names and numbers of the text; null: read before they were kept
    UniqueConstraint("article_id", "number"),
    Index(None, "shrunk_at", "read_at"),
    Index(None, "body_sha256"),
)

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
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("revision_id", ForeignKey("revisions.id"), nullable=False),
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
    Column("revision_id", ForeignKey("revisions.id"), nullable=False),
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

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("revision_id", ForeignKey("revisions.id"), nullable=False, unique=True),
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
    Column("root_id", ForeignKey("outbox.id")),  # the message that was clicked
    Column("alert_id", ForeignKey("alerts.id")),
    Column("body", Json, nullable=False),  # what the click holds: values with their versions, a reason, a subject
    Column("said", String),  # done, already, stale, gone, refused; null: it waits
    Column("answer", Text),  # what the person was told
    Column("done_at", Instant),
    Column("undone_by", Integer),  # the hand that took it back
    Column("mute_id", ForeignKey("mutes.id")),  # that it made
    Index(None, "said", "id"),
    Index(None, "alert_id"),
)

hand_effects = Table(
    "hand_effects",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hand_id", ForeignKey("hands.id"), nullable=False),
    Column("value_id", ForeignKey("fact_values.id"), nullable=False),
    Column("before", String),  # the value's standing until then; null: the hand made the value
    Column("after", String, nullable=False),
    Column("version", Integer, nullable=False),  # of the value after it
    Column("claim", Json),  # what the value said until then, where that was changed
    Index(None, "hand_id"),
    Index(None, "value_id"),
)

restores = Table(
    "restores",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),  # when a backup was put in place of the database
    Column("since", Instant, nullable=False),  # up to when the backup remembers: what was sent after it, it does not know
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
