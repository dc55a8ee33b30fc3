"""Articles as they were read, for whoever looks at them again under new names."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from alerts.matching import fact_key, norm
from alerts.model import SourceKind
from service.store.articles import ArticleState, article_in, record_read
from service.store.names import Reread
from service.store.tables.ledger import verdicts
from service.store.tables.watched import articles, revisions
from watchers.claims.codec import claim_from_json
from watchers.claims.model import Claim
from watchers.model import Article

Told = frozenset[tuple[str, str]]
"""What an article claims: slots and values."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """An article that is read and judged, by its newest revision."""

    id: int
    revision: int
    article: Article
    told: Told


def judged_since(c: Connection, order: Reread, size: int, renew: Callable[[Claim], Claim]) -> tuple[Judged, ...]:
    """Judged articles of the order's time, so many from its place on, by number; ``renew`` is laid over what they told."""
    later = revisions.alias()
    newest = select(func.max(later.c.number)).where(later.c.article_id == articles.c.id).scalar_subquery()
    query = (
        select(revisions)
        .join(articles, articles.c.id == revisions.c.article_id)
        .where(articles.c.id > order.cursor, articles.c.state == ArticleState.DONE, articles.c.kind == SourceKind.ARTICLE)
        .where(revisions.c.number == newest, revisions.c.judged_at.is_not(None), revisions.c.read_at >= order.since)
        .where(revisions.c.shrunk_at.is_(None))  # of a shrunk text only quotes are left
        .order_by(articles.c.id)
        .limit(size)
    )
    rows = c.execute(query).all()
    told = _told(c, [row.id for row in rows], renew)
    return tuple(
        Judged(id=row.article_id, revision=row.id, article=article_in(row), told=told.get(row.id, frozenset())) for row in rows
    )


def _told(c: Connection, ids: Collection[int], renew: Callable[[Claim], Claim]) -> dict[int, Told]:
    found: dict[int, set[tuple[str, str]]] = {}
    for row in c.execute(select(verdicts.c.revision_id, verdicts.c.claim).where(verdicts.c.revision_id.in_(ids))):
        claim = renew(claim_from_json(row.claim))
        found.setdefault(row.revision_id, set()).add((fact_key(claim), norm(claim)))
    return {revision: frozenset(told) for revision, told in found.items()}


def judge_again(c: Connection, judged: Judged, now: datetime) -> bool:
    """A revision of the same text, to be judged anew; nothing where the article has moved on meanwhile."""
    state = c.execute(select(articles.c.state).where(articles.c.id == judged.id)).scalar_one()
    newest = c.execute(select(func.max(revisions.c.id)).where(revisions.c.article_id == judged.id)).scalar_one()
    if state != ArticleState.DONE or newest != judged.revision:
        return False
    return record_read(c, judged.id, judged.article, now, always=True)
