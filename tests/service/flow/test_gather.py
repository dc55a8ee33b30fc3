"""Held back and summed up: quiet hours, a budget, an outage, the digest of the day; and mutes."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from alerts.audience import Hours, Route
from service.flow.judge import judge
from service.reference import Reference
from service.store import outbox
from service.store.audits import Act
from service.store.mutes import add_mute, end_mute
from service.store.outbox import Order
from service.store.watches import Watch, save_watch
from tests.contracts.builders import a_message
from tests.service.flow.test_judge import ready
from tests.service.flow.world import ALERTS, World, adopts, allowed, world
from tests.standins.notifier import Posted
from watchers.standing import Standing, Trouble

PARIS = ZoneInfo("Europe/Paris")
NIGHT = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
"""23:30 in Paris, a Monday."""
HOURS = Hours(channel=ALERTS, zone=PARIS, quiet=(time(22), time(7)), budget=0, digest=time(8, 30))


@pytest.fixture
async def paris(reference: Reference) -> AsyncIterator[World]:
    """A channel in Paris with quiet hours and a digest."""
    made = world(reference, routes=[Route(channel=ALERTS, language="fr")])
    made.kit = replace(made.kit, policy=replace(made.kit.policy, hours={ALERTS: HOURS}))
    yield await allowed(made)
    made.close()


def hours(one: World, **changes: object) -> None:
    changed = replace(HOURS, **changes)  # type: ignore[arg-type]  # by name
    one.kit = replace(one.kit, policy=replace(one.kit.policy, hours={ALERTS: changed}))


def put(one: World, *keys: str, rank: int = 2) -> None:
    """Alerts without an article of their own would be in no digest: each has one."""
    with one.kit.store.writing() as c:
        for key in keys:
            c.exec_driver_sql(
                "INSERT INTO articles (url, outlet, shadow, state, due, attempts, first_seen, kind, visits) "
                f"VALUES ('https://n.example/{key}', 'N', 0, 'done', 0, 0, 0, 'article', 0)"
            )
            c.exec_driver_sql(
                "INSERT INTO revisions (article_id, number, body_sha256, url, outlet, title, lang, text, sketch, told_to, "
                "read_at) "
                f"SELECT id, 1, 'b{key}', url, 'N', 'T', 'en', 'x', x'', '[]', 0 FROM articles WHERE url = 'https://n.example/{key}'"
            )
            c.exec_driver_sql(
                "INSERT INTO alerts (key, revision_id, rank, shadow, created_at) "
                f"SELECT 'A{key}', id, {rank}, 0, 0 FROM revisions WHERE body_sha256 = 'b{key}'"
            )
            number = c.exec_driver_sql(f"SELECT id FROM alerts WHERE key = 'A{key}'").scalar_one()
            outbox.put(c, ALERTS, a_message(key, f"alert {key}"), one.times.now, Order(alert_id=number, rank=rank))


def at(one: World, when: datetime) -> None:
    one.times.pass_by((when - one.times.now).total_seconds())


def channel(one: World) -> list[Posted]:
    return one.notifier.in_channel(ALERTS)


def told(one: World) -> list[str]:
    return [posted.message.key for posted in channel(one)]


def states(one: World) -> list[object]:
    return one.column("SELECT state FROM outbox ORDER BY id")


async def test_a_few_alerts_of_a_night_are_told_in_the_morning_one_by_one(paris: World) -> None:
    """In their order, with since when they waited."""
    at(paris, NIGHT)
    put(paris, "1", "2")
    await paris.beat()
    assert (told(paris), states(paris)) == ([], ["held", "held"])
    at(paris, datetime(2026, 3, 3, 5, 59, tzinfo=UTC))
    await paris.beat()
    assert told(paris) == []
    at(paris, datetime(2026, 3, 3, 6, 0, 1, tzinfo=UTC))
    await paris.beat()
    assert told(paris) == ["1", "2"]
    assert "Held back since 2 March 2026, 22:30 UTC" in channel(paris)[0].message.plain


async def test_many_alerts_of_a_night_are_one_digest_in_the_morning(paris: World) -> None:
    """Each a line that leads to its article; nothing is left behind."""
    at(paris, NIGHT)
    put(paris, *"12345")
    await paris.beat()
    at(paris, datetime(2026, 3, 3, 6, 1, tzinfo=UTC))
    await paris.beat()
    (digest,) = channel(paris)
    assert digest.message.text.startswith("Résumé : 5 alertes retenues")
    assert [f"https://n.example/{key}" in str(digest.message.blocks) for key in "12345"] == [True] * 5
    assert states(paris) == ["folded"] * 5 + ["sent"]


async def test_what_is_urgent_is_told_at_night(paris: World) -> None:
    """Rank 1 by default."""
    at(paris, NIGHT)
    put(paris, "1")
    put(paris, "2", rank=1)
    await paris.beat()
    assert told(paris) == ["2"]


async def test_a_single_pass_waits_for_no_quiet_hours(paris: World) -> None:
    """As `writethru once` promises."""
    paris.kit = replace(paris.kit, policy=replace(paris.kit.policy, sleeps=False))
    at(paris, NIGHT)
    put(paris, "1")
    await paris.beat()
    assert told(paris) == ["1"]


async def test_what_is_more_than_the_budget_waits_for_the_digest(paris: World) -> None:
    """None is dropped; the next day has a budget of its own."""
    hours(paris, budget=2)
    put(paris, *"12345")
    await paris.beat()
    assert told(paris) == ["1", "2"]
    at(paris, datetime(2026, 3, 3, 7, 31, tzinfo=UTC))
    await paris.beat()
    (digest,) = channel(paris)[2:]
    assert digest.message.text.startswith("Résumé du 3 mars 2026")
    assert [f"alert {key}" in str(digest.message.blocks) for key in "12345"] == [True] * 5
    put(paris, "6")
    await paris.beat()
    assert told(paris)[-1] == "6"
    assert paris.column("SELECT count(*) FROM outbox WHERE state = 'folded' AND rank IS NOT NULL") == [3]


async def test_an_outage_of_hours_ends_in_a_digest_and_not_in_a_storm(one: World) -> None:
    """E18: twenty lines in the channel, the others in its thread, one a second; every alert is named once."""
    put(one, *(f"{number:03}" for number in range(150)))
    one.times.pass_by(3 * 3600)
    await one.beat()
    root, *pages = channel(one)
    assert root.message.text.startswith("Digest: 150 alerts held back")
    assert [page.message.thread for page in pages] == [root.receipt.ts] * 4
    lines = [line for posted in channel(one) for line in posted.message.plain.split("\n") if "alert " in line and "rank" in line]
    assert sorted(line.split("alert ")[-1] for line in lines) == [f"{number:03}" for number in range(150)]
    assert states(one).count("folded") == 150
    assert one.times.slept == [1.0] * 4


async def test_a_burst_is_no_outage(one: World) -> None:
    """Thirty alerts of one minute are told one a second."""
    put(one, *(f"{number:02}" for number in range(30)))
    await one.beat()
    assert len(told(one)) == 30


async def test_the_digest_of_a_day_comes_once_at_the_channels_own_time(paris: World) -> None:
    """What was told stands in it with its link; a day without news has none."""
    put(paris, "1")
    await paris.beat()
    at(paris, datetime(2026, 3, 3, 7, 29, tzinfo=UTC))
    await paris.beat()
    assert told(paris) == ["1"]
    at(paris, datetime(2026, 3, 3, 7, 30, tzinfo=UTC))
    for _ in range(3):
        await paris.beat()
    assert told(paris) == ["1", "digest-C0ALERTS-2026-03-03"]
    assert "Alertes envoyées : 1" in channel(paris)[1].message.plain
    at(paris, datetime(2026, 3, 4, 7, 30, tzinfo=UTC))
    await paris.beat()
    assert len(told(paris)) == 2


async def test_the_digest_names_the_sources_that_are_in_trouble(paris: World) -> None:
    """Host and what is wrong, for as long as it is; one that moved, or whose list slid, once; a mere failure as before."""
    hours(paris, heartbeat=True)
    start = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    paris.watch(*(f"https://{name}.example/feed" for name in ("gone", "moved", "fails", "fine")))
    gone = Standing(trouble=Trouble.DEAD, since=NIGHT, why="gone", told=True, tell_at=start - timedelta(hours=3))
    moved = Watch(moved_to="https://b.example/feed", moved_at=start - timedelta(hours=1), slid_at=start - timedelta(hours=2))
    with paris.kit.store.writing() as c:
        save_watch(c, 1, Watch(standing=gone))
        save_watch(c, 2, moved)
        c.exec_driver_sql("UPDATE feeds SET failures = 1 WHERE id IN (1, 3)")
        c.exec_driver_sql("UPDATE feeds SET next_due = 9000000000000000")
    for day in (0, 1):
        at(paris, start + timedelta(days=day))
        await paris.beat()
    first, second = (" ".join(posted.message.plain.split()) for posted in channel(paris))
    assert "Sources en difficulté : gone.example (disparue), moved.example (a déménagé), moved.example (des articles" in first
    assert "Sources en panne : fails.example" in first
    assert "Sources en difficulté : gone.example (disparue)" in second
    assert "moved.example" not in second


async def test_a_source_that_died_is_news_for_a_digest_once(paris: World) -> None:
    """Without anything else to tell the digest goes out for it; not again on the day after; what is newest is named first."""
    start = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
    paris.watch(*(f"https://n{number:02}.example/feed" for number in range(15)))
    with paris.kit.store.writing() as c:
        for number in range(1, 15):
            old = Standing(trouble=Trouble.DEAD, since=NIGHT, told=True, tell_at=NIGHT - timedelta(days=9))
            save_watch(c, number, Watch(standing=old))
        c.exec_driver_sql("UPDATE feeds SET next_due = 9000000000000000")
    at(paris, start)
    await paris.beat()
    assert channel(paris) == []
    with paris.kit.store.writing() as c:
        new = Standing(trouble=Trouble.WALL, since=NIGHT, told=True, tell_at=start + timedelta(hours=2))
        save_watch(c, 15, Watch(standing=new))
    for day in (1, 2):
        at(paris, start + timedelta(days=day))
        await paris.beat()
    (told_of,) = channel(paris)
    said = " ".join(told_of.message.plain.split())
    assert "Sources en difficulté : n14.example (derrière un mur ou un contrôle), n00.example (disparue)" in said
    assert said.endswith("n03.example (disparue) et 10 de plus")


async def test_a_heartbeat_says_that_there_is_nothing_new(paris: World) -> None:
    """Where somebody wants one."""
    hours(paris, heartbeat=True)
    at(paris, datetime(2026, 3, 3, 7, 30, tzinfo=UTC))
    await paris.beat()
    assert channel(paris)[0].message.text.startswith("Rien de nouveau : 0 articles lus, 0 copies")


async def test_no_digest_on_a_weekend_unless_it_is_wanted_daily(paris: World) -> None:
    """Friday's is the last one of a week."""
    hours(paris, heartbeat=True)
    at(paris, datetime(2026, 3, 6, 8, tzinfo=UTC))
    await paris.beat()
    at(paris, datetime(2026, 3, 7, 8, tzinfo=UTC))
    await paris.beat()
    assert told(paris) == ["digest-C0ALERTS-2026-03-06"]
    hours(paris, heartbeat=True, daily=True)
    await paris.beat()
    assert told(paris)[1:] == ["digest-C0ALERTS-2026-03-07"]


