"""Logs: one event a line that a machine can read, whatever comes from outside."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from service.logs import LONGEST_TRACE, LONGEST_VALUE, Libraries, configure, logger

EVIL = 'a\nb\r\x1b[31mred\x1b[0m\u2028\u202e"end'


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def kept() -> Iterator[None]:
    """What was configured before is configured afterwards."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture
def pipe(kept: None) -> io.StringIO:
    stream = io.StringIO()
    configure(stream, verbose=False)
    return stream


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_of_json(pipe: io.StringIO) -> None:
    """With its level, its time in UTC and its fields as they are."""
    logger().info("feed polled", feed="https://wire.example/é", new=3, shadow=False, why=None, wait=1.5)
    (line,) = lines(pipe)
    assert str(line.pop("timestamp")).endswith("Z")
    assert line == {
        "event": "feed polled",
        "level": "info",
        "feed": "https://wire.example/é",
        "new": 3,
        "shadow": False,
        "why": None,
        "wait": 1.5,
    }


def test_no_value_from_outside_breaks_a_line_or_moves_a_cursor(pipe: io.StringIO) -> None:
    """H02: nor inside of a list, a table, or an object that is asked for its text."""
    logger().warning("odd", text=EVIL, some=[EVIL, 1], table={EVIL: (EVIL,)}, error=ValueError(EVIL))
    assert pipe.getvalue().count("\n") == 1
    assert "".join(pipe.getvalue().splitlines()).isprintable()
    (line,) = lines(pipe)
    escaped = 'a\\x0ab\\x0d\\x1b[31mred\\x1b[0m\\x2028\\x202e"end'
    assert (line["text"], line["some"], line["table"], line["error"]) == (escaped, [escaped, 1], {escaped: [escaped]}, escaped)


def test_a_long_value_is_cut(pipe: io.StringIO) -> None:
    """H02: marked so."""
    logger().info("long", text="x" * 10_000)
    assert lines(pipe)[0]["text"] == "x" * LONGEST_VALUE + "…"


def test_an_exception_is_one_escaped_field_that_ends_with_the_error(pipe: io.StringIO) -> None:
    """However long its traceback is."""
    error = raised(ValueError(EVIL))
    logger().error("job failed", exc_info=error)
    nested: BaseException = error
    for _ in range(100):
        nested = raised(RuntimeError("again"), nested)
    logger().error("job failed", exc_info=nested)
    short, long = lines(pipe)
    assert str(short["exception"]).startswith("Traceback (most recent call last):\\x0a")
    assert "ValueError: a\\x0ab" in str(short["exception"])
    assert str(long["exception"]).endswith("RuntimeError: again")
    assert len(str(long["exception"])) < 2 * LONGEST_TRACE
    assert "exc_info" not in short


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    """The error with a traceback, as it is caught somewhere."""
    with pytest.raises(type(error)):
        raise error from cause
    return error


def test_details_are_told_only_when_asked_for(kept: None) -> None:
    """With ``verbose``."""
    for verbose, expected in ((False, 0), (True, 1)):
        stream = io.StringIO()
        configure(stream, verbose=verbose)
        logger().debug("detail")
        assert len(lines(stream)) == expected


def test_on_a_terminal_lines_are_short_and_colours_are_ours(kept: None) -> None:
    """Not those of a feed's title."""
    stream = Terminal()
    configure(stream, verbose=False)
    logger().info("odd", text=EVIL)
    assert "\x1b[31mred" not in stream.getvalue()
    assert stream.getvalue().count("\n") == 1
    assert "\\x1b[31mred" in stream.getvalue()


def test_what_a_library_logs_becomes_one_event_too(pipe: io.StringIO) -> None:
    """With the library's name and its traceback."""
    error = raised(ValueError(EVIL))
    info = (type(error), error, error.__traceback__)
    Libraries().handle(logging.LogRecord("asyncio", logging.ERROR, "x.py", 1, "lost %s", (EVIL,), info))
    (line,) = lines(pipe)
    assert (line["event"], line["library"], line["level"]) == ("library", "asyncio", "error")
    assert str(line["said"]).startswith("lost a\\x0ab")
    assert "ValueError" in str(line["exception"])
