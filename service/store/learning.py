"""The end of a feed's first poll."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from service.store.articles import ArticleState
from service.store.tables.ledger import sightings
from service.store.tables.sending import outbox
from service.store.tables.watched import articles, feeds


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """What a feed's first poll has left in the ledger."""

    feed_id: int
    outlet: str
    articles: int
    facts: int
    """Values that its articles tell."""


def learned_by(c: Connection, article_id: int) -> Learned | None:
    """What the first poll taught, once this article was the last of it to be read and judged; ``None`` before."""
    mine = select(articles.c.feed_id, articles.c.shadow).where(articles.c.id == article_id)
    row = c.execute(mine).one_or_none()
    if row is None or row.feed_id is None or not row.shadow or _pending(c, row.feed_id):
        return None
    read = articles.c.feed_id == row.feed_id, articles.c.state.in_([ArticleState.DONE, ArticleState.FAILED]), articles.c.shadow
    told = select(func.count(sightings.c.value_id.distinct())).join(articles, articles.c.id == sightings.c.article_id)
    return Learned(
        feed_id=row.feed_id,
        outlet=_outlet(c, row.feed_id),
        articles=c.execute(select(func.count()).select_from(articles).where(*read)).scalar_one(),
        facts=c.execute(told.where(*read)).scalar_one(),
    )


def _outlet(c: Connection, feed_id: int) -> str:
    named = func.coalesce(func.nullif(feeds.c.outlet, ""), feeds.c.title, feeds.c.host)
    return str(c.execute(select(named).where(feeds.c.id == feed_id)).scalar_one())


def told(c: Connection, key: str) -> bool:
    """Whether a message of this key is already on its way or sent."""
    return c.execute(select(outbox.c.id).where(outbox.c.key == key)).scalar_one_or_none() is not None


def _pending(c: Connection, feed_id: int) -> bool:
    """Whether articles of a feed's first poll are not yet listed, read and judged."""
    if not c.execute(select(feeds.c.learned).where(feeds.c.id == feed_id)).scalar_one():
        return True
    waiting = [ArticleState.TO_READ, ArticleState.TO_JUDGE]
    query = select(articles.c.id).where(articles.c.feed_id == feed_id, articles.c.state.in_(waiting), articles.c.shadow)
    return c.execute(query.limit(1)).scalar_one_or_none() is not None
