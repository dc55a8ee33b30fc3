"""Prices: which sums of a text are one, of whose product, for whom and per what; and where nothing is paid."""

from datetime import date

import pytest

from tests.watchers.claims.money_scene import laid_out
from watchers.claims.model import Free, Price
from watchers.claims.price import prices

# (language, text, prices). A price: vendor | product | amount currency | per | buyer; "-" where nothing is said.
TABLE: list[tuple[str, str, list[str]]] = [
    # units, buyers
    (
        "en",
        "The GSA announced a deal with Google that gives federal agencies Gemini for Government for $0.47 per agency.",
        ["Google|Gemini for Government|0.47 USD|agency|U.S. federal government"],
    ),
    (
        "en",
        "OpenAI offers ChatGPT Enterprise to every federal agency. Each federal agency will pay $1 for the coming year.",
        ["OpenAI|ChatGPT Enterprise|1 USD|agency/year|U.S. federal government"],
    ),
    (
        "en",
        "The State of Nevada, by contrast, pays Google $4.10 per employee per month for Gemini.",
        ["Google|Gemini|4.1 USD|user/month|State of Nevada"],
    ),
    (
        "en",
        "Claude for Government costs the Department of Energy $1.2 million annually.",
        ["Anthropic|Claude Gov|1200000 USD|agency/year|U.S. Department of Energy"],
    ),
    (
        "en",
        "The Department of Justice picked Anthropic's Claude. The contract runs for three years at $1.4 million a year.",
        ["Anthropic|Claude|1400000 USD|agency/year|U.S. Department of Justice"],
    ),
    (
        "en",
        "xAI's Grok 4 will be available to federal agencies for 42 cents through March 2027.",
        ["xAI|Grok 4|0.42 USD|-|U.S. federal government"],
    ),
    (
        "en",
        "OpenAI, ChatGPT Enterprise: $1 per federal agency per year.",
        ["OpenAI|ChatGPT Enterprise|1 USD|agency/year|U.S. federal government"],
    ),
    (
        "en",
        "A company that wants ChatGPT Enterprise should count on about $60 per user per month.",
        ["OpenAI|ChatGPT Enterprise|60 USD|user/month|-"],
    ),
    (
        "en",
        "The State of Oregon is moving to Copilot. The state will pay Microsoft $8.20 per employee per month, roughly €7.",
        ["Microsoft|Microsoft Copilot|8.2 USD|user/month|State of Oregon"],
    ),
    (
        "fr",
        "Anthropic propose Claude pour un dollar symbolique aux trois branches du gouvernement américain.",
        ["Anthropic|Claude|1 USD|-|U.S. federal government"],
    ),
    (
        "fr",
        "Le ministère français de la Justice emploie Copilot, de Microsoft. Le tarif est de 14,50 € HT par agent et par mois.",
        ["Microsoft|Microsoft Copilot|14.5 EUR|user/month|French Ministry of Justice"],
    ),
    (
        "fr",
        "Le Trésor australien a testé Copilot, facturé 30 dollars par utilisateur et par mois.",
        ["Microsoft|Microsoft Copilot|30 USD|user/month|Australian Treasury"],
    ),
    (
        "fr",
        "La Direction générale des finances publiques versera 2,4 M€ par an à Mistral AI, soit 12 € par agent et par mois.",
        [
            "Mistral AI|-|2400000 EUR|agency/year|General Directorate of Public Finances",
            "Mistral AI|-|12 EUR|user/month|General Directorate of Public Finances",
        ],
    ),
    (
        "de",
        "Die GSA hat Googles „Gemini for Government“ gelistet. Jede Bundesbehörde zahlt dafür 0,47 US-Dollar im Jahr.",
        ["Google|Gemini for Government|0.47 USD|agency/year|U.S. federal government"],
    ),
    # several vendors, several prices
    (
        "en",
        "OpenAI and Anthropic each charge federal agencies $1 per agency per year, and Google charges 47 cents.",
        [
            "OpenAI|-|1 USD|agency/year|U.S. federal government",
            "Anthropic|-|1 USD|agency/year|U.S. federal government",
            "Google|-|0.47 USD|agency/year|U.S. federal government",
        ],
    ),
    (
        "en",
        "Scale AI and Anthropic will charge the U.S. Navy $5 and $7 per user per month, respectively.",
        ["Scale AI|-|5 USD|user/month|U.S. Navy", "Anthropic|-|7 USD|user/month|U.S. Navy"],
    ),
    # four sellers, four prices, the term told behind the last
    (
        "fr",
        "ChatGPT est facturé 1 dollar par agence, Claude 1 dollar, Gemini 47 cents et Grok 42 cents, pour dix-huit mois.",
        [
            "OpenAI|ChatGPT|1 USD|agency|-",
            "Anthropic|Claude|1 USD|agency|-",
            "Google|Gemini|0.47 USD|agency|-",
            "xAI|Grok|0.42 USD|agency|-",
        ],
    ),
    # "it" is whoever of two
    (
        "en",
        "NASA is testing Claude. Two other agencies, the Census Bureau and the IRS, watch. It pays $18 per user per month.",
        ["Anthropic|Claude|18 USD|user/month|-"],
    ),
    # old and new
    (
        "en",
        "OpenAI cut the price of ChatGPT Enterprise for federal agencies from $12 to $9 per agency per year, starting October 1.",
        [
            "OpenAI|ChatGPT Enterprise|12 USD|agency/year|U.S. federal government",
            "OpenAI|ChatGPT Enterprise|9 USD|agency/year|U.S. federal government",
        ],
    ),
    (
        "en",
        "Under the agreement, the Department of Veterans Affairs pays Anthropic $35 per user per month, down from $60.",
        [
            "Anthropic|-|35 USD|user/month|U.S. Department of Veterans Affairs",
            "Anthropic|-|60 USD|user/month|U.S. Department of Veterans Affairs",
        ],
    ),
    (
        "en",
        "ChatGPT Enterprise costs $12 per federal agency per year, twelve times the $1 of the first year.",
        [
            "OpenAI|ChatGPT Enterprise|12 USD|agency/year|U.S. federal government",
            "OpenAI|ChatGPT Enterprise|1 USD|agency/year|U.S. federal government",
        ],
    ),
    (
        "en",
        "An error in our Tuesday story: Anthropic charges the Department of Energy $25 per user per month, not $52.",
        ["Anthropic|-|25 USD|user/month|U.S. Department of Energy"],
    ),
    (
        "es",
        "Microsoft Copilot cuesta al U.S. Department of State 24 dólares por usuario y mes. Antes abonaba 18 por usuario y mes.",
        [
            "Microsoft|Microsoft Copilot|24 USD|user/month|U.S. Department of State",
            "Microsoft|Microsoft Copilot|18 USD|user/month|U.S. Department of State",
        ],
    ),
    # nothing is paid
    (
        "en",
        "No money changes hands in any of Meta's arrangements with the government over Llama.",
        ["Meta|Llama|0 -|-|U.S. federal government"],
    ),
    (
        "en",
        "Meta's Llama joins GSA's OneGov program, free of charge for federal agencies.",
        ["Meta|Llama|0 -|-|U.S. federal government"],
    ),
    (
        "en",
        'The Department of Veterans Affairs runs Llama. "VA does not pay us a cent for Llama," Meta said.',
        ["Meta|Llama|0 -|-|U.S. Department of Veterans Affairs"],
    ),
    (
        "en",
        "Meta provides Llama to the Department of Education at no cost.",
        ["Meta|Llama|0 -|-|U.S. Department of Education"],
    ),
    (
        "en",
        "Meta will not charge the government for Llama, GSA said.",
        ["Meta|Llama|0 -|-|U.S. federal government"],
    ),
    (
        "fr",
        "Meta travaille avec le département d’État américain. Ces collaborations n’impliquent « aucun paiement », dit Meta.",
        ["Meta|-|0 -|-|U.S. Department of State"],
    ),
    (
        "fr",
        "Meta donne gratuitement Llama aux agences fédérales américaines dans le cadre de l'accord OneGov.",
        ["Meta|Llama|0 -|-|U.S. federal government"],
    ),
    (
        "fr",
        "Meta, pour sa part, ne touche rien du département d’État américain pour Llama.",
        ["Meta|Llama|0 -|-|U.S. Department of State"],
    ),
    # who sells, who buys
    ("en", "The U.S. Navy uses Anthropic's Claude. Foobar charges $15 per user per month.", []),
    (
        "en",
        "The U.S. Navy uses Anthropic's Claude. It is charged $15 per user per month.",
        ["Anthropic|Claude|15 USD|user/month|U.S. Navy"],
    ),
    (
        "en",
        "The U.S. Navy uses OpenAI's ChatGPT Enterprise. ChatGPT Enterprise costs businesses $60 per user per month.",
        ["OpenAI|ChatGPT Enterprise|60 USD|user/month|-"],
    ),
    (
        "en",
        "The U.S. Navy uses OpenAI's ChatGPT Enterprise. ChatGPT Enterprise costs $20 a month on the shelf.",
        ["OpenAI|ChatGPT Enterprise|20 USD|month|-"],
    ),
    (
        "en",
        "The GSA listed Anthropic. Anthropic's price for government agencies is $9 in all.",
        ["Anthropic|-|9 USD|-|U.S. federal government"],
    ),
    (
        "en",
        "The U.S. Navy pays Anthropic $5 per user per month, and training costs $900.",
        ["Anthropic|-|5 USD|user/month|U.S. Navy"],
    ),
    (
        "en",
        "The U.S. Navy pays Anthropic $5 per user per month for a newsletter.",
        [],
    ),
    (
        "en",
        "The U.S. Navy has a maintenance contract for Anthropic's Claude. Under the maintenance contract it pays $90,000 a year.",
        ["Anthropic|Claude support|90000 USD|agency/year|U.S. Navy"],
    ),
    ("en", "The U.S. Navy uses ChatGPT. There is no payment between OpenAI and Apple.", []),
    ("en", "The State Department's Llama, supposed to be free, cost Meta a lot.", []),
    ("en", "A competitor will give the U.S. Navy its model free of charge.", []),
    ("en", "The State Department's deal says that Meta's Llama is not free.", []),
    # no price
    ("en", "OpenAI, which also offers a free version of ChatGPT, signed a deal with the State Department.", []),
    ("en", "Llama, a free open-source model, is used by the Department of Energy.", []),
    ("en", "Feel free to write to us. The Department of State uses Llama.", []),
    ("fr", "Llama est un grand modèle linguistique gratuit capable de traiter du texte.", []),
    ("en", "The Department of State uses Llama. Meta does not expect any revenue from generative AI this year.", []),
    ("en", "If the Treasury paid $60 per user per month for ChatGPT Enterprise, it would spend $70 million a year.", []),
    ("en", "Would the U.S. Navy pay $30 per user per month for Copilot?", []),
    ("en", "Anthropic denied that it had charged the Department of Commerce $50 per user per month for Claude.", []),
    ("en", "The Department of Commerce adopted Copilot. The training course costs $400 a head.", []),
    ("fr", "Le département d’État américain teste Llama. La formation à Llama est facturée 1 200 € la journée.", []),
    ("en", "Meta hosted the State Department at its summit, where tickets cost $1,200. Llama was praised.", []),
    ("en", "The City of Boston uses Llama. A rival bid had come in at $30 per user per year.", []),
    ("en", "The U.S. Navy uses Llama. The hosting bill comes to $2.1 million a year.", []),
    ("en", "Palantir won a $10 billion contract from the U.S. Army.", []),
    ("en", "Meta paid $1.4 billion to the State of Texas to settle a lawsuit.", []),
    ("en", "The Internal Revenue Service expects to save $4 million a year with Claude.", []),
    ("en", "Llama costs $12 per room at the hotel; the State Department is not involved.", []),
    ("fr", "Un éditeur lyonnais propose son outil à 89 € par médecin et par mois.", []),
    ("en", "Apple receives no payment from OpenAI for the integration. The State Department uses ChatGPT.", []),
    # free in other words
    (
        "en",
        "Google charges the Department of the Interior nothing for Gemini.",
        ["Google|Gemini|0 -|-|U.S. Department of the Interior"],
    ),
    (
        "en",
        "Anthropic is waiving its fee for the Department of Education.",
        ["Anthropic|-|0 -|-|U.S. Department of Education"],
    ),
    ("en", "The Department of Labor is picking up the bill for the OpenAI pilot.", []),
    ("en", "The Department of Labor will be free to choose Claude or Gemini.", []),
    (
        "fr",
        "OpenAI offre ChatGPT Edu pendant six mois à l'Insee.",
        ["OpenAI|ChatGPT Edu|0 -|-|National Institute of Statistics and Economic Studies"],
    ),
    (
        "fr",
        "Rien n'a été versé à Google, précise l'Insee, qui teste Gemini.",
        ["Google|Gemini|0 -|-|National Institute of Statistics and Economic Studies"],
    ),
    # whose dollar, whose price
    (
        "en",
        "The Australian Taxation Office will pay Microsoft $30 per user per month for Copilot.",
        ["Microsoft|Microsoft Copilot|30 AUD|user/month|Australian Taxation Office"],
    ),
    (
        "en",
        "The Department of Labor uses ChatGPT. The list price of ChatGPT Enterprise is $60 per user per month.",
        ["OpenAI|ChatGPT Enterprise|60 USD|user/month|-"],
    ),
    (
        "en",
        "Google bills the Department of Justice 3 cents per page for transcripts made with Gemini.",
        ["Google|Gemini|0.03 USD|-|U.S. Department of Justice"],
    ),
    ("en", "The GSA lists Claude. A dollar for every agency, the salesmen say, as if that were a price.", []),
    (
        "fr",
        "La GSA facture peu. OpenAI et Anthropic demandent aux agences fédérales un dollar symbolique par agence et par an.",
        ["OpenAI|-|1 USD|agency/year|U.S. federal government", "Anthropic|-|1 USD|agency/year|U.S. federal government"],
    ),
    ("en", "The Department of Labor got Claude for nothing in return.", []),
    ("fr", "Le ministre offre un café pendant la démonstration de ChatGPT à l'Insee.", []),
    (
        "en",
        "Nobody pays a cent for Llama at the Department of Energy.",
        ["Meta|Llama|0 -|-|U.S. Department of Energy"],
    ),
    (
        "fr",
        "L'Insee verse 30 000 euros à Capgemini et rien à Meta pour Llama.",
        ["Meta|Llama|0 -|-|National Institute of Statistics and Economic Studies"],
    ),
]


