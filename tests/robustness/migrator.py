"""Makes a schema again and again, and dies a statement later each time: ``python -m tests.robustness.migrator FOLDER``.

Forks, so that the libraries are loaded once. One JSON line an attempt; the last one is the first that lived to its end.
"""

import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import event

from service.store.schema import prepare
from service.store.session import Store
from watchers.confine.tending import settle


def main(folder: Path) -> None:
    """Until nothing is left to be killed."""
    unharmed = Store("sqlite://")
    prepare(unharmed)  # what Alembic reads and what is compiled of it is there before the first fork
    unharmed.close()
    settle()
    nth, status = 0, 1
    while status:
        nth += 1
        place = folder / str(nth)
        place.mkdir()
        child = os.fork()
        if child == 0:
            attempt(place / "a.db", nth)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        print(json.dumps({"nth": nth, "signal": os.WTERMSIG(status)}), flush=True)


def attempt(path: Path, nth: int) -> None:
    """Make the schema, but die as soon as the statement after the n-th is to be run."""
    store = Store(f"sqlite:///{path}")
    seen: Counter[str] = Counter()

    def count(_statement: str) -> None:
        seen["all"] += 1
        if seen["all"] > nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(connection: SqliteConnection, _record: object) -> None:
        connection.set_trace_callback(count)

    event.listen(store.engine, "connect", traced)
    prepare(store)
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
