"""What only an inventory holds: it explains, demotes and contradicts, and silences nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.model import ArticleMark, Conflict, Kinship, Outcome, Reason, SourceKind, ValueStatus, Verdict
from tests.alerts.ledger import Ledger
from tests.alerts.made import STATE, WHOLE, Said, agency, mark
from watchers.claims.model import Adoption, Stage

LISTED = 43
"""Days after the start: when the inventory was read."""
LADDER = [stage for stage in Stage if stage.rung is not None]
UP_TO_USE = [Stage.EXPLORING, Stage.OFFERED, Stage.APPROVED, Stage.ADOPTED]
TALES = st.lists(st.tuples(st.sampled_from(Stage), st.integers(-120, 200), st.booleans()), max_size=6)


def listing() -> ArticleMark:
    """The inventory, which lists one use."""
    return replace(mark("inventory", LISTED, "OMB 2025 inventory"), kind=SourceKind.INVENTORY)


def knowing(*before: Adoption) -> Ledger:
    """A ledger that has learned the inventory, ``before`` which articles told something."""
    ledger = Ledger()
    for number, claim in enumerate(before):
        ledger.judge(mark(f"before {number}", number), [claim], {})
    ledger.judge(listing(), [agency(Stage.ADOPTED, said=Said(by=STATE, quote="Reported by the department."))])
    return ledger


def judged(ledger: Ledger, article: str, claim: Adoption, day: float = LISTED + 30) -> Verdict:
    return ledger.judge(mark(article, day), [claim], {})[0]


def told(verdict: Verdict) -> tuple[Outcome, Reason, int | None]:
    return verdict.outcome, verdict.reason, verdict.rank


FIRST = (Outcome.NEW, Reason.FIRST_INVENTORIED, 3)


@pytest.mark.parametrize("stage", UP_TO_USE)
def test_the_first_article_alerts_at_the_lowest_rank_and_shows_the_inventory(stage: Stage) -> None:
    """Whatever rung up to the inventoried one it names; the second article, of another outlet, corroborates it in silence."""
    ledger = knowing()
    first = judged(ledger, "a", agency(stage))

    assert told(first) == FIRST
    assert [value.sightings[0].mark.outlet for _, value in first.against] == ["OMB 2025 inventory"]
    assert "until now, only OMB 2025 inventory (2026-04-14) said" in first.explanation
    second = judged(ledger, "b", agency(stage), LISTED + 40)
    assert (second.outcome, second.rank) == (Outcome.CORROBORATES, None)


def test_the_inventoried_use_stands_whatever_lower_rung_is_told() -> None:
    """A lower rung is on record as passed; the first article that tells the use itself is heard too."""
    ledger = knowing()
    judged(ledger, "a", agency(Stage.EXPLORING))

    standing = {value.norm: value.status for value in ledger.facts[0].values}
    assert standing == {"adopted": ValueStatus.REPORTED, "exploring": ValueStatus.SUPERSEDED}
    assert told(judged(ledger, "b", agency(Stage.ADOPTED), LISTED + 40)) == FIRST
    assert judged(ledger, "c", agency(Stage.APPROVED), LISTED + 50).rank is None


def test_an_article_of_the_inventorys_own_week_is_no_kin_of_it() -> None:
    """Alike in every name, and a first report all the same; nor does it count as one of its sources."""
    ledger = knowing()
    claims = [agency(Stage.ADOPTED, said=Said(by=STATE, quote="Reported by the department."))]
    (first,) = ledger.judge(mark("a", LISTED + 1), claims)

    assert (told(first), first.kinship) == (FIRST, Kinship.INDEPENDENT)
    assert ledger.kin(mark("b", LISTED + 2), claims).keys() == {"a"}
    (value,) = ledger.facts[0].values
    assert ([one.mark.article for one in value.articles], value.inventoried) == (["a"], False)


def test_a_higher_stage_updates_it() -> None:
    """A contract is as urgent as ever, also in an article older than the inventory."""
    assert told(judged(knowing(), "a", agency(Stage.CONTRACTED))) == (Outcome.UPDATES, Reason.STAGE_UP, 1)
    assert told(judged(knowing(), "a", agency(Stage.CONTRACTED), 0)) == (Outcome.UPDATES, Reason.STAGE_UP, 1)


def test_a_denial_and_an_end_are_held_against_it() -> None:
    """A denial contradicts it; an end after it moves it, an end before it contradicts it."""
    denied = judged(knowing(), "a", agency(Stage.DENIED))
    ended = judged(knowing(), "a", agency(Stage.ENDED))
    earlier = judged(knowing(), "a", agency(Stage.ENDED), 0)

    assert (*told(denied), denied.conflict) == (Outcome.CONTRADICTS, Reason.DENIED, 1, Conflict.DENIAL)
    assert told(ended) == (Outcome.UPDATES, Reason.ENDED_LATER, 2)
    assert (earlier.outcome, earlier.conflict) == (Outcome.CONTRADICTS, Conflict.STATUS)
    assert all(one.against[0][1].inventoried for one in (denied, ended, earlier))


def test_the_first_article_after_a_denial_is_heard() -> None:
    """Two sides stand, and one of them no article has told."""
    ledger = knowing()
    judged(ledger, "a", agency(Stage.DENIED))
    assert told(judged(ledger, "b", agency(Stage.ADOPTED), LISTED + 31)) == FIRST
    assert judged(ledger, "c", agency(Stage.ADOPTED), LISTED + 32).rank is None


def test_it_says_nothing_of_a_whole_government() -> None:
    """Members that only the inventory knows cover no claim about all of them."""
    ledger = knowing()
    assert told(judged(ledger, "a", agency(Stage.ADOPTED, WHOLE)))[:2] == (Outcome.NEW, Reason.FIRST_IN_SLOT)
    ledger = knowing()
    judged(ledger, "a", agency(Stage.ADOPTED))
    assert judged(ledger, "b", agency(Stage.ADOPTED, WHOLE)).reason is Reason.COVERED_BY_MEMBER


def test_a_correction_down_to_the_inventoried_stage_is_one() -> None:
    """That the inventory knew better takes nothing away from the notice."""
    ledger = knowing()
    ledger.judge(mark("a", LISTED + 1, "Wire"), [agency(Stage.CONTRACTED)])
    notice = ledger.judge(mark("b", LISTED + 2, "Wire"), [agency(Stage.ADOPTED, said=Said(corrects=True))])[0]
    assert told(notice) == (Outcome.CONTRADICTS, Reason.CORRECTED, 1)


def test_what_articles_told_before_it_was_learned_stays_told() -> None:
    """An inventory that is learned late makes no old news new."""
    assert judged(knowing(agency(Stage.ADOPTED)), "a", agency(Stage.ADOPTED)).rank is None
    assert judged(knowing(agency(Stage.CONTRACTED)), "a", agency(Stage.APPROVED)).rank is None
    assert told(judged(knowing(agency(Stage.EXPLORING)), "a", agency(Stage.ADOPTED))) == FIRST


@given(TALES)
def test_it_silences_nobody(tales: list[tuple[Stage, int, bool]]) -> None:
    """Law: a stage that alerts without an inventory has alerted with it by then, whatever is told in whatever order."""
    bare, listed, heard = Ledger(), knowing(), set[Stage]()
    for number, (stage, day, corrects) in enumerate(tales):
        claim = agency(stage, said=Said(corrects=corrects, quote=f"Sentence {number}."))
        without, beside = (judged(ledger, f"article {number}", claim, day) for ledger in (bare, listed))
        heard |= {stage} if beside.alerts else set()
        assert stage in heard or not without.alerts


@given(TALES)
def test_each_rung_is_reported_first_once(tales: list[tuple[Stage, int, bool]]) -> None:
    """Law: of all articles, at most one for each rung up to the use is its first report, each higher than the one before."""
    ledger = knowing()
    firsts = [
        claim.stage.rung or 0
        for number, (stage, day, _) in enumerate(tales)
        for claim in [agency(stage)]
        if judged(ledger, f"article {number}", claim, day).reason is Reason.FIRST_INVENTORIED
    ]
    assert firsts == sorted(set(firsts))
    assert max(firsts, default=0) <= len(UP_TO_USE) < len(LADDER)


def test_a_copy_of_the_first_article_repeats_it() -> None:
    """The same words under another address."""
    ledger = knowing()
    first = replace(mark("a", LISTED + 1), body_sha256="same")
    ledger.judge(first, [agency(Stage.ADOPTED)])
    again = replace(first, article="b", url="https://other.example/b", seen=first.seen + timedelta(hours=1))
    assert told(ledger.judge(again, [agency(Stage.ADOPTED)])[0]) == (Outcome.REPEATS, Reason.COPY_OF_KNOWN, None)
