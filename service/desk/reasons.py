"""Why an alert was sent, for whoever asks: each verdict's reason, both sides, the nearest facts, and who did what about it."""

from collections.abc import Iterable, Iterator

from alerts.labels.choose import labels
from alerts.slack.sheet import Line, line
from alerts.wording import about, worth
from service.explaining import alerted, sheet
from service.store.audits import audits_of
from service.store.clicked import alert_of
from service.store.facts import ValueRow, fact_of, find_value, number_of
from service.store.hands import hands_of
from service.store.session import Connection
from service.store.ways import way_of
from watchers.identity import canonical_url

LINES = 60
"""Lines of one answer."""


def reasons_at(c: Connection, root: int) -> tuple[Line, ...]:
    """Why the alert of a message was sent."""
    found = alert_of(c, root)
    way = None if found is None else way_of(c, found.url)
    if found is None or way is None:
        return as_lines(["nothing is known of that alert"])
    done = (f"{one.click.at:%Y-%m-%d %H:%M}Z {one.click.name}: {one.click.verb.value}" for one in hands_of(c, found.alert))
    return as_lines((*alerted(way, found.key), *done))


def reasons_of(c: Connection, what: str) -> tuple[Line, ...]:
    """What is known of a fact by its number, or of an article by its address."""
    number = number_of(what)
    if number is not None:
        value = find_value(c, number)
        return as_lines([f"no fact is called {what}"] if value is None else _fact(c, value))
    url = canonical_url(what.strip("<>").partition("|")[0])
    way = None if url is None else way_of(c, url)
    return as_lines([f"{what[:200]} was never seen, and is no fact's number"] if way is None else sheet(way))


def as_lines(texts: Iterable[str]) -> tuple[Line, ...]:
    """Lines of an answer, as many as it can hold."""
    return tuple(_cut(texts))


def _cut(texts: Iterable[str]) -> Iterator[Line]:
    for number, text in enumerate(texts):
        if number == LINES:
            yield line("…")
            return
        if text.strip():
            yield line(text.replace("     ", "  "))


def _fact(c: Connection, row: ValueRow) -> Iterator[str]:
    words = labels("en")
    slot, value = fact_of(c, row)
    yield f"{row.name}  {about(row.claim, words)}: {worth(row.claim, words)}, {row.status.value}"
    if row.claim.evidence.quote:
        yield f"  “{row.claim.evidence.quote}”"
    yield from (f"  told by {one.mark.outlet} ({one.kinship.value}), {one.mark.url}" for one in value.sightings)
    others = (one for one in slot.values if one.id != value.id)
    yield from (f"  beside it F-{one.id}: {worth(one.claim, words)}, {one.status.value}" for one in others)
    yield from (f"  {one.at:%Y-%m-%d %H:%M}Z {one.who}: {one.what} {one.why}" for one in audits_of(c, row.name))
