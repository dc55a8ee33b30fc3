"""Claims keep what they say on the way through the public JSON."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.claims.codec import ClaimFormatError, claim_from_json, claim_to_json
from watchers.claims.model import (
    MEASURES,
    Adoption,
    Amount,
    Attribution,
    Channel,
    Claim,
    Clash,
    Evidence,
    Figure,
    Free,
    Partnership,
    PartnerStage,
    Price,
    Qualifier,
    Span,
    Stage,
)

_SAID = Evidence(quote="She said so.", span=Span(start=10, end=22), attribution=Attribution(speaker="Faith Eischen"))

_names = st.text(min_size=1, max_size=12)
_maybe_names = st.none() | _names
_spans = st.tuples(st.integers(0, 10**6), st.integers(0, 500)).map(lambda pair: Span(start=pair[0], end=pair[0] + pair[1]))
_credits = st.builds(Attribution, speaker=_names, employer=_maybe_names, channel=st.none() | st.sampled_from(Channel))
_clashes = st.builds(Clash, attribution=_credits, quote=_names, span=_spans)
_evidence = st.builds(
    Evidence,
    quote=_names,
    span=_spans,
    attribution=st.none() | _credits,
    hedged=st.booleans(),
    unlisted=st.booleans(),
    clashes=st.lists(_clashes, max_size=2).map(tuple),
    corrects=st.booleans(),
)
_numbers = st.decimals(min_value=0, max_value=10**13, places=2, allow_nan=False)
_amounts = st.builds(
    Amount,
    low=_numbers,
    high=st.none() | _numbers,
    step=st.none() | _numbers,
    qualifier=st.none() | st.sampled_from(Qualifier),
)
_dates = st.none() | st.dates(min_value=date(2000, 1, 1))
_claims = st.one_of(
    st.builds(
        Adoption,
        vendor=_names,
        product=_maybe_names,
        agency=_names,
        stage=st.sampled_from(Stage),
        valid_from=_dates,
        evidence=_evidence,
    ),
    st.builds(
        Partnership,
        vendor=_names,
        product=_maybe_names,
        partner=_names,
        role=_maybe_names,
        stage=st.sampled_from(PartnerStage),
        valid_from=_dates,
        evidence=_evidence,
    ),
    st.builds(
        Price,
        vendor=_names,
        product=_maybe_names,
        amount=_amounts,
        currency=_maybe_names,
        per=_maybe_names,
        buyer=_maybe_names,
        free=st.none() | st.sampled_from(Free),
        valid_from=_dates,
        evidence=_evidence,
    ),
    st.builds(
        Figure,
        subject=_names,
        measure=st.sampled_from(MEASURES),
        amount=_amounts,
        currency=_maybe_names,
        period=_maybe_names,
        valid_from=_dates,
        evidence=_evidence,
    ),
)


@given(_claims)
def test_written_and_read_again_is_the_same_claim(claim: Claim) -> None:
    """Reading what was written gives an equal claim, through real JSON text."""
    assert claim_from_json(json.loads(json.dumps(claim_to_json(claim)))) == claim


def test_an_agency_claim_has_the_fields_of_the_contract_in_their_order() -> None:
    """Kind, slots, speaker, hedge, quote, place; nothing optional where nothing is to say."""
    claim = Adoption(vendor="Meta", product="Llama", agency="U.S. Department of State", stage=Stage.EXPLORING, evidence=_SAID)
    assert list(claim_to_json(claim)) == [
        "kind", "vendor", "product", "agency", "stage", "attributed_to", "hedged", "quote", "start", "end",
    ]  # fmt: skip


def test_a_partner_claim_has_the_fields_of_the_contract_in_their_order() -> None:
    """The role stands before the stage."""
    claim = Partnership(
        vendor="Meta", product="Llama", partner="Palantir", role=None, stage=PartnerStage.ANNOUNCED, evidence=_SAID
    )
    assert list(claim_to_json(claim))[:6] == ["kind", "vendor", "product", "partner", "role", "stage"]


def test_an_amount_is_a_plain_number() -> None:
    """Whole amounts are whole numbers, others decimal fractions; a range carries its upper end."""
    price = Price(
        vendor="xAI", product="Grok", amount=Amount(low=Decimal("0.42")), currency="USD", per="agency", buyer=None, evidence=_SAID
    )
    written = claim_to_json(price)
    assert written["amount"] == 0.42
    assert list(written)[:7] == ["kind", "vendor", "product", "amount", "currency", "per", "buyer"]
    figure = Figure(
        subject="Meta",
        measure="capex",
        amount=Amount(low=Decimal("3.7E10"), high=Decimal(40_000_000_000)),
        currency="USD",
        period="2024",
        evidence=_SAID,
    )
    assert json.dumps(claim_to_json(figure)["amount"]) == "37000000000"
    assert claim_to_json(figure)["amount_max"] == 40_000_000_000


def test_a_label_may_carry_evidence_in_place_of_a_quote() -> None:
    """Gold labels say ``evidence``; the place then begins at 0 and is as long as the sentence."""
    claim = claim_from_json(
        {"kind": "agency", "vendor": "Meta", "product": None, "agency": "NASA", "stage": "adopted", "evidence": "NASA uses it."}
    )
    assert claim.evidence == Evidence(quote="NASA uses it.", span=Span(start=0, end=13))


_GOOD: dict[str, object] = {"kind": "price", "vendor": "Meta", "amount": 1}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "gossip"}, "kind"),
        ({"kind": None}, "kind"),
        ({"vendor": ""}, "vendor"),
        ({"vendor": 3}, "vendor"),
        ({"amount": None}, "amount"),
        ({"amount": "many"}, "amount"),
        ({"amount": True}, "amount"),
        ({"amount": "Infinity"}, "amount"),
        ({"qualifier": "roughly"}, "qualifier"),
        ({"free": "gratis"}, "free"),
        ({"valid_from": "soon"}, "valid_from"),
        ({"start": -1}, "start"),
        ({"start": "x"}, "start"),
        ({"hedged": "no"}, "hedged"),
        ({"clashes": {}}, "clashes"),
        ({"clashes": ["x"]}, "clashes"),
        ({"clashes": [{"quote": "x"}]}, "clashes"),
        ({"attributed_to": "A", "channel": "pigeon"}, "channel"),
        ({"kind": "figure", "subject": "Meta", "measure": "mood"}, "measure"),
        ({"kind": "agency", "agency": "NASA", "stage": "loved"}, "stage"),
    ],
)
def test_a_fault_names_its_field(changed: dict[str, object], field: str) -> None:
    """An object that is no claim is refused with the name of the field at fault."""
    with pytest.raises(ClaimFormatError) as caught:
        claim_from_json(_GOOD | changed)
    assert caught.value.field == field
    assert str(caught.value).startswith(f"{field}: ")
