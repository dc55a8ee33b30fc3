"""Errors of the watchers keep what they say on their way between processes."""

import copy
import pickle
from datetime import timedelta

import pytest

from watchers import errors
from watchers.errors import BadStatus, WatchError


def _all() -> list[WatchError]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, WatchError)]
    plain = [kind("what happened", url="https://example.org/") for kind in kinds if kind is not BadStatus]
    return [*plain, BadStatus("busy", url="https://example.org/", status=429, retry_after=timedelta(seconds=9))]


@pytest.mark.parametrize("error", _all(), ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling_with_all_its_fields(error: WatchError) -> None:
    """A worker's error arrives as itself: class, message, address, and whether trying again can help."""
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(twin) is type(error)
        assert (twin.args, vars(twin), str(twin), twin.retryable) == (error.args, vars(error), str(error), error.retryable)


@pytest.mark.parametrize(("status", "retryable"), [(404, False), (403, False), (429, True), (500, True), (503, True)])
def test_a_status_tells_whether_trying_again_can_help(status: int, retryable: bool) -> None:  # noqa: FBT001  a table of the truth
    """A busy or broken server may recover, a missing page will not."""
    assert BadStatus("x", url="u", status=status).retryable is retryable
