"""Figures: which sums of a text are one, of what measure, of whom, and for which period."""

from datetime import date

import pytest

from tests.watchers.claims.money_scene import laid_out
from watchers.claims.figure import figures
from watchers.claims.model import MEASURES, Figure

AUTUMN = date(2025, 10, 29)
# (language, text, figures). A figure: subject | measure | low[..high] currency [qualifier] | period.
TABLE: list[tuple[str, str, list[str]]] = [
    # revenue, growth, profit
    (
        "en",
        (
            "Meta reported revenue of $51.24 billion for the third quarter, up 26% year over year, beating analysts'"
            " estimates of $49.41 billion."
        ),
        ["Meta|revenue|51240000000 USD|2025-Q3", "Meta|revenue growth percent|26 -|2025-Q3"],
    ),
    (
        "en",
        "Meta's net income fell to $2.71 billion, or $1.05 per share, from $15.69 billion a year earlier in the third quarter.",
        ["Meta|net income|2710000000 USD|2025-Q3", "Meta|net income|15690000000 USD|2024-Q3"],
    ),
    (
        "en",
        "Microsoft earned $27.2 billion on sales of $76.4 billion in its fiscal fourth quarter of 2025.",
        ["Microsoft|net income|27200000000 USD|FY2025-Q4", "Microsoft|revenue|76400000000 USD|FY2025-Q4"],
    ),
    (
        "en",
        (
            "Income from operations at Meta, before tax, was $17.35 billion in the third quarter. Net income, after tax,"
            " was $15.69 billion."
        ),
        ["Meta|operating income|17350000000 USD|2025-Q3", "Meta|net income|15690000000 USD|2025-Q3"],
    ),
    (
        "en",
        "Meta's revenue was $40.59 billion in the third quarter, not $40.5 billion.",
        ["Meta|revenue|40590000000 USD|2025-Q3"],
    ),
    (
        "en",
        (
            "Microsoft's net sales increased 13% to $180.2 billion in the third quarter of 2025, compared with $158.9"
            " billion in third quarter 2024."
        ),
        [
            "Microsoft|revenue|180200000000 USD|2025-Q3",
            "Microsoft|revenue growth percent|13 -|2025-Q3",
            "Microsoft|revenue|158900000000 USD|2024-Q3",
        ],
    ),
    (
        "en",
        "Revenue at Meta fell 4 percent to $27.71 billion in the third quarter of 2022.",
        ["Meta|revenue|27710000000 USD|2022-Q3", "Meta|revenue growth percent|-4 -|2022-Q3"],
    ),
    (
        "en",
        (
            "Microsoft's revenue rose 14 percent to $17.9 billion in the first quarter of fiscal 2027. For the whole of"
            " fiscal 2026 it was $66.8 billion. Capital spending for the fiscal year is put at $52 billion."
        ),
        [
            "Microsoft|revenue|17900000000 USD|FY2027-Q1",
            "Microsoft|revenue growth percent|14 -|FY2027-Q1",
            "Microsoft|revenue|66800000000 USD|FY2026",
            "Microsoft|capex|52000000000 USD|FY2027",
        ],
    ),
    (
        "fr",
        (
            "Le chiffre d’affaires de Meta a bondi de 26 % à 51,24 milliards de dollars au troisième trimestre, contre"
            " 40,59 milliards un an plus tôt."
        ),
        [
            "Meta|revenue|51240000000 USD|2025-Q3",
            "Meta|revenue growth percent|26 -|2025-Q3",
            "Meta|revenue|40590000000 USD|2024-Q3",
        ],
    ),
    (
        "fr",
        (
            "Meta rapporte un chiffre d’affaires de 40,5 milliards de dollars pour le troisième trimestre, soit une"
            " hausse de 19 %, avec un bénéfice de 17,3 milliards."
        ),
        [
            "Meta|revenue|40500000000 USD|2025-Q3",
            "Meta|revenue growth percent|19 -|2025-Q3",
            "Meta|net income|17300000000 USD|2025-Q3",
        ],
    ),
    (
        "es",
        (
            "Los ingresos de Meta crecieron un 26 % en el tercer trimestre de 2025, hasta 51.242 millones de dólares. El"
            " beneficio neto se quedó en 2.709 millones; sin él habría sido de 18.640 millones."
        ),
        [
            "Meta|revenue|51242000000 USD|2025-Q3",
            "Meta|revenue growth percent|26 -|2025-Q3",
            "Meta|net income|2709000000 USD|2025-Q3",
            "Meta|net income excluding one-off items|18640000000 USD|2025-Q3",
        ],
    ),
    (
        "de",
        "Meta hat im vierten Quartal 2025 59,89 Milliarden Dollar umgesetzt, 24 Prozent mehr als im Vorjahr.",
        ["Meta|revenue|59890000000 USD|2025-Q4", "Meta|revenue growth percent|24 -|2025-Q4"],
    ),
    # users
    (
        "en",
        (
            "Meta's third-quarter revenue rose 19 percent to $40.59 billion. An average of 3.29 billion people used one"
            " of Meta's apps each day in September, 5 percent more than a year before."
        ),
        [
            "Meta|revenue|40590000000 USD|2025-Q3",
            "Meta|revenue growth percent|19 -|2025-Q3",
            "Meta|daily users|3290000000 -|2025-Q3",
            "Meta|daily users growth percent|5 -|2025-Q3",
        ],
    ),
    (
        "fr",
        (
            "L’audience quotidienne des applications de Meta progresse de 5 %, à 3,35 milliards de personnes au quatrième"
            " trimestre 2024."
        ),
        ["Meta|daily users|3350000000 -|2024-Q4", "Meta|daily users growth percent|5 -|2024-Q4"],
    ),
    (
        "fr",
        "Plus de 3,2 milliards de personnes ouvrent une application de Meta chaque jour.",
        ["Meta|daily users|3200000000 - more than|-"],
    ),
    # spending
    (
        "en",
        (
            "Meta now expects to spend $64 billion to $72 billion on capital projects in 2025, up from the $60 billion to"
            " $65 billion it gave."
        ),
        ["Meta|capex|64000000000..72000000000 USD|2025", "Meta|capex|60000000000..65000000000 USD|2025"],
    ),
    (
        "fr",
        "Meta prévoit entre 70 et 72 milliards de dollars de dépenses d’investissement cette année.",
        ["Meta|capex|70000000000..72000000000 USD|2025"],
    ),
    # contracts
    (
        "en",
        (
            "The Defense Department has awarded OpenAI a contract. The award has a ceiling of $200 million, of which"
            " about $2 million is obligated."
        ),
        [
            "OpenAI / U.S. Department of Defense|contract value|200000000 USD up to|-",
            "OpenAI / U.S. Department of Defense|contract obligations|2000000 USD about|-",
        ],
    ),
    (
        "en",
        (
            "The Department of Defense awarded contracts worth up to $200 million each to Anthropic, Google and xAI."
            " OpenAI received one of the same size."
        ),
        [
            "Anthropic / U.S. Department of Defense|contract value|200000000 USD up to|-",
            "Google / U.S. Department of Defense|contract value|200000000 USD up to|-",
            "xAI / U.S. Department of Defense|contract value|200000000 USD up to|-",
            "OpenAI / U.S. Department of Defense|contract value|200000000 USD|-",
        ],
    ),
    (
        "en",
        "Palantir won a $10 billion contract from the U.S. Army.",
        ["Palantir / U.S. Army|contract value|10000000000 USD|-"],
    ),
    (
        "fr",
        "La DINUM paiera 1,5 million d'euros à Mistral AI sur trois ans.",
        ["Mistral AI / Interministerial Digital Directorate|contract value|1500000 EUR|-"],
    ),
    (
        "fr",
        "Le ministère français des Armées a attribué à Mistral AI un marché de 30 millions d'euros sur quatre ans.",
        ["Mistral AI / French Ministry of the Armed Forces|contract value|30000000 EUR|-"],
    ),
    (
        "en",
        "The State Department has signed a support contract with Meta for Llama. Over three years it comes to $3.3 million.",
        ["Meta / U.S. Department of State|contract value|3300000 USD|-"],
    ),
    (
        "fr",
        (
            "Aux États-Unis, les obligations contractuelles fédérales en matière d'IA ont bondi de 261 millions de"
            " dollars à 675 millions de dollars. La valeur potentielle des marchés à venir a atteint 4,56 milliards de"
            " dollars."
        ),
        [
            "U.S. federal government|contract obligations|675000000 USD|-",
            "U.S. federal government|contract value|4560000000 USD|-",
        ],
    ),
    # grants, budgets, seats
    (
        "en",
        "Meta is paying for it with a $1 million grant, about £740,000, to the Alan Turing Institute.",
        ["Meta / Alan Turing Institute|grant|1000000 USD|-"],
    ),
    (
        "en",
        "The U.S. Department of Education received a grant of $2 million from Anthropic.",
        ["Anthropic / U.S. Department of Education|grant|2000000 USD|-"],
    ),
    (
        "en",
        (
            "The Department of Energy's budget request for fiscal 2027 includes $300 million for AI, up from $210 million"
            " in fiscal 2026."
        ),
        ["U.S. Department of Energy|budget|300000000 USD|FY2027", "U.S. Department of Energy|budget|210000000 USD|FY2026"],
    ),
    (
        "en",
        "The Department of Labor's AI budget rises from $40 million this year to $65 million next year.",
        ["U.S. Department of Labor|budget|40000000 USD|2025", "U.S. Department of Labor|budget|65000000 USD|2026"],
    ),
    (
        "fr",
        (
            "Pour l’exercice 2027, la Maison-Blanche demande 1,9 milliard de dollars de crédits d’IA civile. Le montant"
            " voté pour l’exercice 2026, en cours, est de 1,4 milliard."
        ),
        ["U.S. federal government|budget|1900000000 USD|FY2027", "U.S. federal government|budget|1400000000 USD|FY2026"],
    ),
    (
        "fr",
        (
            "Services partagés Canada essaie Llama. Une enveloppe de 3,5\u00a0M$\u00a0CA est réservée à l’essai pour"
            " l’exercice 2026-2027."
        ),
        ["Shared Services Canada|budget|3500000 CAD|FY2026-27"],
    ),
    (
        "en",
        "The U.S. Senate bought 500 licenses of ChatGPT Enterprise from OpenAI for its staff.",
        ["OpenAI / U.S. Senate|licensed users|500 -|-"],
    ),
    (
        "en",
        "The State of Ohio has contracted for a hosted version of Llama for 4,100 caseworkers.",
        ["Meta / State of Ohio|licensed users|4100 -|-"],
    ),
    (
        "de",
        (
            "Das Lawrence Livermore National Laboratory gibt Claude, das Sprachmodell von Anthropic, für rund 10.000"
            " Beschäftigte frei."
        ),
        ["Anthropic / Lawrence Livermore National Laboratory|licensed users|10000 - about|-"],
    ),
    (
        "en",
        "The U.S. Army signed with Palantir. The deal may be worth $480 million over five years.",
        ["Palantir / U.S. Army|contract value|480000000 USD|-"],
    ),
    (
        "en",
        "In 2026 Meta plans investments of $100 billion.",
        ["Meta|capex|100000000000 USD|2026"],
    ),
    (
        "en",
        "The GSA runs USAi. The budget is $30 million in fiscal 2026.",
        ["General Services Administration|budget|30000000 USD|FY2026"],
    ),
    # nobody's figure
    ("en", "Meta has a budget of $30 million in fiscal 2026.", []),
    ("en", "The budget is $30 million in fiscal 2026.", []),
    ("en", "A contract is worth $30 million.", []),
    ("en", "Palantir has a contract worth $30 million.", []),
    ("en", "The U.S. Army has a contract worth $30 million.", []),
    ("en", "In 2026 Meta plans investments of $10 million.", []),
    ("en", "Meta's ad impressions increased by 14% and the average price per ad increased by 10%.", []),
    ("en", "In the third quarter Meta's costs and expenses rose 32% to $30.71 billion. Headcount was 78,450, up 8%.", []),
    ("en", "Analysts expected Meta's revenue of $49.41 billion in the third quarter.", []),
    ("en", "Nvidia expects revenue of $65 billion, plus or minus 2%, in the fourth quarter.", []),
    ("en", "Google Cloud revenue rose 28% to $12.26 billion in the third quarter.", []),
    ("en", "Shares of Palantir, which sells to the U.S. Army, rose 5 percent to $180. The company has 4,000 employees.", []),
    ("en", "ChatGPT has 800 million weekly users.", []),
    ("en", "Was Meta's revenue $51.24 billion in the third quarter?", []),
    ("en", "Meta paid $1.4 billion to the State of Texas to settle a lawsuit.", []),
    ("en", "NASA, which employs 18,000 people, signed a contract with Anthropic.", []),
    ("en", "Meta takes a $4 million slice of something.", []),
    ("fr", "La Défense américaine représente 95 % de la valeur totale potentielle des contrats.", []),
    ("fr", "Mistral AI a levé 1,7 milliard d'euros auprès d'ASML.", []),
    ("fr", "Sur les neuf premiers mois de 2025, le chiffre d'affaires de Meta atteint 141 milliards de dollars.", []),
    ("fr", "Le Veilleur Public, en vente partout : 45 millions de lecteurs.", []),
    ("en", "The U.S. Navy pays Anthropic $5 per user per month under a contract.", []),
    ("en", "OpenAI gave a $50 million grant.", []),
    # licensed users in other frames
    (
        "en",
        "The Department of Veterans Affairs has signed a two-year deal with OpenAI that covers 18,000 clinicians.",
        ["OpenAI / U.S. Department of Veterans Affairs|licensed users|18000 -|-"],
    ),
    (
        "en",
        "NASA will deploy Gemini to as many as 17,000 staff by June, under a contract worth $6.2 million.",
        ["Google / NASA|licensed users|17000 - up to|-", "Google / NASA|contract value|6200000 USD|-"],
    ),
    (
        "en",
        "The Department of Labor signed an order for Claude with Anthropic. Some 3,000 investigators will be able to use it.",
        ["Anthropic / U.S. Department of Labor|licensed users|3000 - about|-"],
    ),
    (
        "fr",
        "La Direction générale des finances publiques équipera 4 500 contrôleurs de ChatGPT.",
        ["OpenAI / General Directorate of Public Finances|licensed users|4500 -|-"],
    ),
    ("en", "The Department of Labor bought Microsoft 365 Copilot seats.", []),
    ("en", "The Department of Labor signed up. An agency that orders 500 seats of Copilot pays for 500 seats.", []),
    ("en", "The Department of Labor is testing Claude with its 300 examiners before it orders anything from Anthropic.", []),
    ("en", "The Department of Labor, which has 15,000 employees, signed a contract with Anthropic.", []),
    # contracts under other names
    (
        "en",
        "Booz Allen Hamilton will roll out Claude at the Department of the Treasury under a $14 million task order.",
        ["Booz Allen Hamilton / U.S. Department of the Treasury|contract value|14000000 USD|-"],
    ),
    (
        "en",
        "Shared Services Canada will pay Cohere $2.3 million under a standing offer.",
        ["Cohere / Shared Services Canada|contract value|2300000 CAD|-"],
    ),
    (
        "fr",
        "L'Insee a conclu avec Mistral AI un accord-cadre de 12 millions d'euros sur quatre ans.",
        ["Mistral AI / National Institute of Statistics and Economic Studies|contract value|12000000 EUR|-"],
    ),
    (
        "fr",
        "L'Insee a passé avec OpenAI un marché de 3 millions d'euros.",
        ["OpenAI / National Institute of Statistics and Economic Studies|contract value|3000000 EUR|-"],
    ),
    ("fr", "Le marché de l'IA, d'une valeur de 24 milliards d'euros, attire OpenAI et l'Insee.", []),
    # between whom, without the noun or across sentences
    (
        "en",
        "The U.S. Coast Guard is spending $9.4 million on Claude licences over two years, a chatbot notice shows.",
        ["Anthropic / U.S. Coast Guard|contract value|9400000 USD|-"],
    ),
    (
        "en",
        "The Department of Energy awarded Accenture $33 million to bring the Gemini AI model to its laboratories.",
        ["Accenture / U.S. Department of Energy|contract value|33000000 USD|-"],
    ),
    (
        "en",
        "The Land Registry has contracted Kainos to tune Llama on title deeds, a job priced at £2.3 million.",
        ["Kainos / HM Land Registry|contract value|2300000 GBP|-"],
    ),
    (
        "en",
        (
            "The contract has a ceiling of $85 million. Anthropic signed it with the Department of Energy last week, and $12"
            " million has been obligated so far."
        ),
        [
            "Anthropic / U.S. Department of Energy|contract value|85000000 USD up to|-",
            "Anthropic / U.S. Department of Energy|contract obligations|12000000 USD|-",
        ],
    ),
    (
        "en",
        "Google.org is giving $3 million to the Alan Turing Institute.",
        ["Google / Alan Turing Institute|grant|3000000 USD|-"],
    ),
    (
        "en",
        "The U.S. National Science Foundation awarded a $2.4 million grant to Hugging Face.",
        ["Hugging Face / U.S. National Science Foundation|grant|2400000 USD|-"],
    ),
    (
        "fr",
        "Pour 2,8 millions d'euros, Atos installera les modèles de Mistral AI à la Caisse des Dépôts.",
        ["Atos / Caisse des dépôts|contract value|2800000 EUR|-"],
    ),
    (
        "fr",
        (
            "Le contrat, signé en mars entre la Gendarmerie nationale et Mistral AI, court jusqu'en 2029. Il porte sur 11"
            " millions d'euros."
        ),
        ["Mistral AI / French National Gendarmerie|contract value|11000000 EUR|-"],
    ),
    (
        "fr",
        "L'Urssaf a commandé 2 500 licences Le Chat à Mistral AI. Coût de l'opération : 1,3 million d'euros sur deux ans.",
        ["Mistral AI / Urssaf|licensed users|2500 -|-", "Mistral AI / Urssaf|contract value|1300000 EUR|-"],
    ),
    (
        "fr",
        "Le ministère de la Justice a confié à Sopra Steria, pour 7 millions d'euros, l'installation de Mistral aux greffes.",
        ["Sopra Steria / French Ministry of Justice|contract value|7000000 EUR|-"],
    ),
    # what stays silent
    ("en", "Google had offered the Home Office a deal worth £9 million, but it was turned down.", []),
    ("en", "Under a deal worth about $15 million a year, the state of California works with Anthropic.", []),
    ("en", "Palantir's sales to the U.S. government jumped 45 percent to $570 million in the first quarter.", []),
    ("en", "Bidders for the Gemini contract must show revenue of at least €20 million, the Home Office said of Google.", []),
    ("en", "A case before the European Commission could cost Meta up to 6 percent of turnover.", []),
    ("en", "Anthropic's annualized revenue has reached $30 billion.", []),
    ("fr", "Bpifrance avait investi 40 millions d'euros au capital de LightOn.", []),
    ("fr", "L'Insee a testé Le Chat auprès de 300 agents.", []),
    ("fr", "Google a proposé à la Ville de Lyon un contrat de 2 millions d'euros, qui a été refusé.", []),
    # what a recap leaves unsaid
    (
        "en",
        "In its fiscal first quarter, ended in September, Microsoft's profit rose to $33 billion from $26 billion a year ago.",
        ["Microsoft|net income|33000000000 USD|FY2026-Q1", "Microsoft|net income|26000000000 USD|FY2025-Q1"],
    ),
    (
        "en",
        "Microsoft expects capital spending of about $125 billion this year. It had previously guided to $118 billion.",
        ["Microsoft|capex|125000000000 USD about|2025", "Microsoft|capex|118000000000 USD|2025"],
    ),
    (
        "fr",
        "Meta table sur 120 milliards de dollars d'investissements en 2026. Il visait jusqu'ici 110 milliards.",
        ["Meta|capex|120000000000 USD|2026", "Meta|capex|110000000000 USD|2026"],
    ),
    (
        "en",
        "Meta made news. Fernleaf posted revenue of $17 million in the third quarter.",
        [],
    ),
    ("fr", "Le contrat signé par l'Insee avec OpenAI a suscité 300 réponses d'agents.", []),
    ("fr", "L'Insee a formé 400 agents à ChatGPT dans le cadre du contrat avec OpenAI.", []),
    (
        "en",
        "The Coast Guard's budget for AI in the 2026 financial year is $12 million.",
        ["U.S. Coast Guard|budget|12000000 USD|FY2026"],
    ),
    ("en", "The Coast Guard uses Llama.\n\nParliament sits next week. The whole budget exceeds $100 billion.", []),
    (
        "en",
        "The Coast Guard uses Llama.\n\nIts budget exceeds $10 billion.",
        ["U.S. Coast Guard|budget|10000000000 USD more than|-"],
    ),
    # what a firm gets for its work, and what somebody gets for something else
    (
        "en",
        "The Department of Labor said Accenture had been paid $4.2 million to set up Claude.",
        ["Accenture / U.S. Department of Labor|contract value|4200000 USD|-"],
    ),
    (
        "en",
        "Deloitte will receive $2.4 million over two years for adapting Llama to the needs of the Coast Guard.",
        ["Deloitte / U.S. Coast Guard|contract value|2400000 USD|-"],
    ),
    ("en", "The Coast Guard runs Llama. Deloitte received $2.4 million from investors.", []),
    ("en", "The Coast Guard runs Llama. Deloitte was paid $2.4 million to settle a lawsuit.", []),
    (
        "en",
        "The deal with the U.S. Navy will bring Anthropic $18 million over three years.",
        ["Anthropic / U.S. Navy|contract value|18000000 USD|-"],
    ),
    (
        "en",
        "Leeds City Council has bought 1,200 Copilot licences from Microsoft for its social workers.",
        ["Microsoft / Leeds City Council|licensed users|1200 -|-"],
    ),
    (
        "en",
        "The U.S. Navy fields Llama. Leidos built the system. Its contract is worth $6 million. Nothing is paid to Meta.",
        ["Leidos / U.S. Navy|contract value|6000000 USD|-"],
    ),
    (
        "en",
        "Leidos posted a higher profit in the second quarter of 2025. The Navy tests GPT-5.\n\nRevenue was $4.4 billion.",
        ["Leidos|revenue|4400000000 USD|2025-Q2"],
    ),
    (
        "en",
        (
            "Palantir said revenue in the first quarter of 2025 was $884 million. Profit rose to $214 million, and it"
            " lifted capital spending plans for the year to $300 million."
        ),
        [
            "Palantir|revenue|884000000 USD|2025-Q1",
            "Palantir|net income|214000000 USD|2025-Q1",
            "Palantir|capex|300000000 USD|2025",
        ],
    ),
    ("en", "The company is Meta. Reality Labs revenue fell 10% in the quarter.", []),
    ("en", "The Census Bureau pays Anthropic $2 million each year.", []),
    (
        "fr",
        "Sopra Steria touchera 2,1 millions d'euros pour adapter Le Chat aux besoins de l'Urssaf.",
        ["Sopra Steria / Urssaf|contract value|2100000 EUR|-"],
    ),
    (
        "fr",
        "L'Urssaf emploie Le Chat. La société Medisia, qui l'a réglé, perçoit 310 000 euros au titre d'un contrat de deux ans.",
        ["Medisia / Urssaf|contract value|310000 EUR|-"],
    ),
    (
        "fr",
        "L'Urssaf emploie Le Chat. L'adaptation, confiée à Sopra Steria, est facturée 2,1 millions d'euros.",
        ["Sopra Steria / Urssaf|contract value|2100000 EUR|-"],
    ),
    ("fr", "L'Urssaf emploie Le Chat. Sopra Steria a touché 2,1 millions d'euros de dividendes.", []),
    ("fr", "L'Urssaf verse chaque année 1,9 million d'euros à Mistral AI.", []),
    (
        "fr",
        "France Travail a commandé 25 000 accès à Le Chat à Mistral AI.",
        ["Mistral AI / France Travail|licensed users|25000 -|-"],
    ),
]


