"""What happens to a root after it was told: drawn anew as it stands, answered in its thread, or sent late. Pure.

An edit wakes nobody and a reply only those who follow the thread: copies change the count, an independent source is told in the
thread, and what was withdrawn is said in the first word of the header and of the lock-screen line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.delivery import Mark, Marked, Message, RootState
from alerts.labels.choose import labels
from alerts.labels.model import Labels
from alerts.model import ArticleMark
from alerts.slack.blocks import body
from alerts.slack.layout import FALLBACK, HEADER, source_line
from alerts.slack.plain import plain
from alerts.slack.sheet import Bullets, Line, Part, Sheet, Span, dotted, line, listed
from alerts.slack.text import cut, escape, fit
from alerts.slack.validate import Block, validate_blocks
from alerts.wording import moment

_SHOWN = 10
"""Sources, or withdrawn facts, that one message lists."""


def redrawn(told: Message, state: RootState) -> Message:
    """A root as it stands: with its sources counted, and with what was withdrawn or corrected said first.

    The same message where there is nothing to add to it.
    """
    words = labels(told.language)
    count = _count(state, words)
    if count is None and not state.marks:
        return told
    title = _title(state, words)
    blocks = [dict(block) for block in told.blocks]
    if blocks and title:
        blocks[0] = _headed(blocks[0], title, words)
    if count and len(blocks) > 1 and blocks[1].get("type") == "context":
        small: dict[str, object] = {"type": "plain_text", "text": count, "emoji": False}
        blocks[1] = {**blocks[1], "elements": [*_elements(blocks[1]), small]}
    notes = [line for line in (count, *(_marked_line(mark, words) for mark in state.marks[:_SHOWN])) if line]
    return replace(
        told,
        text=_told(title, told.text, words),
        blocks=_room((*blocks[:2], *body(_marks(state.marks, words)), *blocks[2:])) if blocks else (),
        plain="\n".join((*((title + words.words["colon"].rstrip(),) if title else ()), *notes, "", told.plain)),
    )


def _count(state: RootState, words: Labels) -> str | None:
    if state.articles < 2:
        return None
    return words.words["sources"].format(n=state.articles, i=state.independent)


def _title(state: RootState, words: Labels) -> str:
    """``Withdrawn``, ``Corrected``, ``Partly withdrawn``; empty where all stands."""
    if not state.marks:
        return ""
    kind = "withdrawn" if any(mark.mark is Mark.WITHDRAWN for mark in state.marks) else "corrected"
    return words.words[kind if len(state.marks) >= state.told else f"partly {kind}"]


def _headed(block: Block, title: str, words: Labels) -> Block:
    text = block.get("text")
    said = str(text.get("text")) if isinstance(text, Mapping) else ""
    shown = cut(f"{title}{words.words['colon']}{said}", HEADER)
    return {**block, "text": {"type": "plain_text", "text": shown, "emoji": False}}


def _elements(block: Block) -> list[object]:
    elements = block.get("elements")
    return list(elements) if isinstance(elements, Sequence) else []


def _told(title: str, text: str, words: Labels) -> str:
    return escape(fit(f"{title}{words.words['colon']}{text}", FALLBACK)) if title else text


def _marks(marks: Sequence[Marked], words: Labels) -> Iterator[Part]:
    if marks:
        items = tuple((Span(text=_marked_line(mark, words), bold=True, limit=500),) for mark in marks[:_SHOWN])
        more = words.words["more"].format(n=len(marks) - _SHOWN)
        yield Bullets(items=(*items, *(((Span(text=more),),) if len(marks) > _SHOWN else ())))


def _marked_line(mark: Marked, words: Labels) -> str:
    said = words.words[mark.mark.value]
    return "".join(span.text for span in dotted(f"{said}{words.words['colon']}{mark.about}", mark.why, moment(mark.at, words)))


def _room(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """As many of the blocks, from the first, as keep every limit."""
    while len(blocks) > 1 and validate_blocks(blocks):
        blocks = blocks[:-1]
    return blocks


def late(told: Message, since: datetime) -> Message:
    """The message with the time at which it was decided, for it goes out long after."""
    words = labels(told.language)
    notice = words.words["late"].format(moment(since, words))
    blocks = (*told.blocks[:2], *body([line(Span(text=notice, bold=True))]), *told.blocks[2:])
    fits = bool(told.blocks) and not validate_blocks(blocks)
    return replace(told, blocks=blocks if fits else told.blocks, plain=f"{notice}\n{told.plain}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """An independent article that tells facts of a root."""

    mark: ArticleMark
    about: tuple[str, ...]
    """The slots, in the words of the root's language."""


def corroborated(sources: Sequence[Source], *, key: str, language: str) -> Message:
    """One reply for all independent sources that came within one window; at least one."""
    words = labels(language)
    w = words.words
    names = listed([one.mark.outlet for one in sources], w["other"], 60)
    about = listed([slot for one in sources for slot in one.about] or [""], w["other"], 60)
    head = w["corroborated by"].format(names=names)
    sheet = Sheet(
        kind="corroboration",
        header=head,
        fallback=fit(f"{head}{w['colon']}{about}", FALLBACK),
        note=w["corroboration"],
        parts=tuple(_sources(sources, words)),
    )
    blocks = _room(tuple(body((line(Span(text=w["corroborated"], bold=True), " · ", w["corroboration"]), *sheet.parts))))
    return Message(
        key=key, kind="corroboration", text=escape(sheet.fallback), blocks=blocks, plain=plain(sheet), language=language
    )


def _sources(sources: Sequence[Source], words: Labels) -> Iterator[Part]:
    for one in sources[:_SHOWN]:
        slots = tuple((Span(text=slot),) for slot in one.about[:_SHOWN])
        yield Line(spans=source_line(one.mark, words).spans)
        if slots:
            yield Bullets(items=slots)
    if len(sources) > _SHOWN:
        yield line(words.words["more"].format(n=len(sources) - _SHOWN))
