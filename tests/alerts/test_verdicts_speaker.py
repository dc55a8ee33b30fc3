"""The same statement credited to two persons: only within a story, only persons, only once."""

from dataclasses import replace

import pytest

from alerts.model import Conflict, Kinship, Outcome, Reason, Verdict
from tests.alerts.ledger import Ledger
from tests.alerts.made import Said, Terms, agency, amount, figure, mark, partner, price
from watchers.claims.model import Claim, Stage

EISCHEN = Said(by="Faith Eischen", employer="Meta", quote="They explore it, Eischen said.")
ZUCKERBERG = Said(by="Mark Zuckerberg", employer="Meta", quote="They explore it, Zuckerberg said.")
STORY = {"a": Kinship.REWRITE}


def after(first: Claim, second: Claim, kin: dict[str, Kinship] | None = None) -> Verdict:
    """The verdict on a retelling that is a rewrite of the first unless told otherwise."""
    ledger = Ledger()
    ledger.judge(mark("a"), [first], {})
    return ledger.judge(mark("b", 1), [second], STORY if kin is None else kin)[0]


def exploring(said: Said) -> Claim:
    return agency(Stage.EXPLORING, said=said)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (exploring(EISCHEN), exploring(ZUCKERBERG)),
        (exploring(Said(by="Renata Oyelaran")), exploring(Said(by="Tobias Lindqvist"))),
        (partner(said=EISCHEN), partner(said=ZUCKERBERG)),
        (partner(said=Said(by="Renata Oyelaran")), partner(said=Said(by="Tobias Lindqvist"))),
        (price("1", said=Said(by="Renata Oyelaran")), price("1", said=Said(by="Tobias Lindqvist"))),
        (price("0", Terms(per=None), said=EISCHEN), price("0", Terms(per=None), said=ZUCKERBERG)),
    ],
)
def test_another_speaker_in_the_same_story_contradicts_at_rank_three(first: Claim, second: Claim) -> None:
    """Both sides are named in the explanation, and the value itself stays as it is."""
    verdict = after(first, second)
    assert (verdict.outcome, verdict.conflict, verdict.rank) == (Outcome.CONTRADICTS, Conflict.SPEAKER, 3)
    assert verdict.reason is Reason.SPEAKER_DIFFERS
    for claim in (first, second):
        assert claim.evidence.attribution is not None
        assert claim.evidence.attribution.speaker in verdict.explanation


def test_the_same_sentence_is_the_same_statement_also_among_strangers() -> None:
    """Word for word the same quote, credited to two persons."""
    words = "We partnered with the State Department."
    verdict = after(exploring(replace(EISCHEN, quote=words)), exploring(replace(ZUCKERBERG, quote=words)), {})
    assert verdict.conflict is Conflict.SPEAKER


@pytest.mark.parametrize(
    ("first", "second", "kin"),
    [
        (exploring(EISCHEN), exploring(ZUCKERBERG), {}),
        (exploring(EISCHEN), exploring(EISCHEN), STORY),
        (exploring(EISCHEN), exploring(Said(by="Eischen")), STORY),
        (partner(said=EISCHEN), partner(said=Said(by="Palantir")), STORY),
        (price("1", said=EISCHEN), price("1", said=Said(by="U.S. federal government")), STORY),
        (exploring(EISCHEN), exploring(Said(by="Meta")), STORY),
        (exploring(EISCHEN), exploring(Said(by="U.S. Department of State")), STORY),
        (exploring(EISCHEN), exploring(Said(by="Potomac News Agency")), STORY),
        (exploring(EISCHEN), exploring(Said()), STORY),
        (exploring(Said()), exploring(ZUCKERBERG), STORY),
        (figure(amount("40"), said=EISCHEN), figure(amount("40"), said=ZUCKERBERG), STORY),
        (
            exploring(Said(by="Renata Oyelaran", quote="It runs, she said on Monday.")),
            exploring(Said(by="Ines Calloway", quote="La usan, explicó el jueves.")),
            STORY,
        ),
    ],
)
def test_strangers_bodies_and_other_occasions_do_not_contradict(first: Claim, second: Claim, kin: dict[str, Kinship]) -> None:
    """Two officials who each say it corroborate; a person and a body, or a company's own figures, are no conflict."""
    assert after(first, second, kin).rank is None


def test_the_same_speaker_conflict_never_alerts_twice() -> None:
    """Once somebody credited it to this person, the next who does repeats."""
    ledger = Ledger()
    ledger.judge(mark("a"), [exploring(EISCHEN)], {})
    ledger.judge(mark("b", 1), [exploring(ZUCKERBERG)], STORY)
    again = ledger.judge(mark("c", 2), [exploring(ZUCKERBERG)], {"a": Kinship.REWRITE, "b": Kinship.REWRITE})[0]
    assert again.outcome is Outcome.REPEATS
    third = exploring(Said(by="Nick Clegg", employer="Meta"))
    assert ledger.judge(mark("d", 2), [third], STORY)[0].conflict is Conflict.SPEAKER


def test_a_copy_that_credits_somebody_else_contradicts_too() -> None:
    """Nearly the same words with another name in them; with the same name it repeats."""
    assert after(exploring(EISCHEN), exploring(ZUCKERBERG), {"a": Kinship.COPY}).conflict is Conflict.SPEAKER
    assert after(exploring(EISCHEN), exploring(EISCHEN), {"a": Kinship.COPY}).reason is Reason.COPY_OF_KNOWN
