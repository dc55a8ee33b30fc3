"""What the tests of the commands share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.service.cli.scene import Cli


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cli]:
    """The command line in a fresh folder; what it set up for logging is undone."""
    monkeypatch.chdir(tmp_path)
    yield Cli(folder=tmp_path)
    structlog.reset_defaults()
