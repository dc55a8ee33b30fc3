"""The whole table: a case for every reason of a verdict, and for every kind of contradiction with both sides quoted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from alerts.composing import compose
from alerts.model import ArticleMark, Conflict, Kinship, Outcome, Reason, SourceKind, ValueStatus, Verdict
from alerts.slack.blocks import message
from tests.alerts.ledger import Ledger
from tests.alerts.made import WHOLE, Said, Terms, agency, amount, figure, mark, partner, price
from watchers.claims.model import Claim, Qualifier, Stage

CONTRACT, SEATS = "contract value", "licensed users"
HERE = Said(quote="Known sentence.")
THERE = Said(quote="Told sentence.")
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What was told first, and what an article of the next day says that has this kinship with it."""

    known: Claim
    claim: Claim
    kin: Kinship = Kinship.INDEPENDENT
    first: ArticleMark = field(default_factory=lambda: mark("a"))
    then: ArticleMark = field(default_factory=lambda: mark("b", 1))
    beside: tuple[Claim, ...] = ()

    def ledger(self) -> Ledger:
        """After the first article."""
        ledger = Ledger()
        ledger.judge(self.first, [self.known], {})
        return ledger

    def verdict(self, ledger: Ledger) -> Verdict:
        """On the claim."""
        return ledger.judge(self.then, [*self.beside, self.claim], {self.first.article: self.kin})[-1]


def at(low: str, period: str | None = "2025-Q3", measure: str = "revenue", said: Said = THERE) -> Claim:
    return figure(amount(low), period, measure, said)


SAME_PAGE = replace(mark("b", 1), url=mark("a").url)
SAME_OUTLET = mark("b", 1, outlet="Outlet a")
CORRECTION = Said(quote="Told sentence.", corrects=True)
REWRITE = Kinship.REWRITE

CONFLICTS: Mapping[Conflict, tuple[tuple[Case, Reason, int], ...]] = {
    Conflict.AMOUNT: (
        (Case(known=price("29", said=HERE), claim=price("39", said=THERE)), Reason.AMOUNT_DIFFERS, 1),
        (
            Case(known=price("12", Terms(per="user/month"), said=HERE), claim=price("12", Terms(per="agency/year"), said=THERE)),
            Reason.UNIT_DIFFERS,
            1,
        ),
    ),
    Conflict.MAGNITUDE: (
        (
            Case(known=at("4200000", None, CONTRACT, HERE), claim=at("42000000", None, CONTRACT)),
            Reason.MAGNITUDE_DIFFERS,
            1,
        ),
    ),
    Conflict.CURRENCY: (
        (
            Case(known=price("12", said=HERE), claim=price("12", Terms(currency="EUR"), said=THERE)),
            Reason.CURRENCY_DIFFERS,
            1,
        ),
    ),
    Conflict.DENIAL: (
        (Case(known=agency(Stage.ADOPTED, said=HERE), claim=agency(Stage.DENIED, said=THERE)), Reason.DENIED, 1),
        (Case(known=agency(Stage.DENIED, said=HERE), claim=agency(Stage.ADOPTED, said=THERE)), Reason.DENIED, 1),
    ),
    Conflict.STATUS: (
        (
            Case(known=agency(Stage.ENDED, said=HERE), claim=agency(Stage.ADOPTED, said=THERE)),
            Reason.ENDED_AGAINST_CURRENT,
            1,
        ),
    ),
    Conflict.DATE: (
        (
            Case(
                known=agency(Stage.ENDED, said=Said(quote="Known sentence.", since=MAY)),
                claim=agency(Stage.ENDED, said=Said(quote="Told sentence.", since=JUNE)),
            ),
            Reason.DATE_DIFFERS,
            2,
        ),
    ),
    Conflict.COUNT: ((Case(known=at("340", None, SEATS, HERE), claim=at("430", None, SEATS)), Reason.COUNT_DIFFERS, 1),),
    Conflict.SPEAKER: (
        (
            Case(
                known=agency(Stage.EXPLORING, said=replace(HERE, by="Renata Oyelaran")),
                claim=agency(Stage.EXPLORING, said=replace(THERE, by="Tobias Lindqvist")),
                kin=REWRITE,
            ),
            Reason.SPEAKER_DIFFERS,
            3,
        ),
    ),
    Conflict.CORRECTION: (
        (
            Case(known=price("42", said=HERE), claim=price("24", said=CORRECTION), then=SAME_OUTLET),
            Reason.CORRECTED,
            1,
        ),
        (Case(known=price("42", said=HERE), claim=price("24", said=THERE), then=SAME_PAGE), Reason.CORRECTED, 1),
    ),
}
"""All but ``Conflict.PERIOD``, which needs two known values."""


