"""What a person is told about a click: in the language and the zone of the channel. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from alerts.audience import Hours, Route
from alerts.hands import Ruling, Said, Seen
from alerts.labels.choose import labels
from alerts.labels.hands import spoken
from alerts.routing import language_at
from alerts.slack.buttons import clock
from alerts.wording import about, day
from service.store.facts import ValueRow
from service.store.hands import Click


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """A language and a zone."""

    language: str = "en"
    zone: tzinfo = UTC

    @property
    def words(self) -> Mapping[str, str]:
        """What is said in it."""
        return spoken(self.language)

    def say(self, key: str, **values: object) -> str:
        """One of the sentences."""
        return self.words[key].format(**values)

    def clock(self, at: datetime) -> str:
        """The time of day."""
        return clock(at.astimezone(self.zone))

    def moment(self, at: datetime) -> str:
        """The day and the time of day."""
        there = at.astimezone(self.zone)
        return f"{day(there, labels(self.language))}, {clock(there)}"

    def status(self, seen: Seen) -> str:
        """A standing in words."""
        return labels(self.language).statuses.get(seen.status, seen.status.value)


def voice_at(channel: str, routes: Iterable[Route], hours: Mapping[str, Hours]) -> Voice:
    """How people are spoken to in a channel, or under a person's own id: as the first route that leads there says."""
    there = hours.get(channel)
    return Voice(language=language_at(channel, routes), zone=there.zone if there else UTC)


def done_text(click: Click, voice: Voice) -> str:
    """``Confirmed by ana, 08:12``."""
    return voice.say(f"did {click.verb.value}", name=click.name, at=voice.clock(click.at))


def not_done_text(ruling: Ruling, value: ValueRow | None, voice: Voice) -> str:
    """Why nothing was changed: gone, so already, or changed since by whom and when."""
    first = ruling.changed[0] if ruling.changed else None
    if ruling.said is Said.GONE or first is None or value is None:
        return voice.say("gone")
    by = {} if first.by is None or first.at is None else {"name": first.by, "at": voice.clock(first.at)}
    if ruling.said is Said.ALREADY:
        return voice.say("already by", **by) if by else voice.say("already")
    which = {"about": f"F-{value.id} ({about(value.claim, labels(voice.language))})", "status": voice.status(first)}
    return voice.say("stale", **which, **by) if by else voice.say("stale alone", **which)
