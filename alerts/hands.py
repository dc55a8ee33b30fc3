"""What a person's hand on a fact may do: decided from what the person saw and what stands by now. Pure.

A hand names every value with the version at which the person saw it. It is done once: where all that it wants stands already, it
is answered as done and changes nothing, whoever did it; where a value has changed since, it is stale and says by whom and when.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alerts.model import ValueStatus
from watchers.claims.model import Claim


class Verb(StrEnum):
    """What a hand does."""

    CONFIRM = "confirm"
    REJECT = "reject"
    KEEP = "keep"
    """Of a contradiction: what was on record stands, what is new is withdrawn."""
    ACCEPT = "accept"
    """Of a contradiction: what is new stands, what was on record is superseded."""
    BOTH = "both"
    """Of a contradiction: it is none."""
    EDIT = "edit"
    ASSIGN = "assign"
    MUTE = "mute"
    UNDO = "undo"
    NAME = "name"
    """A name that nobody listed is accepted, merged or refused."""
    ADD = "add"
    """An article is to be read now."""


ON_FACTS = frozenset({Verb.CONFIRM, Verb.REJECT, Verb.KEEP, Verb.ACCEPT, Verb.BOTH})
"""Hands that give values a standing."""


class Said(StrEnum):
    """What became of a hand."""

    DONE = "done"
    ALREADY = "already"
    """All that it wants stands: nothing is changed, and nobody need know that it came twice."""
    STALE = "stale"
    """Something has changed since the person saw it."""
    GONE = "gone"
    """What it is about is not there."""
    REFUSED = "refused"
    """It cannot be; the answer says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A value as a person saw it."""

    value: int
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Hand:
    """What a person wants done about facts."""

    verb: Verb
    targets: tuple[Target, ...]
    """What the message tells; of a contradiction the new side."""
    rivals: tuple[Target, ...] = ()
    """Of a contradiction the side that was on record."""
    claim: Claim | None = None
    """What the value is to say, where the hand changes that: of a contradiction in the speaker, the new telling."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A value as it stands by now."""

    value: int
    version: int
    """1 for one that never changed; every change of its standing or its claim counts."""
    status: ValueStatus
    claim: Claim
    by: str | None = None
    """Who changed it last: a person's name or an outlet's."""
    at: datetime | None = None
    """When that was."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A value gets a standing, and where it is given another claim."""

    value: int
    status: ValueStatus
    claim: Claim | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruling:
    """What a hand does and why."""

    said: Said
    turns: tuple[Turn, ...] = ()
    changed: tuple[Seen, ...] = ()
    """What has changed since, where it is stale; what stands so already, where it is done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """What a hand has done to one value: enough to take it back."""

    value: int
    before: ValueStatus | None
    """``None``: the hand made the value."""
    after: ValueStatus
    version: int
    """Of the value after the hand."""
    claim: Claim | None = None
    """What the value said until then, where that was changed."""


def rule(hand: Hand, seen: Mapping[int, Seen]) -> Ruling:
    """What a hand on facts does to the values as they stand. ``hand.verb`` is one of ``ON_FACTS``."""
    wanted = tuple(_wanted(hand))
    if not wanted or any(turn.value not in seen for turn in wanted):
        return Ruling(said=Said.GONE)
    open_ = tuple(turn for turn in wanted if not _stands(turn, seen[turn.value]))
    if not open_:
        return Ruling(said=Said.ALREADY, changed=tuple(seen[turn.value] for turn in wanted))
    stale = _changed((*hand.targets, *hand.rivals), seen)
    return Ruling(said=Said.STALE, changed=stale) if stale else Ruling(said=Said.DONE, turns=open_)


def undo(effects: Sequence[Effect], seen: Mapping[int, Seen], *, undone: bool) -> Ruling:
    """What takes a hand's effects back: every value as it was before, as long as nobody has changed one since."""
    if undone:
        return Ruling(said=Said.ALREADY)
    if any(effect.value not in seen for effect in effects):
        return Ruling(said=Said.GONE)
    stale = _changed([Target(value=effect.value, version=effect.version) for effect in effects], seen)
    if stale:
        return Ruling(said=Said.STALE, changed=stale)
    turns = (Turn(value=one.value, status=one.before or ValueStatus.RETRACTED, claim=one.claim) for one in effects)
    return Ruling(said=Said.DONE, turns=tuple(turns))


