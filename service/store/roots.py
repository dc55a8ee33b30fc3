"""What each root tells, what became of it since, and the errands that say so: replies in its thread, edits of itself.

A root is an alert's message in a channel. Its edits carry no text: it is drawn anew, as it stands, when the edit is sent; so one
edit that waits is enough, however much happens meanwhile.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, func, insert, select, tuple_, update

from alerts.delivery import DeliveryState, Errand, Mark, Marked, Message, RootState, posts_only
from alerts.model import Kinship, SourceKind
from service.store.outbox import Order, packed, put
from service.store.tables.ledger import fact_values, facts, sightings
from service.store.tables.sending import alerts, outbox, root_facts
from service.store.tables.watched import articles, revisions

Pair = tuple[str, str]
"""Fact key and norm: one value."""
When = tuple[datetime, datetime]
"""Now, and not before when."""
_NEVER = (DeliveryState.MUTED.value, DeliveryState.FOLDED.value, DeliveryState.DEAD.value)
"""Of a root that does not stand by itself in its channel and never will."""


# Built once: building a statement anew costs several times as much as running it, and these are asked before every message.
_TOLD = select(root_facts).where(root_facts.c.outbox_id == bindparam("root")).order_by(root_facts.c.fact_key)
_SEEN = (
    select(sightings.c.article_id, sightings.c.kinship)
    .join(fact_values, fact_values.c.id == sightings.c.value_id)
    .join(facts, facts.c.id == fact_values.c.fact_id)
    .join(root_facts, and_(root_facts.c.fact_key == facts.c.key, root_facts.c.norm == fact_values.c.norm))
    .join(articles, articles.c.id == sightings.c.article_id)
    .where(
        root_facts.c.outbox_id == bindparam("root"),
        articles.c.kind == SourceKind.ARTICLE.value,
        sightings.c.dropped_at.is_(None),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Root:
    """A root that tells one of the values asked for."""

    id: int
    key: str
    channel: str
    language: str
    told: tuple[Pair, ...]
    """Those of the values asked for that it tells."""


def tells(c: Connection, root: int, told: Mapping[Pair, str]) -> None:
    """Write down which values a root tells, each with its slot in words."""
    if told:
        rows = [{"outbox_id": root, "fact_key": key, "norm": norm, "about": about} for (key, norm), about in told.items()]
        c.execute(insert(root_facts), rows)


def roots_of(c: Connection, pairs: Collection[Pair], *, but: int | None = None) -> tuple[Root, ...]:
    """Every root that tells one of these values, oldest first; without those of the article ``but``."""
    if not pairs:
        return ()
    query = (
        select(outbox.c.id, outbox.c.key, outbox.c.channel, outbox.c.message, root_facts.c.fact_key, root_facts.c.norm)
        .join(root_facts, root_facts.c.outbox_id == outbox.c.id)
        .join(alerts, alerts.c.id == outbox.c.alert_id)
        .join(revisions, revisions.c.id == alerts.c.revision_id)
        .where(_among(pairs), outbox.c.state.not_in(_NEVER))
        .order_by(outbox.c.id, root_facts.c.fact_key, root_facts.c.norm)
    )
    if but is not None:
        query = query.where(revisions.c.article_id != but)
    found: dict[int, Root] = {}
    for row in c.execute(query).all():
        fresh = Root(id=row.id, key=row.key, channel=row.channel, language=row.message["language"], told=())
        root = found.get(row.id, fresh)
        found[row.id] = replace(root, told=(*root.told, (row.fact_key, row.norm)))
    return tuple(found.values())


def root_of(c: Connection, number: int) -> Root | None:
    """One root that stands in its channel, or will."""
    return next(iter(_plain_roots(c, outbox.c.id == number)), None)


def roots_of_alert(c: Connection, alert: int) -> tuple[Root, ...]:
    """Every root of an alert, oldest first."""
    return tuple(_plain_roots(c, outbox.c.alert_id == alert))


def _plain_roots(c: Connection, which: ColumnElement[bool]) -> Iterator[Root]:
    mine = which, outbox.c.errand == Errand.POST.value, outbox.c.state.not_in(_NEVER)
    for row in c.execute(select(outbox).where(*mine).order_by(outbox.c.id)).all():
        yield Root(id=row.id, key=row.key, channel=row.channel, language=row.message["language"], told=())


def _among(pairs: Collection[Pair]) -> Any:
    return tuple_(root_facts.c.fact_key, root_facts.c.norm).in_(sorted(pairs))


def redraw(c: Connection, root: Root, now: datetime, due: datetime) -> None:
    """See that a root is drawn anew, not before ``due``; one edit that has not begun is enough. None where it cannot be."""
    if posts_only(root.channel):
        return
    waiting = c.execute(_echoes(root.id, Errand.EDIT).where(outbox.c.state == DeliveryState.READY.value)).first()
    if waiting is not None:
        if due < waiting.due:
            c.execute(update(outbox).where(outbox.c.id == waiting.id).values(due=due))
        return
    empty = Message(key=_key(c, root, "e"), kind="edit", text="", blocks=(), plain="", language=root.language)
    put(c, root.channel, empty, now, Order(errand=Errand.EDIT, root=root.id, due=due))


def waiting_reply(c: Connection, root: Root) -> tuple[int, list[dict[str, Any]]] | None:
    """The reply that has not begun, and what it tells so far."""
    fresh = outbox.c.state == DeliveryState.READY.value, outbox.c.attempts == 0, outbox.c.sources.is_not(None)
    row = c.execute(_echoes(root.id, Errand.REPLY).where(*fresh)).first()
    return None if row is None else (row.id, row.sources)


def reply(c: Connection, root: Root, message: Message, items: Sequence[dict[str, Any]], when: When) -> None:
    """Put a reply on its way, which may be joined until it begins; nothing where the channel has no threads."""
    if posts_only(root.channel):
        return
    now, due = when
    order = Order(errand=Errand.REPLY, root=root.id, items=list(items), due=due)
    put(c, root.channel, message, now, order)


def join(c: Connection, number: int, message: Message, items: Sequence[dict[str, Any]]) -> None:
    """A reply that has not begun tells this instead."""
    c.execute(update(outbox).where(outbox.c.id == number).values(message=packed(message), sources=list(items)))


def reply_key(c: Connection, root: Root) -> str:
    """The key of a root's next reply."""
    return _key(c, root, "r")


