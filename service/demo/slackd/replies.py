"""What the application says to a response URL, or in answer to a slash command."""

import json
import random
import time

from aiohttp import web

from service.demo.slackd.faults import guarded, take_fault
from service.demo.slackd.words import ApiError, Args, Row
from service.demo.slackd.workspace import Workspace


class Replies:
    def __init__(self, server: Workspace) -> None:
        self.server = server

    @property
    def data(self) -> Row:
        return self.server.data

    def response_url(self, **where: object) -> str:
        """A new address, and where its answers go."""
        key = f"{random.getrandbits(64):x}"
        self.data["response_urls"][key] = {"at": time.time(), "uses": 0, **where}
        return f"{self.server.base}/respond/{key}"

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
