"""Hands: decided from what a person saw and what stands; once is enough, what has changed since is left alone, undo restores."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.hands import ON_FACTS, Effect, Hand, Said, Seen, Target, Turn, Verb, edited, rule, undo
from alerts.model import ValueStatus
from tests.alerts.samples import agency, evidence
from watchers.claims.model import Stage

CLAIM = agency("NASA", told=evidence("They use it.", 5, None))
OTHER = agency("NASA", stage=Stage.ADOPTED, told=evidence("They use it.", 5, None))
WHEN = datetime(2026, 3, 2, 8, 12, tzinfo=UTC)
STANDING = st.sampled_from(list(ValueStatus))


def seen(value: int, status: ValueStatus = ValueStatus.REPORTED, version: int = 1) -> Seen:
    return Seen(value=value, version=version, status=status, claim=CLAIM, by="ana", at=WHEN)


def hand(verb: Verb, *targets: int, rivals: tuple[int, ...] = ()) -> Hand:
    known, new = ([Target(value=value, version=1) for value in side] for side in (rivals, targets))
    return Hand(verb=verb, targets=tuple(new), rivals=tuple(known))


def after(turns: tuple[Turn, ...], before: dict[int, Seen]) -> dict[int, Seen]:
    """The values as they stand when the turns are done."""
    turned = {
        turn.value: replace(
            before[turn.value],
            status=turn.status,
            version=before[turn.value].version + 1,
            claim=turn.claim or before[turn.value].claim,
        )
        for turn in turns
    }
    return before | turned


@given(verb=st.sampled_from(sorted(ON_FACTS)), known=STANDING, new=STANDING)
def test_the_same_hand_twice_is_once(verb: Verb, known: ValueStatus, new: ValueStatus) -> None:
    """Whatever stood: done or already so; the second time already so, and nothing turns."""
    before = {1: seen(1, known), 2: seen(2, new)}
    first = rule(hand(verb, 2, rivals=(1,)), before)
    again = rule(hand(verb, 2, rivals=(1,)), after(first.turns, before))
    assert first.said in {Said.DONE, Said.ALREADY}
    assert (again.said, again.turns) == (Said.ALREADY, ())


@given(verb=st.sampled_from(sorted(ON_FACTS)), known=STANDING, new=STANDING)
def test_undo_restores_every_value(verb: Verb, known: ValueStatus, new: ValueStatus) -> None:
    """The standings as they were before, in however many steps they had come there."""
    before = {1: seen(1, known), 2: seen(2, new)}
    ruling = rule(hand(verb, 2, rivals=(1,)), before)
    now = after(ruling.turns, before)
    effects = [Effect(value=t.value, before=before[t.value].status, after=t.status, version=2) for t in ruling.turns]
    back = undo(effects, now, undone=False)
    assert back.said is Said.DONE
    assert {v: one.status for v, one in after(back.turns, now).items()} == {v: one.status for v, one in before.items()}


@given(verb=st.sampled_from(sorted(ON_FACTS)), version=st.integers(2, 9))
def test_what_has_changed_since_is_left_alone(verb: Verb, version: int) -> None:
    """Unless it stands as wanted already: stale, with who changed it."""
    now = {1: seen(1, ValueStatus.DISPUTED, version), 2: seen(2, ValueStatus.DISPUTED)}
    ruling = rule(hand(verb, 2, rivals=(1,)), now)
    assert (ruling.said, ruling.turns) == (Said.STALE, ())
    assert ruling.changed == (now[1],)


@pytest.mark.parametrize(
    ("verb", "known", "new"),
    [
        (Verb.CONFIRM, ValueStatus.DISPUTED, ValueStatus.CONFIRMED),
        (Verb.REJECT, ValueStatus.DISPUTED, ValueStatus.RETRACTED),
        (Verb.KEEP, ValueStatus.CONFIRMED, ValueStatus.RETRACTED),
        (Verb.ACCEPT, ValueStatus.SUPERSEDED, ValueStatus.CONFIRMED),
        (Verb.BOTH, ValueStatus.CONFIRMED, ValueStatus.CONFIRMED),
    ],
)
def test_each_hand_turns_each_side(verb: Verb, known: ValueStatus, new: ValueStatus) -> None:
    """Of a contradiction: what was on record, and what is new."""
    before = {1: seen(1, ValueStatus.DISPUTED), 2: seen(2, ValueStatus.DISPUTED)}
    now = after(rule(hand(verb, 2, rivals=(1,)), before).turns, before)
    assert (now[1].status, now[2].status) == (known, new)


def test_a_contradiction_in_the_speaker_is_about_one_value() -> None:
    """To accept the new telling is to give the value its claim; to keep the stored one is to confirm it as it is."""
    before = {1: seen(1)}
    accept = replace(hand(Verb.ACCEPT, 1, rivals=(1,)), claim=OTHER)
    assert rule(accept, before).turns == (Turn(value=1, status=ValueStatus.CONFIRMED, claim=OTHER),)
    assert rule(hand(Verb.KEEP, 1, rivals=(1,)), before).turns == (Turn(value=1, status=ValueStatus.CONFIRMED),)
    assert rule(accept, after(rule(accept, before).turns, before)).said is Said.ALREADY


def test_what_is_not_there_is_gone() -> None:
    """A value, or all of them."""
    assert rule(hand(Verb.CONFIRM, 1), {}).said is Said.GONE
    assert rule(hand(Verb.CONFIRM), {}).said is Said.GONE
    effect = Effect(value=1, before=None, after=ValueStatus.CONFIRMED, version=1)
    assert undo([effect], {}, undone=False).said is Said.GONE
    assert undo([effect], {1: seen(1)}, undone=True).said is Said.ALREADY
    assert undo([effect], {1: seen(1, version=2)}, undone=False).said is Said.STALE
    assert undo([effect], {1: seen(1)}, undone=False).turns == (Turn(value=1, status=ValueStatus.RETRACTED),)


def test_an_edit_is_held_against_what_the_person_saw() -> None:
    """Nothing to change is done already; what has changed since is not overwritten."""
    target = Target(value=1, version=1)
    assert edited(target, OTHER, None).said is Said.GONE
    assert edited(target, OTHER, seen(1)).said is Said.DONE
    assert edited(target, CLAIM, seen(1, ValueStatus.CONFIRMED)).said is Said.ALREADY
    assert edited(target, OTHER, seen(1, version=2)).said is Said.STALE
