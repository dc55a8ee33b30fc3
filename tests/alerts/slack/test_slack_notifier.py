"""The notifier against the strict stand-in and against servers that answer what no Slack should."""

import asyncio
import contextlib
import inspect
import json
import logging
import traceback
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
import slack_sdk.errors
from aiohttp.client_reqrep import ConnectionKey

from alerts.delivery import Message, Receipt, Window
from alerts.errors import Degrade, DeliveryError, Park, Stop, Unknown, Wait
from alerts.slack.blocks import message
from alerts.slack.notifier import SlackNotifier, mapped
from alerts.slack.payload import payload
from alerts.slack.session import Redirected
from alerts.slack.validate import validate
from tests.alerts.samples import agency, alert, evidence, new, seed_000, seed_001
from tests.standins.slack import SlackStandIn
from tests.standins.web import Behaviour, RawServer, read_request, says_nothing, sends

CANARY = "xoxb-canary-0123456789-secret"
CHANNEL = "C0ALERTS"
QUICK = timedelta(seconds=0.5)


@pytest.fixture
def slack(workspace: SlackStandIn) -> SlackStandIn:
    workspace.reset()
    return workspace


@contextlib.asynccontextmanager
async def notifier(
    slack: SlackStandIn, *, token: str | None = None, within: timedelta = timedelta(seconds=5)
) -> AsyncIterator[SlackNotifier]:
    async with SlackNotifier(token or slack.bot_token, slack.base_url, timeout=within) as made:
        yield made


def sample(key: str = "41") -> Message:
    return message(seed_000(), key=key, language="en")


def since(minutes: float = 1) -> Window:
    return Window(since=datetime.now(UTC) - timedelta(minutes=minutes))  # noqa: TID251 - the stand-in stamps messages with the true time


# ---------------------------------------------------------------- what is posted


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_an_alert_is_posted_whole_with_its_key_and_nothing_to_object_to(slack: SlackStandIn, language: str) -> None:
    """Accepted by the strict stand-in: no lint, no mention, links to articles alone."""
    async with notifier(slack) as made:
        for number, made_alert in enumerate((seed_000(), seed_001())):
            receipt = await made.post(CHANNEL, message(made_alert, key=f"k{number}", language=language))
            row = slack.roots(CHANNEL)[number]
            assert (receipt.channel, receipt.ts) == (CHANNEL, row["ts"])
            assert row["metadata"]["event_type"] == "writethru_alert"
            assert row["metadata"]["event_payload"]["key"] == f"k{number}"
            assert (row["lint"], row["mentions"]) == ([], [])
            assert {link[0].split("/")[2] for link in row["links"]} <= {"www.theverge.com", "www.downcodes.example"}
            assert row["unfurl"] == {"unfurl_links": False, "unfurl_media": False}


async def test_hostile_text_pings_nobody_and_forges_nothing(slack: SlackStandIn) -> None:
    """As the stand-in parses it, in blocks and in the degraded form."""
    hostile = "<!channel> <@U0REPORTER> <https://evil.example|GSA> *b* :tada: &lt;!here&gt; **x** [a](https://evil.example)"
    sent = message(alert(new(agency(hostile, product=hostile, told=evidence(hostile)))), key="1", language="en")
    async with notifier(slack) as made:
        await made.post(CHANNEL, sent)
        await made.post(CHANNEL, sent, degraded=True)
    for row in slack.roots(CHANNEL):
        assert row["mentions"] == []
        assert row["lint"] == []
        assert not any("evil" in address for address, _ in row["links"])


async def test_the_degraded_form_is_text_alone_and_still_carries_the_key(slack: SlackStandIn) -> None:
    """So that it can be found as well."""
    async with notifier(slack) as made:
        await made.post(CHANNEL, sample("9"), degraded=True)
        (receipt,) = await made.find(CHANNEL, "9", since())
    (row,) = slack.roots(CHANNEL)
    assert "blocks" not in row
    assert row["text"].startswith("2 new agencies for Llama")
    assert row["ts"] == receipt.ts
    assert len(row["text"]) <= 4000


def test_a_degraded_text_is_cut_between_lines_inside_the_limit() -> None:
    """However long the alert."""
    long = message(
        alert(*(new(agency(f"A{n}", told=evidence("q" * 900 + str(n), n * 1000))) for n in range(30))), key="1", language="en"
    )
    assert validate({k: v for k, v in payload(long, degraded=True).items() if k != "mrkdwn"}) == ()


