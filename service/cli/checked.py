"""What ``feeds check`` says of a feed: how it answers, what would be wrong with it, its newest entries and what would alert."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from service.archive import NO_ADDRESS, Given
from service.cli.shown import plain
from service.probe import Seen
from service.reference import Reference
from service.replay import Outcome, outcome_to_json, tried
from service.store.session import Store
from service.taking import taken
from watchers.errors import WatchError
from watchers.model import Article, Entry, Feed, Listing
from watchers.rhythm import begun, bounds, wait
from watchers.standing import WELL, Answered, answered, said_rate

_SHOWN = 100
"""Characters of a title."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Previewed:
    """One entry, read and weighed."""

    entry: Entry
    article: Article
    outcome: Outcome


def answer(feed: Feed, seen: Seen | WatchError, now: datetime) -> dict[str, Any]:
    """One row: whether it can be watched, and all that is to be known of it beforehand."""
    row: dict[str, Any] = {"id": feed.url, "url": feed.url}
    if isinstance(seen, WatchError):
        fault = f"{type(seen).__name__}: {seen.args[0]}"
        return row | {"ok": "fail", "entries": 0, "newest": None, "note": fault}
    listing, dates = seen.listing, [entry.published or entry.updated for entry in seen.listing.entries]
    newest = max(filter(None, dates), default=None)
    rhythm = begun(dates, now)
    stands = answered(WELL, Answered(listed=len(dates), known=True, rhythm=rhythm, changed_at=None), now)
    patience = max(filter(None, (seen.document.fresh_for, listing.patience)), default=None)
    every = wait(rhythm, 0.5, bounds(feed.every, feed.source.tier, patience), now)
    notes = [
        listing.form,
        f"“{plain(listing.title)}”",
        f"newest {plain(newest)}" if newest else "without dates",
        *([f"{said_rate(rhythm.rate)}, asked every {round(every / timedelta(minutes=1))} minutes or so"] if newest else []),
        *_oddities(seen, newest, now),
        *([f"{stands.trouble.value}: {stands.why}"] if stands.trouble else []),
        *_faults(listing),
    ]
    known = {"title": listing.title, "moved_to": seen.document.moved_to, "reads": seen.named, "trouble": stands.trouble}
    told = {
        "entries_a_day": round(rhythm.rate, 2) if newest else None,
        "asked_every_minutes": round(every / timedelta(minutes=1)),
    }
    return row | {"ok": "ok", "entries": len(dates), "newest": newest, "note": ", ".join(notes)} | known | told


def previews(store: Store, read: Sequence[tuple[Entry, Article]], reference: Reference, now: datetime) -> tuple[Previewed, ...]:
    """What these entries would be judged to be on the ledger as it stands; nothing of it is kept."""
    given = [_given(entry, article) for entry, article in read]
    # oldest first, as the daemon judges them: of two that tell the same only the first would alert
    order = sorted(range(len(read)), key=lambda number: read[number][0].published or read[number][0].updated or now)
    articles = [replace(one, at=now) for one in taken((given[number] for number in order), reference)]
    outcomes = tried(store, articles, reference)
    by_number = dict(zip(order, outcomes, strict=True))
    return tuple(
        Previewed(entry=entry, article=article, outcome=by_number[number]) for number, (entry, article) in enumerate(read)
    )


def _given(entry: Entry, article: Article) -> Given:
    address = entry.url or f"{NO_ADDRESS}{entry.identity}"
    return Given(id=address, article=article if article.url else replace(article, url=address))


def preview_row(one: Previewed) -> dict[str, Any]:
    """The same as JSON."""
    told = outcome_to_json(one.outcome)
    why = None if one.article.incomplete is None else one.article.incomplete.value
    dates = {"published": None if one.entry.published is None else one.entry.published.isoformat()}
    return {"title": one.entry.title, "url": one.entry.url, **dates, "incomplete": why, **told}


def preview_lines(found: Sequence[Previewed]) -> Iterator[str]:
    """The same in lines."""
    alerting = sum(one.outcome.alert is not None for one in found)
    yield f"the newest {len(found)} entries, read now; {alerting or 'none'} would have alerted:"
    for one in found:
        yield f"  {plain(one.entry.published)}  {plain(one.entry.title)[:_SHOWN]}"
        if one.article.incomplete is not None:
            yield f"      read incompletely: {one.article.incomplete.value}"
        for verdict in one.outcome.verdicts if one.outcome.alert is not None else ():
            if verdict.alerts:
                yield f"      would alert, {verdict.outcome.value}: {plain(verdict.explanation)}"


def _oddities(seen: Seen, newest: datetime | None, now: datetime) -> Iterable[str]:
    """What of the answer is worth a word."""
    if seen.named:
        yield f"the page names the feed {seen.named}"
    if seen.document.moved_to:
        yield f"moved for good to {seen.document.moved_to}"
    elif seen.document.final_url != (seen.named or seen.document.url):
        yield f"answers from {seen.document.final_url}"
    if newest is not None and newest - now > timedelta(hours=1):
        yield "dates in the future"
    if seen.document.validators.etag is None and seen.document.validators.last_modified is None:
        yield "cannot be asked conditionally"


def _faults(listing: Listing) -> Iterable[str]:
    if not listing.entries:
        yield "no entries"
    if listing.ill_formed:
        yield f"ill-formed: {listing.ill_formed}"
    without = sum(entry.url is None for entry in listing.entries)
    if without:
        yield f"{without} entries without an address"
