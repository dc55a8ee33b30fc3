"""Retention: a page of old texts a beat, so that a large database shrinks over a day and holds up nobody."""

from functools import partial

from service.flow.kit import Kit
from service.logs import logger
from service.store.retention import shrink_texts, too_old


async def shrink(kit: Kit) -> None:
    """Shrink texts that have been kept long enough to their quotes."""
    if kit.policy.texts is None:
        return
    now = kit.clock.now()
    numbers = await kit.store.read(partial(too_old, before=now - kit.policy.texts))
    if numbers:
        count = await kit.store.write(partial(shrink_texts, numbers=numbers, now=now))
        logger().info("texts shrunk to quotes", revisions=count)
