"""When two names or two printed amounts are the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alerts.comparing import PRICES, fold, names_in, same_amount, same_digits, step_of, told_at
from alerts.model import Reason
from tests.alerts.made import WHOLE, amount, figure, mark, partner, price
from watchers.claims.model import Amount, Qualifier

BN = "000000000"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (amount("40500000000"), amount("40590000000"), Reason.SAME_AT_PRECISION),
        (amount("40600000000"), amount("40500000000"), Reason.SAME_AT_PRECISION),
        (amount("40589000000"), amount("40590000000"), Reason.SAME_AT_PRECISION),
        (amount("39" + BN), amount("39070000000"), Reason.SAME_AT_PRECISION),
        (amount("13500000000"), amount("13470000000"), Reason.SAME_AT_PRECISION),
        (amount("13" + BN, step="1" + BN), amount("13470000000"), Reason.SAME_AT_PRECISION),
        (amount("5"), amount("5.4"), Reason.SAME_AT_PRECISION),
        (amount("3200000000", qualifier=Qualifier.MORE_THAN), amount("3290000000"), Reason.WITHIN_BOUND),
        (amount("200000000", qualifier=Qualifier.UP_TO), amount("150000000"), Reason.WITHIN_BOUND),
        (amount("60", qualifier=Qualifier.ABOUT), amount("58"), Reason.WITHIN_BOUND),
        (amount("37" + BN, "40" + BN), amount("38" + BN, "40" + BN), Reason.RANGES_OVERLAP),
        (amount("37" + BN, "40" + BN), amount("38" + BN), Reason.RANGES_OVERLAP),
        (amount("37" + BN, "40" + BN), amount("37" + BN, "40" + BN), Reason.SAME_VALUE),
        (amount("37" + BN, "40" + BN), amount("37100000000", "40" + BN), Reason.SAME_AT_PRECISION),
        (amount("0"), amount("0"), Reason.SAME_VALUE),
        (amount("0"), amount("1"), None),
        (amount("39070000000"), amount("40590000000"), None),
        (amount("4200000"), amount("2400000"), None),
        (amount("200000000"), amount("209000000"), None),
        (amount("5"), amount("6"), None),
        (amount("60"), amount("64"), None),
        (amount("3" + BN, qualifier=Qualifier.MORE_THAN), amount("2500000000"), None),
        (amount("3000000", qualifier=Qualifier.MORE_THAN), amount("3" + BN), None),
        (amount("37" + BN, "40" + BN), amount("60" + BN, "65" + BN), None),
        # at the ends of what is allowed
        (amount("3200000000", qualifier=Qualifier.MORE_THAN), amount("16" + BN), Reason.WITHIN_BOUND),
        (amount("3200000000", qualifier=Qualifier.MORE_THAN), amount("16200000000"), None),
        (amount("100", qualifier=Qualifier.UP_TO), amount("20"), Reason.WITHIN_BOUND),
        (amount("100", qualifier=Qualifier.UP_TO), amount("19"), None),
        (amount("100", qualifier=Qualifier.UP_TO), amount("102"), None),
        (amount("100", qualifier=Qualifier.ABOUT), amount("104"), Reason.WITHIN_BOUND),
        (amount("100", qualifier=Qualifier.ABOUT), amount("106"), None),
        (amount("100", qualifier=Qualifier.ABOUT), amount("104", qualifier=Qualifier.ABOUT), None),
        (amount("100"), amount("104"), None),
        (amount("37" + BN, "40" + BN), amount("40" + BN, "45" + BN), Reason.RANGES_OVERLAP),
        (amount("200"), amount("201"), Reason.SAME_AT_PRECISION),
    ],
)
def test_amounts_agree_at_the_coarser_printed_precision_in_bounds_and_in_ranges(
    one: Amount, other: Amount, reason: Reason | None
) -> None:
    """Two printed amounts are the same for the reason given, whichever comes first."""
    assert same_amount(one, other) is reason
    assert same_amount(other, one) is reason


@pytest.mark.parametrize(("one", "other"), [("12", "12.50"), ("20", "21"), ("3", "3.2"), ("0.47", "0.42")])
def test_a_price_is_not_rounded(one: str, other: str) -> None:
    """Two prices that differ by more than half a percent are two prices."""
    assert same_amount(amount(one), amount(other), PRICES) is None


def test_a_step_that_the_reader_printed_is_trusted() -> None:
    """A given last digit decides; one guessed from zeros stays under three percent of the amount."""
    assert step_of(amount("200000000", step="1000000")) == 1000000
    assert step_of(amount("200000000")) == 1000000
    assert step_of(amount("40500000000")) == 100000000
    assert step_of(amount("0.47")) == amount("0.01").low
    assert step_of(amount("0")) == 1
    assert step_of(amount("12", step="0")) == 1


def test_a_claim_stands_on_its_names() -> None:
    """Of a figure on two parties, both; what it leaves out is left out."""
    assert names_in(partner(name="Oracle")) == ("Meta", None, "Oracle")
    assert names_in(price("1")) == ("Anthropic", "Claude", WHOLE)
    assert names_in(replace(figure(amount("5")), subject="Meta / NASA")) == ("Meta", "NASA")


def test_names_fold_over_case_diacritics_and_punctuation() -> None:
    """Spellings of one name meet; different names stay apart, however long or odd."""
    assert fold("U.S. Département  d’État") == fold("us departement d'etat")
    assert fold("Oracle") != fold("Orange")
    assert fold("★") != fold("☆")
    assert fold("★").isalnum()
    assert len(fold("a" * 300)) <= 80
    assert fold("a" * 300) != fold("a" * 301)
    assert fold("") == fold("")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("4200000", "42000000", True),
        ("200000000", "200000000000", True),
        ("1", "10", True),
        ("10", "1", True),
        ("1.0", "99.8", True),
        ("9.98", "100", True),
        ("4200000", "4300000", False),
        ("4.2", "4.2", False),
        ("0", "10", False),
        ("0", "0", False),
    ],
)
def test_a_lost_power_of_ten_is_seen(one: str, other: str, *, expected: bool) -> None:
    """The same digits with another magnitude, and nothing else."""
    assert same_digits(amount(one).low, amount(other).low) is expected


def test_a_date_that_cannot_be_is_replaced_by_the_time_of_reading() -> None:
    """A feed's wrong year, past or future, decides nothing."""
    good = mark("a")
    assert told_at(good) == good.published
    assert told_at(replace(good, published=datetime(1970, 1, 1, tzinfo=UTC))) == good.seen
    assert told_at(replace(good, published=good.seen + timedelta(days=30))) == good.seen
    assert told_at(replace(good, published=None)) == good.seen
