"""Alerts as somebody finds them again: by their message, by their number, by what stands open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from alerts.delivery import DeliveryState, Errand
from alerts.model import ValueStatus
from service.store.tables.ledger import fact_values
from service.store.tables.ledger import facts as fact_table
from service.store.tables.sending import alerts, outbox, root_facts
from service.store.tables.watched import articles, revisions


@dataclass(frozen=True, kw_only=True, slots=True)
class Alerted:
    """An alert with one of its messages."""

    alert: int
    key: str
    url: str
    """Of its article, as it is known."""
    root: int
    channel: str
    text: str
    """Of a lock screen, escaped."""
    link: str | None
    """To the message, where it is known."""


def alert_of(c: Connection, root: int) -> Alerted | None:
    """The alert of a message."""
    row = c.execute(_query().where(outbox.c.id == root)).one_or_none()
    return None if row is None else _alerted(row)


def alerts_told(c: Connection, since: datetime, most: int) -> tuple[Alerted, ...]:
    """Alerts whose messages stand, decided since then, the newest first; each once."""
    query = _query().where(alerts.c.created_at >= since, outbox.c.state == DeliveryState.SENT.value)
    return _once(c.execute(query.order_by(outbox.c.id.desc()).limit(3 * most)).all(), most)


def alerts_of(c: Connection, numbers: tuple[int, ...], most: int) -> tuple[Alerted, ...]:
    """These alerts, the newest first, each once."""
    query = _query().where(alerts.c.id.in_(numbers)).order_by(outbox.c.id.desc())
    return _once(c.execute(query.limit(3 * most)).all(), most)


def alerts_disputed(c: Connection, most: int) -> tuple[Alerted, ...]:
    """Alerts that tell a value of which two stand against each other, the newest first, each once."""
    disputed = (
        select(root_facts.c.outbox_id)
        .join(fact_table, fact_table.c.key == root_facts.c.fact_key)
        .join(fact_values, (fact_values.c.fact_id == fact_table.c.id) & (fact_values.c.norm == root_facts.c.norm))
        .where(fact_values.c.status == ValueStatus.DISPUTED.value)
    )
    query = _query().where(outbox.c.id.in_(disputed), outbox.c.state == DeliveryState.SENT.value)
    return _once(c.execute(query.order_by(outbox.c.id.desc()).limit(3 * most)).all(), most)


def _query() -> Select[Any]:
    return (
        select(outbox, alerts.c.key.label("alert_key"), articles.c.url)
        .join(alerts, alerts.c.id == outbox.c.alert_id)
        .join(revisions, revisions.c.id == alerts.c.revision_id)
        .join(articles, articles.c.id == revisions.c.article_id)
        .where(outbox.c.errand == Errand.POST.value)
    )


def _once(rows: Iterable[Row[Any]], most: int) -> tuple[Alerted, ...]:
    found: dict[int, Alerted] = {}
    for row in rows:
        found.setdefault(row.alert_id, _alerted(row))
    return tuple(found.values())[:most]


def _alerted(row: Row[Any]) -> Alerted:
    return Alerted(
        alert=row.alert_id,
        key=row.alert_key,
        url=row.url,
        root=row.id,
        channel=row.channel,
        text=row.message["text"],
        link=row.receipt_link,
    )
