"""What the alerts need from outside."""

from typing import Protocol

from alerts.delivery import Message, Receipt, Window


class Notifier(Protocol):
    """A way to post to one kind of channel. Every method raises ``alerts.errors.DeliveryError``."""

    async def post(self, channel: str, message: Message, *, degraded: bool = False) -> Receipt:
        """Send once, never retried inside; ``degraded``: the plain text form."""
        ...

    async def amend(self, receipt: Receipt, message: Message, *, degraded: bool = False) -> None:
        """Replace what stands in the channel; ``degraded``: by the plain text form."""
        ...

    async def find(self, channel: str, key: str, window: Window) -> tuple[Receipt, ...]:
        """All messages of ours that carry ``key``, oldest first."""
        ...

    async def withdraw(self, receipt: Receipt) -> None:
        """Delete a double."""
        ...
