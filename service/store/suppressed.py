"""What was kept from every channel, as a population to draw a sample from; and what people said of the samples."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from alerts.model import Held, SourceKind
from service.store.audits import Act, note
from service.store.tables.desk import audit
from service.store.tables.ledger import verdicts
from service.store.tables.sending import alerts, outbox
from service.store.tables.watched import articles, revisions

JUDGED = "judge silence"
"""The verb of an answer in the audit."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Suppressed:
    """One claim, or one article without claims, that reached no channel."""

    id: str
    """``V-…`` for a verdict, ``R-…`` for a version of an article without any."""
    rule: str
    """Why it was kept back: a verdict's reason, what held it, or the article's."""
    outlet: str
    url: str
    title: str
    quote: str
    explanation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a person said of one of them."""

    id: str
    should: bool
    """It should have alerted."""
    rule: str
    outlet: str
    week: datetime
    """First instant of the week that it was drawn from."""


def suppressed(c: Connection, week: datetime) -> tuple[Suppressed, ...]:
    """Everything that was judged within seven days from ``week`` on and kept back, in the order of judging."""
    when = revisions.c.judged_at >= week, revisions.c.judged_at < week + WEEK
    source = articles.c.kind == SourceKind.ARTICLE, articles.c.url.not_like("desk:%")
    columns = revisions.c.id, revisions.c.held, revisions.c.outlet, revisions.c.url, revisions.c.title
    read = select(*columns).join(articles, articles.c.id == revisions.c.article_id).where(*when, *source)
    found: list[Suppressed] = []
    told: set[int] = set()
    of_verdict = verdicts.c.id.label("verdict"), verdicts.c.reason, verdicts.c.explanation, verdicts.c.claim
    kept = verdicts.c.rank, verdicts.c.held.label("shadow")
    rows = c.execute(
        read.join(verdicts, verdicts.c.revision_id == revisions.c.id)
        .add_columns(*of_verdict, *kept)
        .order_by(revisions.c.id, verdicts.c.ordinal)
    )
    for row in rows:
        told.add(row.id)
        # in an article that alerted, what has a rank was told; else what held the article held it
        rule = row.reason if row.rank is None else row.shadow or row.held
        if rule is not None:
            at = {"outlet": row.outlet, "url": row.url, "title": row.title}
            quote = str(row.claim.get("quote", ""))
            found.append(Suppressed(id=f"V-{row.verdict}", rule=rule, quote=quote, explanation=row.explanation, **at))
    for row in c.execute(read.order_by(revisions.c.id)):
        if row.id not in told and row.held is not None:
            at = {"outlet": row.outlet, "url": row.url, "title": row.title}
            found.append(Suppressed(id=f"R-{row.id}", rule=row.held, quote="", explanation=_WHY.get(row.held, row.held), **at))
    return tuple(found)


_WHY = {
    Held.OFF_BEAT.value: "nothing of the beat was found in it",
    Held.NO_CLAIMS.value: "it is on the beat and no claim was found in it",
    Held.TAKEN_BACK.value: "its outlet has taken it back",
}


def alerts_by_outlet(c: Connection, week: datetime) -> Counter[str]:
    """Alerts that were put on their way to any channel within seven days from ``week`` on, by outlet."""
    when = alerts.c.created_at >= week, alerts.c.created_at < week + WEEK
    sent = select(outbox.c.id).where(outbox.c.alert_id == alerts.c.id).exists()
    query = select(revisions.c.outlet, func.count()).join(revisions, revisions.c.id == alerts.c.revision_id)
    rows = c.execute(query.where(*when, sent).group_by(revisions.c.outlet)).all()
    return Counter({str(outlet): int(count) for outlet, count in rows})


def answer(c: Connection, item: Suppressed, week: datetime, act: Act, *, should: bool) -> None:
    """Keep what a person said of an item of this week; a later answer to the same item counts in place of it."""
    said = {"should": should, "rule": item.rule, "outlet": item.outlet, "week": week.isoformat()}
    note(c, act, JUDGED, item.id, (None, said))


def answers(c: Connection) -> tuple[Answer, ...]:
    """The last answer to every item, in the order of the items' first answers."""
    rows = c.execute(select(audit).where(audit.c.what == JUDGED).order_by(audit.c.id))
    found: dict[str, Answer] = {}
    for row in rows:
        said = row.after
        week = datetime.fromisoformat(said["week"])
        found[row.subject] = Answer(
            id=row.subject, should=bool(said["should"]), rule=said["rule"], outlet=said["outlet"], week=week
        )
    return tuple(found.values())
