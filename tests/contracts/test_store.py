"""What every database must keep: one suite over all backends."""

import threading
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from alerts.delivery import DeliveryState, Receipt
from alerts.matching import fact_key, family, norm
from alerts.model import Fact, Outcome, SourceKind, ValueStatus
from alerts.recording import Plan, Standing, applied
from alerts.recording import Teller as PureTeller
from service.store import outbox
from service.store.articles import (
    ArticleState,
    add_article,
    article_to_read,
    due_articles,
    next_to_judge,
    postpone,
    record_judged,
    record_read,
    record_read_failure,
    revision_to_judge,
    waiting_articles,
)
from service.store.errors import Stale, StoreError
from service.store.facts import value_rows
from service.store.feeds import (
    allow_early,
    due_feeds,
    entry_digest,
    feed_rows,
    known_entries,
    record_poll_failure,
    record_unchanged,
    sync_feeds,
)
from service.store.known import load_families
from service.store.learning import learned_by
from service.store.leases import Bid, acquire, release
from service.store.ledger import Teller, record
from service.store.session import Store
from service.store.uptake import record_poll
from tests.contracts.builders import FEED, NOW, a_feed, a_message, article, claim, entry, listed, plan_of, polled
from watchers.claims.model import Stage

LATER = NOW + timedelta(minutes=10)


def judged(store: Store, slug: str, *agencies: str, kind: SourceKind = SourceKind.ARTICLE) -> None:
    """An article that tells of these agencies, read and recorded."""
    with store.writing() as c:
        item = add_article(c, article(slug, f"text of {slug}"), NOW, kind=kind)
        claims = tuple(claim(agency) for agency in agencies)
        known = load_families(c, {family(one) for one in claims})
        record(c, Teller(revision=item.revision, article=item.article_id, now=NOW), plan_of(*claims), known)
        record_judged(c, item, on_beat=True, reference="r", now=NOW)


class TestFeeds:
    def test_a_feed_left_out_of_the_configuration_is_switched_off_and_kept(self, store: Store) -> None:
        """A feed that is no longer configured stays in the database, is not due, and comes back with what it had learned."""
        with store.writing() as c:
            row = a_feed(c)
            record_poll(c, row, polled(entry("one")), NOW)
            sync_feeds(c, [], NOW)
            assert due_feeds(c, LATER) == ()
            sync_feeds(c, [FEED], NOW)
            (back,) = due_feeds(c, LATER)
            assert back.id == row.id
            assert back.learned

    def test_entries_are_stored_once_and_edited_ones_are_read_again(self, store: Store) -> None:
        """The same entry again makes nothing; one whose text changed puts its article back to be read, no longer in silence."""
        with store.writing() as c:
            row = a_feed(c)
            first = record_poll(c, row, polled(entry("one"), shadow=True), NOW)
            assert record_poll(c, row, polled(entry("one")), NOW) == ()
            edited = record_poll(c, row, polled(entry("one", summary="Another text.")), NOW)
            assert edited == first
            known = known_entries(c, row.id, ["id-one", "id-two"])
            assert known == {"id-one": (entry_digest(entry("one", summary="Another text.")), entry_digest(entry("one")))}

    def test_an_address_that_two_feeds_list_is_one_article(self, store: Store) -> None:
        """A second entry for a known address belongs to the same article and is not read again."""
        with store.writing() as c:
            row = a_feed(c)
            record_poll(c, row, polled(entry("one")), NOW)
            twin = entry("one")
            other = type(twin)(**{field: getattr(twin, field) for field in twin.__dataclass_fields__} | {"identity": "other"})
            assert record_poll(c, row, polled(other), NOW) == ()

    def test_a_poll_moves_the_feed_on_and_a_failure_keeps_its_reason(self, store: Store) -> None:
        """After a poll the feed is due later with its validators; a failure counts up and says why; success clears it."""
        with store.writing() as c:
            record_poll(c, a_feed(c), polled(entry("one")), NOW)
            assert due_feeds(c, NOW) == ()
            (row,) = due_feeds(c, LATER)
            assert (row.validators.etag, row.learned, row.failures) == ('"1"', True, 0)
            record_poll_failure(c, row, "Unreachable: reset", LATER, LATER)
            (failed,) = feed_rows(c, [row.id])
            assert (failed.failures, failed.fault) == (1, "Unreachable: reset")
            record_unchanged(c, failed, LATER, LATER)
            (good,) = feed_rows(c, [row.id])
            assert (good.failures, good.fault) == (0, None)

    def test_a_pass_polls_what_was_last_tried_longer_ago_than_every(self, store: Store) -> None:
        """`once` asks every feed whose shortest interval has passed, whatever its rhythm says."""
        with store.writing() as c:
            row = a_feed(c)
            assert allow_early(c, NOW) == (row.id,)
            record_poll(c, row, polled(), NOW)
            assert allow_early(c, NOW + timedelta(minutes=4)) == ()
            assert allow_early(c, NOW + timedelta(minutes=5)) == (row.id,)


