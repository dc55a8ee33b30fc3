"""Do two claims speak of the same fact: keys, families, normalised values, coverage."""

from dataclasses import replace

import pytest

from alerts.matching import NO_REFERENCE, coverage, fact_key, families, family, norm
from tests.alerts.made import STATE, WHOLE, Terms, agency, amount, figure, partner, price
from watchers.claims.model import Claim, Qualifier, Stage

CLAIMS: tuple[Claim, ...] = (agency(Stage.ADOPTED), partner(), price("1"), figure(amount("40500000000")))


def test_each_kind_has_a_slot_and_a_family() -> None:
    """Keys name the kind, the subjects and the scope; a family is what must be known to weigh the claim."""
    assert [fact_key(claim) for claim in CLAIMS] == [
        "agency|meta|us department of state",
        "partner|meta|palantir",
        "price|anthropic|claude|us federal government|agency/year",
        "figure|meta|revenue|2025 q3",
    ]
    assert families(CLAIMS) == {"agency|meta", "partner|meta", "price|anthropic", "figure|meta|revenue"}


def test_a_product_is_no_part_of_an_agencys_slot() -> None:
    """The product is an attribute, filled when known."""
    with_product = replace(agency(Stage.ADOPTED), product="Llama")
    assert fact_key(with_product) == fact_key(agency(Stage.EXPLORING))


def test_what_a_price_leaves_out_stands_as_a_gap() -> None:
    """A missing product, buyer or unit makes a key of its own, never an error."""
    bare = price("1", Terms(product=None, per=None, buyer=None))
    assert fact_key(bare) == "price|anthropic|-|-|-"


@pytest.mark.parametrize("claim", CLAIMS)
def test_spelling_does_not_split_a_fact(claim: Claim) -> None:
    """Upper case and accents in the vendor's or subject's name lead to the same slot."""
    field = "subject" if hasattr(claim, "subject") else "vendor"
    shouted = replace(claim, **{field: getattr(claim, field).upper().replace("E", "É")})
    assert fact_key(shouted) == fact_key(claim)
    assert family(shouted) == family(claim)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (agency(Stage.ADOPTED), "adopted"),
        (partner(), "announced"),
        (price("0.470"), "0.47 usd"),
        (price("0"), "0"),
        (figure(amount("40500000000")), "40500000000 usd"),
        (figure(amount("37000", "40000", Qualifier.ABOUT)), "37000..40000 usd"),
        (figure(amount("5", qualifier=Qualifier.MORE_THAN)), "5 usd more than"),
        (figure(amount("-0")), "0"),
        (figure(amount("1e90")), "1E+90 usd"),
    ],
)
def test_a_value_has_one_normal_form(claim: Claim, expected: str) -> None:
    """The form is a short string, equal for equal values."""
    assert norm(claim) == expected


REFERENCE = coverage(
    {"Army": "Defense", "Defense": WHOLE, "Shared Services Canada": "Government of Canada", WHOLE: None, "Loop": "Loop"},
    [WHOLE, "Government of Canada"],
)


def test_a_collective_covers_its_members_at_any_depth() -> None:
    """Membership follows the reference data's parents, and ends where they end."""
    assert REFERENCE.covers(WHOLE, "Army")
    assert REFERENCE.covers(WHOLE, "Defense")
    assert not REFERENCE.covers(WHOLE, "Shared Services Canada")
    assert REFERENCE.covers("Government of Canada", "Shared Services Canada")
    assert not REFERENCE.covers(WHOLE, "Loop")
    assert not REFERENCE.covers(WHOLE, "Government of Canada")


def test_without_reference_data_a_body_belongs_to_the_us_unless_its_name_says_otherwise() -> None:
    """Replays that bring no data still know the obvious."""
    assert NO_REFERENCE.covers(WHOLE, STATE)
    assert not NO_REFERENCE.covers(WHOLE, "State of Ohio")
    assert not NO_REFERENCE.covers("Government of Canada", STATE)
    assert NO_REFERENCE.is_whole("Government of Canada")
    assert not NO_REFERENCE.is_whole(STATE)


@pytest.mark.parametrize("head", ["State", "City", "County", "Province", "Government", "Commonwealth"])
def test_without_reference_data_another_level_of_government_is_no_member(head: str) -> None:
    """Its name says so; any other body is taken for one of the country's."""
    assert not NO_REFERENCE.covers(WHOLE, f"{head} of Elsewhere")
    assert NO_REFERENCE.covers(WHOLE, "NASA")
    assert not NO_REFERENCE.covers("European Union institutions", "NASA")


@pytest.mark.parametrize(
    "name", [WHOLE, "U.S. national security and defense agencies", "European Union institutions", "Government of France"]
)
def test_collectives_are_wholes_and_no_members_unless_the_reference_data_say_so(name: str) -> None:
    """A part of a government that nobody can call belongs to the whole only where it is listed under it."""
    assert NO_REFERENCE.is_whole(name)
    assert not NO_REFERENCE.covers(WHOLE, name)
    assert coverage({name: "The Whole"}, ()).covers("The Whole", name)
    assert not NO_REFERENCE.is_whole("NASA")
