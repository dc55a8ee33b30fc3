"""Prices and figures: the same, changed, contradicted."""

from collections.abc import Callable
from datetime import date

import pytest

from alerts.model import Conflict, Kinship, Outcome, Reason, ValueStatus, Verdict
from alerts.weighing.bench import Held
from tests.alerts.ledger import Ledger
from tests.alerts.made import TERMS, WHOLE, Said, Terms, amount, figure, mark, price
from watchers.claims.model import Amount, Figure, Price, Qualifier

Counted = Price | Figure
CONTRACT = "contract value"


def judged(ledger: Ledger, article: str, *claims: Counted, day: float = 0, outlet: str | None = None) -> tuple[Verdict, ...]:
    """The verdicts on an article that nobody is kin to."""
    return ledger.judge(mark(article, day, outlet), claims, {})


def after(known: Counted, claim: Counted, day: float = 1) -> Verdict:
    """The verdict on a claim a day after another was learned from a stranger."""
    ledger = Ledger()
    judged(ledger, "a", known)
    return judged(ledger, "b", claim, day=day)[0]


def test_a_first_price_is_news_and_a_first_figure_is_not() -> None:
    """A new figure alone never alerts."""
    assert [judged(Ledger(), "a", claim)[0].rank for claim in (price("1"), figure(amount("40")))] == [2, None]
    assert judged(Ledger(), "a", price("1", said=Said(unlisted=True)))[0].rank == 3


@pytest.mark.parametrize(
    ("known", "claim"),
    [
        (price("1"), price("1")),
        (price("1"), price("1", Terms(per=None))),
        (price("1", Terms(per=None)), price("1")),
        (price("1"), price("1", Terms(per="agency"))),
        (price("1"), price("1", Terms(product=None))),
        (price("1"), price("1", Terms(product="Claude for Government"))),
        (price("1"), price("1", Terms(buyer=None))),
        (price("1"), price("1", Terms(currency=None))),
        (price("18", Terms(per="user/month")), price("216", Terms(per="user/year"))),
        (price("0", Terms(per=None)), price("0", Terms(buyer=None, per=None, currency=None))),
    ],
)
def test_a_price_told_with_less_is_the_same_price(known: Price, claim: Price) -> None:
    """A side that leaves product, unit or buyer out matches when the rest agrees, and the sighting joins the known value."""
    verdict = after(known, claim)
    assert verdict.outcome is Outcome.CORROBORATES
    assert verdict.against[0][0].key == verdict.fact_key


@pytest.mark.parametrize(
    ("known", "claim"),
    [
        (price("1"), price("60", Terms(per="user/month", buyer=None))),
        (price("1"), price("1", Terms(buyer="State of Maryland"))),
        (price("1", Terms(buyer=None)), price("1")),
        (price("1"), price("2", Terms(product="Claude Code"))),
        (price("1", Terms(per=None)), price("2000000")),
        (price("1", Terms(per=None)), price("20.50")),
        (price("1", Terms(product=None, buyer=None)), price("2", Terms(product=None, buyer=None))),
        (price("18", Terms(per="user/month")), price("200", Terms(per="user/year"))),
    ],
)
def test_another_scope_is_another_price(known: Price, claim: Price) -> None:
    """Another buyer, product or unit is new, never a contradiction."""
    assert after(known, claim).outcome is Outcome.NEW


