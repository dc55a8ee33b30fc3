"""What ``doctor`` says of incoming webhooks: a lesser route, and what it cannot do."""

from collections.abc import Iterator
from typing import Protocol

from alerts.delivery import Message, Receipt, posts_only
from alerts.errors import DeliveryError
from service.doctor import Finding, Level
from service.settings import Settings

LESSER = "it can only post: no threads, edits, counts or buttons; an alert whose answer was lost waits for a person"
_AGAIN = "make a new one under the app's Incoming Webhooks, and give its address"
_ADVICE = {
    "no_service": f"Slack knows no such webhook: {_AGAIN}",
    "invalid_token": f"Slack refuses this webhook's secret: {_AGAIN}",
    "action_prohibited": "the workspace forbids what this webhook does: ask its administrators",
    "channel_not_found": f"its channel is gone: {_AGAIN}",
    "channel_is_archived": f"its channel is archived: {_AGAIN}",
    "unreachable": "Slack cannot be reached: look at the network, and at the address",
}


class Poster(Protocol):
    """What is asked of the webhooks."""

    async def post(self, channel: str, message: Message, *, degraded: bool = False) -> Receipt:
        """Send once. Raises ``alerts.errors.DeliveryError``."""
        ...


def unheard(settings: Settings) -> Iterator[Finding]:
    """Webhooks to which no route leads."""
    routed = {route.channel for route in settings.routes}
    for channel in settings.slack.webhooks:
        if channel not in routed:
            yield Finding(level=Level.WARN, name=channel, what="no route leads to it: name it in [[routes]], or leave it out")


async def tried(settings: Settings, hooks: Poster, message: Message | None) -> list[Finding]:
    """A line a webhook. Only a post shows whether it works: it is made where there is a ``message``."""
    found = list(unheard(settings))
    for channel in dict.fromkeys(route.channel for route in settings.routes if posts_only(route.channel)):
        if message is None:
            untried = f"{LESSER}. Whether it works, only `doctor --post` can tell"
            found.append(Finding(level=Level.WARN, name=channel, what=untried))
            continue
        try:
            await hooks.post(channel, message)
        except DeliveryError as error:
            said = _ADVICE.get(error.code) or error.args[0]
            found.append(Finding(level=Level.FAIL, name=channel, what=f"{said} ({error.code})"))
        else:
            found.append(Finding(level=Level.WARN, name=channel, what=f"test message posted. {LESSER[0].upper()}{LESSER[1:]}"))
    return found
