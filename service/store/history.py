"""The ledger in time: what stood at an instant, and a fact's life event by event."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from alerts.model import SourceKind, ValueStatus
from service.store.facts import ValueRow, value_rows
from service.store.tables.ledger import fact_values, facts, sightings, standings
from service.store.tables.watched import articles, revisions
from watchers.claims.codec import claim_from_json


class Happened(StrEnum):
    """What can happen to a value."""

    LEARNED = "learned"
    TOLD = "told"
    LISTED = "listed"
    DROPPED = "dropped"
    TURNED = "turned"
    EDITED = "edited"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One thing that happened to a value of a fact."""

    at: datetime
    value: int
    """Number of the value's row."""
    what: Happened
    outlet: str | None = None
    """Whose article told or dropped it, or made it turn; ``None``: a person."""
    url: str | None = None
    kinship: str | None = None
    before: str | None = None
    after: str | None = None


def rows_as_of(c: Connection, at: datetime) -> tuple[ValueRow, ...]:
    """Every value that was known at an instant, with the claim and the standing that it had then."""
    statuses: dict[int, str] = {}
    claims: dict[int, Any] = {}
    for row in c.execute(select(standings).where(standings.c.at > at).order_by(standings.c.at, standings.c.id)):
        statuses.setdefault(row.value_id, row.before)
        if row.claim is not None:
            claims.setdefault(row.value_id, row.claim)
    told = (
        select(sightings.c.value_id)
        .join(articles, articles.c.id == sightings.c.article_id)
        .where(articles.c.kind == SourceKind.ARTICLE, sightings.c.seen_at <= at)
    )
    by_articles = set(c.execute(told).scalars())
    listed = (
        select(sightings.c.value_id)
        .join(articles, articles.c.id == sightings.c.article_id)
        .where(articles.c.kind == SourceKind.INVENTORY, sightings.c.seen_at <= at)
    )
    by_inventory = set(c.execute(listed).scalars())
    return tuple(
        replace(
            row,
            status=ValueStatus(statuses.get(row.id, row.status.value)),
            claim=claim_from_json(claims[row.id]) if row.id in claims else row.claim,
            inventoried=row.id in by_inventory and row.id not in by_articles,
        )
        for row in value_rows(c)
        if row.learned_at <= at
    )


def life_of(c: Connection, fact_key: str) -> tuple[Event, ...]:
    """Everything that happened to the values of a fact, in order of time."""
    mine = select(fact_values.c.id, fact_values.c.learned_at).join(facts, facts.c.id == fact_values.c.fact_id)
    values = c.execute(mine.where(facts.c.key == fact_key).order_by(fact_values.c.id)).all()
    numbers = [row.id for row in values]
    found = [Event(at=row.learned_at, value=row.id, what=Happened.LEARNED) for row in values]
    told = (
        select(sightings, revisions.c.outlet, revisions.c.url, articles.c.kind.label("source"))
        .join(revisions, revisions.c.id == sightings.c.revision_id)
        .join(articles, articles.c.id == sightings.c.article_id)
        .where(sightings.c.value_id.in_(numbers))
        .order_by(sightings.c.id)
    )
    for row in c.execute(told):
        source = {"value": row.value_id, "outlet": row.outlet, "url": row.url}
        if row.source == SourceKind.INVENTORY:
            found.append(Event(at=row.seen_at, what=Happened.LISTED, **source))
            continue
        found.append(Event(at=row.seen_at, what=Happened.TOLD, kinship=row.kinship, **source))
        if row.dropped_at is not None:
            found.append(Event(at=row.dropped_at, what=Happened.DROPPED, **source))
    turned = (
        select(standings, revisions.c.outlet, revisions.c.url)
        .outerjoin(revisions, revisions.c.id == standings.c.revision_id)
        .where(standings.c.value_id.in_(numbers))
        .order_by(standings.c.id)
    )
    for row in c.execute(turned):
        what = Happened.EDITED if row.revision_id is None else Happened.TURNED
        change = {"before": row.before, "after": row.after, "outlet": row.outlet, "url": row.url}
        found.append(Event(at=row.at, value=row.value_id, what=what, **change))
    order = list(Happened)
    return tuple(sorted(found, key=lambda event: (event.at, order.index(event.what), event.value)))
