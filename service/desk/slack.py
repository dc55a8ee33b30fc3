"""What people do in Slack comes in here: the only door to slack_bolt, and the second one to slack_sdk, on which it stands.

Over Socket Mode the connection is ours, so that no public address is needed; over HTTP every request is signed, and its age and
signature are looked at before anything else. Calls that draw something (a form, App Home, an answer) can be repeated, and are.
"""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler, AsyncServerErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from alerts.errors import DeliveryError, Stop
from alerts.slack.blocks import body as drawn
from alerts.slack.notifier import FOREIGN, mapped
from alerts.slack.session import DEADLINE, open_session, silent_logger
from alerts.slack.sheet import Line, Part
from alerts.slack.text import escape, fit
from alerts.slack.validate import Block, validate_blocks
from service.clicks import Hearing
from service.desk.handling import Ack, Desk, Place
from service.flow.kit import Kit
from service.flow.stages import Job
from service.logs import logger
from service.settings import Slack

COMMAND = "/writethru"
WHY = "why_message"
"""The shortcut on a message."""
ADDRESS = "/slack/events"
"""Where signed requests are awaited."""
LARGEST = 1_000_000
"""Bytes of one request: a form with the message under it."""
_ALIVE, _DEAF = 5.0, 30.0
"""Seconds between two looks at a connection; after so many without one, a new one is made."""
_AGAIN, _REFUSED = 10.0, 60.0
"""Seconds before a connection is asked for again; the second where Slack refuses the token."""
_UNSIGNED = 401
_REST = 1.0
"""Seconds that what was begun gets to end."""


class SlackSurface:
    """``service.desk.handling.Surface`` over Slack's Web API."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def open(self, trigger: str, view: Block) -> None:
        """See ``Surface``. Raises ``DeliveryError``."""
        await _called(self._client.views_open(trigger_id=trigger, view=view))

    async def publish(self, user: str, view: Block) -> None:
        """See ``Surface``. Raises ``DeliveryError``."""
        await _called(self._client.views_publish(user_id=user, view=view))

    async def whisper(self, place: Place, parts: Iterable[Part]) -> None:
        """See ``Surface``: to the address that came with the click, else into the channel. Raises ``DeliveryError``."""
        told = _fitting(tuple(parts))
        if place.reply:
            hook = AsyncWebhookClient(place.reply, session=self._client.session, logger=silent_logger())
            hook.proxy = None  # the constructor reads the proxy variables of the environment
            answer = await _called(hook.send_dict({"response_type": "ephemeral", "replace_original": False, **told}))
            if getattr(answer, "status_code", 200) == 200:
                return
        if place.channel:
            await _called(self._client.chat_postEphemeral(channel=place.channel, user=place.user, **told))


class _Acknowledgement:
    """Slack's, with whether it was made: what goes wrong after it must not take it back, as bolt would."""

    def __init__(self, ack: Ack) -> None:
        self._ack = ack
        self.made = False

    async def __call__(self, **given: Any) -> object:
        done = await self._ack(**given)
        self.made = True
        return done


@dataclass(kw_only=True)
class Ears:
    """One app that hears, and what it has begun."""

    desk: Desk
    app: AsyncApp
    begun: set[asyncio.Task[Any]] = field(default_factory=set)

    def register(self) -> None:
        """Everything that can be done in Slack."""
        self.app.action(re.compile(".*"))(self._guarded(self.desk.action))
        for form in ("reject", "edit_which", "edit", "merge"):
            self.app.view(form)(self._guarded(self.desk.form))
        self.app.command(COMMAND)(self._guarded(self.desk.command))
        self.app.message_shortcut(WHY)(self._guarded(self.desk.shortcut))
        self.app.options(re.compile(".*"))(self._guarded(self.desk.options))

        async def opened(body: Mapping[str, Any], ack: Ack) -> None:
            await ack()
            if body["event"].get("tab", "home") == "home":
                await self.desk.home(str(body["event"]["user"]))

        self.app.event("app_home_opened")(self._guarded(opened))

    def _guarded(self, handler: Callable[[Mapping[str, Any], Ack], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        """What goes wrong is logged; before it is acknowledged, Slack tells the person that it was not taken."""

        async def run(body: dict[str, Any], ack: Any) -> None:
            task = asyncio.current_task()
            if task is not None:
                self.begun.add(task)
                task.add_done_callback(self.begun.discard)
            given = _Acknowledgement(ack)
            try:
                await handler(body, given)
            except DeliveryError as error:
                logger().warning("not answered", why=str(error))
            except Exception as error:
                said = "click not done yet" if given.made else "click not taken"
                logger().error(said, error=type(error).__name__, why=str(error)[:300])
                if not given.made:
                    raise

        return run

    async def rest(self) -> None:
        """Let what was begun end; what does not, stands in the database and is done by the next start."""
        if self.begun:
            await asyncio.wait(self.begun, timeout=_REST)


@contextlib.asynccontextmanager
async def heard(hearing: Hearing, slack: Slack, kit: Kit, submit: Callable[[tuple[Job, ...]], None]) -> AsyncIterator[str | None]:
    """Hear clicks beside the block; gives a line that says how, ``None`` where nothing is heard."""
    if not hearing:
        yield None
        return
    session, quiet = open_session(DEADLINE), silent_logger()
    handlers = [AsyncConnectionErrorRetryHandler(), AsyncServerErrorRetryHandler()]
    client = AsyncWebClient(token=slack.token, base_url=slack.base_url, session=session, retry_handlers=handlers, logger=quiet)
    client.proxy = None  # the constructor reads the proxy variables of the environment

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        # no question to Slack stands between a click and its acknowledgement
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=slack.token)

    app = AsyncApp(
        name="writethru", client=client, authorize=authorize, signing_secret=hearing.signing_secret or "unused", logger=quiet
    )
    ears = Ears(desk=Desk(kit, submit, SlackSurface(client)), app=app)
    ears.register()
    try:
        async with _socket(app, hearing, client) if hearing.app_token else _served(app, hearing.listen) as how:
            yield how
            await ears.rest()
    finally:
        await session.close()


# ------------------------------------------------------------------------------------------------------------- Socket Mode


@contextlib.asynccontextmanager
async def _socket(app: AsyncApp, hearing: Hearing, client: AsyncWebClient) -> AsyncIterator[str]:
    task = asyncio.create_task(_kept_open(app, hearing.app_token, client))
    try:
        yield "clicks are awaited over Socket Mode"
    finally:
        task.cancel()
        await asyncio.wait([task], timeout=_REST)


async def _kept_open(app: AsyncApp, token: str, client: AsyncWebClient) -> None:
    """One connection after the other, until this is cancelled: the SDK renews its own, and one that it loses is made anew."""
    while True:
        address = await _address(token, client)
        handler = AsyncSocketModeHandler(app, token, logger=silent_logger(), web_client=client)
        handler.client.proxy = None
        handler.client.wss_uri = address
        try:
            async with asyncio.timeout(_DEAF):
                await handler.connect_async()  # type: ignore[no-untyped-call]  # bolt leaves it so
            logger().info("slack heard")
            await _while_connected(handler)
        except FOREIGN as error:
            logger().warning("slack not heard", why=f"no connection was made: {type(error).__name__}", again_in=_AGAIN)
            await asyncio.sleep(_AGAIN)
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]  # bolt leaves it so