class TestArticles:
    def test_an_article_goes_from_read_to_judged(self, store: Store) -> None:
        """Reading makes a revision that waits to be judged with everything that was read; judging it ends the way."""
        (one,) = listed(store, "one")
        with store.writing() as c:
            waiting = article_to_read(c, one, NOW)
            assert waiting is not None
            assert waiting.address == "https://wire.example/one"
            assert record_read(c, one, article("one"), NOW)
            item = revision_to_judge(c, one)
            assert item is not None
            assert item.article == article("one")
            assert item.mark.told_to == ("The Verge",)
            record_judged(c, item, on_beat=True, reference="r", now=NOW)
            assert article_to_read(c, one, NOW) is None
            assert revision_to_judge(c, one) is None
            assert waiting_articles(c) == ()

    def test_an_equal_text_makes_no_revision(self, store: Store) -> None:
        """The same body read again makes none, and leaves the article done only if it was judged; another body is the second."""
        (one,) = listed(store, "one")
        with store.writing() as c:
            assert record_read(c, one, article("one"), NOW)
            assert not record_read(c, one, article("one"), NOW)
            assert due_articles(c, ArticleState.TO_JUDGE, NOW) == (one,)
            item = revision_to_judge(c, one)
            assert item is not None
            record_judged(c, item, on_beat=True, reference="r", now=NOW)
            assert not record_read(c, one, article("one"), NOW)
            assert due_articles(c, ArticleState.TO_JUDGE, NOW) == ()
            assert record_read(c, one, article("one", "another text"), NOW)
            item = revision_to_judge(c, one)
            assert item is not None
            assert item.number == 2

    def test_a_feed_is_judged_in_its_order(self, store: Store) -> None:
        """An article waits for the older one of its feed until that is read and judged, or has failed once."""
        one, two = listed(store, "one", "two")
        with store.writing() as c:
            record_read(c, two, article("two"), NOW)
            assert next_to_judge(c, two) is None
            record_read_failure(c, one, "Unreachable", LATER)
            assert next_to_judge(c, two) == two
            record_read(c, one, article("one", "an older text"), NOW)
            assert next_to_judge(c, two) == one

    def test_a_failure_is_put_off_and_then_given_up_with_its_reason(self, store: Store) -> None:
        """A page that fails is due later; one that is given up is no longer due."""
        one, two = listed(store, "one", "two")
        with store.writing() as c:
            record_read_failure(c, one, "Unreachable", LATER)
            record_read_failure(c, two, "TooLarge", None)
            assert due_articles(c, ArticleState.TO_READ, NOW) == ()
            assert due_articles(c, ArticleState.TO_READ, LATER) == (one,)
            postpone(c, one, "KeyError: x", None)
            assert due_articles(c, ArticleState.TO_READ, LATER) == ()

    def test_a_first_poll_is_learned_when_its_last_article_is_through(self, store: Store) -> None:
        """The summary of a silent first poll comes once nothing of it waits, also when a page was given up."""
        one, two = listed(store, "one", "two", shadow=True)
        with store.writing() as c:
            record_read(c, one, article("one"), NOW)
            item = revision_to_judge(c, one)
            assert item is not None
            record_judged(c, item, on_beat=True, reference="r", now=NOW)
            assert learned_by(c, one) is None
            record_read_failure(c, two, "TooLarge", None)
            taught = learned_by(c, two)
            assert taught is not None
            assert (taught.outlet, taught.articles) == ("Wire", 2)


