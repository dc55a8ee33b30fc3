"""Slack's answers sorted into the five classes of ``alerts.errors``: pure.

Error names are those of Slack's method pages. A name that nobody listed parks: nothing was stored, nobody knows what helps.
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from alerts.errors import Degrade, DeliveryError, Park, Stop, Unknown, Wait

DEFAULT_WAIT = timedelta(seconds=30)
"""Where a rate limit says not how long."""
_LONGEST_WAIT = timedelta(days=1)
_WORD = re.compile(r"[a-z][a-z_]{2,60}")
_TOKENS = re.compile(r"\bx(?:ox[a-z]|app)[A-Za-z0-9._-]*-[A-Za-z0-9-]+")

_WAIT = ("ratelimited", "rate_limited", "message_limit_exceeded")
_UNKNOWN = ("internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "rollup_error")
"""Slack says of these that part of the call may have succeeded, or does not say that it has not."""
_DEGRADE = (
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "too_many_attachments",
    "invalid_attachments",
    "attachment_payload_limit_exceeded",
    "metadata_too_large",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "cannot_reply_to_message",
    "markdown_text_conflict",
    "invalid_payload",
    "invalid_arguments",
    "invalid_arg_name",
    "invalid_array_arg",
    "invalid_charset",
    "invalid_form_data",
    "invalid_post_type",
    "missing_post_type",
    "invalid_json",
    "json_not_object",
    "invalid_thread_ts",
)
_STOP = (
    "not_authed",
    "invalid_auth",
    "token_revoked",
    "token_expired",
    "account_inactive",
    "missing_scope",
    "not_allowed_token_type",
    "no_permission",
    "org_login_required",
    "two_factor_setup_required",
    "ekm_access_denied",
    "enterprise_is_restricted",
    "accesslimited",
    "team_access_not_granted",
    "method_deprecated",
    "deprecated_endpoint",
    "unknown_method",
    "is_bot",
    "metadata_must_be_sent_from_app",
    "invalid_token",
)
_PARK = (
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "channel_is_archived",
    "restricted_action",
    "posting_to_channel_denied",
    "action_prohibited",
    "no_service",
    "no_team",
    "team_disabled",
    "no_active_hooks",
    "access_denied",
    "user_not_found",
    "messages_tab_disabled",
    "duplicate_channel_not_found",
    "duplicate_message_not_found",
    "message_not_found",
    "cant_update_message",
    "cant_delete_message",
    "edit_window_closed",
    "is_inactive",
    "block_mismatch",
)

CLOSED = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "channel_is_archived",
        "restricted_action",
        "posting_to_channel_denied",
        "messages_tab_disabled",
        "no_service",
        "no_team",
        "team_disabled",
        "invalid_token",
        "action_prohibited",
    }
)
"""Names that speak of a channel, not of a message: it may open again, and what waits for it is then told in its order."""

CLASSES: Mapping[str, type[DeliveryError]] = {
    **dict.fromkeys(_WAIT, Wait),
    **dict.fromkeys(_UNKNOWN, Unknown),
    **dict.fromkeys(_DEGRADE, Degrade),
    **dict.fromkeys(_STOP, Stop),
    **dict.fromkeys(_PARK, Park),
}


def retry_after(value: str | None) -> timedelta:
    """A Retry-After header in whole seconds, at least one and at most a day; 30 s where it is missing or no number."""
    text = (value or "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 12):
        return DEFAULT_WAIT
    return min(max(timedelta(seconds=int(text)), timedelta(seconds=1)), _LONGEST_WAIT)


def sort(status: int, body: object, *, channel: str, wait: str | None = None) -> DeliveryError:
    """The error that an answer means, be it never so odd; for an answer that is no success.

    ``body`` is what was decoded of it, anything but an object counting as unreadable; ``wait`` is the Retry-After header.
    A status of 5xx or 3xx, or a body without an error name, leaves open whether something was stored.
    """
    code = body.get("error") if isinstance(body, Mapping) else None
    if status == 429:
        return Wait("Slack asks to wait", channel=channel, code="ratelimited", after=retry_after(wait))
    if not isinstance(code, str) or not code or not 200 <= status < 500 or 300 <= status < 400:
        return Unknown("Slack's answer tells nothing", channel=channel, code=f"http_{status}")
    return named(code[:80], channel=channel, wait=wait, details=_details(body))


def named(code: str, *, channel: str, wait: str | None = None, details: str = "") -> DeliveryError:
    """The error for one of Slack's error names."""
    kind = CLASSES.get(code, Park)
    if kind is Wait:
        return Wait("Slack asks to wait", channel=channel, code=code, after=retry_after(wait))
    message = {
        Unknown: "Slack does not know whether it posted",
        Degrade: "Slack refused the payload",
        Stop: "Slack refuses the app",
    }.get(kind, "Slack refused the channel")
    return kind(f"{message}: {details}" if details else message, channel=channel, code=code)


def scrubbed(error: DeliveryError, *secrets: str) -> DeliveryError:
    """The error without any token or one of these secrets in what it says."""
    text, code = str(error.args[0]), error.code
    for secret in filter(None, secrets):
        text, code = text.replace(secret, "…"), code.replace(secret, "…")
    error.args = (_TOKENS.sub("…", text),)
    error.code = _TOKENS.sub("…", code)
    return error


def hook_answer(status: int, said: str, *, channel: str, wait: str | None = None) -> DeliveryError:
    """The error that an answer of an incoming webhook means, which is a word; for an answer that is no success.

    What an address is refused for speaks of this webhook alone, so that all others go on.
    """
    if status == 429:
        return Wait("Slack asks to wait", channel=channel, code="ratelimited", after=retry_after(wait))
    if not 400 <= status < 500 or not _WORD.fullmatch(said):
        return Unknown("Slack's answer tells nothing", channel=channel, code=f"http_{status}")
    error = named(said, channel=channel)
    return Park("Slack refused the webhook", channel=channel, code=said) if isinstance(error, Stop) else error


def _details(body: object) -> str:
    """What Slack says of a refused payload, with its pointers."""
    extra = body.get("response_metadata") if isinstance(body, Mapping) else None
    messages = extra.get("messages") if isinstance(extra, Mapping) else None
    return "; ".join(str(text) for text in messages)[:300] if isinstance(messages, list) else ""
