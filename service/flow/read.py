"""Read: from an entry to an article's text. What cannot be fetched is judged by the feed's own text, marked so."""

from datetime import timedelta
from functools import partial

from service.flow.kit import Kit
from service.flow.shadow import close_shadow
from service.flow.stages import Job, Stage
from service.logs import logger
from service.store.articles import ToRead, article_to_read, next_to_judge, record_read, record_read_failure
from service.store.session import Connection
from watchers.errors import WatchError
from watchers.model import Article, Incomplete
from watchers.reading.read import Hint, from_feed
from watchers.reading.read import read as read_page

PATIENCE = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
"""Waits before a page is asked for again; after the last one the feed's own text is judged."""


async def read(kit: Kit, article_id: int) -> tuple[Job, ...]:
    """Read one article; a job to judge it, or whatever its reading has freed."""
    row = await kit.store.read(partial(article_to_read, article_id=article_id))
    if row is None:
        return ()
    try:
        article = await _article(kit, row)
    except WatchError as error:
        return await _failed(kit, row, error)
    return await _save(kit, row, article)


async def _article(kit: Kit, row: ToRead) -> Article:
    hint = _hint(row)
    if row.url is None:
        return from_feed(hint, Incomplete.NOT_FETCHED)
    kit.failpoint.reach("read:before-fetch")
    document = await kit.fetcher.fetch(row.url)
    kit.failpoint.reach("read:fetched")
    if document is None:
        return from_feed(hint, Incomplete.NOT_FETCHED)
    return await kit.confined.run(partial(read_page, hint=hint), document, url=row.url)


async def _save(kit: Kit, row: ToRead, article: Article) -> tuple[Job, ...]:
    now = kit.clock.now()
    kit.failpoint.reach("read:before-save")
    await kit.store.write(lambda c: record_read(c, row.id, article, now))
    kit.failpoint.reach("read:saved")
    _count(kit, article)
    if article.incomplete is not None:
        logger().info("article incomplete", url=article.url, why=article.incomplete.value)
    return await _freed(kit, row.id)


async def _failed(kit: Kit, row: ToRead, error: WatchError) -> tuple[Job, ...]:
    """Try again while that can help; then judge what the feed itself says, and if it says nothing, keep the reason."""
    reason = f"{type(error).__name__}: {error.args[0]}"
    if error.retryable and row.attempts < len(PATIENCE):
        again = kit.clock.now() + PATIENCE[row.attempts]
        await kit.store.write(lambda c: record_read_failure(c, row.id, reason, again))
        kit.meter.count(Stage.READ, "waits", type(error).__name__)
        logger().info("article waits", url=row.url, why=reason, next_try=again.isoformat())
        return await _freed(kit, row.id)
    if row.summary.strip():
        return await _save(kit, row, from_feed(_hint(row), Incomplete.NOT_FETCHED))
    await kit.store.write(partial(_give_up, kit=kit, row=row, reason=reason))
    kit.meter.count(Stage.READ, "unread", type(error).__name__)
    logger().warning("article unread", url=row.url, why=reason)
    return await _freed(kit, row.id)


def _count(kit: Kit, article: Article) -> None:
    if article.incomplete is None:
        kit.meter.count(Stage.READ, "whole")
    else:
        kit.meter.count(Stage.READ, "incomplete", article.incomplete.value)


def _give_up(c: Connection, kit: Kit, row: ToRead, reason: str) -> None:
    record_read_failure(c, row.id, reason, None)
    close_shadow(c, kit.policy, row.id, kit.clock.now())


async def _freed(kit: Kit, article_id: int) -> tuple[Job, ...]:
    """The next article of the same feed that may be judged now: within a feed the order of listing is kept."""
    after = await kit.store.read(partial(next_to_judge, article_id=article_id))
    return () if after is None else (Job(Stage.JUDGE, (after,)),)


def _hint(row: ToRead) -> Hint:
    return Hint(
        url=row.address,
        outlet=row.outlet,
        title=row.title,
        summary=row.summary,
        author=row.author,
        published=row.published,
        lang=row.lang,
    )
