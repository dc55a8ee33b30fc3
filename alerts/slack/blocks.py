"""An alert as Slack's Block Kit, inside every limit for any input: pure.

Nothing from outside goes into ``mrkdwn``: quotes, names and titles stand in ``rich_text`` and ``plain_text``, where nothing in
them is parsed, so no text can ping anyone, forge a link or change the layout. The limits are those of Slack's Block Kit
reference; that of all text together is not published, and 9,000 characters are seen to pass.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alerts.delivery import Message, Receipt
from alerts.labels.choose import labels
from alerts.model import Alert
from alerts.slack.layout import lay
from alerts.slack.plain import plain
from alerts.slack.sheet import Bullets, Columns, Detail, Gap, Line, Part, Quote, Sheet, Span
from alerts.slack.text import cut, escape, safe_url
from alerts.slack.validate import Block, validate_blocks

_LEVELS = (
    Detail(quote=700, items=10, groups=14),
    Detail(quote=400, items=10, groups=14),
    Detail(quote=220, items=10, groups=10),
    Detail(quote=120, items=8, groups=7),
    Detail(quote=1, items=5, groups=5),
    Detail(quote=1, items=1, groups=1),
)
_WHOLE = Detail(quote=3000, items=1000, groups=1000)


def message(alert: Alert, *, key: str, language: str) -> Message:
    """The alert with labels in ``language`` (ISO 639-1). ``key`` is the outbox row's: what a lost answer is looked up by.

    As much is shown as fits; quotes are shortened first. ``text`` is escaped for mrkdwn, ``plain`` holds everything and is not.
    """
    words = labels(language)
    whole = lay(alert, words, _WHOLE)
    return Message(
        key=key,
        kind=whole.kind.replace(" ", "_"),
        text=escape(whole.fallback),
        blocks=_fitting(draw(lay(alert, words, detail)) for detail in _LEVELS),
        plain=plain(whole),
        language=language,
    )


def linked(told: Message, root: Receipt) -> Message:
    """The message with a link to the first alert of its story in the same channel, where it has room for one more block.

    Added when it is sent and not when it is decided, for only then the first alert is known to stand in the channel.
    """
    words = labels(told.language).words
    span = Span(text=words["story"], url=root.link) if root.link else Span(text=words["story unlinked"])
    blocks = (*told.blocks, *body([Line(spans=(span,))]))
    return told if validate_blocks(blocks) else replace(told, blocks=blocks)


def _fitting(tries: Iterable[tuple[Block, ...]]) -> tuple[Block, ...]:
    """The richest drawing that keeps every limit; without any, the last one's header and small print, which always do."""
    blocks: tuple[Block, ...] = ()
    for blocks in tries:
        if not validate_blocks(blocks):
            return blocks
    return blocks[:2]


def draw(sheet: Sheet) -> tuple[Block, ...]:
    """A sheet as blocks: a header, small print, then rich text, parted by dividers and the two sides of a contradiction."""
    return (
        {"type": "header", "text": plain_text(sheet.header, 150)},
        {"type": "context", "elements": [plain_text(sheet.note, 500)]},
        *body(sheet.parts),
    )


def body(parts: Iterable[Part]) -> Iterator[Block]:
    """Parts of a sheet as blocks, in order."""
    run: list[Block] = []
    for part in parts:
        if isinstance(part, Gap | Columns):
            yield from _rich(run)
            run = []
            yield {"type": "divider"} if isinstance(part, Gap) else _columns(part)
        else:
            run.extend(_element(part))
    yield from _rich(run)


def _rich(elements: list[Block]) -> Iterator[Block]:
    if elements:
        yield {"type": "rich_text", "elements": elements}


def _element(part: Line | Bullets | Quote) -> Iterator[Block]:
    if isinstance(part, Bullets):
        items = [{"type": "rich_text_section", "elements": spans} for item in part.items if (spans := _spans(item))]
        if items:
            yield {"type": "rich_text_list", "style": "bullet", "elements": items}
    elif spans := _spans(part.spans):
        yield {"type": "rich_text_quote" if isinstance(part, Quote) else "rich_text_section", "elements": spans}


def _spans(spans: Iterable[Span]) -> list[Block]:
    return [drawn for span in spans if (drawn := _span(span)) is not None]


def _span(span: Span) -> Block | None:
    text = cut(span.text, span.limit)
    style = {name: True for name in ("bold", "italic") if getattr(span, name)}
    address = safe_url(span.url) if span.url else None
    if not text:
        return None
    # A span's own outer spaces part it from its neighbours; cleaning takes them off.
    text = f"{' ' if span.text[0] == ' ' else ''}{text}{' ' if span.text[-1] == ' ' else ''}"
    drawn: Block = {"type": "link", "url": address, "text": text} if address else {"type": "text", "text": text}
    return {**drawn, "style": style} if style else drawn


def _columns(part: Columns) -> Block:
    """Labels in one row, values under them; the labels are our own words, so they may be bold."""
    heads = [{"type": "mrkdwn", "text": f"*{escape(label)}*"} for label in part.labels]
    return {"type": "section", "fields": [*heads, *(plain_text(value, 1000) for value in part.values)]}


def plain_text(text: str, limit: int) -> Block:
    """A text object in which nothing is parsed; a dash for nothing."""
    return {"type": "plain_text", "text": cut(text, limit) or "–", "emoji": False}
