"""Posting to Slack: the only door to slack_sdk, and to aiohttp, on which its asynchronous client stands.

Two clients: the poster never retries, for a retry after a lost answer posts twice; the reader does, for its calls can be
repeated. Every call ends within its deadline, follows no redirect (one would carry the token elsewhere) and takes no proxy from
the environment.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler, AsyncServerErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from alerts.delivery import Message, Receipt, Window
from alerts.errors import Degrade, DeliveryError, Park, Stop, Unknown, Wait
from alerts.slack.answers import DEFAULT_WAIT, scrubbed, sort
from alerts.slack.payload import guard, key_of, payload
from alerts.slack.session import DEADLINE, Connected, silent_logger

_PAGES = 40
"""Pages of history read in one search; beyond them the search has found nothing out."""
_TS = re.compile(r"\d{1,12}\.\d{1,9}")
_PERSON = re.compile(r"[UW][A-Z0-9]+")
_NO_SUCH_PERSON = ("missing_scope", "no_permission", "is_bot")
"""Of opening a conversation: names that speak of this person alone, whatever they say of a post."""

FOREIGN = (
    SlackClientError,
    aiohttp.ClientError,
    OSError,  # with TimeoutError and everything of sockets and TLS
    EOFError,
    ValueError,  # JSON, Unicode and addresses
    LookupError,  # a charset that nobody knows
    AttributeError,  # the SDK on a body that is text where it expects an object
    TypeError,
    RecursionError,  # JSON nested without end
    RuntimeError,  # a session that is being closed
)
"""What can come out of a call; a cancellation is none of it and passes."""

Fields = Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Who the token is in its workspace."""

    user: str
    bot: str | None
    workspace: str
    """Address of the workspace, with a slash at its end."""


