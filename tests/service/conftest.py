"""What the tests of the service share."""

import io
from collections.abc import Iterator

import pytest
import structlog

from service.logs import configure
from service.reference import Reference, shipped


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The package's own reference data, built once."""
    return shipped()


@pytest.fixture(scope="session", autouse=True)
def quiet() -> io.StringIO:
    """Events go where the program sends them in a pipe, not to a terminal's long tracebacks."""
    stream = io.StringIO()
    configure(stream, verbose=False)
    return stream


@pytest.fixture(scope="module", autouse=True)
def logging_as_before(quiet: io.StringIO) -> Iterator[None]:
    """A command that a test ran may have set up what is logged; the next file's events are not its to hide."""
    assert not quiet.closed
    before = structlog.get_config()
    yield
    structlog.configure(**before)
