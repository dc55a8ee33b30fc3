"""Articles that are read again: when, under which validators, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from service.store.articles import ArticleState
from service.store.tables.watched import articles
from watchers.model import Validators

DUE_PAGE = 200
"""At most so many articles are read again at a beat: the rest is found by the next."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """What a reading leaves for the next one."""

    made: int
    """How many readings after the first are behind the article."""
    due: datetime | None
    """When it is read again; ``None``: never."""
    validators: Validators | None = None
    """Of the page, where it answered in full and was read whole; ``None``: as they were."""
    fault: str | None = None
    """Why this reading gave nothing."""
    changed: bool = False
    """It found another text, which is news even where the first one was learned in silence."""


def due_visits(c: Connection, now: datetime) -> tuple[int, ...]:
    """Articles that are done and to be read again by now, the longest overdue first, one page of them."""
    return tuple(c.execute(_DUE, {"now": now}).scalars())


_DUE = (
    select(articles.c.id)
    .where(articles.c.visit_due <= bindparam("now"), articles.c.state == ArticleState.DONE)
    .order_by(articles.c.visit_due)
    .limit(DUE_PAGE)
)
"""Asked at every beat: made once."""


def record_visit(c: Connection, article_id: int, visit: Visit) -> None:
    """Write down when the article is read next, and under which validators."""
    values: dict[str, object] = {"visits": visit.made, "visit_due": visit.due, "visit_fault": visit.fault}
    if visit.validators is not None:
        values |= {"etag": visit.validators.etag, "last_modified": visit.validators.last_modified}
    if visit.changed:
        values["shadow"] = False
    c.execute(update(articles).where(articles.c.id == article_id).values(**values))
