"""Seats and contracts as newsrooms tell them: who works with a model, bills and invoices, what a firm was paid; other sums."""

import pytest

from tests.watchers.claims.money_scene import laid_out
from watchers.claims.figure import figures
from watchers.claims.model import Qualifier

SEATS = (
    ("en", "Since May the 140 planners of the Met Office have worked with Claude, supplied by Anthropic.", 140),
    ("en", "All 1,100 auditors at the Government Accountability Office now have ChatGPT Enterprise from OpenAI.", 1_100),
    ("en", "The Met Office has taken out ChatGPT Edu, from OpenAI, for its 19,500 trainees.", 19_500),
    ("en", "NASA signed with OpenAI for ChatGPT. That buys 2,600 accounts, or two-thirds of the workforce.", 2_600),
    ("en", "NASA weighed ChatGPT, by OpenAI, for 3,000 engineers. The order is for 750 of them.", 750),
    ("fr", "Les quelque 90 chargés de dossiers de l'Urssaf disposeront en juillet de l'assistant Le Chat, de Mistral AI.", 90),
    ("fr", "Les 2 300 inspecteurs de l'Urssaf utilisent Le Chat, de Mistral AI, depuis lundi.", 2_300),
    ("fr", "L'Urssaf a mis fin à son essai de ChatGPT Edu, d'OpenAI : trois sites, 1 400 comptes.", 1_400),
    ("fr", "L'Urssaf a équipé de Microsoft 365 Copilot 3 100 collaborateurs, deux fois plus que prévu.", 3_100),
)

CONTRACTS = (
    ("en", "Accenture sent the Department of Labor a bill of $740,000 for its work on Gemini.", 740_000),
    ("en", "NASA is now paying Anthropic for Claude Gov. The bill is up to $45 million.", 45_000_000),
    ("fr", "Capgemini a présenté à l'Urssaf une facture de 47 000 euros pour Llama.", 47_000),
    ("fr", "L'Urssaf utilise Llama. L'outil est l'œuvre de Capgemini, rémunérée 185 000 euros pour deux ans.", 185_000),
    ("fr", "À l'Urssaf, un modèle Llama trie le courrier ; Atos, qui l'a installé, a reçu 93 000 euros en tout.", 93_000),
    ("fr", "Capgemini a été payé 870 000 euros par la Cnam pour installer Claude, le modèle d'Anthropic.", 870_000),
    ("fr", "L'Urssaf a conclu avec OpenAI une entente de 4,6 millions d'euros pour 5 200 licences ChatGPT.", 4_600_000),
)

OTHER = (
    ("en", "The Met Office uses Claude, from Anthropic. Its 2,000 staff moved to new offices in May."),
    ("en", "The Treasury is testing Llama with 40 analysts. It answers 3,000 questions a day from 12,000 taxpayers."),
    ("en", "The Navy's tool, which runs on Llama, has read 2.4 million pages and saved $3 million."),
    ("fr", "La Banque de France essaie Llama. Elle a engagé l'an dernier 480 millions d'euros dans l'énergie."),
    ("fr", "L'Urssaf teste Llama. Elle avait inscrit 900 000 euros à son budget pour les relations avec le public."),
    ("fr", "L'Urssaf teste Llama. Le rapport vient d'un cabinet de conseil, dont la facture s'élevait à 118 000 euros."),
)


@pytest.mark.parametrize(("lang", "text", "count"), SEATS)
def test_those_who_are_given_a_model_are_counted(lang: str, text: str, count: int) -> None:
    """Staff as the subject of its use, accounts bought, "of them" after an order; the maker of the model sells the seats."""
    told = [(figure.measure, int(figure.amount.low)) for figure in figures(laid_out(text, lang))]
    assert told == [("licensed users", count)]


@pytest.mark.parametrize(("lang", "text", "amount"), CONTRACTS)
def test_what_the_work_costs_is_the_contract(lang: str, text: str, amount: int) -> None:
    """Bills, invoices and what a firm was paid, whichever word tells it."""
    found = figures(laid_out(text, lang))
    assert [int(figure.amount.low) for figure in found if figure.measure == "contract value"] == [amount]


@pytest.mark.parametrize(("lang", "text"), OTHER)
def test_other_sums_and_people_are_no_figures(lang: str, text: str) -> None:
    """Staff that moves house, a trial's people, pages, savings, money for something else, an unnamed firm's bill."""
    assert not figures(laid_out(text, lang))


def test_under_an_order_is_no_upper_limit() -> None:
    """ "Under an $890,000 order" says by what right, "under $890,000" how much at most."""
    found = figures(laid_out("Leidos wrote it on Llama for NASA under an $890,000 task order.", "en"))
    assert [figure.amount.qualifier for figure in found] == [None]
    found = figures(laid_out("NASA's contract with Leidos is worth under $890,000.", "en"))
    assert [figure.amount.qualifier for figure in found] == [Qualifier.UP_TO]


def test_results_told_with_a_pronoun_keep_the_measure_before() -> None:
    """ "They came to X, against Y a year earlier" after a sentence that names the earnings without a sum."""
    text = (
        "CGI reported revenue of C$4.21 billion for the second quarter of 2026. Net earnings moved less. They came to "
        "C$438 million, against C$427 million a year earlier."
    )
    told = [(figure.measure, int(figure.amount.low), figure.period) for figure in figures(laid_out(text, "en"))]
    assert told[1:] == [("net income", 438_000_000, "2026-Q2"), ("net income", 427_000_000, "2025-Q2")]


def test_a_fiscal_quarter_is_of_the_only_fiscal_year_that_the_article_numbers() -> None:
    """And a company's own guidance for that year is kept as its revenue."""
    text = (
        "CGI reported revenue of C$4.21 billion for its third fiscal quarter, 2.9 per cent more than in the same months of last "
        "year. For the full fiscal year 2026 CGI now expects revenue of C$16.4 billion to C$16.7 billion."
    )
    told = [(figure.measure, figure.period) for figure in figures(laid_out(text, "en"))]
    assert told == [("revenue", "FY2026-Q3"), ("revenue growth percent", "FY2026-Q3"), ("revenue", "FY2026")]


def test_what_shares_did_is_no_growth_of_revenue() -> None:
    """ "Its shares fell 4 percent" after a word of revenue."""
    text = "Salesforce told of revenue in the second quarter of 2026, and its shares fell 4 percent."
    assert not figures(laid_out(text, "en"))


TOGETHER: tuple[tuple[str, str, set[str]], ...] = (
    ("en", "NASA signed contracts worth up to $800 million in total with Anthropic, Google and xAI.", {"NASA"}),
    ("en", "NASA signed contracts with a combined ceiling of $800 million with Anthropic and xAI.", {"NASA"}),
    ("fr", "L'Urssaf a signé avec Anthropic et OpenAI des contrats plafonnés à 9 M€ au total.", {"Urssaf"}),
    ("en", "NASA signed contracts worth up to $200 million each with Google and xAI.", {"Google / NASA", "xAI / NASA"}),
    ("fr", "L'Urssaf a signé avec Google et xAI des contrats plafonnés à 3 M€ chacun.", {"Google / Urssaf", "xAI / Urssaf"}),
    ("en", "NASA pays $45,000 a quarter for Claude.", set()),
)


@pytest.mark.parametrize(("lang", "text", "subjects"), TOGETHER)
def test_a_ceiling_is_each_sellers_or_that_of_all_together(lang: str, text: str, subjects: set[str]) -> None:
    """What is told in total is the body's with nobody in particular; what is paid again and again is a price."""
    assert {one.subject for one in figures(laid_out(text, lang))} == subjects