def _key(c: Connection, root: Root, letter: str) -> str:
    count = c.execute(select(func.count()).select_from(outbox).where(outbox.c.root_id == root.id)).scalar_one()
    return f"{root.key}~{letter}{count + 1}"


def _echoes(root: int, errand: Errand) -> Any:
    return (
        select(outbox.c.id, outbox.c.due, outbox.c.sources)
        .where(outbox.c.root_id == root, outbox.c.errand == errand.value, outbox.c.active)
        .order_by(outbox.c.id)
        .limit(1)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Fate:
    """What became of a value: withdrawn or corrected, or ``None`` where it stands again; and why, in words."""

    mark: Mark | None
    why: str


def mark_roots(c: Connection, pair: Pair, fate: Fate, now: datetime) -> tuple[Root, ...]:
    """A value was withdrawn or corrected: write it on every root that it caused and see that each is drawn anew."""
    touched = roots_of(c, {pair})
    mine = root_facts.c.fact_key == pair[0], root_facts.c.norm == pair[1]
    differs = root_facts.c.mark.is_not(None) if fate.mark is None else func.coalesce(root_facts.c.mark, "") != fate.mark.value
    changes = {"mark": fate.mark, "why": fate.why, "marked_at": now}
    if not touched or c.execute(update(root_facts).where(*mine, differs).values(**changes)).rowcount == 0:
        return ()
    for root in touched:
        redraw(c, root, now, now)
    return touched


def state_of(c: Connection, root: int) -> RootState:
    """How the facts of a root stand by now."""
    told = c.execute(_TOLD, {"root": root}).all()
    seen = c.execute(_SEEN, {"root": root}).all() if told else ()
    return RootState(
        articles=len({article for article, _ in seen}),
        independent=len({article for article, kinship in seen if kinship == Kinship.INDEPENDENT.value}),
        told=len(told),
        marks=tuple(_marked(row) for row in told if row.mark is not None),
    )


def _marked(row: Row[Any]) -> Marked:
    return Marked(mark=Mark(row.mark), about=row.about, why=row.why or "", at=row.marked_at)
