"""What comes in from Slack, whichever way it comes: kept, acknowledged, then done; a question is only answered.

Slack wants an answer within three seconds, so a click is written down and acknowledged before anything else; whatever dies after
that, the next heartbeat finds what waits. Nothing here knows how the messages travel.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from alerts.hands import Said, Target, Verb
from alerts.slack.buttons import read_value
from alerts.slack.sheet import Part, line
from alerts.slack.validate import Block
from alerts.slack.views import CHOICES, About, answers, changes, choice, edit_form, merge_form, reject_form, unpacked, which_form
from service.desk.answers import Voice, voice_at
from service.desk.commands import said_to
from service.desk.doing import act
from service.desk.home import home_of
from service.desk.reasons import reasons_at
from service.editing import corrected
from service.flow.kit import Kit
from service.flow.stages import Job
from service.store.facts import find_value
from service.store.hands import Click, root_at, seen_values, take
from service.store.names import find_queued, names_of_desk
from service.store.roots import root_of
from service.store.session import Connection
from service.store.touched import desk_of
from watchers.confine.named import Named

if TYPE_CHECKING:
    from service.suggesting import nearest, starting
else:
    nearest = Named("service.suggesting:nearest")
    starting = Named("service.suggesting:starting")


Ack = Callable[..., Awaitable[object]]
"""Acknowledges what came in; takes ``response_action``, ``errors``, ``view`` or ``options`` by name."""
_FACT_BUTTONS = {"confirm", "keep", "accept", "both", "assign", "undo"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a person is answered so that nobody else sees it."""

    user: str
    channel: str = ""
    reply: str = ""
    """An address that takes an answer for half an hour."""


class Surface(Protocol):
    """What a person sees; every method raises ``alerts.errors.DeliveryError``."""

    async def open(self, trigger: str, view: Block) -> None:
        """A form over what the person looks at."""
        ...

    async def whisper(self, place: Place, parts: Iterable[Part]) -> None:
        """An answer for this person alone."""
        ...

    async def publish(self, user: str, view: Block) -> None:
        """This person's App Home."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Who did something, once."""

    id: str
    name: str
    key: str
    """Of what was done: one that comes twice is one."""


