"""What a new workspace holds, its settings and faults, and the two shapes that calls share: arguments and refusals."""

import json
from typing import Any

Row = dict[str, Any]
"""One JSON object, as Slack sends and stores it."""


SETTINGS: dict[str, Any] = {
    "rate_limits": True,
    "channel_rate": 1.0,
    "channel_burst": 4,  # chat.postMessage: 1/s per channel, short bursts allowed
    "workspace_per_minute": 300,  # and a workspace-wide ceiling ("several hundred a minute")
    "webhook_rate": 1.0,
    "webhook_burst": 4,
    "history_cohort": "internal",  # "distributed": 1 request/min and 15 items for history, replies
    "history_lag": 0.0,  # seconds before a stored message shows in history
    "honor_client_msg_id": False,  # undocumented; off = a repeated post is a second message
    "blocks_text_budget": 10000,  # msg_blocks_too_long: seen accepted at 9,597, rejected at 11,341
    "metadata_bytes": 8000,  # metadata_too_large exists; its size is not published
    "trigger_ttl": 3.0,
    "ack_timeout": 3.0,
    "response_url_uses": 5,
    "response_url_ttl": 1800.0,
    "event_retry_delays": [0, 60, 300],
    "home_tab": True,
    "max_sockets": 10,
}
SCOPES = [
    "chat:write",
    "channels:read",
    "channels:join",
    "channels:history",
    "groups:read",
    "groups:history",
    "im:write",
    "im:history",
    "users:read",
    "reactions:write",
    "files:write",
    "commands",
]
BOT, BOT_ID = "U0BOT", "B0BOT"
TIERS = {"t1": 1, "t2": 20, "t3": 50, "t4": 100, "history": 50}  # calls a minute
FAULTS = {
    "http_500": "500 with an HTML body, nothing stored",
    "http_503": "503, nothing stored",
    "error": "ok:false with `code`, nothing stored",
    "ratelimited": "429 + Retry-After `retry_after` (1), nothing stored",
    "timeout": "hang `seconds` (30), then close, nothing stored",
    "reset": "TCP RST, nothing stored",
    "slow": "processed, answered after `seconds` (2)",
    "drop": "STORED, connection closed without an answer",
    "drop_reset": "STORED, TCP RST without an answer",
    "hang": "STORED, hang `seconds` (30), then close",
    "fatal_error": "STORED, yet answered ok:false fatal_error",
    "truncate": "STORED, half of the answer, then close",
}


def fresh() -> Row:
    """A workspace with two people, one bot, six channels, two tokens and one incoming webhook."""

    def channel(identity: str, name: str, **extra: object) -> Row:
        return {
            "id": identity,
            "name": name,
            "is_private": identity[0] == "G",
            "is_archived": False,
            "members": [BOT, "U0REPORTER", "U0EDITOR"],
            **extra,
        }

    people_ = {"U0REPORTER": "ana", "U0EDITOR": "bruno", BOT: "writethru"}
    return {
        "team": {"id": "T0NEWS", "name": "Newsroom", "domain": "newsroom"},
        "app_id": "A0APP",
        "signing_secret": "slackd-signing-secret",
        "settings": dict(SETTINGS),
        "seq": 0,
        "last_ts": 0,
        "users": {
            u: {
                "id": u,
                "team_id": "T0NEWS",
                "name": n,
                "real_name": n.title(),
                "deleted": False,
                "is_bot": u == BOT,
                "tz": "Europe/Paris",
                "profile": {"display_name": n, "real_name": n.title()},
            }
            for u, n in people_.items()
        },
        "channels": {
            c["id"]: c
            for c in (
                channel("C0ALERTS", "llama-alerts"),
                channel("C0DIGEST", "llama-digest"),
                channel("C0OPEN", "general", members=["U0REPORTER"]),
                channel("C0OLD", "old-desk", is_archived=True),
                channel("G0DESK", "desk-private"),
                channel("G0SECRET", "secret", members=["U0EDITOR"]),
            )
        },
        "tokens": {
            "xoxb-slackd-bot": {"type": "bot", "scopes": list(SCOPES), "state": "active"},
            "xapp-slackd-app": {"type": "app", "scopes": ["connections:write"], "state": "active"},
        },
        "webhooks": {"T0NEWS/B0HOOK/slackdhook": {"channel": "C0ALERTS", "error": ""}},
        "messages": [],
        "ephemeral": [],
        "views": {},
        "files": {},
        "response_urls": {},
        "triggers": {},
        "faults": [],
        "calls": [],
        "interactions": [],
    }


def unfurl_flags(args: Row) -> Row:
    return {k: args.get(k) for k in ("unfurl_links", "unfurl_media")}


class ApiError(Exception):
    """A refusal: Slack's error name, the HTTP status it comes with, and what else the answer tells."""

    def __init__(self, code: str, status: int = 200, headers: dict[str, str] | None = None, **extra: object) -> None:
        super().__init__(code)
        self.code, self.status, self.headers, self.extra = code, status, headers or {}, extra


def invalid_arguments(*messages: str) -> ApiError:
    return ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {m}" for m in messages]})


class Args(Row):
    """Arguments of one call, from a query string, a form or a JSON object."""

    scopes: tuple[str, ...] = ()  # those of the token that came with the call

    def need(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def text(self, name: str) -> str | None:
        value = self.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        raise invalid_arguments(f"must provide a string [json-pointer:/{name}]")

    def flag(self, name: str) -> bool:
        value = self.get(name)
        return value in (True, 1, "1", "true", "True")

    def number(self, name: str, default: int, low: int, high: int, error: str = "invalid_limit") -> int:
        try:
            value = int(self.get(name, default))
        except (TypeError, ValueError):
            raise ApiError(error) from None
        if not low <= value <= high:
            raise ApiError(error)
        return value

    def struct(self, name: str, kind: type[Any], error: str) -> Any:
        value = self.get(name)
        if isinstance(value, str):
            try:
                value = json.loads(value) if value else None
            except ValueError:
                raise ApiError(error) from None
        if value is not None and not isinstance(value, kind):
            raise ApiError(error)
        return value
