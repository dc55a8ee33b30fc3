"""What every test shares: Hypothesis profiles, so that a run proves the same thing on every machine.

Coverage is counted from the tests of the pure core alone (``TRACED``): following every line more than doubles a test's time, and
what the service's tests happen to touch on their way is no proof of the core. Tests of speed are left alone for the same reason.
"""

import os
from collections.abc import Generator, Iterator

import coverage
import pytest
from hypothesis import HealthCheck, settings

from tests.standins.slack import SlackStandIn, running_slack

for profile, examples in (("writethru", 40), ("soak", 400)):  # the second with `make soak`, for the laws
    settings.register_profile(
        profile,
        derandomize=True,
        deadline=None,
        max_examples=examples,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile("writethru")
# spaCy takes seconds to load: only the tests that are about it switch it on
os.environ.setdefault("WRITETHRU_READING__NER", "false")

TRACED = ("tests/watchers/", "tests/alerts/", "tests/properties/")
"""Folders whose tests coverage follows."""
TIMED = ("_speed.py", "_hostile.py", "_patterns.py")


@pytest.fixture(scope="session")
def workspace() -> Iterator[SlackStandIn]:
    """Slack's stand-in, started once; whoever asks for it by this name begins with ``reset``."""
    with running_slack() as standin:
        yield standin


@pytest.fixture(scope="module")
def slack(workspace: SlackStandIn) -> SlackStandIn:
    """The stand-in as freshly started, for the tests of one file."""
    workspace.reset()
    return workspace


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Halt coverage for a test that it passes over, with the fixtures that are made for it.

    All of it: in a worker of xdist two run at once, and pytest-cov's own way of marking halts the second alone.
    """
    halted: list[coverage.Coverage] = []
    while not _followed(item) and (running := coverage.Coverage.current()) is not None:
        running.stop()
        halted.append(running)
    try:
        return (yield)
    finally:
        for one in reversed(halted):
            one.start()


def _followed(item: pytest.Item) -> bool:
    file = item.nodeid.partition("::")[0]
    return file.startswith(TRACED) and not file.endswith(TIMED) and item.get_closest_marker("no_cover") is None
