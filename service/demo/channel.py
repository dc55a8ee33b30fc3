"""A channel of the stand-in as a reader sees it: the stored blocks of each message, drawn with letters."""

import textwrap
from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]

WIDTH = 100
"""Columns, where nothing else is asked for."""


def drawn(messages: list[Block], channel: str, width: int = WIDTH) -> str:
    """All messages that stand in ``channel``, oldest first, between rules of ``width`` columns."""
    rule = "─" * width
    standing = [message for message in messages if message["channel"] == channel and not message["deleted"]]
    parts = [rule]
    for message in standing:
        lines = [line for block in message["blocks"] for line in _block(block)] or [message["text"]]
        parts += [*(wrapped for line in lines for wrapped in _wrapped(line, width)), rule]
    return "\n".join(parts)


def _block(block: Block) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield "▌ " + block["text"]["text"]
        case "section":
            yield from _section(block)
        case "context":
            yield " ".join(element.get("text", "") for element in block["elements"])
        case "rich_text":
            for element in block["elements"]:
                yield from _rich(element)
        case "divider":
            yield ""


def _section(block: Block) -> Iterator[str]:
    """Its text, then its fields two by two, as Slack sets them."""
    if "text" in block:
        yield block["text"]["text"]
    fields = [field["text"].strip("*") for field in block.get("fields", ())]
    for left, right in zip(fields[::2], fields[1::2], strict=False):
        yield f"{left:<40}  {right}"


def _rich(element: Block) -> Iterator[str]:
    match element["type"]:
        case "rich_text_list":
            yield from (f"• {_inline(item)}" for item in element["elements"])
        case "rich_text_quote":
            yield f"│ {_inline(element)}"
        case _:
            yield _inline(element)


def _inline(element: Block) -> str:
    return "".join(span.get("text", "") for span in element["elements"])


def _wrapped(line: str, width: int) -> list[str]:
    lead = line[:2] if line[:2] in {"• ", "│ ", "▌ "} else ""
    later = lead if lead in {"│ ", "▌ "} else " " * len(lead)
    return [part for row in line.split("\n") for part in textwrap.wrap(row, width, subsequent_indent=later) or [""]]
