"""The whole way of an article, as it was written down at every stage: to be shown, never to be decided by."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from service.store.tables.ledger import fact_values, facts, sightings, verdicts
from service.store.tables.sending import alerts, outbox
from service.store.tables.watched import articles, entries, feeds, revisions


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """One feed's entry for the article."""

    feed: str
    title: str
    first_seen: datetime
    published: datetime | None
    updated: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Met:
    """A known value that a claim was held against."""

    fact: str
    value: str
    id: str | None
    """Its public id; ``None`` where it is not in the ledger any more, which does not happen."""
    told_by: str | None
    """Address of the article that told it first; ``None`` for one that nobody told."""
    quote: str = ""
    """What the ledger holds of its words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """One claim with its verdict."""

    claim: dict[str, Any]
    outcome: str
    reason: str
    explanation: str
    conflict: str | None
    rank: int | None
    kinship: str
    fact: str
    id: str | None
    """Public id of the value that it tells."""
    held: str | None
    against: tuple[Met, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """One message about the alert."""

    key: str
    channel: str
    state: str
    attempts: int
    error: str | None
    link: str | None
    ts: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Alerted:
    """The alert of a version, with everywhere it went."""

    key: str
    rank: int
    created_at: datetime
    withdrawn_at: datetime | None
    withdrawn_why: str | None
    messages: tuple[Sent, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One text that was read under the address."""

    number: int
    title: str
    lang: str
    read_at: datetime
    characters: int
    incomplete: str | None
    shrunk_at: datetime | None
    judged_at: datetime | None
    on_beat: bool | None
    reference: str | None
    notice: str | None
    dropped: list[dict[str, Any]]
    held: str | None
    verdicts: tuple[Weighed, ...]
    alert: Alerted | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """An article from its entry to its messages."""

    id: int
    url: str
    outlet: str
    state: str
    error: str | None
    first_seen: datetime
    first_poll: bool
    """It was learned in silence from its feed's first poll, and has not changed since."""
    visits: int
    visit_due: datetime | None
    visit_fault: str | None
    entries: tuple[Listed, ...]
    versions: tuple[Version, ...]


def way_of(c: Connection, url: str) -> Way | None:
    """The way of the article that is known under this address, or declares or was listed under it; ``None`` for none."""
    declared = select(revisions.c.article_id).where(revisions.c.canonical_url == url)
    listed = select(entries.c.article_id).where(entries.c.url == url)
    query = select(articles).where(or_(articles.c.url == url, articles.c.id.in_(declared), articles.c.id.in_(listed)))
    row = c.execute(query.order_by((articles.c.url != url), articles.c.id).limit(1)).one_or_none()
    if row is None:
        return None
    return Way(
        id=row.id,
        url=row.url,
        outlet=row.outlet,
        state=row.state,
        error=row.error,
        first_seen=row.first_seen,
        first_poll=row.shadow,
        visits=row.visits,
        visit_due=row.visit_due,
        visit_fault=row.visit_fault,
        entries=_entries(c, row.id),
        versions=tuple(_version(c, one) for one in _revisions(c, row.id)),
    )


def feeds_at(c: Connection, host: str) -> tuple[tuple[str, datetime | None], ...]:
    """The watched feeds of a host, each with the time of its last good poll."""
    query = select(feeds.c.url, feeds.c.last_good).where(feeds.c.host == host, feeds.c.enabled).order_by(feeds.c.id)
    return tuple((row.url, row.last_good) for row in c.execute(query))


def _entries(c: Connection, article: int) -> tuple[Listed, ...]:
    of_entry = entries.c.title, entries.c.first_seen, entries.c.published, entries.c.updated
    query = select(feeds.c.url, *of_entry).join(feeds, feeds.c.id == entries.c.feed_id)
    rows = c.execute(query.where(entries.c.article_id == article).order_by(entries.c.id))
    return tuple(
        Listed(feed=feed, title=title, first_seen=at, published=said, updated=upd) for feed, title, at, said, upd in rows
    )


def _revisions(c: Connection, article: int) -> list[Row[Any]]:
    return list(c.execute(select(revisions).where(revisions.c.article_id == article).order_by(revisions.c.number)).all())


def _version(c: Connection, row: Row[Any]) -> Version:
    return Version(
        number=row.number,
        title=row.title,
        lang=row.lang,
        read_at=row.read_at,
        characters=len(row.text),
        incomplete=row.incomplete,
        shrunk_at=row.shrunk_at,
        judged_at=row.judged_at,
        on_beat=row.on_beat,
        reference=row.reference_digest,
        notice=row.notice,
        dropped=row.dropped or [],
        held=row.held,
        verdicts=_verdicts(c, row.id),
        alert=_alert(c, row.id),
    )


def _verdicts(c: Connection, revision: int) -> tuple[Weighed, ...]:
    rows = c.execute(select(verdicts).where(verdicts.c.revision_id == revision).order_by(verdicts.c.ordinal)).all()
    keys = {row.fact_key for row in rows} | {key for row in rows for key, _ in row.against}
    known = _known(c, keys)
    return tuple(
        Weighed(
            claim=row.claim,
            outcome=row.outcome,
            reason=row.reason,
            explanation=row.explanation,
            conflict=row.conflict,
            rank=row.rank,
            kinship=row.kinship,
            fact=row.fact_key,
            id=known.get((row.fact_key, row.norm), (None, None, ""))[0],
            held=row.held,
            against=tuple(_met(known, key, norm) for key, norm in row.against),
        )
        for row in rows
    )


_Known = dict[tuple[str, str], tuple[str, str | None, str]]
"""Fact key and norm → public id, first teller and quote."""


def _met(known: _Known, key: str, norm: str) -> Met:
    number, told, quote = known.get((key, norm), (None, None, ""))
    return Met(fact=key, value=norm, id=number, told_by=told, quote=quote)


def _known(c: Connection, keys: set[str]) -> _Known:
    """Public id, first teller and quote of every value of these facts."""
    held = select(fact_values.c.id, facts.c.key, fact_values.c.norm, fact_values.c.claim).join(
        facts, facts.c.id == fact_values.c.fact_id
    )
    rows = c.execute(held.where(facts.c.key.in_(keys))).all()
    told = (
        select(sightings.c.value_id, revisions.c.url)
        .join(revisions, revisions.c.id == sightings.c.revision_id)
        .where(sightings.c.value_id.in_([row.id for row in rows]))
        .order_by(sightings.c.id.desc())
    )
    first = {row.value_id: row.url for row in c.execute(told)}
    return {(row.key, row.norm): (f"F-{row.id}", first.get(row.id), str(row.claim.get("quote") or "")) for row in rows}


def _alert(c: Connection, revision: int) -> Alerted | None:
    row = c.execute(select(alerts).where(alerts.c.revision_id == revision)).one_or_none()
    if row is None:
        return None
    sent = c.execute(select(outbox).where(outbox.c.alert_id == row.id).order_by(outbox.c.id))
    return Alerted(
        key=row.key,
        rank=row.rank,
        created_at=row.created_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_why=row.withdrawn_why,
        messages=tuple(
            Sent(
                key=one.key,
                channel=one.channel,
                state=one.state,
                attempts=one.attempts,
                error=one.error,
                link=one.receipt_link,
                ts=one.receipt_ts,
            )
            for one in sent
        ),
    )
