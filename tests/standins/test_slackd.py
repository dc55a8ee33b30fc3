"""The stand-in itself, driven by the real slack_sdk: what Slack refuses it refuses, what Slack loses it loses."""

import asyncio
import contextlib
import json
import time
import urllib.parse
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from http.client import HTTPException, RemoteDisconnected
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_sdk import WebClient, WebhookClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler, ServerErrorRetryHandler
from slack_sdk.models.blocks import ActionsBlock, ButtonElement, ContextBlock, HeaderBlock, MarkdownTextObject, SectionBlock
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web import SlackResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack import SlackStandIn, running_slack

PLAIN = {"type": "plain_text", "text": "x"}
COMMAND = {"kind": "slash", "command": "/facts", "text": "today"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackStandIn]:
    with running_slack(state=tmp_path_factory.mktemp("slackd") / "state.json") as slack:
        yield slack


@pytest.fixture
def server(running: SlackStandIn) -> SlackStandIn:
    """The stand-in as freshly started, without rate limits."""
    running.reset()
    running.settings(rate_limits=False)
    return running


def client(server: SlackStandIn, **kw: Any) -> WebClient:
    return WebClient(token=server.bot_token, base_url=server.base_url, **kw)


def aclient(server: SlackStandIn, **kw: Any) -> AsyncWebClient:
    return AsyncWebClient(token=server.bot_token, base_url=server.base_url, **kw)


def error_of(call: Callable[..., SlackResponse], **kw: Any) -> Any:
    with pytest.raises(SlackApiError) as caught:
        call(**kw)
    return caught.value.response


def bad_blocks(server: SlackStandIn, *blocks: dict[str, Any]) -> str:
    answer = error_of(client(server).chat_postMessage, channel="C0ALERTS", text="t", blocks=list(blocks))
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"][0].startswith("[ERROR] ")
    return " ".join(answer["errors"])


# ------------------------------------------------------------------ tokens, bodies, channels
def test_tokens_and_scopes(server: SlackStandIn) -> None:
    """A missing, unknown, wrong, unscoped or revoked token is refused under its own name."""
    assert client(server).auth_test()["user_id"] == "U0BOT"
    assert error_of(WebClient(base_url=server.base_url).auth_test)["error"] == "not_authed"
    assert error_of(WebClient(token="xoxb-wrong", base_url=server.base_url).auth_test)["error"] == "invalid_auth"
    assert error_of(WebClient(token=server.app_token, base_url=server.base_url).auth_test)["error"] == "not_allowed_token_type"
    server.ask("tokens", {"id": server.bot_token, "scopes": ["channels:read"]})
    answer = error_of(client(server).chat_postMessage, channel="C0ALERTS", text="x")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    server.ask("tokens", {"id": server.bot_token, "state": "revoked"})
    assert error_of(client(server).auth_test)["error"] == "token_revoked"


def test_body_encodings(server: SlackStandIn) -> None:
    """Form and JSON bodies are read as Slack reads them, its warnings and its refusals included."""

    def call(method: str, data: str, ctype: str, *, token: bool = True) -> Any:
        headers = {"Content-Type": ctype, **({"Authorization": f"Bearer {server.bot_token}"} if token else {})}
        with urllib.request.urlopen(urllib.request.Request(server.base_url + method, data.encode(), headers)) as answer:
            return json.loads(answer.read())

    form = "application/x-www-form-urlencoded"
    assert call("chat.postMessage", "channel=C0ALERTS&text=hi", form)["ok"]
    assert call("chat.postMessage", f"channel=C0ALERTS&text=hi&token={server.bot_token}", form, token=False)["ok"]
    body = json.dumps({"channel": "C0ALERTS", "text": "hi", "token": server.bot_token})
    assert call("chat.postMessage", body, "application/json")["warning"] == "missing_charset"
    assert call("chat.postMessage", body, "application/json; charset=utf-8", token=False)["error"] == "not_authed"
    assert call("chat.postMessage", "{", "application/json")["error"] == "invalid_json"
    assert call("chat.postMessage", "[]", "application/json")["error"] == "json_not_object"
    assert call("chat.postMessage", "x", "text/plain")["error"] == "invalid_post_type"
    assert (
        call("conversations.info", '{"channel": "C0ALERTS"}', "application/json; charset=utf-8")["error"] == "invalid_arguments"
    )
    assert call("chat.nope", "", form)["error"] == "unknown_method"
    assert (
        call("chat.postMessage", "channel=C0ALERTS&text=x&blocks=" + urllib.parse.quote('{"a":1}'), form)["error"]
        == "invalid_blocks_format"
    )


