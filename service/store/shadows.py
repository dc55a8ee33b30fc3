"""What was judged in the shadow of a feed, a rule or a name: kept until its digest is told."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from alerts.model import ArticleMark, Conflict, Kinship, Outcome, Reason, Verdict
from service.store.articles import marks
from service.store.known import load_families
from service.store.tables.ledger import facts, verdicts
from service.store.tables.watched import articles, entries, feeds, revisions
from watchers.claims.codec import claim_from_json


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldBack:
    """What one version of an article would have alerted with."""

    mark: ArticleMark
    incomplete: str | None
    verdicts: tuple[Verdict, ...]


def feeds_of(c: Connection, article_id: int) -> tuple[str, ...]:
    """Addresses of every feed that lists an article."""
    query = select(feeds.c.url).join(entries, entries.c.feed_id == feeds.c.id).where(entries.c.article_id == article_id)
    return tuple(c.execute(query.group_by(feeds.c.url).order_by(func.min(feeds.c.id))).scalars())


def set_unheard(c: Connection, article_id: int, *, unheard: bool) -> None:
    """Whether only feeds in shadow list the article."""
    c.execute(update(articles).where(articles.c.id == article_id, articles.c.unheard != unheard).values(unheard=unheard))


def hear(c: Connection, feed: str) -> None:
    """The digest of this feed's shadow is told: what it brought is heard from now on."""
    listed = select(entries.c.article_id).join(feeds, feeds.c.id == entries.c.feed_id).where(feeds.c.url == feed)
    c.execute(update(articles).where(articles.c.unheard, articles.c.id.in_(listed)).values(unheard=False))


def held_back(c: Connection, label: str) -> tuple[HeldBack, ...]:
    """Everything that was held back under this label, an article's version each, in the order of judging."""
    rows = c.execute(select(verdicts).where(verdicts.c.held == label).order_by(verdicts.c.id)).all()
    by_revision: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_revision[row.revision_id].append(row)
    marked = marks(c, by_revision.keys())
    read = select(revisions.c.id, revisions.c.incomplete).where(revisions.c.id.in_(by_revision.keys()))
    incomplete = {row.id: row.incomplete for row in c.execute(read)}
    return tuple(
        HeldBack(
            mark=marked[number], incomplete=incomplete[number], verdicts=tuple(_verdict(c, row) for row in by_revision[number])
        )
        for number in by_revision
    )


def _verdict(c: Connection, row: Row[Any]) -> Verdict:
    keys = {key for key, _ in row.against}
    families = set(c.execute(select(facts.c.family).where(facts.c.key.in_(keys))).scalars()) if keys else set()
    known = {(fact.key, value.norm): (fact, value) for fact in load_families(c, families).facts for value in fact.values}
    return Verdict(
        claim=claim_from_json(row.claim),
        outcome=Outcome(row.outcome),
        reason=Reason(row.reason),
        explanation=row.explanation,
        fact_key=row.fact_key,
        norm=row.norm,
        rank=row.rank,
        conflict=None if row.conflict is None else Conflict(row.conflict),
        against=tuple(known[key, norm] for key, norm in row.against if (key, norm) in known),
        kinship=Kinship(row.kinship),
    )
