"""The former and the latter, le premier and le second: each has its own price, and nouns behind an ordinal take up nobody."""

import pytest

from tests.watchers.claims.money_scene import laid_out
from watchers.claims.price import prices

TWO = (
    (
        "en",
        "NASA is weighing ChatGPT against Le Chat. The former costs $24 per user a month, the latter $17.",
        {("OpenAI", 24), ("Mistral AI", 17)},
    ),
    (
        "fr",
        "L'Insee hésite entre ChatGPT et Le Chat. Le premier revient à 24 euros par agent et par mois, le second à 17 euros.",
        {("OpenAI", 24), ("Mistral AI", 17)},
    ),
    (
        "fr",
        "L'Insee hésite entre ChatGPT et Le Chat. Le premier coûte 24 euros par agent et par mois, le second 17 euros.",
        {("OpenAI", 24), ("Mistral AI", 17)},
    ),
)


@pytest.mark.parametrize(("lang", "text", "told"), TWO)
def test_each_of_two_has_its_own_price(lang: str, text: str, told: set[tuple[str, int]]) -> None:
    """A price told of the latter is not the former's."""
    assert {(price.vendor, int(price.amount.low)) for price in prices(laid_out(text, lang))} == told


def test_cents_for_federal_agencies_are_american() -> None:
    """A European price in the same text makes no euro cents of them."""
    text = (
        "Estonia will pay €22 per user a month for Gemini. "
        "Google cut the price of Gemini for federal agencies to 40 cents from 47 cents."
    )
    assert {price.currency for price in prices(laid_out(text, "en")) if price.amount.low < 1} == {"USD"}
