"""Articles on their way: what is to be read, what was read, what is to be judged."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, func, insert, or_, select, update

from alerts.model import ArticleMark, SourceKind
from service.store.session import inserted
from service.store.tables.watched import articles, entries, revisions
from watchers.model import Article, Incomplete, Lineage, Validators

DUE_PAGE = 1000


class ArticleState(StrEnum):
    """Where an article stands; it advances only together with the result of a stage."""

    TO_READ = "to_read"
    TO_JUDGE = "to_judge"
    DONE = "done"
    FAILED = "failed"


WAITING = (ArticleState.TO_READ, ArticleState.TO_JUDGE)


def _marked(*more: ColumnElement[object]) -> Select[tuple[object, ...]]:
    """What a mark is made of, and more."""
    query = select(revisions, articles.c.first_seen, articles.c.kind, articles.c.unheard, *more)
    return query.join(articles, articles.c.id == revisions.c.article_id)


# Statements are built once: building one anew costs several times as much as running it.
_ITSELF = articles.c.id == bindparam("article")
_MINE = revisions.c.article_id == bindparam("article")
_FEED = articles.c.feed_id == select(articles.c.feed_id).where(_ITSELF).scalar_subquery()
_READY_STATE = articles.c.state == ArticleState.TO_JUDGE.value
_AGAIN = and_(articles.c.state == ArticleState.DONE.value, articles.c.visit_due <= bindparam("now"))
_TO_READ = (
    select(
        *(articles.c.url.label("address"), articles.c.outlet, articles.c.attempts, articles.c.state, articles.c.visits),
        *(articles.c.first_seen.label("since"), articles.c.etag, articles.c.last_modified, entries),
    )
    .join(entries, entries.c.article_id == articles.c.id)
    .where(_ITSELF, or_(articles.c.state == ArticleState.TO_READ.value, _AGAIN))
    .order_by(func.length(entries.c.summary).desc(), entries.c.id)
    .limit(1)
)
_NEWEST_REVISION = (
    select(revisions.c.number, revisions.c.body_sha256, revisions.c.title, revisions.c.incomplete, revisions.c.judged_at)
    .where(_MINE)
    .order_by(revisions.c.number.desc())
    .limit(1)
)
_NEW_REVISION = insert(revisions)
_CHANGE_REVISION = update(revisions).where(revisions.c.id == bindparam("revision"))
_TO_JUDGE = _marked(articles.c.shadow).where(_ITSELF, _READY_STATE).order_by(revisions.c.number.desc()).limit(1)
_NEWEST_TO_JUDGE = _TO_JUDGE.with_only_columns(revisions.c.id)
_JUDGED_AT = select(revisions.c.judged_at).where(revisions.c.id == bindparam("revision"))
_MARKS = (
    _marked()
    .with_only_columns(
        *(revisions.c[name] for name in ("id", "article_id", "url", "outlet", "title", "lang", "published", "body_sha256")),
        *(revisions.c.sketch, revisions.c.told_to, revisions.c.gist, revisions.c.asked),
        *(articles.c.first_seen, articles.c.kind, articles.c.unheard),
    )
    .where(revisions.c.id.in_(bindparam("revisions", expanding=True)))
)
_NEW_ARTICLE = insert(articles)
_CHANGE_ARTICLE = update(articles).where(_ITSELF)
_BY_ADDRESS = select(articles.c.id).where(articles.c.url == bindparam("address"))
_READY = select(articles.c.id).where(_ITSELF, _READY_STATE)
_FIRST_ON_TIME = select(func.min(articles.c.id)).where(_FEED, _READY_STATE, articles.c.attempts == 0)
_UNREAD_BEFORE = (
    select(articles.c.id)
    .where(_FEED, articles.c.state == ArticleState.TO_READ.value, articles.c.attempts == 0)
    .where(articles.c.id < bindparam("judgeable"))
    .order_by(articles.c.id)
    .limit(1)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ToRead:
    """An article that waits to be read, with what the feed's entry says of it."""

    id: int
    address: str
    """What it is known under; ``entry:…`` for an item without a link, of which only the feed's own text can be read."""
    outlet: str
    title: str
    summary: str
    author: str | None
    published: datetime | None
    lang: str | None
    attempts: int
    first_seen: datetime
    validators: Validators
    """Of the last whole reading of its page."""
    visits: int = 0
    """How often it was read again."""
    visited: bool = False
    """It is done, and only read again to see whether it has changed."""
    digest: str | None = None
    """Of its newest revision's text; ``None`` before the first reading."""
    heading: str | None = None
    """Title of that revision."""
    whole: bool = False
    """Whether that revision was read whole."""

    @property
    def url(self) -> str | None:
        """Where its page is; ``None`` for an item without a link."""
        return None if self.address.startswith("entry:") else self.address


