"""Alerts that are held back for a channel's morning or digest, and the digest that tells them: nothing of it is ever dropped."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from alerts.delivery import DeliveryState, Errand
from alerts.model import Kinship, ValueStatus
from service.store.tables.ledger import fact_values, sightings
from service.store.tables.sending import alerts, outbox
from service.store.tables.watched import feeds, revisions, watches

_BEGUN = (DeliveryState.SENT.value, DeliveryState.SENDING.value, DeliveryState.UNKNOWN.value)
_NAMED = 5
"""Feeds that fail, and feeds in trouble, named in a digest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldRow:
    """An alert that is held back, or was told, as a digest lists it."""

    id: int
    text: str
    rank: int
    url: str | None
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """What came to pass between two instants."""

    read: int
    copies: int
    open: int
    failing: tuple[str, ...]
    troubled: tuple[tuple[str, str], ...]
    """Host and what is wrong; what was not told before comes first."""
    troubles: int = 0
    """How many there are beside them."""
    new: bool = False
    """Whether one of them was not told before."""


def hold(c: Connection, numbers: Collection[int], due: datetime, why: str) -> None:
    """Hold rows back until then."""
    values = {"state": DeliveryState.HELD.value, "active": False, "due": due, "error": why}
    c.execute(update(outbox).where(outbox.c.id.in_(numbers)).values(**values))


def let_go(c: Connection, numbers: Collection[int], now: datetime) -> None:
    """They go out after all, one by one."""
    values = {"state": DeliveryState.READY.value, "active": True, "due": now, "error": None}
    c.execute(update(outbox).where(outbox.c.id.in_(numbers), outbox.c.state == DeliveryState.HELD.value).values(**values))


def fold(c: Connection, numbers: Collection[int], digest: int) -> None:
    """A digest tells them; whatever waited to edit or answer them has nothing to do any more."""
    folded = {"state": DeliveryState.FOLDED.value, "active": False, "root_id": digest, "error": None}
    c.execute(update(outbox).where(outbox.c.id.in_(numbers)).values(**folded))
    idle = {"state": DeliveryState.DEAD.value, "active": False, "error": "told in a digest"}
    c.execute(update(outbox).where(outbox.c.root_id.in_(numbers), outbox.c.active).values(**idle))


def channels_held(c: Connection, now: datetime) -> tuple[str, ...]:
    """Channels with something held whose time has come."""
    return tuple(c.execute(_CHANNELS_HELD, {"now": now}).scalars())


_CHANNELS_HELD = (
    select(outbox.c.channel)
    .where(outbox.c.state == DeliveryState.HELD.value, outbox.c.due <= bindparam("now"))
    .distinct()
    .order_by(outbox.c.channel)
)
"""Asked at every beat: made once."""


def held_rows(c: Connection, channel: str, now: datetime) -> tuple[HeldRow, ...]:
    """What is held in a channel and whose time has come, oldest first."""
    return _listed(c, outbox.c.channel == channel, outbox.c.state == DeliveryState.HELD.value, outbox.c.due <= now)


def told_rows(c: Connection, channel: str, since: datetime, until: datetime) -> tuple[HeldRow, ...]:
    """Alerts that were told in a channel between two instants, with where they stand."""
    when = outbox.c.attempted_at >= since, outbox.c.attempted_at < until
    return _listed(c, outbox.c.channel == channel, outbox.c.state == DeliveryState.SENT.value, *when)


def _listed(c: Connection, *which: object) -> tuple[HeldRow, ...]:
    query = (
        select(outbox, revisions.c.url)
        .join(alerts, alerts.c.id == outbox.c.alert_id)
        .join(revisions, revisions.c.id == alerts.c.revision_id)
        .where(outbox.c.errand == Errand.POST.value, outbox.c.rank.is_not(None), *which)  # type: ignore[arg-type]  # conditions
        .order_by(outbox.c.id)
    )
    return tuple(
        HeldRow(id=row.id, text=row.message["text"], rank=row.rank, url=row.receipt_link or row.url, why=row.error or "")
        for row in c.execute(query)
    )


def told_today(c: Connection, channel: str, since: datetime) -> int:
    """Alerts that a channel has had since then."""
    mine = outbox.c.channel == channel, outbox.c.errand == Errand.POST.value, outbox.c.rank.is_not(None)
    begun = outbox.c.attempted_at >= since, outbox.c.state.in_(_BEGUN)
    return int(c.execute(select(func.count()).select_from(outbox).where(*mine, *begun)).scalar_one())


def backlog(c: Connection, channel: str, before: datetime) -> tuple[int, ...]:
    """Alerts of a channel that were decided before then and never tried, oldest first."""
    mine = outbox.c.channel == channel, outbox.c.active, outbox.c.errand == Errand.POST.value, outbox.c.rank.is_not(None)
    untried = outbox.c.state == DeliveryState.READY.value, outbox.c.attempts == 0, outbox.c.created_at < before
    return tuple(c.execute(select(outbox.c.id).where(*mine, *untried).order_by(outbox.c.id)).scalars())


def counts(c: Connection, since: datetime, until: datetime) -> Counts:
    """What was read between two instants, and how ledger and feeds stand now."""
    read = select(func.count()).select_from(revisions).where(revisions.c.judged_at >= since, revisions.c.judged_at < until)
    kin = sightings.c.kinship.in_([Kinship.COPY.value, Kinship.REWRITE.value])
    when = sightings.c.seen_at >= since, sightings.c.seen_at < until
    copies = select(func.count(sightings.c.article_id.distinct())).where(kin, *when)
    disputed = select(func.count(fact_values.c.fact_id.distinct())).where(fact_values.c.status == ValueStatus.DISPUTED.value)
    fresh, lasting = _troubled(c, since, until)
    troubled = (*fresh, *lasting)
    failing = select(feeds.c.host).where(
        feeds.c.enabled, feeds.c.failures > 0, feeds.c.host.not_in([host for host, _ in troubled])
    )
    return Counts(
        read=int(c.execute(read).scalar_one()),
        copies=int(c.execute(copies).scalar_one()),
        open=int(c.execute(disputed).scalar_one()),
        failing=tuple(c.execute(failing.distinct().order_by(feeds.c.host).limit(_NAMED)).scalars()),
        troubled=troubled[:_NAMED],
        troubles=max(0, len(troubled) - _NAMED),
        new=bool(fresh),
    )


def _troubled(c: Connection, since: datetime, until: datetime) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Feeds in trouble: those that were told, moved or slid past entries between two instants, and those told before."""
    told = select(feeds.c.host, watches.c.trouble, watches.c.told, watches.c.tell_at, watches.c.moved_at, watches.c.slid_at)
    rows = c.execute(
        told.join(watches, watches.c.feed_id == feeds.c.id).where(feeds.c.enabled).order_by(feeds.c.host, feeds.c.id)
    )
    fresh, lasting = dict[tuple[str, str], None](), dict[tuple[str, str], None]()
    for row in rows:
        if row.told and row.trouble:
            anew = row.tell_at is not None and since <= row.tell_at < until
            (fresh if anew else lasting)[row.host, row.trouble] = None
        for what, at in (("moved", row.moved_at), ("slid", row.slid_at)):
            if at and since <= at < until:
                fresh[row.host, what] = None
    return tuple(fresh), tuple(one for one in lasting if one not in fresh)
