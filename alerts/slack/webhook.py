"""Posting through incoming webhooks: a lesser route, which posts and can do nothing else.

Slack answers a webhook with a word and no timestamp, so that nothing it posted can be found, changed or taken back: there are no
threads, no edits and no search. A post whose answer was lost waits for a person; nobody guesses whether it stands.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from alerts.delivery import Message, Receipt, Window
from alerts.errors import DeliveryError, Park
from alerts.ports import Notifier
from alerts.slack.answers import hook_answer, scrubbed
from alerts.slack.notifier import FOREIGN, mapped
from alerts.slack.payload import guard, hooked
from alerts.slack.session import DEADLINE, Connected

_LONGEST_ANSWER = 2000
"""Bytes of an answer that are read: Slack's is a word."""


class WebhookNotifier(Connected):
    """``alerts.ports.Notifier`` over incoming webhooks. Close it, or use it as an asynchronous context manager."""

    def __init__(self, hooks: Mapping[str, str], *, timeout: timedelta = DEADLINE) -> None:
        """``hooks``: the secret address of each channel."""
        super().__init__(timeout)
        self._hooks = hooks

    def __repr__(self) -> str:
        return f"WebhookNotifier({', '.join(self._hooks)})"

    async def post(self, channel: str, message: Message, *, degraded: bool = False) -> Receipt:
        """Send once; a reply stands by itself in the channel, for there are no threads. The receipt's timestamp is the key.

        Raises ``DeliveryError``: ``Unknown`` whenever the message may stand in the channel.
        """
        arguments = hooked(message, degraded=degraded)
        guard(arguments, channel, degraded=degraded)
        address = self._hooks.get(channel, "")
        if not address:
            raise Park("no webhook of this name is configured", channel=channel, code="no_service")
        try:
            async with asyncio.timeout(self._timeout.total_seconds()):
                status, headers, said = await self._sent(address, arguments)
        except FOREIGN as error:
            # not chained: the error may carry the address, which is the secret
            raise _hidden(mapped(error, channel), address) from None
        if (status, said) != (200, "ok"):
            raise _hidden(hook_answer(status, said, channel=channel, wait=headers.get("Retry-After")), address)
        return Receipt(channel=channel, ts=message.key)

    async def amend(self, receipt: Receipt, message: Message, *, degraded: bool = False) -> None:
        """Raises ``Park``: what a webhook has posted stays as it is."""
        raise Park("a webhook cannot change what it has posted", channel=receipt.channel, code="no_edits")

    async def find(self, channel: str, key: str, window: Window) -> tuple[Receipt, ...]:
        """Raises ``Park``: nobody can tell but who looks into the channel."""
        raise Park("a webhook cannot search its channel: look whether it stands there", channel=channel, code="no_history")

    async def withdraw(self, receipt: Receipt) -> None:
        """Raises ``Park``: what a webhook has posted stays."""
        raise Park("a webhook cannot delete what it has posted", channel=receipt.channel, code="no_deletion")

    async def _sent(self, address: str, arguments: Mapping[str, object]) -> tuple[int, Mapping[str, str], str]:
        """Status, headers and text of the answer."""
        async with self._session().post(address, json=arguments) as answer:
            body = await answer.content.read(_LONGEST_ANSWER)
            return answer.status, answer.headers, body.decode("utf-8", "replace").strip()


class EitherNotifier:
    """Posts through webhooks to the channels that have one, and through the Web API to all others."""

    def __init__(self, hooks: WebhookNotifier, named: frozenset[str], others: Notifier) -> None:
        self._hooks, self._named, self._others = hooks, named, others

    async def post(self, channel: str, message: Message, *, degraded: bool = False) -> Receipt:
        """As the channel's own notifier does."""
        return await self._of(channel).post(channel, message, degraded=degraded)

    async def amend(self, receipt: Receipt, message: Message, *, degraded: bool = False) -> None:
        """As the channel's own notifier does."""
        await self._of(receipt.channel).amend(receipt, message, degraded=degraded)

    async def find(self, channel: str, key: str, window: Window) -> tuple[Receipt, ...]:
        """As the channel's own notifier does."""
        return await self._of(channel).find(channel, key, window)

    async def withdraw(self, receipt: Receipt) -> None:
        """As the channel's own notifier does."""
        await self._of(receipt.channel).withdraw(receipt)

    def _of(self, channel: str) -> Notifier:
        return self._hooks if channel in self._named else self._others


def _hidden(error: DeliveryError, address: str) -> DeliveryError:
    """The error without the address, whole or in part."""
    return scrubbed(error, address, urlsplit(address).path)
