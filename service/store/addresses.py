"""Every address under which an article is known: its own in other spellings, what its page calls itself, where a link led."""

from sqlalchemy import Connection, insert, select

from service.store.tables.watched import addresses
from watchers.identity import path_of, place_of


def known_under(c: Connection, url: str) -> int | None:
    """The article that is known under this address, however it is spelled."""
    place = place_of(url)
    if not place:
        return None
    found = c.execute(select(addresses.c.article_id).where(addresses.c.place == place)).scalar_one_or_none()
    return None if found is None else int(found)


def is_known_under(c: Connection, article_id: int, *urls: str | None) -> None:
    """From now on the article is known under these addresses too; an address keeps the article that was first known under it.

    A front page is nobody's: dead links lead there.
    """
    for url in urls:
        place = place_of(url) if url else ""
        if place and path_of(url or "").strip("/") and known_under(c, url or "") is None:
            c.execute(insert(addresses).values(place=place, article_id=article_id))
