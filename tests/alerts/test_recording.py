"""The plan that a store applies: idempotent, deletes nothing, respects what a person decided."""

from dataclasses import replace

from alerts.model import Kinship, ValueStatus, Verdict
from alerts.recording import Plan, Teller, applied, plan
from alerts.verdicts import weigh
from tests.alerts.ledger import Ledger
from tests.alerts.made import Said, agency, mark, partner, price
from watchers.claims.model import Claim, PartnerStage, Stage


def verdicts_of(ledger: Ledger, article: str, *claims: Claim, day: float = 0) -> tuple[Verdict, ...]:
    return weigh(mark(article, day), claims, ledger.facts, {})


def test_a_plan_names_facts_values_sightings_and_families() -> None:
    """One entry a verdict, in order; the families are what a store has to lock."""
    made = plan(verdicts_of(Ledger(), "a", agency(Stage.EXPLORING), partner()))
    assert [(entry.fact_key, entry.norm, entry.kinship) for entry in made.entries] == [
        ("agency|meta|us department of state", "exploring", Kinship.INDEPENDENT),
        ("partner|meta|palantir", "announced", Kinship.INDEPENDENT),
    ]
    assert made.families == {"agency|meta", "partner|meta"}
    assert made.standings == ()
    assert plan(()) == Plan()


def test_applying_a_plan_twice_changes_nothing() -> None:
    """A stage may run twice."""
    ledger = Ledger()
    ledger.judge(mark("a"), [price("18"), partner()], {})
    teller = Teller(mark=mark("b", 1), now=mark("b", 1).seen)
    made = plan(verdicts_of(ledger, "b", price("21"), partner(PartnerStage.ENDED), day=1))
    once = applied(ledger.facts, made, teller)
    assert applied(once, made, teller) == once
    assert once != ledger.facts


def test_what_a_person_confirmed_is_not_disputed_by_a_text() -> None:
    """The new value is disputed, the confirmed one stays confirmed."""
    ledger = Ledger()
    ledger.judge(mark("a"), [price("18")], {})
    fact = ledger.facts[0]
    ledger.facts = (replace(fact, values=(replace(fact.values[0], status=ValueStatus.CONFIRMED),)),)
    ledger.judge(mark("b", 1), [price("24")], {})
    assert [value.status for value in ledger.facts[0].values] == [ValueStatus.CONFIRMED, ValueStatus.DISPUTED]


def test_only_values_that_stand_become_disputed() -> None:
    """A superseded value is not brought back by a quarrel about its successor."""
    ledger = Ledger()
    ledger.judge(mark("a"), [agency(Stage.EXPLORING)], {})
    ledger.judge(mark("b", 1), [agency(Stage.ADOPTED)], {})
    ledger.judge(mark("c", 2), [agency(Stage.DENIED, said=Said(by="The Department"))], {})
    assert [value.status for value in ledger.facts[0].values] == [
        ValueStatus.SUPERSEDED,
        ValueStatus.DISPUTED,
        ValueStatus.DISPUTED,
    ]
