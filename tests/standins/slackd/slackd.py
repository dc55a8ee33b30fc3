#!/usr/bin/env python3
"""A strict local stand-in for Slack: Web API, Socket Mode, incoming webhooks, response URLs, fault injection.

    python slackd.py --port 0 --state FILE        # one JSON line on stdout names the URLs, tokens and secret

Everything a test needs beyond Slack's own API is under /_control (GET /_control lists it).
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import copy
import json
import math
import os
import random
import re
import signal
import socket
import string
import struct
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from aiohttp import web

from tests.standins.slackd import blockkit, people
from tests.standins.slackd.review import fingerprint, review, transcript

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


def fresh() -> dict:
    def channel(id, name, **extra):
        return {
            "id": id,
            "name": name,
            "is_private": id[0] == "G",
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


def unfurl_flags(args: dict) -> dict:
    return {k: args.get(k) for k in ("unfurl_links", "unfurl_media")}


class ApiError(Exception):
    def __init__(self, code: str, status: int = 200, headers: dict | None = None, **extra):
        super().__init__(code)
        self.code, self.status, self.headers, self.extra = code, status, headers or {}, extra


def invalid_arguments(*messages: str) -> ApiError:
    return ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {m}" for m in messages]})


class Args(dict):
    """Arguments of one call, from a query string, a form or a JSON object."""

    scopes: list = []  # those of the token that came with the call

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

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.get(name)
        return default if value is None else value in (True, 1, "1", "true", "True")

    def number(self, name: str, default: int, low: int, high: int, error: str = "invalid_limit") -> int:
        try:
            value = int(self.get(name, default))
        except (TypeError, ValueError):
            raise ApiError(error) from None
        if not low <= value <= high:
            raise ApiError(error)
        return value

    def struct(self, name: str, kind: type, error: str) -> Any:
        value = self.get(name)
        if isinstance(value, str):
            try:
                value = json.loads(value) if value else None
            except ValueError:
                raise ApiError(error) from None
        if value is not None and not isinstance(value, kind):
            raise ApiError(error)
        return value


class Method(NamedTuple):
    run: Callable[..., Awaitable[dict]]
    tier: str
    scopes: tuple
    json_ok: bool
    token: str


METHODS: dict[str, Method] = {}


def method(name: str, tier: str, *scopes: str, json_ok: bool = True, token: str = "bot"):
    def wrap(run):
        METHODS[name] = Method(run, tier, scopes, json_ok, token)
        return run

    return wrap


def cut(request: web.Request, rst: bool) -> web.Response:
    """Close the connection without an answer: FIN, or RST when `rst`."""
    transport = request.transport
    if transport is not None:
        if rst:
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        else:
            transport.close()
    return web.Response()


class Slackd:
    ApiError, Args = ApiError, Args

    def __init__(self, state: str = ""):
        self.path, self.dirty, self.base = state, False, ""
        self.data = fresh()
        if state and os.path.exists(state):
            with open(state, encoding="utf-8") as handle:
                self.data.update(json.load(handle))
        self.buckets: dict[str, tuple[float, float]] = {}
        self.people = people.People(self)

    # ------------------------------------------------------------ small services
    @property
    def settings(self) -> dict:
        return self.data["settings"]

    def save(self) -> None:
        self.dirty = False
        if self.path:
            with open(self.path + ".tmp", "w", encoding="utf-8") as handle:
                json.dump(self.data, handle)
            os.replace(self.path + ".tmp", self.path)

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

    def log(self, target: str) -> dict:
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

    def channel(self, ref: str | None, *, by_name: bool = False, member: bool = False, open_dm: bool = False) -> dict:
        channels = self.data["channels"]
        found = channels.get(ref or "")
        if not found and by_name:
            found = next((c for c in channels.values() if c["name"] == (ref or "").lstrip("#") and not c.get("is_im")), None)
        if not found and open_dm and ref in self.data["users"]:
            found = next((c for c in channels.values() if c.get("is_im") and c["user"] == ref), None)
            if not found:
                found = {
                    "id": self.new_id("D"),
                    "name": ref,
                    "is_im": True,
                    "user": ref,
                    "is_private": True,
                    "is_archived": False,
                    "members": [BOT, ref],
                }
                channels[found["id"]] = found
        if not found or (found["is_private"] and BOT not in found["members"]):
            raise ApiError("channel_not_found")
        if member and BOT not in found["members"]:
            raise ApiError("not_in_channel")
        return found

    def message(self, channel: str, ts: str | None) -> dict | None:
        return next((m for m in self.data["messages"] if m["channel"] == channel and m["ts"] == ts and not m["deleted"]), None)

    # ------------------------------------------------------------ message content
    def content(self, a: Args, text_limit: int | None = None) -> tuple[dict, list[str]]:
        """Validate text, blocks, attachments and metadata; returns (what was given, warnings)."""
        given: dict[str, Any] = {}
        warnings: list[str] = []
        text, markdown = a.text("text"), a.text("markdown_text")
        if markdown is not None:
            if text is not None or a.get("blocks") is not None:
                raise ApiError("markdown_text_conflict")
            if len(markdown) > 12000:
                raise ApiError("msg_too_long")
            text = markdown
        if text is not None:
            if text_limit and len(text) > text_limit:
                raise ApiError("msg_too_long")
            if len(text) > 40000:
                text, warnings = text[:40000], ["message_truncated"]
            given["text"] = text
        blocks = a.struct("blocks", list, "invalid_blocks_format")
        if blocks is not None:
            given["blocks"] = self.checked_blocks(blocks, "/blocks")
        attachments = a.struct("attachments", list, "invalid_attachments")
        if attachments is not None:
            if len(attachments) > 100:
                raise ApiError("too_many_attachments")
            for i, item in enumerate(attachments):
                if not isinstance(item, dict):
                    raise ApiError("invalid_attachments")
                if "blocks" in item:
                    item["blocks"] = self.checked_blocks(item["blocks"], f"/attachments/{i}/blocks")
            given["attachments"] = attachments
        metadata = a.struct("metadata", dict, "invalid_metadata_format")
        if metadata is not None:
            if metadata and not (
                isinstance(metadata.get("event_type"), str)
                and metadata["event_type"]
                and isinstance(metadata.get("event_payload"), dict)
            ):
                raise ApiError("invalid_metadata_format")
            if metadata and (
                set(metadata) - {"event_type", "event_payload"} or any(v is None for v in metadata["event_payload"].values())
            ):
                raise ApiError("invalid_metadata_schema")
            if len(json.dumps(metadata, ensure_ascii=False).encode()) > self.settings["metadata_bytes"]:
                raise ApiError("metadata_too_large")
            given["metadata"] = metadata
        return given, warnings

    def checked_blocks(self, blocks: list, pointer: str) -> list:
        problems = [str(p) for p in blockkit.validate_blocks(blocks, "message", pointer)]
        if problems:
            raise ApiError("invalid_blocks", errors=problems, response_metadata={"messages": [f"[ERROR] {p}" for p in problems]})
        if blockkit.text_length(blocks) > self.settings["blocks_text_budget"]:
            raise ApiError("msg_blocks_too_long")
        blocks = copy.deepcopy(blocks)
        self.fill_ids(blocks)
        return blocks

    @staticmethod
    def fill_ids(blocks: list) -> None:
        """As Slack does: every block gets a block_id, every interactive element an action_id."""
        for top in blocks:
            if isinstance(top, dict):
                top.setdefault("block_id", "".join(random.choices(string.ascii_letters + string.digits, k=5)))
        for node in blockkit.walk(blocks):
            if node.get("type") in blockkit.ELEMENTS and node["type"] != "image":
                node.setdefault("action_id", "".join(random.choices(string.ascii_letters + string.digits, k=5)))

    def store(
        self, channel: dict, given: dict, *, user: str = BOT, via: str = "chat.postMessage", thread_ts: str | None = None, **extra
    ) -> dict:
        root = None
        if thread_ts:
            if not re.fullmatch(r"\d{10}\.\d{6}", thread_ts):
                raise ApiError("invalid_thread_ts")
            root = self.message(channel["id"], thread_ts)
            if root is None:
                raise ApiError("cannot_reply_to_message")
            root = self.message(channel["id"], root.get("thread_ts")) or root  # a reply's ts leads to its root
        record = {
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

    def public(self, record: dict, all_metadata: bool = True) -> dict:
        keep = (
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
        shown = {"type": "message", "team": self.data["team"]["id"], **{k: copy.deepcopy(record[k]) for k in keep if k in record}}
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

    # ------------------------------------------------------------ HTTP front
    async def api(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        log, spec = self.log(name), METHODS.get(name)
        scopes = {"X-Slack-Req-Id": self.new_id("R"), "X-Accepted-OAuth-Scopes": ",".join(spec.scopes) if spec else ""}
        try:
            if spec is None:
                raise ApiError("unknown_method", req_method=name)
            args, bearer, warnings = await self.arguments(request, spec)
            log["channel"] = args.get("channel") or args.get("channel_id")
            fault = self.take_fault(log, name)

            async def process() -> web.Response:
                token = self.authorize(bearer, spec)
                args.scopes = token["scopes"]
                if spec.tier in TIERS:
                    distributed = spec.tier == "history" and self.settings["history_cohort"] == "distributed"
                    quota = 1 if distributed else TIERS[spec.tier]
                    self.throttle(name, quota / 60, quota)
                body = {"ok": True, **await spec.run(self, args)}
                if body.get("warning"):
                    warnings.append(body.pop("warning"))
                if warnings:
                    body["warning"] = ",".join(warnings)
                    body.setdefault("response_metadata", {})["warnings"] = warnings
                log["ok"] = True
                return web.json_response(body, headers={**scopes, "X-OAuth-Scopes": ",".join(token["scopes"])})

            return await self.guarded(request, fault, process)
        except ApiError as e:
            log["status"], log["error"] = e.status, e.code
            return web.json_response({"ok": False, "error": e.code, **e.extra}, status=e.status, headers={**scopes, **e.headers})
        finally:
            log["ms"] = round((time.time() - log["t"]) * 1000)
            self.dirty = True

    async def arguments(self, request: web.Request, spec: Method) -> tuple[Args, str, list[str]]:
        args, warnings, body_token = Args(request.query), [], request.query.get("token", "")
        if request.method == "POST" and request.can_read_body:
            if request.content_type == "application/json":
                try:
                    body = json.loads(await request.text())
                except ValueError:
                    raise ApiError("invalid_json") from None
                if not isinstance(body, dict):
                    raise ApiError("json_not_object")
                warnings += [] if request.charset else ["missing_charset"]
                if spec.json_ok:  # several read methods take only form arguments
                    args.update(body)
            elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
                form = await request.post()
                args.update(form)
                body_token = form.get("token", body_token)
            else:
                raise ApiError("invalid_post_type")
        args.pop("token", None)
        header = request.headers.get("Authorization", "")
        return args, header[7:] if header.startswith("Bearer ") else body_token, warnings

    def authorize(self, bearer: str, spec: Method) -> dict:
        if not bearer:
            raise ApiError("not_authed")
        token = self.data["tokens"].get(bearer)
        if token is None:
            raise ApiError("invalid_auth")
        if token["state"] != "active":
            raise ApiError({"revoked": "token_revoked"}.get(token["state"], token["state"]))
        if token["type"] != spec.token:
            raise ApiError("not_allowed_token_type")
        if spec.scopes and not set(spec.scopes) & set(token["scopes"]):
            raise ApiError("missing_scope", needed=spec.scopes[0], provided=",".join(token["scopes"]))
        return token

    def take_fault(self, log: dict, target: str) -> dict | None:
        for fault in self.data["faults"]:
            if (
                fault["match"] not in ("*", target)
                or fault.get("channel") not in (None, log["channel"])
                or fault["remaining"] <= 0
            ):
                continue
            if fault.get("after", 0) > 0:
                fault["after"] -= 1
                continue
            fault["remaining"] -= 1
            log["fault"] = fault["kind"]
            return fault
        return None

    async def guarded(
        self, request: web.Request, fault: dict | None, process: Callable[[], Awaitable[web.Response]]
    ) -> web.Response:
        kind, seconds = (fault["kind"], fault.get("seconds")) if fault else ("", None)
        if kind in ("http_500", "http_503"):
            return web.Response(status=int(kind[5:]), text="<html>upstream failure</html>", content_type="text/html")
        if kind == "ratelimited":
            raise ApiError("ratelimited", 429, {"Retry-After": str(fault.get("retry_after", 1))})
        if kind == "error":
            raise ApiError(fault.get("code", "internal_error"))
        if kind == "reset":
            return cut(request, rst=True)
        if kind == "timeout":
            await asyncio.sleep(30 if seconds is None else seconds)
            return cut(request, rst=False)
        response = await process()
        if kind == "slow":
            await asyncio.sleep(2 if seconds is None else seconds)
        elif kind == "hang":
            await asyncio.sleep(30 if seconds is None else seconds)
        elif kind == "fatal_error" and response.content_type == "application/json":
            return web.json_response({"ok": False, "error": "fatal_error"})
        elif kind == "fatal_error":
            return web.Response(status=500, text="rollup_error")  # the webhook's word for it
        elif kind == "truncate":
            partial = web.StreamResponse(
                headers={"Content-Type": response.headers["Content-Type"], "Content-Length": str(len(response.body))}
            )
            await partial.prepare(request)
            await partial.write(response.body[: len(response.body) // 2])
        return cut(request, rst=kind == "drop_reset") if kind in ("drop", "drop_reset", "hang", "truncate") else response

    async def webhook(self, request: web.Request) -> web.Response:
        key, log = request.match_info["key"], self.log("webhook")
        try:
            hook = self.data["webhooks"].get(key)
            if hook is None:
                known = {k.rsplit("/", 1)[0] for k in self.data["webhooks"]}
                raise ApiError("invalid_token", 403) if key.rsplit("/", 1)[0] in known else ApiError("no_service", 404)
            log["channel"] = hook["channel"]
            fault = self.take_fault(log, "webhook")

            async def process() -> web.Response:
                channel = self.data["channels"].get(hook["channel"])
                if hook["error"]:
                    raise ApiError(hook["error"], 403)
                if channel is None:
                    raise ApiError("channel_not_found", 404)
                if channel["is_archived"]:
                    raise ApiError("channel_is_archived", 410)
                self.throttle(f"hook {key}", self.settings["webhook_rate"], self.settings["webhook_burst"])
                try:
                    raw = (await request.post()).get("payload", "") if "form" in request.content_type else await request.text()
                    body = json.loads(raw)
                    if not isinstance(body, dict):
                        raise ValueError
                except ValueError:
                    raise ApiError("invalid_payload", 400) from None
                try:
                    given, _ = self.content(Args(body))
                except ApiError as e:
                    raise ApiError(e.code, 400) from None  # a webhook answers the bare code, without details
                if not any(given.get(k) for k in ("text", "blocks", "attachments")):
                    raise ApiError("no_text", 400)
                self.store(channel, given, via="webhook", thread_ts=Args(body).text("thread_ts"), unfurl=unfurl_flags(body))
                log["ok"] = True
                return web.Response(text="ok")

            return await self.guarded(request, fault, process)
        except ApiError as e:
            log["status"], log["error"] = e.status if e.status != 200 else 400, e.code
            return web.Response(
                status=log["status"], text="rate_limited" if e.code == "ratelimited" else e.code, headers=e.headers
            )

    async def upload(self, request: web.Request) -> web.Response:
        record = self.data["files"].get(request.match_info["id"])
        if record is None or record["state"] != "waiting":
            return web.Response(status=404, text="upload_not_found")
        if request.content_type == "multipart/form-data":
            part = next(iter((await request.post()).values()))
            body = part.file.read() if hasattr(part, "file") else str(part).encode()
        else:
            body = await request.read()
        if len(body) != record["length"]:
            return web.Response(status=400, text="length mismatch")
        record.update(state="uploaded", content=base64.b64encode(body).decode())
        return web.Response(text=f"OK - {len(body)}")

    # ------------------------------------------------------------ control plane
    async def control(self, request: web.Request) -> web.Response:
        what, verb, q, d = request.match_info["what"], request.method, request.query, self.data
        body = await request.json() if request.can_read_body else {}
        self.dirty = self.dirty or verb != "GET"
        if what == "":
            return web.json_response(
                {
                    "faults": FAULTS,
                    "settings": self.settings,
                    "simulate": people.KINDS,
                    "get": [
                        "messages?channel=&include=deleted",
                        "transcript?channel=",
                        "calls",
                        "ephemeral",
                        "views",
                        "interactions",
                        "faults",
                        "state",
                    ],
                    "post": [
                        "faults {kind,match,count,after,channel,...}",
                        "settings",
                        "channels",
                        "users",
                        "tokens",
                        "webhooks",
                        "human",
                        "simulate",
                        "socket/disconnect {reason,close}",
                        "reset",
                    ],
                    "delete": ["faults"],
                }
            )
        if what == "messages":
            rows = [
                m
                for m in d["messages"]
                if q.get("channel") in (None, "", m["channel"]) and (not m["deleted"] or q.get("include") == "deleted")
            ]
            rows = [{**m, **review(m)} for m in rows]
            groups: dict[str, list] = {}
            for m in rows:
                groups.setdefault(fingerprint(m), []).append(m["ts"])
            return web.json_response(
                {"count": len(rows), "messages": rows, "duplicates": [t for t in groups.values() if len(t) > 1]}
            )
        if what == "transcript":
            return web.Response(text=transcript(d, q.get("channel", "")))
        if what == "faults" and verb == "POST":
            for f in body if isinstance(body, list) else [body]:
                if f.get("kind") not in FAULTS:
                    return web.json_response({"error": f"unknown kind; one of {sorted(FAULTS)}"}, status=400)
                d["faults"].append({"match": "*", **f, "remaining": f.get("count", 1)})
        elif what == "faults" and verb == "DELETE":
            d["faults"].clear()
        elif what == "settings":
            unknown = set(body) - set(SETTINGS)
            if unknown:
                return web.json_response({"error": f"unknown settings {sorted(unknown)}"}, status=400)
            self.settings.update(body)
        elif what in ("channels", "users") and verb == "POST":
            base = (
                {"name": body["id"].lower(), "is_private": body["id"][0] == "G", "is_archived": False, "members": [BOT]}
                if what == "channels"
                else {}
            )
            d[what][body["id"]] = {**base, **d[what].get(body["id"], {}), **body}
        elif what in ("tokens", "webhooks") and verb == "POST":
            d[what].setdefault(
                body["id"], {"type": "bot", "scopes": list(SCOPES), "state": "active", "channel": "", "error": ""}
            ).update(body)
        elif what == "human":
            given, _ = self.content(Args(body))
            record = self.store(
                self.channel(body["channel"]),
                given,
                user=body.get("user", "U0REPORTER"),
                via="human",
                thread_ts=body.get("thread_ts"),
            )
            return web.json_response(record)
        elif what == "simulate":
            return web.json_response(await self.people.simulate(body))
        elif what == "socket/disconnect":
            return web.json_response(await self.people.disconnect(**body))
        elif what == "reset":
            self.data, self.buckets = fresh(), {}
        return web.json_response(self.data if what == "state" else self.data.get(what, {"ok": True}))

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/api/{method}", self.api)
        app.router.add_post("/services/{key:.+}", self.webhook)
        app.router.add_post("/respond/{id}", self.people.respond)
        app.router.add_route("*", "/upload/{id}", self.upload)
        app.router.add_get("/socket", self.people.socket)
        app.router.add_route("*", "/_control{sep:/?}{what:.*}", self.control)
        return app


# ---------------------------------------------------------------- Web API methods
@method("auth.test", "special")
async def auth_test(s: Slackd, a: Args) -> dict:
    team = s.data["team"]
    return {
        "url": f"https://{team['domain']}.example/",
        "team": team["name"],
        "team_id": team["id"],
        "user": "writethru",
        "user_id": BOT,
        "bot_id": BOT_ID,
        "app_id": s.data["app_id"],
        "is_enterprise_install": False,
    }


@method("chat.postMessage", "special", "chat:write")
async def post_message(s: Slackd, a: Args) -> dict:
    channel = s.channel(a.need("channel"), by_name=True, open_dm=True)
    if channel["is_archived"]:
        raise ApiError("is_archived")
    if BOT not in channel["members"] and "chat:write.public" not in a.scopes:
        raise ApiError("not_in_channel")
    if channel.get("error"):
        raise ApiError(channel["error"])
    if any(a.get(k) for k in ("username", "icon_emoji", "icon_url")) and "chat:write.customize" not in a.scopes:
        raise ApiError("missing_scope", needed="chat:write.customize", provided=",".join(a.scopes))
    given, warnings = s.content(a)
    if not any(given.get(k) for k in ("blocks", "attachments")) and not given.get("text", "").strip():
        raise ApiError("no_text")
    s.throttle("workspace", s.settings["workspace_per_minute"] / 60, s.settings["workspace_per_minute"])
    s.throttle(f"post {channel['id']}", s.settings["channel_rate"], s.settings["channel_burst"])
    key = a.text("client_msg_id")
    record = (
        next((m for m in s.data["messages"] if key and m.get("client_msg_id") == key), None)
        if s.settings["honor_client_msg_id"]
        else None
    )
    if record is None:
        record = s.store(
            channel,
            given,
            thread_ts=a.text("thread_ts"),
            unfurl=unfurl_flags(a),
            **({"client_msg_id": key} if key else {}),
            **({"broadcast": True} if a.flag("reply_broadcast") else {}),
        )
    return {
        "channel": channel["id"],
        "ts": record["ts"],
        "message": s.public(record),
        **({"warning": warnings[0]} if warnings else {}),
    }


def own(s: Slackd, a: Args, ts_name: str, denied: str) -> dict:
    channel = s.channel(a.need("channel"))
    record = s.message(channel["id"], a.need(ts_name))
    if record is None:
        raise ApiError("message_not_found")
    if record["user"] != BOT:
        raise ApiError(denied)
    if channel["is_archived"]:
        raise ApiError("is_archived" if denied != "cant_update_message" else "is_inactive")
    return record


@method("chat.update", "t3", "chat:write")
async def update_message(s: Slackd, a: Args) -> dict:
    record = own(s, a, "ts", "cant_update_message")
    if s.data["channels"][record["channel"]].get("edit_window_closed"):
        raise ApiError("edit_window_closed")
    given, _ = s.content(a, text_limit=4000)
    if not given or set(given) == {"metadata"}:
        raise ApiError("no_text")
    record["revisions"].append({k: record.get(k) for k in ("text", "blocks", "attachments", "metadata")} | {"at": s.new_ts()})
    if given.get("metadata") == {}:
        given.pop("metadata")
        record.pop("metadata", None)
    if "text" in given and "blocks" not in given:  # text alone replaces blocks; blocks alone leave the text
        record.pop("blocks", None)
        record["edited"] = {"user": BOT, "ts": s.new_ts()}
    record.update(given)
    return {"channel": record["channel"], "ts": record["ts"], "text": record["text"], "message": s.public(record)}


@method("chat.delete", "t3", "chat:write")
async def delete_message(s: Slackd, a: Args) -> dict:
    record = own(s, a, "ts", "cant_delete_message")
    record["deleted"] = True
    return {"channel": record["channel"], "ts": record["ts"]}


@method("chat.postEphemeral", "t4", "chat:write")
async def post_ephemeral(s: Slackd, a: Args) -> dict:
    channel = s.channel(a.need("channel"), by_name=True, member=True)
    if channel["is_archived"]:
        raise ApiError("is_archived")
    if a.need("user") not in channel["members"]:
        raise ApiError("user_not_in_channel")
    given, _ = s.content(a, text_limit=40000)
    if not any(given.get(k) for k in ("text", "blocks", "attachments")):
        raise ApiError("no_text")
    ts = s.new_ts()
    s.data["ephemeral"].append({"channel": channel["id"], "user": a["user"], "ts": ts, "thread_ts": a.get("thread_ts"), **given})
    return {"message_ts": ts}


@method("chat.getPermalink", "special", json_ok=False)
async def permalink(s: Slackd, a: Args) -> dict:
    channel = s.channel(a.need("channel"))
    record = s.message(channel["id"], a.need("message_ts"))
    if record is None:
        raise ApiError("message_not_found")
    url = f"https://{s.data['team']['domain']}.example/archives/{channel['id']}/p{record['ts'].replace('.', '')}"
    root = record.get("thread_ts")
    return {
        "channel": channel["id"],
        "permalink": url + (f"?thread_ts={root}&cid={channel['id']}" if root and root != record["ts"] else ""),
    }


def page(rows: list, a: Args, default: int, high: int) -> tuple[list, dict]:
    limit, cursor = a.number("limit", default, 1, high), a.text("cursor")
    try:
        start = int(base64.b64decode(cursor).decode()) if cursor else 0
    except ValueError:
        raise ApiError("invalid_cursor") from None
    more = start + limit < len(rows)
    return rows[start : start + limit], {"next_cursor": base64.b64encode(str(start + limit).encode()).decode() if more else ""}


def describe(channel: dict) -> dict:
    return {
        "is_channel": not channel["is_private"],
        "is_im": False,
        **channel,
        "is_member": BOT in channel["members"],
        "num_members": len(channel["members"]),
    }


@method("conversations.list", "t2", "channels:read", "groups:read", json_ok=False)
async def list_channels(s: Slackd, a: Args) -> dict:
    types = set((a.text("types") or "public_channel").split(","))
    if types - {"public_channel", "private_channel", "mpim", "im"}:
        raise ApiError("invalid_types")

    def kind(c):
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
async def channel_info(s: Slackd, a: Args) -> dict:
    return {"channel": describe(s.channel(a.need("channel")))}


@method("conversations.join", "t3", "channels:join")
async def join(s: Slackd, a: Args) -> dict:
    channel = s.channel(a.need("channel"))
    if channel["is_private"]:
        raise ApiError("method_not_supported_for_channel_type")
    if channel["is_archived"]:
        raise ApiError("is_archived")
    already = BOT in channel["members"]
    channel["members"] = sorted({*channel["members"], BOT})
    return {"channel": describe(channel), **({"warning": "already_in_channel"} if already else {})}


@method("conversations.history", "history", "channels:history", "groups:history", json_ok=False)
async def history(s: Slackd, a: Args, replies: bool = False) -> dict:
    channel = s.channel(a.need("channel"), member=True)
    distributed = s.settings["history_cohort"] == "distributed"
    bounds = {}
    for name in ("oldest", "latest"):
        if a.text(name) and not re.fullmatch(r"\d+(\.\d+)?", a.text(name)):
            raise ApiError(f"invalid_ts_{name}")
        bounds[name] = float(a.text(name) or (0 if name == "oldest" else 1e12))
    horizon = time.time() - s.settings["history_lag"]
    rows = [m for m in s.data["messages"] if m["channel"] == channel["id"] and not m["deleted"] and m["stored_at"] <= horizon]
    if replies:
        ts = a.need("ts")
        root = next((m.get("thread_ts", ts) for m in rows if m["ts"] == ts), None)
        if root is None:
            raise ApiError("thread_not_found")
        rows = [m for m in rows if root in (m["ts"], m.get("thread_ts"))]
    else:
        rows = [m for m in rows if m.get("thread_ts") in (None, m["ts"]) or m.get("broadcast")][::-1]
    low, high, edge = bounds["oldest"], bounds["latest"], a.flag("inclusive")
    rows = [
        m
        for m in rows
        if low < float(m["ts"]) < high or (edge and float(m["ts"]) in (low, high)) or (replies and m["ts"] == root)
    ]
    ceiling = 15 if distributed else 999
    if distributed:
        a["limit"] = min(int(a.get("limit", 15)), 15)
    rows, meta = page(rows, a, 15 if distributed else 100, ceiling)
    return {
        "messages": [s.public(m, a.flag("include_all_metadata")) for m in rows],
        "has_more": bool(meta["next_cursor"]),
        **({"response_metadata": meta} if meta["next_cursor"] else {}),
    }


@method("conversations.replies", "history", "channels:history", "groups:history", json_ok=False)
async def replies(s: Slackd, a: Args) -> dict:
    return await history(s, a, replies=True)


@method("users.info", "t4", "users:read", json_ok=False)
async def user_info(s: Slackd, a: Args) -> dict:
    user = s.data["users"].get(a.need("user"))
    if user is None:
        raise ApiError("user_not_found")
    return {"user": user}


@method("users.list", "t2", "users:read", json_ok=False)
async def list_users(s: Slackd, a: Args) -> dict:
    rows, meta = page(list(s.data["users"].values()), a, 200, 1000)
    return {"members": rows, "response_metadata": meta}


@method("reactions.add", "t3", "reactions:write")
async def react(s: Slackd, a: Args) -> dict:
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


def checked_view(s: Slackd, a: Args, kind: str, keep: str = "") -> dict:
    view = a.struct("view", dict, "invalid_arguments")
    if view is None:
        raise invalid_arguments("missing required field: view")
    problems = [str(p) for p in blockkit.validate_view(view)]
    if not problems and view["type"] != kind:
        problems = [f"unsupported type: {view['type']} [json-pointer:/view/type]"]
    if problems:
        raise invalid_arguments(*problems)
    if len(json.dumps(view, ensure_ascii=False).encode()) > 250 * 1024:
        raise ApiError("view_too_large")
    external = view.get("external_id")
    if external and any(v.get("external_id") == external and v["id"] != keep for v in s.data["views"].values()):
        raise ApiError("duplicate_external_id")
    return copy.deepcopy(view)


def keep_view(s: Slackd, view: dict, view_id: str, user: str, root: str = "", previous: str | None = None) -> dict:
    s.fill_ids(view["blocks"])
    record = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **view,
        "id": view_id,
        "team_id": s.data["team"]["id"],
        "user": user,
        "state": {"values": {}},
        "hash": s.new_ts(),
        "root_view_id": root or view_id,
        "previous_view_id": previous,
        "app_id": s.data["app_id"],
        "bot_id": BOT_ID,
    }
    s.data["views"][view_id] = record
    return {"view": record}


def spend_trigger(s: Slackd, a: Args) -> dict:
    trigger = s.data["triggers"].get(a.text("trigger_id") or "")
    if trigger is None:
        raise ApiError("invalid_trigger_id")
    if trigger["used"]:
        raise ApiError("exchanged_trigger_id")
    if time.time() - trigger["at"] > s.settings["trigger_ttl"]:
        raise ApiError("expired_trigger_id")
    trigger["used"] = True
    return trigger


@method("views.open", "t4")
async def open_view(s: Slackd, a: Args) -> dict:
    view = checked_view(s, a, "modal")
    return keep_view(s, view, s.new_id("V"), spend_trigger(s, a)["user"])


@method("views.push", "t4")
async def push_view(s: Slackd, a: Args) -> dict:
    view, trigger = checked_view(s, a, "modal"), spend_trigger(s, a)
    below = s.data["views"].get(trigger.get("view_id", ""))
    if below is None:
        raise ApiError("not_found")
    if sum(v["root_view_id"] == below["root_view_id"] for v in s.data["views"].values()) >= 3:
        raise ApiError("push_limit_reached")
    return keep_view(s, view, s.new_id("V"), trigger["user"], below["root_view_id"], below["id"])


@method("views.update", "t4")
async def update_view(s: Slackd, a: Args) -> dict:
    if bool(a.get("view_id")) == bool(a.get("external_id")):
        raise invalid_arguments(
            "Cannot provide both `view_id` and `external_id`" if a.get("view_id") else "missing required field: view_id"
        )
    old = next(
        (
            v
            for v in s.data["views"].values()
            if a.get("view_id") == v["id"] or (a.get("external_id") and a["external_id"] == v["external_id"])
        ),
        None,
    )
    if old is None or old["type"] != "modal":
        raise ApiError("not_found")
    view = checked_view(s, a, "modal", old["id"])
    if a.get("hash") and a["hash"] != old["hash"]:
        raise ApiError("hash_conflict")
    return keep_view(s, view, old["id"], old["user"], old["root_view_id"], old["previous_view_id"])


@method("views.publish", "t4")
async def publish_view(s: Slackd, a: Args) -> dict:
    user = a.need("user_id")
    if user not in s.data["users"]:
        raise invalid_arguments("invalid `user_id`")
    if not s.settings["home_tab"]:
        raise ApiError("not_enabled")
    view_id = f"VHOME{user}"
    view, old = checked_view(s, a, "home", view_id), s.data["views"].get(view_id)
    if a.get("hash") and old and a["hash"] != old["hash"]:
        raise ApiError("hash_conflict")
    return keep_view(s, view, view_id, user)


@method("blocks.validate", "special", token="bot")
async def blocks_validate(s: Slackd, a: Args) -> dict:
    if sum(a.get(k) is not None for k in ("blocks", "message", "view")) != 1:
        raise ApiError(
            "invalid_arguments", response_metadata={"messages": ["must provide exactly one of `blocks`, `view`, or `message`"]}
        )
    if a.get("view") is not None:
        kind, found = "view", blockkit.validate_view(a.struct("view", dict, "invalid_view"), "")
    else:
        kind = "blocks" if a.get("blocks") is not None else "message"
        value = a.struct(kind, list if kind == "blocks" else dict, f"invalid_{kind}") or {}
        found = blockkit.validate_blocks(
            value or [] if kind == "blocks" else value.get("blocks", []), "message", "" if kind == "blocks" else "/blocks"
        )
    if found:
        raise ApiError(
            f"invalid_{kind}", errors=[{"pointer": p.pointer, "code": "failed_constraint", "message": p.message} for p in found]
        )
    return {}


@method("files.getUploadURLExternal", "t4", "files:write", json_ok=False)
async def upload_url(s: Slackd, a: Args) -> dict:
    length = a.number("length", 0, 1, 10**9, "invalid_arguments")
    file_id = s.new_id("F")
    s.data["files"][file_id] = {
        "id": file_id,
        "name": a.need("filename"),
        "length": length,
        "alt_txt": a.get("alt_txt"),
        "state": "waiting",
    }
    return {"upload_url": f"{s.base}/upload/{file_id}", "file_id": file_id}


@method("files.completeUploadExternal", "t4", "files:write")
async def complete_upload(s: Slackd, a: Args) -> dict:
    wanted = [f for f in a.struct("files", list, "invalid_arguments") or [] if isinstance(f, dict)]
    records = [s.data["files"].get(str(f.get("id"))) for f in wanted]
    if not records or any(r is None or r["state"] != "uploaded" for r in records):
        raise ApiError("file_not_found")
    targets = [t for t in [a.text("channel_id"), *(a.text("channels") or "").split(",")] if t]
    channels = [s.channel(t, member=True, open_dm=True) for t in targets]
    for record, item in zip(records, wanted, strict=True):
        record.update(state="complete", title=item.get("title", record["name"]))
    files = [{k: r.get(k) for k in ("id", "name", "title", "alt_txt")} for r in records]
    for channel in channels:
        s.store(channel, {"text": a.text("initial_comment") or "", "files": files}, via="files", thread_ts=a.text("thread_ts"))
    return {"files": files}


@method("apps.connections.open", "t3", "connections:write", token="app")
async def connections_open(s: Slackd, a: Args) -> dict:
    return {"url": s.people.ticket()}


# ---------------------------------------------------------------- process
async def serve(args: argparse.Namespace) -> None:
    slackd = Slackd(args.state)
    runner = web.AppRunner(slackd.app(), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", args.port)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    slackd.base = f"http://127.0.0.1:{port}"
    hook = next(iter(slackd.data["webhooks"]))
    ready = {
        "port": port,
        "base_url": f"{slackd.base}/api/",
        "control": f"{slackd.base}/_control",
        "webhook_url": f"{slackd.base}/services/{hook}",
        "bot_token": "xoxb-slackd-bot",
        "app_token": "xapp-slackd-app",
        "signing_secret": slackd.data["signing_secret"],
    }
    print(json.dumps(ready), flush=True)
    stop, saver = asyncio.Event(), asyncio.create_task(slackd.saver())
    for sig in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sig, stop.set)
    await stop.wait()
    saver.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await saver
    slackd.save()
    await runner.cleanup()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--state", default="", help="JSON file that keeps the workspace across restarts")
    asyncio.run(serve(parser.parse_args()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
