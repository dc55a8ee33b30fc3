"""Secrets in texts that people will read: masked, wherever they were written by mistake."""

import re

_SLACK = re.compile(r"\bx(?:ox[a-z]|app)(?:\.xox[a-z])?-[A-Za-z0-9.%_-]*")
_WEBHOOK = re.compile(r"(hooks\.[a-z0-9.-]*slack[a-z0-9.-]*/[a-z]+/)[A-Za-z0-9/_-]+")
_ELSEWHERE = re.compile(r"(/services/T[A-Z0-9]+/B[A-Z0-9]+/)[A-Za-z0-9_-]+")
"""The same path at another host, a proxy say."""
_CREDENTIALS = re.compile(r"(?<=://)[^\s/@'\"]*:[^\s/@'\"]*(?=@)")


def masked(text: str) -> str:
    """The text without Slack tokens, webhook paths and passwords of addresses."""
    return _CREDENTIALS.sub("…", _ELSEWHERE.sub(r"\1…", _WEBHOOK.sub(r"\1…", _SLACK.sub("xox…", text))))
