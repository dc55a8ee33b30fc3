"""Does a payload keep Slack's limits? The last guard before sending, and the measure in tests. Pure.

Checks the blocks that alerts are made of and refuses all others. Numbers are those of Slack's Block Kit reference (maxima in
characters, counted here in UTF-16 code units); an unknown property is a problem, as it is for Slack.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from alerts.slack.text import width

Block = dict[str, object]
"""A JSON object of Block Kit."""

BLOCKS = 50
BLOCK_TEXT = 9_000
"""All text of all blocks: seen accepted at 9,597, refused at 11,341; the limit is not published."""
TEXT = 4_000
"""What ``chat.update`` takes as ``text``; ``chat.postMessage`` takes ten times that."""
METADATA = 2_000
"""Characters of metadata: its limit is not published."""
_PARSED = re.compile(r"<[!@#]|<https?:|<mailto:")
"""What Slack's mrkdwn parser would wake up."""

_ALLOWED: Mapping[str, frozenset[str]] = {
    "header": frozenset({"type", "text", "block_id"}),
    "section": frozenset({"type", "text", "fields", "block_id"}),
    "context": frozenset({"type", "elements", "block_id"}),
    "divider": frozenset({"type", "block_id"}),
    "actions": frozenset({"type", "elements", "block_id"}),
    "button": frozenset({"type", "action_id", "text", "value", "style", "confirm", "accessibility_label"}),
    "overflow": frozenset({"type", "action_id", "options"}),
    "rich_text": frozenset({"type", "elements", "block_id"}),
    "rich_text_section": frozenset({"type", "elements"}),
    "rich_text_quote": frozenset({"type", "elements"}),
    "rich_text_list": frozenset({"type", "elements", "style"}),
    "text": frozenset({"type", "text", "style"}),
    "link": frozenset({"type", "text", "url", "style"}),
    "plain_text": frozenset({"type", "text", "emoji"}),
    "mrkdwn": frozenset({"type", "text", "verbatim"}),
}


def validate(payload: Mapping[str, object]) -> tuple[str, ...]:
    """What Slack would refuse or wake up in the arguments of a post or an update, each with its place; empty when all is well."""
    return (*_top(payload), *validate_blocks(payload.get("blocks", ())), *_metadata(payload.get("metadata")))


def validate_blocks(blocks: object) -> tuple[str, ...]:
    """The same for the blocks of a message."""
    if not isinstance(blocks, Sequence) or isinstance(blocks, str):
        return ("/blocks: must be an array",)
    found = [problem for number, block in enumerate(blocks) for problem in _block(block, f"/blocks/{number}")]
    if len(blocks) > BLOCKS:
        found.append(f"/blocks: {len(blocks)} blocks, at most {BLOCKS}")
    ids = [block["block_id"] for block in blocks if isinstance(block, Mapping) and "block_id" in block]
    if len(set(map(str, ids))) != len(ids):
        found.append("/blocks: a block_id stands twice")
    total = sum(width(text) for text in _texts(blocks))
    if total > BLOCK_TEXT:
        found.append(f"/blocks: {total} characters of text, at most {BLOCK_TEXT}")
    return tuple(found)


def _top(payload: Mapping[str, object]) -> Iterator[str]:
    text = payload.get("text")
    if not isinstance(text, str) or not text.strip():
        yield "/text: missing"
    else:
        yield from _length(text, TEXT, "/text")
        if "<" in text or ">" in text:
            yield "/text: not escaped"
    yield from (f"/{name}: must be false" for name in ("unfurl_links", "unfurl_media") if payload.get(name, False) is not False)


def _metadata(metadata: object) -> Iterator[str]:
    if metadata is None:
        return
    inner = metadata.get("event_payload") if isinstance(metadata, Mapping) else None
    if not isinstance(metadata, Mapping) or set(metadata) != {"event_type", "event_payload"} or not isinstance(inner, Mapping):
        yield "/metadata: needs event_type and event_payload"
        return
    if not all(isinstance(value, str | int | bool) for value in inner.values()):
        yield "/metadata/event_payload: scalars only"
    if len(str(metadata)) > METADATA:
        yield f"/metadata: more than {METADATA} characters"


def _block(block: object, at: str) -> Iterator[str]:
    if not isinstance(block, Mapping) or _kind(block) not in _BLOCKS:
        yield f"{at}: not a block that alerts are made of"
        return
    yield from _known(block, at)
    yield from _length(str(block.get("block_id", "")), 255, f"{at}/block_id", least=0)
    yield from _BLOCKS[str(block["type"])](block, at)


def _kind(node: Mapping[str, object]) -> str:
    return str(node.get("type"))


def _known(node: Mapping[str, object], at: str) -> Iterator[str]:
    for name in node.keys() - _ALLOWED[str(node["type"])]:
        yield f"{at}: invalid additional property {name}"


def _header(block: Mapping[str, object], at: str) -> Iterator[str]:
    yield from _text_object(block.get("text"), f"{at}/text", 150, kinds=("plain_text",))


def _section(block: Mapping[str, object], at: str) -> Iterator[str]:
    if "text" in block:
        yield from _text_object(block["text"], f"{at}/text", 3000)
    elif "fields" not in block:
        yield f"{at}: needs text or fields"
    if "fields" in block:
        yield from _each(block["fields"], f"{at}/fields", 10, lambda field, here: _text_object(field, here, 2000))


