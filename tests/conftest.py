"""What every test shares: one Hypothesis profile, so that a run proves the same thing on every machine.

Coverage is counted from the tests of the pure core alone (``TRACED``): following every line more than doubles a test's time, and
what the service's tests happen to touch on their way is no proof of the core. Tests of speed are left alone for the same reason.
"""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "writethru",
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("writethru")

TRACED = ("tests/watchers/", "tests/alerts/", "tests/properties/")
TIMED = ("_speed.py", "_hostile.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what coverage passes over."""
    if not config.pluginmanager.hasplugin("_cov"):
        return
    for item in items:
        file = item.nodeid.partition("::")[0]
        if not file.startswith(TRACED) or file.endswith(TIMED):
            item.add_marker("no_cover")
