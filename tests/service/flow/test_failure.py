"""What nobody foresaw: one row is put off and given up with its reason, everything else goes on."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from alerts.delivery import DeliveryState
from service.app import PRELOAD
from service.flow.failure import WAITS, put_off
from service.flow.stages import Job, Stage
from service.reference import Reference, claims_of
from service.store.errors import StoreBusy, StoreFull
from tests.service.flow.world import ALERTS, NOON, Snag, World, adopts, allowed, story, world
from watchers.confine.confinement import Confinement
from watchers.errors import ParseKilled
from watchers.model import Incomplete
from watchers.reading.hint import Hint
from watchers.reading.read import from_feed


class Hates:
    """A confinement in which one page makes our own code fail."""

    def __init__(self, one: World, url: str) -> None:
        self._inner, self._url = one.kit.confined, url

    async def run(self, fn: object, *args: object, url: str) -> object:
        if url == self._url:
            raise KeyError("a mistake of ours")
        return await self._inner.run(fn, *args, url=url)  # type: ignore[arg-type]  # handed on as it came


class Endless:
    """A confinement in which one text keeps the reader of claims busy until it is killed."""

    def __init__(self, one: World, url: str) -> None:
        self._inner, self._url = one.kit.confined, url

    async def run(self, fn: object, *args: object, url: str) -> object:
        if fn is claims_of and url == self._url:
            raise ParseKilled("over 5 s of CPU", url=url)
        return await self._inner.run(fn, *args, url=url)  # type: ignore[arg-type]  # handed on as it came


def two_stories(one: World) -> str:
    room = one.network.room()
    room.publish(story("bad", adopts("NASA"), minute=1))
    room.publish(story("good", adopts("USAID"), minute=2))
    one.watch(room.feed_url)
    return f"{room.base}/a/bad"


def states(one: World) -> list[tuple[object, ...]]:
    return one.rows("SELECT state, attempts, error FROM articles ORDER BY id")


async def test_a_page_on_which_reading_fails_is_put_off_and_given_up_and_the_next_goes_on(one: World) -> None:
    """After a minute, five, thirty and three hours, with the reason kept."""
    url = two_stories(one)
    object.__setattr__(one.kit, "confined", Hates(one, url))
    await one.beat()
    await one.beat()  # the good one may have been read before the bad one had failed
    assert states(one) == [("to_read", 1, "KeyError: 'a mistake of ours'"), ("done", 0, None)]
    assert len(one.notifier.standing) == 1
    for number, wait in enumerate(WAITS, 2):
        one.times.pass_by(wait.total_seconds() - 1)
        await one.beat()
        assert states(one)[0][1] == number - 1
        one.times.pass_by(1)
        await one.beat()
        assert states(one)[0][1] == number
    assert states(one)[0][0] == "failed"
    assert one.column("SELECT error FROM articles WHERE id = 1") == ["KeyError: 'a mistake of ours'"]


async def test_a_text_that_keeps_the_reader_of_claims_busy_is_a_named_error_of_its_own(one: World) -> None:
    """It is put off with the reason; the next article of the feed is judged and alerts."""
    url = two_stories(one)
    object.__setattr__(one.kit, "confined", Endless(one, url))
    await one.beats(60)
    assert states(one) == [("to_judge", 2, f"ParseKilled: over 5 s of CPU ({url})"), ("done", 0, None)]
    assert len(one.notifier.standing) == 1


async def test_a_worker_reads_the_claims_that_the_process_itself_would() -> None:
    """With the reference data that its nursery has loaded."""
    text = adopts("NASA") + "\n" + adopts("the U.S. Department of Energy", "Meta", "Llama")
    hint = Hint(url="https://a.example/1", outlet="A", title="T", summary=text, author=None, published=NOON, lang="en")
    article = from_feed(hint, Incomplete.NOT_FETCHED)
    async with Confinement(preload=PRELOAD) as confined:
        told = await confined.run(claims_of, article, url=article.url)
    assert told == claims_of(article)
    assert len(told.claims) == 2


async def test_an_article_on_which_judging_fails_neither_spins_nor_holds_up_its_feed(reference: Reference) -> None:
    """It is judged again when its own time has come, not when the next article asks for its turn."""
    one = await allowed(world(reference, failpoint=Snag("judge:extracted", KeyError("ours"), times=1)))
    two_stories(one)
    for _ in range(5):
        await one.beat()
        one.times.pass_by(1)
    assert states(one) == [("to_judge", 1, "KeyError: 'ours'"), ("done", 0, None)]
    one.times.pass_by(60)
    await one.beat()
    assert states(one) == [("done", 0, None), ("done", 0, None)]
    assert len(one.notifier.standing) == 2
    one.close()


@pytest.mark.parametrize("error", [StoreBusy("locked", where="x"), StoreFull("full", where="x")])
async def test_a_database_that_is_busy_or_full_is_no_fault_of_the_row(reference: Reference, error: Exception) -> None:
    """Nothing is counted against the article; the next beat tries it again."""
    one = await allowed(world(reference, failpoint=Snag("judge:recorded", error, times=6)))
    two_stories(one)
    with capture_logs() as said:  # to draw so many tracebacks on a terminal would take minutes
        for _ in range(8):
            await one.beat()
            one.times.pass_by(1)
    assert states(one) == [("done", 0, None), ("done", 0, None)]
    assert len(one.notifier.standing) == 2
    assert any(line["event"] == "job failed" for line in said)
    one.close()


async def test_a_delivery_that_fails_unforeseen_is_looked_at_later_and_never_sent_blindly(reference: Reference) -> None:
    """It was stored when our own code failed: history finds it."""
    one = await allowed(world(reference, failpoint=Snag("deliver:posted", KeyError("ours"), times=1)))
    room = one.network.room()
    room.publish(story("one", adopts("NASA")))
    one.watch(room.feed_url)
    await one.beat()
    assert one.rows("SELECT state, error FROM outbox") == [("unknown", "KeyError: 'ours'")]
    await one.beats(600)
    assert one.column("SELECT state FROM outbox") == ["sent"]
    assert one.notifier.attempts == [(ALERTS, str(one.column("SELECT key FROM outbox")[0]))]
    one.close()


async def test_a_channel_with_nothing_to_send_has_nothing_to_put_off(one: World) -> None:
    """As when the failure came after the last row was done."""
    await put_off(one.kit, Job(Stage.DELIVER, (ALERTS,)), KeyError("ours"))
    assert one.rows("SELECT id FROM outbox") == []


async def test_whole_jobs_of_polls_are_put_off_feed_by_feed(one: World) -> None:
    """Where the job itself failed before any feed was asked."""
    rooms = [one.network.room(port) for port in (8001, 8002)]
    one.watch(*(room.feed_url for room in rooms))
    await put_off(one.kit, Job(Stage.POLL, (1, 2)), RuntimeError("ours"))
    due = int((one.times.now + timedelta(minutes=5)).timestamp() * 1_000_000)
    assert one.rows("SELECT fault, next_due FROM feeds") == [("RuntimeError: ours", due)] * 2
    assert DeliveryState.PARKED not in one.column("SELECT state FROM outbox")