class SlackNotifier(Connected):
    """``alerts.ports.Notifier`` over Slack's Web API. Close it, or use it as an asynchronous context manager."""

    def __init__(
        self,
        token: str,
        base_url: str = AsyncWebClient.BASE_URL,
        *,
        timeout: timedelta = DEADLINE,
        page: int = 15,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        """``page``: messages of history asked for at a time; distributed apps get no more than 15.

        ``now``: this machine's wall time, the same that stands on a search's window.
        """
        super().__init__(timeout)
        self._token = token
        self._base_url = base_url
        self._page = page
        self._now = now
        self._identity: Identity | None = None
        self._rooms: dict[str, str] = {}
        """By person: the conversation with them."""

    def __repr__(self) -> str:
        return f"SlackNotifier({self._base_url!r})"

    async def identify(self) -> Identity:
        """Who we are, asked once; after it receipts carry links. Raises ``DeliveryError``."""
        if self._identity is None:
            answer = await self._call("", lambda: self._reader().auth_test())
            bot = answer.get("bot_id")
            self._identity = Identity(
                user=str(answer.get("user_id")), bot=str(bot) if bot else None, workspace=str(answer.get("url"))
            )
        return self._identity

    async def scopes(self) -> tuple[str, ...] | None:
        """What the token may do; ``None`` where Slack does not say. Raises ``DeliveryError``."""
        answer = await self._answer("", lambda: self._reader().auth_test())
        said = next((value for name, value in answer.headers.items() if name.lower() == "x-oauth-scopes"), None)
        return None if said is None else tuple(sorted(scope.strip() for scope in said.split(",") if scope.strip()))

    async def hour(self) -> datetime | None:
        """What Slack's own clock says, in UTC; ``None`` where its answer carries no date. Raises ``DeliveryError``."""
        return _dated((await self._answer("", lambda: self._reader().auth_test())).headers)

    async def reach(self, channel: str) -> None:
        """Read the newest message of a channel, as a search would: needs no scope that posting safely does not need.

        Raises ``DeliveryError`` where the channel is not there, the bot is not in it, or its history may not be read.
        """
        room = await self._room(channel)
        await self._call(channel, lambda: self._reader().conversations_history(channel=room, limit=1))

    async def connection(self, app_token: str) -> None:
        """Ask for a connection of Socket Mode, and leave it. Raises ``DeliveryError``."""
        await self._call("", lambda: self._reader().apps_connections_open(app_token=app_token))

    async def post(self, channel: str, message: Message, *, degraded: bool = False) -> Receipt:
        """Send once. ``degraded``: text alone, from ``message.plain``, cut to what an update could replace.

        Raises ``DeliveryError``: ``Unknown`` whenever the message may stand in the channel without our knowing where; ``Degrade``
        without a call when the payload breaks a limit of ours.
        """
        arguments = payload(message, degraded=degraded)
        guard(arguments, channel, degraded=degraded)
        room = await self._room(channel)
        if message.thread is not None:
            arguments["thread_ts"] = message.thread
        answer = await self._call(channel, lambda: self._poster().chat_postMessage(channel=room, **arguments))
        ts = answer.get("ts")
        if not isinstance(ts, str) or not _TS.fullmatch(ts):
            raise Unknown("Slack said ok without a timestamp", channel=channel, code="no_ts")
        return self._receipt(str(answer.get("channel") or room), ts)

    async def amend(self, receipt: Receipt, message: Message, *, degraded: bool = False) -> None:
        """Replace a message. Raises ``DeliveryError``; ``Park`` where it is gone or can be edited no longer."""
        arguments = payload(message, degraded=degraded)
        guard(arguments, receipt.channel, degraded=degraded)
        kept = {name: arguments[name] for name in ("text", "blocks", "metadata") if name in arguments}
        await self._call(receipt.channel, lambda: self._reader().chat_update(channel=receipt.channel, ts=receipt.ts, **kept))

    async def withdraw(self, receipt: Receipt) -> None:
        """Delete a message; done as well when it is gone already. Raises ``DeliveryError``."""
        try:
            await self._call(receipt.channel, lambda: self._reader().chat_delete(channel=receipt.channel, ts=receipt.ts))
        except Park as error:
            if error.code != "message_not_found":
                raise

    async def find(self, channel: str, key: str, window: Window) -> tuple[Receipt, ...]:
        """Our messages that carry ``key``, oldest first, since ``window.since`` less its slack.

        Raises ``Wait``, ``Stop`` or ``Unknown``: an empty answer is never given for a search that could not see everything, for
        then nothing is known and nothing may be sent again. A missing scope for history is ``Unknown``: posting goes on.
        """
        try:
            me, room = await self.identify(), await self._room(channel)
            rows = [row for row in await self._history(room, window) if _ours(row, me)]
        except (Park, Degrade, Stop) as error:
            if isinstance(error, Stop) and error.code != "missing_scope":
                raise
            raise Unknown(f"history could not be read: {error.args[0]}", channel=channel, code=error.code) from error
        found = sorted((str(row["ts"]) for row in rows if key_of(row) == key), key=float)
        if not found and any(not isinstance(row.get("metadata"), Mapping) for row in rows):
            raise Unknown("history shows no metadata", channel=channel, code="metadata_absent")
        return tuple(self._receipt(room, ts) for ts in found)

    async def _room(self, channel: str) -> str:
        """The conversation that ``channel`` is: itself, or the one with the person whose id it is, opened and asked for once.

        A post to a person's id would do as well, but what became of a lost answer could not be searched for there.
        """
        if not _PERSON.fullmatch(channel):
            return channel
        if channel not in self._rooms:
            try:
                async with asyncio.timeout(self._timeout.total_seconds() / 2):  # a lease keeps room for two calls
                    answer = await self._call(channel, lambda: self._reader().conversations_open(users=channel))
            except (Unknown, TimeoutError):
                # nothing was posted, whatever became of this call: it can be repeated
                said = "the conversation with this person could not be opened"
                raise Wait(said, channel=channel, code="not_opened", after=DEFAULT_WAIT) from None
            except Stop as error:
                if error.code in _NO_SUCH_PERSON:
                    raise Park(f"no conversation with this person: {error.args[0]}", channel=channel, code=error.code) from None
                raise
            room = answer.get("channel")
            self._rooms[channel] = str(room["id"] if isinstance(room, Mapping) else channel)
        return self._rooms[channel]

    async def _history(self, channel: str, window: Window) -> list[Fields]:
        oldest, place = window.since - window.slack, (channel, window.thread)
        rows, ahead = await self._read(place, oldest)
        if ahead > window.slack:
            # our clock runs before Slack's, whose times stand on the messages: what was just sent lies before the window
            rows, _ = await self._read(place, oldest - ahead)
        return rows

    async def _read(self, place: tuple[str, str | None], since: datetime) -> tuple[list[Fields], timedelta]:
        """Every message since then, and by how much our clock runs before Slack's."""
        channel, rows = place[0], list[Fields]()
        cursor, oldest = "", f"{since.timestamp():.6f}"
        for _ in range(_PAGES):
            answer = await self._answer(channel, partial(self._page_of, place, oldest, cursor))
            page = _object(answer, channel)
            messages, more = page.get("messages"), page.get("response_metadata")
            if not isinstance(messages, list):
                raise Unknown("history without messages", channel=channel, code="bad_history")
            rows.extend(row for row in messages if isinstance(row, Mapping) and _TS.fullmatch(str(row.get("ts"))))
            cursor = str(more.get("next_cursor") or "") if isinstance(more, Mapping) else ""
            if not cursor:
                return rows, self._ahead(answer.headers)
        raise Unknown("history is too long to be searched", channel=channel, code="history_too_long")

    def _ahead(self, headers: Mapping[str, object]) -> timedelta:
        """How far our clock runs before the one on an answer; nothing where either is not known, or runs behind."""
        theirs = _dated(headers)
        return max(self._now() - theirs, timedelta()) if self._now and theirs else timedelta()

    def _page_of(self, place: tuple[str, str | None], oldest: str, cursor: str) -> Awaitable[AsyncSlackResponse]:
        channel, thread = place
        asked: dict[str, Any] = {"channel": channel, "oldest": oldest, "inclusive": True, "include_all_metadata": True}
        asked |= {"limit": self._page, "cursor": cursor or None}
        if thread is None:
            return self._reader().conversations_history(**asked)
        return self._reader().conversations_replies(ts=thread, **asked)

    def _receipt(self, channel: str, ts: str) -> Receipt:
        link = f"{self._identity.workspace}archives/{channel}/p{ts.replace('.', '')}" if self._identity else None
        return Receipt(channel=channel, ts=ts, link=link)

    async def _call(self, channel: str, call: Callable[[], Awaitable[AsyncSlackResponse]]) -> Fields:
        """The decoded object of a successful answer; everything else raises one of our five classes."""
        return _object(await self._answer(channel, call), channel)

    async def _answer(self, channel: str, call: Callable[[], Awaitable[AsyncSlackResponse]]) -> AsyncSlackResponse:
        """A successful answer; everything else raises one of our five classes."""
        try:
            async with asyncio.timeout(self._timeout.total_seconds()):
                answer = await call()
            data: object = answer.data
        except FOREIGN as error:
            # Not chained: aiohttp's errors carry the request with its headers, and those carry the token.
            raise scrubbed(mapped(error, channel), self._token) from None
        if not isinstance(data, Mapping) or data.get("ok") is not True:
            raise scrubbed(sort(answer.status_code, data, channel=channel), self._token)
        return answer

    def _poster(self) -> AsyncWebClient:
        return self._client([])

    def _reader(self) -> AsyncWebClient:
        return self._client([AsyncConnectionErrorRetryHandler(), AsyncServerErrorRetryHandler()])

    def _client(self, handlers: list[AsyncRetryHandler]) -> AsyncWebClient:
        client = AsyncWebClient(
            token=self._token, base_url=self._base_url, session=self._session(), retry_handlers=handlers, logger=silent_logger()
        )
        client.proxy = None  # the constructor reads the proxy variables of the environment, whatever it is told
        return client


def mapped(error: Exception, channel: str) -> DeliveryError:
    """The class of an error that came out of a call; ``Unknown`` unless it is certain that nothing was sent."""
    if isinstance(error, SlackApiError):
        return _refused(error.response, channel)
    text, code = f"{type(error).__name__}: {error}"[:300], _snake(type(error).__name__)
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError) and not isinstance(
        error, aiohttp.RedirectClientError
    ):
        return Stop(f"Slack's address is unusable: {text}", channel=channel, code=code)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Wait(f"no connection to Slack was made: {text}", channel=channel, code="unreachable", after=DEFAULT_WAIT)
    return Unknown(f"Slack's answer was lost: {text}", channel=channel, code=code)


