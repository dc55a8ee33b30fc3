"""What a poll takes up: entries, and the articles that they stand for, however many, in a handful of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from service.store.feeds import FeedRow, Polled, entry_digest
from service.store.tables.watched import addresses, articles, entries, feeds
from watchers.identity import path_of, place_of
from watchers.model import Entry

_MINE: Final = and_(entries.c.feed_id == bindparam("feed"), entries.c.identity.in_(bindparam("named", expanding=True)))
_KNOWN: Final = select(entries.c.identity, entries.c.article_id, entries.c.digest).where(_MINE)
_BY_URL: Final = select(articles.c.url, articles.c.id).where(articles.c.url.in_(bindparam("urls", expanding=True)))
_BY_PLACE: Final = select(addresses.c.place, addresses.c.article_id).where(
    addresses.c.place.in_(bindparam("places", expanding=True))
)
_NEW_ARTICLES: Final = insert(articles).returning(articles.c.id, sort_by_parameter_order=True)
_NEW_ENTRIES, _NEW_ADDRESSES = insert(entries), insert(addresses)
_POLLED: Final = update(feeds).where(feeds.c.id == bindparam("feed"))


@dataclass(frozen=True, kw_only=True, slots=True)
class _New:
    """An entry that the feed shows for the first time."""

    entry: Entry
    url: str
    """What its article is known under."""
    place: str
    """What all spellings of that address have in common; empty where there is nothing, or where the address is not its own."""


def record_poll(c: Connection, row: FeedRow, polled: Polled, now: datetime) -> tuple[int, ...]:
    """Store what a poll found; ids of the articles that are now to be read, in the order of their entries."""
    ready = _record_entries(c, row, polled, now) if polled.entries else ()
    values = {
        "etag": polled.validators.etag,
        "last_modified": polled.validators.last_modified,
        "body_sha256": polled.body_sha256,
        "marks": polled.marks,
        "found": polled.found,
        "title": polled.title,
        "lang": polled.lang,
        "learned": row.learned or polled.whole,
        "failures": 0,
        "fault": polled.fault,
        "last_tried": now,
        "last_good": now,
        "next_due": polled.next_due,
    }
    c.execute(_POLLED, {"feed": row.id, **values})
    return tuple(dict.fromkeys(ready))


def _record_entries(c: Connection, row: FeedRow, polled: Polled, now: datetime) -> tuple[int, ...]:
    listed = {entry.identity: entry for entry in polled.entries}
    known = {told.identity: told for told in c.execute(_KNOWN, {"feed": row.id, "named": list(listed)})}
    fresh = _record_new(c, row, [entry for entry in listed.values() if entry.identity not in known], (polled, now))
    ready: list[int] = []
    for identity, entry in listed.items():
        if identity not in known:
            ready += fresh.get(identity, [])
        elif known[identity].digest != entry_digest(entry):
            _edit(c, row, entry, known[identity].digest)
            _read_again(c, known[identity].article_id, now)
            ready.append(known[identity].article_id)
    return tuple(ready)


def _record_new(c: Connection, row: FeedRow, listed: Sequence[Entry], made: tuple[Polled, datetime]) -> dict[str, list[int]]:
    """Store entries that the feed shows for the first time; by identity the article, where that is new too."""
    if not listed:
        return {}
    polled, now = made
    new = [_new(row, entry) for entry in listed]
    by_url = {told.url: int(told.id) for told in c.execute(_BY_URL, {"urls": [one.url for one in new]})}
    by_place = _places(c, [one.place for one in new if one.place and one.url not in by_url])
    wanted = [one for one in new if one.url not in by_url and one.place not in by_place]
    wanted = list({one.url: one for one in reversed(wanted)}.values())[::-1]
    wanted = list({one.place or one.url: one for one in reversed(wanted)}.values())[::-1]
    said = {"outlet": row.outlet or polled.title or row.host, "feed_id": row.id, "shadow": polled.shadow}
    said |= {"state": "to_read", "due": now, "attempts": 0, "first_seen": now}
    fresh: dict[str, list[int]] = {}
    if wanted:
        numbers = c.execute(_NEW_ARTICLES, [{"url": one.url, **said} for one in wanted]).scalars().all()
        for one, number in zip(wanted, numbers, strict=True):
            by_url[one.url] = number
            fresh[one.entry.identity] = [number]
            if one.place:
                by_place[one.place] = number
        _name_places(c, wanted, by_url)
    rows = [
        {"feed_id": row.id, "identity": one.entry.identity, "first_seen": now, **_said(one.entry)}
        | {"article_id": by_url[one.url] if one.url in by_url else by_place[one.place]}
        for one in new
    ]
    c.execute(_NEW_ENTRIES, rows)
    return fresh


def _new(row: FeedRow, entry: Entry) -> _New:
    if entry.url is None:
        return _New(entry=entry, url=f"entry:{row.id}:{entry.identity}", place="")
    # several entries of different titles may stand under one address: then it is not its own
    return _New(entry=entry, url=entry.url, place=place_of(entry.url) if entry.identity == entry.url else "")


def _places(c: Connection, places: Sequence[str]) -> dict[str, int]:
    return {told.place: int(told.article_id) for told in c.execute(_BY_PLACE, {"places": list(places)})} if places else {}


def _name_places(c: Connection, named: Sequence[_New], numbers: Mapping[str, int]) -> None:
    """From now on these articles are known under their places; a front page is nobody's: dead links lead there."""
    own = (one for one in named if one.place and path_of(one.url).strip("/"))
    rows = [{"place": one.place, "article_id": numbers[one.url]} for one in own]
    if rows:
        c.execute(_NEW_ADDRESSES, rows)


def _edit(c: Connection, row: FeedRow, entry: Entry, before: str) -> None:
    mine = and_(entries.c.feed_id == row.id, entries.c.identity == entry.identity)
    c.execute(update(entries).where(mine).values(before=before, **_said(entry)))


def _said(entry: Entry) -> dict[str, Any]:
    return {
        "url": entry.url,
        "guid": entry.guid,
        "title": entry.title,
        "summary": entry.summary,
        "author": entry.author,
        "lang": entry.lang,
        "published": entry.published,
        "updated": entry.updated,
        "digest": entry_digest(entry),
    }


def _read_again(c: Connection, article_id: int, now: datetime) -> None:
    """An edited entry: what it adds is news, even where its first text was learned in silence; not before it was learned."""
    still = and_(articles.c.shadow, articles.c.state.in_(("to_read", "to_judge")))
    c.execute(
        update(articles).where(articles.c.id == article_id).values(state="to_read", due=now, attempts=0, error=None, shadow=still)
    )
