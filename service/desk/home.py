"""What App Home shows, read from the database each time that it is drawn."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from alerts.slack.home import NAMES, Entry, Home, Waiting, home_view
from alerts.slack.validate import Block
from service.desk.answers import Voice
from service.desk.commands import DAY, MOST, status_of
from service.flow.kit import Kit
from service.store.clicked import Alerted, alerts_disputed, alerts_of, alerts_told
from service.store.hands import assigned
from service.store.names import Queued, names_of_desk, queued
from service.store.session import Connection
from watchers.confine.named import Named

if TYPE_CHECKING:
    from service.suggesting import nearest
else:
    nearest = Named("service.suggesting:nearest")


async def home_of(kit: Kit, voice: Voice, user: str, notice: str = "") -> Block:
    """One person's App Home."""
    waiting, desk = await kit.store.read(lambda c: (queued(c), names_of_desk(c)))
    asked = tuple((one.name, one.sort) for one in waiting[:NAMES])
    near = await kit.confined.run(nearest, desk, asked, url="App Home") if asked else ()
    shown = tuple(_waiting(one, like) for one, like in zip(waiting, near, strict=False))
    more = tuple(_waiting(one, ()) for one in waiting[NAMES:])
    found = await kit.store.read(partial(_home, kit=kit, voice=voice, user=user))
    return home_view(replace(found, names=(*shown, *more), notice=notice), voice.language)


def _home(c: Connection, kit: Kit, voice: Voice, user: str) -> Home:
    return Home(
        today=_entries(alerts_told(c, kit.clock.now() - DAY, MOST)),
        mine=_entries(alerts_of(c, assigned(c, user), MOST)),
        open=_entries(alerts_disputed(c, MOST)),
        names=(),
        health=tuple(status_of(c, kit, voice)),
    )


def _entries(found: tuple[Alerted, ...]) -> tuple[Entry, ...]:
    return tuple(Entry(text=one.text, url=one.link) for one in found)


def _waiting(one: Queued, near: tuple[str, ...]) -> Waiting:
    quote = one.sentences[0].quote if one.sentences else ""
    return Waiting(label=one.label, name=one.name, sort=one.sort.value, times=one.times, quote=quote, resembles=near)
