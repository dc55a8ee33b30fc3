"""What the watchers need from outside, as tiny as can be."""

from typing import Protocol

from watchers.model import Document, Validators


class Fetcher(Protocol):
    """Bytes from the network, guarded and capped."""

    async def fetch(self, url: str, validators: Validators | None = None) -> Document | None:
        """The document at ``url``; ``None`` when ``validators`` were sent and the answer was "unchanged".

        Raises ``watchers.errors.FetchError``.
        """
        ...