class TestLedger:
    def test_it_agrees_with_the_pure_plan(self, store: Store) -> None:
        """After a plan the database holds what the pure ledger holds: facts, values, statuses, sightings."""
        first, second = claim("U.S. Department of State"), claim("U.S. Department of State", Stage.DENIED)
        plans = [
            plan_of(first),
            Plan(
                entries=plan_of(second).entries,
                standings=(
                    Standing(fact_key=fact_key(first), norm=norm(first), status=ValueStatus.DISPUTED),
                    Standing(fact_key=fact_key(second), norm=norm(second), status=ValueStatus.DISPUTED),
                ),
            ),
        ]
        pure: tuple[Fact, ...] = ()
        with store.writing() as c:
            for number, plan in enumerate(plans):
                item = add_article(c, article(f"a{number}", f"text {number}"), NOW)
                known = load_families(c, plan.families)
                record(c, Teller(revision=item.revision, article=item.article_id, now=NOW), plan, known)
                pure = applied(pure, plan, PureTeller(mark=item.mark, now=NOW))
            held = load_families(c, {family(first)}).facts
        assert [(f.key, f.family) for f in held] == [(f.key, f.family) for f in pure]
        for fact, other in zip(held, pure, strict=True):
            assert [(v.norm, v.status, v.claim, v.sightings) for v in fact.values] == [
                (v.norm, v.status, v.claim, v.sightings) for v in other.values
            ]

    def test_one_article_tells_a_value_once(self, store: Store) -> None:
        """A second revision of an article that says the same adds no sighting."""
        one = claim()
        with store.writing() as c:
            for body in ("first", "second"):
                item = add_article(c, article("a", body), NOW)
                known = load_families(c, {family(one)})
                record(c, Teller(revision=item.revision, article=item.article_id, now=NOW), plan_of(one), known)
            (fact,) = load_families(c, {family(one)}).facts
        assert len(fact.values[0].sightings) == 1

    def test_what_a_person_decided_stays(self, store: Store) -> None:
        """A status that a person gave is not taken away by a later article."""
        one = claim()
        judged(store, "a", one.agency)
        with store.writing() as c:
            c.execute(text("UPDATE fact_values SET status = 'confirmed'"))
            item = add_article(c, article("b", "other"), NOW)
            known = load_families(c, {family(one)})
            standing = Standing(fact_key=fact_key(one), norm=norm(one), status=ValueStatus.DISPUTED)
            plan = Plan(entries=plan_of(one).entries, standings=(standing,))
            record(c, Teller(revision=item.revision, article=item.article_id, now=NOW), plan, known)
            (fact,) = load_families(c, {family(one)}).facts
        assert fact.values[0].status is ValueStatus.CONFIRMED

    def test_a_ledger_that_moved_is_stale(self, store: Store) -> None:
        """Saving against heads that another article has moved raises, and leaves nothing behind."""
        one = claim()
        with store.reading() as c:
            known = load_families(c, {family(one)})
        judged(store, "a", one.agency)

        def late() -> None:
            with store.writing() as c:
                item = add_article(c, article("b", "other"), NOW)
                record(c, Teller(revision=item.revision, article=item.article_id, now=NOW), plan_of(one), known)

        with pytest.raises(Stale):
            late()
        with store.reading() as c:
            assert waiting_articles(c) == ()

    def test_articles_that_share_a_fact_within_a_week_are_one_story(self, store: Store) -> None:
        """The second article about a fact joins the story of the first; one about another fact begins its own."""
        judged(store, "a", "U.S. Department of State")
        judged(store, "b", "U.S. Department of State")
        judged(store, "c", "U.S. Department of Education")
        with store.reading() as c:
            stories = list(c.execute(text("SELECT story_id FROM articles ORDER BY id")).scalars())
        assert stories[0] == stories[1]
        assert stories[2] not in {None, stories[0]}

    def test_an_inventory_is_an_origin_and_no_article(self, store: Store) -> None:
        """Its sighting says what it is; a value is known from it alone until an article tells it."""
        state, education = "U.S. Department of State", "U.S. Department of Education"
        judged(store, "inventory", state, education, kind=SourceKind.INVENTORY)
        judged(store, "a", state)
        with store.reading() as c:
            facts = load_families(c, {family(claim())}).facts
            rows = value_rows(c)
        assert [[one.mark.kind for one in fact.values[0].sightings] for fact in facts] == [
            [SourceKind.INVENTORY, SourceKind.ARTICLE],
            [SourceKind.INVENTORY],
        ]
        assert [fact.values[0].inventoried for fact in facts] == [False, True] == [row.inventoried for row in rows]

    def test_an_inventory_makes_no_story_of_those_who_tell_what_it_holds(self, store: Store) -> None:
        """Two articles about two of its facts have nothing in common."""
        state, education = "U.S. Department of State", "U.S. Department of Education"
        judged(store, "inventory", state, education, kind=SourceKind.INVENTORY)
        judged(store, "a", state)
        judged(store, "b", education)
        with store.reading() as c:
            stories = list(c.execute(text("SELECT story_id FROM articles ORDER BY id")).scalars())
        assert len(set(stories)) == 3