async def test_a_payload_over_a_limit_is_refused_before_it_is_sent(slack: SlackStandIn) -> None:
    """The last guard: degrade, and park where the plain form does not pass either."""
    bad = Message(
        key="1", kind="x", text="x", blocks=({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},), plain=" "
    )
    async with notifier(slack) as made:
        with pytest.raises(Degrade):
            await made.post(CHANNEL, bad)
        with pytest.raises(Park):
            await made.post(CHANNEL, bad, degraded=True)
    assert not [call for call in slack.calls() if call["target"] == "chat.postMessage"]


# ---------------------------------------------------------------- every fault of the stand-in

FAULTS: list[tuple[dict[str, object], type[DeliveryError], int]] = [
    ({"kind": "http_500"}, Unknown, 0),
    ({"kind": "http_503"}, Unknown, 0),
    ({"kind": "error", "code": "internal_error"}, Unknown, 0),
    ({"kind": "error", "code": "invalid_blocks"}, Degrade, 0),
    ({"kind": "error", "code": "is_archived"}, Park, 0),
    ({"kind": "error", "code": "never_heard_of"}, Park, 0),
    ({"kind": "error", "code": "token_revoked"}, Stop, 0),
    ({"kind": "ratelimited"}, Wait, 0),
    ({"kind": "timeout", "seconds": 3}, Unknown, 0),
    ({"kind": "reset"}, Unknown, 0),
    ({"kind": "slow", "seconds": 3}, Unknown, 1),
    ({"kind": "drop"}, Unknown, 1),
    ({"kind": "drop_reset"}, Unknown, 1),
    ({"kind": "hang", "seconds": 3}, Unknown, 1),
    ({"kind": "fatal_error"}, Unknown, 1),
    ({"kind": "truncate"}, Unknown, 1),
]


@pytest.mark.parametrize(("fault", "kind", "stored"), FAULTS, ids=[str(row[0].get("code", row[0]["kind"])) for row in FAULTS])
async def test_each_fault_is_sorted_after_one_call_and_found_where_it_was_stored(
    slack: SlackStandIn, fault: dict[str, object], kind: type[DeliveryError], stored: int
) -> None:
    """Never a second call inside; what was stored is found by its key, once."""
    slack.faults({**fault, "match": "chat.postMessage"})
    async with notifier(slack, within=QUICK) as made:
        with pytest.raises(DeliveryError) as caught:
            await made.post(CHANNEL, sample())
        assert type(caught.value) is kind
        assert caught.value.channel == CHANNEL
        assert len([call for call in slack.calls() if call["target"] == "chat.postMessage"]) == 1
        assert len(slack.roots(CHANNEL)) == stored
        assert len(await made.find(CHANNEL, "41", since())) == stored


async def test_an_answer_that_is_slow_but_in_time_counts(slack: SlackStandIn) -> None:
    """Two tenths of a second are no fault."""
    slack.faults({"kind": "slow", "seconds": 0.2, "match": "chat.postMessage"})
    async with notifier(slack) as made:
        assert (await made.post(CHANNEL, sample())).ts == slack.roots(CHANNEL)[0]["ts"]


@pytest.mark.parametrize("seconds", [1, 30, 3600])
async def test_a_rate_limit_says_how_long(slack: SlackStandIn, seconds: int) -> None:
    """To the second."""
    slack.faults({"kind": "ratelimited", "retry_after": seconds, "match": "chat.postMessage"})
    async with notifier(slack) as made:
        with pytest.raises(Wait) as caught:
            await made.post(CHANNEL, sample())
    assert caught.value.after == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("channel", "kind", "code"),
    [
        ("C0OLD", Park, "is_archived"),
        ("C0OPEN", Park, "not_in_channel"),
        ("G0SECRET", Park, "channel_not_found"),
        ("C9", Park, "channel_not_found"),
    ],
)
async def test_a_channel_that_cannot_take_it_parks(
    slack: SlackStandIn, channel: str, kind: type[DeliveryError], code: str
) -> None:
    """With Slack's own word for it."""
    async with notifier(slack) as made:
        with pytest.raises(kind) as caught:
            await made.post(channel, sample())
    assert caught.value.code == code


async def test_a_revoked_token_and_a_missing_scope_stop_everything(slack: SlackStandIn) -> None:
    """Nothing can be sent until the configuration changes."""
    async with notifier(slack) as made:
        slack.token(scopes=["channels:history"])
        with pytest.raises(Stop, match="missing_scope"):
            await made.post(CHANNEL, sample())
        slack.token(state="revoked", scopes=["chat:write"])
        with pytest.raises(Stop, match="token_revoked"):
            await made.post(CHANNEL, sample())