class Desk:
    """Everything that people can do in Slack."""

    def __init__(self, kit: Kit, submit: Callable[[tuple[Job, ...]], None], surface: Surface) -> None:
        """``submit``: gives the engine what is to be sent or judged now."""
        self._kit, self._submit, self._surface = kit, submit, surface

    # ------------------------------------------------------------------------------------------------------ buttons

    async def action(self, body: Mapping[str, Any], ack: Ack) -> None:
        """A button or a menu was used."""
        one, user = body["actions"][0], body["user"]
        name, value = str(one["action_id"]), str(one.get("value") or (one.get("selected_option") or {}).get("value") or "")
        if name == "more":
            name, _, value = value.partition("|")
        place = Place(user=str(user["id"]), channel=_channel(body), reply=str(body.get("response_url") or ""))
        person = _person(user, f"{one.get('action_ts')}:{name}:{value}")
        if name in _FACT_BUTTONS or name in {"story", "agency", "vendor", "outlet"}:
            await self._clicked(_click(person, name, value, self._kit.clock.now()), place, ack)
        elif name in {"name_accept", "name_never"}:
            named = {"name": value, "do": name.removeprefix("name_")}
            await self._clicked(self._made(person, Verb.NAME, named), place, ack)
        else:
            await ack()
            await self._asked(name, value, str(body.get("trigger_id")), place)

    async def _asked(self, name: str, value: str, trigger: str, place: Place) -> None:
        """What changes nothing yet: a question, or a form."""
        root = (read_value(value) or (None,))[0]
        if name == "why" and root is not None:
            await self._tell_why(root, place)
        elif name in {"reject", "edit"} and root is not None:
            await self._open(name, root, trigger, place)
        elif name == "name_merge":
            waiting = await self._kit.store.read(partial(find_queued, name=value))
            if waiting is not None:
                desk = await self._kit.store.read(names_of_desk)
                asked = ((waiting.name, waiting.sort),)
                (near,) = await self._kit.confined.run(nearest, desk, asked, url="a name")
                await self._surface.open(trigger, merge_form(value, waiting.name, near, self._voice(place).language))
        elif name == "home":
            await self.home(place.user)

    async def _tell_why(self, root: int, place: Place) -> None:
        asked = partial(reasons_at, root=root, language=self._voice(place).language)
        await self._surface.whisper(place, await self._kit.store.read(asked))

    async def _open(self, name: str, root: int, trigger: str, place: Place) -> None:
        form = await self._kit.store.read(lambda c: _form(c, name, root, place))
        if form is None:
            await self._surface.whisper(place, [line(self._voice(place).say("no facts"))])
        else:
            await self._surface.open(trigger, form)

    # -------------------------------------------------------------------------------------------------------- forms

    async def form(self, body: Mapping[str, Any], ack: Ack) -> None:
        """A form was filled in."""
        view = body["view"]
        person = _person(body["user"], f"{view['id']}:{view.get('hash')}")
        about, given = unpacked(str(view.get("private_metadata"))), answers(view)
        place = Place(user=person.id, channel=about.channel)
        why = {"why": str(given.get("why") or "")}
        match view["callback_id"]:
            case "reject":
                chosen = _pairs(given["which"]) if "which" in given else about.targets
                await self._clicked(self._made(person, Verb.REJECT, why, about, chosen), place, ack)
            case "edit_which":
                (target,) = _pairs([given["which"]])
                seen = await self._kit.store.read(partial(seen_values, numbers={target.value}))
                language = (await self._kit.store.read(partial(_language, root=about.root))) or "en"
                form = edit_form(seen[target.value], about.root, about.channel, language)
                await ack(response_action="update", view=form)
            case "edit":
                await self._edited((person, about), given, place, ack)
            case "merge":
                named = {"name": about.name, "do": "merge", "other": str(given.get("other"))}
                await self._clicked(self._made(person, Verb.NAME, named), place, ack)

    async def _edited(self, whose: tuple[Person, About], given: Mapping[str, Any], place: Place, ack: Ack) -> None:
        """What cannot be is said in the form, which stays open."""
        person, about = whose
        (target,) = about.targets
        old = await self._kit.store.read(partial(find_value, number=target.value))
        fields = {} if old is None else changes(old.claim, given)
        try:
            if old is not None:
                corrected(old.claim, fields)
        except ValueError as error:
            block = str(getattr(error, "field", "why"))
            await ack(response_action="errors", errors={block if block in given else "why": str(error)[:150]})
            return
        if not fields:
            await ack(response_action="errors", errors={"why": self._voice(place).say("unchanged")})
            return
        body = {"why": str(given.get("why") or ""), "fields": fields}
        await self._clicked(self._made(person, Verb.EDIT, body, about, about.targets), place, ack)

    def _made(
        self,
        person: Person,
        verb: Verb,
        body: Mapping[str, Any],
        about: About | None = None,
        targets: tuple[Target, ...] = (),
    ) -> Click:
        held = {"targets": [[one.value, one.version] for one in targets]} if targets else {}
        root = about.root if about else None
        now = self._kit.clock.now()
        return Click(key=person.key, who=person.id, name=person.name, verb=verb, at=now, root=root, body={**body, **held})

    # ------------------------------------------------------------------------------------------- commands, home, names

    async def command(self, body: Mapping[str, Any], ack: Ack) -> None:
        """``/writethru …``."""
        person = _person({"id": body["user_id"], "name": body.get("user_name")}, str(body.get("trigger_id")))
        place = Place(user=person.id, channel=str(body.get("channel_id") or ""), reply=str(body.get("response_url") or ""))
        verb, _, rest = str(body.get("text") or "").strip().partition(" ")
        if verb == "add" and rest.strip():
            click = self._made(person, Verb.ADD, {"url": rest.strip(), "channel": place.channel})
            await self._clicked(click, place, ack)
            return
        if verb in {"mute", "unmute"} and rest.strip():
            click = self._made(person, Verb.MUTE, {"command": verb, "text": rest.strip()})
            await self._clicked(replace(click, body={**click.body, "channel": place.channel}), place, ack)
            return
        await ack()
        await self._surface.whisper(place, await said_to(self._kit, self._voice(place), verb, rest.strip()))

    async def shortcut(self, body: Mapping[str, Any], ack: Ack) -> None:
        """``Why this alert?`` on a message."""
        await ack()
        place = Place(user=str(body["user"]["id"]), channel=_channel(body), reply=str(body.get("response_url") or ""))
        ts = str(body["message"].get("ts") or body.get("message_ts"))
        root = await self._kit.store.read(partial(root_at, channel=place.channel, ts=ts))
        if root is None:
            await self._surface.whisper(place, [line(self._voice(place).say("not ours"))])
            return
        await self._tell_why(root, place)

    async def home(self, user: str, notice: str = "") -> None:
        """This person's App Home, drawn anew."""
        await self._surface.publish(user, await home_of(self._kit, self._voice_at(user), user, notice))

    async def options(self, body: Mapping[str, Any], ack: Ack) -> None:
        """Known names that begin, or go on, with what was typed."""
        desk = await self._kit.store.read(names_of_desk)
        found = await self._kit.confined.run(starting, desk, str(body.get("value") or ""), CHOICES, url="a name")
        await ack(options=[choice(name) for name in found])

    # ---------------------------------------------------------------------------------------------- keeping and doing

    def _voice(self, place: Place) -> Voice:
        return self._voice_at(place.channel or place.user)

    def _voice_at(self, where: str) -> Voice:
        return voice_at(where, self._kit.policy.routes, self._kit.policy.hours)

    async def _clicked(self, click: Click, place: Place, ack: Ack) -> None:
        """Keep it, acknowledge it, do it, and say so where the message itself does not show it."""
        row = await self._kit.store.write(partial(take, click=click))
        self._kit.failpoint.reach("hand:kept")
        await ack()
        self._kit.failpoint.reach("hand:acknowledged")
        done = await act(self._kit, row.id)
        self._submit(done.jobs)
        acted = done.row
        if place.channel or place.reply:
            if acted.said is not Said.DONE or click.root is None:
                await self._surface.whisper(place, [line(acted.answer)])
        else:
            await self.home(click.who, acted.answer)


