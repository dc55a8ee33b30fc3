"""Why an alert was sent, for whoever asks: each verdict's reason, both sides, the nearest facts, and who did what about it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from alerts.labels.choose import labels
from alerts.model import ValueStatus
from alerts.slack.sheet import Line, line
from alerts.wording import about, worth
from service.explaining import Teller, alerted, sheet
from service.store.audits import audits_of
from service.store.clicked import alert_of
from service.store.facts import ValueRow, fact_of, find_value, number_of
from service.store.hands import hands_of
from service.store.session import Connection
from service.store.ways import way_of
from watchers.claims.model import Claim
from watchers.identity import canonical_url

LINES = 60
"""Lines of one answer."""


def reasons_at(c: Connection, root: int, language: str) -> tuple[Line, ...]:
    """Why the alert of a message was sent."""
    teller = Teller(language=language)
    found = alert_of(c, root)
    way = None if found is None else way_of(c, found.url)
    if found is None or way is None:
        return as_lines([teller.say("unknown alert")])
    done = (_deed(one.click.at, one.click.name, one.click.verb.value, teller) for one in hands_of(c, found.alert))
    return as_lines((*alerted(way, found.key, teller), *done))


def reasons_of(c: Connection, what: str, language: str) -> tuple[Line, ...]:
    """What is known of a fact by its number, or of an article by its address."""
    teller = Teller(language=language)
    number = number_of(what)
    if number is not None:
        value = find_value(c, number)
        return as_lines([teller.say("no fact", what=what)] if value is None else _fact(c, value, teller))
    url = canonical_url(what.strip("<>").partition("|")[0])
    way = None if url is None else way_of(c, url)
    return as_lines([teller.say("never seen", what=what[:200])] if way is None else sheet(way, teller))


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


def _deed(at: datetime, who: str, what: str, teller: Teller) -> str:
    return teller.say("deed", at=f"{at:%Y-%m-%d %H:%M}Z", who=who, what=teller.name(what))


def _fact(c: Connection, row: ValueRow, teller: Teller) -> Iterator[str]:
    words, say = labels(teller.language), teller.say
    slot, value = fact_of(c, row)

    def of(claim: Claim, status: ValueStatus) -> dict[str, str]:
        return {"worth": worth(claim, words), "status": status.value if teller.language == "en" else words.statuses[status.value]}

    yield say("fact", name=row.name, about=about(row.claim, words), **of(row.claim, row.status))
    if row.claim.evidence.quote:
        yield f"  “{row.claim.evidence.quote}”"
    for one in value.sightings:
        yield say("fact told", outlet=one.mark.outlet, kinship=teller.name(one.kinship.value), url=one.mark.url)
    for other in (one for one in slot.values if one.id != value.id):
        yield say("fact beside", name=f"F-{other.id}", **of(other.claim, other.status))
    yield from (f"  {_deed(one.at, one.who, one.what, teller)} {one.why}" for one in audits_of(c, row.name))
