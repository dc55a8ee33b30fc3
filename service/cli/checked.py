"""What ``feeds check`` says of a feed: how it answers, what would be wrong with it, its newest entries and what would alert."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from service.archive import NO_ADDRESS, Given
from service.cli.shown import plain
from service.probe import Seen, Unusable
from service.reference import Reference
from service.replay import Outcome, outcome_to_json, tried
from service.store.session import Store
from service.taking import taken
from watchers.errors import BadStatus
from watchers.model import Article, Entry, Feed, Incomplete, Listing
from watchers.rhythm import begun, bounds, wait
from watchers.saying import in_words
from watchers.standing import GONE, WELL, Answered, answered, said_rate

_SHOWN = 100
"""Characters of a title."""
_STALE: Final = timedelta(days=60)
_VERSIONED: Final = re.compile(r"(rss|atom)([0-9])([0-9]+)[un]?")
_FAMILIES: Final = MappingProxyType({"rss": "RSS", "atom": "Atom"})
_FORMS: Final = MappingProxyType(
    {
        "rss": "RSS",
        "atom": "Atom",
        "json feed": "JSON Feed",
        "sitemap": "a sitemap",
        "sitemap index": "an index of sitemaps",
        "page": "the links of a page",
        "register": "a list of documents",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Previewed:
    """One entry, read and weighed."""

    entry: Entry
    article: Article
    outcome: Outcome


def answer(feed: Feed, seen: Seen | Unusable, now: datetime) -> dict[str, Any]:
    """One row: whether it can be watched, and all that is to be known of it beforehand."""
    row: dict[str, Any] = {"id": feed.url, "url": feed.url}
    if isinstance(seen, Unusable):
        wrong = {"error": type(seen.error).__name__, "reads": seen.named, "select": seen.select or None}
        return row | {"ok": "fail", "entries": 0, "newest": None} | _noted(_why_not(feed, seen)) | wrong
    listing, dates = seen.listing, [_dated(entry) for entry in seen.listing.entries]
    newest = max(filter(None, dates), default=None)
    rhythm = begun(dates, now)
    # of one answer nobody can say whether its bytes ever change
    stands = answered(WELL, Answered(listed=len(dates), known=True, rhythm=rhythm, changed_at=now), now)
    patience = max(filter(None, (seen.document.fresh_for, listing.patience)), default=None)
    every = round(wait(rhythm, 0.5, bounds(feed.every, feed.source.tier, patience), now) / timedelta(minutes=1))
    usual = f"{said_rate(rhythm.rate)} as a rule" if rhythm.told else "how often it brings something is not known yet"
    notes = [
        _what(listing, newest),
        *([f"{usual}, would be asked every {every} minutes or so"] if dates else []),
        *_oddities(feed, seen, newest, now),
        *([f"{stands.trouble.value}: {stands.why}"] if stands.trouble and dates else []),
        *_faults(listing),
    ]
    known = {"title": listing.title, "moved_to": seen.document.moved_to, "reads": seen.named, "trouble": stands.trouble}
    told = {"entries_a_day": round(rhythm.rate, 2) if rhythm.told else None, "asked_every_minutes": every}
    return row | {"ok": "ok", "entries": len(dates), "newest": newest} | _noted(notes) | known | told


def answer_lines(row: Mapping[str, Any]) -> Iterator[str]:
    """The same in lines, for one address."""
    yield f"{row['ok']}  {plain(row['url'])}"
    yield from (f"  {note}" for note in row["notes"])


def _noted(notes: Iterable[str]) -> dict[str, Any]:
    listed = list(notes)
    return {"note": "; ".join(listed), "notes": listed}


def _why_not(feed: Feed, seen: Unusable) -> Iterator[str]:
    """What is wrong, whose fault it is where several addresses were asked, and what would do instead."""
    error = seen.error
    if seen.named:
        yield f"the page there names the feed {plain(seen.named)}"
    elif error.url not in {"", feed.url}:
        yield f"it leads to {plain(error.url)}"
    yield plain(in_words(error))
    if isinstance(error, BadStatus) and error.status == GONE:
        yield "it would never be asked again"
    if seen.page is not None:
        select = f" --select '{seen.select}'" if seen.select else ""
        number = _counted(len(seen.page.entries), "link", "links")
        yield f"watched as a page it would list {number}, such as “{plain(seen.page.entries[0].title)[:_SHOWN]}”"
        yield f"try: writethru feeds check {plain(feed.url)} --kind page{select}"


def _what(listing: Listing, newest: datetime | None) -> str:
    """Format, title, and how much is listed until when."""
    named = f"{_form(listing.form)} “{plain(listing.title)}”" if listing.title else _form(listing.form)
    if not listing.entries:
        return f"{named}, which lists nothing now"
    return f"{named}, {_counted(len(listing.entries), 'entry', 'entries')}, " + (
        f"the newest of {plain(newest)}" if newest else "without dates"
    )


def _form(form: str) -> str:
    """A format as people call it: ``rss091u`` is RSS 0.91."""
    found = _VERSIONED.fullmatch(form)
    return f"{_FAMILIES[found[1]]} {found[2]}.{found[3]}" if found else _FORMS.get(form, form)


def _dated(entry: Entry) -> datetime | None:
    return entry.published or entry.updated


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def previews(store: Store, read: Sequence[tuple[Entry, Article]], reference: Reference, now: datetime) -> tuple[Previewed, ...]:
    """What these entries would be judged to be on the ledger as it stands; nothing of it is kept."""
    given = [_given(entry, article) for entry, article in read]
    # oldest first, as the daemon judges them: of two that tell the same only the first would alert
    order = sorted(range(len(read)), key=lambda number: _dated(read[number][0]) or now)
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
    newest = "the newest entry" if len(found) == 1 else f"the newest {len(found)} entries"
    yield f"{newest}, read now; {alerting or 'none'} would have alerted:"
    for one in found:
        yield f"  {plain(_dated(one.entry))}  {plain(one.entry.title or one.entry.url)[:_SHOWN]}"
        if one.article.incomplete is Incomplete.NOT_FETCHED:
            page = "its page could not be had" if one.entry.url else "it has no address"
            yield f"      {page}: judged by the feed's own text"
        elif one.article.incomplete is not None:
            yield f"      read incompletely: {one.article.incomplete.value}"
        yield from _verdict_lines(one.outcome)


def _verdict_lines(outcome: Outcome) -> Iterator[str]:
    """What would alert, each with its quote; where nothing would although something is claimed, why not."""
    alerting = [verdict for verdict in outcome.verdicts if verdict.alerts] if outcome.alert is not None else []
    for verdict in alerting:
        yield f"      would alert, {verdict.outcome.value}: {plain(verdict.explanation)}"
        yield f"        “{plain(verdict.claim.evidence.quote)}”"
    if not alerting and outcome.verdicts:
        yield f"      would not alert, {outcome.verdicts[0].outcome.value}: {plain(outcome.verdicts[0].explanation)}"


def _oddities(feed: Feed, seen: Seen, newest: datetime | None, now: datetime) -> Iterable[str]:
    """What of the answer is worth a word."""
    document = seen.document
    if seen.named:
        yield f"the page there names the feed {seen.named}, which is read instead"
    if seen.sitemaps or seen.failed:
        yield f"read from {_counted(seen.sitemaps, 'sitemap', 'sitemaps')} that it names, the newest"
    yield from (f"its sitemap {plain(url)} cannot be read" for url in seen.failed)
    if document.moved_to:
        yield f"moved for good to {document.moved_to}"
    if document.final_url not in {document.moved_to, document.url}:
        yield f"answers from {document.final_url}, for the time being"
    if newest is not None and newest - now > timedelta(hours=1):
        yield "dates in the future"
    if newest is not None and now - newest > _STALE:
        yield f"nothing newer than {(now - newest).days} days"
    if seen.listing.form == "register" and "order=newest" not in document.final_url:
        yield "in the order of the best match: add order=newest to the address"
    if document.validators.etag is None and document.validators.last_modified is None:
        yield "without ETag and Last-Modified: every poll fetches the whole of it"


def _faults(listing: Listing) -> Iterable[str]:
    if listing.ill_formed:
        yield f"ill-formed: {plain(listing.ill_formed)}"
    without = sum(entry.url is None for entry in listing.entries)
    if without:
        yield f"{_counted(without, 'entry', 'entries')} without an address"
