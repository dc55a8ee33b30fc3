"""What a person can be made to do, and where each element keeps its choice."""

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
