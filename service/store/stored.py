"""The database's own articles, as an archive: every version that was judged, in the order of reading."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from alerts.model import SourceKind
from service.store.articles import article_in
from service.store.tables.ledger import verdicts
from service.store.tables.watched import articles, revisions
from watchers.claims.codec import claim_from_json
from watchers.claims.model import Claim
from watchers.model import Article

PAGE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """One version of an article."""

    id: str
    """The article's number."""
    article: Article
    read_at: datetime
    on_beat: bool
    shrunk_at: datetime | None
    """Since when only its quotes are kept."""
    claims: tuple[Claim, ...]
    """What it was judged to claim, where its text is gone."""


def stored(c: Connection, since: datetime | None = None) -> Iterator[Stored]:
    """Every judged version that was read from an address, those read before ``since`` left out."""
    after = 0
    query = (
        select(revisions)
        .join(articles, articles.c.id == revisions.c.article_id)
        .where(articles.c.kind == SourceKind.ARTICLE, revisions.c.judged_at.is_not(None), articles.c.url.not_like("desk:%"))
        .order_by(revisions.c.id)
        .limit(PAGE)
    )
    if since is not None:
        query = query.where(revisions.c.read_at >= since)
    while rows := c.execute(query.where(revisions.c.id > after)).all():
        after = rows[-1].id
        told = _claims(c, [row.id for row in rows if row.shrunk_at is not None])
        for row in rows:
            yield Stored(
                id=str(row.article_id),
                article=article_in(row),
                read_at=row.read_at,
                on_beat=bool(row.on_beat),
                shrunk_at=row.shrunk_at,
                claims=tuple(told[row.id]),
            )


def _claims(c: Connection, numbers: list[int]) -> dict[int, list[Claim]]:
    found: dict[int, list[Claim]] = defaultdict(list)
    query = select(verdicts.c.revision_id, verdicts.c.claim).where(verdicts.c.revision_id.in_(numbers))
    for row in c.execute(query.order_by(verdicts.c.revision_id, verdicts.c.ordinal)):
        found[row.revision_id].append(claim_from_json(row.claim))
    return found
