"""The first poll of a feed: judged, silent, summed up in one line."""

import pytest

from alerts.audience import Route
from service.flow.failure import WAITS
from service.flow.stages import Job, Stage
from service.reference import Reference
from tests.service.flow.world import ALERTS, DIGEST, Snag, World, adopts, allowed, story, world
from watchers.errors import BadStatus, Unreachable

ALERTED = "SELECT a.url FROM alerts JOIN revisions r ON r.id = revision_id JOIN articles a ON a.id = article_id"
AGENCIES = ("NASA", "The U.S. Department of Energy", "The U.S. Department of State")


def full(one: World) -> str:
    """A room with a story an agency; its feed is watched."""
    room = one.network.room()
    for number, agency in enumerate(AGENCIES):
        room.publish(story(f"s{number}", adopts(agency), minute=number))
    one.watch(room.feed_url)
    return room.base


def told(one: World, channel: str = ALERTS) -> list[str]:
    return [row.message.plain for row in one.notifier.in_channel(channel)]


async def test_a_first_poll_is_judged_without_an_alert_and_summed_up_once(silent: World) -> None:
    """Its facts stand in the ledger; one line says how many."""
    full(silent)
    await silent.beats(120)
    assert len(silent.rows("SELECT id FROM facts")) == len(AGENCIES)
    assert silent.rows("SELECT id FROM alerts") == []
    (line,) = told(silent)
    assert line.startswith("Learned Outlet 8001: 3 articles read in silence, 3 facts")


async def test_what_comes_after_it_alerts(silent: World) -> None:
    """And what it had learned does not."""
    base = full(silent)
    await silent.beats(60)
    room = silent.network.rooms["127.0.0.1:8001"]
    room.publish(story("copy", adopts(AGENCIES[0]), hour=10))
    room.publish(story("fresh", adopts("USAID"), hour=10, minute=5))
    await silent.beats(600)
    assert [text for text in told(silent) if not text.startswith("Learned")] == [
        row.message.plain for row in silent.notifier.standing[1:]
    ]
    assert len(silent.notifier.standing) == 2
    assert silent.column(
        "SELECT a.url FROM alerts JOIN revisions r ON r.id = revision_id JOIN articles a ON a.id = article_id"
    ) == [f"{base}/a/fresh"]


async def test_every_channel_gets_its_own_line_in_its_language(reference: Reference) -> None:
    """Exactly one, however many routes lead to it."""
    routes = (Route(channel=ALERTS), Route(channel=DIGEST, language="fr"), Route(channel=ALERTS, kinds=("price",)))
    one = await allowed(world(reference, shadow=True, routes=routes))
    full(one)
    await one.beats(120)
    assert [len(told(one, channel)) for channel in (ALERTS, DIGEST)] == [1, 1]
    assert told(one, ALERTS)[0].startswith("Learned")
    assert told(one, DIGEST)[0].startswith("Outlet 8001 : 3 articles lus en silence")
    one.close()


@pytest.mark.parametrize("broken", range(len(AGENCIES)))
async def test_pages_that_fail_for_good_do_not_keep_the_line_back(silent: World, broken: int) -> None:
    """Whichever of them it is; the feed's own text of it is learned instead."""
    url = f"{full(silent)}/a/s{broken}"
    silent.network.fail(url, BadStatus("status 404", url=url, status=404))
    await silent.beats(60)
    assert [line[:7] for line in told(silent)] == ["Learned"]


async def test_a_page_that_fails_for_a_while_keeps_the_line_back_until_it_is_settled(silent: World) -> None:
    """And then there is one."""
    url = f"{full(silent)}/a/s2"
    silent.network.fail(url, *(Unreachable("refused", url=url) for _ in range(9)))
    await silent.beats(120)
    assert told(silent) == []
    await silent.beats(900)
    assert len(told(silent)) == 1


async def test_an_article_that_is_given_up_does_not_keep_the_line_back(reference: Reference) -> None:
    """Where a stage of ours fails on it to the last."""
    one = await allowed(world(reference, shadow=True, failpoint=Snag("judge:weighed", KeyError("ours"), times=len(WAITS) + 1)))
    room = one.network.room()
    room.publish(story("s0", adopts("NASA")))
    one.watch(room.feed_url)
    await one.beats(5 * 3600, step=300.0)
    assert one.column("SELECT state FROM articles") == ["failed"]
    assert [line[:24] for line in told(one)] == ["Learned Outlet 8001: 1 a"]
    one.close()


async def test_an_entry_edited_before_it_was_read_is_still_learned_in_silence(silent: World) -> None:
    """One that was already learned alerts with what the edit adds."""
    full(silent)
    room = silent.network.rooms["127.0.0.1:8001"]
    room.down.add("/a/s0")
    await silent.beat()
    room.down.clear()
    room.stories[2] = story("s0", adopts("USAID"))
    room.stories[1] = story("s1", adopts("The Federal Reserve"), minute=1)
    await silent.run(Job(Stage.POLL, (1,)))
    await silent.beats(120)
    assert [str(url)[-3:] for url in silent.column(ALERTED)] == ["/s1"]
    assert [line[:7] for line in told(silent)].count("Learned") == 1