def shown(figure: Figure) -> str:
    amount = f"{figure.amount.low:f}" + (f"..{figure.amount.high:f}" if figure.amount.high is not None else "")
    sums = " ".join([amount, figure.currency or "-", *([str(figure.amount.qualifier)] if figure.amount.qualifier else [])])
    return "|".join((figure.subject, figure.measure, sums, figure.period or "-"))


@pytest.mark.parametrize(("lang", "text", "expected"), TABLE, ids=[text[:70] for _, text, _ in TABLE])
def test_figures_of_a_passage(lang: str, text: str, expected: list[str]) -> None:
    """Each passage gives exactly these figures, of one of the known measures."""
    found = figures(laid_out(text, lang, AUTUMN))
    assert sorted(map(shown, found)) == sorted(expected)
    assert all(figure.measure in MEASURES for figure in found)


def test_the_same_figure_in_two_languages_is_one() -> None:
    """A summary in English and a body in French tell one revenue; the body's sentence is the quote."""
    text = (
        "Third-quarter results of Meta showed a revenue increase to $40.5 billion.\n\n"
        "Meta continue de croître. Meta rapporte un chiffre d’affaires de 40,5 milliards de dollars pour le troisième trimestre."
    )
    (figure,) = figures(laid_out(text, "fr", date(2024, 10, 30)))
    assert shown(figure) == "Meta|revenue|40500000000 USD|2024-Q3"


