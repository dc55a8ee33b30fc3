"""Every answer that Slack documents, and many that it does not, goes into one of five classes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.errors import Degrade, DeliveryError, Park, Stop, Unknown, Wait
from alerts.slack.answers import CLASSES, named, retry_after, sort

DOCUMENTED: dict[type[DeliveryError], str] = {
    Wait: "ratelimited rate_limited message_limit_exceeded",
    Unknown: "internal_error fatal_error rollup_error",
    Degrade: (
        "invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text too_many_attachments metadata_too_large"
        " invalid_metadata_format invalid_metadata_schema cannot_reply_to_message invalid_payload"
    ),
    Park: (
        "channel_not_found not_in_channel is_archived restricted_action restricted_action_read_only_channel"
        " restricted_action_thread_only_channel restricted_action_non_threadable_channel posting_to_channel_denied"
        " message_not_found cant_update_message edit_window_closed is_inactive block_mismatch"
        " expired_trigger_id exchanged_trigger_id hash_conflict not_found duplicate_external_id view_too_large"
        " action_prohibited no_service channel_is_archived"
    ),
    Stop: "not_authed invalid_auth token_revoked account_inactive missing_scope not_allowed_token_type invalid_token",
}
NAMES = [(code, kind) for kind, codes in DOCUMENTED.items() for code in codes.split()]


@pytest.mark.parametrize(("code", "kind"), NAMES)
def test_each_documented_error_name_goes_to_its_class(code: str, kind: type[DeliveryError]) -> None:
    """One row an error name of Slack's pages."""
    error = sort(200, {"ok": False, "error": code}, channel="C1")
    assert type(error) is kind
    assert (error.channel, error.code) == ("C1", code)


def test_a_name_that_nobody_listed_parks() -> None:
    """Nothing was stored, and nothing is known to help."""
    assert type(named("brand_new_error", channel="C1")) is Park


def test_every_listed_name_says_its_code_and_channel() -> None:
    """An error is of use only with what it is about."""
    for code, kind in CLASSES.items():
        error = named(code, channel="C7")
        assert type(error) is kind
        assert code in str(error)
        assert "C7" in str(error)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("1", 1),
        ("30", 30),
        ("3600", 3600),
        (" 5 ", 5),
        ("0", 1),
        (None, 30),
        ("", 30),
        ("abc", 30),
        ("-1", 30),
        ("1.5", 30),
        ("²", 30),
    ],
)
def test_retry_after_is_taken_to_the_second_or_thirty(header: str | None, seconds: int) -> None:
    """Whole seconds are obeyed; anything else waits half a minute."""
    assert retry_after(header) == timedelta(seconds=seconds)


def test_an_absurd_retry_after_waits_a_day_at_most() -> None:
    """A broken header must not put a channel to sleep for years."""
    assert retry_after("99999999999") == timedelta(days=1)
    assert retry_after("9" * 400) == timedelta(seconds=30)


@pytest.mark.parametrize("status", [302, 307, 500, 502, 503, 504])
@pytest.mark.parametrize("body", [None, "<html>", {"ok": False, "error": "invalid_auth"}])
def test_a_redirect_or_a_server_error_leaves_it_open(status: int, body: object) -> None:
    """Even with an error name in it: what stood behind the proxy may have posted."""
    assert type(sort(status, body, channel="C1")) is Unknown


@pytest.mark.parametrize(
    "body", [None, "ok", b"ok", [], {}, {"ok": True}, {"ok": False}, {"ok": False, "error": 7}, {"error": ""}]
)
def test_an_answer_without_an_error_name_leaves_it_open(body: object) -> None:
    """HTML, text, lists, an ok that is no ok."""
    assert type(sort(200, body, channel="C1")) is Unknown


def test_a_rate_limit_counts_whatever_its_body() -> None:
    """The status alone tells it, and its header how long."""
    error = sort(429, "<html>", channel="C1", wait="7")
    assert isinstance(error, Wait)
    assert error.after == timedelta(seconds=7)


def test_a_rate_limit_named_in_the_body_waits_too() -> None:
    """``message_limit_exceeded`` comes with status 200."""
    error = sort(200, {"ok": False, "error": "message_limit_exceeded"}, channel="C1")
    assert isinstance(error, Wait)
    assert error.after == timedelta(seconds=30)


def test_the_pointers_of_a_refused_payload_are_told() -> None:
    """They are all that helps to mend it."""
    body = {
        "ok": False,
        "error": "invalid_blocks",
        "response_metadata": {"messages": ["[ERROR] too long [json-pointer:/blocks/0]"]},
    }
    assert "json-pointer:/blocks/0" in str(sort(200, body, channel="C1"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(st.integers(0, 999), JSON, st.none() | st.text())
def test_any_answer_at_all_is_sorted(status: int, body: object, wait: str | None) -> None:
    """The function is total: a delivery never dies of an odd answer."""
    assert isinstance(sort(status, body, channel="C1", wait=wait), DeliveryError)
