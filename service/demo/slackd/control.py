"""The control plane: what a test asks of the stand-in and changes in it. GET ``/_control`` lists it."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from service.demo.slackd.gestures import KINDS
from service.demo.slackd.people import People
from service.demo.slackd.review import fingerprint, review, transcript
from service.demo.slackd.words import BOT, FAULTS, SCOPES, SETTINGS, Args, Row, fresh
from service.demo.slackd.workspace import Workspace

GET = [
    "messages?channel=&include=deleted",
    "transcript?channel=",
    "calls",
    "ephemeral",
    "views",
    "interactions",
    "faults",
    "state",
]
POST = [
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
]
Answer = web.Response | None
"""``None``: the part of the workspace that the path names."""


class Control:
    """One verb and one path a wish."""

    def __init__(self, workspace: Workspace, crowd: People) -> None:
        self.workspace, self.people = workspace, crowd
        self.wishes: dict[tuple[str, str], Callable[[Any], Answer | Awaitable[Answer]]] = {
            ("POST", "faults"): self._order_faults,
            ("DELETE", "faults"): self._drop_faults,
            ("POST", "settings"): self._settings,
            ("POST", "channels"): self._channels,
            ("POST", "users"): self._users,
            ("POST", "tokens"): lambda body: self._keys("tokens", body),
            ("POST", "webhooks"): lambda body: self._keys("webhooks", body),
            ("POST", "human"): self._human,
            ("POST", "simulate"): self._simulate,
            ("POST", "socket/disconnect"): self._disconnect,
            ("POST", "reset"): self._reset,
        }

    async def answer(self, request: web.Request) -> web.Response:
        what, verb = request.match_info["what"], request.method
        body = await request.json() if request.can_read_body else {}
        self.workspace.dirty = self.workspace.dirty or verb != "GET"
        if what == "":
            lists = {"get": GET, "post": POST, "delete": ["faults"]}
            return web.json_response({"faults": FAULTS, "settings": self.workspace.settings, "simulate": KINDS, **lists})
        if what == "messages":
            return self._messages(request)
        if what == "transcript":
            return web.Response(text=transcript(self.workspace.data, request.query.get("channel", "")))
        wish = self.wishes.get((verb, what))
        given = wish(body) if wish else None
        done = await given if isinstance(given, Awaitable) else given
        data = self.workspace.data
        return done or web.json_response(data if what == "state" else data.get(what, {"ok": True}))

    def _messages(self, request: web.Request) -> web.Response:
        channel, deleted = request.query.get("channel") or None, request.query.get("include") == "deleted"
        rows = [m for m in self.workspace.data["messages"] if channel in (None, m["channel"]) and (deleted or not m["deleted"])]
        rows = [{**m, **review(m)} for m in rows]
        groups: dict[str, list[str]] = {}
        for m in rows:
            groups.setdefault(fingerprint(m), []).append(m["ts"])
        return web.json_response({"count": len(rows), "messages": rows, "duplicates": [t for t in groups.values() if len(t) > 1]})

    def _order_faults(self, body: Any) -> Answer:
        for f in body if isinstance(body, list) else [body]:
            if f.get("kind") not in FAULTS:
                return web.json_response({"error": f"unknown kind; one of {sorted(FAULTS)}"}, status=400)
            self.workspace.data["faults"].append({"match": "*", **f, "remaining": f.get("count", 1)})
        return None

    def _drop_faults(self, _: Any) -> Answer:
        self.workspace.data["faults"].clear()
        return None

    def _settings(self, body: Row) -> Answer:
        unknown = set(body) - set(SETTINGS)
        if unknown:
            return web.json_response({"error": f"unknown settings {sorted(unknown)}"}, status=400)
        self.workspace.settings.update(body)
        return None

    def _channels(self, body: Row) -> Answer:
        base = {"name": body["id"].lower(), "is_private": body["id"][0] == "G", "is_archived": False, "members": [BOT]}
        channels = self.workspace.data["channels"]
        channels[body["id"]] = {**base, **channels.get(body["id"], {}), **body}
        return None

    def _users(self, body: Row) -> Answer:
        users = self.workspace.data["users"]
        users[body["id"]] = {**users.get(body["id"], {}), **body}
        return None

    def _keys(self, what: str, body: Row) -> Answer:
        base = {"type": "bot", "scopes": list(SCOPES), "state": "active", "channel": "", "error": ""}
        self.workspace.data[what].setdefault(body["id"], base).update(body)
        return None

    def _human(self, body: Row) -> Answer:
        workspace = self.workspace
        given, _ = workspace.content(Args(body))
        user, thread = body.get("user", "U0REPORTER"), body.get("thread_ts")
        record = workspace.store(workspace.channel(body["channel"]), given, user=user, via="human", thread_ts=thread)
        return web.json_response(record)

    async def _simulate(self, body: Row) -> Answer:
        return web.json_response(await self.people.simulate(body))

    async def _disconnect(self, body: Row) -> Answer:
        return web.json_response(await self.people.wires.disconnect(**body))

    def _reset(self, _: Any) -> Answer:
        self.workspace.data, self.workspace.buckets = fresh(), {}
        return None