def test_channel_states(server: SlackStandIn) -> None:
    """A channel that is closed to the bot, archived, absent or private answers with its own error."""
    post = client(server).chat_postMessage
    for channel, code in (
        ("C0OPEN", "not_in_channel"),
        ("C0OLD", "is_archived"),
        ("C404", "channel_not_found"),
        ("G0SECRET", "channel_not_found"),
    ):
        assert error_of(post, channel=channel, text="x")["error"] == code
    assert post(channel="#llama-alerts", text="x")["channel"] == "C0ALERTS"
    assert post(channel="U0REPORTER", text="dm")["channel"].startswith("D")
    client(server).conversations_join(channel="C0OPEN")
    assert post(channel="C0OPEN", text="x")["ok"]
    server.ask("channels", {"id": "C0ALERTS", "error": "restricted_action_read_only_channel"})
    assert error_of(post, channel="C0ALERTS", text="x")["error"] == "restricted_action_read_only_channel"
    assert error_of(post, channel="C0DIGEST", text="x", username="Bot")["error"] == "missing_scope"


# ------------------------------------------------------------------ Block Kit and text limits
def test_block_limits(server: SlackStandIn) -> None:
    """Blocks over any documented limit are refused with a pointer to the place."""
    section = {"type": "section", "text": PLAIN}
    assert "no more than 50 items" in bad_blocks(server, *[section] * 51)
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    assert "must be less than 3001 characters [json-pointer:/blocks/0/text/text]" in bad_blocks(server, long)
    assert "must be more than 0 characters" in bad_blocks(server, {"type": "section", "text": {"type": "mrkdwn", "text": ""}})
    assert "must define either `fields` or `text`" in bad_blocks(server, {"type": "section"})
    assert "no more than 10 items" in bad_blocks(server, {"type": "section", "fields": [PLAIN] * 11})
    assert "less than 2001" in bad_blocks(server, {"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]})
    assert "less than 151" in bad_blocks(server, {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}})
    assert "unsupported type: mrkdwn" in bad_blocks(server, {"type": "header", "text": {"type": "mrkdwn", "text": "x"}})
    assert "no more than 10 items" in bad_blocks(server, {"type": "context", "elements": [PLAIN] * 11})
    assert "missing required field: elements" in bad_blocks(server, {"type": "actions"})
    assert "unsupported type: nope" in bad_blocks(server, {"type": "nope"})
    assert "must provide a string" in bad_blocks(server, {**section, "block_id": None})
    assert "less than 256" in bad_blocks(server, {**section, "block_id": "b" * 256})
    assert 'block_id` "a" already exists' in bad_blocks(server, {**section, "block_id": "a"}, {**section, "block_id": "a"})
    assert "unsupported type: alert" in bad_blocks(server, {"type": "alert", "text": PLAIN})
    assert len(server.messages("C0ALERTS")) == 0


def test_element_limits(server: SlackStandIn) -> None:
    """Interactive elements over any documented limit are refused."""

    def actions(*elements: dict[str, Any]) -> str:
        return bad_blocks(server, {"type": "actions", "elements": list(elements)})

    def button(**kw: Any) -> dict[str, Any]:
        return {"type": "button", "text": PLAIN, "action_id": "a", **kw}

    assert "less than 76" in actions(button(text={"type": "plain_text", "text": "x" * 76}))
    assert "less than 2001" in actions(button(value="v" * 2001))
    assert "less than 256" in actions(button(action_id="a" * 256))
    assert "less than 3001" in actions(button(url="https://e.example/" + "u" * 3000))
    assert "invalid url" in actions(button(url="javascript:alert(1)"))
    assert "must be one of: primary, danger" in actions(button(style="default"))
    assert "invalid additional property: disabled" in actions(button(disabled=True))
    assert "already exists for this block" in actions(button(), button())
    assert "no more than 25 items" in actions(*[button(action_id=f"a{i}") for i in range(26)])
    assert "less than 31" in actions(
        button(confirm={"title": PLAIN, "text": PLAIN, "deny": PLAIN, "confirm": {"type": "plain_text", "text": "x" * 31}})
    )

    def options(n: int) -> list[dict[str, Any]]:
        return [{"text": PLAIN, "value": str(i)} for i in range(n)]

    assert "no more than 5 items" in actions({"type": "overflow", "action_id": "o", "options": options(6)})
    assert "no more than 100 items" in actions({"type": "static_select", "action_id": "o", "options": options(101)})
    assert "must match one of" in actions(
        {"type": "static_select", "action_id": "o", "options": options(2), "initial_option": {"text": PLAIN, "value": "9"}}
    )
    assert "no more than 10 items" in bad_blocks(
        server, {"type": "section", "text": PLAIN, "accessory": {"type": "checkboxes", "options": options(11)}}
    )
    assert "unsupported type: plain_text_input" in bad_blocks(
        server, {"type": "section", "text": PLAIN, "accessory": {"type": "plain_text_input"}}
    )


def test_text_limits(server: SlackStandIn) -> None:
    """Text, cumulative blocks and metadata are cut or refused at their limits."""
    c = client(server)
    long = c.chat_postMessage(channel="C0ALERTS", text="x" * 40001)
    assert long["warning"] == "message_truncated"
    assert len(long["message"]["text"]) == 40000
    ts = c.chat_postMessage(channel="C0ALERTS", text="x")["ts"]
    assert error_of(c.chat_update, channel="C0ALERTS", ts=ts, text="x" * 4001)["error"] == "msg_too_long"
    assert server.api("chat.postMessage", {"channel": "C0ALERTS", "text": " "})["error"] == "no_text"
    many = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2600}}] * 4
    assert error_of(c.chat_postMessage, channel="C0ALERTS", text="t", blocks=many)["error"] == "msg_blocks_too_long"
    for metadata, code in (
        ({"event_type": "a"}, "invalid_metadata_format"),
        ({"event_type": "a", "event_payload": {"k": None}}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": {"k": "x" * 9000}}, "metadata_too_large"),
    ):
        assert error_of(c.chat_postMessage, channel="C0ALERTS", text="t", metadata=metadata)["error"] == code


def test_sdk_models_are_accepted(server: SlackStandIn) -> None:
    """What the SDK builds passes, and gets the ids that Slack adds."""
    blocks = [
        HeaderBlock(text="New agency: State Department"),
        SectionBlock(text=MarkdownTextObject(text="*Llama* explored")),
        ContextBlock(elements=[MarkdownTextObject(text="source")]),
        ActionsBlock(elements=[ButtonElement(text="Confirm", action_id="confirm", value="f1", style="primary")]),
    ]
    posted = client(server).chat_postMessage(channel="C0ALERTS", text="New agency", blocks=blocks)
    assert all(b["block_id"] for b in posted["message"]["blocks"])
    assert posted["message"]["bot_id"]


# ------------------------------------------------------------------ lifecycle of a message
def test_update_thread_permalink_delete_reactions(server: SlackStandIn) -> None:
    """A message's whole life: reply, edit, history, delete, and what is denied on the way."""
    c = client(server)
    metadata = {"event_type": "alert", "event_payload": {"id": "a1"}}
    root = c.chat_postMessage(channel="C0ALERTS", text="root", blocks=[{"type": "section", "text": PLAIN}], metadata=metadata)
    reply = c.chat_postMessage(channel="C0ALERTS", text="reply", thread_ts=root["ts"])
    nested = c.chat_postMessage(channel="C0ALERTS", text="nested", thread_ts=reply["ts"])
    assert nested["message"]["thread_ts"] == root["ts"]
    assert error_of(c.chat_postMessage, channel="C0ALERTS", text="x", thread_ts="1.2")["error"] == "invalid_thread_ts"
    assert (
        error_of(c.chat_postMessage, channel="C0ALERTS", text="x", thread_ts="1600000000.000000")["error"]
        == "cannot_reply_to_message"
    )
    assert root["ts"].replace(".", "") in c.chat_getPermalink(channel="C0ALERTS", message_ts=root["ts"])["permalink"]
    updated = c.chat_update(channel="C0ALERTS", ts=root["ts"], text="new text")
    assert "blocks" not in updated["message"]
    assert updated["message"]["metadata"]["event_payload"] == {"id": "a1"}
    assert error_of(c.chat_update, channel="#llama-alerts", ts=root["ts"], text="x")["error"] == "channel_not_found"
    assert error_of(c.chat_update, channel="C0ALERTS", ts="1.0", text="x")["error"] == "message_not_found"
    human = server.ask("human", {"channel": "C0ALERTS", "text": "noted"})
    assert error_of(c.chat_update, channel="C0ALERTS", ts=human["ts"], text="x")["error"] == "cant_update_message"
    assert error_of(c.chat_delete, channel="C0ALERTS", ts=human["ts"])["error"] == "cant_delete_message"
    c.reactions_add(channel="C0ALERTS", timestamp=root["ts"], name="eyes")
    assert error_of(c.reactions_add, channel="C0ALERTS", timestamp=root["ts"], name="eyes")["error"] == "already_reacted"
    history = c.conversations_history(channel="C0ALERTS", include_all_metadata=True)["messages"]
    assert [m["text"] for m in history] == ["noted", "new text"]
    assert history[1]["metadata"]["event_payload"] == {"id": "a1"}
    assert "event_payload" not in c.conversations_history(channel="C0ALERTS")["messages"][1]["metadata"]
    assert len(c.conversations_replies(channel="C0ALERTS", ts=root["ts"])["messages"]) == 3
    c.chat_delete(channel="C0ALERTS", ts=reply["ts"])
    assert len(server.messages("C0ALERTS")) == 3


def test_lists_paginate(server: SlackStandIn) -> None:
    """Lists come in pages under a cursor."""
    c = client(server)
    names = [
        ch["name"]
        for page in c.conversations_list(types="public_channel,private_channel", limit=2, exclude_archived=True)
        for ch in page["channels"]
    ]
    assert names == ["llama-alerts", "llama-digest", "general", "desk-private"]
    assert c.users_info(user="U0EDITOR")["user"]["name"] == "bruno"
    assert len(c.users_list()["members"]) == 3
    assert error_of(c.users_info, user="U9")["error"] == "user_not_found"
    assert error_of(c.conversations_list, cursor="%%%")["error"] == "invalid_cursor"


def test_ephemeral_and_files(server: SlackStandIn) -> None:
    """Ephemeral messages and files are kept apart from what a channel holds."""
    c = client(server)
    c.chat_postEphemeral(channel="C0ALERTS", user="U0REPORTER", text="only you")
    assert server.ask("ephemeral")[0]["text"] == "only you"
    assert len(server.messages("C0ALERTS")) == 0
    assert error_of(c.chat_postEphemeral, channel="C0ALERTS", user="U9", text="x")["error"] == "user_not_in_channel"
    done = c.files_upload_v2(channel="C0ALERTS", filename="digest.csv", content="a,b\n1,2\n", initial_comment="digest")
    assert done["file"]["id"]
    assert server.messages("C0ALERTS")[0]["files"][0]["name"] == "digest.csv"


def test_distributed_app_history_limits(server: SlackStandIn) -> None:
    """The distributed cohort gets fifteen messages and one call a minute."""
    for i in range(20):
        client(server).chat_postMessage(channel="C0ALERTS", text=f"m{i}")
    assert len(client(server).conversations_history(channel="C0ALERTS", limit=200)["messages"]) == 20
    server.ask("settings", {"history_cohort": "distributed", "rate_limits": True})
    assert len(client(server).conversations_history(channel="C0ALERTS", limit=200)["messages"]) == 15
    answer = error_of(client(server).conversations_history, channel="C0ALERTS")
    assert answer.status_code == 429
    assert 50 <= int(answer.headers["Retry-After"]) <= 60


# ------------------------------------------------------------------ rate limits and faults
def test_rate_limit_and_sdk_retry(server: SlackStandIn) -> None:
    """A burst over the limit is refused for that channel alone, with the seconds to wait."""
    server.ask("settings", {"rate_limits": True, "channel_burst": 3})
    plain, waits = client(server), client(server, retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=3)])
    for i in range(3):
        plain.chat_postMessage(channel="C0ALERTS", text=f"m{i}")
    answer = error_of(plain.chat_postMessage, channel="C0ALERTS", text="m3")
    assert answer.status_code == 429
    assert answer["error"] == "ratelimited"
    assert answer.headers["Retry-After"] == "1"
    plain.chat_postMessage(channel="C0DIGEST", text="another channel is free")
    waits.chat_postMessage(channel="C0ALERTS", text="m3")
    assert [m["text"] for m in server.messages("C0ALERTS")] == ["m0", "m1", "m2", "m3"]


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("http_500", 0),
        ("http_503", 0),
        ("error", 0),
        ("ratelimited", 0),
        ("reset", 0),
        ("timeout", 0),
        ("drop", 1),
        ("drop_reset", 1),
        ("hang", 1),
        ("fatal_error", 1),
        ("truncate", 1),
        ("slow", 1),
    ],
)
def test_faults_without_retries(server: SlackStandIn, kind: str, stored: int) -> None:
    """Every fault stores or loses the message as it says, and no client retries by itself."""
    server.ask("faults", {"kind": kind, "match": "chat.postMessage", "seconds": 1.5 if kind != "slow" else 0.2})
    try:
        ok = client(server, retry_handlers=[], timeout=1).chat_postMessage(channel="C0ALERTS", text="x")["ok"]
    except (SlackApiError, OSError, HTTPException, ValueError):
        ok = False
    assert ok == (kind == "slow")
    assert len(server.messages("C0ALERTS")) == stored
    assert server.ask("calls")[-1]["fault"] == kind


