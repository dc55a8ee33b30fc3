"""Laws of the ledger's mind: judging twice adds nothing, a copy never alerts, strangers commute, nothing raises."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from alerts.comparing import FIGURES, PRICES, fold, same_amount
from alerts.corroboration import kinship
from alerts.matching import fact_key, families, family, norm
from alerts.model import ArticleMark, Fact, Kinship, Outcome, Value, ValueStatus
from alerts.recording import Teller, applied, plan
from alerts.verdicts import weigh
from tests.alerts.ledger import Ledger
from watchers.claims.model import (
    MEASURES,
    Adoption,
    Amount,
    Attribution,
    Claim,
    Evidence,
    Figure,
    Partnership,
    PartnerStage,
    Price,
    Qualifier,
    Span,
    Stage,
)

VENDORS = st.sampled_from(["Meta", "OpenAI", "Anthropic"])
PRODUCTS = st.sampled_from([None, "Llama", "ChatGPT", "ChatGPT Enterprise"])
BODIES = st.sampled_from(["U.S. federal government", "U.S. Department of State", "NASA", "Government of Canada"])
PEOPLE = st.sampled_from(["Faith Eischen", "Mark Zuckerberg", "Meta", "U.S. Department of State"])
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
TIMES = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given beside
NUMBERS = st.sampled_from(
    ["0", "0.47", "1", "12", "18", "47", "4200000", "42000000", "40500000000", "40590000000"]
) | st.decimals(0, 10**15, places=3)
WORDS = st.text(max_size=40)


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    low = Decimal(draw(NUMBERS))
    more = draw(st.none() | st.decimals(0, 10**12, places=2))
    return Amount(
        low=low,
        high=None if more is None else low + more,
        step=draw(st.none() | st.sampled_from([Decimal("0.01"), Decimal(1), Decimal(10) ** 8])),
        qualifier=draw(st.none() | st.sampled_from(Qualifier)),
    )


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    speaker = draw(st.none() | PEOPLE)
    quote = draw(st.sampled_from(["It runs on Monday.", "Il tourne mardi."]) | WORDS)
    return Evidence(
        quote=quote,
        span=Span(start=0, end=len(quote)),
        attribution=Attribution(speaker=speaker, employer=draw(st.sampled_from([None, "Meta"]))) if speaker else None,
        unlisted=draw(st.booleans()),
        corrects=draw(st.booleans()),
    )


ADOPTIONS = st.builds(
    Adoption,
    vendor=VENDORS,
    product=PRODUCTS,
    agency=BODIES,
    stage=st.sampled_from(Stage),
    valid_from=DAYS,
    evidence=evidence(),
)
PARTNERSHIPS = st.builds(
    Partnership,
    vendor=VENDORS,
    product=PRODUCTS,
    partner=st.sampled_from(["Palantir", "Oracle"]) | WORDS,
    role=st.none(),
    stage=st.sampled_from(PartnerStage),
    valid_from=DAYS,
    evidence=evidence(),
)
PRICES_TOLD = st.builds(
    Price,
    vendor=VENDORS,
    product=PRODUCTS,
    amount=amounts(),
    currency=st.sampled_from([None, "USD", "EUR"]),
    per=st.sampled_from([None, "agency", "agency/year", "user/month", "user/year"]) | WORDS,
    buyer=st.none() | BODIES,
    free=st.none(),
    valid_from=DAYS,
    evidence=evidence(),
)
FIGURES_TOLD = st.builds(
    Figure,
    subject=VENDORS,
    measure=st.sampled_from(MEASURES),
    amount=amounts(),
    currency=st.sampled_from([None, "USD", "EUR"]),
    period=st.sampled_from([None, "2025-Q3", "2025-Q4"]),
    valid_from=DAYS,
    evidence=evidence(),
)
CLAIMS: st.SearchStrategy[Claim] = st.one_of(ADOPTIONS, PARTNERSHIPS, PRICES_TOLD, FIGURES_TOLD)
TOLD = st.lists(CLAIMS, max_size=4)


@st.composite
def marks(draw: st.DrawFn, article: str) -> ArticleMark:
    return ArticleMark(
        article=article,
        url=f"https://{article}.example/",
        outlet=draw(st.sampled_from(["", "The Ledger", f"Outlet {article}"])),
        title=draw(WORDS),
        lang="en",
        published=draw(st.none() | TIMES),
        seen=draw(TIMES),
        body_sha256=article,
        sketch=(),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """A ledger as two articles left it, kinship worked out from what they say; a person may have touched a value."""
    ledger = Ledger()
    for article in ("one", "two"):
        ledger.judge(draw(marks(article)), draw(TOLD))
    status = draw(st.none() | st.sampled_from([ValueStatus.CONFIRMED, ValueStatus.RETRACTED]))
    if ledger.facts and status is not None:
        first = ledger.facts[0]
        touched = replace(first.values[0], status=status)
        ledger.facts = (replace(first, values=(touched, *first.values[1:])), *ledger.facts[1:])
    return ledger


def contents(facts: Sequence[Fact]) -> dict[tuple[str, str], tuple[ValueStatus, frozenset[str]]]:
    """What a ledger holds, whatever the order in which it was learned."""
    return {
        (fact.key, value.norm): (value.status, frozenset(s.mark.article for s in value.sightings))
        for fact in facts
        for value in fact.values
    }


def loose(values: Sequence[Value]) -> int:
    return sum(len(value.sightings) for value in values)


@given(ledgers(), TOLD, marks("new"), st.sampled_from(Kinship))
def test_weighing_is_total_and_explains_itself(ledger: Ledger, claims: list[Claim], mark: ArticleMark, kin: Kinship) -> None:
    """Any claims against any ledger: one verdict a claim, in one line of words; loud ones have a rank from one to three."""
    verdicts = weigh(mark, claims, ledger.facts, dict.fromkeys(("one", "two"), kin))
    assert [verdict.claim for verdict in verdicts] == claims
    for verdict in verdicts:
        assert verdict.explanation.endswith(".")
        assert "\n" not in verdict.explanation
        assert verdict.rank in {None, 1, 2, 3}
        assert (verdict.conflict is not None) == (verdict.outcome is Outcome.CONTRADICTS)
        assert verdict.against or verdict.outcome is Outcome.NEW
        quiet = {Outcome.CORROBORATES, Outcome.REPEATS}
        silent = verdict.outcome in quiet or (verdict.outcome is Outcome.NEW and isinstance(verdict.claim, Figure))
        assert verdict.alerts != silent


@given(ledgers(), TOLD, marks("new"))
def test_judging_the_same_article_twice_adds_nothing(ledger: Ledger, claims: list[Claim], mark: ArticleMark) -> None:
    """The second time everything repeats, nothing alerts, and the ledger stays as it is."""
    ledger.judge(mark, claims)
    before = contents(ledger.facts)
    again = ledger.judge(mark, claims)
    assert [(v.outcome, v.rank) for v in again if v.alerts] == []
    assert contents(ledger.facts) == before


@given(ledgers(), TOLD, marks("new"), marks("copy"))
def test_a_copy_never_alerts_and_adds_one_sighting(
    ledger: Ledger, claims: list[Claim], mark: ArticleMark, copy: ArticleMark
) -> None:
    """The same text under another address and from another outlet: silence, and one more sighting where it was seen."""
    ledger.judge(mark, claims)
    before = contents(ledger.facts)
    verdicts = ledger.judge(replace(copy, body_sha256=mark.body_sha256, published=mark.published, seen=mark.seen), claims)
    assert [verdict for verdict in verdicts if verdict.alerts] == []
    after = contents(ledger.facts)
    assert after.keys() == before.keys()
    assert {place for place in after if "copy" in after[place][1]} == {place for place in after if "new" in after[place][1]}


@given(TOLD, TOLD, marks("left"), marks("right"))
def test_stories_about_disjoint_facts_commute(
    some: list[Claim], others: list[Claim], left: ArticleMark, right: ArticleMark
) -> None:
    """The order in which strangers arrive does not change the ledger."""
    apart = [claim for claim in others if family(claim) not in families(some)]
    one, other = Ledger(), Ledger()
    one.judge(left, some)
    one.judge(right, apart)
    other.judge(right, apart)
    other.judge(left, some)
    assert contents(one.facts) == contents(other.facts)


@given(ledgers(), TOLD, marks("new"))
def test_applying_a_plan_twice_changes_nothing(ledger: Ledger, claims: list[Claim], mark: ArticleMark) -> None:
    """A stage may run twice."""
    made = plan(weigh(mark, claims, ledger.facts, {}))
    teller = Teller(mark=mark, now=mark.seen)
    once = applied(ledger.facts, made, teller)
    assert applied(once, made, teller) == once
    assert {fact.key for fact in ledger.facts} <= {fact.key for fact in once}


@given(amounts(), amounts())
def test_sameness_of_amounts_is_reflexive_and_symmetric(one: Amount, other: Amount) -> None:
    """For figures and for prices."""
    for precision in (FIGURES, PRICES):
        assert same_amount(one, one, precision) is not None
        assert same_amount(one, other, precision) is same_amount(other, one, precision)


@given(TOLD, TOLD, marks("one"), marks("two"))
def test_kinship_is_symmetric(claims: list[Claim], others: list[Claim], one: ArticleMark, two: ArticleMark) -> None:
    """Which of the two was read first does not matter."""
    assert kinship(one, claims, two, others) == kinship(two, others, one, claims)


@given(CLAIMS, WORDS)
def test_keys_are_short_lines_and_follow_the_folded_name(claim: Claim, name: str) -> None:
    """What stands in an indexed column is one short line, the same for every spelling that folds alike."""
    renamed = replace(claim, subject=name) if isinstance(claim, Figure) else replace(claim, vendor=name)
    for text in (fact_key(renamed), family(renamed), norm(renamed)):
        assert 0 < len(text) < 400
        assert len(text.splitlines()) == 1
    assert fold(fold(name)) == fold(name) or not fold(name).isascii() or not name


@given(ADOPTIONS | PARTNERSHIPS, marks("one"), marks("two"))
def test_a_denial_contradicts_in_either_order(claim: Adoption | Partnership, one: ArticleMark, two: ArticleMark) -> None:
    """Asserted and denied contradict, whichever arrives first."""
    plain = replace(claim, valid_from=None, evidence=replace(claim.evidence, corrects=False))
    held = replace(plain, stage=Stage.ADOPTED) if isinstance(plain, Adoption) else replace(plain, stage=PartnerStage.ANNOUNCED)
    denied = replace(plain, stage=Stage.DENIED) if isinstance(plain, Adoption) else replace(plain, stage=PartnerStage.DENIED)
    for first, second in ((held, denied), (denied, held)):
        ledger = Ledger()
        ledger.judge(one, [first])
        assert ledger.judge(two, [second])[0].outcome is Outcome.CONTRADICTS


@given(PRICES_TOLD | FIGURES_TOLD, amounts(), st.sampled_from([None, "USD", "EUR"]), marks("one"), marks("two"))
def test_contradiction_of_amounts_is_symmetric(
    claim: Price | Figure, other: Amount, currency: str | None, one: ArticleMark, two: ArticleMark
) -> None:
    """Two amounts for one slot, undated, from two outlets: they contradict in the same point, or not, whichever comes first."""
    plain = replace(claim, valid_from=None, evidence=replace(claim.evidence, corrects=False))
    rival = replace(plain, amount=other, currency=currency)
    first_mark, second_mark = replace(one, outlet="One"), replace(two, outlet="Two")
    found = []
    for first, second in ((plain, rival), (rival, plain)):
        ledger = Ledger()
        ledger.judge(first_mark, [first])
        found.append(ledger.judge(second_mark, [second], {})[0].conflict)
    assert found[0] is found[1]
