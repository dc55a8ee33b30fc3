"""Rows and values for the suites of the store and the flow."""

import hashlib
from datetime import UTC, datetime, timedelta

from alerts.delivery import Message
from alerts.matching import fact_key, family, norm
from alerts.model import Kinship, ValueStatus
from alerts.recording import Entry as PlanEntry
from alerts.recording import Plan
from service.store.feeds import FeedRow, Polled, due_feeds, sync_feeds
from service.store.session import Connection, Store
from service.store.uptake import record_poll
from watchers.claims.model import Adoption, Claim, Evidence, Span, Stage
from watchers.model import Article, Entry, Feed, Lineage, Source, Tier, Validators

NOW = datetime(2025, 9, 23, 12, tzinfo=UTC)
FEED = Feed(url="https://wire.example/feed.xml", source=Source(outlet="Wire", tier=Tier.WIRE), every=timedelta(minutes=5))


def entry(slug: str, *, summary: str = "A short text.", published: datetime | None = NOW) -> Entry:
    return Entry(
        identity=f"id-{slug}",
        url=f"https://wire.example/{slug}",
        guid=slug,
        title=f"Title of {slug}",
        summary=summary,
        author=None,
        published=published,
        updated=None,
        lang="en",
    )


def polled(*entries: Entry, shadow: bool = False, body: str = "b") -> Polled:
    return Polled(
        validators=Validators(etag='"1"', last_modified=None),
        body_sha256=body,
        title="Wire",
        lang="en",
        entries=entries,
        shadow=shadow,
        next_due=NOW + timedelta(minutes=5),
    )


def a_feed(c: Connection) -> FeedRow:
    """The one feed, watched."""
    sync_feeds(c, [FEED], NOW)
    (row,) = due_feeds(c, NOW)
    return row


def listed(store: Store, *slugs: str, shadow: bool = False) -> tuple[int, ...]:
    """Articles of these slugs, waiting to be read; their ids."""
    with store.writing() as c:
        return record_poll(c, a_feed(c), polled(*(entry(slug) for slug in slugs), shadow=shadow), NOW)


def article(slug: str, text: str = "The State Department uses Llama.") -> Article:
    return Article(
        url=f"https://wire.example/{slug}",
        canonical_url=None,
        outlet="Wire",
        title=f"Title of {slug}",
        byline=None,
        lang="en",
        published=NOW,
        text=text,
        lineage=Lineage(body_sha256=hashlib.sha256(text.encode()).hexdigest(), sketch=tuple(range(128)), told_to=("The Verge",)),
    )


def claim(agency: str = "U.S. Department of State", stage: Stage = Stage.ADOPTED, vendor: str = "Meta") -> Adoption:
    return Adoption(
        vendor=vendor,
        product="Llama",
        agency=agency,
        stage=stage,
        evidence=Evidence(quote="The State Department uses Llama.", span=Span(start=0, end=32)),
    )


def plan_of(*claims: Claim, kinship: Kinship = Kinship.INDEPENDENT) -> Plan:
    """A plan that makes a value of each claim."""
    return Plan(entries=tuple(_entry(one, kinship) for one in claims))


def _entry(one: Claim, kinship: Kinship) -> PlanEntry:
    return PlanEntry(
        fact_key=fact_key(one),
        family=family(one),
        norm=norm(one),
        claim=one,
        kinship=kinship,
        status=ValueStatus.REPORTED,
        valid_from=None,
    )


def a_message(key: str = "A1-C0ALERTS", text: str = "New agency: State Department") -> Message:
    block: dict[str, object] = {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}}
    return Message(key=key, kind="agency", text=text, blocks=(block,), plain=text)