def test_sdk_default_retry_duplicates_a_post_whose_answer_was_lost(server: SlackStandIn) -> None:
    """The SDK's default retry posts twice after a lost answer: why ours is off."""
    server.ask("faults", {"kind": "drop", "match": "chat.postMessage"})
    client(server).chat_postMessage(channel="C0ALERTS", text="alert")  # default handlers retry lost connections once
    assert len(server.messages("C0ALERTS")) == 2
    assert len(server.duplicates("C0ALERTS")) == 1
    server.ask("reset", {})
    server.ask("settings", {"honor_client_msg_id": True})
    server.ask("faults", {"kind": "drop", "match": "chat.postMessage"})
    client(server).chat_postMessage(channel="C0ALERTS", text="alert", client_msg_id="6e0f9b0e-0000-4000-8000-000000000001")
    assert len(server.messages("C0ALERTS")) == 1


def test_async_default_retry_and_server_error_handler(server: SlackStandIn) -> None:
    """The async client does the same, and obeys its handlers."""

    async def lost() -> None:
        await aclient(server).chat_postMessage(channel="C0ALERTS", text="alert")
        await aclient(server, retry_handlers=[AsyncRateLimitErrorRetryHandler()]).chat_postMessage(channel="C0DIGEST", text="x")

    server.ask(
        "faults", [{"kind": "drop", "channel": "C0ALERTS"}, {"kind": "ratelimited", "channel": "C0DIGEST", "retry_after": 1}]
    )
    asyncio.run(lost())
    assert len(server.messages("C0ALERTS")) == 2
    assert len(server.messages("C0DIGEST")) == 1
    server.ask("faults", {"kind": "http_503"})
    client(server, retry_handlers=[ServerErrorRetryHandler()]).chat_postMessage(channel="C0DIGEST", text="y")
    assert len(server.messages("C0DIGEST")) == 2


