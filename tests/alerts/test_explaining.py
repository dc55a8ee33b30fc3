"""What a reader is told about a verdict: one English sentence that names what was compared."""

from dataclasses import replace

import pytest

from alerts.model import Kinship, Verdict
from alerts.weighing.wording import says
from tests.alerts.ledger import Ledger
from tests.alerts.made import Said, Terms, agency, amount, figure, mark, partner, price
from watchers.claims.model import Claim, PartnerStage, Qualifier, Stage


def after(known: Claim, claim: Claim) -> Verdict:
    """The verdict on a claim of the next day, from a stranger."""
    ledger = Ledger()
    ledger.judge(mark("a", outlet="Potomac Wire"), [known], {})
    return ledger.judge(mark("b", 1), [claim], {})[0]


@pytest.mark.parametrize(
    ("claim", "clause"),
    [
        (agency(Stage.ADOPTED), "U.S. Department of State uses Meta"),
        (partner(PartnerStage.ENDED), "Palantir is no longer a partner for Meta"),
        (price("0", Terms(per=None)), "Anthropic Claude involves no payment for U.S. federal government"),
        (price("0.47"), "Anthropic Claude costs 0.47 USD per agency and year for U.S. federal government"),
        (price("20", Terms(per=None, buyer=None)), "Anthropic Claude costs 20 USD"),
        (figure(amount("40590000000")), "Meta: revenue 40.59 billion USD in 2025-Q3"),
        (figure(amount("37000000000", "40000000000"), None), "Meta: revenue 37 billion to 40 billion USD"),
        (figure(amount("3200000", qualifier=Qualifier.MORE_THAN), None), "Meta: revenue more than 3.2 million USD"),
        (figure(amount("1234"), None), "Meta: revenue 1,234 USD"),
        (figure(amount("1e30"), None), "Meta: revenue 1.000E+30 USD"),
    ],
)
def test_a_claim_in_a_clause(claim: Claim, clause: str) -> None:
    """Names, amounts and units as a reader would write them."""
    assert says(claim) == clause


@pytest.mark.parametrize(
    ("known", "claim", "sentence"),
    [
        (partner(), agency(Stage.ADOPTED), "first sighting of this agency: U.S. Department of State uses Meta."),
        (partner(), agency(Stage.DENIED), "first heard of as a denial: U.S. Department of State is said not to use Meta."),
        (partner(), agency(Stage.ENDED), "first heard of as an end: U.S. Department of State no longer uses Meta."),
        (
            agency(Stage.EXPLORING),
            agency(Stage.ADOPTED),
            (
                "stage moved up: U.S. Department of State uses Meta; "
                "before, Potomac Wire (2026-03-02) said: U.S. Department of State is exploring Meta."
            ),
        ),
        (
            price("29"),
            price("39"),
            (
                "another amount: "
                "this article says Anthropic Claude costs 39 USD per agency and year for U.S. federal government; "
                "Potomac Wire (2026-03-02) said: Anthropic Claude costs 29 USD per agency and year for U.S. federal government."
            ),
        ),
        (
            partner(),
            partner(said=Said(quote="Another sentence.")),
            "known already, it says the same: Potomac Wire (2026-03-02) said: Palantir is a partner for Meta.",
        ),
    ],
)
def test_a_verdict_names_both_sides(known: Claim, claim: Claim, sentence: str) -> None:
    """What this article says, what is known, who said that, and when."""
    assert after(known, claim).explanation == sentence


def test_a_baseline_without_an_article_is_named_as_such() -> None:
    """What came with the installation has no outlet to be named."""
    ledger = Ledger()
    ledger.judge(mark("a"), [partner()], {})
    fact = ledger.facts[0]
    ledger.facts = (replace(fact, values=(replace(fact.values[0], sightings=()),)),)
    verdict = ledger.judge(mark("b", 1), [partner()], {})[0]
    assert verdict.explanation == "known already, it says the same: the baseline said: Palantir is a partner for Meta."


def test_a_conflict_of_speakers_names_the_person_and_the_outlet_that_credits_them() -> None:
    """Not the article that credits nobody, though it came first."""
    ledger = Ledger()
    ledger.judge(mark("a", outlet="Potomac Wire"), [agency(Stage.EXPLORING)], {})
    ledger.judge(mark("b", 0.5, outlet="Capitol Ledger"), [agency(Stage.EXPLORING, said=Said(by="Ada Li"))], {})
    other = agency(Stage.EXPLORING, said=Said(by="Bo Sand", quote="Another sentence."))
    verdict = ledger.judge(mark("c", 1), [other], {"b": Kinship.REWRITE})[0]
    said = "U.S. Department of State is exploring Meta"
    assert verdict.explanation == f"the same statement is credited to Bo Sand here and to Ada Li by Capitol Ledger: {said}."