# ---------------------------------------------------------------- persons


async def test_a_person_is_told_in_the_conversation_with_them(slack: SlackStandIn) -> None:
    """Opened once; what was posted there is found, changed and taken back like any other message."""
    async with notifier(slack) as made:
        receipt = await made.post("U0REPORTER", sample())
        assert receipt.channel.startswith("D")
        await made.reach("U0REPORTER")
        assert [one.ts for one in await made.find("U0REPORTER", "41", since())] == [receipt.ts]
        await made.amend(receipt, message(seed_001(), key="41", language="en"))
        await made.withdraw(receipt)
    assert slack.roots(receipt.channel) == []
    assert len([call for call in slack.calls() if call["target"] == "conversations.open"]) == 1


async def test_a_person_who_cannot_be_reached_concerns_nobody_else(slack: SlackStandIn) -> None:
    """Unknown, or the scope for it is missing: only their own messages wait. A lost answer is no reason to post twice."""
    async with notifier(slack) as made:
        with pytest.raises(Park, match="user_not_found"):
            await made.post("U0NOBODY", sample())
        slack.token(scopes=["chat:write", "channels:history"])
        with pytest.raises(Park, match="missing_scope"):
            await made.post("U0EDITOR", sample())
        slack.token(scopes=["chat:write", "im:write"])
        slack.faults({"kind": "drop", "match": "conversations.open", "count": 2})
        with pytest.raises(Wait):
            await made.post("U0EDITOR", sample())
        slack.clear_faults()
        receipt = await made.post("U0EDITOR", sample())
        with pytest.raises(Unknown, match="missing_scope"):
            await made.find("U0EDITOR", "41", since())
    assert len(slack.roots(receipt.channel)) == 1


# ---------------------------------------------------------------- looking for what was lost


async def test_only_our_own_messages_with_the_key_are_found_oldest_first(slack: SlackStandIn) -> None:
    """A person who copies our metadata does not count, nor another key."""
    slack.settings(rate_limits=False)
    metadata = {"event_type": "writethru_alert", "event_payload": {"key": "41"}}
    slack.ask("human", {"channel": CHANNEL, "text": "mine", "metadata": metadata})
    async with notifier(slack) as made:
        sent = [await made.post(CHANNEL, sample(key)) for key in ("41", "42", "41")]
        found = await made.find(CHANNEL, "41", since())
    assert [receipt.ts for receipt in found] == [sent[0].ts, sent[2].ts]
    assert all(receipt.link and receipt.link.startswith("https://newsroom.example/archives/C0ALERTS/p") for receipt in found)


async def test_a_search_reads_page_after_page(slack: SlackStandIn) -> None:
    """Fifteen at a time, as distributed apps are allowed."""
    slack.settings(rate_limits=False)
    async with notifier(slack) as made:
        first = await made.post(CHANNEL, sample("1"))
        for number in range(32):
            slack.ask("human", {"channel": CHANNEL, "text": f"chatter {number}"})
        assert await made.find(CHANNEL, "1", since()) == (
            Receipt(channel=CHANNEL, ts=first.ts, link=(await made.find(CHANNEL, "1", since()))[0].link),
        )
    assert len([call for call in slack.calls() if call["target"] == "conversations.history"]) == 6


async def test_a_search_begins_a_minute_before_the_attempt(slack: SlackStandIn) -> None:
    """Clocks differ; what is older is another matter."""
    async with notifier(slack) as made:
        await made.post(CHANNEL, sample())
        now = datetime.now(UTC)  # noqa: TID251 - the stand-in stamps messages with the true time
        assert len(await made.find(CHANNEL, "41", Window(since=now + timedelta(seconds=50)))) == 1
        assert await made.find(CHANNEL, "41", Window(since=now + timedelta(seconds=70))) == ()


@pytest.mark.parametrize(
    "fault",
    [{"kind": "http_500", "count": 2}, {"kind": "error", "code": "not_in_channel"}, {"kind": "error", "code": "missing_scope"}],
)
async def test_a_search_that_fails_leaves_it_unknown(slack: SlackStandIn, fault: dict[str, object]) -> None:
    """Never an empty answer, never a class that lets somebody send again."""
    slack.faults({**fault, "match": "conversations.history"})
    async with notifier(slack) as made:
        with pytest.raises(Unknown):
            await made.find(CHANNEL, "41", since())