def test_finding_ones_own_message_after_a_lost_answer(server: SlackStandIn) -> None:
    """A lost message is found by its metadata, once the lag of history has passed."""
    server.ask("settings", {"history_lag": 0.6})
    server.ask("faults", {"kind": "drop", "match": "chat.postMessage"})
    c, started = client(server, retry_handlers=[]), time.time()
    with pytest.raises(RemoteDisconnected):
        c.chat_postMessage(channel="C0ALERTS", text="alert", metadata={"event_type": "alert", "event_payload": {"key": "k1"}})

    def find() -> list[str]:
        rows = c.conversations_history(channel="C0ALERTS", oldest=f"{started - 60:.6f}", include_all_metadata=True, limit=15)[
            "messages"
        ]
        return [m["ts"] for m in rows if m.get("metadata", {}).get("event_payload", {}).get("key") == "k1"]

    assert find() == []  # indexing lag: absence proves nothing at once
    time.sleep(0.7)
    assert len(find()) == 1


def test_state_survives_a_restart(tmp_path: Path) -> None:
    """A stand-in that is started again on its state file holds what it held."""
    with running_slack(state=tmp_path / "s.json") as one:
        ts = client(one).chat_postMessage(channel="C0ALERTS", text="kept")["ts"]
    with running_slack(state=tmp_path / "s.json") as again:
        assert client(again).chat_update(channel="C0ALERTS", ts=ts, text="edited")["ok"]
        assert again.messages("C0ALERTS")[0]["revisions"][0]["text"] == "kept"