@pytest.mark.parametrize(
    ("known", "claim", "conflict"),
    [
        (price("29"), price("39"), Conflict.AMOUNT),
        (price("0.47"), price("47"), Conflict.AMOUNT),
        (price("0", Terms(per=None)), price("12"), Conflict.AMOUNT),
        (price("12"), price("0", Terms(per=None)), Conflict.AMOUNT),
        (price("1", Terms(per="user/month")), price("1", Terms(per="user/year")), Conflict.AMOUNT),
        (price("12"), price("12", Terms(currency="EUR")), Conflict.CURRENCY),
        (price("9500000"), price("9500"), Conflict.MAGNITUDE),
        (price("1000"), price("10000"), Conflict.MAGNITUDE),
        (price("999"), price("9990"), Conflict.AMOUNT),
        (price("1", Terms(per=None)), price("20"), Conflict.AMOUNT),
        (figure(amount("4200000"), None, CONTRACT), figure(amount("42000000"), None, CONTRACT), Conflict.MAGNITUDE),
        (figure(amount("4200000"), None, CONTRACT), figure(amount("5300000"), None, CONTRACT), Conflict.AMOUNT),
        (figure(amount("15690000000")), figure(amount("17300000000")), Conflict.AMOUNT),
        (figure(amount("340"), None, "licensed users"), figure(amount("430"), None, "licensed users"), Conflict.COUNT),
    ],
)
def test_two_amounts_for_one_slot_contradict_in_either_order(known: Counted, claim: Counted, conflict: Conflict) -> None:
    """The kind of the conflict is named, the rank is 1, and both values stay disputed."""
    for first, second in ((known, claim), (claim, known)):
        ledger = Ledger()
        judged(ledger, "a", first)
        verdict = judged(ledger, "b", second, day=1)[0]
        assert (verdict.outcome, verdict.conflict, verdict.rank) == (Outcome.CONTRADICTS, conflict, 1)
        if verdict.reason is not Reason.UNIT_DIFFERS:
            assert {value.status for fact in ledger.facts for value in fact.values} == {ValueStatus.DISPUTED}
        assert judged(ledger, "c", second, day=2)[0].outcome is Outcome.CORROBORATES
        assert judged(ledger, "d", first, day=2)[0].outcome is Outcome.CORROBORATES


def test_a_value_of_another_period_is_recognised() -> None:
    """The third quarter's revenue given as the fourth's names the period, and both known values."""
    ledger = Ledger()
    judged(ledger, "a", figure(amount("51242000000"), "2025-Q3"))
    judged(ledger, "b", figure(amount("59890000000"), "2025-Q4"), day=90)
    verdict = judged(ledger, "c", figure(amount("51240000000"), "2025-Q4"), day=91)[0]
    assert (verdict.conflict, verdict.reason) == (Conflict.PERIOD, Reason.PERIOD_DIFFERS)
    assert [s.mark.article for _, value in verdict.against for s in value.sightings] == ["b", "a"]


@pytest.mark.parametrize(
    ("known", "claim"),
    [
        (figure(amount("39070000000"), "2025-Q2"), figure(amount("40590000000"))),
        (figure(amount("39070000000"), None), figure(amount("40590000000"), None)),
        (price("12"), price("11", Terms(currency="EUR"))),
    ],
)
def test_another_period_an_unknown_one_or_a_conversion_never_contradicts(known: Counted, claim: Counted) -> None:
    """What cannot be compared is new, silently if it is a figure."""
    verdict = after(known, claim)
    assert verdict.outcome is Outcome.NEW


def test_a_figure_without_its_period_matches_a_known_one() -> None:
    """The amount is enough to recognise it, in whatever period it stands."""
    verdict = after(figure(amount("3290000000")), figure(amount("3200000000", qualifier=Qualifier.MORE_THAN), None))
    assert (verdict.outcome, verdict.reason) == (Outcome.CORROBORATES, Reason.WITHIN_BOUND)


RAISED = Said(since=date(2026, 7, 1))


def test_a_later_value_that_the_text_dates_later_changes() -> None:
    """A price from a day on; the old value is superseded, and another price from that day contradicts."""
    ledger = Ledger()
    judged(ledger, "a", price("18"))
    changed = judged(ledger, "b", price("21", said=RAISED), day=10)[0]
    assert (changed.outcome, changed.reason, changed.rank) == (Outcome.CHANGES, Reason.LATER_VALUE, 2)
    assert [value.status for value in ledger.facts[0].values] == [ValueStatus.SUPERSEDED, ValueStatus.REPORTED]
    assert judged(ledger, "c", price("24", said=RAISED), day=11)[0].conflict is Conflict.AMOUNT
    assert judged(ledger, "d", price("18"), day=12)[0].outcome is Outcome.CORROBORATES


def test_the_old_value_told_beside_the_new_one_makes_a_change() -> None:
    """Guidance raised: the article tells the range that stands, and another that overlaps it."""
    ledger = Ledger()
    old, new = amount("60000000000", "65000000000"), amount("64000000000", "72000000000")
    judged(ledger, "a", figure(old, "2025", "capex"))
    verdicts = judged(ledger, "b", figure(new, "2025", "capex"), figure(old, "2025", "capex"), day=90)
    assert [verdict.outcome for verdict in verdicts] == [Outcome.CHANGES, Outcome.CORROBORATES]


