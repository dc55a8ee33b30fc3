"""What the daemon needs of whoever runs its stages."""

from collections.abc import Iterable
from typing import Protocol

from service.flow.stages import Job


class Engine(Protocol):
    """Runs jobs. A job that is lost is found again by the next sweep, so none needs to be kept."""

    def submit(self, jobs: Iterable[Job]) -> None:
        """Take jobs; one whose key is already waiting or running is dropped."""
        ...

    async def idle(self) -> None:
        """Return once nothing waits and nothing runs."""
        ...

    async def close(self, grace: float) -> None:
        """Take no more, let what runs finish for ``grace`` seconds, then stop it."""
        ...
