"""The human side of slackd: clicks, slash commands, modal submissions and events, over Socket Mode or signed HTTP."""

import asyncio
import hashlib
import hmac
import json
import random
import time
import urllib.parse
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from aiohttp import WSMsgType, web

from service.demo.slackd import blockkit
from service.demo.slackd.checks import Problem, array
from service.demo.slackd.faults import guarded, take_fault
from service.demo.slackd.gestures import KINDS, SELECTED
from service.demo.slackd.words import ApiError, Args, Row
from service.demo.slackd.workspace import Workspace

Finish = Callable[[Row], Row]
"""What becomes of the application's answer."""
Act = tuple[str, Row, Finish | None]
"""The envelope's type, its payload, and what happens when it is answered."""
Send = Callable[[int | None], Awaitable[Row]]


class People:
    def __init__(self, server: Workspace) -> None:
        self.server = server
        self.sockets: dict[str, web.WebSocketResponse] = {}
        self.waiting: dict[str, asyncio.Future[Row]] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    @property
    def data(self) -> Row:
        return self.server.data

    # ------------------------------------------------------------ Socket Mode
    async def socket(self, request: web.Request) -> web.StreamResponse:
        if request.query.get("ticket") not in self.server.tickets:
            return web.Response(status=403, text="invalid ticket")
        self.server.tickets.discard(request.query["ticket"])
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        if len(self.sockets) >= self.server.settings["max_sockets"]:
            await ws.send_json({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {"host": "slackd"}})
            await ws.close()
            return ws
        name = self.server.new_id("WS")
        self.sockets[name] = ws
        try:
            await ws.send_json(
                {
                    "type": "hello",
                    "num_connections": len(self.sockets),
                    "connection_info": {"app_id": self.data["app_id"]},
                    "debug_info": {"host": "slackd", "approximate_connection_time": 18060},
                }
            )
            async for message in ws:
                if message.type == WSMsgType.TEXT and message.data.startswith("{"):
                    answer = json.loads(message.data)
                    future = self.waiting.get(answer.get("envelope_id", ""))
                    if future and not future.done():
                        future.set_result(answer.get("payload") or {})
        finally:
            self.sockets.pop(name, None)
        return ws

    async def disconnect(self, reason: str = "refresh_requested", *, close: bool = False) -> Row:
        """Tell every socket to go (warning, refresh_requested, link_disabled), or just drop them with close=true."""
        for ws in list(self.sockets.values()):
            if close:
                await ws.close()
            else:
                await ws.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "slackd"}})
        return {"sockets": len(self.sockets)}

    async def over_socket(self, kind: str, payload: Row, retry: int | None = None) -> Row:
        if not self.sockets:
            return {"acked": False, "why": "no socket is connected"}
        ws, envelope = random.choice(list(self.sockets.values())), self.server.new_id("E")
        future = self.waiting[envelope] = asyncio.get_running_loop().create_future()
        started = time.monotonic()
        message: dict[str, Any] = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            message |= {"retry_attempt": retry or 0, "retry_reason": "timeout" if retry else ""}
        try:
            await ws.send_json(message)
            ack = await asyncio.wait_for(future, self.server.settings["ack_timeout"])
            return {"acked": True, "ack": ack, "ms": round((time.monotonic() - started) * 1000)}
        except (TimeoutError, ConnectionError):
            return {"acked": False, "why": "operation_timeout: no acknowledgement in time"}
        finally:
            self.waiting.pop(envelope, None)

    # ------------------------------------------------------------ signed HTTP
    async def over_http(self, kind: str, payload: Row, spec: Row, retry: int | None = None) -> Row:
        if kind == "events_api":
            body, ctype = json.dumps(payload), "application/json"
        else:
            body = urllib.parse.urlencode(payload if kind == "slash_commands" else {"payload": json.dumps(payload)})
            ctype = "application/x-www-form-urlencoded"
        stamp = str(int(time.time() + spec.get("skew", 0)))
        secret = str(spec.get("signing_secret", self.data["signing_secret"]))
        digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": ctype,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": "v0=" + ("0" * 64 if spec.get("bad_signature") else digest),
            **({"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}),
        }
        started = time.monotonic()
        try:
            timeout = aiohttp.ClientTimeout(total=self.server.settings["ack_timeout"])
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(spec["url"], data=body, headers=headers) as answer,
            ):
                raw = await answer.text()
                ack = json.loads(raw) if raw.startswith("{") else ({"text": raw} if raw.strip() else {})
                return {
                    "acked": answer.status == 200,
                    "status": answer.status,
                    "ack": ack,
                    "ms": round((time.monotonic() - started) * 1000),
                }
        except TimeoutError:
            return {"acked": False, "why": "operation_timeout: no acknowledgement in time"}
        except aiohttp.ClientError as e:
            return {"acked": False, "why": f"{type(e).__name__}: {e}"}

    async def deliver(self, kind: str, payload: Row, spec: Row) -> Row:
        async def send(attempt: int | None) -> Row:
            if spec.get("via") == "http":
                return await self.over_http(kind, payload, spec, attempt)
            return await self.over_socket(kind, payload, attempt)

        result = await send(None)
        if kind == "events_api" and not result["acked"]:
            task = asyncio.create_task(self.redeliver(send))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        return result

    async def redeliver(self, send: Send) -> None:
        for n, delay in enumerate(self.server.settings["event_retry_delays"], 1):
            await asyncio.sleep(delay)
            if (await send(n))["acked"]:
                return

    # ------------------------------------------------------------ what a person does
    def trigger(self, user: str, view_id: str = "") -> str:
        trigger = f"{random.randrange(10**12)}.{random.randrange(10**12)}.{random.getrandbits(64):x}"
        self.data["triggers"][trigger] = {"at": time.time(), "used": False, "user": user, "view_id": view_id}
        return trigger

    def response_url(self, **where: object) -> str:
        key = f"{random.getrandbits(64):x}"
        self.data["response_urls"][key] = {"at": time.time(), "uses": 0, **where}
        return f"{self.server.base}/respond/{key}"

    async def simulate(self, spec: Row) -> Row:
        kind = spec.get("kind", "")
        build = getattr(self, f"do_{kind}", None)
        if build is None:
            return {"error": f"unknown kind; one of {sorted(KINDS)}"}
        user = spec.get("user", "U0REPORTER")
        person, team = self.data["users"].get(user), self.data["team"]
        if person is None:
            return {"error": "no such user"}
        common = {
            "api_app_id": self.data["app_id"],
            "token": "verification-token",
            "is_enterprise_install": False,
            "enterprise": None,
            "team": {"id": team["id"], "domain": team["domain"]},
            "user": {"id": user, "name": person["name"], "username": person["name"], "team_id": team["id"]},
        }
        try:
            envelope, payload, finish = build(spec, user, common)
        except (KeyError, LookupError, ValueError) as e:
            return {"error": f"{type(e).__name__}: {e}"}
        result = await self.deliver(envelope, payload, spec)
        result |= {k: payload[k] for k in ("trigger_id", "response_url") if payload.get(k)}
        if result["acked"] and finish:
            result["effect"] = finish(result.get("ack") or {})
        self.data["interactions"].append({"kind": kind, "user": user, **{k: v for k, v in result.items() if k != "ack"}})
        return result

    def place(self, spec: Row) -> tuple[Row, list[Any], Row]:
        """Where a click lands: (the payload's place, its blocks, where a response goes)."""
        if "view_id" in spec:
            view = self.data["views"][spec["view_id"]]
            return {"container": {"type": "view", "view_id": view["id"]}, "view": view}, view["blocks"], {}
        record = self.server.message(spec["channel"], spec["ts"])
        if record is None:
            raise LookupError("no such message")
        channel = self.data["channels"][record["channel"]]
        thread = {"thread_ts": record["thread_ts"]} if record.get("thread_ts") else {}
        container = {"type": "message", "message_ts": record["ts"], "channel_id": channel["id"], "is_ephemeral": False, **thread}
        blocks = list(record.get("blocks") or []) + [b for att in record.get("attachments") or [] for b in att.get("blocks", [])]
        return (
            {
                "container": container,
                "channel": {"id": channel["id"], "name": channel["name"]},
                "message": self.server.public(record),
                "state": {"values": {}},
            },
            blocks,
            {"channel": channel["id"], "ts": record["ts"]},
        )

    def element(self, blocks: list[Any], spec: Row) -> tuple[Row, str]:
        for top in blocks:
            for node in blockkit.walk(top):
                if node.get("action_id") == spec["action_id"] and spec.get("block_id", top["block_id"]) == top["block_id"]:
                    return node, top["block_id"]
        raise LookupError(f"no element with action_id {spec['action_id']!r}")

    def chosen(self, element: Row, selected: Any) -> Row:
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

    def do_block_actions(self, spec: Row, user: str, common: Row) -> Act:
        place, blocks, target = self.place(spec)
        element, block_id = self.element(blocks, spec)
        action = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block_id,
            "action_ts": self.server.new_ts(),
        }
        if element["type"] in ("button", "workflow_button"):
            action |= {k: element[k] for k in ("text", "value", "style", "url") if k in element}
        else:
            action |= self.chosen(element, spec["selected"])
        payload = {
            "type": "block_actions",
            **common,
            **place,
            "actions": [action],
            "trigger_id": self.trigger(user, spec.get("view_id", "")),
        }
        if target:
            payload["response_url"] = self.response_url(user=user, **target)
        return "interactive", payload, None

    def do_block_suggestion(self, spec: Row, user: str, common: Row) -> Act:
        place, blocks, _ = self.place(spec)
        element, block_id = self.element(blocks, spec)
        payload = {
            "type": "block_suggestion",
            **common,
            **place,
            "action_id": element["action_id"],
            "block_id": block_id,
            "value": spec.get("value", ""),
        }

        def finish(ack: Row) -> Row:
            checker = array(blockkit.MENU_OPTION, 100, 0) if "options" in ack else array(blockkit.OPTION_GROUP, 100, 0)
            out: list[Problem] = []
            checker(ack.get("options", ack.get("option_groups")), "/options", out)
            return {"problems": [str(p) for p in out]}

        return "interactive", payload, finish

    def do_slash(self, spec: Row, user: str, common: Row) -> Act:
        channel = self.data["channels"][spec.get("channel", "C0ALERTS")]
        payload = {
            "token": "verification-token",
            "team_id": self.data["team"]["id"],
            "team_domain": self.data["team"]["domain"],
            "channel_id": channel["id"],
            "channel_name": channel["name"],
            "user_id": user,
            "user_name": common["user"]["name"],
            "command": spec["command"],
            "text": spec.get("text", ""),
            "api_app_id": self.data["app_id"],
            "is_enterprise_install": "false",
            "trigger_id": self.trigger(user),
            "response_url": self.response_url(user=user, channel=channel["id"]),
        }

        def finish(ack: Row) -> Row:
            return self.say(ack, {"user": user, "channel": channel["id"]}) if ack else {}

        return "slash_commands", payload, finish

    def do_shortcut(self, spec: Row, user: str, common: Row) -> Act:
        return (
            "interactive",
            {
                "type": "shortcut",
                **common,
                "callback_id": spec["callback_id"],
                "action_ts": self.server.new_ts(),
                "trigger_id": self.trigger(user),
            },
            None,
        )

    def do_message_action(self, spec: Row, user: str, common: Row) -> Act:
        place, _, target = self.place(spec)
        return (
            "interactive",
            {
                "type": "message_action",
                **common,
                "callback_id": spec["callback_id"],
                "channel": place["channel"],
                "message": place["message"],
                "message_ts": spec["ts"],
                "action_ts": self.server.new_ts(),
                "trigger_id": self.trigger(user),
                "response_url": self.response_url(user=user, **target),
            },
            None,
        )

    def do_event(self, spec: Row, user: str, common: Row) -> Act:
        event = {"event_ts": self.server.new_ts(), **spec["event"]}
        return (
            "events_api",
            {
                "type": "event_callback",
                "token": "verification-token",
                "team_id": self.data["team"]["id"],
                "api_app_id": self.data["app_id"],
                "event": event,
                "event_id": self.server.new_id("Ev"),
                "event_time": int(time.time()),
                "authorizations": [{"team_id": self.data["team"]["id"], "user_id": "U0BOT", "is_bot": True}],
            },
            None,
        )

    def do_view_closed(self, spec: Row, user: str, common: Row) -> Act:
        view = self.data["views"].pop(spec["view_id"])
        return "interactive", {"type": "view_closed", **common, "view": view, "is_cleared": False}, None

    def filled(self, block: Row, value: Any) -> Row:
        """What an input block says when the modal is sent; refuses what Slack's client would not send."""
        element, block_id = block["element"], block["block_id"]
        if value in (None, "", []):
            option = element.get("initial_option") or {}
            value = element.get("initial_value") or option.get("value") or element.get("initial_user")
        if value in (None, "", []):
            if not block.get("optional"):
                raise ValueError(f"required input {block_id!r} is empty: Slack's client would not submit")
            return {SELECTED.get(element["type"], "value"): None}
        if isinstance(value, str) and not element.get("min_length", 0) <= len(value) <= element.get("max_length", 3000):
            raise ValueError(f"input {block_id!r} breaks its length limits")
        return self.chosen(element, value)

    def do_view_submission(self, spec: Row, user: str, common: Row) -> Act:
        view = self.data["views"][spec["view_id"]]
        given = dict(spec.get("values", {}))
        values: dict[str, Row] = {}
        for block in (block for block in view["blocks"] if block["type"] == "input"):
            element, block_id = block["element"], block["block_id"]
            says = {"type": element["type"], **self.filled(block, given.pop(block_id, None))}
            values[block_id] = {element["action_id"]: says}
        if given:
            raise KeyError(f"no such input blocks: {sorted(given)}")
        sent = {**view, "state": {"values": values}}
        payload = {
            "type": "view_submission",
            **common,
            "trigger_id": self.trigger(user, view["id"]),
            "response_urls": [],
            "view": sent,
        }
        return "interactive", payload, lambda ack: self.submitted(sent, ack)

    def submitted(self, view: Row, ack: Row) -> Row:
        """What the application's answer does to the modal."""
        action, values = ack.get("response_action"), view["state"]["values"]
        if action is None:
            return {"closed": self.data["views"].pop(view["id"])["id"]}
        if action == "clear":
            for key in [k for k, v in self.data["views"].items() if v["root_view_id"] == view["root_view_id"]]:
                del self.data["views"][key]
            return {"cleared": True}
        if action == "errors":
            unknown = set(ack.get("errors") or {}) - set(values)
            wrong = f"unknown block_ids {sorted(unknown)}" if unknown or not ack.get("errors") else ""
            return {"errors": ack.get("errors"), "trouble": wrong}
        known = action in ("update", "push")
        problems = [str(p) for p in blockkit.validate_view(ack.get("view"))] if known else [f"unknown response_action {action}"]
        if problems:
            return {"trouble": "We had some trouble connecting. Try again?", "problems": problems}
        key = view["id"] if action == "update" else self.server.new_id("V")
        self.server.fill_ids(ack["view"]["blocks"])
        kept = {**view, "state": {"values": {}}}
        self.data["views"][key] = {**kept, **ack["view"], "id": key, "hash": self.server.new_ts()}
        return {action: key}

    # ------------------------------------------------------------ response URLs and command replies
    def say(self, body: Row, where: Row) -> Row:
        """Apply a response: replace, delete or post; raises nothing, reports what Slack would."""
        try:
            return self.said(body, where)
        except ApiError as e:
            return {"error": e.code, **e.extra}
        finally:
            self.server.dirty = True

    def said(self, body: Row, where: Row) -> Row:
        server, target, thread = self.server, self.server.message(where["channel"], where.get("ts")), body.get("thread_ts")
        given, _ = server.content(Args(body))
        if body.get("delete_original") and target:
            target["deleted"] = True
            return {"deleted": target["ts"]}
        if not any(given.get(k) for k in ("text", "blocks", "attachments")):
            raise ApiError("no_text")
        if body.get("replace_original") and target:
            target["revisions"].append({k: target.get(k) for k in ("text", "blocks", "attachments")} | {"at": server.new_ts()})
            if "blocks" not in given:
                target.pop("blocks", None)
            target.update(given)
            return {"replaced": target["ts"]}
        if body.get("response_type") == "in_channel":
            channel = self.data["channels"][where["channel"]]
            return {"posted": server.store(channel, given, via="response", thread_ts=thread)["ts"]}
        ts = server.new_ts()
        seen = {"channel": where["channel"], "user": where["user"], "ts": ts, "thread_ts": thread, **given}
        self.data["ephemeral"].append(seen)
        return {"ephemeral": ts}

    async def respond(self, request: web.Request) -> web.StreamResponse:
        key, log = request.match_info["id"], self.server.log("response_url")

        async def process() -> web.StreamResponse:
            where, settings = self.data["response_urls"].get(key), self.server.settings
            if where is None or time.time() - where["at"] > settings["response_url_ttl"]:
                return web.json_response({"ok": False, "error": "expired_url"}, status=404)
            if where["uses"] >= settings["response_url_uses"]:
                return web.json_response({"ok": False, "error": "used_url"}, status=404)
            try:
                body = json.loads(await request.text())
            except ValueError:
                return web.Response(status=400, text="invalid_payload")
            where["uses"] += 1
            effect = self.say(body, where)
            log["ok"], log["error"] = "error" not in effect, effect.get("error", "")
            return (
                web.Response(text="ok") if log["ok"] else web.json_response({"ok": False, "error": effect["error"]}, status=400)
            )

        try:
            return await guarded(request, take_fault(self.server, log, "response_url"), process)
        except ApiError as e:
            return web.Response(status=e.status, text=e.code, headers=e.headers)
