"""What an alert says, laid out but not yet drawn: the same sheet becomes Block Kit and plain text. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A piece of a line, as printed by its author: whoever draws it cleans it."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str | None = None
    """Where it leads, unchecked: whoever draws it decides whether that is a link."""
    limit: int = 300
    """Code units at most; foreign text is cut there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line."""

    spans: tuple[Span, ...]
    under: bool = False
    """It belongs to the bullet or the heading above it: a drawing that can indent, does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bullets:
    """A list, an item a line."""

    items: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """What somebody printed or said, set apart."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Two sides of a contradiction, side by side."""

    labels: tuple[str, str]
    values: tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """What follows is about something else."""


Part = Line | Bullets | Quote | Columns | Gap


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A whole alert."""

    kind: str
    """Of the leading verdict: ``new agency``, ``contradiction`` …"""
    header: str
    fallback: str
    """For a lock screen and a screen reader: not escaped, at most 120 characters once it is."""
    note: str
    """Urgency and counts, in small print."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Detail:
    """How much of an alert is shown."""

    quote: int
    """Code units of a quote."""
    items: int
    """Findings listed under one heading before ``and N more``."""
    groups: int
    """Headings."""


def line(*texts: str | Span, under: bool = False) -> Line:
    """A line of plain strings and spans."""
    return Line(spans=tuple(Span(text=t) if isinstance(t, str) else t for t in texts), under=under)


def listed(names: Sequence[str], more: str, room: int) -> str:
    """As many names as fit into ``room`` characters, the first always, then ``more`` with the number left out."""
    names = list(dict.fromkeys(names))
    for count in range(len(names), 1, -1):
        text = ", ".join(names[:count])
        rest = len(names) - count
        text = f"{text}, {more.format(n=rest)}" if rest else text
        if len(text) <= room:
            return text
    return f"{names[0]}, {more.format(n=len(names) - 1)}" if len(names) > 1 else names[0]


def dotted(*texts: str | Span | None) -> tuple[Span, ...]:
    """Pieces of small print with middle dots between them; empty ones are left out."""
    spans: list[Span] = []
    for text in texts:
        if text is None or not text:
            continue
        if spans:
            spans.append(Span(text=" · "))
        spans.append(Span(text=text) if isinstance(text, str) else text)
    return tuple(spans)


def distinct(texts: Iterable[str]) -> list[str]:
    """Without repetitions, in order."""
    return list(dict.fromkeys(texts))