@dataclass(frozen=True, kw_only=True, slots=True)
class ToJudge:
    """A revision that waits to be judged."""

    revision: int
    number: int
    """Counted from 1 within the article."""
    article_id: int
    article: Article
    mark: ArticleMark
    shadow: bool
    feeds: tuple[str, ...] = ()
    """Addresses of the feeds that list it, where somebody asks for them."""


def article_to_read(c: Connection, article_id: int, now: datetime) -> ToRead | None:
    """The article, where it still waits to be read, or is to be read again by now."""
    row = c.execute(_TO_READ, {"article": article_id, "now": now}).one_or_none()
    if row is None:
        return None
    last = newest_revision(c, article_id)
    return ToRead(
        id=article_id,
        address=row.address,
        outlet=row.outlet,
        title=row.title,
        summary=row.summary,
        author=row.author,
        published=row.published,
        lang=row.lang,
        attempts=row.attempts,
        first_seen=row.since,
        validators=Validators(etag=row.etag, last_modified=row.last_modified),
        visits=row.visits,
        visited=row.state == ArticleState.DONE,
        digest=None if last is None else last.body_sha256,
        heading=None if last is None else last.title,
        whole=last is not None and last.incomplete is None,
    )


def newest_revision(c: Connection, article_id: int) -> Row[int, str, str, str | None, datetime | None] | None:
    """Number, digest, title, completeness and judging of the newest revision."""
    return c.execute(_NEWEST_REVISION, {"article": article_id}).one_or_none()


def record_read(c: Connection, article_id: int, article: Article, now: datetime, *, always: bool = False) -> bool:
    """Store what was read as the next revision; false where it says what the last one says, which is then done if judged.

    A headline that changes is a change: it may call the whole a correction. ``always``: an equal text is a revision of its own
    too.
    """
    last = newest_revision(c, article_id)
    same = last is not None and (last.body_sha256, last.title) == (article.lineage.body_sha256, article.title)
    if last is not None and same and not always:
        # not judged: another process has just read it too
        _advance(c, article_id, ArticleState.TO_JUDGE if last.judged_at is None else ArticleState.DONE, now)
        return False
    c.execute(_NEW_REVISION, _revision(article_id, article) | {"number": 1 if last is None else last.number + 1, "read_at": now})
    _advance(c, article_id, ArticleState.TO_JUDGE, now)
    return True


def _revision(article_id: int, article: Article) -> dict[str, object]:
    return {
        "article_id": article_id,
        "body_sha256": article.lineage.body_sha256,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "lang": article.lang,
        "published": article.published,
        "text": article.text,
        "incomplete": article.incomplete,
        "sketch": article.lineage.sketch,
        "told_to": list(article.lineage.told_to),
        "asked": article.lineage.asked,
        "gist": article.lineage.gist,
    }


