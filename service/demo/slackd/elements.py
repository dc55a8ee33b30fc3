"""What blocks are made of, as data: composition objects, block elements, rich text."""

from typing import Any

from service.demo.slackd.checks import (
    MRKDWN,
    PLAIN,
    Check,
    Problem,
    array,
    boolean,
    enum,
    exactly_one,
    integer,
    obj,
    string,
    tagged,
    text,
    typed,
)

URL = r"(https?://|slack://|mailto:|tel:)\S+"

# ---------------------------------------------------------------- composition objects
CONFIRM = obj(
    {"title": text(100, PLAIN), "text": text(300), "confirm": text(30, PLAIN), "deny": text(30, PLAIN)},
    {"style": enum("primary", "danger")},
)
SLACK_FILE = obj({}, {"id": string(None, 1), "url": string(3000, 1)}, exactly_one("id", "url"))
DISPATCH = obj({"trigger_actions_on": array(enum("on_enter_pressed", "on_character_entered"), 2)})
FILTER = obj(
    {},
    {
        "include": array(enum("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    lambda v, p, out: None if v else out.append(Problem(p, "must define at least one filter")),
)


def option(kinds: tuple[str, ...], *, with_url: bool = False) -> Check:
    extra = {"description": text(75, kinds)}
    return obj(
        {"text": text(75, kinds), "value": string(150, 1)},
        {**extra, **({"url": string(3000, 1, URL, "url")} if with_url else {})},
    )


MENU_OPTION, RICH_OPTION, LINK_OPTION = option(PLAIN), option(PLAIN + MRKDWN), option(PLAIN, with_url=True)
OPTION_GROUP = obj({"label": text(75, PLAIN), "options": array(MENU_OPTION, 100)})


def items(value: Any, name: str) -> list[Any]:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def known_options(value: Any, ptr: str, out: list[Problem]) -> None:
    """initial_option(s) must be among the options offered."""
    offered = items(value, "options") + [o for group in items(value, "option_groups") for o in items(group, "options")]
    chosen = items(value, "initial_options") or ([value["initial_option"]] if "initial_option" in value else [])
    if any(entry not in offered for entry in chosen):
        out.append(Problem(ptr, "initial_option must match one of the provided options"))


# ---------------------------------------------------------------- block elements
ID, FOCUS = {"action_id": string(255, 1)}, {"focus_on_load": boolean}
ASK, HOLD = {"confirm": CONFIRM}, {"placeholder": text(150, PLAIN)}
STYLE = {"style": enum("primary", "danger")}
BUTTON_FIELDS = {
    **ID,
    **ASK,
    **STYLE,
    "url": string(3000, 1, URL, "url"),
    "value": string(2000),
    "accessibility_label": string(75),
    "agent_prompt": string(4000),
}
IMAGE_SOURCE = {"image_url": string(3000, 1, r"https?://\S+", "url"), "slack_file": SLACK_FILE}
IMAGE_ELEMENT = typed("image", {"alt_text": string(2000, 1)}, IMAGE_SOURCE, exactly_one("image_url", "slack_file"))
FEEDBACK = obj({"text": text(75, PLAIN), "value": string(2000)}, {"accessibility_label": string(75)})
WORKFLOW = obj(
    {
        "trigger": obj(
            {"url": string(3000, 1)},
            {"customizable_input_parameters": array(obj({"name": string(), "value": string()}), None, 0)},
        )
    }
)


def selects() -> dict[str, Check]:
    base = {**ID, **ASK, **FOCUS, **HOLD}
    many = {"max_selected_items": integer(1)}
    fixed = {"options": array(MENU_OPTION, 100), "option_groups": array(OPTION_GROUP, 100)}
    respond = {"response_url_enabled": boolean}
    ids = array(string(None, 1), None, 0)
    one: dict[str, tuple[dict[str, Check], dict[str, Check], tuple[Check, ...]]] = {
        "static_select": ({}, {**fixed, "initial_option": MENU_OPTION}, (exactly_one("options", "option_groups"), known_options)),
        "external_select": ({}, {"initial_option": MENU_OPTION, "min_query_length": integer(0)}, ()),
        "users_select": ({}, {"initial_user": string()}, ()),
        "conversations_select": (
            {},
            {"initial_conversation": string(), "default_to_current_conversation": boolean, "filter": FILTER, **respond},
            (),
        ),
        "channels_select": ({}, {"initial_channel": string(), **respond}, ()),
    }
    plural = {
        "initial_option": ("initial_options", array(MENU_OPTION, 100)),
        "initial_user": ("initial_users", ids),
        "initial_conversation": ("initial_conversations", ids),
        "initial_channel": ("initial_channels", ids),
    }
    table = {}
    for kind, (req, opt, rules) in one.items():
        table[kind] = typed(kind, req, {**base, **opt}, *rules)
        multi = dict(plural.get(k, (k, v)) for k, v in opt.items() if k != "response_url_enabled")
        table[f"multi_{kind}"] = typed(f"multi_{kind}", req, {**base, **many, **multi}, *rules)
    return table


def entry(kind: str, extra: dict[str, Check] | None = None, required: dict[str, Check] | None = None) -> Check:
    return typed(
        kind, required, {**ID, **FOCUS, **HOLD, "initial_value": string(), "dispatch_action_config": DISPATCH, **(extra or {})}
    )


BUTTON = typed("button", {"text": text(75, PLAIN)}, BUTTON_FIELDS)
PICK = {**ID, **ASK, **FOCUS}
ELEMENTS: dict[str, Check] = {
    **selects(),
    "button": BUTTON,
    "image": IMAGE_ELEMENT,
    "workflow_button": typed(
        "workflow_button", {"text": text(75, PLAIN), "workflow": WORKFLOW}, {**ID, **STYLE, "accessibility_label": string(75)}
    ),
    "overflow": typed("overflow", {"options": array(LINK_OPTION, 5)}, {**ID, **ASK}),
    "checkboxes": typed(
        "checkboxes", {"options": array(RICH_OPTION, 10)}, {**PICK, "initial_options": array(RICH_OPTION, 10)}, known_options
    ),
    "radio_buttons": typed(
        "radio_buttons", {"options": array(RICH_OPTION, 10)}, {**PICK, "initial_option": RICH_OPTION}, known_options
    ),
    "datepicker": typed("datepicker", {}, {**PICK, **HOLD, "initial_date": string(10, 10, r"\d{4}-\d\d-\d\d", "date")}),
    "timepicker": typed(
        "timepicker", {}, {**PICK, **HOLD, "timezone": string(), "initial_time": string(5, 5, r"\d\d:\d\d", "time")}
    ),
    "datetimepicker": typed("datetimepicker", {}, {**PICK, "initial_date_time": integer(0, 9999999999)}),
    "plain_text_input": entry(
        "plain_text_input",
        {"multiline": boolean, "min_length": integer(0, 3000), "max_length": integer(1, 3000), "initial_value": string(3000)},
    ),
    "email_text_input": entry("email_text_input"),
    "url_text_input": entry("url_text_input"),
    "number_input": entry("number_input", {"min_value": string(), "max_value": string()}, {"is_decimal_allowed": boolean}),
    "file_input": typed("file_input", {}, {**ID, "filetypes": array(string(None, 1), None), "max_files": integer(1, 10)}),
    "feedback_buttons": typed("feedback_buttons", {"positive_button": FEEDBACK, "negative_button": FEEDBACK}, ID),
    "icon_button": typed(
        "icon_button",
        {"icon": string(None, 1), "text": text(75, PLAIN)},
        {**ID, **ASK, "value": string(2000), "accessibility_label": string(75), "visible_to_user_ids": array(string(), 10)},
    ),
}

# ---------------------------------------------------------------- rich text
STYLES = {
    "style": obj(
        {}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean)
    )
}
SPANS = tagged(
    {
        "text": typed("text", {"text": string(None, 1)}, STYLES),
        "link": typed("link", {"url": string(None, 1)}, {**STYLES, "text": string(), "unsafe": boolean}),
        "emoji": typed("emoji", {"name": string(None, 1)}, {**STYLES, "unicode": string(), "url": string()}),
        "user": typed("user", {"user_id": string(None, 1)}, STYLES),
        "usergroup": typed("usergroup", {"usergroup_id": string(None, 1)}, STYLES),
        "channel": typed("channel", {"channel_id": string(None, 1)}, STYLES),
        "team": typed("team", {"team_id": string(None, 1)}, STYLES),
        "broadcast": typed("broadcast", {"range": enum("here", "channel", "everyone")}, STYLES),
        "color": typed("color", {"value": string(None, 1)}, STYLES),
        "date": typed(
            "date", {"timestamp": integer(0), "format": string(None, 1)}, {**STYLES, "url": string(), "fallback": string()}
        ),
    }
)
BORDER = {"border": integer(0, 1)}
RICH_SECTION = typed("rich_text_section", {"elements": array(SPANS, None, 0)})
RICH = tagged(
    {
        "rich_text_section": RICH_SECTION,
        "rich_text_list": typed(
            "rich_text_list",
            {"elements": array(tagged({"rich_text_section": RICH_SECTION}), None, 0), "style": enum("bullet", "ordered")},
            {**BORDER, "indent": integer(0, 8), "offset": integer(0)},
        ),
        "rich_text_quote": typed("rich_text_quote", {"elements": array(SPANS, None, 0)}, BORDER),
        "rich_text_preformatted": typed(
            "rich_text_preformatted", {"elements": array(SPANS, None, 0)}, {**BORDER, "language": string()}
        ),
    }
)
RICH_BLOCK = typed("rich_text", {"elements": array(RICH, None)}, {"block_id": string(255)})
ELEMENTS["rich_text_input"] = entry(
    "rich_text_input", {"initial_value": RICH_BLOCK, "min_lines": integer(1, 100), "max_lines": integer(1, 100)}
)
