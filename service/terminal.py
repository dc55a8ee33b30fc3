"""Alerts on a terminal: what a daemon without a Slack token shows, and what a replay prints."""

import textwrap
from typing import Final, TextIO

from alerts.delivery import Message, Receipt, Window

CHANNEL: Final = "terminal"
"""Name of the one channel there is."""
_NARROWEST: Final = 20


def draw(message: Message, width: int) -> str:
    """The whole alert between rules, in lines of at most ``width`` columns (at least 20); a longer word, an address, stays whole.

    No control character but the newline is in it: text from outside cannot move the cursor, colour or ring.
    """
    columns = max(width, _NARROWEST)
    rule = "─" * columns
    lines = [part for line in message.plain.split("\n") for part in _folded(harmless(line), columns)]
    return "\n".join([rule, *lines, rule])


class TerminalNotifier:
    """Prints each alert once; nothing that was printed can be found, changed or taken back."""

    def __init__(self, out: TextIO, width: int = 80) -> None:
        self._out = out
        self._width = width

    async def post(self, channel: str, message: Message, *, degraded: bool = False) -> Receipt:
        """Print the alert, whatever the channel; its key stands in for a time stamp."""
        self._out.write(draw(message, self._width) + "\n")
        self._out.flush()
        return Receipt(channel=CHANNEL, ts=message.key)

    async def amend(self, receipt: Receipt, message: Message, *, degraded: bool = False) -> None:
        """Nothing: what is printed stays."""

    async def find(self, channel: str, key: str, window: Window) -> tuple[Receipt, ...]:
        """Nothing: a terminal keeps no history."""
        return ()

    async def withdraw(self, receipt: Receipt) -> None:
        """Nothing: what is printed stays."""


def harmless(line: str) -> str:
    """``line`` without what could move a cursor, colour, ring or turn the reading; no-break spaces stay, tabs are blanks."""
    return "".join(
        letter if letter.isprintable() or letter in "\u00a0\u202f" else " " if letter == "\t" else "" for letter in line
    )


def _folded(line: str, columns: int) -> list[str]:
    """``line`` folded at blanks, what is carried over standing under the text and not under its bullet."""
    if len(line) <= columns:
        return [line]
    body = line.lstrip(" ")
    indent = " " * min(len(line) - len(body) + (2 if body[:2] in {"- ", "• "} else 0), columns // 2)
    folded = textwrap.wrap(line, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return folded or [""]
