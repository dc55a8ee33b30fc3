"""Texts that have been kept long enough shrink to their quotes; facts, quotes, verdicts and audit stay for ever."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from service.store.articles import WAITING
from service.store.tables.ledger import sightings, verdicts
from service.store.tables.watched import articles, revisions

PAGE = 100
"""Texts that shrink in one transaction."""
GAP = "\n[…]\n"
"""Stands between two quotes of a text that was shrunk."""


def too_old(c: Connection, before: datetime) -> tuple[int, ...]:
    """Judged revisions read before an instant whose whole text is still kept, the oldest first, one page of them."""
    return tuple(c.execute(_TOO_OLD, {"before": before}).scalars())


_SETTLED = select(articles.c.id).where(articles.c.id == revisions.c.article_id, articles.c.state.not_in(WAITING)).exists()
_TOO_OLD = (
    select(revisions.c.id)
    .where(
        revisions.c.shrunk_at.is_(None),
        revisions.c.read_at < bindparam("before"),
        revisions.c.judged_at.is_not(None),
        _SETTLED,
    )
    .order_by(revisions.c.read_at)
    .limit(PAGE)
)
"""Asked at every beat: made once."""


def shrink_texts(c: Connection, numbers: Collection[int], now: datetime) -> int:
    """Keep of these revisions only what was quoted from them; how many there were."""
    for number in numbers:
        text = GAP.join(dict.fromkeys(_quotes(c, number)))
        changed = update(revisions).where(revisions.c.id == number, revisions.c.shrunk_at.is_(None))
        c.execute(changed.values(text=text, shrunk_at=now))
    return len(numbers)


def _quotes(c: Connection, revision: int) -> Iterator[str]:
    """What any verdict or sighting quotes of the text, in its order."""
    told = [*c.execute(select(verdicts.c.claim).where(verdicts.c.revision_id == revision)).scalars()]
    told += c.execute(select(sightings.c.claim).where(sightings.c.revision_id == revision)).scalars()
    for claim in sorted(told, key=lambda claim: int(claim.get("start", 0))):
        if claim.get("quote"):
            yield str(claim["quote"])