# ------------------------------------------------------------------ webhooks, review of what was posted
def test_webhooks(server: SlackStandIn) -> None:
    """Incoming webhooks answer bare words, count and fail as Slack does."""
    hook = WebhookClient(server.webhook_url)
    assert hook.send(text="hi").body == "ok"
    assert (hook.send(blocks=[{"type": "section"}]).status_code, hook.send(blocks=[{"type": "section"}]).body) == (
        400,
        "invalid_blocks",
    )
    assert hook.send(attachments=[]).body == "no_text"
    assert WebhookClient(server.webhook_url + "x").send(text="x").body == "invalid_token"
    assert WebhookClient(server.webhook_url.replace("B0HOOK", "B9")).send(text="x").status_code == 404
    server.ask("channels", {"id": "C0ALERTS", "is_archived": True})
    assert (hook.send(text="x").status_code, hook.send(text="x").body) == (410, "channel_is_archived")
    server.ask("channels", {"id": "C0ALERTS", "is_archived": False})
    server.ask("faults", {"kind": "drop", "match": "webhook"})
    hook.send(text="twice")  # WebhookClient's default handler retries as well
    assert [m["text"] for m in server.messages("C0ALERTS")] == ["hi", "twice", "twice"]
    server.ask("settings", {"rate_limits": True, "webhook_burst": 1})
    assert {hook.send(text=str(i)).status_code for i in range(3)} == {200, 429}