def quoted(verdict: Verdict, then: ArticleMark) -> bool:
    """The alert shows the sentences of both sides, in the blocks and in the plain text."""
    alert = compose(key="k", mark=then, verdicts=[verdict], incomplete=None, story_root=None)
    assert alert is not None
    said = message(alert, key="k", language="en")
    return all(quote in told for quote in ("Known sentence.", "Told sentence.") for told in (said.plain, str(said.blocks)))


@pytest.mark.parametrize(
    ("conflict", "case", "reason", "rank"),
    [(conflict, *row) for conflict, rows in CONFLICTS.items() for row in rows],
)
def test_each_kind_of_contradiction_has_its_reason_and_rank_and_quotes_both_sides(
    conflict: Conflict, case: Case, reason: Reason, rank: int
) -> None:
    """And is not told a second time, by nobody; neither side is deleted."""
    ledger = case.ledger()
    verdict = case.verdict(ledger)
    assert (verdict.outcome, verdict.conflict, verdict.reason, verdict.rank) == (Outcome.CONTRADICTS, conflict, reason, rank)
    assert quoted(verdict, case.then)
    sightings = [s.claim.evidence.quote for fact in ledger.facts for value in fact.values for s in value.sightings]
    assert sorted(sightings) == ["Known sentence.", "Told sentence."]
    again = replace(case.then, article="c", url="https://news.example/c", outlet="Outlet c")
    assert not ledger.judge(again, [case.claim], {})[0].alerts


def test_a_value_of_another_period_quotes_both_sides() -> None:
    """The value of this period and the one told; the period to which that amount belongs is held beside."""
    ledger = Case(known=at("51242000000", said=Said(quote="Third quarter.")), claim=at("1")).ledger()
    ledger.judge(mark("x", 90), [at("59890000000", "2025-Q4", said=HERE)], {})
    verdict = ledger.judge(mark("b", 91), [at("51240000000", "2025-Q4")], {})[0]
    assert (verdict.conflict, verdict.reason, verdict.rank) == (Conflict.PERIOD, Reason.PERIOD_DIFFERS, 1)
    assert quoted(verdict, mark("b", 91))
    assert [value.claim.evidence.quote for _, value in verdict.against] == ["Known sentence.", "Third quarter."]


def test_no_kind_of_contradiction_is_left_out() -> None:
    """The table and the test above hold them all."""
    assert {*CONFLICTS, Conflict.PERIOD} == set(Conflict)


RANGE = figure(amount("37", "40"), said=THERE)
INVENTORY = replace(mark("a"), kind=SourceKind.INVENTORY)
SHADOW = replace(mark("a"), unheard=True)
DATED = price("2", said=Said(since=JUNE))