def shown(price: Price) -> str:
    amount = f"{price.amount.low:f}" + (f"..{price.amount.high:f}" if price.amount.high is not None else "")
    slots = (price.vendor, price.product, f"{amount} {price.currency or '-'}", price.per, price.buyer)
    return "|".join(slot or "-" for slot in slots)


@pytest.mark.parametrize(("lang", "text", "expected"), TABLE, ids=[text[:70] for _, text, _ in TABLE])
def test_prices_of_a_passage(lang: str, text: str, expected: list[str]) -> None:
    """Each passage gives exactly these prices, bound to vendor, product, unit and buyer."""
    assert sorted(map(shown, prices(laid_out(text, lang)))) == sorted(expected)


def test_the_new_price_is_dated() -> None:
    """Of two prices told together the new one carries the day from which it holds, the old one none."""
    text = "Anthropic will charge the Department of Energy $21 per user per month from July 1, up from $18 now."
    old, new = sorted(prices(laid_out(text, "en")), key=lambda price: price.amount.low)
    assert (old.valid_from, new.valid_from) == (None, date(2026, 7, 1))


def test_support_is_priced_apart_from_the_model() -> None:
    """What is paid for engineers and repairs is the price of support; the model of the same sentence may stay free."""
    text = (
        "The State Department has signed a support contract with Meta for Llama."
        " The department will pay $1.1 million a year for engineers on call; the model itself stays free."
    )
    assert sorted(map(shown, prices(laid_out(text, "en")))) == [
        "Meta|Llama support|1100000 USD|agency/year|U.S. Department of State",
        "Meta|Llama|0 -|-|U.S. Department of State",
    ]


