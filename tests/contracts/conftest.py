"""The backends that every contract suite runs over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.store.session import Store
from tests.service.flow.world import memory
from tests.tools.ready import ready


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A prepared, empty database; one parameter a backend."""
    made = Store(f"sqlite:///{ready(tmp_path / 'ledger.db')}") if request.param == "file" else memory()
    yield made
    made.close()
