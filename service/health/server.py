"""The health endpoints over HTTP: ``/live``, ``/ready`` and ``/metrics``; the door to aiohttp's server in the daemon."""

import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

from service.health.checks import Report, Vitals, counted, live, ready
from service.logs import logger
from service.metrics import CONTENT_TYPE

_FRESH = {"Cache-Control": "no-store"}


@contextlib.asynccontextmanager
async def served(listen: str, vitals: Vitals) -> AsyncIterator[str | None]:
    """Answer on ``listen`` (host:port; port 0: a free one) beside the block; gives the address, ``None`` where nothing is served.

    A port that is taken costs the endpoints and not the alerts: it is logged, and whoever asks gets no answer, which is red.
    """
    if not listen:
        yield None
        return
    runner = web.AppRunner(application(vitals), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        yield await _opened(runner, listen)
    finally:
        await runner.cleanup()


async def _opened(runner: web.AppRunner, listen: str) -> str | None:
    host, _, port = listen.rpartition(":")
    try:
        await web.TCPSite(runner, host.strip("[]"), int(port)).start()
    except OSError as error:
        logger().warning("health not served", listen=listen, why=error.strerror or str(error))
        return None
    host, bound = runner.addresses[0][:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{bound}"


def application(vitals: Vitals) -> web.Application:
    """Three addresses; 200 is well, 503 is not."""

    async def on_live(_: web.Request) -> web.Response:
        return _answer(live(vitals))

    async def on_ready(_: web.Request) -> web.Response:
        return _answer(await ready(vitals))

    async def on_metrics(_: web.Request) -> web.Response:
        return web.Response(body=await counted(vitals), headers={"Content-Type": CONTENT_TYPE, **_FRESH})

    app = web.Application()
    app.add_routes([web.get("/live", on_live), web.get("/ready", on_ready), web.get("/metrics", on_metrics)])
    return app


def _answer(report: Report) -> web.Response:
    return web.json_response({"ok": report.well, **report.checks}, status=200 if report.well else 503, headers=_FRESH)
