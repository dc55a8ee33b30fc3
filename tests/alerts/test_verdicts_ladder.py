"""Agencies and partners: what moves up, what is passed, what ends, what is denied."""

from dataclasses import replace
from datetime import date

import pytest

from alerts.matching import coverage
from alerts.model import Conflict, Kinship, Outcome, Reason, ValueStatus, Verdict
from tests.alerts.ledger import Ledger
from tests.alerts.made import START, STATE, WHOLE, Said, agency, mark, partner
from watchers.claims.model import Adoption, Partnership, PartnerStage, Stage

Asked = Adoption | Partnership
DARPA = "Defense Advanced Research Projects Agency"


def judged(ledger: Ledger, article: str, claim: Asked, day: float = 0, kin: dict[str, Kinship] | None = None) -> Verdict:
    """The verdict on a claim that stands alone in an article of ``day``; strangers unless told otherwise."""
    return ledger.judge(mark(article, day), [claim], kin or {})[0]


def told(verdict: Verdict) -> tuple[Outcome, Reason, int | None]:
    return verdict.outcome, verdict.reason, verdict.rank


def statuses(ledger: Ledger) -> dict[str, ValueStatus]:
    return {value.norm: value.status for fact in ledger.facts for value in fact.values}


@pytest.mark.parametrize(
    ("claim", "reason", "rank"),
    [
        (agency(Stage.EXPLORING), Reason.FIRST_IN_SLOT, 2),
        (agency(Stage.CONTRACTED), Reason.FIRST_IN_SLOT, 1),
        (agency(Stage.EXPLORING, said=Said(unlisted=True)), Reason.FIRST_IN_SLOT, 3),
        (agency(Stage.OFFERED, name=WHOLE), Reason.FIRST_IN_SLOT, 3),
        (agency(Stage.DENIED), Reason.FIRST_DENIAL, 2),
        (agency(Stage.ENDED), Reason.FIRST_END, 2),
        (partner(), Reason.FIRST_IN_SLOT, 2),
        (partner(PartnerStage.DENIED), Reason.FIRST_DENIAL, 2),
        (partner(said=Said(unlisted=True)), Reason.FIRST_IN_SLOT, 3),
    ],
)
def test_an_empty_slot_makes_it_new(claim: Asked, reason: Reason, rank: int) -> None:
    """A first sighting is new, and says so if it is a denial or an end."""
    assert told(judged(Ledger(), "a", claim)) == (Outcome.NEW, reason, rank)


def test_a_higher_stage_is_an_update_and_supersedes_the_lower() -> None:
    """The stage moved up; both values stay, the old one as superseded."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.EXPLORING))
    moved = judged(ledger, "b", agency(Stage.ADOPTED), day=30)
    assert told(moved) == (Outcome.UPDATES, Reason.STAGE_UP, 2)
    assert statuses(ledger) == {"exploring": ValueStatus.SUPERSEDED, "adopted": ValueStatus.REPORTED}
    assert told(judged(ledger, "c", agency(Stage.CONTRACTED), day=40)) == (Outcome.UPDATES, Reason.STAGE_UP, 1)


def test_a_lower_stage_is_silent() -> None:
    """What was passed already corroborates, and never becomes the value that stands."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.ADOPTED))
    assert told(judged(ledger, "b", agency(Stage.EXPLORING), day=1)) == (Outcome.CORROBORATES, Reason.LOWER_RUNG, None)
    assert statuses(ledger) == {"adopted": ValueStatus.REPORTED, "exploring": ValueStatus.SUPERSEDED}


