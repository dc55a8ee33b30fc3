"""Read: from an entry to a text, or to the recorded reason why not."""

from dataclasses import replace

import pytest

from service.flow.poll import poll
from service.flow.read import read
from service.flow.stages import Job, Stage
from tests.service.flow.world import World, adopts, story
from watchers.errors import AddressRefused, BadStatus, ParseKilled, Unreachable, WatchError
from watchers.model import Document, Incomplete, Validators


async def listed(one: World, *slugs: str) -> str:
    """Articles that wait to be read, listed in this order; the address of the first."""
    room = one.network.room()
    for slug in slugs:
        room.publish(story(slug, adopts("NASA")))
    one.watch(room.feed_url)
    await poll(one.kit, [1])
    return f"{room.base}/a/{slugs[0]}"


def state(one: World, article: int = 1) -> tuple[object, ...]:
    return one.rows(f"SELECT state, attempts, error FROM articles WHERE id = {article}")[0]


async def test_a_page_becomes_a_revision_that_waits_to_be_judged(one: World) -> None:
    """With its whole text."""
    await listed(one, "one")
    assert await read(one.kit, 1) == (Job(Stage.JUDGE, (1,)),)
    assert state(one) == ("to_judge", 0, None)
    ((text, incomplete),) = one.rows("SELECT text, incomplete FROM revisions")
    assert str(text).startswith(adopts("NASA"))
    assert incomplete is None


@pytest.mark.parametrize(
    "error",
    [AddressRefused("a private address", url=""), BadStatus("status 404", url="", status=404), ParseKilled("memory", url="")],
    ids=lambda error: type(error).__name__,
)
async def test_a_page_that_cannot_be_read_leaves_the_feeds_own_text_marked_so(one: World, error: WatchError) -> None:
    """At once, where asking again cannot help."""
    url = await listed(one, "one")
    one.network.fail(url, error)
    assert await read(one.kit, 1) == (Job(Stage.JUDGE, (1,)),)
    ((text, incomplete),) = one.rows("SELECT text, incomplete FROM revisions")
    assert adopts("NASA") in str(text)
    assert incomplete == Incomplete.NOT_FETCHED


async def test_a_page_that_may_answer_later_is_asked_three_times_more(one: World) -> None:
    """After 30 seconds, two minutes and ten; then the feed's own text is judged."""
    url = await listed(one, "one")
    one.network.fail(url, *(Unreachable("refused", url=url) for _ in range(4)))
    waits = []
    for wait in (30, 120, 600):
        assert await read(one.kit, 1) == ()
        ((due,),) = one.rows("SELECT due FROM articles")
        waits.append((int(str(due)) - int(one.times.now.timestamp() * 1_000_000)) / 1_000_000)
        assert state(one)[0] == "to_read"
        assert state(one)[2] == "Unreachable: refused"
        one.times.pass_by(wait)
    assert waits == [30, 120, 600]
    assert await read(one.kit, 1) == (Job(Stage.JUDGE, (1,)),)
    assert one.column("SELECT incomplete FROM revisions") == ["not fetched"]


async def test_a_page_that_answers_the_second_time_is_read_whole(one: World) -> None:
    """Nothing of the first failure remains."""
    url = await listed(one, "one")
    one.network.fail(url, Unreachable("refused", url=url))
    await read(one.kit, 1)
    await read(one.kit, 1)
    assert state(one) == ("to_judge", 0, None)
    assert one.column("SELECT incomplete FROM revisions") == [None]


async def test_where_page_and_feed_say_nothing_the_reason_is_kept(one: World) -> None:
    """The article counts as failed, never as one without claims."""
    url = await listed(one, "one")
    with one.kit.store.writing() as c:
        c.exec_driver_sql("UPDATE entries SET summary = ' '")
    one.network.fail(url, BadStatus("status 410", url=url, status=410))
    assert await read(one.kit, 1) == ()
    assert state(one) == ("failed", 1, "BadStatus: status 410")
    assert one.rows("SELECT id FROM revisions") == []


async def test_an_item_without_a_link_is_judged_by_what_the_feed_says(one: World) -> None:
    """Nothing is fetched for it."""
    await listed(one, "one")
    with one.kit.store.writing() as c:
        c.exec_driver_sql("UPDATE articles SET url = 'entry:1:x'")
    asked = len(one.network.asked)
    assert await read(one.kit, 1) == (Job(Stage.JUDGE, (1,)),)
    assert len(one.network.asked) == asked
    assert one.column("SELECT incomplete FROM revisions") == ["not fetched"]


async def test_an_article_waits_for_the_older_one_of_its_feed(one: World) -> None:
    """However fast its page answered: who tells a story first is who alerts."""
    await listed(one, "old", "new")
    assert await read(one.kit, 2) == ()
    assert await read(one.kit, 1) == (Job(Stage.JUDGE, (1,)),)


async def test_one_that_failed_once_holds_up_nobody(one: World) -> None:
    """Its failure frees the next one at once."""
    url = await listed(one, "old", "new")
    one.network.fail(url, Unreachable("refused", url=url))
    await read(one.kit, 2)
    assert await read(one.kit, 1) == (Job(Stage.JUDGE, (2,)),)


async def test_reading_twice_makes_one_revision(one: World) -> None:
    """The second time there is nothing to read."""
    await listed(one, "one")
    await read(one.kit, 1)
    assert await read(one.kit, 1) == ()
    assert len(one.rows("SELECT id FROM revisions")) == 1


class Overtaken:
    """A network that answers only after another process has read the article."""

    def __init__(self, one: World, article: int, error: WatchError | None) -> None:
        self._one, self._article, self._error = one, article, error

    async def fetch(self, url: str, validators: Validators | None = None) -> Document | None:
        await read(self._one.kit, self._article)
        if self._error is not None:
            raise self._error
        return await self._one.network.fetch(url, validators)


@pytest.mark.parametrize("error", [None, BadStatus("status 404", url="", status=404), Unreachable("refused", url="")])
async def test_two_processes_that_read_one_article_at_once_lose_nothing_of_it(one: World, error: WatchError | None) -> None:
    """The slower one stores the same text, or a failure, over what the faster one has read: that still waits to be judged."""
    await listed(one, "one")
    with one.kit.store.writing() as c:
        c.exec_driver_sql("UPDATE entries SET summary = ''")
    slow = replace(one.kit, fetcher=Overtaken(one, 1, error))
    await read(slow, 1)
    assert state(one)[0] == "to_judge"
    assert one.column("SELECT incomplete FROM revisions") == [None]
