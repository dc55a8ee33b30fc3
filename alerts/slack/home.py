"""App Home: what a person finds under the app's name, drawn anew each time. Pure; nothing from outside stands in ``mrkdwn``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from alerts.labels.hands import spoken
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


def home_view(home: Home, language: str) -> Block:
    """The view, inside Slack's limits for any input."""
    return {"type": "home", "callback_id": "home", "blocks": list(_blocks(home, spoken(language)))}


def _blocks(home: Home, words: Mapping[str, str]) -> Iterator[Block]:
    heads = words["today"].format(told=len(home.today), open=len(home.open), names=len(home.names))
    yield {"type": "header", "text": plain_text(heads, 150)}
    if home.notice:
        yield {"type": "context", "elements": [plain_text(home.notice, 1000)]}
    refresh: Block = {"type": "button", "action_id": "home", "text": plain_text(words["refresh"], 75), "value": "home"}
    yield {"type": "actions", "elements": [refresh]}
    yield from _list(words["mine"], home.mine, words["nothing"], words)
    yield from _list(words["open clashes"], home.open, words["none"], words)
    yield from _list(words["told today"], home.today, words["nothing new"], words)
    yield from _names(home.names, words)
    yield from _list(words["sources"], [Entry(text=text) for text in home.health], words["unknown"], words)


def _list(title: str, entries: Sequence[Entry], none: str, words: Mapping[str, str]) -> Iterator[Block]:
    shown = tuple((Span(text=entry.text, url=entry.url),) for entry in entries[:SHOWN])
    more = words["more alerts"].format(n=len(entries) - SHOWN)
    parts: list[Part] = [line(Span(text=title, bold=True))]
    parts += [Bullets(items=shown)] if shown else [line(none)]
    parts += [line(more)] if len(entries) > SHOWN else []
    yield {"type": "divider"}
    yield from body(parts)


def _names(names: Sequence[Waiting], words: Mapping[str, str]) -> Iterator[Block]:
    yield {"type": "divider"}
    yield from body([line(Span(text=words["unlisted"], bold=True)), *(() if names else (line(words["no names"]),))])
    for one in names[:NAMES]:
        yield from body(_told(one, words))
        yield {"type": "actions", "elements": list(_decide(one, words))}
    if len(names) > NAMES:
        yield from body([line(words["more names"].format(n=len(names) - NAMES))])


def _told(one: Waiting, words: Mapping[str, str]) -> Iterable[Part]:
    like = f", {words['resembles'].format(names=', '.join(one.resembles))}" if one.resembles else ""
    sort, times = words[f"sort {one.sort}"], words["times"].format(n=one.times)
    head = line(Span(text=one.name, bold=True), Span(text=f" · {sort} · {times}{like}"))
    return (head, line(Span(text=one.quote, italic=True), under=True)) if one.quote else (head,)


def _decide(one: Waiting, words: Mapping[str, str]) -> Iterator[Block]:
    for action in ("name_accept", "name_merge", "name_never"):
        shown = plain_text(words[action.replace("_", " ")], 75)
        yield {"type": "button", "action_id": action, "text": shown, "value": one.label}