def test_an_article_much_older_than_what_is_known_moves_nothing() -> None:
    """Read months late, it is no update; a day late it still is."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.EXPLORING), day=90)
    assert told(judged(ledger, "b", agency(Stage.ADOPTED), day=0)) == (Outcome.CORROBORATES, Reason.OLDER_NEWS, None)
    assert told(judged(ledger, "c", agency(Stage.ADOPTED), day=89))[0] is Outcome.UPDATES


@pytest.mark.parametrize(
    ("first", "ended"),
    [
        (agency(Stage.ADOPTED), agency(Stage.ENDED)),
        (agency(Stage.EXPLORING), agency(Stage.ENDED)),
        (partner(), partner(PartnerStage.ENDED)),
    ],
)
def test_an_end_reported_later_is_an_update(first: Asked, ended: Asked) -> None:
    """Ended at a later date than it was last seen to begin."""
    ledger = Ledger()
    judged(ledger, "a", first)
    assert told(judged(ledger, "b", ended, day=60)) == (Outcome.UPDATES, Reason.ENDED_LATER, 2)
    assert told(judged(ledger, "c", ended, day=61)) == (Outcome.CORROBORATES, Reason.SAME_VALUE, None)


def test_still_current_contradicts_ended_and_then_both_stand() -> None:
    """After the contradiction a later article is judged against the side it agrees with, without another alert."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.ADOPTED))
    judged(ledger, "b", agency(Stage.ENDED), day=60)
    still = judged(ledger, "c", agency(Stage.ADOPTED), day=62)
    assert told(still) == (Outcome.CONTRADICTS, Reason.ENDED_AGAINST_CURRENT, 1)
    assert still.conflict is Conflict.STATUS
    assert [value.claim for _, value in still.against] == [agency(Stage.ENDED)]
    assert statuses(ledger) == {"adopted": ValueStatus.DISPUTED, "ended": ValueStatus.DISPUTED}
    assert told(judged(ledger, "d", agency(Stage.ENDED), day=63))[0] is Outcome.CORROBORATES
    assert told(judged(ledger, "e", agency(Stage.ADOPTED), day=64))[0] is Outcome.CORROBORATES


def test_an_end_before_a_later_sighting_contradicts_it() -> None:
    """Known to be in use on a day on which it had ended: the order of reading does not matter."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.ADOPTED), day=60)
    late = judged(ledger, "b", agency(Stage.ENDED, said=Said(since=START.date())), day=61)
    assert (late.outcome, late.conflict) == (Outcome.CONTRADICTS, Conflict.STATUS)


def test_taking_it_up_again_later_is_an_update() -> None:
    """The text dates the use after the end."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.ENDED))
    again = agency(Stage.ADOPTED, said=Said(since=date(2026, 6, 1)))
    assert told(judged(ledger, "b", again, day=95)) == (Outcome.UPDATES, Reason.STAGE_UP, 2)


def test_use_told_by_an_article_from_before_the_end_is_silent() -> None:
    """An end implies that there was a use."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.ENDED), day=30)
    assert told(judged(ledger, "b", agency(Stage.ADOPTED), day=0)) == (Outcome.CORROBORATES, Reason.OLDER_NEWS, None)


def test_a_late_rewrite_of_the_old_story_repeats_it() -> None:
    """Kin of the article that told the use repeats it, though the end is known by now."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.ADOPTED))
    judged(ledger, "b", agency(Stage.ENDED), day=2)
    rewrite = judged(ledger, "c", agency(Stage.ADOPTED), day=3, kin={"a": Kinship.REWRITE})
    assert told(rewrite) == (Outcome.REPEATS, Reason.SAME_STORY, None)


@pytest.mark.parametrize(("first", "second"), [(Stage.ADOPTED, Stage.DENIED), (Stage.DENIED, Stage.ADOPTED)])
def test_a_denial_contradicts_whichever_comes_first(first: Stage, second: Stage) -> None:
    """Denied against asserted, in both orders; the same denial never alerts twice."""
    ledger = Ledger()
    judged(ledger, "a", agency(first))
    against = judged(ledger, "b", agency(second), day=1)
    assert told(against) == (Outcome.CONTRADICTS, Reason.DENIED, 1)
    assert against.conflict is Conflict.DENIAL
    assert told(judged(ledger, "c", agency(second), day=2))[0] is Outcome.CORROBORATES
    assert told(judged(ledger, "d", agency(first), day=2))[0] is Outcome.CORROBORATES


