"""A strict local stand-in for Slack: Web API, Socket Mode, incoming webhooks, response URLs, fault injection.

    python -m service.demo.slackd --port 0 --state FILE     # one JSON line on stdout names the URLs, tokens and secret

Everything a test needs beyond Slack's own API is under /_control (GET /_control lists it).
"""

import argparse
import asyncio
import contextlib
import json
import signal

from aiohttp import web

from service.demo.slackd.control import Control
from service.demo.slackd.people import People
from service.demo.slackd.replies import Replies
from service.demo.slackd.server import Front
from service.demo.slackd.wires import Wires
from service.demo.slackd.workspace import Workspace


def application(workspace: Workspace) -> web.Application:
    """Every address that the stand-in answers."""
    app, front = web.Application(client_max_size=64 * 2**20), Front(workspace)
    wires, replies = Wires(workspace), Replies(workspace)
    app.router.add_route("*", "/api/{method}", front.api)
    app.router.add_post("/services/{key:.+}", front.webhook)
    app.router.add_post("/respond/{id}", replies.respond)
    app.router.add_route("*", "/upload/{id}", front.upload)
    app.router.add_get("/socket", wires.socket)
    app.router.add_route("*", "/_control{sep:/?}{what:.*}", Control(workspace, People(workspace, wires, replies)).answer)
    return app


async def serve(port: int, state: str) -> None:
    """Listen on loopback until SIGINT or SIGTERM; say where on standard output."""
    workspace = Workspace(state)
    runner = web.AppRunner(application(workspace), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(json.dumps(announcement(workspace, runner.addresses[0][1])), flush=True)
    stop, saver = asyncio.Event(), asyncio.create_task(workspace.saver())
    for sig in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sig, stop.set)
    await stop.wait()
    saver.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await saver
    workspace.save()
    await runner.cleanup()


def announcement(workspace: Workspace, port: int) -> dict[str, object]:
    """Where and with which secrets the stand-in is to be used."""
    workspace.base = f"http://127.0.0.1:{port}"
    return {
        "port": port,
        "base_url": f"{workspace.base}/api/",
        "control": f"{workspace.base}/_control",
        "webhook_url": f"{workspace.base}/services/{next(iter(workspace.data['webhooks']))}",
        "bot_token": "xoxb-slackd-bot",
        "app_token": "xapp-slackd-app",
        "signing_secret": workspace.data["signing_secret"],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--state", default="", help="JSON file that keeps the workspace across restarts")
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.state))
    return 0
