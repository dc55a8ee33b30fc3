"""Clicks, kept before they are acted upon; and what each did to which value, so that it can be taken back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, insert, not_, select, update

from alerts.delivery import Errand
from alerts.hands import Effect, Said, Seen, Verb
from alerts.model import ValueStatus
from service.store.session import inserted
from service.store.tables.desk import audit, hand_effects, hands
from service.store.tables.ledger import fact_values, standings
from service.store.tables.sending import outbox
from service.store.tables.watched import revisions
from watchers.claims.codec import claim_from_json, claim_to_json

READING = timedelta(minutes=1)
"""So long an article that somebody wants read may take."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Click:
    """What a person did, as it is kept."""

    key: str
    """One that comes twice is one."""
    who: str
    """The person's id where the click comes from."""
    name: str
    verb: Verb
    at: datetime
    root: int | None = None
    """Row of the message that was clicked."""
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class HandRow:
    """A click and what became of it."""

    id: int
    click: Click
    alert: int | None
    said: Said | None
    """``None`` while it waits."""
    answer: str
    undone_by: int | None
    mute: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What became of a hand."""

    said: Said
    answer: str
    effects: tuple[Effect, ...] = ()
    mute: int | None = None
    shown: str = ""
    """What the message shows of it, beside who and when."""


def take(c: Connection, click: Click) -> HandRow:
    """Keep a click; the one that is there where it has come before."""
    known = _one(c, select(hands).where(hands.c.key == click.key))
    if known is not None:
        return known
    alert = select(outbox.c.alert_id).where(outbox.c.id == click.root).scalar_subquery()
    new = {"key": click.key, "at": click.at, "who": click.who, "name": click.name, "verb": click.verb.value}
    number = inserted(c, insert(hands).values(**new, root_id=click.root, alert_id=alert, body=dict(click.body)))
    return hand_row(c, number)


def hand_row(c: Connection, number: int) -> HandRow:
    """One hand, which is there."""
    return _row(c.execute(select(hands).where(hands.c.id == number)).one())


def find_hand(c: Connection, number: int) -> HandRow | None:
    """One hand, if it is there."""
    return _one(c, select(hands).where(hands.c.id == number))


def waiting_hands(c: Connection, before: datetime) -> tuple[int, ...]:
    """What was clicked before then and not yet acted upon, oldest first; an article to be read has a minute more."""
    return tuple(c.execute(_WAITING, {"before": before, "slow": before - READING}).scalars())


_SLOW = and_(hands.c.verb == Verb.ADD.value, hands.c.at > bindparam("slow"))
_WAITING = select(hands.c.id).where(hands.c.said.is_(None), hands.c.at <= bindparam("before"), not_(_SLOW)).order_by(hands.c.id)
"""Asked at every beat: made once."""


def finish(c: Connection, row: HandRow, done: Done, now: datetime) -> HandRow:
    """A hand has been acted upon; one that somebody else finished meanwhile stays as it is."""
    body = {**row.click.body, **({"shown": done.shown} if done.shown else {})}
    values = {"said": done.said.value, "answer": done.answer, "done_at": now, "mute_id": done.mute, "body": body}
    mine = c.execute(update(hands).where(hands.c.id == row.id, hands.c.said.is_(None)).values(**values)).rowcount
    rows = [_effect_row(row.id, effect) for effect in done.effects]
    if rows and mine:
        c.execute(insert(hand_effects), rows)
    return hand_row(c, row.id)


def take_back(c: Connection, hand: HandRow, by: int, effects: Iterable[Effect]) -> None:
    """A hand has been undone by another; whatever held before it on its values holds again. ``effects``: of the undoing."""
    c.execute(update(hands).where(hands.c.id == hand.id).values(undone_by=by))
    for effect in effects:
        before = hand_effects.c.value_id == effect.value, hand_effects.c.version == effect.version - 2
        others = hand_effects.c.hand_id != hand.id
        c.execute(update(hand_effects).where(*before, others).values(version=effect.version))


def effects_of(c: Connection, number: int) -> tuple[Effect, ...]:
    """What a hand did, in the order in which it must be taken back."""
    rows = c.execute(select(hand_effects).where(hand_effects.c.hand_id == number).order_by(hand_effects.c.id.desc()))
    return tuple(_effect(row) for row in rows)


def last_assignment(c: Connection, alert: int) -> HandRow | None:
    """The hand that holds an alert; ``None`` where nobody took it."""
    holds = hands.c.said == Said.DONE.value, hands.c.undone_by.is_(None), hands.c.verb == Verb.ASSIGN.value
    return _one(c, select(hands).where(hands.c.alert_id == alert, *holds).order_by(hands.c.id.desc()).limit(1))


def hands_of(c: Connection, alert: int) -> tuple[HandRow, ...]:
    """Everything that people did about an alert, oldest first."""
    return tuple(_row(row) for row in c.execute(select(hands).where(hands.c.alert_id == alert).order_by(hands.c.id)))


def assigned(c: Connection, who: str) -> tuple[int, ...]:
    """The alerts that a person holds, the newest first."""
    mine = hands.c.said == Said.DONE.value, hands.c.undone_by.is_(None), hands.c.verb == Verb.ASSIGN.value
    last = select(func.max(hands.c.id)).where(*mine).group_by(hands.c.alert_id)
    query = select(hands.c.alert_id).where(hands.c.id.in_(last), hands.c.who == who)
    return tuple(c.execute(query.order_by(hands.c.alert_id.desc())).scalars())


def root_at(c: Connection, channel: str, ts: str) -> int | None:
    """The row of an alert of ours that stands there; a click in its thread is a click on it."""
    place = outbox.c.receipt_channel == channel, outbox.c.receipt_ts == ts, outbox.c.errand != Errand.EDIT.value
    row = c.execute(select(outbox.c.id, outbox.c.errand, outbox.c.root_id).where(*place).limit(1)).one_or_none()
    return None if row is None else (row.root_id if row.errand == Errand.REPLY.value else row.id)


def seen_values(c: Connection, numbers: Collection[int]) -> dict[int, Seen]:
    """These values as they stand, each with its version and who changed it last."""
    rows = c.execute(select(fact_values).where(fact_values.c.id.in_(numbers))).all()
    counted = dict(_versions(c, numbers))
    return {
        row.id: Seen(
            value=row.id,
            version=1 + counted.get(row.id, 0),
            status=ValueStatus(row.status),
            claim=claim_from_json(row.claim),
            **_changed(c, row.id) if row.id in counted else {},
        )
        for row in rows
    }


def _versions(c: Connection, numbers: Collection[int]) -> Iterable[tuple[int, int]]:
    query = select(standings.c.value_id, func.count()).where(standings.c.value_id.in_(numbers)).group_by(standings.c.value_id)
    return ((int(row[0]), int(row[1])) for row in c.execute(query))


def _changed(c: Connection, number: int) -> dict[str, Any]:
    """Who changed a value last, and when: an outlet by its article, else a person."""
    query = select(standings, revisions.c.outlet).outerjoin(revisions, revisions.c.id == standings.c.revision_id)
    last = c.execute(query.where(standings.c.value_id == number).order_by(standings.c.id.desc()).limit(1)).one()
    by = last.outlet
    if by is None:
        mine = audit.c.subject == f"F-{number}", audit.c.at == last.at
        by = c.execute(select(audit.c.who).where(*mine).order_by(audit.c.id.desc()).limit(1)).scalar_one_or_none()
    return {"by": None if by is None else str(by).partition(" (")[0], "at": last.at}


def _one(c: Connection, query: Select[Any]) -> HandRow | None:
    row = c.execute(query).one_or_none()
    return None if row is None else _row(row)


def _row(row: Row[Any]) -> HandRow:
    body: dict[str, Any] = row.body
    click = Click(key=row.key, who=row.who, name=row.name, verb=Verb(row.verb), at=row.at, root=row.root_id, body=body)
    return HandRow(
        id=row.id,
        click=click,
        alert=row.alert_id,
        said=None if row.said is None else Said(row.said),
        answer=row.answer or "",
        undone_by=row.undone_by,
        mute=row.mute_id,
    )


def _effect_row(number: int, effect: Effect) -> dict[str, Any]:
    return {
        "hand_id": number,
        "value_id": effect.value,
        "before": None if effect.before is None else effect.before.value,
        "after": effect.after.value,
        "version": effect.version,
        "claim": None if effect.claim is None else claim_to_json(effect.claim),
    }


def _effect(row: Row[Any]) -> Effect:
    return Effect(
        value=row.value_id,
        before=None if row.before is None else ValueStatus(row.before),
        after=ValueStatus(row.after),
        version=row.version,
        claim=None if row.claim is None else claim_from_json(row.claim),
    )