QUIET: Mapping[Reason, tuple[Case, Outcome]] = {
    Reason.FIRST_IN_SLOT: (Case(known=agency(Stage.ADOPTED), claim=partner()), Outcome.NEW),
    Reason.FIRST_DENIAL: (Case(known=partner(), claim=agency(Stage.DENIED)), Outcome.NEW),
    Reason.FIRST_END: (Case(known=partner(), claim=agency(Stage.ENDED)), Outcome.NEW),
    Reason.FIRST_INVENTORIED: (
        Case(known=agency(Stage.ADOPTED), claim=agency(Stage.ADOPTED), first=INVENTORY),
        Outcome.NEW,
    ),
    Reason.FIRST_HEARD: (Case(known=agency(Stage.ADOPTED), claim=agency(Stage.ADOPTED), first=SHADOW), Outcome.NEW),
    Reason.OTHER_PERIOD: (Case(known=DATED, claim=price("1")), Outcome.CORROBORATES),
    Reason.OTHER_SCOPE: (
        Case(known=at("40"), claim=at("17"), beside=(at("40"),)),
        Outcome.REPEATS,
    ),
    Reason.SAME_VALUE: (Case(known=price("1"), claim=price("1")), Outcome.CORROBORATES),
    Reason.SAME_AT_PRECISION: (Case(known=at("40590000000"), claim=at("40500000000")), Outcome.CORROBORATES),
    Reason.WITHIN_BOUND: (
        Case(known=at("3290000000"), claim=figure(amount("3200000000", qualifier=Qualifier.MORE_THAN))),
        Outcome.CORROBORATES,
    ),
    Reason.RANGES_OVERLAP: (Case(known=at("39"), claim=RANGE), Outcome.CORROBORATES),
    Reason.LOWER_RUNG: (Case(known=agency(Stage.ADOPTED), claim=agency(Stage.EXPLORING)), Outcome.CORROBORATES),
    Reason.OLDER_NEWS: (
        Case(known=agency(Stage.EXPLORING), claim=agency(Stage.ADOPTED), first=mark("a", 90)),
        Outcome.CORROBORATES,
    ),
    Reason.COVERED_BY_MEMBER: (
        Case(known=agency(Stage.ADOPTED), claim=agency(Stage.ADOPTED, name=WHOLE)),
        Outcome.REPEATS,
    ),
    Reason.COPY_OF_KNOWN: (Case(known=price("1"), claim=price("1"), kin=Kinship.COPY), Outcome.REPEATS),
    Reason.SAME_STORY: (Case(known=price("1"), claim=price("1"), kin=REWRITE), Outcome.REPEATS),
    Reason.SAME_OUTLET: (Case(known=price("1"), claim=price("1"), then=SAME_OUTLET), Outcome.REPEATS),
    Reason.STAGE_UP: (Case(known=agency(Stage.EXPLORING), claim=agency(Stage.ADOPTED)), Outcome.UPDATES),
    Reason.ENDED_LATER: (Case(known=agency(Stage.ADOPTED), claim=agency(Stage.ENDED)), Outcome.UPDATES),
    Reason.LATER_VALUE: (Case(known=price("1"), claim=DATED), Outcome.CHANGES),
}


@pytest.mark.parametrize(("reason", "case", "outcome"), [(reason, *row) for reason, row in QUIET.items()])
def test_each_other_reason_has_its_verdict(reason: Reason, case: Case, outcome: Outcome) -> None:
    """News, silence, update and change; what is silent has no rank and is nobody's alert."""
    verdict = case.verdict(case.ledger())
    assert (verdict.outcome, verdict.reason, verdict.conflict) == (outcome, reason, None)
    assert verdict.alerts == (outcome in {Outcome.NEW, Outcome.UPDATES, Outcome.CHANGES})


@pytest.mark.parametrize("claim", [agency(Stage.CONTRACTED), partner(), price("1")])
def test_what_its_outlet_took_back_is_news_when_a_stranger_tells_it_again(claim: Claim) -> None:
    """Its own kin repeats in silence; the value is there still, and stands again."""
    ledger = Case(known=claim, claim=claim).ledger()
    (value,) = ledger.facts[0].values
    dropped = tuple(replace(sighting, dropped=True) for sighting in value.sightings)
    gone = replace(value, status=ValueStatus.RETRACTED, sightings=dropped)
    ledger.facts = (replace(ledger.facts[0], values=(gone,)),)
    before = ledger.facts
    kin = ledger.judge(mark("k", 1), [claim], {"a": REWRITE})[0]
    assert not kin.alerts
    ledger.facts = before
    told = ledger.judge(mark("b", 1), [claim], {})[0]
    assert (told.outcome, told.reason, told.alerts) == (Outcome.NEW, Reason.TOLD_AGAIN, True)
    assert [value.status for value in ledger.facts[0].values] == [ValueStatus.REPORTED]


def test_no_reason_is_left_out() -> None:
    """The tables and the test above hold them all."""
    contradicted = {reason for rows in CONFLICTS.values() for _, reason, _ in rows}
    assert {*contradicted, *QUIET, Reason.PERIOD_DIFFERS, Reason.TOLD_AGAIN} == set(Reason)
