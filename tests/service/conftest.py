"""What the tests of the service share."""

import io

import pytest

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