async def test_a_search_that_is_rate_limited_waits_and_one_without_a_token_stops(slack: SlackStandIn) -> None:
    """These two say what they say of a post."""
    slack.faults({"kind": "ratelimited", "retry_after": 9, "match": "conversations.history"})
    async with notifier(slack) as made:
        with pytest.raises(Wait):
            await made.find(CHANNEL, "41", since())
        slack.token(state="revoked")
        with pytest.raises(Stop):
            await made.find(CHANNEL, "41", since())


async def test_history_without_metadata_proves_nothing(slack: SlackStandIn) -> None:
    """A message of ours that shows no metadata may be the one."""
    slack.api("chat.postMessage", {"channel": CHANNEL, "text": "bare"})
    async with notifier(slack) as made:
        with pytest.raises(Unknown, match="metadata_absent"):
            await made.find(CHANNEL, "41", since())


async def test_a_reader_repeats_what_can_be_repeated(slack: SlackStandIn) -> None:
    """One lost answer of history, an update or a deletion is no error."""
    async with notifier(slack) as made:
        receipt = await made.post(CHANNEL, sample())
        for method in ("conversations.history", "chat.update"):
            slack.faults({"kind": "drop", "match": method})
        assert len(await made.find(CHANNEL, "41", since())) == 1
        await made.amend(receipt, message(seed_001(), key="41", language="en"))
        slack.faults({"kind": "drop", "match": "chat.delete"})
        await made.withdraw(receipt)
    assert slack.roots(CHANNEL) == []


# ---------------------------------------------------------------- changing and taking back


async def test_a_message_is_replaced_in_place_and_keeps_its_key(slack: SlackStandIn) -> None:
    """Blocks, fallback and metadata together."""
    async with notifier(slack) as made:
        receipt = await made.post(CHANNEL, sample())
        await made.amend(receipt, message(seed_001(), key="41", language="fr"))
        assert len(await made.find(CHANNEL, "41", since())) == 1
    (row,) = slack.roots(CHANNEL)
    assert row["text"].startswith("3 contradictions")
    assert row["metadata"]["event_payload"]["kind"] == "contradiction"


async def test_what_is_gone_cannot_be_replaced_but_is_withdrawn(slack: SlackStandIn) -> None:
    """Deleting twice is deleting once."""
    async with notifier(slack) as made:
        receipt = await made.post(CHANNEL, sample())
        await made.withdraw(receipt)
        await made.withdraw(receipt)
        with pytest.raises(Park, match="message_not_found"):
            await made.amend(receipt, sample())
        slack.channel("C0OLD", is_archived=False)
        old = await made.post("C0OLD", sample())
        slack.channel("C0OLD", is_archived=True)
        with pytest.raises(Park):
            await made.withdraw(old)


# ---------------------------------------------------------------- answers that no Slack gives


