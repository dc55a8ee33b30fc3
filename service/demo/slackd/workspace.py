"""The workspace: what is stored, who may post where, what a message may hold, and how often."""

import asyncio
import copy
import json
import math
import random
import re
import string
import time
from pathlib import Path
from typing import Any

from service.demo.slackd import blockkit
from service.demo.slackd.elements import ELEMENTS
from service.demo.slackd.words import BOT, BOT_ID, ApiError, Args, Row, fresh

KEPT = (
    "user",
    "ts",
    "text",
    "blocks",
    "attachments",
    "files",
    "thread_ts",
    "reply_count",
    "latest_reply",
    "edited",
    "metadata",
    "client_msg_id",
)


class Workspace:
    """Everything a restart keeps, in one JSON-able ``data``."""

    def __init__(self, state: str = "") -> None:
        self.path, self.dirty, self.base = state, False, ""
        self.data = fresh()
        if state and Path(state).exists():
            self.data.update(json.loads(Path(state).read_text(encoding="utf-8")))
        self.buckets: dict[str, tuple[float, float]] = {}
        self.tickets: set[str] = set()

    @property
    def settings(self) -> Row:
        found: Row = self.data["settings"]
        return found

    def save(self) -> None:
        self.dirty = False
        if self.path:
            half = Path(self.path + ".tmp")
            half.write_text(json.dumps(self.data), encoding="utf-8")
            half.replace(self.path)

    async def saver(self) -> None:
        while True:
            await asyncio.sleep(0.1)
            if self.dirty:
                self.save()

    def new_id(self, prefix: str) -> str:
        self.data["seq"] += 1
        return f"{prefix}0{self.data['seq']:06d}"

    def new_ts(self) -> str:
        self.data["last_ts"] = micros = max(int(time.time() * 1e6), self.data["last_ts"] + 1)
        return f"{micros // 10**6}.{micros % 10**6:06d}"

    def log(self, target: str) -> Row:
        entry = {"t": time.time(), "target": target, "channel": None, "status": 200, "ok": False, "error": "", "fault": ""}
        self.data["calls"].append(entry)
        self.dirty = True
        return entry

    def throttle(self, key: str, per_second: float, burst: float) -> None:
        if not self.settings["rate_limits"]:
            return
        now = time.monotonic()
        tokens, last = self.buckets.get(key, (burst, now))
        tokens = min(burst, tokens + (now - last) * per_second)
        if tokens < 1:
            self.buckets[key] = (tokens, now)
            wait = max(1, math.ceil((1 - tokens) / per_second))
            raise ApiError("ratelimited", 429, {"Retry-After": str(wait)})
        self.buckets[key] = (tokens - 1, now)

    def ticket(self) -> str:
        """An address for one Socket Mode connection."""
        ticket = f"{random.getrandbits(64):x}"
        self.tickets.add(ticket)
        return f"{self.base.replace('http', 'ws', 1)}/socket?ticket={ticket}&app_id={self.data['app_id']}"

    def channel(self, ref: str | None, *, by_name: bool = False, member: bool = False, open_dm: bool = False) -> Row:
        found = self._lookup(ref, by_name=by_name) or (self._direct(ref) if open_dm and ref in self.data["users"] else None)
        if not found or (found["is_private"] and BOT not in found["members"]):
            raise ApiError("channel_not_found")
        if member and BOT not in found["members"]:
            raise ApiError("not_in_channel")
        return found

    def _lookup(self, ref: str | None, *, by_name: bool) -> Row | None:
        channels: dict[str, Row] = self.data["channels"]
        if (ref or "") in channels or not by_name:
            return channels.get(ref or "")
        return next((c for c in channels.values() if c["name"] == (ref or "").lstrip("#") and not c.get("is_im")), None)

    def _direct(self, user: str | None) -> Row:
        channels: dict[str, Row] = self.data["channels"]
        found = next((c for c in channels.values() if c.get("is_im") and c["user"] == user), None)
        if found is None:
            room = {"name": user, "is_im": True, "user": user, "is_private": True, "is_archived": False, "members": [BOT, user]}
            found = {"id": self.new_id("D"), **room}
            channels[found["id"]] = found
        return found

    def message(self, channel: str, ts: str | None) -> Row | None:
        rows: list[Row] = self.data["messages"]
        return next((m for m in rows if m["channel"] == channel and m["ts"] == ts and not m["deleted"]), None)

    # ------------------------------------------------------------ message content
    def content(self, a: Args, text_limit: int | None = None) -> tuple[Row, list[str]]:
        """Validate text, blocks, attachments and metadata; returns (what was given, warnings)."""
        text, warnings = self._text(a, text_limit)
        given: Row = {} if text is None else {"text": text}
        blocks = a.struct("blocks", list, "invalid_blocks_format")
        if blocks is not None:
            given["blocks"] = self.checked_blocks(blocks, "/blocks")
        attachments = a.struct("attachments", list, "invalid_attachments")
        if attachments is not None:
            given["attachments"] = self._checked_attachments(attachments)
        metadata = a.struct("metadata", dict, "invalid_metadata_format")
        if metadata is not None:
            given["metadata"] = self._checked_metadata(metadata)
        return given, warnings

    @staticmethod
    def _text(a: Args, limit: int | None) -> tuple[str | None, list[str]]:
        text, markdown = a.text("text"), a.text("markdown_text")
        if markdown is not None:
            if text is not None or a.get("blocks") is not None:
                raise ApiError("markdown_text_conflict")
            if len(markdown) > 12000:
                raise ApiError("msg_too_long")
            text = markdown
        if text is not None and limit and len(text) > limit:
            raise ApiError("msg_too_long")
        if text is not None and len(text) > 40000:
            return text[:40000], ["message_truncated"]
        return text, []

    def _checked_attachments(self, attachments: list[Any]) -> list[Any]:
        if len(attachments) > 100:
            raise ApiError("too_many_attachments")
        for i, item in enumerate(attachments):
            if not isinstance(item, dict):
                raise ApiError("invalid_attachments")
            if "blocks" in item:
                item["blocks"] = self.checked_blocks(item["blocks"], f"/attachments/{i}/blocks")
        return attachments

    def _checked_metadata(self, metadata: Row) -> Row:
        kind, payload = metadata.get("event_type"), metadata.get("event_payload")
        if metadata and not (isinstance(kind, str) and kind and isinstance(payload, dict)):
            raise ApiError("invalid_metadata_format")
        if metadata and (
            set(metadata) - {"event_type", "event_payload"} or any(v is None for v in metadata["event_payload"].values())
        ):
            raise ApiError("invalid_metadata_schema")
        if len(json.dumps(metadata, ensure_ascii=False).encode()) > self.settings["metadata_bytes"]:
            raise ApiError("metadata_too_large")
        return metadata

    def checked_blocks(self, blocks: list[Any], pointer: str) -> list[Any]:
        problems = [str(p) for p in blockkit.validate_blocks(blocks, "message", pointer)]
        if problems:
            raise ApiError("invalid_blocks", errors=problems, response_metadata={"messages": [f"[ERROR] {p}" for p in problems]})
        if blockkit.text_length(blocks) > self.settings["blocks_text_budget"]:
            raise ApiError("msg_blocks_too_long")
        blocks = copy.deepcopy(blocks)
        self.fill_ids(blocks)
        return blocks

    @staticmethod
    def fill_ids(blocks: list[Any]) -> None:
        """As Slack does: every block gets a block_id, every interactive element an action_id."""
        for top in blocks:
            if isinstance(top, dict):
                top.setdefault("block_id", "".join(random.choices(string.ascii_letters + string.digits, k=5)))
        for node in blockkit.walk(blocks):
            if node.get("type") in ELEMENTS and node["type"] != "image":
                node.setdefault("action_id", "".join(random.choices(string.ascii_letters + string.digits, k=5)))

    def store(
        self,
        channel: Row,
        given: Row,
        *,
        user: str = BOT,
        via: str = "chat.postMessage",
        thread_ts: str | None = None,
        **extra: object,
    ) -> Row:
        root = self._root(channel, thread_ts) if thread_ts else None
        record: Row = {
            "channel": channel["id"],
            "ts": self.new_ts(),
            "user": user,
            "text": "",
            **given,
            "via": via,
            "deleted": False,
            "revisions": [],
            "reactions": [],
            "stored_at": time.time(),
            **extra,
        }
        if root is not None:
            record["thread_ts"] = root["thread_ts"] = root["ts"]
            root["reply_count"] = root.get("reply_count", 0) + 1
            root["latest_reply"] = record["ts"]
        self.data["messages"].append(record)
        self.dirty = True
        return record

    def _root(self, channel: Row, thread_ts: str) -> Row:
        if not re.fullmatch(r"\d{10}\.\d{6}", thread_ts):
            raise ApiError("invalid_thread_ts")
        root = self.message(channel["id"], thread_ts)
        if root is None:
            raise ApiError("cannot_reply_to_message")
        return self.message(channel["id"], root.get("thread_ts")) or root  # a reply's ts leads to its root

    def public(self, record: Row, *, all_metadata: bool = True) -> Row:
        shown = {"type": "message", "team": self.data["team"]["id"], **{k: copy.deepcopy(record[k]) for k in KEPT if k in record}}
        if record["user"] == BOT:
            shown |= {
                "bot_id": BOT_ID,
                "app_id": self.data["app_id"],
                "bot_profile": {"id": BOT_ID, "app_id": self.data["app_id"], "name": "writethru"},
            }
        if record["reactions"]:
            shown["reactions"] = [{"name": n, "users": [BOT], "count": 1} for n in record["reactions"]]
        if "metadata" in shown and not all_metadata:
            shown["metadata"] = {"event_type": shown["metadata"]["event_type"]}
        return shown