class TestOutbox:
    def test_a_channel_keeps_its_order(self, store: Store) -> None:
        """Only the oldest unfinished message of a channel may go; a parked one holds up nobody."""
        with store.writing() as c:
            for key in ("one", "two"):
                outbox.enqueue(c, "C1", a_message(key), NOW, alert_id=None)
            first = outbox.next_of(c, "C1")
            assert first is not None
            assert first.delivery.key == "one"
            outbox.mark(c, first.delivery.id, DeliveryState.PARKED, "is_archived", NOW)
            second = outbox.next_of(c, "C1")
            assert second is not None
            assert second.delivery.key == "two"
            assert [out.delivery.key for out in outbox.unfinished(c)] == ["one", "two"]

    def test_an_intent_is_written_once(self, store: Store) -> None:
        """Of two who read the same row only one may send it."""
        with store.writing() as c:
            outbox.enqueue(c, "C1", a_message(), NOW, alert_id=None)
            out = outbox.next_of(c, "C1")
            assert out is not None
            assert outbox.claim(c, out.delivery, 1, NOW)
            assert not outbox.claim(c, out.delivery, 2, NOW)
            assert outbox.last_attempt(c, "C1") == NOW

    def test_what_was_sent_is_finished(self, store: Store) -> None:
        """A receipt ends the way of a message; a message comes out as it went in."""
        with store.writing() as c:
            outbox.enqueue(c, "C1", a_message(), NOW, alert_id=None)
            out = outbox.next_of(c, "C1")
            assert out is not None
            assert out.message == a_message()
            assert outbox.channels_due(c, NOW) == ("C1",)
            outbox.mark_sent(c, out.delivery.id, Receipt(channel="C1", ts="1.2"), NOW)
            assert outbox.next_of(c, "C1") is None
            assert outbox.channels_due(c, NOW) == ()
            assert outbox.unfinished(c) == ()

    def test_an_alert_goes_to_a_channel_once(self, store: Store) -> None:
        """The same alert cannot be put twice on its way to one channel."""
        with store.writing() as c:
            item = add_article(c, article("a"), NOW)
            alert = outbox.record_alert(c, outbox.NewAlert(key="A", revision=item.revision, rank=2, shadow=False), NOW)
            outbox.enqueue(c, "C1", a_message("k1"), NOW, alert_id=alert)
        with pytest.raises(StoreError, match="UNIQUE"), store.writing() as c:
            outbox.enqueue(c, "C1", a_message("k2"), NOW, alert_id=alert)


class TestLease:
    def test_one_holder_at_a_time(self, store: Store) -> None:
        """A lease is refused while another lives and holds it, renewed by its holder, and taken over with a higher fence."""
        ttl = timedelta(seconds=60)
        ann = Bid(holder="ann", ttl=ttl, gone=lambda _: False)
        bob = Bid(holder="bob", ttl=ttl, gone=lambda _: False)
        heir = Bid(holder="heir", ttl=ttl, gone=lambda _: True)
        with store.writing() as c:
            assert acquire(c, "posting", ann, NOW) == 1
            assert acquire(c, "posting", bob, NOW) is None
            assert acquire(c, "posting", ann, NOW + ttl / 2) == 1
            assert acquire(c, "posting", bob, NOW + ttl) is None
            assert acquire(c, "posting", bob, NOW + ttl * 2) == 2
            release(c, "posting", "bob", NOW + ttl * 2)
            assert acquire(c, "posting", ann, NOW + ttl * 2) == 3
            assert acquire(c, "posting", heir, NOW + ttl * 2) == 4


def test_two_threads_lose_no_update(store: Store) -> None:
    """Two hundred read-modify-write transactions in each of two threads all count."""
    with store.writing() as c:
        c.execute(text("INSERT INTO family_heads (family, version) VALUES ('n', 0)"))

    def work() -> None:
        for _ in range(200):
            with lock, store.writing() as c:
                seen = c.execute(text("SELECT version FROM family_heads WHERE family = 'n'")).scalar_one()
                c.execute(text("UPDATE family_heads SET version = :v WHERE family = 'n'"), {"v": seen + 1})

    # one connection is the whole in-memory database: only there the threads have to take turns
    lock: threading.Lock | threading.Semaphore = threading.Semaphore(2) if "ledger.db" in store.where else threading.Lock()
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as c:
        assert c.execute(text("SELECT version FROM family_heads WHERE family = 'n'")).scalar_one() == 400


async def test_two_judges_at_once_make_one_new_value(store: Store) -> None:
    """Of two that weighed the same family at once one saves and the other is told to weigh again."""
    one = claim()
    with store.writing() as c:
        items = [add_article(c, article(slug, slug), NOW) for slug in ("a", "b")]
    loads = [await store.read(lambda c: load_families(c, {family(one)})) for _ in items]
    results: Counter[str] = Counter()
    for item, known in zip(items, loads, strict=True):
        teller = Teller(revision=item.revision, article=item.article_id, now=NOW)
        try:
            await store.write(partial(record, teller=teller, plan=plan_of(one), known=known))
            results[Outcome.NEW] += 1
        except Stale:
            results["stale"] += 1
    assert results == {Outcome.NEW: 1, "stale": 1}


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    """Rows and tables of a transaction that raises are gone, statements that define tables among them."""
    there = text("SELECT count(*) FROM sqlite_master WHERE name = 'scratch'")

    def failing() -> None:
        with store.writing() as c:
            c.execute(text("CREATE TABLE scratch (a INTEGER)"))
            assert c.execute(there).scalar_one() == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    with store.reading() as c:
        assert c.execute(there).scalar_one() == 0
