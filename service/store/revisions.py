"""What became of a revision: why it alerted or not, what it no longer says, and what a retraction takes out of the ledger."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exists, select, update

from alerts.model import Held, SourceKind, ValueStatus, Verdict
from alerts.recording import Standing
from service.store.known import heads_of
from service.store.ledger import Teller, move_head, stand
from service.store.tables.ledger import fact_values, facts, sightings
from service.store.tables.watched import articles, revisions
from watchers.claims.model import Notice, NoticeKind

Place = tuple[str, str]
"""Fact key and normalised value: what tells two values apart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A value that an article has told, and has not taken out of its text since."""

    sighting: int
    fact_key: str
    family: str
    norm: str
    status: ValueStatus
    claim: dict[str, Any]
    """As this article worded it, in the public form of a claim."""
    alone: bool
    """No other article says so."""

    @property
    def place(self) -> Place:
        """What tells its value from others."""
        return self.fact_key, self.norm


@dataclass(frozen=True, kw_only=True, slots=True)
class Ending:
    """What is written on a revision once it is judged."""

    held: Held | None
    """Why it did not alert; ``None`` where it did."""
    notice: Notice | None
    """The most serious note of the outlet on its own article."""
    dropped: tuple[Told, ...] = ()
    """What earlier versions told and this one does not."""


def told_by(c: Connection, article_id: int) -> tuple[Told, ...]:
    """Every value that the article tells up to now, in the order of telling."""
    other = sightings.alias("other")
    source = articles.c.id == other.c.article_id, articles.c.kind == SourceKind.ARTICLE
    elsewhere = exists().where(
        other.c.value_id == sightings.c.value_id, other.c.article_id != article_id, other.c.dropped_at.is_(None), *source
    )
    told = sightings.c.id, sightings.c.claim, facts.c.key, facts.c.family, fact_values.c.norm, fact_values.c.status
    query = (
        select(*told, elsewhere)
        .join(fact_values, fact_values.c.id == sightings.c.value_id)
        .join(facts, facts.c.id == fact_values.c.fact_id)
        .where(sightings.c.article_id == article_id, sightings.c.dropped_at.is_(None))
        .order_by(sightings.c.id)
    )
    return tuple(
        Told(
            sighting=number,
            claim=claim,
            fact_key=key,
            family=family,
            norm=norm,
            status=ValueStatus(status),
            alone=not others,
        )
        for number, claim, key, family, norm, status, others in c.execute(query)
    )


def no_longer(told: Sequence[Told], verdicts: Sequence[Verdict]) -> tuple[Told, ...]:
    """What was told and is not among these verdicts."""
    still = {(verdict.fact_key, verdict.norm) for verdict in verdicts}
    return tuple(one for one in told if one.place not in still)


def drop(c: Connection, dropped: Collection[Told], teller: Teller) -> None:
    """The article no longer says so: its sightings stay, with the time."""
    if dropped:
        numbers = [one.sighting for one in dropped]
        c.execute(update(sightings).where(sightings.c.id.in_(numbers)).values(dropped_at=teller.now))


def say_again(c: Connection, verdicts: Sequence[Verdict], teller: Teller) -> None:
    """What an article had taken out and says once more counts again."""
    gone = (
        select(sightings.c.id, facts.c.key, fact_values.c.norm)
        .join(fact_values, fact_values.c.id == sightings.c.value_id)
        .join(facts, facts.c.id == fact_values.c.fact_id)
        .where(sightings.c.article_id == teller.article, sightings.c.dropped_at.is_not(None))
    )
    still = {(verdict.fact_key, verdict.norm) for verdict in verdicts}
    back = [number for number, key, norm in c.execute(gone) if (key, norm) in still]
    if back:
        c.execute(update(sightings).where(sightings.c.id.in_(back)).values(dropped_at=None))


def take_back(c: Connection, told: Sequence[Told], teller: Teller) -> tuple[Place, ...]:
    """The outlet retracts its article: what nobody else says, and no person has confirmed, is retracted. The values that were.

    Raises ``Stale`` where the ledger has moved since this transaction began.
    """
    drop(c, told, teller)
    withdrawn = [one for one in told if one.alone and one.status not in (ValueStatus.CONFIRMED, ValueStatus.RETRACTED)]
    for family, version in heads_of(c, {one.family for one in withdrawn}).items():
        move_head(c, family, version)
    for one in withdrawn:
        stand(c, Standing(fact_key=one.fact_key, norm=one.norm, status=ValueStatus.RETRACTED), teller)
    return tuple(one.place for one in withdrawn)


def noticed_before(c: Connection, article_id: int, number: int) -> str | None:
    """The notice on the version before this one, as it was written down."""
    query = select(revisions.c.notice).where(revisions.c.article_id == article_id, revisions.c.number == number - 1)
    return c.execute(query).scalar_one_or_none()


def line_of(notice: Notice | None) -> str | None:
    """A notice as it is written down."""
    return None if notice is None else f"{notice.kind.value}: {notice.quote}"


def record_ending(c: Connection, revision: int, ending: Ending) -> None:
    """Write on the revision why it alerted or not, and what it no longer says."""
    values = {
        "held": None if ending.held is None else ending.held.value,
        "notice": line_of(ending.notice),
        "dropped": [_left_out(one) for one in ending.dropped] or None,
    }
    c.execute(update(revisions).where(revisions.c.id == revision).values(**values))


def most_serious(notices: Sequence[Notice]) -> Notice | None:
    """A retraction before a correction before an update; the first of its kind."""
    order = list(NoticeKind)
    return max(notices, key=lambda notice: order.index(notice.kind), default=None)


def _left_out(one: Told) -> dict[str, Any]:
    return {"fact": one.fact_key, "value": one.norm, "claim": one.claim}
