"""Judge: one NEW a fact, whoever judges, how often and in which order."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from alerts.audience import Route
from service.flow.judge import ATTEMPTS, judge
from service.flow.poll import poll
from service.flow.read import read
from service.flow.stages import Job, Stage
from service.reference import Reference
from service.store.errors import Stale
from tests.service.flow.world import ALERTS, DIGEST, Snag, World, adopts, story, world

DECIDED = "SELECT outcome FROM verdicts ORDER BY revision_id, ordinal"


async def ready(one: World, *texts: str) -> None:
    """One article a text, each of a feed of its own, read and waiting to be judged; ids from 1."""
    rooms = [one.network.room(8001 + number) for number in range(len(texts))]
    for number, (room, text) in enumerate(zip(rooms, texts, strict=True)):
        room.publish(story(f"s{number}", text))
    one.watch(*(room.feed_url for room in rooms))
    for number in range(len(texts)):
        await poll(one.kit, [number + 1])
        await read(one.kit, number + 1)


class AtPlace:
    """A failpoint that lets something else happen, once, when a place is reached."""

    def __init__(self, place: str, happens: Callable[[], None]) -> None:
        self._place, self._happens, self._done = place, happens, False

    def reach(self, name: str) -> None:
        if name == self._place and not self._done:
            self._done = True
            self._happens()


async def test_a_new_fact_is_recorded_and_put_on_its_way_in_one_go(one: World) -> None:
    """Ledger, verdict, alert and outbox."""
    await ready(one, adopts("NASA"))
    assert await judge(one.kit, 1) == (Job(Stage.DELIVER, (ALERTS,)),)
    assert one.column("SELECT key FROM facts") == ["agency|openai|nasa"]
    assert one.column(DECIDED) == ["new"]
    assert one.rows("SELECT channel, state FROM outbox") == [(ALERTS, "ready")]
    assert one.column("SELECT state FROM articles") == ["done"]


async def test_judging_twice_adds_nothing(one: World) -> None:
    """The second time there is nothing to judge."""
    await ready(one, adopts("NASA"))
    await judge(one.kit, 1)
    before = [one.rows(f"SELECT * FROM {table}") for table in ("sightings", "verdicts", "alerts", "outbox")]
    assert await judge(one.kit, 1) == ()
    assert [one.rows(f"SELECT * FROM {table}") for table in ("sightings", "verdicts", "alerts", "outbox")] == before


async def test_two_judges_of_one_revision_write_it_once(one: World) -> None:
    """As two processes do it that have both found it waiting."""
    await ready(one, adopts("NASA"), "Nothing of note was adopted.")
    for article in (1, 2):
        await asyncio.gather(judge(one.kit, article), judge(replace(one.kit), article))
    assert one.column(DECIDED) == ["new"]
    assert len(one.rows("SELECT id FROM outbox")) == 1
    assert one.column("SELECT state FROM articles") == ["done", "done"]


async def test_two_articles_with_one_new_fact_give_one_new(one: World) -> None:
    """The one that saves second finds the ledger moved and weighs again."""
    await ready(one, adopts("NASA"), adopts("NASA") + " The deal was signed in Ottawa last week, two people said.")
    await asyncio.gather(judge(one.kit, 1), judge(one.kit, 2))
    assert sorted(map(str, one.column(DECIDED)))[0] == "new"
    assert one.column(DECIDED).count("new") == 1
    assert one.column("SELECT errand FROM outbox ORDER BY id") == ["post", "edit"]
    assert len(one.rows("SELECT id FROM sightings")) == 2


async def test_a_judge_that_never_catches_up_gives_the_work_back(reference: Reference) -> None:
    """After twenty attempts, with everything as it was: the next beat finds it."""
    one = world(reference, failpoint=Snag("judge:recorded", Stale("moved", where="test")))
    await ready(one, adopts("NASA"))
    with pytest.raises(Stale):
        await judge(one.kit, 1)
    assert isinstance(one.kit.failpoint, Snag)
    assert one.kit.failpoint.reached.count("judge:recorded") == ATTEMPTS
    assert one.rows("SELECT id FROM facts") == []
    assert one.column("SELECT state FROM articles") == ["to_judge"]
    one.close()


async def test_a_text_that_is_read_again_while_its_last_one_is_judged_is_judged_too(reference: Reference) -> None:
    """The writethru that arrives in that second is not taken for done."""
    one = world(reference)
    await ready(one, adopts("NASA"))
    room = one.network.rooms["127.0.0.1:8001"]
    again: list[World] = []

    def edit() -> None:
        room.stories[0] = story("s0", adopts("NASA"), adopts("The U.S. Department of Energy"))
        with one.kit.store.writing() as c:
            c.exec_driver_sql("UPDATE articles SET state = 'to_read'")
        again.append(one)

    await judge(replace(one.kit, failpoint=AtPlace("judge:weighed", edit)), 1)
    assert again
    assert one.column("SELECT state FROM articles") == ["to_read"]
    await one.run(Job(Stage.READ, (1,)))
    assert one.rows("SELECT number, judged_at IS NOT NULL FROM revisions") == [(1, 1), (2, 1)]
    assert len(one.rows("SELECT id FROM outbox")) == 2
    one.close()


async def test_a_copy_is_silent_and_adds_its_sighting(one: World) -> None:
    """The same words under another address."""
    await ready(one, adopts("NASA"), adopts("NASA"))
    await judge(one.kit, 1)
    assert await judge(one.kit, 2) == ()
    assert one.column(DECIDED) == ["new", "repeats"]
    assert one.column("SELECT kinship FROM sightings ORDER BY id") == ["independent", "copy"]


async def test_the_jobs_that_come_next_are_the_channels_and_the_next_article_of_the_feed(one: World) -> None:
    """In the order in which the feed listed them, whichever was asked for."""
    room = one.network.room()
    for number, agency in enumerate(("NASA", "The U.S. Department of Energy")):
        room.publish(story(f"s{number}", adopts(agency), minute=number))
    one.watch(room.feed_url)
    await poll(one.kit, [1])
    await read(one.kit, 1)
    await read(one.kit, 2)
    assert await judge(one.kit, 2) == (Job(Stage.JUDGE, (1,)),)
    assert await judge(one.kit, 1) == (Job(Stage.DELIVER, (ALERTS,)), Job(Stage.JUDGE, (2,)))
    assert await judge(one.kit, 2) == (Job(Stage.DELIVER, (ALERTS,)),)


async def test_every_channel_of_a_route_gets_its_own_message_once(reference: Reference) -> None:
    """Two routes to one channel are one message."""
    one = world(reference, routes=(Route(channel=ALERTS), Route(channel=DIGEST, language="fr"), Route(channel=ALERTS)))
    await ready(one, adopts("NASA"))
    assert await judge(one.kit, 1) == (Job(Stage.DELIVER, (ALERTS,)), Job(Stage.DELIVER, (DIGEST,)))
    assert one.column("SELECT channel FROM outbox ORDER BY channel") == [ALERTS, DIGEST]
    one.close()


async def test_what_alerts_on_an_incomplete_text_says_so(one: World) -> None:
    """The feed's own text was judged, for its page could not be had."""
    room = one.network.room()
    room.publish(story("s0", adopts("NASA")))
    one.watch(room.feed_url)
    await poll(one.kit, [1])
    room.down.add("/a/s0")
    with one.kit.store.writing() as c:
        c.exec_driver_sql("UPDATE articles SET attempts = 3")
    await one.run(Job(Stage.READ, (1,)))
    assert one.column("SELECT incomplete FROM revisions") == ["not fetched"]
    assert one.column(DECIDED) == ["new"]
