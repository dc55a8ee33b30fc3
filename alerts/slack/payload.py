"""The arguments of a post, and the mark by which it is found again: pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from alerts.delivery import Message
from alerts.errors import Degrade, Park
from alerts.labels.choose import labels
from alerts.slack.text import escape_lines
from alerts.slack.validate import TEXT, Block, validate, validate_blocks

EVENT_TYPE = "writethru_alert"
"""Marks our messages in a channel's history."""
_NOTED = 2
"""An alert has a header, small print and more; what has fewer blocks is no alert."""


def payload(message: Message, *, degraded: bool) -> dict[str, Any]:
    """The arguments of a post but the channel: nothing unfolds, nothing is linked by name, and the key stands in the metadata."""
    marked = {"event_type": EVENT_TYPE, "event_payload": {"key": message.key, "rev": 1, "kind": message.kind}}
    common: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False, "metadata": marked}
    if degraded:
        return {**common, "text": escape_lines(message.plain, TEXT - 100), "mrkdwn": False}
    return {**common, "text": message.text, **({"blocks": list(message.blocks)} if message.blocks else {})}


def hooked(message: Message, *, degraded: bool) -> dict[str, Any]:
    """What is sent to an incoming webhook: without mark, for nothing can be searched there, and without buttons, for what they
    do could not be shown on the message. An alert says that it will not be changed.
    """
    note = labels(message.language).words["posted once"]
    shown = tuple(block for block in message.blocks if block.get("type") != "actions")
    blocks = (*shown, _small(note)) if len(shown) > _NOTED else shown
    bare = replace(
        message,
        blocks=shown if validate_blocks(blocks) else blocks,
        plain=f"{message.plain}\n\n{note}" if len(shown) > _NOTED else message.plain,
    )
    return {name: value for name, value in payload(bare, degraded=degraded).items() if name != "metadata"}


def _small(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "plain_text", "text": text, "emoji": False}]}


def guard(arguments: Mapping[str, object], channel: str, *, degraded: bool) -> None:
    """Raises ``Degrade``, or ``Park`` of what is plain text already, where a payload breaks a limit."""
    problems = validate(arguments if not degraded else {name: value for name, value in arguments.items() if name != "mrkdwn"})
    if problems:
        kind = Park if degraded else Degrade
        raise kind("; ".join(problems)[:300], channel=channel, code="invalid_payload")


def key_of(row: Mapping[str, object]) -> str | None:
    """The key that a message of a channel's history carries, where it is one of ours."""
    metadata = row.get("metadata")
    if not isinstance(metadata, Mapping) or metadata.get("event_type") != EVENT_TYPE:
        return None
    inner = metadata.get("event_payload")
    return str(inner["key"]) if isinstance(inner, Mapping) and "key" in inner else None
