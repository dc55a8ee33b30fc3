"""What people may do with an alert's message, and what they have done, as blocks under it. Pure.

A button's value holds numbers alone: the message's row and each value with the version at which it was drawn, so that a click on
what has changed since is recognised. Names stand in plain text, where nothing is parsed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from alerts.delivery import Message
from alerts.hands import Clash, Desk, Told, Trace
from alerts.labels.choose import labels
from alerts.labels.hands import spoken
from alerts.slack.blocks import plain_text
from alerts.slack.layout import FALLBACK
from alerts.slack.text import cut, escape, fit
from alerts.slack.validate import Block, validate_blocks

MANY = 150
"""Values that one button can name: its value holds 2,000 characters."""
CLASHES = 3
"""Contradictions that a message has buttons for; the others are decided on their own messages or in App Home."""
_TRACES = 5
"""Hands that a message shows, the last ones."""
_TAIL = 72
"""Characters that the last hand takes of the lock-screen line, once they are escaped."""
_VALUE = re.compile(r"R-(\d{1,9})(?:\|([\d:,]*))?(?:\|([\d:,]*))?")
Pairs = tuple[tuple[int, int], ...]
"""Values with their versions."""


def touched(told: Message, desk: Desk, *, ears: bool) -> Message:
    """The message with what people have done and, where somebody listens (``ears``), with its buttons."""
    lines = [_line(trace, told.language) for trace in desk.traces[-_TRACES:]]
    small: tuple[Block, ...] = ({"type": "context", "elements": [plain_text(line, 500) for line in lines]},) if lines else ()
    below = (*small, *(_actions(desk, told.language) if ears else ()))
    if not below or not told.blocks:
        return told
    text = told.text
    if lines:
        tail = fit(_said(desk.traces[-1], told.language), _TAIL)
        text = escape(f"{fit(told.text, max(FALLBACK - len(escape(tail)) - 3, 40))} · {tail}")
    plain = "\n".join((told.plain, "", *lines)) if lines else told.plain
    return replace(told, text=text, blocks=_room(told.blocks, below), plain=plain)


def read_value(value: str) -> tuple[int, Pairs, Pairs] | None:
    """What a button's value holds: the message's row, targets, rivals; ``None`` for one that is none of ours."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    return int(match[1]), _pairs(match[2] or ""), _pairs(match[3] or "")


def clock(at: datetime) -> str:
    """``08:12`` in the zone that it carries; UTC is named."""
    zone = " UTC" if at.tzname() == "UTC" else ""
    return f"{at:%H:%M}{zone}"


def _pairs(text: str) -> Pairs:
    return tuple((int(value), int(version)) for part in text.split(",") if part for value, _, version in [part.partition(":")])


def _line(trace: Trace, language: str) -> str:
    """``Confirmed by ana, 08:12``, with which of the facts and why."""
    said = _said(trace, language)
    which = f" ({'; '.join(trace.about[:3])}{'…' if len(trace.about) > 3 else ''})" if trace.about else ""
    return f"{said}{which}{labels(language).words['colon'] + trace.why if trace.why else ''}"


def _said(trace: Trace, language: str) -> str:
    return spoken(language)[f"did {trace.verb.value}"].format(name=cut(trace.name, 40), at=clock(trace.at))


def _room(blocks: Sequence[Block], below: tuple[Block, ...]) -> tuple[Block, ...]:
    """The message's own blocks, as many as leave room for what stands below them."""
    kept = tuple(blocks)
    while len(kept) > 2 and validate_blocks((*kept, *below)):
        kept = kept[:-1]
    return (*kept, *below) if not validate_blocks((*kept, *below)) else tuple(blocks)


def _actions(desk: Desk, language: str) -> Iterator[Block]:
    for clash in desk.clashes[:CLASHES]:
        yield {"type": "actions", "elements": list(_sides(desk, clash, language, alone=len(desk.clashes) == 1))}
    yield {"type": "actions", "elements": list(_usual(desk, language))}


def _sides(desk: Desk, clash: Clash, language: str, *, alone: bool) -> Iterator[Block]:
    """The three ways out of a contradiction; with more than one, each names its own."""
    words, value = spoken(language), _value(desk.root, (clash.new,), clash.known)

    def named(key: str) -> str:
        return words[key] if alone else words[f"{key} of"].format(about=clash.about)

    yield _button("keep", named("keep"), value, style="primary")
    yield _button("accept", named("accept"), value, style="danger") | {"confirm": _ask(language)}
    yield _button("both", named("both"), value)


def _usual(desk: Desk, language: str) -> Iterator[Block]:
    words, waiting = spoken(language), desk.open[:MANY]
    if waiting:
        text = words["confirm"] if len(waiting) == 1 else words["confirm many"].format(n=len(waiting))
        value = _value(desk.root, waiting)
        yield _button("confirm", text, value, style="primary") | {"accessibility_label": words["confirm aria"]}
        yield _button("reject", words["reject"], value, style="danger") | {"accessibility_label": words["reject aria"]}
    if desk.last is not None:
        undo = _button("undo", words["undo"], f"H-{desk.last.hand}|R-{desk.root}")
        yield undo | {"accessibility_label": words["undo aria"]}
    yield _button("assign", words["assign"], _value(desk.root, ()))
    yield _button("why", words["why"], _value(desk.root, ())) | {"accessibility_label": words["why aria"]}
    options = [_option(words[f"mute {kind}"].format(name=name), f"{kind}|R-{desk.root}") for kind, name in desk.subjects[:4]]
    if desk.told:
        options.append(_option(words["edit"], f"edit|R-{desk.root}"))
    if options:
        yield {"type": "overflow", "action_id": "more", "options": options}


def _value(root: int, targets: Iterable[Told], rivals: Iterable[Told] = ()) -> str:
    sides = (",".join(f"{one.value}:{one.version}" for one in side) for side in (targets, rivals))
    return "|".join([f"R-{root}", *sides]).rstrip("|")


def _button(action: str, text: str, value: str, *, style: str = "") -> Block:
    made: Block = {"type": "button", "action_id": action, "text": plain_text(text, 75), "value": value}
    return {**made, "style": style} if style else made


def _ask(language: str) -> Block:
    words = spoken(language)
    return {
        "title": plain_text(words["replace title"], 100),
        "text": plain_text(words["replace text"], 300),
        "confirm": plain_text(words["replace"], 30),
        "deny": plain_text(words["cancel"], 30),
        "style": "danger",
    }


def _option(text: str, value: str) -> Block:
    return {"text": plain_text(text, 75), "value": value}
