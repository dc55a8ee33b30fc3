"""Faults on order: which call they hit, and how a call goes wrong before, while or after it is processed."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable

from aiohttp import web

from service.demo.slackd.words import ApiError, Row
from service.demo.slackd.workspace import Workspace

Process = Callable[[], Awaitable[web.StreamResponse]]


def cut(request: web.Request, *, rst: bool) -> web.StreamResponse:
    """Close the connection without an answer: FIN, or RST when `rst`."""
    transport = request.transport
    if transport is not None:
        if rst:
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        else:
            transport.close()
    return web.Response()


def take_fault(workspace: Workspace, log: Row, target: str) -> Row | None:
    """The first fault on order that matches this call, used up by one."""
    orders: list[Row] = workspace.data["faults"]
    for fault in orders:
        if fault["match"] not in ("*", target) or fault.get("channel") not in (None, log["channel"]) or fault["remaining"] <= 0:
            continue
        if fault.get("after", 0) > 0:
            fault["after"] -= 1
            continue
        fault["remaining"] -= 1
        log["fault"] = fault["kind"]
        return fault
    return None


async def guarded(request: web.Request, fault: Row | None, process: Process) -> web.StreamResponse:
    """Process the call, unless its fault says otherwise, and spoil the answer where it says so."""
    if fault is None:
        return await process()
    kind, seconds = fault["kind"], fault.get("seconds")
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
    return await _spoiled(request, fault, await process())


async def _spoiled(request: web.Request, fault: Row, response: web.StreamResponse) -> web.StreamResponse:
    kind, seconds = fault["kind"], fault.get("seconds")
    if kind == "slow":
        await asyncio.sleep(2 if seconds is None else seconds)
        return response
    if kind == "fatal_error":
        if response.content_type == "application/json":
            return web.json_response({"ok": False, "error": "fatal_error"})
        return web.Response(status=500, text="rollup_error")  # the webhook's word for it
    if kind == "hang":
        await asyncio.sleep(30 if seconds is None else seconds)
    elif kind == "truncate":
        await _half(request, response)
    return cut(request, rst=kind == "drop_reset")


async def _half(request: web.Request, response: web.StreamResponse) -> None:
    body = response.body if isinstance(response, web.Response) and isinstance(response.body, bytes) else b""
    partial = web.StreamResponse(headers={"Content-Type": response.headers["Content-Type"], "Content-Length": str(len(body))})
    await partial.prepare(request)
    await partial.write(body[: len(body) // 2])
