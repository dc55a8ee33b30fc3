"""The backends that every contract suite runs over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.store.schema import prepare
from service.store.session import Store


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A prepared, empty database; one parameter a backend."""
    made = Store(f"sqlite:///{tmp_path}/ledger.db" if request.param == "file" else "sqlite://")
    prepare(made)
    yield made
    made.close()
