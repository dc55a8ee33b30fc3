"""A world whose messages can be clicked."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from service.reference import Reference
from tests.service.flow.world import World, allowed, world


@pytest.fixture
async def one(reference: Reference) -> AsyncIterator[World]:
    """A service that may post, and that hears clicks."""
    made = world(reference)
    made.kit = replace(made.kit, policy=replace(made.kit.policy, ears=True))
    yield await allowed(made)
    made.close()
