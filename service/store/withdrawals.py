"""Alerts that something is taken back of: which, since when, why."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from alerts.model import ValueStatus
from service.store.tables.ledger import fact_values, facts, verdicts
from service.store.tables.sending import alerts, outbox
from service.store.tables.watched import revisions

RETRACTED_BY = "retracted by"
"""How the reason begins where a person withdrew what an alert told."""


def mark_alerts(c: Connection, article_id: int, why: str, now: datetime) -> tuple[str, ...]:
    """Mark every alert of an article; the channels that it was told to."""
    return _mark(c, revisions.c.article_id == article_id, why, now)


def mark_alerts_on(c: Connection, places: Collection[tuple[str, str]], why: str, now: datetime) -> tuple[str, ...]:
    """Mark every alert that told one of these values (fact key, norm); the channels that it was told to."""
    found: list[str] = []
    for key, norm in places:
        mine = verdicts.c.fact_key == key, verdicts.c.norm == norm, verdicts.c.rank.is_not(None)
        found += _mark(c, revisions.c.id.in_(select(verdicts.c.revision_id).where(*mine)), why, now)
    return tuple(dict.fromkeys(found))


def clear_alerts_on(c: Connection, place: tuple[str, str]) -> None:
    """A value that a person had withdrawn stands again: so do the alerts that told it, where all else that they told stands."""
    told = verdicts.alias("told")
    tells = select(verdicts.c.revision_id).where(verdicts.c.fact_key == place[0], verdicts.c.norm == place[1])
    gone = (
        select(told.c.revision_id)
        .join(facts, facts.c.key == told.c.fact_key)
        .join(fact_values, and_(fact_values.c.fact_id == facts.c.id, fact_values.c.norm == told.c.norm))
        .where(fact_values.c.status == ValueStatus.RETRACTED.value, told.c.rank.is_not(None))
    )
    mine = alerts.c.revision_id.in_(tells), alerts.c.withdrawn_why.startswith(RETRACTED_BY, autoescape=True)
    clear = update(alerts).where(*mine, alerts.c.revision_id.not_in(gone))
    c.execute(clear.values(withdrawn_at=None, withdrawn_why=None))


def _mark(c: Connection, which: ColumnElement[bool], why: str, now: datetime) -> tuple[str, ...]:
    query = (
        select(alerts.c.id).join(revisions, revisions.c.id == alerts.c.revision_id).where(which, alerts.c.withdrawn_at.is_(None))
    )
    numbers = list(c.execute(query.order_by(alerts.c.id)).scalars())
    if not numbers:
        return ()
    c.execute(update(alerts).where(alerts.c.id.in_(numbers)).values(withdrawn_at=now, withdrawn_why=why))
    told = select(outbox.c.channel).where(outbox.c.alert_id.in_(numbers)).group_by(outbox.c.channel)
    return tuple(c.execute(told.order_by(func.min(outbox.c.id))).scalars())
