"""A world of its own for every test of the flow."""

from collections.abc import AsyncIterator

import pytest

from service.reference import Reference
from tests.service.flow.world import World, allowed, world


@pytest.fixture
async def one(reference: Reference) -> AsyncIterator[World]:
    """A service that may post and alerts from the first poll on."""
    made = await allowed(world(reference))
    yield made
    made.close()


@pytest.fixture
async def silent(reference: Reference) -> AsyncIterator[World]:
    """A service that may post and learns in silence from a feed's first poll."""
    made = await allowed(world(reference, shadow=True))
    yield made
    made.close()
