"""What is watched and read: feeds, the articles that they list, and each version of their texts."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from service.store.columns import Instant, Json, Sketch
from service.store.tables.naming import metadata

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
    Column("fault", Text),  # the error of the last poll, or what was wrong with its document; each is reported once
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
    Column("tell_at", Instant),  # when it has lasted long enough to be told; once told, when it was
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
