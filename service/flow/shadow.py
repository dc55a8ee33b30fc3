"""The end of what is judged in silence.

A feed's first poll: when its last article is judged, one line says what was learned. A shadow over a feed, a rule or a name: when
its time is over, one digest says what would have alerted.
"""

import hashlib
import html
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from alerts.audience import Shadow, ShadowKind
from alerts.composing import compose
from alerts.digests import learned, shadowed
from alerts.routing import route
from alerts.shadowing import label
from alerts.slack.blocks import message
from service.flow.kit import Policy
from service.store.learning import learned_by, told
from service.store.outbox import enqueue
from service.store.session import Connection
from service.store.shadows import HeldBack, hear, held_back


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


def shadows_end(c: Connection, policy: Policy, now: datetime) -> bool:
    """Whether the digest of any shadow is still to be told."""
    ended = [shadow for shadow in policy.shadows if shadow.until <= now]
    return any(not told(c, _key(shadow, route.channel)) for shadow in ended for route in policy.routes)


def _key(shadow: Shadow, channel: str) -> str:
    name = hashlib.sha256(f"{label(shadow)}\n{shadow.until.isoformat()}".encode()).hexdigest()[:16]
    return f"shadow-{name}-{channel}"


def close_shadows(c: Connection, policy: Policy, now: datetime) -> tuple[str, ...]:
    """Put the digest of every shadow that has ended on its way, once; the channels that hear one."""
    opened: list[str] = []
    for shadow in policy.shadows:
        if shadow.until <= now:
            opened += _tell(c, policy, shadow, now)
    return tuple(dict.fromkeys(opened))


def _tell(c: Connection, policy: Policy, shadow: Shadow, now: datetime) -> list[str]:
    """One digest a channel, with what its own routes would have taken."""
    languages = {route.channel: route.language for route in reversed(policy.routes)}
    owed = {channel: key for channel in languages if not told(c, key := _key(shadow, channel))}
    if not owed:
        return []
    lines = _lines(held_back(c, label(shadow)), policy)
    for channel, key in owed.items():
        said = shadowed(key=key, of=shadow.of, held=lines.get(channel, ()), language=languages[channel])
        enqueue(c, channel, said, now, alert_id=None)
    if shadow.kind is ShadowKind.FEED:
        hear(c, shadow.of)
    return list(owed)


def _lines(held: Sequence[HeldBack], policy: Policy) -> dict[str, list[tuple[str, str]]]:
    """By channel: the line that a lock screen would have shown of each alert, and the article's address."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in held:
        alert = compose(key="shadow", mark=one.mark, verdicts=one.verdicts, incomplete=one.incomplete, story_root=None)
        for routed in () if alert is None else route(alert, policy.routes, policy.beats):
            text = message(routed.alert, key="shadow", language=routed.language).text
            found[routed.channel].append((html.unescape(text), one.mark.url))
    return found
