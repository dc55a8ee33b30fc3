"""Block Kit rules as data: validate_blocks() and validate_view() return a list of Problem.

Numbers are Slack's documented maxima; message wording follows what the Web API is seen to answer in `response_metadata.messages`.
"""

from collections.abc import Iterator
from typing import Any

from service.demo.slackd.checks import (
    MRKDWN,
    PLAIN,
    Check,
    Problem,
    array,
    boolean,
    either,
    enum,
    exactly_one,
    integer,
    obj,
    string,
    tagged,
    text,
    typed,
)
from service.demo.slackd.elements import ELEMENTS, IMAGE_ELEMENT, IMAGE_SOURCE, RICH_BLOCK, items

MENUS = [k for k in ELEMENTS if k.endswith("_select")]
CHOICES = ["checkboxes", "datepicker", "radio_buttons", "timepicker", *MENUS]
ACCESSORY = ["button", "image", "overflow", "workflow_button", *CHOICES]
IN_ACTIONS = ["button", "datetimepicker", "overflow", "workflow_button", "rich_text_input", *CHOICES]
IN_INPUT = [
    "datetimepicker",
    "email_text_input",
    "file_input",
    "number_input",
    "plain_text_input",
    "rich_text_input",
    "url_text_input",
    *CHOICES,
]


def among(names: list[str]) -> Check:
    return tagged({name: ELEMENTS[name] for name in names})


def unique_actions(value: Any, ptr: str, out: list[Problem]) -> None:
    seen: list[Any] = []
    for element in items(value, "elements"):
        action = element.get("action_id") if isinstance(element, dict) else None
        if action is not None and action in seen:
            out.append(Problem(ptr, f'`action_id` "{action}" already exists for this block'))
        seen.append(action)


def block(kind: str, required: dict[str, Check] | None = None, optional: dict[str, Check] | None = None, *rules: Check) -> Check:
    return typed(kind, required, {"block_id": string(255), **(optional or {})}, *rules)


def context_element(value: Any, ptr: str, out: list[Problem]) -> None:
    kind = value.get("type") if isinstance(value, dict) else None
    (IMAGE_ELEMENT if kind == "image" else text(3000))(value, ptr, out)


