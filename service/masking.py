"""Secrets in texts that people will read: masked, wherever they were written by mistake."""

import re

_SLACK = re.compile(r"\bx(?:ox[a-z]|app)(?:\.xox[a-z])?-[A-Za-z0-9.%_-]*")
_WEBHOOK = re.compile(r"(hooks\.[a-z0-9.-]*slack[a-z0-9.-]*/[a-z]+/)[A-Za-z0-9/_-]+")
_CREDENTIALS = re.compile(r"(?<=://)[^\s/@'\"]*:[^\s/@'\"]*(?=@)")


def masked(text: str) -> str:
    """The text without Slack tokens, webhook paths and passwords of addresses."""
    return _CREDENTIALS.sub("…", _WEBHOOK.sub(r"\1…", _SLACK.sub("xox…", text)))