def test_review_of_hostile_titles(server: SlackStandIn) -> None:
    """The review names pings, forged links, cut entities and foreign markup."""
    c = client(server)
    off: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}
    c.chat_postMessage(channel="C0ALERTS", text="<!channel> <https://evil.example|State Dept> AT&T", unfurl_links=True)
    c.chat_postMessage(channel="C0ALERTS", text="&lt;!channel&gt; AT&amp;T <https://ok.example|ok>", **off)
    c.chat_postMessage(channel="C0ALERTS", text="cut &am **bold**", **off)
    bad, good, cut = server.messages("C0ALERTS")
    assert bad["mentions"] == ["!channel"]
    assert set(bad["lint"]) == {"broadcast_mention", "raw_ampersand", "unfurl_not_disabled"}
    assert good["mentions"] == []
    assert good["lint"] == []
    assert good["rendered"] == "<!channel> AT&T ok"
    assert set(cut["lint"]) == {"cut_entity", "github_markdown_in_mrkdwn"}
    assert "AT&T ok" in server.ask("transcript?channel=C0ALERTS")


# ------------------------------------------------------------------ views
MODAL = {
    "type": "modal",
    "callback_id": "edit",
    "title": PLAIN,
    "submit": PLAIN,
    "private_metadata": "f1",
    "blocks": [
        {"type": "input", "block_id": "agency", "label": PLAIN, "element": {"type": "plain_text_input", "action_id": "v"}},
        {
            "type": "input",
            "block_id": "status",
            "label": PLAIN,
            "element": {
                "type": "static_select",
                "action_id": "v",
                "options": [{"text": PLAIN, "value": "uses"}, {"text": PLAIN, "value": "explores"}],
            },
        },
    ],
}
HOME = {"type": "home", "blocks": [{"type": "header", "text": PLAIN}]}