def _context(block: Mapping[str, object], at: str) -> Iterator[str]:
    yield from _each(block.get("elements"), f"{at}/elements", 10, lambda element, here: _text_object(element, here, 3000))


def _divider(block: Mapping[str, object], at: str) -> Iterator[str]:
    yield from ()


def _actions(block: Mapping[str, object], at: str) -> Iterator[str]:
    yield from _each(block.get("elements"), f"{at}/elements", 25, _element)
    elements = block.get("elements")
    names = [one.get("action_id") for one in elements if isinstance(one, Mapping)] if isinstance(elements, Sequence) else []
    if len(set(map(str, names))) != len(names):
        yield f"{at}/elements: an action_id stands twice"


def _element(node: object, at: str) -> Iterator[str]:
    if not isinstance(node, Mapping) or _kind(node) not in {"button", "overflow"}:
        yield f"{at}: must be a button or an overflow menu"
        return
    yield from _known(node, at)
    yield from _length(node.get("action_id"), 255, f"{at}/action_id")
    if node["type"] == "overflow":
        yield from _each(node.get("options"), f"{at}/options", 5, _option)
        return
    yield from _text_object(node.get("text"), f"{at}/text", 75, kinds=("plain_text",))
    yield from _length(node.get("value"), 2000, f"{at}/value")
    yield from _length(node.get("accessibility_label", "-"), 75, f"{at}/accessibility_label")
    if node.get("style", "primary") not in {"primary", "danger"}:
        yield f"{at}/style: primary or danger"
    if "confirm" in node:
        yield from _confirm(node["confirm"], f"{at}/confirm")


def _confirm(node: object, at: str) -> Iterator[str]:
    if not isinstance(node, Mapping):
        yield f"{at}: must be an object"
        return
    for name, limit in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        yield from _text_object(node.get(name), f"{at}/{name}", limit, kinds=("plain_text",))


def _option(node: object, at: str) -> Iterator[str]:
    if not isinstance(node, Mapping) or node.keys() != {"text", "value"}:
        yield f"{at}: needs text and value"
        return
    yield from _text_object(node["text"], f"{at}/text", 75, kinds=("plain_text",))
    yield from _length(node["value"], 150, f"{at}/value")


def _rich(block: Mapping[str, object], at: str) -> Iterator[str]:
    yield from _each(block.get("elements"), f"{at}/elements", None, _rich_part)


def _rich_part(node: object, at: str) -> Iterator[str]:
    if not isinstance(node, Mapping) or _kind(node) not in {"rich_text_section", "rich_text_quote", "rich_text_list"}:
        yield f"{at}: not a part of rich text"
        return
    yield from _known(node, at)
    if node["type"] == "rich_text_list":
        if str(node.get("style")) not in {"bullet", "ordered"}:
            yield f"{at}/style: bullet or ordered"
        yield from _each(node.get("elements"), f"{at}/elements", None, _rich_part)
    else:
        yield from _each(node.get("elements"), f"{at}/elements", None, _span)


def _span(node: object, at: str) -> Iterator[str]:
    if not isinstance(node, Mapping) or _kind(node) not in {"text", "link"}:
        yield f"{at}: only text and links, nothing that pings"
        return
    yield from _known(node, at)
    yield from _length(node.get("text"), 3000, f"{at}/text")
    if node["type"] == "link":
        yield from _link(node.get("url"), f"{at}/url")


def _link(url: object, at: str) -> Iterator[str]:
    if not isinstance(url, str) or not re.fullmatch(r"https?://[^\s|<>]+", url):
        yield f"{at}: not a plain web address"
    else:
        yield from _length(url, 3000, at)


def _text_object(node: object, at: str, limit: int, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")) -> Iterator[str]:
    if not isinstance(node, Mapping) or _kind(node) not in kinds:
        yield f"{at}: must be {' or '.join(kinds)}"
        return
    yield from _known(node, at)
    yield from _length(node.get("text"), limit, f"{at}/text")
    if node["type"] == "mrkdwn" and _PARSED.search(str(node.get("text"))):
        yield f"{at}/text: would be parsed as a mention or a link"


def _each(nodes: object, at: str, most: int | None, check: Callable[[object, str], Iterator[str]]) -> Iterator[str]:
    if not isinstance(nodes, Sequence) or isinstance(nodes, str) or not nodes:
        yield f"{at}: needs at least one item"
        return
    if most is not None and len(nodes) > most:
        yield f"{at}: {len(nodes)} items, at most {most}"
    for number, node in enumerate(nodes):
        yield from check(node, f"{at}/{number}")


def _length(text: object, most: int, at: str, *, least: int = 1) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"{at}: must be a string"
    elif not least <= width(text) <= most:
        yield f"{at}: {width(text)} characters, {least} to {most}"


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        if isinstance(node.get("text"), str):
            yield str(node["text"])
        node = list(node.values())
    if isinstance(node, Sequence) and not isinstance(node, str):
        for child in node:
            yield from _texts(child)


_BLOCKS: Mapping[str, Callable[[Mapping[str, object], str], Iterator[str]]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "divider": _divider,
    "actions": _actions,
    "rich_text": _rich,
}
