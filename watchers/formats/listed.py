"""What every format gives in the end: entries, and which of them are new."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from watchers.formats.marking import Sifted, mark_of, sift
from watchers.model import Entry, Listing

LONGEST: Final = {"title": 1_000, "summary": 200_000, "author": 300, "guid": 2_000}
"""Characters of an entry's texts that are kept."""


def entry_mark(entry: Entry) -> bytes:
    """The mark of an entry where the document gives nothing better: what it is called and what it says."""
    return mark_of("\0".join((entry.identity, entry.title, entry.summary)).encode("utf-8", "replace"))


def only_new(found: Listing, known: bytes, room: int) -> Listing:
    """``found`` without the entries that are known, and with the newest others for which there is ``room`` (0: no bound)."""
    marks = [entry_mark(entry) for entry in found.entries]
    sifted = sift(marks, known, room, lambda place: dated(found.entries[place]))
    taken = tuple(found.entries[place] for place in sifted.taken)
    return with_marks(replace(found, entries=taken), sifted)


def with_marks(found: Listing, sifted: Sifted) -> Listing:
    """``found`` with what sifting told."""
    return replace(found, known=sifted.known, marks=sifted.marks, left=sifted.left)


def dated(entry: Entry) -> datetime | None:
    """When it says that it was published, else changed."""
    return entry.published or entry.updated
