"""How the workspace reaches the application: events and clicks over Socket Mode or signed HTTP, and again where unanswered."""

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

from service.demo.slackd.words import Row
from service.demo.slackd.workspace import Workspace

Send = Callable[[int | None], Awaitable[Row]]


class Wires:
    def __init__(self, server: Workspace) -> None:
        self.server = server
        self.sockets: dict[str, web.WebSocketResponse] = {}
        self.waiting: dict[str, asyncio.Future[Row]] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    @property
    def data(self) -> Row:
        return self.server.data

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
