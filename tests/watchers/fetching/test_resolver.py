"""The system's resolver, asked in threads that nothing waits for."""

import asyncio

import pytest

from watchers.fetching.resolver import SystemResolver


async def test_a_name_of_this_machine_is_found_without_the_network() -> None:
    """The hosts file knows localhost; each address is listed once."""
    found = await SystemResolver()("localhost", 80)
    assert set(found) <= {"127.0.0.1", "::1"}
    assert len(set(found)) == len(found) > 0


@pytest.mark.parametrize("host", ["nowhere.invalid", "a" * 64 + ".example", "é" * 70, "a..b"])
async def test_a_name_that_cannot_be_found_is_an_oserror(host: str) -> None:
    """Unknown names and names that no codec takes are the same kind of failure."""
    with pytest.raises(OSError, match=r"."):
        await asyncio.wait_for(SystemResolver()(host, 80), 20)


async def test_a_caller_that_gave_up_is_not_answered() -> None:
    """A look-up that ends after its caller's deadline settles nothing and breaks nothing."""
    resolver = SystemResolver()
    asked = asyncio.ensure_future(resolver("localhost", 80))
    await asyncio.sleep(0)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    assert await resolver("localhost", 80)