def test_view_rules(server: SlackStandIn) -> None:
    """Views over their limits, or with a stale hash or trigger, are refused."""
    c = client(server)
    answer = error_of(c.views_open, trigger_id="1.2.x", view={**MODAL, "title": {"type": "plain_text", "text": "x" * 25}})
    assert answer["error"] == "invalid_arguments"
    assert "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]" in answer["response_metadata"]["messages"]
    for wrong in (
        {**MODAL, "submit_disabled": True},
        {k: v for k, v in MODAL.items() if k != "submit"},
        {**MODAL, "private_metadata": "x" * 3001},
        HOME,
        {**MODAL, "blocks": []},
        {**MODAL, "blocks": [{"type": "markdown", "text": "x"}]},
    ):
        assert error_of(c.views_open, trigger_id="1.2.x", view=wrong)["error"] == "invalid_arguments"
    assert error_of(c.views_open, trigger_id="1.2.x", view=MODAL)["error"] == "invalid_trigger_id"
    first = c.views_publish(user_id="U0REPORTER", view=HOME)["view"]
    assert error_of(c.views_publish, user_id="U0REPORTER", view=HOME, hash="old")["error"] == "hash_conflict"
    assert c.views_publish(user_id="U0REPORTER", view=HOME, hash=first["hash"])["ok"]
    assert error_of(c.views_publish, user_id="U0REPORTER", view={**HOME, "title": PLAIN})["error"] == "invalid_arguments"
    assert error_of(c.blocks_validate, blocks=[{"type": "section"}])["errors"][0]["pointer"] == "/0"


# ------------------------------------------------------------------ people: Socket Mode and signed HTTP
def post_with_buttons(server: SlackStandIn) -> str:
    buttons = [{"type": "button", "action_id": name, "text": PLAIN, "value": "f1"} for name in ("confirm", "edit")]
    blocks = [{"type": "actions", "block_id": "act", "elements": buttons}]
    return str(client(server).chat_postMessage(channel="C0ALERTS", text="alert", blocks=blocks)["ts"])


