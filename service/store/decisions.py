"""What was decided about an article, to be shown: its verdicts with their reasons, and the alert where there was one."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from service.store.articles import ArticleState
from service.store.tables.ledger import verdicts
from service.store.tables.sending import alerts
from service.store.tables.watched import articles, revisions


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One verdict as it was written down."""

    kind: str
    """Of the claim: agency, partner, price or figure."""
    outcome: str
    reason: str
    explanation: str
    rank: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """What became of an article's newest judged revision."""

    state: ArticleState
    error: str | None
    """Why it could not be read, where it could not."""
    incomplete: str | None
    """Why it was not read whole, where it was not."""
    decisions: tuple[Decision, ...]
    rank: int | None
    """Of its alert; ``None`` where there was none."""


def decided(c: Connection, url: str) -> Decided | None:
    """What was decided about the article of this address; ``None`` while it is not known or waits for a stage."""
    article = c.execute(select(articles).where(articles.c.url == url)).one_or_none()
    if article is None or article.state not in (ArticleState.DONE, ArticleState.FAILED):
        return None
    query = select(revisions).where(revisions.c.article_id == article.id, revisions.c.judged_at.is_not(None))
    revision = c.execute(query.order_by(revisions.c.number.desc()).limit(1)).one_or_none()
    number = None if revision is None else revision.id
    rows = c.execute(select(verdicts).where(verdicts.c.revision_id == number).order_by(verdicts.c.ordinal))
    return Decided(
        state=ArticleState(article.state),
        error=article.error,
        incomplete=None if revision is None else revision.incomplete,
        decisions=tuple(
            Decision(kind=row.claim["kind"], outcome=row.outcome, reason=row.reason, explanation=row.explanation, rank=row.rank)
            for row in rows
        ),
        rank=c.execute(select(alerts.c.rank).where(alerts.c.revision_id == number)).scalar_one_or_none(),
    )