async def test_a_closed_channel_is_tried_again_and_told_in_order(one: World) -> None:
    """E17: its first message waits and holds up the others; their age is shown."""
    one.notifier.fail("closed")
    put(one, "1", "2")
    await one.beat()
    assert states(one) == ["parked", "ready"]
    await one.beats(300)
    assert told(one) == []
    one.times.pass_by(700)
    await one.beat()
    assert told(one) == ["1", "2"]
    assert "Held back since" in channel(one)[1].message.plain


# ---------------------------------------------------------------- mutes


def mute(one: World, subject: str, *, days: int = 7, where: str | None = None) -> int:
    act = Act(who="ana", why="not ours", at=one.times.now)
    with one.kit.store.writing() as c:
        return add_mute(c, subject, one.times.now + timedelta(days=days), act, channel=where)


@pytest.mark.parametrize("subject", ["agency:nasa", "vendor:OpenAI", "kind:agency", "outlet:Outlet 8001"])
async def test_what_is_muted_is_judged_and_listed_and_not_told(one: World, subject: str) -> None:
    """With who muted it, until when and why."""
    mute(one, subject)
    await ready(one, adopts("NASA"))
    await judge(one.kit, 1)
    await one.beat()
    assert one.notifier.standing == []
    assert states(one) == ["muted"]
    assert one.column("SELECT error FROM outbox") == [f"muted by ana until 2026-03-09 12:00 UTC: {subject} (not ours)"]
    assert one.column("SELECT held FROM revisions") == ["muted"]