def test_response_url_limits_and_unacknowledged_events(server: SlackStandIn) -> None:
    """A response URL dies after five uses or its time; what nobody hears is not acknowledged."""
    ts = post_with_buttons(server)
    url = server.ask("simulate", {"kind": "block_actions", "channel": "C0ALERTS", "ts": ts, "action_id": "confirm"})[
        "response_url"
    ]
    answers = [WebhookClient(url).send(text=f"r{i}", response_type="ephemeral") for i in range(6)]
    assert [a.status_code for a in answers] == [200] * 5 + [404]
    assert "used_url" in answers[5].body
    server.ask("settings", {"response_url_ttl": 0.0})
    assert "expired_url" in WebhookClient(url).send(text="late").body
    assert not server.ask("simulate", {"kind": "event", "event": {"type": "app_home_opened"}})["acked"]
    assert "error" in server.ask("simulate", {"kind": "block_actions", "channel": "C0ALERTS", "ts": ts, "action_id": "nope"})


def test_a_person_fills_a_modal_over_signed_http(server: SlackStandIn) -> None:
    """A click opens a modal, a wrong form is sent back, a right one closes it; a bad signature never gets that far."""

    async def run() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        seen: list[str] = []
        async with desk(server, seen) as url:
            via = {"via": "http", "url": url}
            ts = await asyncio.to_thread(post_with_buttons, server)
            click = {"kind": "block_actions", "channel": "C0ALERTS", "ts": ts, "action_id": "edit", **via}
            forged = await asyncio.to_thread(server.ask, "simulate", {**click, "bad_signature": True})
            await asyncio.to_thread(server.ask, "simulate", click)
            form = {"kind": "view_submission", "view_id": seen[-1], **via}
            values = {"agency": "?", "status": "uses"}
            sent_back = await asyncio.to_thread(server.ask, "simulate", {**form, "values": values})
            closed = await asyncio.to_thread(server.ask, "simulate", {**form, "values": {**values, "agency": "State"}})
            return forged, sent_back, closed

    forged, sent_back, closed = asyncio.run(run())
    assert forged["status"] == 401
    assert sent_back["effect"] == {"errors": {"agency": "Name the agency"}, "trouble": ""}
    assert list(closed["effect"]) == ["closed"]


@contextlib.asynccontextmanager
async def desk(server: SlackStandIn, seen: list[str]) -> AsyncIterator[str]:
    """A small application behind a signed endpoint; ``seen`` gets the ids of the modals that it opened."""
    verifier, slack = SignatureVerifier(server.signing_secret), aclient(server)

    async def endpoint(request: web.Request) -> web.StreamResponse:
        if not verifier.is_valid_request(await request.read(), dict(request.headers)):
            return web.Response(status=401)
        payload = json.loads(str((await request.post())["payload"]))
        if payload["type"] == "block_actions":
            opened = await slack.views_open(trigger_id=payload["trigger_id"], view=MODAL)
            seen.append(opened["view"]["id"])
            return web.Response()
        if payload["view"]["state"]["values"]["agency"]["v"]["value"] == "?":
            return web.json_response({"response_action": "errors", "errors": {"agency": "Name the agency"}})
        return web.Response()

    app = web.Application()
    app.router.add_post("/slack/events", endpoint)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


def test_a_command_over_socket_mode(server: SlackStandIn) -> None:
    """An envelope reaches the socket, its acknowledgement comes back, and a closed socket hears nothing."""

    async def run() -> dict[str, Any]:
        opened = await asyncio.to_thread(WebClient(base_url=server.base_url).apps_connections_open, app_token=server.app_token)
        async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            said = asyncio.create_task(asyncio.to_thread(server.ask, "simulate", COMMAND))
            envelope = await socket.receive_json()
            await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": envelope["payload"]["text"]}})
            answer: dict[str, Any] = await said
            return answer

    assert asyncio.run(run())["effect"]["ephemeral"]
    assert [row["text"] for row in server.ask("ephemeral")] == ["today"]
    assert not server.ask("simulate", COMMAND)["acked"]
