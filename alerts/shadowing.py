"""What is judged in silence for a while, because a feed, a rule or a name is new: pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from alerts.audience import Shadow, ShadowKind
from alerts.comparing import fold, names_in
from alerts.model import Held, Verdict


def label(shadow: Shadow) -> str:
    """As it stands on every verdict that it holds back."""
    return f"{Held.SHADOW.value}: {shadow.kind.value} {shadow.of}"


def shadowed(
    verdicts: Sequence[Verdict], feeds: Collection[str], shadows: Sequence[Shadow], now: datetime
) -> tuple[Verdict, ...]:
    """The verdicts, those that would alert and are held back marked so.

    ``feeds``: addresses of the feeds that list the article; it is in a feed's shadow only where no other feed lists it.
    """
    active = [shadow for shadow in shadows if shadow.until > now]
    if not active:
        return tuple(verdicts)
    quiet = in_feeds_shadow(feeds, active, now)
    by_feed = next((one for one in active if one.kind is ShadowKind.FEED and one.of in feeds), None) if quiet else None
    return tuple(_held(verdict, by_feed, active) if verdict.alerts else verdict for verdict in verdicts)


def in_feeds_shadow(feeds: Collection[str], shadows: Sequence[Shadow], now: datetime) -> bool:
    """Whether every feed that lists an article is in shadow."""
    quiet = {shadow.of for shadow in shadows if shadow.kind is ShadowKind.FEED and shadow.until > now}
    return bool(feeds) and set(feeds) <= quiet


def _held(verdict: Verdict, by_feed: Shadow | None, active: Sequence[Shadow]) -> Verdict:
    shadow = by_feed or next((one for one in active if _covers(one, verdict)), None)
    return verdict if shadow is None else replace(verdict, held=label(shadow))


def _covers(shadow: Shadow, verdict: Verdict) -> bool:
    match shadow.kind:
        case ShadowKind.RULE:
            return verdict.reason.value == shadow.of
        case ShadowKind.NAME:
            return fold(shadow.of) in {fold(name) for name in names_in(verdict.claim) if name}
        case ShadowKind.FEED:
            return False
