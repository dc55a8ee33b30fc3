"""Logs on standard error: one event a line, static event names, JSON in a pipe and short text on a terminal.

No value from outside can break a line or colour a terminal: control characters are escaped and long values cut.
"""

import logging
from typing import TextIO

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

LONGEST_VALUE = 500
"""Characters of one value that are logged."""


def configure(stream: TextIO, *, verbose: bool) -> None:
    """Send every event to ``stream``; called once, by the command line."""
    renderer = (
        structlog.dev.ConsoleRenderer(colors=True) if stream.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _tame,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if verbose else logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    # libraries log to the standard module: their warnings matter, their chatter may hold addresses with passwords
    logging.basicConfig(stream=stream, level=logging.ERROR, format="%(levelname)s %(name)s %(message)s")


def logger() -> FilteringBoundLogger:
    """The logger of the whole program."""
    log: FilteringBoundLogger = structlog.get_logger()
    return log


def _tame(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: _plain(value) if isinstance(value, str) else value for key, value in event.items()}


def _plain(value: str) -> str:
    cut = value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in cut)
