"""JSON from outside: read whole where it can be, else object by object up to the place where it breaks."""

import json
import re
from dataclasses import dataclass
from typing import Final

_DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
"""Numbers stay as written: nothing is counted here, and a million digits would cost quadratic time."""

_BETWEEN: Final = re.compile(r"[\s,]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Json:
    """A JSON object: its members, the objects of its list, and why it is not whole."""

    members: dict[str, object]
    items: tuple[dict[str, object], ...]
    listed: bool = True
    """Whether there is such a list at all."""
    fault: str | None = None


def json_object(text: str, list_name: str) -> Json | None:
    """The object that ``text`` is, with the objects of its member ``list_name``; ``None`` where it is none.

    A document that breaks off gives the members and the list's objects before the break.
    """
    bare = text.lstrip("\ufeff \t\r\n\0")
    try:
        value = _DECODER.decode(bare.rstrip("\0 \t\r\n"))
    except RecursionError:
        return None
    except ValueError as error:
        return _before_the_break(bare, list_name, " ".join(str(error).split())[:200])
    if not isinstance(value, dict):
        return None
    listed = isinstance(value.get(list_name), list)
    return Json(members=value, items=objects(value[list_name]) if listed else (), listed=listed)


def string(value: object) -> str:
    """``value`` if it is a string or a number as written; else nothing."""
    return value if isinstance(value, str) else ""


def objects(value: object) -> tuple[dict[str, object], ...]:
    """The objects of a list; of an object, itself."""
    if isinstance(value, dict):
        return (value,)
    return tuple(item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


def _before_the_break(text: str, list_name: str, fault: str) -> Json | None:
    opened = re.search(rf'"{list_name}"\s*:\s*\[', text)
    if opened is None or not text.startswith("{"):
        return None
    items = tuple(_items(text, opened.end()))
    try:
        members = _DECODER.decode(text[: opened.start()].rstrip().rstrip(",") + "}")
    except (ValueError, RecursionError):
        members = {}
    return Json(members=members if isinstance(members, dict) else {}, items=items, fault=fault)


def _items(text: str, position: int) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    while True:
        between = _BETWEEN.match(text, position)
        position = between.end() if between else position
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            return found
        if isinstance(value, dict):
            found.append(value)
