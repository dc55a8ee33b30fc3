"""Amounts as newsrooms print them, in four languages: value, range, currency, how exactly, direction."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.claims.amounts import Quantity, Turn, quantities
from watchers.claims.model import Qualifier


def _table() -> list[tuple[str, str, list[str]]]:
    """The strings with their meaning: language, text, amounts parted by " / ".

    An amount: low[..high] currency[%|c] [qualifier] [turn]; "-" is no currency, c says hundredths.
    """
    with (Path(__file__).parent / "money_strings.csv").open(encoding="utf-8", newline="") as file:
        return [(row["lang"], row["text"], [one for one in row["meaning"].split(" / ") if one]) for row in csv.DictReader(file)]


TABLE = _table()


def test_the_table_is_large_enough() -> None:
    """At least 250 strings, none twice, most of them French and English."""
    keys = [(lang, text) for lang, text, _ in TABLE]
    assert len(keys) == len(set(keys)) >= 250
    assert {lang for lang, _ in keys} >= {"en", "fr", "es", "de"}


def shown(found: Quantity) -> str:
    low = f"{found.amount.low:f}" + (f"..{found.amount.high:f}" if found.amount.high is not None else "")
    mark = "%" if found.percent else (found.currency or "-") + ("c" if found.minor else "")
    return " ".join([low, mark, *(str(word) for word in (found.amount.qualifier, found.turn) if word)])


@pytest.mark.parametrize(("lang", "text", "expected"), TABLE, ids=[f"{lang}:{text}" for lang, text, _ in TABLE])
def test_amounts_as_newsrooms_print_them(lang: str, text: str, expected: list[str]) -> None:
    """Each printed form gives its value, range, currency, qualifier and direction, and nothing else is an amount."""
    assert [shown(found) for found in quantities(text, lang)] == expected


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("$40.5 billion", "100000000"),
        ("$40.59 billion", "10000000"),
        ("$200 million", "1000000"),
        ("$0.47", "0.01"),
        ("47 cents", "0.01"),
    ],
)
def test_the_step_is_one_unit_of_the_last_printed_digit(text: str, step: str) -> None:
    """How coarsely an amount was printed is kept, for amounts are compared at the coarser precision."""
    assert quantities(text, "en")[0].amount.step == Decimal(step)


def test_the_span_covers_sign_number_and_words() -> None:
    """Offsets are those of the text given, typographic spaces and all."""
    text = "Soit «\u00a040,5\u202fmilliards de dollars\u00a0», ou US$7."
    assert [text[q.span.start : q.span.end] for q in quantities(text, "fr")] == ["40,5\u202fmilliards de dollars", "US$7"]


def test_what_is_counted_stands_beside_the_number() -> None:
    """The words after a number say what it counts, up to the next mark."""
    assert quantities("Some 3.29 billion people use it, daily.", "en")[0].unit == "people use it"
    assert quantities("340 agents", "fr")[0].unit == "agents"


def test_words_and_digits_are_told_apart() -> None:
    """``spelled`` is true for a number in words alone, and hundredths and money are known as such."""
    one, two = quantities("one dollar or 3 cents", "en")
    assert (one.spelled, two.spelled) == (True, False)
    assert (one.money, two.money, two.minor, two.turn) == (True, True, True, None)
    assert not quantities("12 agents", "en")[0].money


def test_a_change_names_old_and_new() -> None:
    """Both ends of a change are amounts of their own."""
    assert [q.turn for q in quantities("passé de 3 € à 4 €", "fr")] == [Turn.OLD, Turn.NEW]


def test_hostile_numbers_stay_small() -> None:
    """Serial numbers are no amounts, and magnitudes on magnitudes do not overflow."""
    assert quantities("9" * 400, "en") == ()
    assert quantities("999999999999999999 trillion trillion dollars", "en")[0].amount.low > 0
    assert quantities("1.200,5.3 euros", "fr") == ()
    assert quantities("12.34,567.8 euros", "fr") == ()


@given(st.text(alphabet="0123456789 .,$€%-kKMàdetomillionun\u00a0'", max_size=60), st.sampled_from(["en", "fr", "es", "de"]))
def test_any_text_gives_ordered_amounts_inside_it(text: str, lang: str) -> None:
    """Whatever is printed: spans lie in the text, in order, without overlap; a range's upper end is the higher."""
    found = quantities(text, lang)
    edges = [edge for q in found for edge in (q.span.start, q.span.end)]
    assert edges == sorted(edges)
    assert all(0 <= q.span.start < q.span.end <= len(text) for q in found)
    assert all(q.amount.high is None or q.amount.high > q.amount.low for q in found)


@given(st.integers(min_value=1, max_value=10**9))
def test_groups_of_three_are_read_back(number: int) -> None:
    """An integer printed with the language's groups is read as itself."""
    english = f"{number:,}"
    assert quantities(f"${english}", "en")[0].amount.low == number
    assert quantities(f"{english.replace(',', '.')} Euro", "de")[0].amount.low == number
    assert quantities(english.replace(",", "\u202f") + "\u00a0€", "fr")[0].amount.low == number


def test_up_to_is_told_from_a_point() -> None:
    """The three qualifiers of the contract, and none where nothing is said."""
    assert [quantities(text, "en")[0].amount.qualifier for text in ("up to $5", "over $5", "about $5", "for $5")] == [
        Qualifier.UP_TO,
        Qualifier.MORE_THAN,
        Qualifier.ABOUT,
        None,
    ]