def _refused(response: object, channel: str) -> DeliveryError:
    """An answer of the SDK's, or aiohttp's own where the body was no JSON."""
    if isinstance(response, AsyncSlackResponse):
        return sort(response.status_code, response.data, channel=channel, wait=_header(response.headers))
    if isinstance(response, aiohttp.ClientResponse):
        return sort(response.status, None, channel=channel, wait=_header(response.headers))
    return Unknown("Slack's answer cannot be read", channel=channel, code="no_answer")


def _object(answer: AsyncSlackResponse, channel: str) -> Fields:
    data: object = answer.data
    if not isinstance(data, Mapping):
        raise Unknown("Slack's answer cannot be read", channel=channel, code="no_object")
    return data


def _dated(headers: Mapping[str, object]) -> datetime | None:
    said = next((str(value) for name, value in headers.items() if name.lower() == "date"), "")
    try:
        theirs = parsedate_to_datetime(said)
    except ValueError:
        return None
    return theirs.astimezone(UTC) if theirs.tzinfo else None


def _header(headers: Mapping[str, str]) -> str | None:
    return next((value for name, value in headers.items() if name.lower() == "retry-after"), None)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _ours(row: Fields, me: Identity) -> bool:
    return row.get("user") == me.user or (me.bot is not None and row.get("bot_id") == me.bot)
