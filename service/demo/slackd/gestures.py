"""What a person can be made to do, and where each element keeps its choice."""

from typing import Any

from service.demo.slackd.words import Row

KINDS = {
    "block_actions": "{channel, ts | view_id, action_id, [block_id], [user], [selected]}: press a button or choose in a menu",
    "slash": "{command, text, [channel], [user]}",
    "view_submission": "{view_id, values: {block_id: value}}",
    "view_closed": "{view_id}",
    "shortcut": "{callback_id}",
    "message_action": "{callback_id, channel, ts}",
    "event": "{event: {...}}",
    "block_suggestion": "{channel, ts | view_id, action_id, value}",
    "delivery": "all take via: socket | http; http takes url, [signing_secret], [bad_signature], [skew] seconds",
}
SELECTED = {
    "static_select": "selected_option",
    "overflow": "selected_option",
    "radio_buttons": "selected_option",
    "external_select": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}


def chosen(element: Row, selected: Any) -> Row:
    """What the payload says of a choice in ``element``; raises ValueError for one that it does not offer."""
    key = SELECTED.get(element["type"])
    if key is None:
        return {"value": selected}
    if (key.startswith("selected_option") and element.get("options")) or element.get("option_groups"):
        options = element.get("options") or [o for g in element["option_groups"] for o in g["options"]]
        wanted = [o for o in options if o["value"] in (selected if isinstance(selected, list) else [selected])]
        if not wanted:
            raise ValueError(f"{selected!r} is not among the options")
        return {key: wanted if key == "selected_options" else wanted[0]}
    return {key: selected}
