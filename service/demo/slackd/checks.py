"""What Block Kit's rules are made of. A check is a callable (value, pointer, out) that appends Problems to out."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """One fault, and where in the payload it is."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Check = Callable[[Any, str, list[Problem]], None]
PLAIN, MRKDWN = ("plain_text",), ("mrkdwn",)


def string(max_len: int | None = None, min_len: int = 0, pattern: str = "", label: str = "value") -> Check:
    def check(value: Any, ptr: str, out: list[Problem]) -> None:
        if not isinstance(value, str):
            out.append(Problem(ptr, "must provide a string"))
            return
        if len(value) < min_len:
            out.append(Problem(ptr, f"must be more than {min_len - 1} characters"))
        if max_len is not None and len(value) > max_len:
            out.append(Problem(ptr, f"must be less than {max_len + 1} characters"))
        if pattern and not re.fullmatch(pattern, value):
            out.append(Problem(ptr, f"invalid {label}"))

    return check


def integer(low: int, high: int | None = None) -> Check:
    def check(value: Any, ptr: str, out: list[Problem]) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            out.append(Problem(ptr, "must provide an integer"))
        elif value < low or (high is not None and value > high):
            out.append(Problem(ptr, f"must be between {low} and {high}"))

    return check


def boolean(value: Any, ptr: str, out: list[Problem]) -> None:
    if not isinstance(value, bool):
        out.append(Problem(ptr, "must provide a boolean"))


def enum(*allowed: str) -> Check:
    def check(value: Any, ptr: str, out: list[Problem]) -> None:
        if value not in allowed:
            out.append(Problem(ptr, f"must be one of: {', '.join(allowed)}"))

    return check


def array(item: Check, high: int | None, low: int = 1) -> Check:
    def check(value: Any, ptr: str, out: list[Problem]) -> None:
        if not isinstance(value, list):
            out.append(Problem(ptr, "must provide an array"))
            return
        if len(value) < low:
            out.append(Problem(ptr, f"no fewer than {low} items allowed"))
        if high is not None and len(value) > high:
            out.append(Problem(ptr, f"no more than {high} items allowed"))
        for i, entry in enumerate(value):
            item(entry, f"{ptr}/{i}", out)

    return check


def obj(required: dict[str, Check], optional: dict[str, Check] | None = None, *rules: Check) -> Check:
    optional = optional or {}

    def check(value: Any, ptr: str, out: list[Problem]) -> None:
        if not isinstance(value, dict):
            out.append(Problem(ptr, "must provide an object"))
            return
        out.extend(Problem(ptr, f"missing required field: {name}") for name in required if name not in value)
        for name, entry in value.items():
            inner = required.get(name) or optional.get(name)
            if inner is None:
                out.append(Problem(ptr, f"invalid additional property: {name}"))
            else:
                inner(entry, f"{ptr}/{name}", out)
        for rule in rules:
            rule(value, ptr, out)

    return check


def tagged(table: dict[str, Check]) -> Check:
    """Dispatch on the object's "type"."""

    def check(value: Any, ptr: str, out: list[Problem]) -> None:
        if not isinstance(value, dict):
            out.append(Problem(ptr, "must provide an object"))
        elif "type" not in value:
            out.append(Problem(ptr, "missing required field: type"))
        elif not isinstance(value["type"], str) or value["type"] not in table:
            out.append(Problem(f"{ptr}/type", f"unsupported type: {value['type']}"))
        else:
            table[value["type"]](value, ptr, out)

    return check


def either(*names: str) -> Check:
    def rule(value: Any, ptr: str, out: list[Problem]) -> None:
        if not any(value.get(name) for name in names):
            out.append(Problem(ptr, "must define either " + " or ".join(f"`{n}`" for n in names)))

    return rule


def exactly_one(*names: str) -> Check:
    def rule(value: Any, ptr: str, out: list[Problem]) -> None:
        if sum(name in value for name in names) != 1:
            out.append(Problem(ptr, "must define exactly one of " + ", ".join(f"`{n}`" for n in names)))

    return rule


def typed(kind: str, required: dict[str, Check] | None = None, optional: dict[str, Check] | None = None, *rules: Check) -> Check:
    return obj({"type": enum(kind), **(required or {})}, optional, *rules)


def text(max_len: int = 3000, kinds: tuple[str, ...] = PLAIN + MRKDWN) -> Check:
    """A text object; a failure is reported as Slack does, with the enclosing schema first."""
    extras: dict[str, dict[str, Check]] = {"plain_text": {"emoji": boolean}, "mrkdwn": {"verbatim": boolean}}
    table = {k: obj({"type": enum(k), "text": string(max_len, 1)}, extras[k]) for k in kinds}

    def check(value: Any, ptr: str, out: list[Problem]) -> None:
        inner: list[Problem] = []
        tagged(table)(value, ptr, inner)
        if inner:
            out.append(Problem(ptr, "failed to match all allowed schemas"))
            out.extend(inner)

    return check
