"""Facts in and out of files: what is written is read again, and what is wrong is named with its line."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.model import SourceKind, ValueStatus
from service.factfile import FactFileError, Given, Telling, read, write
from watchers.claims.model import Amount, Attribution, Claim, Evidence, Figure, Price, Qualifier, Span

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=30)
NAME = TEXT.filter(lambda name: name.strip() == name)
EVIDENCE = st.builds(
    Evidence,
    quote=TEXT,
    span=st.builds(Span, start=st.integers(0, 99), end=st.integers(100, 999)),
    attribution=st.none() | st.builds(Attribution, speaker=NAME, employer=st.none() | NAME),
    hedged=st.booleans(),
    unlisted=st.booleans(),
)
AMOUNT = st.builds(
    Amount,
    low=st.integers(0, 10**12).map(Decimal) | st.just(Decimal("0.42")),
    high=st.none() | st.integers(10**12, 10**13).map(Decimal),
    qualifier=st.none() | st.sampled_from(Qualifier),
)
PRICES = st.builds(
    Price,
    vendor=NAME,
    product=st.none() | NAME,
    amount=AMOUNT,
    currency=st.none() | st.just("USD"),
    per=st.none() | st.just("agency/year"),
    buyer=st.none() | NAME,
    free=st.none(),
    valid_from=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    evidence=EVIDENCE,
)
FIGURES = st.builds(
    Figure,
    subject=NAME,
    measure=st.just("revenue"),
    amount=AMOUNT,
    currency=st.just("USD"),
    period=st.none() | st.just("2024-Q3"),
    valid_from=st.none(),
    evidence=EVIDENCE,
)
SOURCE = st.builds(
    Telling,
    url=st.none() | st.just("https://a.example/1"),
    outlet=NAME,
    title=NAME,
    lang=st.just("fr"),
    published=st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds
    kind=st.sampled_from(SourceKind),
)
FACTS = st.builds(Given, claim=st.one_of(PRICES, FIGURES), status=st.sampled_from(ValueStatus), source=SOURCE)


@pytest.mark.parametrize("name", ["facts.jsonl", "facts.CSV"])
@given(facts=st.lists(FACTS, max_size=4))
def test_what_is_written_is_read_again(name: str, facts: list[Given]) -> None:
    """Whatever quotes, commas, line ends and signs of a formula the texts hold."""
    assert read(name, write(name, facts)) == tuple(facts)


def a_fact(quote: str) -> Given:
    evidence = Evidence(quote=quote, span=Span(start=0, end=1))
    amount = Amount(low=Decimal(1))
    claim: Claim = Figure(subject="Meta", measure="revenue", amount=amount, currency="USD", period=None, evidence=evidence)
    source = Telling(url=None, outlet="A", title="T", lang="en", published=None)
    return Given(claim=claim, status=ValueStatus.REPORTED, source=source)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_spreadsheet_takes_a_quote_for_a_formula(start: str) -> None:
    """A quote from outside that begins like a formula is written behind an apostrophe, and read without it."""
    fact = a_fact(f'{start}HYPERLINK("http://evil.example")')
    text = write("a.csv", [fact])
    assert f"'{start}HYPERLINK" in text
    assert read("a.csv", text) == (fact,)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.jsonl", '{"kind": "agency"}', "a.jsonl:1: vendor"),
        ("a.jsonl", "\n[1]", "a.jsonl:2: "),
        ("a.jsonl", "{", "a.jsonl:1: "),
        ("a.jsonl", "[" * 100_000, "a.jsonl:1: "),
        ("a.csv", "kind,colour\n", "a.csv:1: columns: unknown: colour"),
        ("a.csv", "kind,vendor\nagency,Meta,Llama\n", "a.csv:1: columns: this row has more or fewer cells"),
        ("a.csv", "kind,vendor,agency,stage\nagency,Meta,NASA,loves\n", "a.csv:2: stage"),
        ("a.csv", "kind,vendor,agency,stage,start\nagency,Meta,NASA,adopted,here\n", "a.csv:"),
        ("a.jsonl", '{"kind":"agency","vendor":"M","agency":"N","stage":"adopted","status":"true"}', "a.jsonl:1: status"),
        ("a.jsonl", '{"kind":"agency","vendor":"M","agency":"N","stage":"adopted","source":"x"}', "a.jsonl:1: source"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(name: str, text: str, said: str) -> None:
    """A reader of a long file need not look for it."""
    with pytest.raises(FactFileError) as caught:
        read(name, text)
    assert str(caught.value).startswith(said)
