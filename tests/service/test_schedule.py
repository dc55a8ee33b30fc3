"""The heartbeat: it beats, one call at a time, and goes on whatever a beat does."""

import asyncio

import pytest

from service.schedule import Heartbeat


async def test_it_beats_every_second_until_it_is_stopped() -> None:
    """And not once more."""
    beats = 0
    twice = asyncio.Event()

    async def beat() -> None:
        nonlocal beats
        beats += 1
        if beats == 2:
            twice.set()

    heart = Heartbeat(beat)
    heart.start()
    await asyncio.wait_for(twice.wait(), 10)
    heart.stop()
    await asyncio.sleep(1.2)
    assert beats == 2


async def test_a_slow_beat_is_not_joined_by_a_second_and_a_failing_one_is_not_the_last(caplog: pytest.LogCaptureFixture) -> None:
    """The one that raises is logged with its error."""
    running = most = ended = 0
    done = asyncio.Event()

    async def beat() -> None:
        nonlocal running, most, ended
        running += 1
        most = max(most, running)
        await asyncio.sleep(1.3)
        running -= 1
        ended += 1
        if ended == 2:
            done.set()
        raise KeyError("ours")

    heart = Heartbeat(beat)
    heart.start()
    await asyncio.wait_for(done.wait(), 15)
    heart.stop()
    assert (most, ended) == (1, 2)
    assert "KeyError: 'ours'" in caplog.text
