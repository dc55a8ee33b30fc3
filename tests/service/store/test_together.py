"""Work that shares a transaction: none of it is lost, doubled or spoilt by what it shared with."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from service.store.errors import StoreFull
from service.store.session import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(f"sqlite:///{tmp_path}/a.db")
    with made.writing() as c:
        c.execute(text("CREATE TABLE t (n INTEGER)"))
    return made


def put(number: int) -> Callable[[Connection], int]:
    def work(c: Connection) -> int:
        c.execute(text("INSERT INTO t VALUES (:n)"), {"n": number})
        if number == 13:
            raise ValueError("unlucky")
        if number == 14:
            raise StoreFull("no space", where="t")
        return number

    return work


async def test_what_fails_takes_nobody_along(store: Store) -> None:
    """Of two hundred at once two fail, each with its own error; the others are written once each, and give what they gave."""
    done = await asyncio.gather(*(store.write_together(put(n)) for n in range(200)), return_exceptions=True)
    assert [n for n, one in enumerate(done) if isinstance(one, BaseException)] == [13, 14]
    assert [one for one in done if isinstance(one, int)] == [n for n in range(200) if n not in {13, 14}]
    assert (type(done[13]), type(done[14])) == (ValueError, StoreFull)
    found = await store.read_together(lambda c: c.execute(text("SELECT n FROM t ORDER BY n")).scalars().all())
    assert list(found) == [n for n in range(200) if n not in {13, 14}]
    store.close()


async def test_whoever_stops_waiting_stops_nobody_else(store: Store) -> None:
    """A cancelled caller's work may be done all the same; the others hear of theirs."""
    tasks = [asyncio.ensure_future(store.write_together(put(n))) for n in range(10)]
    await asyncio.sleep(0)
    tasks[4].cancel()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert [one for n, one in enumerate(done) if n != 4] == [0, 1, 2, 3, 5, 6, 7, 8, 9]
    store.close()
    with pytest.raises(RuntimeError):
        await store.write_together(lambda _: None)
