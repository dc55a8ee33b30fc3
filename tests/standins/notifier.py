"""A Slack channel in memory: what the tests of the flow post to.

It fails as Slack fails, on demand and in order: ``fake.fail("lost")`` stores the next message and loses the answer. A post that
was stored can be found; during ``lag`` searches nothing is, as history lags behind posts.
"""

from collections import deque
from dataclasses import dataclass, replace
from datetime import timedelta

from alerts.delivery import Message, Receipt, Window
from alerts.errors import Degrade, DeliveryError, Park, Stop, Unknown, Wait

FAULTS = ("lost", "unsent", "wait", "park", "closed", "stop", "degrade")
"""lost: stored, the answer lost; unsent: the same to the sender, yet nothing stored; the others: refused, nothing stored."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """A message that stands, or stood, in a channel."""

    receipt: Receipt
    message: Message
    degraded: bool
    edits: int = 0


class MemoryNotifier:
    """``alerts.ports.Notifier`` without a network. Receipts count from 1 in the order of arrival."""

    def __init__(self) -> None:
        self.standing: list[Posted] = []
        """What a reader of the channels sees, oldest first."""
        self.attempts: list[tuple[str, str]] = []
        """(channel, key) of every post, in order, whatever became of it."""
        self.searches = 0
        self.lag = 0
        """How many searches still see nothing."""
        self._faults: deque[tuple[str, str | None]] = deque()
        self._blind: deque[DeliveryError] = deque()
        self._refusals: deque[DeliveryError] = deque()
        self._stiff: deque[DeliveryError] = deque()
        self._count = 0

    def fail(self, *faults: str, channel: str | None = None) -> None:
        """Queue faults for the next posts, of one channel or of any."""
        assert set(faults) <= set(FAULTS)
        self._faults.extend((fault, channel) for fault in faults)

    def refuse(self, *errors: DeliveryError) -> None:
        """Queue errors of one's own for the next posts; nothing is stored."""
        self._refusals.extend(errors)

    def fail_search(self, *errors: DeliveryError) -> None:
        """Queue errors for the next searches."""
        self._blind.extend(errors)

    def in_channel(self, channel: str) -> list[Posted]:
        """What stands in one channel, oldest first."""
        return [row for row in self.standing if row.receipt.channel == channel]

    async def post(self, channel: str, message: Message, *, degraded: bool = False) -> Receipt:
        self.attempts.append((channel, message.key))
        if self._refusals:
            raise self._refusals.popleft()
        fault = self._next(channel)
        if fault not in (None, "lost"):
            raise _error(fault, channel)
        if message.thread is not None and self._place(Receipt(channel=channel, ts=message.thread)) is None:
            raise Degrade("no such root", channel=channel, code="cannot_reply_to_message")
        self._count += 1
        receipt = Receipt(channel=channel, ts=f"{self._count}.000000")
        self.standing.append(Posted(receipt=receipt, message=message, degraded=degraded))
        if fault == "lost":
            raise _error(fault, channel)
        return receipt

    def fail_edit(self, *errors: DeliveryError) -> None:
        """Queue errors for the next edits."""
        self._stiff.extend(errors)

    async def amend(self, receipt: Receipt, message: Message, *, degraded: bool = False) -> None:
        place = self._place(receipt)
        if self._stiff:
            raise self._stiff.popleft()
        if place is None:
            raise Park("the message is gone", channel=receipt.channel, code="message_not_found")
        edits = self.standing[place].edits + 1
        self.standing[place] = replace(self.standing[place], message=message, degraded=degraded, edits=edits)

    async def find(self, channel: str, key: str, window: Window) -> tuple[Receipt, ...]:
        self.searches += 1
        if self._blind:
            raise self._blind.popleft()
        if self.lag > 0:
            self.lag -= 1
            return ()
        rows = [row for row in self.in_channel(channel) if row.message.thread == window.thread]
        return tuple(row.receipt for row in rows if row.message.key == key)

    async def withdraw(self, receipt: Receipt) -> None:
        place = self._place(receipt)
        if place is not None:
            del self.standing[place]

    def _place(self, receipt: Receipt) -> int | None:
        return next(
            (n for n, row in enumerate(self.standing) if (row.receipt.channel, row.receipt.ts) == (receipt.channel, receipt.ts)),
            None,
        )

    def _next(self, channel: str) -> str | None:
        for number, (fault, wanted) in enumerate(self._faults):
            if wanted in (None, channel):
                del self._faults[number]
                return fault
        return None


def _error(fault: str | None, channel: str) -> DeliveryError:
    if fault == "wait":
        return Wait("asked to wait", channel=channel, code="ratelimited", after=timedelta(seconds=1))
    if fault == "park":
        return Park("refused it", channel=channel, code="a_name_of_next_year")
    if fault == "closed":
        return Park("refused the channel", channel=channel, code="is_archived")
    if fault == "stop":
        return Stop("refused the app", channel=channel, code="token_revoked")
    if fault == "degrade":
        return Degrade("refused the payload", channel=channel, code="invalid_blocks")
    return Unknown("the answer was lost", channel=channel, code="server_disconnected_error")
