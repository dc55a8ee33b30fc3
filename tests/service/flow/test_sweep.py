"""Sweep: what is due or was lost is found, once; the right to post is taken, kept and lost; a clock that goes back."""

from datetime import timedelta

from service.flow.judge import judge
from service.flow.kit import LEASE, PostingRight
from service.flow.poll import poll
from service.flow.read import read
from service.flow.stages import Job, Stage
from service.flow.sweep import FEEDS_A_JOB, by_host, give_up, renew, sweep
from service.reference import Reference
from service.store.feeds import due_feeds
from tests.service.flow.world import ALERTS, World, adopts, another, story, world


def right(one: World) -> PostingRight:
    return one.kit.right


async def test_a_sweep_finds_what_each_stage_has_left(one: World) -> None:
    """Whoever lost the job: feeds, articles to read and to judge, channels."""
    room = one.network.room()
    room.publish(story("one", adopts("NASA")))
    one.watch(room.feed_url)
    assert await sweep(one.kit) == (Job(Stage.POLL, (1,), lane="127.0.0.1"),)
    await poll(one.kit, [1])
    assert await sweep(one.kit) == (Job(Stage.READ, (1,)),)
    await read(one.kit, 1)
    assert await sweep(one.kit) == (Job(Stage.JUDGE, (1,)),)
    await judge(one.kit, 1)
    assert await sweep(one.kit) == (Job(Stage.DELIVER, (ALERTS,)),)
    await one.run(Job(Stage.DELIVER, (ALERTS,)))
    assert await sweep(one.kit) == ()


async def test_a_host_is_asked_by_one_job_at_a_time(one: World) -> None:
    """Twenty feeds of it at once; whatever else comes due there has the same lane and waits."""
    urls = [f"http://127.0.0.1:8001/{number}.xml" for number in range(FEEDS_A_JOB + 5)]
    one.watch(*urls, "http://127.0.0.2:8001/feed.xml")
    jobs = await sweep(one.kit)
    assert [(job.key, len(job.about)) for job in jobs] == [("poll:127.0.0.1", FEEDS_A_JOB), ("poll:127.0.0.2", 1)]
    with one.kit.store.reading() as c:
        everything = by_host(due_feeds(c, one.times.now))
    assert sorted(about for job in everything for about in job.about) == list(range(1, FEEDS_A_JOB + 7))
    assert len({job.key for job in everything}) == len(everything) == 3


async def test_the_right_to_post_is_renewed_well_before_it_ends(one: World) -> None:
    """And keeps its fence."""
    assert right(one).fence == 1
    first = right(one).good_until
    one.times.pass_by(10)
    await renew(one.kit)
    assert right(one).good_until == first
    one.times.pass_by(15)
    await renew(one.kit)
    assert (right(one).fence, right(one).good_until) == (1, first + 25)


async def test_a_living_holder_is_waited_out_and_a_dead_one_is_not(one: World) -> None:
    """A successor posts as soon as nobody else can: at once after a death, after the lease's end otherwise; the fence grows."""
    successor = another(one, "successor")
    one.times.pass_by(30)
    await renew(successor)
    assert successor.right.fence == 0
    one.times.pass_by(LEASE.total_seconds() - 30 + 1)
    await renew(successor)
    assert successor.right.fence == 2
    heir = another(one, "heir")
    heir.right.gone = lambda holder: holder == "successor"
    await renew(heir)
    assert heir.right.fence == 3


async def test_whoever_finds_its_right_taken_posts_no_more(one: World) -> None:
    """It had slept for longer than its lease."""
    one.times.pass_by(LEASE.total_seconds() + 1)
    successor = another(one, "successor")
    await renew(successor)
    await renew(one.kit)
    assert (right(one).fence, right(one).good_until) == (0, 0.0)
    assert not right(one).holds(one.times.ticks)


async def test_a_right_given_up_is_free_at_once(one: World) -> None:
    """So a restart need not wait."""
    await give_up(one.kit)
    successor = another(one, "successor")
    await renew(successor)
    assert successor.right.fence == 2
    assert right(one).fence == 0


async def test_no_channel_is_looked_at_without_the_right(reference: Reference) -> None:
    """A second daemon polls, reads and judges, and leaves posting to the first."""
    one = world(reference)
    holder = another(one, "holder")
    await renew(holder)
    room = one.network.room()
    room.publish(story("one", adopts("NASA")))
    one.watch(room.feed_url)
    await one.beats(20, 5)
    assert one.column("SELECT state FROM outbox") == ["ready"]
    assert one.notifier.attempts == []
    one.close()


async def test_a_clock_set_back_by_a_day_is_followed(one: World) -> None:
    """F09: feeds are polled, pages asked again and alerts sent at the pace from before, not a day later."""
    room = one.network.room()
    room.publish(story("one", adopts("NASA")))
    one.watch(room.feed_url)
    await one.beat()
    one.times.now -= timedelta(days=1)
    room.publish(story("two", adopts("USAID"), hour=10))
    await one.beats(400)
    assert len(one.notifier.standing) == 2
    ((expires,),) = one.rows("SELECT expires_at FROM leases")
    assert int(str(expires)) <= (one.times.now + LEASE).timestamp() * 1_000_000


async def test_a_clock_set_forward_by_a_day_repeats_nothing(one: World) -> None:
    """F09: everything comes due once."""
    room = one.network.room()
    room.publish(story("one", adopts("NASA")))
    one.watch(room.feed_url)
    await one.beat()
    one.times.now += timedelta(days=1)
    await one.beats(30)
    assert len(one.notifier.attempts) == 1
    assert one.network.asked.count(room.feed_url) == 2
