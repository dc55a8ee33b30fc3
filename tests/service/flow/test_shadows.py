"""A new feed, rule or name: read and judged in silence for a while, then one digest of what would have alerted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.audience import Route, Shadow, ShadowKind
from alerts.slack.validate import validate_blocks
from service.reference import Reference
from tests.service.flow.world import ALERTS, DIGEST, NOON, World, adopts, allowed, story, world

SOON = NOON + timedelta(hours=2)
FEED = "http://127.0.0.1:8001/feed.xml"
SHADOWS = (
    Shadow(kind=ShadowKind.FEED, of=FEED, until=SOON),
    Shadow(kind=ShadowKind.RULE, of="first in slot", until=SOON),
    Shadow(kind=ShadowKind.NAME, of="nasa", until=SOON),
)


async def quiet(reference: Reference, shadow: Shadow) -> World:
    """A service with one shadow and two channels, the second of which only wants prices."""
    routes = (Route(channel=ALERTS), Route(channel=DIGEST, kinds=("price",), language="fr"))
    one = await allowed(world(reference, routes=routes))
    one.kit = replace(one.kit, policy=replace(one.kit.policy, shadows=(shadow,)))
    return one


def told(one: World, channel: str = ALERTS) -> list[str]:
    return [row.message.plain for row in one.notifier.in_channel(channel)]


@pytest.mark.parametrize("shadow", SHADOWS, ids=lambda shadow: shadow.kind.value)
async def test_what_is_in_shadow_is_judged_in_silence_and_then_told_in_one_digest(reference: Reference, shadow: Shadow) -> None:
    """Once a channel, with what its own routes would have taken; each held verdict is kept with what held it."""
    one = await quiet(reference, shadow)
    room = one.network.room()
    room.publish(story("a", adopts("NASA")))
    one.watch(room.feed_url)
    await one.beats(600)
    assert told(one) == []
    assert one.column("SELECT held FROM revisions") == ["in shadow"]
    assert one.column("SELECT held FROM verdicts") == [f"in shadow: {shadow.kind.value} {shadow.of}"]
    assert one.column("SELECT status FROM fact_values") == ["reported"]
    await one.beats(3 * 3600, step=900)
    assert [line.split("\n")[0] for line in told(one)] == [f"In silence until now, {shadow.of}: 1 alerts were held back."]
    assert "NASA uses ChatGPT" in told(one)[0]
    assert f"{room.base}/a/a" in told(one)[0]
    assert told(one, DIGEST) == [f"À l’essai jusqu’ici, {shadow.of} : rien n’aurait alerté."]
    assert [validate_blocks(row.message.blocks) for row in one.notifier.standing] == [(), ()]
    one.close()


@pytest.mark.parametrize("shadow", SHADOWS, ids=lambda shadow: shadow.kind.value)
async def test_what_is_not_in_shadow_alerts_as_ever(reference: Reference, shadow: Shadow) -> None:
    """Another feed, another rule, another name."""
    one = await quiet(reference, shadow)
    room = one.network.room(8002)
    price = "OpenAI sells ChatGPT Enterprise to federal agencies for ${} per agency per year."
    room.publish(story("a", adopts("USAID")))
    room.publish(story("b", price.format(1), minute=1))
    room.publish(story("c", price.format(3), minute=2))
    one.watch(room.feed_url)
    await one.beats(60)
    assert len(told(one)) == (1 if shadow.kind is ShadowKind.RULE else 3)
    one.close()


async def test_a_fact_that_only_a_feed_in_shadow_told_is_news_where_another_feed_tells_it(reference: Reference) -> None:
    """Nothing is lost to a shadow; the second to tell it outside is a repetition as ever."""
    one = await quiet(reference, SHADOWS[0])
    new, old = one.network.room(8001), one.network.room(8002)
    new.publish(story("a", adopts("NASA")))
    one.watch(new.feed_url, old.feed_url)
    await one.beats(600)
    old.publish(story("b", adopts("NASA"), hour=10))
    await one.beats(600)
    assert len(told(one)) == 1
    assert one.column("SELECT reason FROM verdicts WHERE rank IS NOT NULL AND held IS NULL") == [
        "first told outside of a feed's shadow"
    ]
    old.publish(story("c", adopts("NASA"), hour=11))
    await one.beats(600)
    assert len(told(one)) == 1
    one.close()


async def test_after_the_digest_what_it_told_is_known(reference: Reference) -> None:
    """And what the feed brings then alerts."""
    one = await quiet(reference, SHADOWS[0])
    new, old = one.network.room(8001), one.network.room(8002)
    new.publish(story("a", adopts("NASA")))
    one.watch(new.feed_url, old.feed_url)
    await one.beats(3 * 3600, step=900)
    old.publish(story("b", adopts("NASA"), hour=10))
    new.publish(story("c", adopts("USAID"), hour=11))
    await one.beats(600)
    assert len(told(one)) == 2
    assert told(one)[0].startswith("In silence until now")
    assert "International Development" in told(one)[1]
    one.close()