def test_the_more_precise_of_two_statements_stands() -> None:
    """40.5 and 40.59 agree at the coarser precision: one figure, the finer one."""
    text = "Meta's revenue was $40.5 billion in the third quarter.\n\nTo be exact, Meta's revenue was $40.59 billion then."
    assert [shown(figure) for figure in figures(laid_out(text, "en", date(2024, 10, 30)))] == [
        "Meta|revenue|40590000000 USD|2024-Q3"
    ]


def test_two_values_that_disagree_are_two_figures() -> None:
    """An article that tells two revenues for one quarter tells two figures."""
    text = "Meta's revenue was $40.5 billion in the third quarter. Meta's revenue was $51.2 billion in the third quarter."
    assert len(figures(laid_out(text, "en", date(2024, 10, 30)))) == 2


def test_a_quarter_told_once_holds_for_the_article() -> None:
    """Sentences without a period take the quarter told before, and users never the year told in passing."""
    text = (
        "Meta's revenue was $48.39 billion in the fourth quarter. For all of 2024, Meta's revenue was $164.5 billion."
        " Net income was $20.84 billion. Daily users averaged 3.35 billion."
    )
    found = {
        figure.measure + str(figure.amount.low): figure.period for figure in figures(laid_out(text, "en", date(2025, 1, 30)))
    }
    assert list(found.values()) == ["2024-Q4", "2024", "2024-Q4", "2024-Q4"]


