"""Logs on standard error: one event a line, static event names, JSON in a pipe and short text on a terminal.

No value from outside can break a line or colour a terminal: control characters are escaped and long values cut.
"""

import logging
from collections.abc import Mapping
from typing import TextIO

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

from service.masking import masked

LONGEST_VALUE = 500
"""Characters of one value that are logged."""
LONGEST_TRACE = 4000
"""Characters of a traceback that are logged, counted from its end, where the error stands."""


def configure(stream: TextIO, *, verbose: bool, least: int | None = None) -> None:
    """Send every event to ``stream``; called by the command line, again where a command wants fewer: nothing below ``least``."""
    renderer = (
        structlog.dev.ConsoleRenderer(colors=True) if stream.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _tame,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least or (logging.DEBUG if verbose else logging.INFO)),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    # libraries log to the standard module: their errors matter, their chatter may hold addresses with passwords
    logging.basicConfig(level=logging.ERROR, handlers=[Libraries()])


def logger() -> FilteringBoundLogger:
    """The logger of the whole program."""
    log: FilteringBoundLogger = structlog.get_logger()
    return log


class Libraries(logging.Handler):
    """Takes what libraries log to the standard module and writes it as one of our events, on one line."""

    def emit(self, record: logging.LogRecord) -> None:
        """As an error, with the library's name and its traceback where it has one."""
        logger().error("library", library=record.name, said=record.getMessage(), exc_info=record.exc_info or None)


def _tame(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    trace = event.pop("exception", None)
    tamed = {key: _plain(value) for key, value in event.items()}
    return tamed if trace is None else {**tamed, "exception": _escaped(masked(str(trace))[-LONGEST_TRACE:])}


def _plain(value: object) -> object:
    """Numbers as they are, texts escaped and cut, also inside of lists and tables; everything else as the text it gives."""
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(part) for part in value]
    text = masked(str(value))
    return _escaped(text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…")


def _escaped(text: str) -> str:
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
