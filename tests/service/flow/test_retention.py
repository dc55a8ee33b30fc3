"""Texts shrink to quotes after a set time; facts, quotes and audit stay."""

from dataclasses import replace
from datetime import timedelta

from service.flow.retention import shrink
from tests.service.flow.world import World, adopts, story


async def read(one: World) -> None:
    room = one.network.room()
    room.publish(story("a", adopts("NASA"), "Nothing is claimed in this sentence.", adopts("USAID")))
    room.publish(story("b", "The kitchen of the town hall was painted yellow."))
    one.watch(room.feed_url)
    await one.beats(60)


async def test_a_text_shrinks_to_its_quotes_once_it_was_kept_long_enough(one: World) -> None:
    """Of one that claims nothing nothing is left; what was learned from them stands as it stood."""
    await read(one)
    before = one.rows("SELECT * FROM facts"), one.rows("SELECT * FROM fact_values"), one.rows("SELECT * FROM verdicts")
    one.kit = replace(one.kit, policy=replace(one.kit.policy, texts=timedelta(days=30)))
    await shrink(one.kit)
    assert one.column("SELECT COUNT(*) FROM revisions WHERE shrunk_at IS NOT NULL") == [0]
    one.times.pass_by(31 * 86_400.0)
    await one.beat()
    texts = one.column("SELECT text FROM revisions ORDER BY id")
    assert texts == [f"{adopts('NASA')}\n[…]\n{adopts('USAID')}", ""]
    assert before == (one.rows("SELECT * FROM facts"), one.rows("SELECT * FROM fact_values"), one.rows("SELECT * FROM verdicts"))


async def test_an_article_that_changes_after_its_text_shrank_is_still_told_from_its_old_version(one: World) -> None:
    """The digest of the old text is kept: an unchanged page makes no second version."""
    await read(one)
    one.kit = replace(one.kit, policy=replace(one.kit.policy, texts=timedelta(hours=1), visits=(timedelta(hours=6),)))
    with one.kit.store.writing() as c:
        c.exec_driver_sql(f"UPDATE articles SET visit_due = {int((one.times.now.timestamp() + 20_000) * 1_000_000)}")
    one.times.pass_by(7 * 3600.0)
    await one.beat()
    assert one.column("SELECT COUNT(*) FROM revisions WHERE shrunk_at IS NOT NULL") == [2]
    assert one.column("SELECT COUNT(*) FROM revisions") == [2]
    assert one.column("SELECT visits FROM articles") == [1, 1]


async def test_kept_for_ever_it_never_shrinks(one: World) -> None:
    """The default of the flow; the settings' own is ninety days."""
    await read(one)
    one.times.pass_by(4000 * 86_400.0)
    await shrink(one.kit)
    assert one.column("SELECT COUNT(*) FROM revisions WHERE shrunk_at IS NOT NULL") == [0]
