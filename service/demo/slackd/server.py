"""The HTTP front: Web API, incoming webhooks and file uploads."""

import base64
import json
import time
from typing import Any

from aiohttp import web

from service.demo.slackd import chat, conversations, surfaces
from service.demo.slackd.faults import guarded, take_fault
from service.demo.slackd.methods import METHODS, Method
from service.demo.slackd.words import TIERS, ApiError, Args, Row, unfurl_flags
from service.demo.slackd.workspace import Workspace

ROOMS = (chat, conversations, surfaces)
"""Importing them registers their methods."""


class Front:
    """What an application talks to."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    async def api(self, request: web.Request) -> web.StreamResponse:
        name, workspace = request.match_info["method"], self.workspace
        log, spec = workspace.log(name), METHODS.get(name)
        scopes = {"X-Slack-Req-Id": workspace.new_id("R"), "X-Accepted-OAuth-Scopes": ",".join(spec.scopes) if spec else ""}
        try:
            return await self._call(request, log, spec, scopes)
        except ApiError as e:
            log["status"], log["error"] = e.status, e.code
            return web.json_response({"ok": False, "error": e.code, **e.extra}, status=e.status, headers={**scopes, **e.headers})
        finally:
            log["ms"] = round((time.time() - log["t"]) * 1000)
            workspace.dirty = True

    async def _call(self, request: web.Request, log: Row, spec: Method | None, scopes: dict[str, str]) -> web.StreamResponse:
        name = request.match_info["method"]
        if spec is None:
            raise ApiError("unknown_method", req_method=name)
        args, bearer, warnings = await self._arguments(request, spec)
        log["channel"] = args.get("channel") or args.get("channel_id")
        fault = take_fault(self.workspace, log, name)

        async def process() -> web.StreamResponse:
            token = self._authorize(bearer, spec)
            args.scopes = tuple(token["scopes"])
            self._throttle(name, spec)
            body = {"ok": True, **await spec.run(self.workspace, args)}
            if body.get("warning"):
                warnings.append(body.pop("warning"))
            if warnings:
                body["warning"] = ",".join(warnings)
                body.setdefault("response_metadata", {})["warnings"] = warnings
            log["ok"] = True
            return web.json_response(body, headers={**scopes, "X-OAuth-Scopes": ",".join(token["scopes"])})

        return await guarded(request, fault, process)

    def _throttle(self, name: str, spec: Method) -> None:
        if spec.tier in TIERS:
            distributed = spec.tier == "history" and self.workspace.settings["history_cohort"] == "distributed"
            quota = 1 if distributed else TIERS[spec.tier]
            self.workspace.throttle(name, quota / 60, quota)

    @staticmethod
    async def _arguments(request: web.Request, spec: Method) -> tuple[Args, str, list[str]]:
        args, warnings, body_token = Args(request.query), [], request.query.get("token", "")
        if request.method == "POST" and request.can_read_body:
            if request.content_type == "application/json":
                body = await _json_object(request)
                warnings += [] if request.charset else ["missing_charset"]
                if spec.json_ok:  # several read methods take only form arguments
                    args.update(body)
            elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
                form = await request.post()
                args.update(form)
                body_token = str(form.get("token", body_token))
            else:
                raise ApiError("invalid_post_type")
        args.pop("token", None)
        header = request.headers.get("Authorization", "")
        return args, header[7:] if header.startswith("Bearer ") else body_token, warnings

    def _authorize(self, bearer: str, spec: Method) -> Row:
        if not bearer:
            raise ApiError("not_authed")
        token: Row | None = self.workspace.data["tokens"].get(bearer)
        if token is None:
            raise ApiError("invalid_auth")
        if token["state"] != "active":
            raise ApiError("token_revoked" if token["state"] == "revoked" else token["state"])
        if token["type"] != spec.token:
            raise ApiError("not_allowed_token_type")
        if spec.scopes and not set(spec.scopes) & set(token["scopes"]):
            raise ApiError("missing_scope", needed=spec.scopes[0], provided=",".join(token["scopes"]))
        return token

    async def webhook(self, request: web.Request) -> web.StreamResponse:
        key, log = request.match_info["key"], self.workspace.log("webhook")
        try:
            hook = self._hook(key)
            log["channel"] = hook["channel"]
            fault = take_fault(self.workspace, log, "webhook")

            async def process() -> web.StreamResponse:
                return await self._hooked(request, key, hook, log)

            return await guarded(request, fault, process)
        except ApiError as e:
            log["status"], log["error"] = e.status if e.status != 200 else 400, e.code
            word = "rate_limited" if e.code == "ratelimited" else e.code
            return web.Response(status=log["status"], text=word, headers=e.headers)

    def _hook(self, key: str) -> Row:
        hooks: dict[str, Row] = self.workspace.data["webhooks"]
        if key in hooks:
            return hooks[key]
        known = {k.rsplit("/", 1)[0] for k in hooks}
        raise ApiError("invalid_token", 403) if key.rsplit("/", 1)[0] in known else ApiError("no_service", 404)

    async def _hooked(self, request: web.Request, key: str, hook: Row, log: Row) -> web.StreamResponse:
        workspace = self.workspace
        channel: Row | None = workspace.data["channels"].get(hook["channel"])
        if hook["error"]:
            raise ApiError(hook["error"], 403)
        if channel is None:
            raise ApiError("channel_not_found", 404)
        if channel["is_archived"]:
            raise ApiError("channel_is_archived", 410)
        workspace.throttle(f"hook {key}", workspace.settings["webhook_rate"], workspace.settings["webhook_burst"])
        body = await _payload(request)
        try:
            given, _ = workspace.content(Args(body))
        except ApiError as e:
            raise ApiError(e.code, 400) from None  # a webhook answers the bare code, without details
        if not any(given.get(k) for k in ("text", "blocks", "attachments")):
            raise ApiError("no_text", 400)
        workspace.store(channel, given, via="webhook", thread_ts=Args(body).text("thread_ts"), unfurl=unfurl_flags(body))
        log["ok"] = True
        return web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.StreamResponse:
        record: Row | None = self.workspace.data["files"].get(request.match_info["id"])
        if record is None or record["state"] != "waiting":
            return web.Response(status=404, text="upload_not_found")
        body = await request.read()
        if request.content_type == "multipart/form-data":
            part = next(iter((await request.post()).values()))
            body = part.file.read() if isinstance(part, web.FileField) else str(part).encode()
        if len(body) != record["length"]:
            return web.Response(status=400, text="length mismatch")
        record.update(state="uploaded", content=base64.b64encode(body).decode())
        return web.Response(text=f"OK - {len(body)}")


async def _json_object(request: web.Request) -> Row:
    try:
        body: Any = json.loads(await request.text())
    except ValueError:
        raise ApiError("invalid_json") from None
    if not isinstance(body, dict):
        raise ApiError("json_not_object")
    return body


async def _payload(request: web.Request) -> Row:
    raw = str((await request.post()).get("payload", "")) if "form" in request.content_type else await request.text()
    try:
        body: Any = json.loads(raw)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ApiError("invalid_payload", 400)
    return body