def answers(raw: bytes) -> Behaviour:
    """Read the whole request, write ``raw``, close."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await read_request(reader)
        await reader.readexactly(int(asked.headers.get("content-length", "0")))
        writer.write(raw)
        await writer.drain()

    return behave


def http(body: bytes, *, status: int = 200, kind: str = "application/json", more: str = "") -> bytes:
    return (
        f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{more}\r\n".encode()
        + body
    )


ODD: list[tuple[str, bytes, type[DeliveryError]]] = [
    ("html", http(b"<html>hello</html>", kind="text/html"), Unknown),
    ("text", http(b"ok", kind="text/plain"), Unknown),
    ("not json", http(b"{'ok': true}"), Unknown),
    ("no utf-8", http(b'{"ok": "\xff"}'), Unknown),
    ("odd charset", http(b'{"ok": true}', kind="application/json; charset=x-none"), Unknown),
    ("gzip type", http(b"x", kind="application/gzip"), Unknown),
    ("list", http(b"[1]"), Unknown),
    ("number", http(b"7"), Unknown),
    ("null", http(b"null"), Unknown),
    ("deep", http(b"[" * 100_000), Unknown),
    ("ok without ts", http(b'{"ok": true}'), Unknown),
    ("ok with an odd ts", http(b'{"ok": true, "ts": "abc"}'), Unknown),
    ("ok with a number for ts", http(b'{"ok": true, "ts": 7}'), Unknown),
    ("ok that is a word", http(b'{"ok": "yes", "ts": "1.0"}'), Unknown),
    ("empty", http(b""), Unknown),
    ("no content", b"HTTP/1.1 204 X\r\nConnection: close\r\n\r\n", Unknown),
    ("no http", b"SSH-2.0-OpenSSH\r\n\r\n", Unknown),
    ("half a head", b"HTTP/1.1 200 OK\r\nContent-", Unknown),
    ("403 of a proxy", http(b"<html>", status=403, kind="text/html"), Unknown),
    ("404 of a proxy", http(b"nothing here", status=404, kind="text/plain"), Unknown),
    ("403 of Slack", http(b'{"ok": false, "error": "invalid_auth"}', status=403), Stop),
    ("429 bare", http(b"", status=429), Wait),
    ("429 html", http(b"<html>", status=429, kind="text/html", more="Retry-After: 1\r\n"), Wait),
    ("502", http(b'{"ok": false, "error": "is_archived"}', status=502), Unknown),
]


@pytest.mark.parametrize(("raw", "kind"), [row[1:] for row in ODD], ids=[row[0] for row in ODD])
async def test_an_answer_that_tells_nothing_is_unknown(raw: bytes, kind: type[DeliveryError]) -> None:
    """HTML, broken JSON, the wrong protocol, an ok without a time stamp."""
    async with RawServer(behaviour=answers(raw)) as server, SlackNotifier(CANARY, server.url("/api/")) as made:
        with pytest.raises(kind) as caught:
            await made.post(CHANNEL, sample())
    assert server.connections == 1
    if isinstance(caught.value, Wait):
        assert caught.value.after == timedelta(seconds=1 if b"Retry-After" in raw else 30)


@pytest.mark.parametrize(
    ("history", "code"),
    [
        ({"messages": 7}, "bad_history"),
        ({"messages": [7, {"ts": "x"}], "response_metadata": {"next_cursor": "on"}}, "history_too_long"),
    ],
)
async def test_a_search_that_sees_no_end_has_found_nothing_out(history: dict[str, object], code: str) -> None:
    """A history that is none, or that goes on for ever."""
    raw = http(json.dumps({"ok": True, "user_id": "U1", "url": "https://desk.example/", **history}).encode())
    async with RawServer(behaviour=answers(raw)) as server, SlackNotifier(CANARY, server.url("/api/")) as made:
        with pytest.raises(Unknown, match=code):
            await made.find(CHANNEL, "1", since())
    assert server.connections <= 41


async def test_a_redirect_is_not_followed_and_carries_no_token_away() -> None:
    """E19: The other host never hears of us."""
    async with RawServer(behaviour=answers(http(b'{"ok": true, "ts": "1.0"}'))) as elsewhere:
        sent_away = http(b"", status=302, more=f"Location: {elsewhere.url('/api/chat.postMessage')}\r\n")
        async with RawServer(behaviour=answers(sent_away)) as server, SlackNotifier(CANARY, server.url("/api/")) as made:
            with pytest.raises(Unknown):
                await made.post(CHANNEL, sample())
        assert elsewhere.connections == 0


async def test_a_connection_that_was_never_made_waits() -> None:
    """Nothing was sent, so there is nothing to look for."""
    async with RawServer(behaviour=answers(b"")) as server:
        gone = server.url("/api/")
    async with SlackNotifier(CANARY, gone) as made:
        with pytest.raises(Wait, match="unreachable") as caught:
            await made.post(CHANNEL, sample())
    assert caught.value.after == timedelta(seconds=30)


async def test_a_connection_without_its_tls_is_no_connection() -> None:
    """Plain HTTP where TLS was asked for: the token is not sent."""
    async with contextlib.AsyncExitStack() as stack:
        server = await stack.enter_async_context(RawServer(behaviour=sends(http(b"{}"), ask_first=False)))
        made = await stack.enter_async_context(SlackNotifier(CANARY, server.url("/api/").replace("http:", "https:")))
        with pytest.raises(Wait, match="unreachable"):
            await made.post(CHANNEL, sample())


async def test_silence_ends_with_the_deadline() -> None:
    """Whatever the other side does not do."""
    async with RawServer(behaviour=says_nothing()) as server, SlackNotifier(CANARY, server.url("/api/"), timeout=QUICK) as made:
        with pytest.raises(Unknown):
            await made.post(CHANNEL, sample())


async def test_a_proxy_in_the_environment_is_not_used(slack: SlackStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK reads four variables of that kind by itself."""
    async with RawServer(behaviour=answers(http(b"{}"))) as proxy:
        for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        async with notifier(slack) as made:
            await made.post(CHANNEL, sample())
            await made.find(CHANNEL, "41", since())
        assert proxy.connections == 0


