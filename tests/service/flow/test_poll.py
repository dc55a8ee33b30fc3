"""Poll: what is stored of a feed's answers, and what becomes of a feed that fails."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from service.flow.listings import ENTRY_CAP
from service.flow.poll import poll
from service.flow.stages import Job, Stage
from service.reference import Reference
from service.store.errors import StoreBroken, StoreError
from tests.service.flow.world import NOON, Snag, World, adopts, story, world
from watchers.errors import BadStatus, NotAFeed, Unreachable


def feed_of(one: World) -> tuple[object, ...]:
    return one.rows("SELECT failures, fault, next_due, last_good, learned FROM feeds")[0]


async def test_a_new_entry_makes_one_article_to_read_oldest_first(one: World) -> None:
    """The feed lists the newest first; what is told first is read first."""
    room = one.network.room()
    room.publish(story("early", hour=8))
    room.publish(story("late", hour=9))
    one.watch(room.feed_url)
    jobs = await poll(one.kit, [1])
    assert jobs == (Job(Stage.READ, (1,)), Job(Stage.READ, (2,)))
    assert one.column("SELECT url FROM articles ORDER BY id") == [f"{room.base}/a/early", f"{room.base}/a/late"]


async def test_an_unchanged_feed_stores_nothing_and_makes_no_work(one: World) -> None:
    """Whether the server says 304 or sends the same body again."""
    room = one.network.room()
    room.publish(story("one"))
    one.watch(room.feed_url)
    await poll(one.kit, [1])
    before = one.rows("SELECT * FROM entries")
    assert await poll(one.kit, [1]) == ()
    assert one.network.conditional == [False, True]
    with one.kit.store.writing() as c:
        c.exec_driver_sql("UPDATE feeds SET etag = NULL")
    assert await poll(one.kit, [1]) == ()
    assert one.network.conditional[-1] is False
    assert one.rows("SELECT * FROM entries") == before
    assert len(one.rows("SELECT id FROM articles")) == 1


async def test_now_and_then_a_feed_is_asked_without_its_validators(reference: Reference) -> None:
    """C20: A server whose validators never change would hide its news for ever."""
    one = world(reference)
    room = one.network.room()
    one.watch(room.feed_url)
    await poll(one.kit, [1])
    object.__setattr__(one.kit, "chance", lambda: 0.0)
    await poll(one.kit, [1])
    assert one.network.conditional == [False, False]
    one.close()


async def test_an_edited_entry_is_read_again_and_no_other(one: World) -> None:
    """C03: One whose title or text changed under the same address."""
    room = one.network.room()
    room.publish(story("one"))
    room.publish(story("two"))
    one.watch(room.feed_url)
    await one.run(Job(Stage.POLL, (1,)))
    room.stories[1] = story("one", adopts("NASA"))
    assert await poll(one.kit, [1]) == (Job(Stage.READ, (1,)),)
    assert one.column("SELECT state FROM articles ORDER BY id") == ["to_read", "done"]


async def test_a_new_guid_for_a_known_address_is_no_new_article(one: World) -> None:
    """Two feeds that list one address share one article."""
    room, mirror = one.network.room(8001), one.network.room(8002)
    room.publish(story("one"))
    one.watch(room.feed_url, mirror.feed_url)
    mirror.port, mirror.stories = room.port, room.stories
    await poll(one.kit, [1, 2])
    assert len(one.rows("SELECT id FROM entries")) == 2
    assert len(one.rows("SELECT id FROM articles")) == 1


async def test_a_failing_feed_keeps_its_reason_is_named_once_and_is_asked_less_often(one: World) -> None:
    """The wait doubles with each failure; a good poll ends it."""
    room = one.network.room()
    one.watch(room.feed_url)
    one.network.fail(room.feed_url, *(Unreachable("refused", url=room.feed_url) for _ in range(3)))
    dues = []
    with capture_logs() as logs:
        for _ in range(3):
            assert await poll(one.kit, [1]) == ()
            dues.append(feed_of(one)[2])
    assert feed_of(one)[:2] == (3, "Unreachable: refused")
    assert [line["event"] for line in logs] == ["feed failed"]
    start = int(NOON.timestamp() * 1_000_000)
    assert [(int(str(due)) - start) / 60_000_000 for due in dues] == [10, 20, 40]
    await poll(one.kit, [1])
    failures, fault, *_ = feed_of(one)
    assert (failures, fault) == (0, None)


async def test_another_reason_is_named_again(one: World) -> None:
    """A feed that was unreachable and now answers with something else."""
    room = one.network.room()
    one.watch(room.feed_url)
    one.network.fail(room.feed_url, Unreachable("refused", url=""), Unreachable("refused", url=""), NotAFeed("a page", url=""))
    with capture_logs() as logs:
        for _ in range(3):
            await poll(one.kit, [1])
    assert [line["why"] for line in logs] == ["Unreachable: refused", "NotAFeed: a page"]


async def test_a_server_that_asks_for_patience_gets_it(one: World) -> None:
    """C19: Retry-After counts where it is longer than the wait of our own."""
    room = one.network.room()
    one.watch(room.feed_url)
    one.network.fail(room.feed_url, BadStatus("status 429", url="", status=429, retry_after=timedelta(hours=3)))
    await poll(one.kit, [1])
    assert feed_of(one)[2] == int((NOON + timedelta(hours=3)).timestamp()) * 1_000_000


@pytest.mark.parametrize("error", [Unreachable("refused", url=""), KeyError("a mistake of ours")], ids=["foreseen", "not"])
async def test_a_failing_feed_never_stops_the_others_of_its_host(one: World, error: Exception) -> None:
    """Whatever happens to one poll, the feeds before and after it in the same job are polled and stored."""
    rooms = [one.network.room(port) for port in (8001, 8002, 8003)]
    for room in rooms:
        room.publish(story(f"of-{room.port}"))
    one.watch(*(room.feed_url for room in rooms))
    one.network.fail(rooms[1].feed_url, error)
    with capture_logs() as logs:
        assert await poll(one.kit, [1, 2, 3]) == (Job(Stage.READ, (1,)), Job(Stage.READ, (2,)))
    assert one.column("SELECT failures FROM feeds ORDER BY id") == [0, 1, 0]
    assert type(error).__name__ in str(one.column("SELECT fault FROM feeds WHERE id = 2")[0])
    assert len([line for line in logs if line["log_level"] in {"warning", "error"}]) == 1


async def test_a_broken_database_is_no_fault_of_the_feed(reference: Reference) -> None:
    """It is raised, for nothing about it can be written down."""
    one = world(reference, failpoint=Snag("poll:parsed", StoreBroken("damaged", where="here")))
    one.watch(one.network.room().feed_url)
    with pytest.raises(StoreError):
        await poll(one.kit, [1])
    assert feed_of(one)[:2] == (0, None)
    one.close()


async def test_a_feed_that_lists_more_than_is_taken_up_at_once_gives_the_rest_at_the_next_polls(silent: World) -> None:
    """C11: None is lost for an unchanged body or a 304 in between, and a first poll stays silent to its end: one summary."""
    room = silent.network.room()
    over = ENTRY_CAP + 3
    for number in range(over):
        room.publish(story(f"s{number}"))
    silent.watch(room.feed_url)
    assert len(await poll(silent.kit, [1])) == ENTRY_CAP
    assert feed_of(silent)[4] == 0
    assert len(await poll(silent.kit, [1])) == 3
    assert feed_of(silent)[4] == 1
    assert silent.network.conditional == [False, False]
    assert await poll(silent.kit, [1]) == ()
    assert silent.column("SELECT count(*) FROM articles WHERE shadow") == [over]


async def test_a_feed_that_empties_and_fills_again_tells_nothing_old(one: World) -> None:
    """What was once listed stays known."""
    room = one.network.room()
    room.publish(story("one", adopts("NASA")))
    one.watch(room.feed_url)
    await one.run(Job(Stage.POLL, (1,)))
    kept, room.stories = room.stories, []
    await one.run(Job(Stage.POLL, (1,)))
    room.stories = kept
    await one.run(Job(Stage.POLL, (1,)))
    assert len(one.notifier.standing) == 1
    assert len(one.rows("SELECT id FROM revisions")) == 1