def test_the_title_may_tell_the_quarter() -> None:
    """Where the body names no quarter, the only one of the title is meant."""
    (figure,) = figures(laid_out("Meta's revenue was $48.39 billion.", "en", AUTUMN, title="Meta's third quarter"))
    assert figure.period == "2025-Q3"


def test_an_unknown_period_stays_unknown() -> None:
    """Without a period anywhere, none is guessed."""
    (figure,) = figures(laid_out("Meta's revenue was $48.39 billion.", "en", None))
    assert figure.period is None


def test_a_plan_is_the_word_of_the_officer_or_the_company() -> None:
    """Capital spending that is planned is credited to the person in the sentence, else to the company."""
    (officer,) = figures(
        laid_out("Susan Li put this year's capital expenditure of Meta at $37 billion to $40 billion.", "en", AUTUMN)
    )
    (company,) = figures(laid_out("Meta expects capital expenditures of $70 billion in 2025.", "en", AUTUMN))
    assert officer.evidence.attribution is not None
    assert (officer.evidence.attribution.speaker, officer.evidence.attribution.employer) == ("Susan Li", "Meta")
    assert company.evidence.attribution is not None
    assert company.evidence.attribution.speaker == "Meta"


def test_a_company_without_a_name_is_the_last_one() -> None:
    """ "The company" of a later passage is the one whose figures were told before."""
    text = "Microsoft's revenue rose to $17.9 billion in the third quarter.\n\nMany use Llama.\n\nNet income was $3 billion."
    assert [figure.subject for figure in figures(laid_out(text, "en", AUTUMN))] == ["Microsoft", "Microsoft"]


def test_money_without_any_currency_claims_nothing() -> None:
    """A sum whose currency nothing tells is no figure."""
    assert figures(laid_out("Meta's revenue was 48.39 billion in the third quarter.", "en", AUTUMN)) == ()


def test_a_quarter_of_an_undated_text_has_no_year() -> None:
    """What the text says of next year's spending dates no results; unknown stays unknown."""
    text = "Meta dépensera plus en 2025. Son chiffre d'affaires atteint 40,5 milliards de dollars au troisième trimestre."
    (revenue,) = figures(laid_out(text, "fr", None))
    assert (revenue.measure, revenue.period) == ("revenue", None)
