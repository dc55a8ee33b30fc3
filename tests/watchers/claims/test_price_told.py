"""Prices as newsrooms tell them: nothing paid, first years, list prices, yearly fees to whoever runs the model; other costs."""

import pytest

from tests.watchers.claims.money_scene import laid_out
from watchers.claims.price import prices

TOLD = (
    (
        "fr",
        "L'assistant de la Ville de Lille ne tourne pas avec ChatGPT, mais avec Claude. Il lui coûte 60 000 euros par an.",
        {(60_000, "EUR", "agency/year")},
    ),
    (
        "en",
        "Meta charges the Department of Energy nothing for Llama; the cloud bill comes to $1.3 million a year.",
        {(0, None, None)},
    ),
    ("en", "The Census Bureau runs Llama 4 on its own servers and pays Meta nothing for it.", {(0, None, None)}),
    ("en", "The Navy hosts Llama and hands Meta exactly zero dollars.", {(0, None, None)}),
    (
        "en",
        "The Home Office pays Microsoft £24 a month for each of the 900 caseworkers who use Copilot.",
        {(24, "GBP", "user/month")},
    ),
    (
        "en",
        "The Treasury will get ChatGPT Enterprise from OpenAI at $45 per seat per month. The list price is $60.",
        {(45, "USD", "user/month"), (60, "USD", "user/month")},
    ),
    (
        "en",
        "The Department of Labor pays OpenAI $22, not $25, per user per month for ChatGPT Enterprise.",
        {(22, "USD", "user/month")},
    ),
    (
        "en",
        "The Department of Labor pays Slalom $420,000 a year for a chatbot built on Llama.",
        {(420_000, "USD", "agency/year")},
    ),
    (
        "en",
        "NASA uses Gemini. Google waived the fee for the first year; afterwards the agency will pay $240,000 a year.",
        {(0, None, None), (240_000, "USD", "agency/year")},
    ),
    ("fr", "L'Urssaf n'a rien eu à payer à Meta pour Llama.", {(0, None, None)}),
    ("fr", "L'Insee s'appuie sur Llama. Coût de la licence : zéro.", {(0, None, None)}),
    (
        "fr",
        "L'Insee teste Llama. La première année ne coûte rien à l'Insee ; la suivante sera facturée 46 000 €.",
        {(0, None, None), (46_000, "EUR", "agency/year")},
    ),
    (
        "fr",
        "Le CNRS verse 21 euros par mois à Mistral AI pour chacun des 4 000 chercheurs qui utilisent Le Chat.",
        {(21, "EUR", "user/month")},
    ),
    (
        "fr",
        "France Travail a ChatGPT, d'OpenAI, à 27 euros par mois et par conseiller ; le tarif catalogue est de 55 euros.",
        {(27, "EUR", "user/month"), (55, "EUR", "user/month")},
    ),
    (
        "fr",
        "Le ministère de la Justice règle chaque année 310 000 euros à Atos pour un outil bâti sur Llama.",
        {(310_000, "EUR", "agency/year")},
    ),
)

OTHER = (
    ("en", "The Home Office uses Claude, from Anthropic. Lost passports cost the department £3 million a year."),
    ("en", "The Home Office uses Claude, from Anthropic. Its staff canteen costs £300,000 a year to run."),
    ("en", "The Home Office uses Claude, from Anthropic. Rent on its Croydon tower runs to £9 million a year."),
    ("en", "The U.S. Navy uses Llama. A bed in the city now averages $890 a month, and fees are unchanged."),
    ("en", "The U.S. Navy signed with OpenAI for ChatGPT at $640,000 for two years."),
    ("fr", "La Cnam utilise Llama. Les loyers de ses bureaux s'élèvent à 12 millions d'euros par an."),
    ("fr", "L'Urssaf utilise Le Chat, de Mistral AI. Les fuites d'eau coûtent 3 millions d'euros par an à la collectivité."),
    ("fr", "L'Urssaf dépensait 4 millions d'euros par an pour son ancien centre d'appels. Elle essaie désormais Le Chat."),
)


COME_ALONG = (
    ("en", "The Met Office uses Llama. Amazon donated the cloud credits at no cost."),
    ("en", "Researchers at NASA use Llama. Nvidia lent the servers free of charge."),
    ("fr", "Le CNRS utilise Llama. Google a offert sans frais le temps de calcul."),
)


@pytest.mark.parametrize(("lang", "text"), COME_ALONG)
def test_machines_that_somebody_lends_or_gives_are_no_price_of_the_model(lang: str, text: str) -> None:
    """Servers, cloud credits and computing time come with a model, and nothing was said of what the model costs."""
    assert not prices(laid_out(text, lang))


@pytest.mark.parametrize(("lang", "text", "told"), TOLD)
def test_what_a_body_pays_is_read(lang: str, text: str, told: set[tuple[int, str | None, str | None]]) -> None:
    """Amount, currency and unit, and nothing else of the passage."""
    assert {(int(price.amount.low), price.currency, price.per) for price in prices(laid_out(text, lang))} == told


@pytest.mark.parametrize(("lang", "text"), OTHER)
def test_what_other_things_cost_is_no_price(lang: str, text: str) -> None:
    """Rents, lost mail, canteens, budgets of what was there before, and the worth of a contract over years."""
    assert not prices(laid_out(text, lang))


def test_the_buyer_is_the_only_body_of_the_article() -> None:
    """However far back it stands; and no government as a whole where the text speaks of one body."""
    text = (
        "The National Weather Service uses Llama.\n\n" + "Storms came. " * 9 + "\n\nNothing is paid to Meta for the model itself."
    )
    assert {price.buyer for price in prices(laid_out(text, "en"))} == {"National Weather Service"}


def test_a_bare_dollar_of_a_french_text_that_names_no_american_is_canadian() -> None:
    """ "29 $" as it is written in Québec; "29 dollars" and a text on an American body stay what they were."""
    told = {
        text: [price.currency for price in prices(laid_out(text, "fr"))]
        for text in (
            "La Régie des Hauts-Bois acquitte 29 $ par utilisateur et par mois pour Copilot, de Microsoft.",
            "La NASA paie 29 $ par utilisateur et par mois pour Copilot, de Microsoft.",
        )
    }
    assert list(told.values()) == [["CAD"], ["USD"]]


@pytest.mark.parametrize(
    ("lang", "text", "amounts"),
    [
        (
            "en",
            "Correction: An earlier version of this article said NASA pays OpenAI $40 per user. It pays $14 per user per month.",
            {14},
        ),
        (
            "fr",
            "Rectificatif. Contrairement à ce que nous écrivions, la Cnam paie à OpenAI 11 € par agent et par mois, et non 19.",
            {11},
        ),
        (
            "fr",
            "Erratum : nous écrivions hier que la DGSE payait 40 euros par poste à OpenAI ; elle n'utilise pas ChatGPT.",
            set(),
        ),
    ],
)
def test_a_correction_tells_the_new_price_only(lang: str, text: str, amounts: set[int]) -> None:
    """What an earlier version said is repeated only to be taken back."""
    found = prices(laid_out(text, lang))
    assert {int(price.amount.low) for price in found} == amounts
    assert all(price.evidence.corrects for price in found)
