"""Public bodies as the news name them: no head noun, renamed, in programmes, by nationality, in plural and elliptic heads."""

import pytest

from tests.watchers.claims.reading_kit import agencies, partners

USERS = [
    ("en", "Transport for London uses Llama to sort complaints.", {"Transport for London"}),
    ("en", "BC Hydro and TransLink have rolled out Gemini.", {"BC Hydro", "TransLink"}),
    ("en", "Austin Energy uses Claude.", {"Austin Energy"}),
    ("fr", "La RATP et la SNCF expérimentent Llama.", {"RATP", "SNCF"}),
    ("fr", "L’UCLouvain a adopté Llama.", {"UCLouvain"}),
    ("fr", "Île-de-France Mobilités teste Mistral.", {"Île-de-France Mobilités"}),
    # without its country, where the text names that
    ("en", "SINGAPORE: the Government Technology Agency is rolling out Gemini.", {"Government Technology Agency of Singapore"}),
    ("en", "The Government Technology Agency is rolling out Gemini.", {"Government Technology Agency"}),
    ("en", "In Canada the Public Health Agency uses Llama.", {"Public Health Agency of Canada"}),
    # renamed and merged bodies
    ("en", "The U.S. AI Safety Institute tested Claude.", {"Center for AI Standards and Innovation"}),
    ("en", "The Department of War uses Grok.", {"U.S. Department of Defense"}),
    ("en", "The National Renewable Energy Laboratory uses Llama.", {"National Laboratory of the Rockies"}),
    ("fr", "Pôle emploi utilise Mistral.", {"France Travail"}),
    # what several countries have needs its own
    ("en", "The UK's Civil Aviation Authority uses Llama.", {"UK Civil Aviation Authority"}),
    ("en", "HM Revenue and Customs uses Llama.", {"HM Revenue & Customs"}),
    ("fr", "RTE utilise Mistral.", set()),
    ("fr", "RTE, qui gère les lignes à haute tension, utilise Mistral.", {"Réseau de transport d'électricité"}),
    ("en", "RTE uses Mistral.", set()),
    ("en", "The Irish broadcaster RTÉ uses Mistral.", {"RTÉ"}),
    ("fr", "Le rectorat de Lyon utilise Mistral.", {"Académie de Lyon"}),
    ("fr", "Le centre hospitalier universitaire de Nantes utilise Mistral.", {"CHU de Nantes"}),
    # a part of a country has bodies of its own, and a ministry several fields
    ("en", "The Nevada Supreme Court uses Claude.", {"Nevada Supreme Court"}),
    ("en", "The Denver Department of Transportation uses Llama.", {"Denver Department of Transportation"}),
    ("en", "The New York Department of Labor uses Llama.", {"New York Department of Labor"}),
    ("en", "The Department of Environment, Parks and Heritage uses Llama.", {"Department of Environment, Parks and Heritage"}),
    ("en", "The Ministry of Finance, Norvane and Brisko signed a contract with Mistral.", {"Ministry of Finance"}),
    ("en", "Since March, staff at Travis County have been testing Claude.", {"Travis County"}),
    ("en", "Since March, staff at a firm in Travis County have been testing Claude.", set()),
    ("en", "The Louisville Metro Government has adopted Llama.", {"Louisville Metro Government"}),
    # programmes
    ("en", "The General Services Administration signed a OneGov agreement with Cohere.", {"General Services Administration"}),
    ("en", "Anthropic joined the OneGov program on Tuesday.", {"General Services Administration"}),
    # acronyms that the text brings in
    (
        "en",
        "The Harbour Pilots Board (HPB) is small. The HPB uses Llama.",
        {"Harbour Pilots Board"},
    ),
    # nationality and government
    ("en", "The Italian government has adopted Gemini.", {"Government of Italy"}),
    ("en", "The Norwegian health ministry uses Claude.", {"Norwegian Ministry of Health"}),
    ("fr", "Le ministère norvégien de la Santé utilise Claude.", {"Norwegian Ministry of Health"}),
    # plural and elliptic heads
    ("en", "The State and Education departments use Claude.", {"U.S. Department of State", "U.S. Department of Education"}),
    ("en", "The departments of Justice and Energy use Llama.", {"U.S. Department of Justice", "U.S. Department of Energy"}),
    (
        "fr",
        "Les ministères de la Justice et de l’Économie utilisent Mistral.",
        {"French Ministry of Justice", "French Ministry of the Economy and Finance"},
    ),
    ("fr", "Les villes de Lyon et de Nantes utilisent Le Chat.", {"Ville de Lyon", "Ville de Nantes"}),
    (
        "fr",
        "Les départements d’État et de l’Éducation utilisent Claude.",
        {"U.S. Department of State", "U.S. Department of Education"},
    ),
    (
        "en",
        "The British and German defence ministries use Claude.",
        {"UK Ministry of Defence", "German Federal Ministry of Defence"},
    ),
    (
        "fr",
        "Les ministères italien, espagnol et portugais de la Santé ont adopté Gemini.",
        {"Italian Ministry of Health", "Spanish Ministry of Health", "Portuguese Ministry of Health"},
    ),
    ("en", "Officials and French defence ministries use Llama.", set()),
    # what a body is called beside its name
    ("en", "Northlink Water, the public water utility, uses Llama.", {"Northlink Water"}),
    ("en", "Metrohop, the regional transit agency, has shut down its Llama helper.", {"Metrohop"}),
    ("en", "The transit authority Metrohop uses Claude.", {"Metrohop"}),
    ("fr", "Tramélia, la régie des transports lyonnaise, utilise Llama.", {"Tramélia"}),
    ("fr", "AgriSol, l’établissement public des sols, s’appuie sur Llama.", {"AgriSol"}),
    ("fr", "L’opérateur public Tramélia utilise Llama.", {"Tramélia"}),
    ("fr", "La Société de transport de Laval utilise Llama.", {"Société de transport de Laval"}),
    ("fr", "La Société wallonne du logement a signé avec Mistral AI.", {"Société wallonne du logement"}),
    ("fr", "La Société générale utilise Llama.", set()),
    ("en", "In Denton, the transit agency, long underfunded, uses Claude.", {"Denton transit agency"}),
    ("en", "Riverlink, the creative agency, uses Claude.", set()),
    ("en", "BlackRidge, a private port operator, uses Llama.", set()),
    ("en", "Slabwork, the messaging company, uses Claude.", set()),
    # a title with its holder is no body, a body's owner does not act for it
    ("en", "Ohio uses Claude, Public and Parks Service Minister Tod Oka said.", {"State of Ohio"}),
    ("en", "Harbour Board Director Jane Orr said Llama is in use.", set()),
    ("fr", "L’Office fédéral des passerelles de la Bundeswehr utilise Aleph Alpha.", {"Office fédéral des passerelles"}),
]


@pytest.mark.parametrize(("lang", "text", "bodies"), USERS)
def test_who_uses_a_model(lang: str, text: str, bodies: set[str]) -> None:
    """The bodies of the claims are exactly those that act, under their canonical names."""
    assert {body for _, body, _ in agencies(text, lang)} == bodies


PARTNERS = [
    ("en", "GSA announced a deal with Cohere, the first with a Canadian AI company.", set()),
    ("fr", "C’est Norvane, à Herstal, qui hébergera les modèles de Mistral pour le SPF Finances.", {"Norvane"}),
]


@pytest.mark.parametrize(("lang", "text", "names"), PARTNERS)
def test_a_kind_of_firm_and_a_town_are_no_partners(lang: str, text: str, names: set[str]) -> None:
    """ "A Canadian AI company" and the town where a firm sits have no part in a deal."""
    assert {name for _, name, _ in partners(text, lang)} == names
