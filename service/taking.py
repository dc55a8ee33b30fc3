"""Claims out of many articles, for a replay: in this process, or where there are many, on two cores in confined workers.

The order is kept, and what comes out is the same either way.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from service.archive import Given
from service.desknames import DeskName
from service.reference import Reference, claims_of, claims_of_all
from watchers.claims.model import Extraction
from watchers.confine.confinement import Confinement
from watchers.errors import WatchError

MANY = 400
"""Articles from which two workers are worth their start."""
_CHUNK = 32
_AHEAD = 6
"""Chunks that wait for a worker while the next articles are read from the archive."""
_WORKERS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """An article with what it claims."""

    given: Given
    extraction: Extraction
    at: datetime | None = None
    """When it was read, where that is known; else its publication stands for it."""
    lacks: str | None = None
    """Why its text could not be taken apart anew, and where these claims are from."""


def taken(given: Iterable[Given], reference: Reference, desk: tuple[DeskName, ...] = ()) -> Iterator[Taken]:
    """Every article with its claims, in the order given."""
    waiting = iter(given)
    first = list(islice(waiting, MANY))
    if len(first) < MANY:
        return (Taken(given=one, extraction=reference.extractor.extract(one.article)) for one in first)
    return _in_workers(chain(first, waiting), desk)


def _in_workers(given: Iterator[Given], desk: tuple[DeskName, ...]) -> Iterator[Taken]:
    preload = (*Confinement.preload, "service.reference:ready")
    with asyncio.Runner() as runner:
        confined = Confinement(workers=_WORKERS, cpu_seconds=60, wall_seconds=120.0, preload=preload)
        runner.run(confined.__aenter__())
        try:
            ahead: deque[asyncio.Task[tuple[Taken, ...]]] = deque()
            for chunk in iter(lambda: tuple(islice(given, _CHUNK)), ()):
                ahead.append(runner.get_loop().create_task(_chunk(confined, chunk, desk)))
                if len(ahead) > _AHEAD:
                    yield from runner.run(_result(ahead.popleft()))
            while ahead:
                yield from runner.run(_result(ahead.popleft()))
        finally:
            runner.run(confined.__aexit__(None, None, None))


async def _result(task: "asyncio.Task[tuple[Taken, ...]]") -> tuple[Taken, ...]:
    return await task


async def _chunk(confined: Confinement, chunk: Sequence[Given], desk: tuple[DeskName, ...]) -> tuple[Taken, ...]:
    """A chunk at once; where one text in it breaks the worker, each on its own, and that one without its claims."""
    articles = tuple(one.article for one in chunk)
    try:
        found = await confined.run(claims_of_all, articles, desk, url=articles[0].url)
    except WatchError:
        return tuple([await _alone(confined, one, desk) for one in chunk])
    return tuple(Taken(given=one, extraction=extraction) for one, extraction in zip(chunk, found, strict=True))


async def _alone(confined: Confinement, one: Given, desk: tuple[DeskName, ...]) -> Taken:
    try:
        return Taken(given=one, extraction=await confined.run(claims_of, one.article, desk, url=one.article.url))
    except WatchError as error:
        lacks = f"its claims could not be taken out: {error.args[0]}"
        return Taken(given=one, extraction=Extraction(claims=(), on_beat=False), lacks=lacks)
