"""Small pieces of work in one transaction: what comes while the database is busy shares the next one.

A commit to disk costs as much as a hundred statements, and a change of threads as much as ten; at hundreds of polls a second both
are paid once for many. Work that fails takes nobody along: what was to share its transaction is done again, each alone.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
Work = Callable[[Connection], Any]
Session = Callable[[], AbstractContextManager[Connection]]

MOST = 64
"""Pieces that share a transaction: whoever else wants to write waits for them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Done:
    value: Any = None
    error: Exception | None = None


@dataclass(kw_only=True)
class Together:
    """Collects work for one kind of session; belongs to one event loop at a time."""

    session: Session
    pool: Executor
    _waiting: list[tuple[Work, asyncio.Future[Any]]] = field(default_factory=list)
    _under_way: bool = False

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What ``work`` gives, once its transaction is committed; raises what it raised, or what became of the transaction."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if not self._under_way:
            self._under_way = True
            self._begin()
        return await done

    def _begin(self) -> None:
        batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        try:
            running = asyncio.get_running_loop().run_in_executor(self.pool, _all, self.session, [work for work, _ in batch])
        except RuntimeError as error:  # the store is closed
            self._under_way = False
            for _, done in batch:
                _settle(done, _Done(error=error))
            return
        running.add_done_callback(lambda ended: self._end(batch, ended))

    def _end(self, batch: list[tuple[Work, asyncio.Future[Any]]], ended: asyncio.Future[list[_Done]]) -> None:
        if ended.cancelled():  # the loop is closing: nobody waits any more
            for _, done in batch:
                done.cancel()
            return
        for (_, done), result in zip(batch, ended.result(), strict=True):
            _settle(done, result)
        if self._waiting:
            self._begin()
        else:
            self._under_way = False


def _settle(done: asyncio.Future[Any], result: _Done) -> None:
    if done.done():  # whoever asked was cancelled meanwhile
        return
    if result.error is None:
        done.set_result(result.value)
    else:
        done.set_exception(result.error)


def _all(session: Session, works: Sequence[Work]) -> list[_Done]:
    try:
        with session() as connection:
            return [_Done(value=work(connection)) for work in works]
    except Exception as error:  # noqa: BLE001  whatever one of them raised, the others are done alone
        return [_Done(error=error)] if len(works) == 1 else [_all(session, [work])[0] for work in works]