async def test_a_mute_ends_by_itself_or_by_hand_and_holds_where_it_was_set(one: World) -> None:
    """Another channel, another day, another subject: all are told."""
    mute(one, "agency:NASA", where="C0OTHER")
    mute(one, "agency:Department of Energy")
    number = mute(one, "vendor:OpenAI")
    with one.kit.store.writing() as c:
        assert end_mute(c, number, Act(who="ana", why="", at=one.times.now))
        assert not end_mute(c, number, Act(who="ana", why="", at=one.times.now))
    mute(one, "kind:agency", days=1)
    one.times.pass_by(2 * 86_400)
    await ready(one, adopts("NASA"))
    await judge(one.kit, 1)
    await one.beat()
    assert len(one.notifier.standing) == 1


async def test_an_alert_says_how_much_of_it_is_muted(one: World) -> None:
    """What is left of it goes out."""
    mute(one, "agency:NASA")
    await ready(one, adopts("NASA") + " " + adopts("The Federal Reserve"))
    await judge(one.kit, 1)
    await one.beat()
    (posted,) = channel(one)
    assert "NASA" not in str(posted.message.blocks[0])
    assert "1 muted" in str(posted.message.blocks[1])


async def test_the_story_of_an_alert_can_be_muted(one: World) -> None:
    """The next article about it is not told, others are."""
    await ready(
        one, adopts("NASA"), adopts("NASA") + " " + adopts("The Federal Reserve"), adopts("The U.S. Department of Energy")
    )
    await judge(one.kit, 1)
    (key,) = one.column("SELECT key FROM alerts")
    mute(one, f"story:{key}")
    await judge(one.kit, 2)
    await judge(one.kit, 3)
    assert one.column("SELECT state FROM outbox WHERE errand = 'post' ORDER BY id") == ["ready", "muted", "ready"]
