"""App Home: what a person finds under the app's name, drawn anew each time. Pure; nothing from outside stands in ``mrkdwn``."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from alerts.slack.blocks import body, plain_text
from alerts.slack.sheet import Bullets, Part, Span, line
from alerts.slack.validate import Block

SHOWN = 15
"""Alerts in one list."""
NAMES = 10
"""Names that wait, with their buttons; Slack takes a hundred blocks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line, with where it leads."""

    text: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A name that nobody listed."""

    label: str
    name: str
    sort: str
    times: int
    quote: str
    resembles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """What one person sees."""

    today: tuple[Entry, ...]
    mine: tuple[Entry, ...]
    open: tuple[Entry, ...]
    names: tuple[Waiting, ...]
    health: tuple[str, ...]
    notice: str = ""
    """What became of the last thing that was clicked here."""


def home_view(home: Home) -> Block:
    """The view, inside Slack's limits for any input."""
    return {"type": "home", "callback_id": "home", "blocks": list(_blocks(home))}


def _blocks(home: Home) -> Iterator[Block]:
    heads = f"Today: {len(home.today)} told, {len(home.open)} open contradictions, {len(home.names)} names"
    yield {"type": "header", "text": plain_text(heads, 150)}
    if home.notice:
        yield {"type": "context", "elements": [plain_text(home.notice, 1000)]}
    refresh: Block = {"type": "button", "action_id": "home", "text": plain_text("Refresh", 75), "value": "home"}
    yield {"type": "actions", "elements": [refresh]}
    yield from _list("Assigned to you", home.mine, "nothing")
    yield from _list("Open contradictions", home.open, "none")
    yield from _list("Told in the last 24 hours", home.today, "nothing new")
    yield from _names(home.names)
    yield from _list("Sources and messages", [Entry(text=text) for text in home.health], "unknown")


def _list(title: str, entries: Sequence[Entry], none: str) -> Iterator[Block]:
    shown = tuple((Span(text=entry.text, url=entry.url),) for entry in entries[:SHOWN])
    more = f"and {len(entries) - SHOWN} more: /writethru lists them"
    parts: list[Part] = [line(Span(text=title, bold=True))]
    parts += [Bullets(items=shown)] if shown else [line(none)]
    parts += [line(more)] if len(entries) > SHOWN else []
    yield {"type": "divider"}
    yield from body(parts)


def _names(names: Sequence[Waiting]) -> Iterator[Block]:
    yield {"type": "divider"}
    yield from body([line(Span(text="Names that nobody listed", bold=True)), *(() if names else (line("none"),))])
    for one in names[:NAMES]:
        yield from body(_told(one))
        yield {"type": "actions", "elements": list(_decide(one))}
    if len(names) > NAMES:
        yield from body([line(f"and {len(names) - NAMES} more: writethru names queue lists them")])


def _told(one: Waiting) -> Iterable[Part]:
    like = f", resembles {', '.join(one.resembles)}" if one.resembles else ""
    head = line(Span(text=one.name, bold=True), Span(text=f" · {one.sort} · {one.times} articles{like}"))
    return (head, line(Span(text=one.quote, italic=True), under=True)) if one.quote else (head,)


def _decide(one: Waiting) -> Iterator[Block]:
    for action, text in (("name_accept", "Accept"), ("name_merge", "Another way of writing…"), ("name_never", "Never a name")):
        yield {"type": "button", "action_id": action, "text": plain_text(text, 75), "value": one.label}