def _click(person: Person, name: str, value: str, now: datetime) -> Click:
    """The click on a button of an alert's message."""
    root, targets, rivals = read_value(value) or (None, (), ())
    body: dict[str, Any] = {"targets": [list(one) for one in targets], "rivals": [list(one) for one in rivals]}
    if name == "undo":
        number, _, place = value.partition("|")
        root = (read_value(place) or (None,))[0]
        body = {"hand": int(number.removeprefix("H-")) if number.removeprefix("H-").isdecimal() else 0}
    verb = Verb(name) if name in _FACT_BUTTONS else Verb.MUTE
    body |= {"what": name} if verb is Verb.MUTE else {}
    return Click(key=person.key, who=person.id, name=person.name, verb=verb, at=now, root=root, body=body)


def _form(c: Connection, name: str, root: int, place: Place) -> Block | None:
    """The form that a button opens; ``None`` where there is nothing to decide."""
    found = root_of(c, root)
    if found is None:
        return None
    desk = desk_of(c, root, Voice().zone)
    if name == "reject":
        return reject_form(desk, place.channel, found.language) if desk.open else None
    if len(desk.told) > 1:
        return which_form(desk, place.channel, found.language)
    seen = seen_values(c, {one.value for one in desk.told})
    return next((edit_form(one, root, place.channel, found.language) for one in seen.values()), None)


def _language(c: Connection, root: int | None) -> str | None:
    found = None if root is None else root_of(c, root)
    return None if found is None else found.language


def _pairs(values: Iterable[str]) -> tuple[Target, ...]:
    return tuple(Target(value=int(value), version=int(version)) for value, _, version in (one.partition(":") for one in values))


def _person(user: Mapping[str, Any], what: str) -> Person:
    number = str(user["id"])
    return Person(id=number, name=str(user.get("name") or user.get("username") or number), key=f"{what}:{number}")


def _channel(body: Mapping[str, Any]) -> str:
    return str((body.get("channel") or {}).get("id") or "")
