"""What an answer's headers say, read with distrust."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.fetching.headers import charset_of, retry_after, usable, validators_of
from watchers.model import Validators

NOW = datetime(2024, 11, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("-5", 0),
        ("1000000000", 365 * 86400),
        ("Tue, 05 Nov 2024 12:10:00 GMT", 600),
        ("Tue, 05 Nov 2024 13:10:00 +0100", 600),
        ("Tue, 05 Nov 2024 12:10:00", 600),
        ("Mon, 04 Nov 2024 12:00:00 GMT", 0),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: int) -> None:
    """C19: Both forms are read; the past counts as now."""
    assert retry_after(value, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize("value", [None, "", "soon", "1.5", "9" * 50, "Tue, 99 Nov 2024 12:10:00 GMT", "²"])
def test_nonsense_in_retry_after_is_nothing(value: str | None) -> None:
    """C19: What is neither a number nor a date asks for nothing."""
    assert retry_after(value, NOW) is None


@given(st.text(max_size=60))
def test_no_retry_after_breaks_the_reading(value: str) -> None:
    """Any text gives a wait within a year, or none."""
    wait = retry_after(value, NOW)
    assert wait is None or timedelta(0) <= wait <= timedelta(days=365)


@pytest.mark.parametrize("garbage", ['"a\r\nX-Injected: 1"', "é", "x" * 513, "\x00", ""])
def test_a_validator_that_could_split_a_header_is_dropped(garbage: str) -> None:
    """C23: Neither is it kept when it comes in, nor is it sent when it stands in the database."""
    assert validators_of(garbage, garbage) == Validators()
    assert usable(Validators(etag=garbage, last_modified=garbage)) == {}


def test_validators_go_back_as_they_came() -> None:
    """Weak, quoted and bare ones are the server's business."""
    kept = validators_of('W/"abc"', "Tue, 05 Nov 2024 12:10:00 GMT")
    assert usable(kept) == {"If-None-Match": 'W/"abc"', "If-Modified-Since": "Tue, 05 Nov 2024 12:10:00 GMT"}
    assert usable(None) == usable(Validators()) == {}


@pytest.mark.parametrize(
    ("content_type", "label"),
    [
        ("text/html; charset=UTF-8", "UTF-8"),
        ('text/xml;charset="iso-8859-1"; x=y', "iso-8859-1"),
        ("text/html", None),
        (None, None),
        ("text/html; charset=", None),
    ],
)
def test_the_charset_label_is_taken_as_sent(content_type: str | None, label: str | None) -> None:
    """Quoted or bare, first of all labels."""
    assert charset_of(content_type) == label