def test_two_results_of_one_period_in_one_article_are_no_change() -> None:
    """A reported result is told once: a second number beside the known one is of another scope, and silent."""
    ledger = Ledger()
    judged(ledger, "a", figure(amount("15690000000")))
    verdicts = judged(ledger, "b", figure(amount("15690000000")), figure(amount("17300000000")), day=1)
    assert [verdict.rank for verdict in verdicts] == [None, None]
    assert verdicts[1].reason is Reason.OTHER_SCOPE


def test_an_old_price_beside_a_dated_one_is_background() -> None:
    """Where the known value is the dated one, the undated one is what was before."""
    ledger = Ledger()
    judged(ledger, "a", price("21", said=RAISED))
    verdicts = judged(ledger, "b", price("18"), price("21", said=RAISED), day=1)
    assert [(verdict.rank, verdict.reason) for verdict in verdicts] == [
        (None, Reason.OTHER_PERIOD),
        (None, Reason.SAME_VALUE),
    ]


def test_a_price_of_today_does_not_contradict_one_from_next_month() -> None:
    """The known value holds only from a day after the article."""
    verdict = after(price("21", said=RAISED), price("18"))
    assert (verdict.rank, verdict.reason) == (None, Reason.OTHER_PERIOD)


def test_an_old_article_read_late_changes_nothing() -> None:
    """Old and new price told together months before what is known: no change of today's price."""
    ledger = Ledger()
    judged(ledger, "a", price("21"), day=120)
    verdicts = judged(ledger, "b", price("21"), price("18"), day=0)
    assert [verdict.rank for verdict in verdicts] == [None, None]
    assert verdicts[1].reason is Reason.OTHER_SCOPE


def test_two_prices_in_one_first_article_are_both_news() -> None:
    """Old and new price told together when neither was known; an article does not contradict itself."""
    ledger = Ledger()
    first, second = judged(ledger, "a", price("18"), price("21", said=RAISED))
    assert (first.outcome, second.outcome) == (Outcome.NEW, Outcome.CHANGES)
    first, second = judged(Ledger(), "a", price("18"), price("21"))
    assert (first.outcome, second.outcome, second.reason) == (Outcome.NEW, Outcome.NEW, Reason.OTHER_SCOPE)
    first, second = judged(Ledger(), "a", price("21", said=RAISED), price("18"))
    assert (first.outcome, second.outcome) == (Outcome.NEW, Outcome.NEW)


def test_a_superseded_value_can_return() -> None:
    """The text dates the old price after the one that stands: a change back."""
    ledger = Ledger()
    judged(ledger, "a", price("18"))
    judged(ledger, "b", price("21", said=RAISED), day=1)
    back = judged(ledger, "c", price("18", said=Said(since=date(2026, 9, 1))), day=200)[0]
    assert back.outcome is Outcome.CHANGES
    assert [value.status for value in ledger.facts[0].values] == [ValueStatus.REPORTED, ValueStatus.SUPERSEDED]


def test_a_correction_notice_supersedes_what_the_same_outlet_printed() -> None:
    """The notice contradicts; its copies are silent, and the false value no longer stands."""
    ledger = Ledger()
    judged(ledger, "a", figure(amount("4200000"), None, CONTRACT), outlet="Fedline")
    judged(ledger, "b", figure(amount("42000000"), None, CONTRACT), day=1)
    notice = figure(amount("2400000"), None, CONTRACT, Said(corrects=True))
    verdict = judged(ledger, "c", notice, day=2, outlet="Fedline")[0]
    assert (verdict.conflict, verdict.rank) == (Conflict.CORRECTION, 1)
    assert [value.claim for _, value in verdict.against] == [figure(amount("4200000"), None, CONTRACT)]
    assert [v.status for v in ledger.facts[0].values] == [
        ValueStatus.SUPERSEDED,
        ValueStatus.DISPUTED,
        ValueStatus.REPORTED,
    ]
    assert judged(ledger, "d", notice, day=3, outlet="Fedline")[0].outcome is Outcome.REPEATS