async def _while_connected(handler: AsyncSocketModeHandler) -> None:
    missed = 0.0
    while missed < _DEAF:
        await asyncio.sleep(_ALIVE)
        missed = 0.0 if await handler.client.is_connected() else missed + _ALIVE
    logger().warning("slack not heard", why="the connection was lost")


async def _address(token: str, client: AsyncWebClient) -> str:
    """Where a connection is to be made, as soon as Slack gives one."""
    while True:
        try:
            answer = await _called(client.apps_connections_open(app_token=token))
            return str(answer["url"])
        except DeliveryError as error:
            wait = _REFUSED if isinstance(error, Stop) else _AGAIN
            logger().warning("slack not heard", why=str(error), again_in=wait)
            await asyncio.sleep(wait)


# ------------------------------------------------------------------------------------------------------------- signed HTTP


@contextlib.asynccontextmanager
async def _served(app: AsyncApp, listen: str) -> AsyncIterator[str]:
    async def events(request: web.Request) -> web.Response:
        if not _dated(request.headers):
            return web.json_response({"error": "invalid request"}, status=_UNSIGNED)
        answer = await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))
        if answer.status == _UNSIGNED:
            logger().warning("click refused", why="not signed with [slack] signing_secret, or not just now")
        return answer

    served = web.Application(client_max_size=LARGEST)
    served.add_routes([web.post(ADDRESS, events)])
    runner = web.AppRunner(served, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        yield await _opened(runner, listen)
    finally:
        await runner.cleanup()


async def _opened(runner: web.AppRunner, listen: str) -> str:
    """How clicks are awaited; a port that is taken costs the clicks and not the alerts."""
    host, _, port = listen.rpartition(":")
    try:
        await web.TCPSite(runner, host.strip("[]"), int(port)).start()
    except OSError as error:
        logger().warning("slack not heard", listen=listen, why=error.strerror or str(error))
        return f"clicks do not come in: {listen} cannot be listened on"
    bound = runner.addresses[0]
    return f"clicks are awaited at http://{bound[0]}:{bound[1]}{ADDRESS}"


def _dated(headers: Mapping[str, str]) -> bool:
    """Whether a request carries what a signature needs, in a form that can be compared."""
    stamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
    return stamp.isascii() and stamp.isdecimal() and len(stamp) < 12 and signature.isascii()


# ------------------------------------------------------------------------------------------------------------------- both


async def _called(call: Awaitable[Any]) -> Any:
    """What Slack answers. Raises ``DeliveryError``."""
    try:
        async with asyncio.timeout(DEADLINE.total_seconds()):
            return await call
    except FOREIGN as error:
        # not chained: the SDK's errors carry the request with its headers, and those carry the token
        raise mapped(error, "") from None


def _fitting(parts: tuple[Part, ...]) -> dict[str, Any]:
    """An answer inside Slack's limits: as many of its parts as fit."""
    blocks = tuple(drawn(parts))
    while len(parts) > 1 and validate_blocks(blocks):
        parts = parts[: -max(1, len(parts) // 10)]
        blocks = tuple(drawn(parts))
    first = next((part for part in parts if isinstance(part, Line)), None)
    said = "".join(span.text for span in first.spans) if first else "–"
    return {"text": escape(fit(said, 200)) or "–", "blocks": list(blocks)}
