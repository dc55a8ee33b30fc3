"""What the cases share: a street with a newsroom and a channel, and a log that can be read."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from service.logs import configure
from tests.robustness.house import Street
from tests.standins.newsroom import running_newsroom
from tests.standins.slack import SlackStandIn


@pytest.fixture
def street(slack: SlackStandIn, tmp_path: Path) -> Iterator[Street]:
    """Quiet, with nothing told yet."""
    slack.reset()
    slack.settings(rate_limits=False)
    with running_newsroom() as newsroom:
        yield Street(newsroom=newsroom, slack=slack, folder=tmp_path)


@pytest.fixture(autouse=True)
def log() -> Iterator[io.StringIO]:
    """Every event of this process, one line of JSON each."""
    before = structlog.get_config()
    stream = io.StringIO()
    configure(stream, verbose=False)
    yield stream
    structlog.configure(**before)
