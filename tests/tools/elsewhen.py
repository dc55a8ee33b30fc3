"""The command line at another moment: the system date is moved before anything of the service, or of a library, is imported.

    python tests/tools/elsewhen.py 2019-03-03T04:05:06+00:00 '[["read", "a.md", "--json"], ["replay", "folder", "--json"]]'

Runs the commands one after the other in this process and prints what they print. No library and no program is needed for it.
"""

import datetime as dt
import json
import sys
import time
from collections.abc import Callable
from typing import Any

_PRESENT = time.time()


class _Kind(type):
    """Values that C code made of the real class pass for values of the moved one."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.__mro__[1])


def move(moment: dt.datetime) -> None:
    """From now on ``time`` and ``datetime`` answer as if it were ``moment``; seconds pass as they do."""
    away = moment.timestamp() - _PRESENT
    clock: Callable[[], float] = time.time

    def shifted() -> float:
        return clock() + away

    class Moment(dt.datetime, metaclass=_Kind):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> "Moment":
            return cls.fromtimestamp(shifted(), tz)

        @classmethod
        def today(cls) -> "Moment":
            return cls.fromtimestamp(shifted())

        @classmethod
        def utcnow(cls) -> "Moment":
            return cls.fromtimestamp(shifted(), dt.UTC).replace(tzinfo=None)

    class Day(dt.date, metaclass=_Kind):
        @classmethod
        def today(cls) -> "Day":
            return cls.fromtimestamp(shifted())

    of_time: Any = time
    local, universal, told = time.localtime, time.gmtime, time.strftime
    of_time.time, of_time.time_ns = shifted, lambda: int(shifted() * 1e9)
    of_time.localtime = lambda seconds=None: local(shifted() if seconds is None else seconds)
    of_time.gmtime = lambda seconds=None: universal(shifted() if seconds is None else seconds)
    of_time.strftime = lambda form, when=None: told(form, of_time.localtime() if when is None else when)
    of_dates: Any = dt
    of_dates.datetime, of_dates.date = Moment, Day


def main(moment: str, commands: list[list[str]]) -> None:
    """Run the commands then."""
    move(dt.datetime.fromisoformat(moment))
    from service.cli.root import root  # noqa: PLC0415 - only now: what is imported earlier keeps the real clock

    for words in commands:
        root(words, prog_name="writethru", standalone_mode=False)


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
