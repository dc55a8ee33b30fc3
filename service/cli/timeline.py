"""A fact's life on the terminal: a lane a value, an event a line, without a colour that would be needed to read it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.cli.shown import plain
from service.store.history import Event, Happened

_LANES = 8
"""Values that get a lane of their own; what comes after them is told without one."""
_MARKS = {
    Happened.LEARNED: "●",
    Happened.TOLD: "○",
    Happened.LISTED: "◇",
    Happened.DROPPED: "×",
    Happened.TURNED: "◆",
    Happened.EDITED: "✎",
}
_GONE = frozenset({"superseded", "retracted"})


def timeline(life: Sequence[Event], names: Mapping[int, str]) -> Iterator[str]:
    """The lines of a fact's life; ``names``: what each value says, by its number."""
    lanes = [number for number in names if any(event.value == number for event in life)][:_LANES]
    state = dict.fromkeys(lanes, " ")
    for event in life:
        drawn = {**state, event.value: _MARKS[event.what]} if event.value in state else state
        yield f"  {plain(event.at)}  {' '.join(drawn[lane] for lane in lanes)}  {_said(event, names)}"
        if event.value in state:
            state[event.value] = "┊" if (event.after or "") in _GONE else "│" if event.after else _after(state[event.value])


def _after(before: str) -> str:
    """A lane goes on as it was; one that begins, begins to stand."""
    return "│" if before == " " else before


def _said(event: Event, names: Mapping[int, str]) -> str:
    value = f"F-{event.value} {names.get(event.value, '')}".rstrip()
    match event.what:
        case Happened.LEARNED:
            return f"{value}: learned"
        case Happened.TOLD:
            return f"{value}: told by {event.outlet} ({event.kinship}), {event.url}"
        case Happened.LISTED:
            return f"{value}: listed in {event.outlet}, which is no article"
        case Happened.DROPPED:
            return f"{value}: {event.outlet} no longer says so, {event.url}"
        case Happened.TURNED:
            return f"{value}: {event.before} → {event.after}, by {event.outlet}, {event.url}"
        case Happened.EDITED:
            return f"{value}: {event.before} → {event.after}, by a person"


def life_to_json(life: Sequence[Event]) -> list[dict[str, Any]]:
    """The events as ``facts show --json`` gives them."""
    return [
        {
            "at": event.at.isoformat(),
            "value": f"F-{event.value}",
            "what": event.what.value,
            **{key: said for key in ("outlet", "url", "kinship", "before", "after") if (said := getattr(event, key)) is not None},
        }
        for event in life
    ]