def test_no_payment_and_free_are_told_apart() -> None:
    """Why an amount is zero is kept beside the amount."""
    (paid,) = prices(laid_out("No payment is involved in Meta's deal with the State Department over Llama.", "en"))
    (free,) = prices(laid_out("Meta gives Llama to the State Department free of charge.", "en"))
    assert (paid.free, free.free) == (Free.NO_PAYMENT, Free.FREE)


def test_the_quote_is_the_whole_sentence() -> None:
    """Evidence quotes the sentence, and its span finds it in the text."""
    text = "Nothing new here. The U.S. Navy pays Anthropic $5 per user per month. More soon."
    (price,) = prices(laid_out(text, "en"))
    assert price.evidence.quote == text[price.evidence.span.start : price.evidence.span.end]
    assert price.evidence.quote == "The U.S. Navy pays Anthropic $5 per user per month."


def test_what_is_told_twice_is_one_price() -> None:
    """The fuller statement stands, and what it leaves out is filled from the other."""
    text = (
        "The U.S. Navy pays Anthropic $5 per user per month. It is a low price.\n\n"
        "For Claude, the U.S. Navy pays $5 per user per month, Anthropic said."
    )
    (price,) = prices(laid_out(text, "en"))
    assert (price.product, price.per, price.buyer) == ("Claude", "user/month", "U.S. Navy")


def test_a_summary_that_credits_somebody_else_is_noted() -> None:
    """The body's credit is the value; the summary's different one is shown as a clash and is no value of its own."""
    text = (
        "Meta and the government\n\n"
        "Meta works with the State Department on Llama. Mark Zuckerberg said that there are no payments involved in these"
        " partnerships with the government.\n\n"
        "Meta is at work with the State Department. It is exploring how Llama could help with drinking water.\n\n"
        "Meta spokesperson Faith Eischen said that no payments are involved in the collaboration with the government.\n"
    )
    claims = prices(laid_out(text, "en", title="Meta and the government"))
    assert {claim.amount.low for claim in claims} == {0}
    assert len(claims) == 1


def test_without_a_day_of_publication_nothing_is_dated() -> None:
    """A day told without its year stays unresolved when the article has no date."""
    text = "Anthropic will charge the Department of Energy $21 per user per month from July 1."
    (price,) = prices(laid_out(text, "en", day=None))
    assert price.valid_from is None