def test_a_higher_stage_against_a_denial_contradicts_the_denial() -> None:
    """Exploring was denied; adoption, then, is no mere step up."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.EXPLORING))
    judged(ledger, "b", agency(Stage.DENIED), day=1)
    higher = judged(ledger, "c", agency(Stage.ADOPTED), day=2)
    assert (higher.outcome, higher.conflict) == (Outcome.CONTRADICTS, Conflict.DENIAL)


def test_an_end_of_what_is_only_known_as_denied_contradicts() -> None:
    """What has ended has been, and a denial of what has ended is one too."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.DENIED))
    ended = judged(ledger, "b", agency(Stage.ENDED), day=1)
    assert (ended.conflict, [value.norm for _, value in ended.against]) == (Conflict.DENIAL, ["denied"])
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.ENDED))
    assert judged(ledger, "b", agency(Stage.DENIED), day=1).conflict is Conflict.DENIAL


def test_two_dated_ends_that_lie_apart_contradict() -> None:
    """A day of difference is how people speak, more is a conflict of dates, told once."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.ENDED, said=Said(since=date(2026, 2, 1))))
    near = judged(ledger, "b", agency(Stage.ENDED, said=Said(since=date(2026, 2, 2))), day=1)
    apart = judged(ledger, "c", agency(Stage.ENDED, said=Said(since=date(2026, 2, 20))), day=1)
    again = judged(ledger, "d", agency(Stage.ENDED, said=Said(since=date(2026, 2, 20))), day=2)
    assert near.outcome is Outcome.CORROBORATES
    assert (apart.outcome, apart.conflict, apart.rank) == (Outcome.CONTRADICTS, Conflict.DATE, 2)
    assert again.outcome is Outcome.CORROBORATES


def test_a_correction_notice_takes_a_stage_back() -> None:
    """The same outlet puts exploring in the place of contracted: a correction, though the stage is lower."""
    ledger = Ledger()
    ledger.judge(mark("a", outlet="Ledger"), [agency(Stage.CONTRACTED)], {})
    notice = agency(Stage.EXPLORING, said=Said(corrects=True))
    corrected = ledger.judge(mark("b", 1, outlet="Ledger"), [notice], {})[0]
    assert told(corrected) == (Outcome.CONTRADICTS, Reason.CORRECTED, 1)
    assert statuses(ledger) == {"contracted": ValueStatus.SUPERSEDED, "exploring": ValueStatus.REPORTED}
    stranger = judged(ledger, "c", agency(Stage.ADOPTED, said=Said(corrects=True)), day=2)
    assert stranger.outcome is Outcome.UPDATES


MEMBERS = coverage(
    {DARPA: WHOLE, STATE: WHOLE, "Shared Services Canada": "Government of Canada"}, [WHOLE, "Government of Canada"]
)


@pytest.mark.parametrize(
    ("known", "stage", "outcome"),
    [
        (Stage.ADOPTED, Stage.ADOPTED, Outcome.REPEATS),
        (Stage.ADOPTED, Stage.EXPLORING, Outcome.REPEATS),
        (Stage.EXPLORING, Stage.ADOPTED, Outcome.NEW),
        (Stage.CONTRACTED, Stage.OFFERED, Outcome.NEW),
        (Stage.CONTRACTED, Stage.APPROVED, Outcome.NEW),
        (Stage.CONTRACTED, Stage.CONTRACTED, Outcome.NEW),
        (Stage.CONTRACTED, Stage.DENIED, Outcome.NEW),
    ],
)
def test_a_loose_claim_about_the_whole_repeats_once_members_are_known(known: Stage, stage: Stage, outcome: Outcome) -> None:
    """Coverage explains: what the text offers, approves or contracts for the whole is still new."""
    ledger = Ledger(coverage=MEMBERS)
    judged(ledger, "a", agency(known, name=DARPA))
    about_all = judged(ledger, "b", agency(stage, name=WHOLE), day=1)
    assert about_all.outcome is outcome
    assert (about_all.reason is Reason.COVERED_BY_MEMBER) == (outcome is Outcome.REPEATS)


def test_only_members_cover_and_a_named_body_is_always_new() -> None:
    """A body of another country covers nothing, and the whole never silences a member."""
    ledger = Ledger(coverage=MEMBERS)
    judged(ledger, "a", agency(Stage.ADOPTED, name="Shared Services Canada"))
    assert told(judged(ledger, "b", agency(Stage.ADOPTED, name=WHOLE), day=1)) == (Outcome.NEW, Reason.FIRST_IN_SLOT, 3)
    assert told(judged(ledger, "c", agency(Stage.EXPLORING, name=STATE), day=2)) == (Outcome.NEW, Reason.FIRST_IN_SLOT, 2)


def test_the_same_outlet_and_kin_repeat_strangers_corroborate() -> None:
    """Corroboration is another group and another outlet; an earlier version of the page is neither."""
    ledger = Ledger()
    ledger.judge(mark("a", outlet="The Ledger"), [partner()], {})
    assert told(judged(ledger, "b", partner(), day=1)) == (Outcome.CORROBORATES, Reason.SAME_VALUE, None)
    assert ledger.judge(mark("c", 2, outlet="the ledger"), [partner()], {})[0].reason is Reason.SAME_OUTLET
    copy = judged(ledger, "d", partner(), day=2, kin={"b": Kinship.COPY})
    assert (copy.reason, copy.kinship) == (Reason.COPY_OF_KNOWN, Kinship.COPY)
    rewrite = judged(ledger, "e", partner(), day=2, kin={"b": Kinship.REWRITE})
    assert (rewrite.reason, rewrite.kinship) == (Reason.SAME_STORY, Kinship.REWRITE)
    page = ledger.judge(mark("f", 3, outlet="", url="https://news.example/b"), [partner()], {})[0]
    assert (page.outcome, page.reason) == (Outcome.REPEATS, Reason.SAME_OUTLET)


def test_what_a_person_retracted_stays_silent() -> None:
    """A retracted value that is told again raises no alarm and keeps its status."""
    ledger = Ledger()
    judged(ledger, "a", partner())
    withdrawn = replace(ledger.facts[0].values[0], status=ValueStatus.RETRACTED)
    ledger.facts = (replace(ledger.facts[0], values=(withdrawn,)),)
    assert told(judged(ledger, "b", partner(), day=1)) == (Outcome.CORROBORATES, Reason.SAME_VALUE, None)
    assert statuses(ledger) == {"announced": ValueStatus.RETRACTED}
    assert told(judged(ledger, "c", partner(PartnerStage.ENDED), day=2))[1] is Reason.FIRST_END


def test_what_is_known_of_the_whole_itself_comes_before_its_members() -> None:
    """An equal value, an end or a denial of the whole is weighed; a lower rung of the whole leaves it to the members."""
    for known, outcome, reason in (
        (Stage.ADOPTED, Outcome.CORROBORATES, Reason.SAME_VALUE),
        (Stage.ENDED, Outcome.CONTRADICTS, Reason.ENDED_AGAINST_CURRENT),
        (Stage.DENIED, Outcome.CONTRADICTS, Reason.DENIED),
        (Stage.EXPLORING, Outcome.REPEATS, Reason.COVERED_BY_MEMBER),
    ):
        ledger = Ledger(coverage=MEMBERS)
        judged(ledger, "a", agency(known, name=WHOLE))
        judged(ledger, "b", agency(Stage.ADOPTED, name=DARPA), day=1)
        verdict = judged(ledger, "c", agency(Stage.ADOPTED, name=WHOLE), day=2)
        assert (verdict.outcome, verdict.reason) == (outcome, reason)


def test_a_week_parts_old_news_from_an_update() -> None:
    """An article exactly a week older than what is known still moves it on; one a minute older does not."""
    for day, reason in ((7.0, Reason.STAGE_UP), (7.001, Reason.OLDER_NEWS)):
        ledger = Ledger()
        judged(ledger, "a", agency(Stage.EXPLORING), day=day)
        assert judged(ledger, "b", agency(Stage.ADOPTED)).reason is reason


@pytest.mark.parametrize(("closed", "conflict"), [(Stage.DENIED, Conflict.DENIAL), (Stage.ENDED, Conflict.STATUS)])
def test_where_both_sides_stand_a_still_higher_stage_is_held_against_the_other_side(closed: Stage, conflict: Conflict) -> None:
    """It is no mere step up of the side that it agrees with; the value it quarrels with is shown."""
    ledger = Ledger()
    judged(ledger, "a", agency(closed))
    judged(ledger, "b", agency(Stage.EXPLORING), day=1)
    verdict = judged(ledger, "c", agency(Stage.ADOPTED), day=2)
    assert (verdict.outcome, verdict.conflict) == (Outcome.CONTRADICTS, conflict)
    assert [value.norm for _, value in verdict.against] == [closed.value]


def test_taken_up_again_on_the_day_of_the_end_contradicts_and_on_the_next_is_an_update() -> None:
    """The text must date the use after the end."""
    for day, outcome in ((date(2026, 2, 1), Outcome.CONTRADICTS), (date(2026, 2, 2), Outcome.UPDATES)):
        ledger = Ledger()
        judged(ledger, "a", agency(Stage.ENDED, said=Said(since=date(2026, 2, 1))))
        assert judged(ledger, "b", agency(Stage.ADOPTED, said=Said(since=day)), day=1).outcome is outcome


def test_only_who_told_the_stage_or_a_higher_one_makes_its_retelling_a_repetition() -> None:
    """Kin of who told a lower stage, or the end, has not told this one."""
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.EXPLORING))
    judged(ledger, "b", agency(Stage.ADOPTED), day=1)
    assert judged(ledger, "c", agency(Stage.ADOPTED), day=2, kin={"a": Kinship.REWRITE}).outcome is Outcome.CORROBORATES
    ledger = Ledger()
    judged(ledger, "a", agency(Stage.ENDED))
    assert judged(ledger, "b", agency(Stage.ADOPTED), day=1, kin={"a": Kinship.REWRITE}).conflict is Conflict.STATUS


def test_use_on_the_day_of_the_end_contradicts_and_on_the_day_before_is_implied_by_it() -> None:
    """What the end implies is held against the end."""
    for day, outcome in ((0.0, Outcome.CONTRADICTS), (-1.0, Outcome.CORROBORATES)):
        ledger = Ledger()
        judged(ledger, "a", agency(Stage.ENDED))
        verdict = judged(ledger, "b", agency(Stage.ADOPTED), day=day)
        assert verdict.outcome is outcome
        assert [value.norm for _, value in verdict.against] == ["ended"]


def test_a_page_that_quietly_lowers_a_stage_corrects_itself_unless_it_tells_the_higher_one_too() -> None:
    """Only what it alone had told: not where somebody else told it as well, or a lower stage stands beside it."""
    page = mark("b", 1, url=mark("a").url)
    for claims, other, reason in (
        ([agency(Stage.EXPLORING)], False, Reason.CORRECTED),
        ([agency(Stage.EXPLORING)], True, Reason.LOWER_RUNG),
        ([agency(Stage.EXPLORING), agency(Stage.ADOPTED)], False, Reason.LOWER_RUNG),
        ([agency(Stage.ADOPTED)], False, Reason.SAME_OUTLET),
    ):
        ledger = Ledger()
        judged(ledger, "a", agency(Stage.ADOPTED))
        if other:
            judged(ledger, "x", agency(Stage.ADOPTED), day=0.5)
        assert ledger.judge(page, claims, {})[0].reason is reason


def test_an_end_on_the_day_of_the_first_telling_is_an_update_and_one_before_contradicts() -> None:
    """Whoever was told of the use after its end has told something else."""
    for since, outcome in ((START.date(), Outcome.UPDATES), (date(2026, 3, 1), Outcome.CONTRADICTS)):
        ledger = Ledger()
        judged(ledger, "a", agency(Stage.ADOPTED))
        assert judged(ledger, "b", agency(Stage.ENDED, said=Said(since=since)), day=1).outcome is outcome


def test_ends_of_which_one_is_undated_do_not_contradict() -> None:
    """Nor does the same stage on two dates, where it is no end."""
    for known, claim in (
        (agency(Stage.ENDED), agency(Stage.ENDED, said=Said(since=date(2026, 2, 20)))),
        (agency(Stage.ENDED, said=Said(since=date(2026, 2, 20))), agency(Stage.ENDED)),
        (agency(Stage.ADOPTED, said=Said(since=date(2026, 2, 1))), agency(Stage.ADOPTED, said=Said(since=date(2026, 2, 20)))),
    ):
        ledger = Ledger()
        judged(ledger, "a", known)
        assert judged(ledger, "b", claim, day=1).outcome is Outcome.CORROBORATES
