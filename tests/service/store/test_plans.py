"""No query of the ledger, the outbox or the flow ever walks a whole table."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from alerts.delivery import DeliveryState, Receipt
from alerts.reaching import Reach
from service.store import outbox
from service.store.articles import (
    ArticleState,
    add_article,
    article_to_read,
    attempts_of,
    due_articles,
    known_article,
    next_to_judge,
    record_judged,
    record_read,
    revision_to_judge,
)
from service.store.feeds import due_feeds, feed_rows, known_entries
from service.store.known import load_known
from service.store.learning import learned_by, told
from service.store.ledger import Teller, record, record_verdicts
from service.store.schema import prepare
from service.store.session import Store
from service.store.uptake import record_poll
from service.store.watches import watched_feeds
from tests.alerts.made import price
from tests.contracts.builders import NOW, a_feed, a_message, article, claim, entry, plan_of, polled

SMALL = ("leases", "alembic_version")
"""Tables of a handful of rows, where a walk is the cheapest plan."""


@contextmanager
def statements(store: Store) -> Iterator[list[tuple[str, object]]]:
    """Every statement that the block runs, with its parameters."""
    seen: list[tuple[str, object]] = []

    def note(_c: Connection, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        seen.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def filled(store: Store) -> None:
    """A ledger with enough rows that the planner has something to lose."""
    with store.writing() as c:
        row = a_feed(c)
        for number in range(300):
            (one,) = record_poll(c, row, polled(entry(f"old-{number}")), NOW)
            record_read(c, one, article(f"old-{number}", f"text {number}"), NOW)
            item = revision_to_judge(c, one)
            assert item is not None
            often = (claim("Told by many"), price(str(number))) if number % 10 == 0 else ()
            said = (claim(f"Agency {number}", vendor=f"Vendor {number}"), *often)
            known = load_known(c, item.mark, said, Reach())
            record(c, Teller(revision=item.revision, article=one, now=NOW), plan_of(*said), known)
            record_judged(c, item, on_beat=True, reference="r", now=NOW)
            alert = outbox.record_alert(c, outbox.NewAlert(key=f"A{number}", revision=item.revision, rank=2, shadow=False), NOW)
            made = outbox.enqueue(c, f"C{number % 3}", a_message(f"k{number}"), NOW, alert_id=alert)
            if number % 50:
                outbox.mark_sent(c, made, Receipt(channel="C1", ts=str(number)), NOW)


def a_day(store: Store) -> None:
    """Everything that the flow asks of the database, once."""
    later = NOW + timedelta(hours=1)
    with store.writing() as c:
        (row,) = due_feeds(c, later)
        feed_rows(c, [row.id])
        watched_feeds(c, [row.id])
        known_entries(c, row.id, ["id-new", "id-old-1"])
        (new,) = record_poll(c, row, polled(entry("new")), NOW)
        due_articles(c, ArticleState.TO_READ, later)
        article_to_read(c, new, NOW)
        attempts_of(c, new)
        record_read(c, new, article("new", "fresh"), NOW)
        next_to_judge(c, new)
        item = revision_to_judge(c, new)
        assert item is not None
        said = (claim("Agency 7", vendor="Vendor 7"), claim("Agency new", vendor="Vendor 7"), price("1"), claim("Told by many"))
        known = load_known(c, item.mark, said, Reach())
        record(c, Teller(revision=item.revision, article=new, now=NOW), plan_of(*said), known)
        record_verdicts(c, item.revision, ())
        record_judged(c, item, on_beat=True, reference="r", now=NOW)
        learned_by(c, new)
        told(c, "learned-1-C1")
        known_article(c, "https://wire.example/new")
        add_article(c, article("given", "another"), NOW)
        alert = outbox.record_alert(c, outbox.NewAlert(key="N", revision=item.revision, rank=2, shadow=False), NOW)
        outbox.enqueue(c, "C1", a_message("new"), NOW, alert_id=alert)
        for channel in outbox.channels_due(c, later):
            out = outbox.next_of(c, channel)
            assert out is not None
            outbox.last_attempt(c, channel)
            outbox.claim(c, out.delivery, 1, NOW)
            outbox.mark(c, out.delivery.id, DeliveryState.UNKNOWN, "lost", NOW)
            outbox.looked(c, out.delivery, NOW)
            outbox.first_root(c, out.delivery)
        outbox.unfinished(c)


@pytest.mark.parametrize("analysed", [False, True], ids=["fresh", "analysed"])
def test_every_plan_says_search(tmp_path: Path, *, analysed: bool) -> None:
    """Each statement of a day is explained on a filled database: every table in it is searched by an index, none is scanned."""
    store = Store(f"sqlite:///{tmp_path}/a.db")
    prepare(store)
    filled(store)
    if analysed:
        with store.writing() as c:
            c.execute(text("ANALYZE"))
    with statements(store) as seen:
        a_day(store)
    asked = [(sql, parameters) for sql, parameters in seen if sql.lstrip().startswith(("SELECT", "UPDATE", "DELETE"))]
    assert len(asked) > 40
    walks = []
    with store.engine.connect() as c:
        for sql, parameters in asked:
            plan = c.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)  # type: ignore[arg-type]  # as the driver was given
            walks += [(step[3], sql) for step in plan if step[3].startswith("SCAN") and not step[3].endswith(SMALL)]
    store.close()
    assert walks == [], walks