def test_a_correction_can_return_to_what_stood_before() -> None:
    """A second notice takes the first one back."""
    ledger = Ledger()
    one, other = amount("4200000"), amount("2400000")
    judged(ledger, "a", figure(one, None, CONTRACT), outlet="Fedline")
    judged(ledger, "b", figure(other, None, CONTRACT, Said(corrects=True)), day=1, outlet="Fedline")
    verdict = judged(ledger, "c", figure(one, None, CONTRACT, Said(corrects=True)), day=2, outlet="Fedline")[0]
    assert verdict.conflict is Conflict.CORRECTION


def test_a_correction_of_another_outlet_contradicts_whoever_said_so() -> None:
    """Without a value of its own to take back, the notice is held against what is known."""
    notice = figure(amount("2400000"), None, CONTRACT, Said(corrects=True))
    assert after(figure(amount("4200000"), None, CONTRACT), notice).conflict is Conflict.CORRECTION


def test_a_new_version_of_a_page_with_another_amount_is_a_correction() -> None:
    """The outlet changed the number in silence."""
    ledger = Ledger()
    ledger.judge(mark("a"), [price("29")], {})
    verdict = ledger.judge(mark("a", 1), [price("39")], {})[0]
    assert verdict.conflict is Conflict.CORRECTION


def test_a_sighting_of_the_claims_own_slot_counts_before_a_looser_one() -> None:
    """Kin told the price without the product, a stranger with it: the full price is corroborated."""
    ledger = Ledger()
    judged(ledger, "a", price("1"))
    judged(ledger, "b", price("1", Terms(product=None)), day=1)
    verdict = ledger.judge(mark("c", 2), [price("1")], {"b": Kinship.REWRITE})[0]
    assert verdict.outcome is Outcome.CORROBORATES


def test_two_units_in_one_article_are_two_offers() -> None:
    """A monthly and a yearly price of one amount, told side by side, do not contradict each other."""
    monthly, yearly = judged(Ledger(), "a", price("9", Terms(per="user/month")), price("9", Terms(per="user/year")))
    assert (monthly.outcome, yearly.outcome) == (Outcome.NEW, Outcome.NEW)


def test_what_has_no_counterpart_of_its_kind_is_new() -> None:
    """Odd units are never converted."""
    for per in ("user/week", "seat/month", "seat"):
        assert after(price("18", Terms(per="user/month")), price("20", Terms(per=per))).outcome is Outcome.NEW
    assert TERMS.buyer == WHOLE
    assert after(price("1", Terms(per=None, buyer=None)), price("2", Terms(per=None, buyer=None))).reason is Reason.OTHER_SCOPE


@pytest.mark.parametrize("told", [amount("0"), amount("5", "7"), amount("1e30"), amount("0.001")])
def test_an_amount_of_any_size_has_its_sentence(told: Amount) -> None:
    """The explanation names the amount as a reader would write it."""
    assert judged(Ledger(), "a", figure(told))[0].explanation.startswith("first figure told: Meta: revenue")


def test_the_nearest_known_value_is_the_own_outlets_then_that_of_kin_then_the_latest() -> None:
    """In that order whatever came first; it is the one that the alert shows."""
    told = (("a", 0, "1"), ("b", 1, "2"), ("c", 2, "3"), ("d", 3, "4"))
    ledger = Ledger()
    for article, day, sum_ in told:
        judged(ledger, article, price(sum_), day=day)
    kin = {"b": Kinship.REWRITE}
    verdict = ledger.judge(mark("e", 4, outlet="OUTLET A"), [price("9")], kin)[0]
    assert [value.norm for _, value in verdict.against] == [value.norm for _, value in sorted(verdict.against, key=_place(told))]


def _place(told: tuple[tuple[str, int, str], ...]) -> Callable[[Held], int]:
    """Own outlet, kin, then from the latest to the earliest."""
    order = [sum_ for _, _, sum_ in (told[0], told[1], told[3], told[2])]

    def place(held: Held) -> int:
        claim = held[1].claim
        assert isinstance(claim, Price)
        return order.index(str(claim.amount.low))

    return place
