"""Mutes: silences with an end, an author and a list. None is deleted; ended early, it ends now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from alerts.audience import Silence
from service.store.audits import Act, note
from service.store.session import inserted
from service.store.tables.sending import alerts, mutes
from service.store.tables.watched import articles


@dataclass(frozen=True, kw_only=True, slots=True)
class Mute:
    """A silence as it is listed."""

    silence: Silence
    begun: datetime


def add_mute(c: Connection, subject: str, until: datetime, act: Act, *, channel: str | None) -> int:
    """Mute a subject from now on; the mute's number."""
    values = {"subject": subject, "channel": channel, "author": act.who, "why": act.why, "begun": act.at, "until": until}
    number = inserted(c, insert(mutes).values(**values))
    note(c, act, "mute", subject, (None, {"channel": channel, "until": until.isoformat()}))
    return number


def end_mute(c: Connection, number: int, act: Act) -> bool:
    """End it now; false where there is none of this number that still holds."""
    row = c.execute(select(mutes).where(mutes.c.id == number, mutes.c.until > act.at)).one_or_none()
    if row is None:
        return False
    c.execute(update(mutes).where(mutes.c.id == number).values(until=act.at))
    note(c, act, "unmute", row.subject, ({"until": row.until.isoformat()}, {"until": act.at.isoformat()}))
    return True


def mutes_of(c: Connection, now: datetime, *, ended: bool = False) -> tuple[Mute, ...]:
    """Every mute that holds now, oldest first; with ``ended`` those that held once too."""
    query = select(mutes).order_by(mutes.c.id)
    rows = c.execute(query if ended else query.where(mutes.c.until > now)).all()
    return tuple(Mute(silence=_silence(row), begun=row.begun) for row in rows)


def silences(c: Connection, now: datetime) -> tuple[Silence, ...]:
    """The mutes that hold now."""
    return tuple(mute.silence for mute in mutes_of(c, now))


def story_mute(c: Connection, article_id: int, held: tuple[Silence, ...], channel: str) -> Silence | None:
    """The mute, of these, of the story that an article belongs to, in a channel."""
    keys = {one.subject.partition(":")[2]: one for one in held if _of_story(one) and one.channel in (None, channel)}
    if not keys:
        return None
    story = select(articles.c.story_id).where(articles.c.id == article_id).scalar_subquery()
    query = select(alerts.c.key).where(alerts.c.key.in_(keys), alerts.c.story_id == story).order_by(alerts.c.id).limit(1)
    key = c.execute(query).scalar_one_or_none()
    return None if key is None else keys[key]


def _of_story(silence: Silence) -> bool:
    return silence.subject.startswith("story:")


def _silence(row: Row[tuple[object, ...]]) -> Silence:
    return Silence(id=row.id, subject=row.subject, until=row.until, author=row.author, channel=row.channel, why=row.why)