def record_read_failure(c: Connection, article_id: int, error: str, again: datetime | None) -> None:
    """Reading failed; it is tried ``again`` then, or given up with the reason kept. Nothing where it has been read meanwhile."""
    state = ArticleState.FAILED if again is None else ArticleState.TO_READ
    query = update(articles).where(articles.c.id == article_id, articles.c.state == ArticleState.TO_READ.value)
    if again is not None:
        query = query.values(due=again)
    c.execute(query.values(state=state.value, error=error, attempts=articles.c.attempts + 1))


def revision_to_judge(c: Connection, article_id: int) -> ToJudge | None:
    """The newest revision of an article that waits to be judged."""
    row = c.execute(_TO_JUDGE, {"article": article_id}).one_or_none()
    if row is None:
        return None
    found = {"article": article_in(row), "mark": mark_of(row), "shadow": row.shadow}
    return ToJudge(revision=row.id, number=row.number, article_id=article_id, **found)


def is_judged(c: Connection, revision: int) -> bool:
    """Whether the verdicts on this revision stand."""
    return c.execute(_JUDGED_AT, {"revision": revision}).scalar_one() is not None


def record_judged(c: Connection, judged: ToJudge, *, on_beat: bool, reference: str, now: datetime) -> None:
    """The revision's verdicts stand; the article is done, unless it was put back to be read, or was read, meanwhile."""
    c.execute(
        _CHANGE_REVISION, {"revision": judged.revision, "judged_at": now, "on_beat": on_beat, "reference_digest": reference}
    )
    newest = c.execute(_NEWEST_TO_JUDGE, {"article": judged.article_id}).scalar_one_or_none()
    if newest == judged.revision:
        _advance(c, judged.article_id, ArticleState.DONE, now)


def due_articles(c: Connection, state: ArticleState, now: datetime) -> tuple[int, ...]:
    """Ids of articles that wait in this state and whose time has come, the oldest first, one page of them."""
    return tuple(c.execute(_DUE, {"state": state, "now": now}).scalars())


_DUE = (
    select(articles.c.id)
    .where(articles.c.state == bindparam("state"), articles.c.due <= bindparam("now"))
    .order_by(articles.c.due, articles.c.id)
    .limit(DUE_PAGE)
)
"""Asked twice a beat: made once, for making a statement costs more than running it."""


def next_to_judge(c: Connection, article_id: int) -> int | None:
    """The article that may be judged next in the feed of this one.

    Within a feed articles are judged in the order in which they were listed, oldest first, so that the one which tells a story
    first is the one that alerts, however fast the pages answered. An article whose reading or judging failed once holds up
    nobody: its own time comes.
    """
    mine = {"article": article_id}
    on_time = c.execute(_FIRST_ON_TIME, mine).scalar()
    itself = c.execute(_READY, mine).scalar_one_or_none()
    judgeable = min((int(found) for found in (on_time, itself) if found is not None), default=None)
    if judgeable is None:
        return None
    unread = c.execute(_UNREAD_BEFORE, mine | {"judgeable": judgeable}).scalar_one_or_none()
    return None if unread is not None else judgeable


def postpone(c: Connection, article_id: int, error: str, again: datetime | None) -> None:
    """A stage failed in a way nobody foresaw; the article is tried ``again`` then, or given up with the reason kept.

    Nothing where it is done meanwhile.
    """
    mine = articles.c.id == article_id, articles.c.state.in_(WAITING)
    query = update(articles).where(*mine).values(error=error, attempts=articles.c.attempts + 1)
    c.execute(query.values(state=ArticleState.FAILED.value) if again is None else query.values(due=again))


def marks(c: Connection, revision_ids: Collection[int]) -> dict[int, ArticleMark]:
    """How the ledger remembers the articles of these revisions."""
    found = c.execute(_MARKS, {"revisions": list(revision_ids)}) if revision_ids else ()
    return {row.id: mark_of(row) for row in found}


