"""Read: from an entry to an article's text, and later from the article to what it says now.

What cannot be fetched is judged by the feed's own text, marked so. An article that was read is read again at the ages that the
policy names, by conditional requests: an answer "unchanged" costs nothing, a failure is no news and waits for the next time, and
a text that is not whole never takes the place of one that was.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from service.flow.kit import Kit
from service.flow.shadow import close_shadow
from service.flow.stages import Job, Stage
from service.logs import logger
from service.store.addresses import is_known_under
from service.store.articles import ToRead, article_to_read, next_to_judge, record_read, record_read_failure
from service.store.session import Connection
from service.store.visits import Visit, record_visit
from watchers.confine.named import Named
from watchers.errors import WatchError
from watchers.model import Article, Incomplete, Validators
from watchers.polling import next_visit
from watchers.reading.hint import Hint

if TYPE_CHECKING:
    from watchers.reading.read import from_feed
    from watchers.reading.read import read as read_page
else:
    from_feed = Named("watchers.reading.read:from_feed")
    read_page = Named("watchers.reading.read:read")

PATIENCE = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
"""Waits before a page is asked for again; after the last one the feed's own text is judged."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Answer:
    """What a page gave."""

    article: Article
    validators: Validators | None = None
    """``None``: it was not fetched."""
    address: str | None = None
    """Where the chain of redirects ended."""


async def read(kit: Kit, article_id: int) -> tuple[Job, ...]:
    """Read one article; a job to judge it, or whatever its reading has freed."""
    now = kit.clock.now()
    row = await kit.store.read(partial(article_to_read, article_id=article_id, now=now))
    if row is None:
        return ()
    try:
        answer = await _answer(kit, row)
    except WatchError as error:
        return await (_missed(kit, row, _reason(error)) if row.visited else _failed(kit, row, error))
    if answer is None:
        return await _missed(kit, row, None)
    if row.visited and row.whole and answer.article.incomplete is not None:
        return await _missed(kit, row, f"read incompletely: {answer.article.incomplete.value}")
    return await _save(kit, row, answer)


async def _answer(kit: Kit, row: ToRead) -> _Answer | None:
    """The article as it is now; ``None`` where its page has not changed since it was read."""
    hint = _hint(row)
    if row.url is None:
        return None if row.visited else await _carried(kit, row)
    kit.failpoint.reach("read:before-fetch")
    document = await (kit.pages or kit.fetcher).fetch(row.url, row.validators if row.visited else None)
    kit.failpoint.reach("read:fetched")
    if document is None:
        return None if row.visited else await _carried(kit, row)
    article = await kit.confined.run(partial(read_page, hint=hint), document, url=row.url)
    return _Answer(article=article, validators=document.validators, address=document.final_url)


async def _carried(kit: Kit, row: ToRead) -> _Answer:
    """What the feed itself tells of an article whose page was not fetched. Raises ``WatchError``."""
    return _Answer(article=await kit.confined.run(from_feed, _hint(row), Incomplete.NOT_FETCHED, url=row.address))


async def _save(kit: Kit, row: ToRead, answer: _Answer) -> tuple[Job, ...]:
    now, article = kit.clock.now(), answer.article
    same = row.visited and (row.digest, row.heading) == (article.lineage.body_sha256, article.title)
    # of what was not read whole the page is asked for in full the next time
    validators = answer.validators if article.incomplete is None else Validators()
    visit = _visit(kit, row, Visit(made=0, due=None, validators=validators, changed=row.visited and not same))

    def saved(c: Connection) -> None:
        if not same:
            record_read(c, row.id, article, now)
        if article.incomplete is None and answer.address is not None:
            is_known_under(c, row.id, article.canonical_url, answer.address)
        record_visit(c, row.id, visit)

    kit.failpoint.reach("read:before-save")
    # whatever a power cut takes away is read again
    await kit.store.write(saved, lasting=False)
    kit.failpoint.reach("read:saved")
    if same:
        kit.meter.count(Stage.READ, "unchanged")
        return ()
    _count(kit, article)
    if article.incomplete is not None:
        logger().info("article incomplete", url=article.url, why=article.incomplete.value)
    if row.digest is not None:
        logger().info("article changed", url=article.url, visit=row.visits + 1, by_feed=not row.visited)
    return await _freed(kit, row.id)


def _visit(kit: Kit, row: ToRead, visit: Visit) -> Visit:
    """When the article is read next: the first reading is no visit, one for an edited entry is."""
    made = row.visits + (row.digest is not None)
    after = next_visit(row.first_seen, kit.clock.now(), ages=kit.policy.visits, made=made, jitter=kit.chance())
    number, due = (made, None) if after is None or row.url is None else after
    return Visit(made=number, due=due, validators=visit.validators, fault=visit.fault, changed=visit.changed)


async def _missed(kit: Kit, row: ToRead, fault: str | None) -> tuple[Job, ...]:
    """Nothing new was found where it was read again; ``fault`` says why, ``None`` that it has not changed."""
    visit = _visit(kit, row, Visit(made=0, due=None, fault=fault))
    await kit.store.write(lambda c: record_visit(c, row.id, visit))
    kit.meter.count(Stage.READ, "unchanged" if fault is None else "missed")
    if fault is not None:
        logger().info("article not read again", url=row.url, why=fault)
    return ()


async def _failed(kit: Kit, row: ToRead, error: WatchError) -> tuple[Job, ...]:
    """Try again while that can help; then judge what the feed itself says, and if it says nothing, keep the reason."""
    reason = _reason(error)
    if error.retryable and row.attempts < len(PATIENCE):
        again = kit.clock.now() + PATIENCE[row.attempts]
        await kit.store.write(lambda c: record_read_failure(c, row.id, reason, again))
        kit.meter.count(Stage.READ, "waits", type(error).__name__)
        logger().info("article waits", url=row.url, why=reason, next_try=again.isoformat())
        return await _freed(kit, row.id)
    if row.summary.strip():
        try:
            carried = await _carried(kit, row)
        except WatchError as worse:
            reason = _reason(worse)
        else:
            return await _save(kit, row, carried)
    await kit.store.write(partial(_give_up, kit=kit, row=row, reason=reason))
    kit.meter.count(Stage.READ, "unread", type(error).__name__)
    logger().warning("article unread", url=row.url, why=reason)
    return await _freed(kit, row.id)


def _reason(error: WatchError) -> str:
    return f"{type(error).__name__}: {error.args[0]}"


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
