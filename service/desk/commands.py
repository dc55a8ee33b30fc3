"""What ``/writethru`` answers: what was told today, what stands open, why, which mutes hold, how it goes."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial

from alerts.model import Silence
from alerts.slack.sheet import Line, Part, Span, line
from service.desk.reasons import as_lines, reasons_of
from service.flow.kit import Kit
from service.store.clicked import Alerted, alerts_disputed, alerts_told
from service.store.holding import counts
from service.store.levels import levels
from service.store.mutes import mutes_of
from service.store.names import queued
from service.store.session import Connection

DAY = timedelta(hours=24)
MOST = 20
WORDS = ("today", "open", "why", "mute", "unmute", "mutes", "add", "status", "help")
"""What can follow the command."""
HELP = (
    "today: what was told in the last 24 hours",
    "open: contradictions that nobody has decided, and names that nobody listed",
    "why F-12, why ADDRESS: what is known of a fact, or of an article",
    "mute: what is muted; mute agency:NASA 7d REASON: a body (vendor:, outlet:, kind:) in this channel; unmute 3: ends a mute",
    "add ADDRESS: read an article now",
    "status: how it goes",
    "help: this",
)


async def said_to(kit: Kit, verb: str, rest: str) -> tuple[Part, ...]:
    """The answer to a question that changes nothing."""
    now = kit.clock.now()
    match verb:
        case "today":
            told = await kit.store.read(partial(alerts_told, since=now - DAY, most=MOST))
            return (*_listed(told), *(() if told else (line("nothing in the last 24 hours"),)))
        case "open":
            return tuple(await kit.store.read(lambda c: tuple(_open(c))))
        case "why" if rest:
            return await kit.store.read(partial(reasons_of, what=rest))
        case "mute" | "mutes":
            held = await kit.store.read(partial(mutes_of, now=now))
            said = (
                f"{m.silence.id}: {m.silence.subject} until {m.silence.until:%Y-%m-%d %H:%M}Z, {_by(m.silence)}" for m in held
            )
            return as_lines(said) or as_lines(["nothing is muted"])
        case "status":
            return as_lines(await kit.store.read(lambda c: tuple(status_of(c, kit))))
        case _:
            return as_lines(HELP)


def status_of(c: Connection, kit: Kit) -> Iterator[str]:
    """How the daemon goes, in lines."""
    now, found = kit.clock.now(), levels(c)
    today = counts(c, now - DAY, now)
    yield f"{len(found.feeds)} feeds watched, {sum(1 for feed in found.feeds if feed.failures)} failing"
    yield from (f"failing: {host}" for host in today.failing)
    yield f"{today.read} articles read in 24 hours, {today.copies} copies; {today.open} open contradictions"
    waiting = ", ".join(f"{count} {state}" for state, count in sorted(found.outbox.items()) if count)
    yield f"messages: {waiting or 'none waits'}"
    yield kit.right.refusal or "Slack takes what is sent"


def link_to(found: Alerted) -> Line:
    """An alert as a line that leads to its message."""
    return line(Span(text=found.text, url=found.link) if found.link else Span(text=found.text))


def _listed(found: Iterable[Alerted]) -> tuple[Line, ...]:
    return tuple(link_to(one) for one in found)


def _open(c: Connection) -> Iterator[Part]:
    clashes, names = alerts_disputed(c, MOST), queued(c)
    yield line(Span(text=f"Open contradictions: {len(clashes)}", bold=True))
    yield from _listed(clashes)
    yield line(Span(text=f"Names that nobody listed: {len(names)}", bold=True))
    yield from as_lines(f"{one.label} {one.name} ({one.sort.value}, {one.times} articles)" for one in names[:MOST])


def _by(one: Silence) -> str:
    until = f"{one.id}: {one.subject} until {one.until:%Y-%m-%d %H:%M}Z"
    return f"{until}, by {one.author}{f' in {one.channel}' if one.channel else ''}{f': {one.why}' if one.why else ''}"
