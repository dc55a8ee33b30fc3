"""A worker's answer, read with distrust: it may have been written by whoever wrote the feed."""

import io
import pickle
from typing import Any, Final

from watchers.confine.words import DONE, NO_MEMORY, RAISED
from watchers.errors import ParseFailed, ParseKilled, WatchError

_VALUES: Final = frozenset(
    {("datetime", name) for name in ("datetime", "date", "time", "timedelta", "timezone")}
    | {
        ("decimal", "Decimal"),
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("builtins", "complex"),
        ("builtins", "bytearray"),
    },
)
"""Beside the classes of ``watchers``, what an answer may hold."""


class Garbage(Exception):
    """What a worker wrote is no answer."""


class Foreign(Exception):
    """An answer holds something that is not ours; the message names it."""


class _Unpickler(pickle.Unpickler):
    """Builds values of ours and nothing else: a class by its own name, never a function, never a path through attributes."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        known = (module_name, global_name) in _VALUES or module_name.split(".", 1)[0] == "watchers"
        found = super().find_class(module_name, global_name) if known and "." not in global_name else None
        if not isinstance(found, type) or found.__module__ != module_name:
            raise Foreign(f"{module_name}.{global_name}"[:200])
        return found


def loaded(data: bytes) -> tuple[str, Any]:
    """The word and the value of an answer; raises ``Garbage`` for bytes that are none, ``Foreign`` for what may not be built."""
    try:
        kind, value = _Unpickler(io.BytesIO(data)).load()
    except Foreign:
        raise
    except Exception as error:  # bytes that are no pickle raise anything
        raise Garbage(f"{type(error).__name__}: {error}") from error
    return str(kind), value


def result(reply: tuple[str, Any], url: str) -> Any:
    """What the function gave; raises what it raised, or what became of it. ``url`` names in errors what was being read."""
    kind, value = reply
    if kind == DONE:
        return value
    if kind == RAISED and isinstance(value, WatchError):
        raise value
    if kind == NO_MEMORY:
        raise ParseKilled("out of memory", url=url)
    raise ParseFailed(str(value)[:500], url=url)
