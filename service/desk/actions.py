"""One click acted upon, in one transaction: what it changes in the ledger, who is told, and which messages are drawn anew."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from alerts import muting
from alerts.audience import Hours, Route
from alerts.hands import ON_FACTS, Effect, Hand, Ruling, Said, Seen, Target, Turn, Verb, edited, rule, undo
from service import deciding
from service.desk.answers import Voice, done_text, not_done_text, voice_at
from service.desknames import DeskName
from service.editing import correct, corrected
from service.reference import Reference
from service.store.audits import Act, note
from service.store.facts import ValueRow, find_value, turn_value
from service.store.hands import Done, HandRow, effects_of, find_hand, finish, hand_row, last_assignment, seen_values, take_back
from service.store.mutes import add_mute, end_mute, mutes_of
from service.store.roots import redraw, root_of, roots_of, roots_of_alert
from service.store.session import Connection
from service.store.touched import subjects_of, told_claim
from watchers.claims.model import Claim

_SPANS = {"story": timedelta(hours=24)}
_SPAN = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What a hand is acted upon with."""

    now: datetime
    hours: Mapping[str, Hours]
    """Of the channels, for their zones."""
    routes: tuple[Route, ...]
    """For the language of a channel in which no alert was clicked."""
    reference: Reference
    """With the desk's names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Acted:
    """A hand with what became of it, and the channels in which something is to be drawn anew."""

    row: HandRow
    channels: tuple[str, ...] = ()


def perform(c: Connection, number: int, around: Around) -> Acted:
    """Act upon a hand that waits; one that was acted upon before answers as it did then."""
    row = hand_row(c, number)
    if row.said is not None:
        return Acted(row=row)
    voice = voice_of(c, row, around)
    try:
        with c.begin_nested():  # what cannot be leaves nothing half done
            done, touched = _ACTS[row.click.verb](c, row, around, voice)
    except (deciding.NameRefused, ValueError) as error:
        done, touched = Done(said=Said.REFUSED, answer=voice.say("failed", why=str(error))), ()
    return Acted(row=finish(c, row, done, around.now), channels=_redrawn(c, row, done, touched, around.now))


def voice_of(c: Connection, row: HandRow, around: Around) -> Voice:
    """In which language and zone the person is answered."""
    root = None if row.click.root is None else root_of(c, row.click.root)
    if root is None:
        return voice_at(str(row.click.body.get("channel") or row.click.who), around.routes, around.hours)
    hours = around.hours.get(root.channel)
    return Voice(language=root.language, **({"zone": hours.zone} if hours else {}))


def act_of(row: HandRow, around: Around) -> Act:
    """The change as the audit keeps it."""
    why = str(row.click.body.get("why") or "")
    return Act(who=row.click.name, why=why, at=around.now, id=row.click.who)


def _redrawn(c: Connection, row: HandRow, done: Done, touched: Collection[int], now: datetime) -> tuple[str, ...]:
    """See that every message that tells what was touched is drawn anew, and the one that was clicked."""
    values = [found for number in touched if (found := find_value(c, number)) is not None]
    roots = {root.id: root for root in roots_of(c, {(value.fact_key, value.norm) for value in values})}
    mine = roots_of_alert(c, row.alert) if row.alert is not None and row.click.verb in (Verb.ASSIGN, Verb.UNDO) else ()
    clicked = None if row.click.root is None or done.said is Said.GONE else root_of(c, row.click.root)
    roots |= {root.id: root for root in (*mine, *((clicked,) if clicked else ()))}
    for root in roots.values():
        redraw(c, root, now, now)
    return tuple(dict.fromkeys(root.channel for root in roots.values()))


_Outcome = tuple[Done, Collection[int]]
"""What became of it, and the values that it touched."""


def _on_facts(c: Connection, row: HandRow, around: Around, voice: Voice) -> _Outcome:
    hand = _hand(c, row)
    seen = seen_values(c, {one.value for one in (*hand.targets, *hand.rivals)})
    ruling = rule(hand, seen)
    if ruling.said is not Said.DONE:
        return _not_done(c, row, ruling, voice), ()
    effects = _turned(c, ruling.turns, seen, act_of(row, around), f"{row.click.verb.value} fact")
    return Done(said=Said.DONE, answer=done_text(row.click, voice), effects=effects), [one.value for one in effects]


def _hand(c: Connection, row: HandRow) -> Hand:
    body = row.click.body
    targets, rivals = targets_of(body.get("targets")), targets_of(body.get("rivals"))
    claim: Claim | None = None
    if row.click.verb is Verb.ACCEPT and {one.value for one in targets} == {one.value for one in rivals} and row.click.root:
        claim = told_claim(c, row.click.root, targets[0].value)
    return Hand(verb=row.click.verb, targets=targets, rivals=rivals, claim=claim)


def targets_of(given: Any) -> tuple[Target, ...]:
    """Values with the versions at which they were seen, as a click keeps them."""
    return tuple(Target(value=int(value), version=int(version)) for value, version in given or ())


def _turned(c: Connection, turns: Iterable[Turn], seen: Mapping[int, Seen], act: Act, what: str) -> tuple[Effect, ...]:
    """Give values their standings; what that did."""
    effects = []
    for turn in turns:
        now, value = seen[turn.value], find_value(c, turn.value)
        if value is None:
            raise LookupError(f"value {turn.value} was seen and is not there")
        turn_value(c, value, turn, act, what)
        changed = now.claim if turn.claim not in (None, now.claim) else None
        effect = Effect(value=turn.value, before=now.status, after=turn.status, version=now.version + 1, claim=changed)
        effects.append(effect)
    return tuple(effects)


def _not_done(c: Connection, row: HandRow, ruling: Ruling, voice: Voice) -> Done:
    first = ruling.changed[0] if ruling.changed else None
    found = None if first is None else find_value(c, first.value)
    return Done(said=ruling.said, answer=not_done_text(ruling, found, voice))


def _edit(c: Connection, row: HandRow, around: Around, voice: Voice) -> _Outcome:
    (target,) = targets_of(row.click.body.get("targets"))
    old = find_value(c, target.value)
    seen = seen_values(c, {target.value})
    if old is None:
        return Done(said=Said.GONE, answer=voice.say("gone")), ()
    said = corrected(old.claim, row.click.body.get("fields") or {})
    ruling = edited(target, said.claim, seen.get(target.value))
    if ruling.said is not Said.DONE:
        return _not_done(c, row, ruling, voice), ()
    made = correct(c, old, said, around.reference, act_of(row, around))
    numbers = dict.fromkeys((made.new.id, old.id))
    after = seen_values(c, numbers)
    before = {old.id: old, **({} if made.was is None else {made.new.id: made.was})}
    effects = tuple(_edited(after[number], before.get(number)) for number in numbers)
    return Done(said=Said.DONE, answer=done_text(row.click, voice), effects=effects), list(numbers)


def _edited(after: Seen, before: ValueRow | None) -> Effect:
    claim = before.claim if before is not None and before.claim != after.claim else None
    status = None if before is None else before.status
    return Effect(value=after.value, before=status, after=after.status, version=after.version, claim=claim)


def _assign(c: Connection, row: HandRow, around: Around, voice: Voice) -> _Outcome:
    if row.alert is None:
        return Done(said=Said.GONE, answer=voice.say("not ours")), ()
    holder = last_assignment(c, row.alert)
    if holder is not None and holder.click.who == row.click.who:
        return Done(said=Said.ALREADY, answer=voice.say("already")), ()
    before = None if holder is None else holder.click.name
    note(c, act_of(row, around), "assign", f"alert {row.alert}", (before, row.click.name))
    return Done(said=Said.DONE, answer=done_text(row.click, voice)), ()


def _mute(c: Connection, row: HandRow, around: Around, voice: Voice) -> _Outcome:
    if "command" in row.click.body:
        return _mute_told(c, row, around, voice)
    root = None if row.click.root is None else root_of(c, row.click.root)
    kind = str(row.click.body.get("what"))
    name = dict(subjects_of(c, root.id)).get(kind) if root else None
    if root is None or name is None:
        return Done(said=Said.GONE, answer=voice.say("not ours")), ()
    subject, until = f"{kind}:{name}", around.now + _SPANS.get(kind, _SPAN)
    held = [one.silence for one in mutes_of(c, around.now) if one.silence.subject == subject]
    same = next((one for one in held if one.channel in (None, root.channel)), None)
    if same is not None:
        said = voice.say("mute holds", subject=subject, until=voice.moment(same.until))
        return Done(said=Said.ALREADY, answer=said, mute=None), ()
    number = add_mute(c, subject, until, act_of(row, around), channel=root.channel)
    shown = f"{'' if kind == 'story' else name + ', '}→ {voice.moment(until)}"
    said = voice.say("muted", subject=subject, until=voice.moment(until))
    return Done(said=Said.DONE, answer=said, mute=number, shown=shown), ()


def _mute_told(c: Connection, row: HandRow, around: Around, voice: Voice) -> _Outcome:
    """A mute that was typed: a subject, for how long, and why; or the number of one that is to end."""
    body, act = row.click.body, act_of(row, around)
    if body["command"] == "unmute":
        number = str(body["text"]).strip()
        ended = number.isdecimal() and len(number) < 10 and end_mute(c, int(number), act)
        said = voice.say("mute ended" if ended else "no mute", number=number[:20])
        return Done(said=Said.DONE if ended else Said.GONE, answer=said), ()
    named, lasting, why = muting.told(str(body["text"]))
    until = around.now + lasting
    add_mute(c, named, until, replace(act, why=why), channel=str(body.get("channel")) or None)
    return Done(said=Said.DONE, answer=voice.say("muted", subject=named, until=voice.moment(until))), ()


def _undo(c: Connection, row: HandRow, around: Around, voice: Voice) -> _Outcome:
    hand = find_hand(c, int(row.click.body.get("hand") or 0))
    if hand is None or hand.said is not Said.DONE:
        return Done(said=Said.GONE, answer=voice.say("gone")), ()
    effects = effects_of(c, hand.id)
    seen = seen_values(c, {effect.value for effect in effects})
    ruling = undo(effects, seen, undone=hand.undone_by is not None)
    if ruling.said is Said.ALREADY:
        return Done(said=Said.ALREADY, answer=voice.say("nothing to undo")), ()
    if ruling.said is not Said.DONE:
        return _not_done(c, row, ruling, voice), ()
    act = replace(act_of(row, around), why=f"undo of {hand.click.verb.value} by {hand.click.name}")
    undone = _turned(c, ruling.turns, seen, act, "undo")
    take_back(c, hand, row.id, undone)
    if hand.mute is not None:
        end_mute(c, hand.mute, act)
    if hand.click.verb is Verb.ASSIGN:
        note(c, act, "undo", f"alert {hand.alert}", (hand.click.name, None))
    said = voice.say("undone", what=done_text(hand.click, voice))
    return Done(said=Said.DONE, answer=said, effects=undone), [one.value for one in undone]


def _name(c: Connection, row: HandRow, around: Around, voice: Voice) -> _Outcome:
    body, act = row.click.body, act_of(row, around)
    text, waiting = deciding.written(c, str(body.get("name")))
    match body.get("do"):
        case "accept" if waiting is not None:
            effect = deciding.accept(c, DeskName(name=text, sort=waiting.sort), act)
        case "merge":
            effect = deciding.merge(c, text, str(body.get("other")), act)
        case "never":
            effect = deciding.refuse(c, text, act)
        case _:
            return Done(said=Said.GONE, answer=voice.say("gone")), ()
    return Done(said=Said.DONE, answer=deciding.told(effect)), ()


_Act = Callable[[Connection, HandRow, Around, Voice], _Outcome]
_ACTS: Mapping[Verb, _Act] = {
    **dict.fromkeys(ON_FACTS, _on_facts),
    Verb.EDIT: _edit,
    Verb.ASSIGN: _assign,
    Verb.MUTE: _mute,
    Verb.UNDO: _undo,
    Verb.NAME: _name,
}
