"""Prices in the wordings of hurried reporters: sums, units, list prices, days, and the many ways to say that nothing is paid."""

import csv
from pathlib import Path

import pytest

from tests.watchers.claims.money_scene import laid_out
from watchers.claims.model import Price
from watchers.claims.price import prices

TITLES = {"en": "AI chatbots: the bill", "fr": "IA : chatbots et gouvernement"}
"""Headlines that say what the story is about, so that a lone "Claude" is no person."""


def _table() -> list[tuple[str, str, list[str]]]:
    """Language, text, prices parted by " / ": vendor | product | amount currency | per | buyer | kind of zero | valid from."""
    with (Path(__file__).parent / "price_wordings.csv").open(encoding="utf-8", newline="") as file:
        return [(row["lang"], row["text"], [one for one in row["prices"].split(" / ") if one]) for row in csv.DictReader(file)]


def _shown(price: Price) -> str:
    amount = f"{price.amount.low:f}" + (f"..{price.amount.high:f}" if price.amount.high is not None else "")
    day = price.valid_from.isoformat() if price.valid_from else None
    slots = (price.vendor, price.product, f"{amount} {price.currency or '-'}", price.per, price.buyer, price.free, day)
    return "|".join(slot or "-" for slot in slots)


@pytest.mark.parametrize(("lang", "text", "expected"), _table(), ids=[f"{lang}:{text[:70]}" for lang, text, _ in _table()])
def test_prices_in_many_wordings(lang: str, text: str, expected: list[str]) -> None:
    """Each wording gives exactly these prices; training, fines, salaries, machines and hypotheses give none."""
    assert [_shown(price) for price in prices(laid_out(text, lang, title=TITLES.get(lang, "KI-Chatbots, IA, AI")))] == expected