def edited(target: Target, claim: Claim, seen: Seen | None) -> Ruling:
    """Whether a value may be given this claim; which other values that moves is whoever does it to find out."""
    if seen is None:
        return Ruling(said=Said.GONE)
    if seen.claim == claim and seen.status is ValueStatus.CONFIRMED:
        return Ruling(said=Said.ALREADY, changed=(seen,))
    stale = _changed((target,), {seen.value: seen})
    return Ruling(said=Said.STALE, changed=stale) if stale else Ruling(said=Said.DONE)


def _wanted(hand: Hand) -> Iterable[Turn]:
    new, known = {one.value: one for one in hand.targets}, {one.value: one for one in hand.rivals}
    match hand.verb:
        case Verb.CONFIRM:
            yield from (Turn(value=value, status=ValueStatus.CONFIRMED) for value in new)
        case Verb.REJECT:
            yield from (Turn(value=value, status=ValueStatus.RETRACTED) for value in new)
        case Verb.KEEP:
            yield from (Turn(value=value, status=ValueStatus.CONFIRMED) for value in known)
            yield from (Turn(value=value, status=ValueStatus.RETRACTED) for value in new if value not in known)
        case Verb.ACCEPT:
            yield from (Turn(value=value, status=ValueStatus.CONFIRMED, claim=hand.claim) for value in new)
            yield from (Turn(value=value, status=ValueStatus.SUPERSEDED) for value in known if value not in new)
        case Verb.BOTH:
            yield from (Turn(value=value, status=ValueStatus.CONFIRMED) for value in {**known, **new})


def _stands(turn: Turn, now: Seen) -> bool:
    return now.status is turn.status and turn.claim in (None, now.claim)


def _changed(targets: Iterable[Target], seen: Mapping[int, Seen]) -> tuple[Seen, ...]:
    return tuple(now for one in targets if (now := seen.get(one.value)) is not None and now.version != one.version)


# ------------------------------------------------------------------------------------------------- what stands on a message


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A value that a message tells, or that it is held against, as it stands when the message is drawn."""

    value: int
    version: int
    status: ValueStatus
    about: str
    """Its slot in the words of the message's language."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """A contradiction that nobody has decided yet."""

    known: tuple[Told, ...]
    new: Told

    @property
    def about(self) -> str:
        """Its slot."""
        return self.new.about


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """A hand that holds, as the message shows it."""

    hand: int
    verb: Verb
    name: str
    at: datetime
    """In the zone of the channel."""
    why: str = ""
    about: tuple[str, ...] = ()
    """The slots that it concerns; empty: all that the message tells."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What people may do with a message, and what they have done."""

    root: int
    """Number of the message's row."""
    told: tuple[Told, ...]
    clashes: tuple[Clash, ...] = ()
    traces: tuple[Trace, ...] = ()
    """Oldest first."""
    subjects: tuple[tuple[str, str], ...] = ()
    """What of it can be muted: ``story``, ``agency``, ``vendor``, ``outlet``, each with a name to show."""

    @property
    def open(self) -> tuple[Told, ...]:
        """What it tells, beside contradictions, that stands and that nobody has confirmed."""
        apart = {clash.new.value for clash in self.clashes}
        waiting = (ValueStatus.REPORTED, ValueStatus.DISPUTED)
        return tuple(one for one in self.told if one.status in waiting and one.value not in apart)

    @property
    def last(self) -> Trace | None:
        """The hand that can be taken back."""
        return self.traces[-1] if self.traces else None
