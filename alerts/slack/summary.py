"""Digests: a day summed up, and alerts that were held back, each as a line with its link. Pure.

The root holds the most urgent lines; whatever more there is follows in its thread, so that nothing is dropped and the channel is
not flooded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from alerts.delivery import Message
from alerts.labels.choose import labels
from alerts.labels.model import Labels
from alerts.slack.blocks import draw
from alerts.slack.layout import FALLBACK, HEADER
from alerts.slack.plain import plain
from alerts.slack.sheet import Bullets, Gap, Part, Sheet, Span, dotted, line
from alerts.slack.text import clean, cut, escape, fit
from alerts.slack.validate import validate_blocks
from alerts.wording import day as day_of

LINES = 20
"""In the root, of what was held back; as many again of what was told."""
PAGE = 40
"""Lines of a reply."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One alert in a line."""

    text: str
    """Its lock-screen line, as Slack takes it."""
    rank: int
    url: str | None = None
    """Of the article, or of the alert itself where it was told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """What came to pass since the last digest."""

    day: date
    read: int
    copies: int
    told: tuple[Item, ...] = ()
    open: int = 0
    """Facts of which two values stand against each other."""
    failing: tuple[str, ...] = ()
    """Hosts of feeds whose last poll failed, and of which nothing worse is known."""
    troubled: tuple[tuple[str, str], ...] = ()
    """Hosts of feeds that have been in trouble for long, each with what is wrong: ``dead``, ``silent``, ``moved``, …"""
    troubles: int = 0
    """How many there are beside them."""
    new: bool = False
    """Whether one of them was not told before: a digest then goes out although nothing else is new."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """A root and the replies under it."""

    root: Message
    pages: tuple[Message, ...]


def digest(day: Day | None, held: Sequence[Item], *, key: str, language: str, why: str = "") -> Digest:
    """What is told at a channel's hour, or when held alerts come due; ``why``: a key of the labels, ``held budget`` say."""
    words = labels(language)
    rows = sorted(held, key=lambda item: item.rank)
    rest = rows[LINES:]
    head = _head(day, rows, words)
    note = "".join(span.text for span in dotted(*_note(day, words), words.words[why] if why else None)) or "–"
    sheet = Sheet(
        kind="digest",
        header=cut(head, HEADER),
        fallback=fit(f"{head}. {note}", FALLBACK),
        note=note,
        parts=tuple(_parts(day, rows[:LINES], len(rows), words)),
    )
    pages = [rest[first : first + PAGE] for first in range(0, len(rest), PAGE)]
    return Digest(
        root=_message(sheet, key, words),
        pages=tuple(
            _page(page, (LINES + number * PAGE, len(rows)), f"{key}~p{number + 1}", words) for number, page in enumerate(pages)
        ),
    )


def _head(day: Day | None, held: Sequence[Item], words: Labels) -> str:
    w = words.words
    if day is None:
        return w["digest one"] if len(held) == 1 else w["digest"].format(n=len(held))
    if not held and not day.told:
        return w["quiet day"].format(read=day.read, copies=day.copies)
    return w["digest of"].format(day=day_of(day.day, words))


def _note(day: Day | None, words: Labels) -> Iterator[str]:
    if day is not None:
        yield words.words["day"].format(read=day.read, copies=day.copies)


def _parts(day: Day | None, held: Sequence[Item], number: int, words: Labels) -> Iterator[Part]:
    w = words.words
    if day is not None and day.open:
        yield line(Span(text=w["open"].format(n=day.open), bold=True))
    if held:
        counted = w["page"].format(n=1, m=len(held), all=number)
        yield line(Span(text=w["held back"], bold=True), *([f" · {counted}"] if number > len(held) else []))
        yield _bullets(held, words)
    if day is not None and day.told:
        yield Gap()
        yield line(Span(text=w["told"].format(n=len(day.told)), bold=True))
        told = sorted(day.told, key=lambda item: item.rank)
        yield _bullets(told[:LINES], words)
        if len(told) > LINES:
            yield line(w["more"].format(n=len(told) - LINES))
    if day is not None:
        yield from _sources(day, w)


def _sources(day: Day, words: Mapping[str, str]) -> Iterator[Part]:
    if day.troubled:
        named = ", ".join(f"{host} ({words[f'source {what}']})" for host, what in day.troubled)
        yield line(words["troubled"].format(names=named))
        if day.troubles:
            yield line(words["more"].format(n=day.troubles))
    if day.failing:
        yield line(words["failing"].format(names=", ".join(day.failing)))


def _bullets(items: Sequence[Item], words: Labels) -> Bullets:
    """The rank is said, not coloured; the line leads to its article, or to the alert."""
    return Bullets(
        items=tuple(
            (
                Span(text=f"{words.words['rank short'].format(n=item.rank)} · "),
                Span(text=clean(item.text), url=item.url, limit=160),
            )
            for item in items
        )
    )


def _page(items: Sequence[Item], place: tuple[int, int], key: str, words: Labels) -> Message:
    first, number = place
    head = words.words["page"].format(n=first + 1, m=first + len(items), all=number)
    sheet = Sheet(kind="digest", header=head, fallback=head, note=words.words["held back"], parts=(_bullets(items, words),))
    return _message(sheet, key, words)


def _message(sheet: Sheet, key: str, words: Labels) -> Message:
    blocks = draw(sheet)
    fits = not validate_blocks(blocks)
    return Message(
        key=key,
        kind="digest",
        text=escape(sheet.fallback),
        blocks=blocks if fits else blocks[:2],
        plain=plain(sheet),
        language=words.language,
    )
