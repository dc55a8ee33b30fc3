"""The desk's names: what was decided, what waits for a decision with the sentences in which it stands, what is read again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from alerts.comparing import fold
from service.desknames import DeskName, NameSort
from service.store.audits import Act, note
from service.store.session import inserted
from service.store.tables.desk import desk_names, name_queue, rereads

SENTENCES = 5
"""Kept of a name that waits: the newest."""
LONGEST = 400
"""Characters of a sentence that are kept."""
REACH = timedelta(days=30)
"""How far back articles are read again after a change of names."""


class QueueState(StrEnum):
    """What became of a name that nobody listed."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    MERGED = "merged"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One sentence in which a name stands."""

    quote: str
    url: str
    outlet: str
    seen: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Stranger:
    """A name of a claim that nobody listed, as an article has it."""

    name: str
    sort: NameSort
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Queued:
    """A name that waits, or waited, for a decision."""

    id: int
    name: str
    sort: NameSort
    state: QueueState
    first_seen: datetime
    last_seen: datetime
    times: int
    sentences: tuple[Standing, ...]

    @property
    def label(self) -> str:
        """Its public id."""
        return f"N-{self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """A decision as it was written down."""

    id: int
    decision: DeskName
    decided_at: datetime
    who: str


# ---------------------------------------------------------------------------------------------------------------- decisions


def names_of_desk(c: Connection) -> tuple[DeskName, ...]:
    """Every decision that stands, in the order in which the names were first decided on."""
    return tuple(one.decision for one in decisions(c))


def decisions(c: Connection) -> tuple[Decided, ...]:
    """The same, with who and when."""
    return tuple(_decided(row) for row in c.execute(select(desk_names).order_by(desk_names.c.id)))


def decide(c: Connection, decision: DeskName, act: Act, what: str) -> None:
    """Write a decision down, in place of an earlier one about the same name; its aliases follow it to a new owner."""
    key = fold(decision.name)
    before = c.execute(select(desk_names).where(desk_names.c.key == key)).one_or_none()
    values = _values(decision) | {"decided_at": act.at, "who": act.who}
    if before is None:
        c.execute(insert(desk_names).values(key=key, **values))
    else:
        c.execute(update(desk_names).where(desk_names.c.id == before.id).values(**values))
    if decision.stands_for is not None:
        moved = update(desk_names).where(desk_names.c.stands_for == decision.name)
        c.execute(moved.values(stands_for=decision.stands_for))
    note(c, act, what, decision.name, (None if before is None else _as_json(_decided(before).decision), _as_json(decision)))


def _values(decision: DeskName) -> dict[str, Any]:
    return {
        "name": decision.name,
        "sort": decision.sort.value,
        "stands_for": decision.stands_for,
        "country": decision.country,
        "level": decision.level,
        "aliases": list(decision.aliases),
    }


def _as_json(decision: DeskName) -> dict[str, Any]:
    return {key: value for key, value in _values(decision).items() if value not in (None, [])}


def _decided(row: Row[tuple[object, ...]]) -> Decided:
    decision = DeskName(
        name=row.name,
        sort=NameSort(row.sort),
        stands_for=row.stands_for,
        country=row.country,
        level=row.level,
        aliases=tuple(row.aliases),
    )
    return Decided(id=row.id, decision=decision, decided_at=row.decided_at, who=row.who)


# -------------------------------------------------------------------------------------------------------------------- queue


def queue_names(c: Connection, strangers: Iterable[Stranger]) -> None:
    """Put the unlisted names of one article into the queue, or tell those that wait of one more sentence."""
    first: dict[str, Stranger] = {}
    for one in strangers:
        first.setdefault(fold(one.name), one)
    for key, one in first.items():
        row = c.execute(select(name_queue).where(name_queue.c.key == key)).one_or_none()
        if row is None:
            c.execute(insert(name_queue).values(key=key, **_new(one)))
        else:
            c.execute(update(name_queue).where(name_queue.c.id == row.id).values(**_again(row, one)))


def queued(c: Connection, *, everything: bool = False) -> tuple[Queued, ...]:
    """The names that wait, the one seen last first; ``everything``: also those decided on."""
    query = select(name_queue).order_by(name_queue.c.last_seen.desc(), name_queue.c.id)
    if not everything:
        query = query.where(name_queue.c.state == QueueState.WAITING)
    return tuple(_queued(row) for row in c.execute(query))


def find_queued(c: Connection, name: str) -> Queued | None:
    """A name of the queue by its public id (``N-3``) or as it is written."""
    digits = name.upper().removeprefix("N-")
    labelled = name[:2].upper() == "N-" and digits.isascii() and digits.isdecimal() and len(digits) < 10
    wanted = name_queue.c.id == int(digits) if labelled else name_queue.c.key == fold(name)
    row = c.execute(select(name_queue).where(wanted)).one_or_none()
    return None if row is None else _queued(row)


def settle(c: Connection, name: str, state: QueueState) -> None:
    """A decision was made about a name; nothing where it never waited."""
    c.execute(update(name_queue).where(name_queue.c.key == fold(name)).values(state=state.value))


def _new(one: Stranger) -> dict[str, Any]:
    seen = one.standing.seen
    return {
        "name": one.name,
        "sort": one.sort.value,
        "state": QueueState.WAITING.value,
        "first_seen": seen,
        "last_seen": seen,
        "times": 1,
        "sentences": [_sentence(one.standing)],
    }


def _again(row: Row[tuple[object, ...]], one: Stranger) -> dict[str, Any]:
    told = [held for held in row.sentences if held["url"] != one.standing.url]
    known = len(told) < len(row.sentences)  # a later revision of an article that was counted
    return {
        "last_seen": max(row.last_seen, one.standing.seen),
        "times": row.times + (0 if known else 1),
        "sentences": [_sentence(one.standing), *told][:SENTENCES],
    }


def _sentence(standing: Standing) -> dict[str, Any]:
    quote = " ".join(standing.quote.split())[:LONGEST]
    return {"quote": quote, "url": standing.url, "outlet": standing.outlet, "seen": standing.seen.isoformat()}


def _queued(row: Row[tuple[object, ...]]) -> Queued:
    return Queued(
        id=row.id,
        name=row.name,
        sort=NameSort(row.sort),
        state=QueueState(row.state),
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        times=row.times,
        sentences=tuple(Standing(**{**held, "seen": datetime.fromisoformat(held["seen"])}) for held in row.sentences),
    )


# ------------------------------------------------------------------------------------------------------------------ rereads


@dataclass(frozen=True, kw_only=True, slots=True)
class Reread:
    """An order to read the articles of the last days again that hold one of some words."""

    id: int
    words: tuple[str, ...]
    becomes: str | None
    """Under which name they are known now, if any."""
    since: datetime
    cursor: int
    """The last article that was looked at."""


def order_reread(c: Connection, words: Sequence[str], becomes: str | None, now: datetime) -> int:
    """Ask whoever runs the daemon to read again what holds one of these names; the order's number."""
    values: dict[str, Any] = {"words": list(words), "becomes": becomes, "since": now - REACH, "created_at": now}
    values |= {"cursor": 0, "read": 0, "changed": 0, "active": True}
    return inserted(c, insert(rereads), values)


_OPEN = select(rereads).where(rereads.c.active).order_by(rereads.c.id)
"""Asked at every beat: made once."""


def open_rereads(c: Connection) -> tuple[Reread, ...]:
    """The orders that are not yet carried out, the oldest first."""
    rows = c.execute(_OPEN)
    return tuple(
        Reread(id=row.id, words=tuple(row.words), becomes=row.becomes, since=row.since, cursor=row.cursor) for row in rows
    )


def advance_reread(c: Connection, order: Reread, cursor: int | None, counts: tuple[int, int]) -> None:
    """Articles up to ``cursor`` were looked at, so many read again and so many changed; ``None``: the order is carried out."""
    read, changed = counts
    values = {"read": rereads.c.read + read, "changed": rereads.c.changed + changed, "active": cursor is not None}
    place = rereads.c.id == order.id, rereads.c.cursor == order.cursor
    c.execute(update(rereads).where(*place).values(**values, cursor=order.cursor if cursor is None else cursor))
