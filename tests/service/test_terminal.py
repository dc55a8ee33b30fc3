"""An alert on a terminal: whole, harmless, and once."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.delivery import Message, Receipt, Window
from service.terminal import CHANNEL, TerminalNotifier, draw


def message(plain: str) -> Message:
    """A message with nothing but its plain form."""
    return Message(key="k1", kind="new", text="New agency", blocks=(), plain=plain)


def test_an_alert_is_drawn_between_rules() -> None:
    """Its lines stand as they are where they fit."""
    assert draw(message("New agency\n- State: exploring"), 20) == f"{'─' * 20}\nNew agency\n- State: exploring\n{'─' * 20}"


def test_long_lines_are_folded_under_their_text() -> None:
    """A bullet's second line stands under its words; an address is never broken."""
    drawn = draw(message("  - alpha beta gamma delta epsilon\nhttps://example.org/a-very-long-address/of-an-article"), 20)
    assert "  - alpha beta gamma\n    delta epsilon\n" in drawn
    assert "https://example.org/a-very-long-address/of-an-article" in drawn


def test_no_text_from_outside_can_steer_the_terminal() -> None:
    """Escape sequences, bells and directional marks are gone; no-break spaces stay."""
    drawn = draw(message("\x1b[31mred\x07\x9b2J\u202e «\u00a0oui\u202f»\tx\r"), 40)
    assert drawn.split("\n")[1] == "[31mred2J «\u00a0oui\u202f» x"


@given(st.text(max_size=200), st.integers(min_value=0, max_value=120))
def test_any_alert_can_be_drawn_at_any_width(plain: str, width: int) -> None:
    """Nothing but printable characters, blanks and newlines comes out, and no line with a blank in it is too long."""
    drawn = draw(message(plain), width)
    assert all(letter.isprintable() or letter in "\n\u00a0\u202f" for letter in drawn)
    assert all(len(line) <= max(width, 20) or " " not in line.strip() for line in drawn.split("\n"))


async def test_posting_prints_the_alert_once_and_nothing_else_prints() -> None:
    """The receipt carries the key; there is no history to search, to change or to take from."""
    out = io.StringIO()
    notifier = TerminalNotifier(out, 40)
    receipt = await notifier.post("C1", message("New agency"), degraded=True)
    assert receipt == Receipt(channel=CHANNEL, ts="k1")
    printed = out.getvalue()
    assert printed == draw(message("New agency"), 40) + "\n"
    await notifier.amend(receipt, message("Other"))
    await notifier.withdraw(receipt)
    assert await notifier.find("C1", "k1", Window(since=datetime(2025, 1, 1, tzinfo=UTC))) == ()
    assert out.getvalue() == printed


@pytest.mark.parametrize("plain", ["", "\n\n"])
def test_an_empty_alert_is_two_rules(plain: str) -> None:
    """There is nothing to break on."""
    assert draw(message(plain), 20).count("─" * 20) == 2
