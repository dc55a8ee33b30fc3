"""An outlet takes its article back: the alerts that it caused are marked, and whoever heard them hears of it."""

from dataclasses import dataclass
from datetime import datetime

from alerts.digests import retracted
from service.flow.echo import take_away
from service.flow.kit import Policy
from service.store.articles import ToJudge
from service.store.learning import told
from service.store.outbox import enqueue
from service.store.revisions import Place
from service.store.session import Connection
from service.store.withdrawals import mark_alerts, mark_alerts_on
from watchers.claims.model import Notice


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawal:
    """What an outlet takes back, in which words, when (aware, UTC)."""

    notice: Notice
    now: datetime
    places: tuple[Place, ...]
    """The values that are retracted with it."""
    whole: bool = False
    """The article as a whole: also its alerts on what others say too."""


def withdraw(c: Connection, policy: Policy, item: ToJudge, taken: Withdrawal) -> tuple[str, ...]:
    """Mark every alert that it caused and put one line a channel on its way; the channels that hear it."""
    languages = {route.channel: route.language for route in reversed(policy.routes)}
    quote, now = taken.notice.quote, taken.now
    take_away(c, taken.places, quote, now)
    channels = mark_alerts(c, item.article_id, quote, now) if taken.whole else mark_alerts_on(c, taken.places, quote, now)
    heard = []
    for channel in channels:
        key = f"retracted-{item.revision}-{channel}"
        if not told(c, key):
            language = languages.get(channel, "en")
            enqueue(c, channel, retracted(key=key, told=item.mark, taken=taken.notice, language=language), now, alert_id=None)
            heard.append(channel)
    return tuple(heard)