CELL = tagged(
    {
        "raw_text": typed("raw_text", {"text": string(None, 1)}),
        "raw_number": typed("raw_number", {"value": lambda v, p, o: None}, {"text": string(None, 1)}),
        "rich_text": RICH_BLOCK,
    }
)
CARD = block(
    "card",
    {},
    {
        "hero_image": IMAGE_ELEMENT,
        "icon": IMAGE_ELEMENT,
        "title": text(150, MRKDWN),
        "subtitle": text(150, MRKDWN),
        "body": text(200, MRKDWN),
        "subtext": text(200, MRKDWN),
        "actions": array(among(["button"]), 3),
    },
    either("hero_image", "title", "actions", "body"),
)
TASK = block(
    "task_card",
    {"task_id": string(None, 1), "title": string(None, 1), "status": enum("pending", "in_progress", "complete", "error")},
    {
        "details": RICH_BLOCK,
        "output": RICH_BLOCK,
        "sources": array(typed("url", {"url": string(None, 1), "text": string(None, 1)}), None, 0),
    },
)
BLOCKS: dict[str, Check] = {
    "actions": block("actions", {"elements": array(among(IN_ACTIONS), 25)}, {}, unique_actions),
    "alert": block("alert", {"text": text(200)}, {"level": enum("default", "info", "warning", "error", "success")}),
    "card": CARD,
    "carousel": block("carousel", {"elements": array(tagged({"card": CARD}), 10)}),
    "context": block("context", {"elements": array(context_element, 10)}),
    "context_actions": block(
        "context_actions", {"elements": array(among(["feedback_buttons", "icon_button"]), 5)}, {}, unique_actions
    ),
    "divider": block("divider"),
    "file": block("file", {"external_id": string(None, 1), "source": enum("remote")}),
    "header": block("header", {"text": text(150, PLAIN)}),
    "image": block(
        "image",
        {"alt_text": string(2000, 1)},
        {**IMAGE_SOURCE, "title": text(2000, PLAIN)},
        exactly_one("image_url", "slack_file"),
    ),
    "input": block(
        "input",
        {"label": text(2000, PLAIN), "element": among(IN_INPUT)},
        {"hint": text(2000, PLAIN), "optional": boolean, "dispatch_action": boolean},
    ),
    "markdown": block("markdown", {"text": string(12000, 1)}),
    "rich_text": RICH_BLOCK,
    "section": block(
        "section",
        {},
        {"text": text(3000), "fields": array(text(2000), 10), "accessory": among(ACCESSORY), "expand": boolean},
        either("fields", "text"),
    ),
    "table": block(
        "table",
        {"rows": array(array(CELL, 20), 100)},
        {"column_settings": array(obj({}, {"align": enum("left", "center", "right"), "is_wrapped": boolean}), 20)},
    ),
    "data_table": block(
        "data_table",
        {"rows": array(array(CELL, 20), 201, 2), "caption": string(None, 1)},
        {"page_size": integer(1, 100), "row_header_column_index": integer(0)},
    ),
    "data_visualization": block("data_visualization", {"title": string(50, 1), "chart": lambda v, p, o: None}),
    "plan": block("plan", {"title": string(None, 1)}, {"tasks": array(TASK, 50, 0)}),
    "task_card": TASK,
    "video": block(
        "video",
        {
            "alt_text": string(2000, 1),
            "title": text(200, PLAIN),
            "thumbnail_url": string(3000, 1, r"https?://\S+", "url"),
            "video_url": string(3000, 1, r"https://\S+", "url"),
        },
        {
            "author_name": string(50),
            "description": text(200, PLAIN),
            "provider_name": string(50),
            "provider_icon_url": string(2000),
            "title_url": string(2000),
        },
    ),
}
INNER = ["actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "table", "video"]
BLOCKS["container"] = block(
    "container",
    {"child_blocks": array(tagged({k: BLOCKS[k] for k in INNER}), 10)},
    {
        "title": text(150, PLAIN),
        "rich_text_title": RICH_BLOCK,
        "subtitle": text(150),
        "icon": IMAGE_ELEMENT,
        "width": enum("narrow", "standard", "wide", "full"),
        "is_collapsible": boolean,
        "default_collapsed": boolean,
        "has_header_divider": boolean,
    },
    either("title", "rich_text_title"),
)
SURFACES = {
    "message": set(BLOCKS) - {"alert"},
    "modal": {"actions", "alert", "card", "context", "divider", "header", "image", "input", "rich_text", "section", "video"},
    "home": set(BLOCKS) - {"alert", "context_actions", "file", "markdown", "plan", "task_card"},
}
MAX_BLOCKS = {"message": 50, "modal": 100, "home": 100}


def walk(node: Any) -> Iterator[dict[str, Any]]:
    """Every object in a payload, outermost first."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from walk(child)


def text_length(blocks: Any) -> int:
    """Characters of text in a payload: what the cumulative limit behind msg_blocks_too_long is said to count."""
    return sum(len(n["text"]) for n in walk(blocks) if isinstance(n.get("text"), str))


def validate_blocks(blocks: Any, surface: str = "message", pointer: str = "/blocks") -> list[Problem]:
    out: list[Problem] = []
    array(tagged({k: BLOCKS[k] for k in SURFACES[surface]}), MAX_BLOCKS[surface], 0)(blocks, pointer, out)
    if not isinstance(blocks, list):
        return out
    seen: list[Any] = []
    for i, item in enumerate(blocks):
        block_id = item.get("block_id") if isinstance(item, dict) else None
        if block_id is not None and block_id in seen:
            out.append(Problem(f"{pointer}/{i}/block_id", f'`block_id` "{block_id}" already exists'))
        seen.append(block_id)
    if surface == "message" and sum(isinstance(b, dict) and b.get("type") == "table" for b in blocks) > 1:
        out.append(Problem(pointer, "only_one_table_allowed"))
    return out


def validate_view(view: Any, pointer: str = "/view") -> list[Problem]:
    if not isinstance(view, dict):
        return [Problem(pointer, "must provide an object")]
    kind = view.get("type")
    if kind not in ("modal", "home"):
        return [Problem(f"{pointer}/type", f"unsupported type: {kind}")]
    common = {"private_metadata": string(3000), "callback_id": string(255), "external_id": string(255)}
    modal = {"close": text(24, PLAIN), "submit": text(24, PLAIN), "clear_on_close": boolean, "notify_on_close": boolean}
    required = {"type": enum(kind), "blocks": lambda v, p, o: o.extend(validate_blocks(v, kind, p))}
    if kind == "modal":
        required["title"] = text(24, PLAIN)
    out: list[Problem] = []
    obj(required, {**common, **(modal if kind == "modal" else {})})(view, pointer, out)
    objects = list(walk(view.get("blocks")))
    if kind == "modal" and "submit" not in view and any(o.get("type") == "input" for o in objects):
        out.append(Problem(pointer, "`submit` is required when an `input` block is within the `blocks` array"))
    if sum(o.get("focus_on_load") is True for o in objects) > 1:
        out.append(Problem(pointer, "only one element may set `focus_on_load`"))
    if not view.get("blocks") and isinstance(view.get("blocks"), list):
        out.append(Problem(f"{pointer}/blocks", "no fewer than 1 items allowed"))
    if out:
        out.insert(0, Problem(pointer, "failed to match all allowed schemas"))
    return out
