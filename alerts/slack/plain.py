"""A sheet as plain text for a terminal, a log or a message without blocks: 80 columns. Pure."""

import textwrap
from collections.abc import Iterable, Iterator

from alerts.slack.sheet import Bullets, Columns, Gap, Line, Quote, Sheet, Span
from alerts.slack.text import clean, cut, safe_url

COLUMNS = 80
_HALF = 38


def plain(sheet: Sheet) -> str:
    """The whole sheet; every line but an address fits 80 columns, and nothing in it can move a terminal's cursor."""
    lines = [
        *_wrapped(sheet.header),
        "=" * min(COLUMNS, max(len(row) for row in _wrapped(sheet.header))),
        *_wrapped(sheet.note),
        "",
    ]
    for part in sheet.parts:
        lines.extend(_drawn(part))
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _drawn(part: object) -> Iterator[str]:
    if isinstance(part, Gap):
        yield ""
    elif isinstance(part, Line):
        indent = "    " if part.under else ""
        yield from _wrapped(_text(part.spans), first=indent, then=indent)
        yield from (f"{indent}  {address}" for address in _addresses(part.spans))
    elif isinstance(part, Bullets):
        for item in part.items:
            yield from _wrapped(_text(item), first="  • ", then="    ")
    elif isinstance(part, Quote):
        yield from _wrapped(_text(part.spans), first="    │ ", then="    │ ")
    elif isinstance(part, Columns):
        yield from _columns(part)


def _wrapped(text: str, *, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(
        clean(text), COLUMNS, initial_indent=first, subsequent_indent=then, break_on_hyphens=False, break_long_words=True
    ) or [first.rstrip()]


def _text(spans: Iterable[Span]) -> str:
    return "".join(_spaced(span) for span in spans)


def _spaced(span: Span) -> str:
    """A span's clean text with the single spaces that it had at its ends."""
    text = cut(span.text, span.limit)
    return f"{' ' if span.text[:1] == ' ' else ''}{text}{' ' if span.text[-1:] == ' ' else ''}" if text else ""


def _addresses(spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        address = safe_url(span.url) if span.url else None
        if address:
            yield address


def _columns(part: Columns) -> Iterator[str]:
    sides = [
        [label, "-" * len(label), *textwrap.wrap(clean(value), _HALF, break_on_hyphens=False)]
        for label, value in zip(part.labels, part.values, strict=True)
    ]
    for row in range(max(len(side) for side in sides)):
        left, right = (side[row] if row < len(side) else "" for side in sides)
        yield f"  {left:<{_HALF}}  {right}"
