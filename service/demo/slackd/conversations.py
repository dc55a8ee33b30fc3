"""The methods that read channels, history and people, and react."""

import re
import time
from collections.abc import Callable

from service.demo.slackd.methods import method, page
from service.demo.slackd.words import BOT, ApiError, Args, Row
from service.demo.slackd.workspace import Workspace


def describe(channel: Row) -> Row:
    return {
        "is_channel": not channel["is_private"],
        "is_im": False,
        **channel,
        "is_member": BOT in channel["members"],
        "num_members": len(channel["members"]),
    }


@method("conversations.list", "t2", "channels:read", "groups:read", json_ok=False)
async def list_channels(s: Workspace, a: Args) -> Row:
    types = set((a.text("types") or "public_channel").split(","))
    if types - {"public_channel", "private_channel", "mpim", "im"}:
        raise ApiError("invalid_types")

    def kind(c: Row) -> str:
        return "im" if c.get("is_im") else "private_channel" if c["is_private"] else "public_channel"

    rows = [
        describe(c)
        for c in s.data["channels"].values()
        if kind(c) in types
        and not (c["is_archived"] and a.flag("exclude_archived"))
        and (not c["is_private"] or BOT in c["members"])
    ]
    rows, meta = page(rows, a, 100, 1000)
    return {"channels": rows, "response_metadata": meta}


@method("conversations.info", "t3", "channels:read", "groups:read", json_ok=False)
async def channel_info(s: Workspace, a: Args) -> Row:
    return {"channel": describe(s.channel(a.need("channel")))}


@method("conversations.join", "t3", "channels:join")
async def join(s: Workspace, a: Args) -> Row:
    channel = s.channel(a.need("channel"))
    if channel["is_private"]:
        raise ApiError("method_not_supported_for_channel_type")
    if channel["is_archived"]:
        raise ApiError("is_archived")
    already = BOT in channel["members"]
    channel["members"] = sorted({*channel["members"], BOT})
    return {"channel": describe(channel), **({"warning": "already_in_channel"} if already else {})}


@method("conversations.open", "t3", "im:write", "mpim:write", "channels:manage")
async def open_direct(s: Workspace, a: Args) -> Row:
    person = a.need("users")
    if person == BOT:
        raise ApiError("cannot_dm_bot")
    if person not in s.data["users"]:
        raise ApiError("user_not_found")
    if s.data["users"][person]["deleted"]:
        raise ApiError("user_disabled")
    known = any(one.get("is_im") and one["user"] == person for one in s.data["channels"].values())
    room = s.channel(person, open_dm=True)
    return {"channel": {"id": room["id"]}, **({"no_op": True, "already_open": True} if known else {})}


@method("conversations.history", "history", "channels:history", "groups:history", "im:history", json_ok=False)
async def history(s: Workspace, a: Args) -> Row:
    stored = _stored(s, a)
    rows = [m for m in stored if m.get("thread_ts") in (None, m["ts"]) or m.get("broadcast")][::-1]
    within = _within(a)
    return _answer(s, a, [m for m in rows if within(m)])


@method("conversations.replies", "history", "channels:history", "groups:history", "im:history", json_ok=False)
async def replies(s: Workspace, a: Args) -> Row:
    stored, within, ts = _stored(s, a), _within(a), a.need("ts")
    root = next((m.get("thread_ts", ts) for m in stored if m["ts"] == ts), None)
    if root is None:
        raise ApiError("thread_not_found")
    return _answer(s, a, [m for m in stored if m["ts"] == root or (m.get("thread_ts") == root and within(m))])


def _stored(s: Workspace, a: Args) -> list[Row]:
    """What history knows of the channel by now, oldest first."""
    channel = s.channel(a.need("channel"), member=True)
    scope = "im:history" if channel.get("is_im") else "groups:history" if channel["is_private"] else "channels:history"
    if scope not in a.scopes:
        raise ApiError("missing_scope", needed=scope, provided=",".join(a.scopes))
    horizon = time.time() - s.settings["history_lag"]
    return [m for m in s.data["messages"] if m["channel"] == channel["id"] and not m["deleted"] and m["stored_at"] <= horizon]


def _within(a: Args) -> Callable[[Row], bool]:
    """Whether a message lies between ``oldest`` and ``latest``."""
    low, high, edge = _bound(a, "oldest", 0), _bound(a, "latest", 1e12), a.flag("inclusive")
    return lambda m: low < float(m["ts"]) < high or (edge and float(m["ts"]) in (low, high))


def _bound(a: Args, name: str, default: float) -> float:
    given = a.text(name)
    if given and not re.fullmatch(r"\d+(\.\d+)?", given):
        raise ApiError(f"invalid_ts_{name}")
    return float(given or default)


def _answer(s: Workspace, a: Args, rows: list[Row]) -> Row:
    distributed = s.settings["history_cohort"] == "distributed"
    if distributed:
        a["limit"] = min(int(a.get("limit", 15)), 15)
    rows, meta = page(rows, a, 15 if distributed else 100, 15 if distributed else 999)
    return {
        "messages": [s.public(m, all_metadata=a.flag("include_all_metadata")) for m in rows],
        "has_more": bool(meta["next_cursor"]),
        **({"response_metadata": meta} if meta["next_cursor"] else {}),
    }


@method("users.info", "t4", "users:read", json_ok=False)
async def user_info(s: Workspace, a: Args) -> Row:
    user = s.data["users"].get(a.need("user"))
    if user is None:
        raise ApiError("user_not_found")
    return {"user": user}


@method("users.list", "t2", "users:read", json_ok=False)
async def list_users(s: Workspace, a: Args) -> Row:
    rows, meta = page(list(s.data["users"].values()), a, 200, 1000)
    return {"members": rows, "response_metadata": meta}


@method("reactions.add", "t3", "reactions:write")
async def react(s: Workspace, a: Args) -> Row:
    record = s.message(s.channel(a.need("channel"), member=True)["id"], a.need("timestamp"))
    name = a.need("name").strip(":")
    if record is None:
        raise ApiError("message_not_found")
    if not re.fullmatch(r"[a-z0-9_'+-]+", name):
        raise ApiError("invalid_name")
    if name in record["reactions"]:
        raise ApiError("already_reacted")
    record["reactions"].append(name)
    return {}