async def test_a_cancelled_post_stays_cancelled() -> None:
    """A shutdown is no answer of Slack's: the row stays as it is and is looked up at the next start."""
    async with RawServer(behaviour=says_nothing()) as server, SlackNotifier(CANARY, server.url("/api/")) as made:
        task = asyncio.ensure_future(made.post(CHANNEL, sample()))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_closed_notifier_opens_again(slack: SlackStandIn) -> None:
    """Closing lets go of the connections and nothing more."""
    made = SlackNotifier(slack.bot_token, slack.base_url)
    await made.aclose()
    await made.post(CHANNEL, sample())
    await made.aclose()
    assert len(slack.roots(CHANNEL)) == 1


# ---------------------------------------------------------------- every foreign error, and the token


def kinds(base: type[Exception]) -> list[type[Exception]]:
    """The class with all its descendants."""
    return sorted({base, *(found for child in base.__subclasses__() for found in kinds(child))}, key=lambda kind: kind.__name__)


def bare(kind: type[Exception]) -> Exception:
    """An instance without its constructor's conditions, but with what its ``str`` needs."""
    error = kind.__new__(kind)
    key = ConnectionKey("slack.example", 443, True, True, None, None, None)  # noqa: FBT003 - aiohttp's order of fields
    reason = OSError(111, "refused")
    request = SimpleNamespace(real_url="https://slack.example/api/chat.postMessage")
    error.__dict__.update(_conn_key=key, _os_error=reason, _certificate_error=reason, _path="/run/x", _url="u", _description=None)
    error.__dict__.update(status=500, message="m", request_info=request, history=(), headers=None, response=None)
    return error


FOREIGN = [*kinds(aiohttp.ClientError), *kinds(slack_sdk.errors.SlackClientError)]


@pytest.mark.parametrize("kind", FOREIGN, ids=[kind.__name__ for kind in FOREIGN])
def test_every_error_class_of_slack_sdk_and_aiohttp_is_mapped(kind: type[Exception]) -> None:
    """Only what certainly sent nothing is anything but unknown."""
    found = mapped(bare(kind), CHANNEL)
    if issubclass(kind, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        assert isinstance(found, Wait)
    elif issubclass(kind, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError) and not issubclass(
        kind, aiohttp.RedirectClientError
    ):
        assert isinstance(found, Stop)
    else:
        assert isinstance(found, Unknown)
    assert found.channel == CHANNEL


def test_no_error_class_was_forgotten() -> None:
    """The list grows with the libraries."""
    for module in (aiohttp.client_exceptions, slack_sdk.errors):
        named = [kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, Exception)]
        ours = [kind for kind in named if issubclass(kind, aiohttp.ClientError | slack_sdk.errors.SlackClientError)]
        assert set(ours) <= set(FOREIGN)
    assert Redirected in FOREIGN


async def test_the_token_stands_in_no_error_repr_or_log(slack: SlackStandIn, caplog: pytest.LogCaptureFixture) -> None:
    """Not even when Slack says it back, with every logger at its most talkative."""
    caplog.set_level(logging.DEBUG)
    echo = json.dumps({"ok": False, "error": CANARY, "response_metadata": {"messages": [CANARY]}}).encode()
    html = f"<html>{CANARY}</html>".encode()
    said: list[str] = []
    for raw in (http(echo), http(html, kind="text/html"), http(html), http(b"", status=302), b"", http(echo, status=500)):
        async with RawServer(behaviour=answers(raw)) as server, SlackNotifier(CANARY, server.url("/api/")) as made:
            said.append(repr(made))
            for call in (
                made.post(CHANNEL, sample()),
                made.find(CHANNEL, "1", since()),
                made.withdraw(Receipt(channel="C", ts="1.0")),
            ):
                try:
                    await call
                except DeliveryError as error:
                    said += [str(error), repr(error), error.code, "".join(traceback.format_exception(error))]
    async with notifier(slack, token=CANARY) as made:
        with pytest.raises(Stop) as caught:
            await made.post(CHANNEL, sample())
        said += [repr(caught.value), "".join(traceback.format_exception(caught.value))]
    assert len(said) > 60
    assert not [text for text in said if CANARY in text]
    assert CANARY not in caplog.text


def test_a_link_of_a_post_needs_to_know_the_workspace() -> None:
    """Until we have asked who we are, a receipt has none."""
    made: Any = SlackNotifier("xoxb-1", "https://slack.example/api/")
    assert made._receipt("C1", "1.0").link is None
