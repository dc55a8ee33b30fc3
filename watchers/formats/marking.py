"""Marks: what tells an item of a document that was taken up before from one that is new or was edited."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from struct import Struct
from typing import Final

from watchers.model import MARK

_EACH: Final = Struct(f"{MARK}s")
LEAST_KEPT: Final = 256
"""Marks that are remembered of a short feed: what it drops from its list and shows again later is still known."""

_FIRST: Final = datetime.max.replace(tzinfo=UTC)


def mark_of(said: bytes) -> bytes:
    """Eight bytes that stand for an item as it is."""
    return blake2b(said, digest_size=MARK).digest()


def marks_in(blob: bytes) -> tuple[bytes, ...]:
    """The marks that stand one after the other in ``blob``; a broken end is left out."""
    return tuple(mark for (mark,) in _EACH.iter_unpack(blob[: len(blob) - len(blob) % MARK]))


def remembered(before: bytes, now: bytes, left: bytes) -> bytes:
    """The marks to keep after a reading: those of the document but for what was ``left``, then older ones, as many again.

    A feed that is empty for once forgets nothing.
    """
    waiting = frozenset(marks_in(left))
    current = [mark for mark in marks_in(now) if mark not in waiting]
    older = [mark for mark in marks_in(before) if mark not in waiting]
    kept = dict.fromkeys((*current, *older))
    most = max(LEAST_KEPT, 2 * len(current), len(older) if not current else 0)
    return b"".join(list(kept)[:most])


@dataclass(frozen=True, kw_only=True, slots=True)
class Sifted:
    """Which of a document's items are taken up."""

    taken: tuple[int, ...]
    """By their place, in the document's order."""
    known: int
    marks: bytes
    left: bytes
    """Marks of those that found no room."""


def sift(marks: Sequence[bytes], known: bytes, room: int, dated: Callable[[int], datetime | None]) -> Sifted:
    """The items without a ``known`` mark; where they are more than ``room`` (0: no bound), the newest of them.

    ``dated`` tells the date of the item at a place, and is asked only where there is a choice to make. An undated item counts as
    newest, and among equal dates the first listed wins.
    """
    before = frozenset(marks_in(known))
    unknown = [place for place, mark in enumerate(marks) if mark not in before]
    taken = unknown
    if 0 < room < len(unknown):
        taken = sorted(sorted(unknown, key=lambda place: dated(place) or _FIRST, reverse=True)[:room])
    stays = set(unknown) - set(taken)
    return Sifted(
        taken=tuple(taken),
        known=len(marks) - len(unknown),
        marks=b"".join(marks),
        left=b"".join(marks[place] for place in unknown if place in stays),
    )
