"""An article's way in words: why it alerted or did not, stage by stage, with the facts that it met. Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime

from alerts.model import Held
from service.store.articles import ArticleState
from service.store.ways import Version, Way, Weighed

_BECAUSE = {
    Held.OFF_BEAT: "it names no AI vendor together with a government, a price or a figure",
    Held.NO_CLAIMS: "it is on the beat and claims nothing that is kept",
    Held.NOTHING_NEW: "every claim is known already; each says why below",
    Held.FIRST_POLL: "it was listed by its feed's first poll, which is learned in silence",
    Held.SHADOW: "what it says is still judged in silence; the verdicts say in whose shadow",
    Held.NO_ROUTE: "none of the [[routes]] of that time takes any of it",
    Held.TAKEN_BACK: "its outlet has taken it back",
}


def conclusion(way: Way) -> str:
    """The answer in one line."""
    if way.state == ArticleState.TO_READ:
        return f"it waits to be read{f', for the last try failed: {way.error}' if way.error else ''}"
    if way.state == ArticleState.TO_JUDGE:
        return f"it is read and waits to be judged{f', for the last try failed: {way.error}' if way.error else ''}"
    if not way.versions:
        return f"it was given up unread: {way.error or 'no reason was kept'}"
    told = [version for version in way.versions if version.alert is not None and version.held is None]
    if told:
        later = " and was taken back since" if any(v.alert and v.alert.withdrawn_at for v in told) else ""
        return f"it alerted with version {', '.join(str(version.number) for version in told)}{later}"
    return f"it did not alert: {held(way.versions[-1])}"


def held(version: Version) -> str:
    """Why one version did not alert, with the reason as it is kept."""
    reason = version.held or worked_out(version)
    return f"{reason} ({_BECAUSE[Held(reason)]})" if reason in set(Held) else reason


def worked_out(version: Version) -> str:
    """For versions that were judged before the reason was written down."""
    if version.judged_at is None:
        return "it is not judged yet"
    if any(one.rank is not None for one in version.verdicts):
        return Held.FIRST_POLL.value
    if version.verdicts:
        return Held.NOTHING_NEW.value
    return Held.NO_CLAIMS.value if version.on_beat else Held.OFF_BEAT.value


def alerted(way: Way, key: str) -> Iterator[str]:
    """Why one alert was sent: the text that it was about, and of its claims those that alert."""
    for version in way.versions:
        if version.alert is None or version.alert.key != key:
            continue
        yield f"{version.title} ({way.outlet}), read {_dated(version.read_at)}"
        told = [(number, one) for number, one in enumerate(version.verdicts, 1) if one.rank is not None]
        for number, one in told:
            yield from _verdict(number, one)
        silent = len(version.verdicts) - len(told)
        if silent:
            yield f"  {silent} other claims told nothing new"
        yield from _alert(version)


def sheet(way: Way) -> Iterator[str]:
    """The way for people, a stage a block."""
    yield way.url
    yield f"  {conclusion(way)}"
    yield ""
    yield "entry"
    for entry in way.entries:
        yield f"  {_dated(entry.first_seen)}  listed by {entry.feed}: {entry.title}"
    if not way.entries:
        yield f"  {_dated(way.first_seen)}  not from a feed: it came from {way.outlet or 'a file'}"
    for version in way.versions:
        yield from _version(way, version)
    if way.visits or way.visit_due or way.visit_fault:
        fault = f", the last time in vain: {way.visit_fault}" if way.visit_fault else ""
        due = f"; next on {_dated(way.visit_due)}" if way.visit_due else "; no more readings are due"
        yield f"read again {way.visits} times{fault}{due}"


def _version(way: Way, version: Version) -> Iterator[str]:
    whole = "whole" if version.incomplete is None else f"incompletely ({version.incomplete})"
    kept = f", only its quotes are kept since {_dated(version.shrunk_at)}" if version.shrunk_at else ""
    yield f"version {version.number}"
    yield f"  {_dated(version.read_at)}  read {whole}, {version.characters} characters in {version.lang}{kept}: {version.title}"
    if version.notice:
        yield f"  it says of itself: {version.notice}"
    for gone in version.dropped:
        yield f"  it no longer says: “{gone['claim'].get('quote', '')}” ({gone['fact']} = {gone['value']})"
    if version.judged_at is None:
        yield f"  not judged yet{f': {way.error}' if way.error else ''}"
        return
    yield f"  {_dated(version.judged_at)}  judged: {len(version.verdicts)} claims"
    for number, one in enumerate(version.verdicts, 1):
        yield from _verdict(number, one)
    yield from _alert(version)


def _verdict(number: int, one: Weighed) -> Iterator[str]:
    rank = f", rank {one.rank}" if one.rank is not None else ", silent"
    back = f", held: {one.held}" if one.held else ""
    yield f"  {number}. {one.outcome} ({one.reason}){rank}{back}"
    yield f"     “{one.claim.get('quote', '')}”"
    yield f"     {one.id or 'no value'} {one.fact}"
    yield f"     {one.explanation}"
    for met in one.against:
        yield f"     held against {met.id or '?'} {met.fact} = {met.value}" + (f", told by {met.told_by}" if met.told_by else "")
        if met.quote:
            yield f"     “{met.quote}”"


def _alert(version: Version) -> Iterator[str]:
    alert = version.alert
    if alert is None:
        yield f"  no alert: {held(version)}"
        return
    yield f"  alert {alert.key}, rank {alert.rank}, decided {_dated(alert.created_at)}"
    if alert.withdrawn_at is not None:
        yield f"    taken back {_dated(alert.withdrawn_at)}: {alert.withdrawn_why}"
    if not alert.messages:
        yield f"    to nobody: {held(version)}"
    for message in alert.messages:
        where = message.link or message.ts or message.error or "not yet tried"
        yield f"    {message.channel}: {message.state} after {message.attempts} attempts, {where}"


def _dated(at: datetime | None) -> str:
    return "-" if at is None else at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
