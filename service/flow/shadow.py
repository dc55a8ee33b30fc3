"""The end of a feed's first poll: when its last article is judged, one line says what was learned."""

from datetime import datetime

from alerts.digests import learned
from service.flow.kit import Policy
from service.store.learning import learned_by, told
from service.store.outbox import enqueue
from service.store.session import Connection


def close_shadow(c: Connection, policy: Policy, article_id: int, now: datetime) -> tuple[str, ...]:
    """Where this article was the last of a first poll, put one summary line a channel on its way; the channels."""
    taught = learned_by(c, article_id)
    if taught is None:
        return ()
    languages = {route.channel: route.language for route in reversed(policy.routes)}
    opened = []
    for channel, language in languages.items():
        key = f"learned-{taught.feed_id}-{channel}"
        if told(c, key):
            continue
        line = learned(key=key, outlet=taught.outlet, articles=taught.articles, facts=taught.facts, language=language)
        enqueue(c, channel, line, now, alert_id=None)
        opened.append(channel)
    return tuple(opened)
