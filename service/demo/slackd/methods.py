"""The registry of Web API methods, and what several of them share."""

import base64
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from service.demo.slackd.words import ApiError, Args, Row
from service.demo.slackd.workspace import Workspace

Run = Callable[[Workspace, Args], Awaitable[Row]]


class Method(NamedTuple):
    run: Run
    tier: str
    scopes: tuple[str, ...]
    json_ok: bool
    token: str


METHODS: dict[str, Method] = {}


def method(name: str, tier: str, *scopes: str, json_ok: bool = True, token: str = "bot") -> Callable[[Run], Run]:
    """Register a method under its public name."""

    def wrap(run: Run) -> Run:
        METHODS[name] = Method(run, tier, scopes, json_ok, token)
        return run

    return wrap


def page(rows: list[Row], a: Args, default: int, high: int) -> tuple[list[Row], Row]:
    """One page of ``rows`` and the metadata that leads to the next."""
    limit, cursor = a.number("limit", default, 1, high), a.text("cursor")
    try:
        start = int(base64.b64decode(cursor).decode()) if cursor else 0
    except ValueError:
        raise ApiError("invalid_cursor") from None
    more = start + limit < len(rows)
    return rows[start : start + limit], {"next_cursor": base64.b64encode(str(start + limit).encode()).decode() if more else ""}