def mark_of(row: Row[*tuple[Any, ...]]) -> ArticleMark:
    """The mark in a row of ``revisions`` joined with its article's ``first_seen``, ``kind`` and ``unheard``."""
    return ArticleMark(
        article=str(row.article_id),
        url=row.url,
        outlet=row.outlet,
        title=row.title,
        lang=row.lang,
        published=row.published,
        seen=row.first_seen,
        body_sha256=row.body_sha256,
        sketch=row.sketch,
        told_to=tuple(row.told_to),
        gist=row.gist or (),
        asked=row.asked,
        kind=SourceKind(row.kind),
        unheard=row.unheard,
    )


def article_in(row: Row[tuple[object, ...]]) -> Article:
    """The article in a row of ``revisions``."""
    return Article(
        url=row.url,
        canonical_url=row.canonical_url,
        outlet=row.outlet,
        title=row.title,
        byline=row.byline,
        lang=row.lang,
        published=row.published,
        text=row.text,
        incomplete=None if row.incomplete is None else Incomplete(row.incomplete),
        lineage=Lineage(
            body_sha256=row.body_sha256, sketch=row.sketch, told_to=tuple(row.told_to), gist=row.gist or (), asked=row.asked
        ),
    )


def _advance(c: Connection, article_id: int, state: ArticleState, now: datetime) -> None:
    c.execute(_CHANGE_ARTICLE, {"article": article_id, "state": state.value, "due": now, "attempts": 0, "error": None})


def attempts_of(c: Connection, article_id: int) -> int:
    """How often the article's present stage has failed."""
    return int(c.execute(select(articles.c.attempts).where(articles.c.id == article_id)).scalar_one())


def add_article(
    c: Connection, article: Article, now: datetime, *, address: str | None = None, kind: SourceKind = SourceKind.ARTICLE
) -> ToJudge:
    """An article that comes with its text, not from a feed: the next revision of its address, waiting to be judged.

    ``address``: what it is known under, where its own may be, or become, that of an article from a feed. ``kind``: what it is,
    where its address is new.
    """
    address = address or article.url
    known = c.execute(_BY_ADDRESS, {"address": address}).scalar_one_or_none()
    if known is None:
        return _add_new(c, _in_utc(article), address, now, kind)
    record_read(c, known, article, now, always=True)
    item = revision_to_judge(c, known)
    if item is None:
        raise LookupError(f"the article {article.url} was stored and is not there")
    return item


def _in_utc(article: Article) -> Article:
    """As it would come back from the database."""
    return article if article.published is None else replace(article, published=article.published.astimezone(UTC))


def _add_new(c: Connection, article: Article, address: str, now: datetime, kind: SourceKind) -> ToJudge:
    new = {"url": address, "outlet": article.outlet, "shadow": False, "state": ArticleState.TO_JUDGE.value}
    made = inserted(c, _NEW_ARTICLE, new | {"due": now, "attempts": 0, "first_seen": now, "kind": kind.value})
    revision = inserted(c, _NEW_REVISION, _revision(made, article) | {"number": 1, "read_at": now})
    mark = ArticleMark(
        article=str(made),
        url=article.url,
        outlet=article.outlet,
        title=article.title,
        lang=article.lang,
        published=article.published,
        seen=now,
        body_sha256=article.lineage.body_sha256,
        sketch=article.lineage.sketch,
        told_to=article.lineage.told_to,
        gist=article.lineage.gist,
        asked=article.lineage.asked,
        kind=kind,
    )
    return ToJudge(revision=revision, number=1, article_id=made, article=article, mark=mark, shadow=False)


def known_article(c: Connection, url: str) -> bool:
    """Whether this address was ever seen."""
    return c.execute(_BY_ADDRESS, {"address": url}).scalar_one_or_none() is not None


def waiting_articles(c: Connection) -> tuple[tuple[str, str | None], ...]:
    """Address and last error of every article that is not yet read and judged."""
    query = select(articles.c.url, articles.c.error).where(articles.c.state.in_(WAITING)).order_by(articles.c.id)
    return tuple((row.url, row.error) for row in c.execute(query))
