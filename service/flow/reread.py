"""Reread: after a change of names, the articles of the last days that hold one of them are taken apart again.

An article that claims something else now gets a revision of the same text, which is judged like any other: what the ledger
knows, under whatever name, stays silent. The order keeps its place in a row, so that a restart goes on where it stood.
"""

import asyncio
import re
import unicodedata
from collections.abc import Sequence
from functools import partial

from alerts.matching import fact_key, norm
from service.desknames import DeskName
from service.flow.extraction import claims_in, names_now
from service.flow.kit import Kit
from service.flow.stages import Job, Stage
from service.logs import logger
from service.store.names import Reread, advance_reread, open_rereads
from service.store.renaming import renamed
from service.store.rereading import Judged, judge_again, judged_since
from service.store.session import Connection
from watchers.claims.model import Claim
from watchers.errors import WatchError

PAGE = 200
"""Articles that are looked at in one go."""


async def reread(kit: Kit, order_id: int) -> tuple[Job, ...]:
    """One page of an order; jobs to judge what claims something else now, and to go on with the order."""
    orders = {order.id: order for order in await kit.store.read(open_rereads)}
    order = orders.get(order_id)
    if order is None:
        return ()
    page = await kit.store.read(partial(judged_since, order=order, size=PAGE, renew=partial(_today, order=order)))
    concerned = await asyncio.to_thread(lambda: [one for one in page if _speaks_of(one, order)])
    names = await names_now(kit)
    changed = [one for one in concerned if await _tells_else(kit, one, names.desk)]
    kit.failpoint.reach("reread:compared")
    cursor = page[-1].id if len(page) == PAGE else None
    counts = len(concerned), len(changed)
    again = await kit.store.write(partial(_save, kit=kit, order=order, changed=changed, place=(cursor, counts)))
    kit.meter.count(Stage.REREAD, "page")
    if concerned or cursor is None:
        logger().info("articles reread", names=list(order.words), read=counts[0], changed=counts[1], done=cursor is None)
    more = () if cursor is None else (Job(Stage.REREAD, (order_id,)),)
    return (*(Job(Stage.JUDGE, (article,)) for article in again), *more)


def _today(claim: Claim, order: Reread) -> Claim:
    """A claim as it was told, under the name of today: the ledger has it so already."""
    return claim if order.becomes is None else renamed(claim, order.words, order.becomes)


def _speaks_of(judged: Judged, order: Reread) -> bool:
    """Whether the text holds one of the names, whatever its case and accents."""
    text = _flat(f"{judged.article.title} {judged.article.text}")
    return any(_flat(word) in text for word in order.words)


def _flat(text: str) -> str:
    """A text without case, diacritics and punctuation, as names are compared, whatever its length."""
    return _GAPS.sub(" ", _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())).strip()


_MARKS = re.compile("[\u0300-\u036f.'’ʼ`´]")
_GAPS = re.compile(r"[\W_]+")


async def _tells_else(kit: Kit, judged: Judged, desk: tuple[DeskName, ...]) -> bool:
    """Whether its claims are others under the names of today; what cannot be taken apart any more stays as it was."""
    try:
        found = await claims_in(kit, judged.article, desk)
    except WatchError as error:
        logger().warning("article not reread", url=judged.article.url, why=str(error))
        return False
    return frozenset((fact_key(claim), norm(claim)) for claim in found.claims) != judged.told


def _save(
    c: Connection, kit: Kit, order: Reread, changed: Sequence[Judged], place: tuple[int | None, tuple[int, int]]
) -> tuple[int, ...]:
    now = kit.clock.now()
    again = tuple(one.id for one in changed if judge_again(c, one, now))
    advance_reread(c, order, *place)
    return again
