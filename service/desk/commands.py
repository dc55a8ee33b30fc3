"""What ``/writethru`` answers: what was told today, what stands open, why, which mutes hold, how it goes."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial

from alerts.audience import Silence
from alerts.slack.sheet import Line, Part, Span, line
from service.desk.answers import Voice
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
HELP = ("today", "open", "why", "mute", "add", "status", "help")
"""Those that are explained, in this order."""


async def said_to(kit: Kit, voice: Voice, verb: str, rest: str) -> tuple[Part, ...]:
    """The answer to a question that changes nothing."""
    now = kit.clock.now()
    match verb:
        case "today":
            told = await kit.store.read(partial(alerts_told, since=now - DAY, most=MOST))
            return _listed(told) or (line(voice.say("nothing today")),)
        case "open":
            return tuple(await kit.store.read(lambda c: tuple(_open(c, voice))))
        case "why" if rest:
            return await kit.store.read(partial(reasons_of, what=rest, language=voice.language))
        case "mute" | "mutes":
            held = await kit.store.read(partial(mutes_of, now=now))
            return as_lines(_muted(one.silence, voice) for one in held) or as_lines([voice.say("no mutes")])
        case "status":
            return as_lines(await kit.store.read(lambda c: tuple(status_of(c, kit, voice))))
        case _:
            return as_lines(voice.say(f"help {word}") for word in HELP)


def status_of(c: Connection, kit: Kit, voice: Voice) -> Iterator[str]:
    """How the daemon goes, in lines."""
    now, found = kit.clock.now(), levels(c)
    today = counts(c, now - DAY, now)
    yield voice.say("watched", n=len(found.feeds), failing=sum(1 for feed in found.feeds if feed.failures))
    yield from (voice.say("failing", host=host) for host in today.failing)
    yield voice.say("read today", n=today.read, copies=today.copies, open=today.open)
    waiting = ", ".join(f"{count} {voice.say(f'message {state}')}" for state, count in sorted(found.outbox.items()) if count)
    yield voice.say("messages", waiting=waiting or voice.say("none waits"))
    yield kit.right.refusal or voice.say("takes")


def link_to(found: Alerted) -> Line:
    """An alert as a line that leads to its message."""
    return line(Span(text=found.text, url=found.link) if found.link else Span(text=found.text))


def _listed(found: Iterable[Alerted]) -> tuple[Line, ...]:
    return tuple(link_to(one) for one in found)


def _open(c: Connection, voice: Voice) -> Iterator[Part]:
    clashes, names = alerts_disputed(c, MOST), queued(c)
    yield line(Span(text=voice.say("clashes", n=len(clashes)), bold=True))
    yield from _listed(clashes)
    yield line(Span(text=voice.say("strangers", n=len(names)), bold=True))
    told = ((one, voice.say(f"sort {one.sort.value}"), voice.say("times", n=one.times)) for one in names[:MOST])
    yield from as_lines(f"{one.label} {one.name} ({sort}, {times})" for one, sort, times in told)


def _muted(one: Silence, voice: Voice) -> str:
    until = f"{one.until:%Y-%m-%d %H:%M}"
    told = voice.say("mute line", id=one.id, subject=one.subject, until=until, name=one.author)
    where = voice.say("mute in", channel=one.channel) if one.channel else ""
    return told + where + (voice.say("mute why", why=one.why) if one.why else "")
