"""Firms as the agent of a passive, before a relative's verb, in an answer, told by place; and whose model it is of several."""

import pytest

from tests.watchers.claims.reading_kit import partners

TIED = (
    (
        "en",
        "The Forest Service uses Llama to read fire reports. Leidos wrote the software and keeps it running.",
        {("Meta", "Leidos")},
    ),
    ("en", "The Department of Labor runs a Llama tool. The code was written by Guidehouse.", {("Meta", "Guidehouse")}),
    ("en", "The Library of Congress uses a tool that Leidos built on top of Llama.", {("Meta", "Leidos")}),
    ("en", "The Census Bureau runs Gemini. Deloitte takes care of the connection to its cloud.", {("Google", "Deloitte")}),
    ("en", "The Navy bought ChatGPT. Accenture is to fit it into the ships' consoles.", {("OpenAI", "Accenture")}),
    ("en", "NASA uses ChatGPT. SAIC negotiated on the agency's behalf and will mind the accounts.", {("OpenAI", "SAIC")}),
    ("en", "The Treasury uses Llama. Who runs it? Peraton, in Virginia.", {("Meta", "Peraton")}),
    ("en", "The Navy uses Llama. It was installed by Lytham-based Sandgrown Speech.", {("Meta", "Sandgrown Speech")}),
    (
        "en",
        "The Census Bureau dropped ChatGPT in May. Its successor is Gemini. Slalom does the wiring.",
        {("Google", "Slalom")},
    ),
    ("fr", "L'Insee teste un modèle de Mistral AI, que Scaleway hébergera à Paris.", {("Mistral AI", "Scaleway")}),
    ("fr", "L'Urssaf utilise Llama. Il a été confié à Atos, qui l'a adapté.", {("Meta", "Atos")}),
    ("fr", "France Travail utilise Llama. Qui a monté tout cela ? La directrice cite Accenture.", {("Meta", "Accenture")}),
    (
        "fr",
        "L'Urssaf a abandonné ChatGPT, d'OpenAI, au profit de Mistral Large. Sopra Steria a mené la bascule.",
        {("Mistral AI", "Sopra Steria")},
    ),
    ("fr", "La Cnam emploie Le Chat, de Mistral AI. C'est CGI qui se charge de la migration.", {("Mistral AI", "CGI")}),
    (
        "fr",
        "L'Insee utilise Llama. La jeune pousse dakaroise Kaay Tech, qui l'a installé, en assure le suivi.",
        {("Meta", "Kaay Tech")},
    ),
    (
        "fr",
        "L'Urssaf a retenu Claude, d'Anthropic, et Gemini, de Google. Atos assurera la distribution des deux produits.",
        {("Anthropic", "Atos"), ("Google", "Atos")},
    ),
)

NOBODY = (
    ("en", "The Navy is testing Llama. A second firm, Palantir, had bid for the work and lost."),
    (
        "en",
        "IBM sells watsonx to the Treasury. NASA quit ChatGPT. It had been paying OpenAI $30 a month.",
    ),
    ("en", "The Treasury uses Llama. Who sells the most chips? Oracle does not say."),
    ("fr", "L'Urssaf utilise Llama. Son chef annonce que le contrat avec IBM pour watsonx court jusqu'en 2028."),
    ("fr", "Airbus a signé avec Mistral AI un contrat pour ses propres usines. Le ministère des Armées n'est pas concerné."),
    ("fr", "Le rectorat utilise Copilot. L'an dernier, Econocom lui avait livré 3 000 ordinateurs."),
)


@pytest.mark.parametrize(("lang", "text", "tied"), TIED)
def test_the_firm_at_work_is_tied_to_the_model_it_works_on(lang: str, text: str, tied: set[tuple[str, str]]) -> None:
    """Whatever the voice of the verb and wherever its object stands; of several models the one still in use."""
    assert {(vendor, firm) for vendor, firm, _ in partners(text, lang)} == tied


@pytest.mark.parametrize(("lang", "text"), NOBODY)
def test_a_firm_that_lost_sells_its_own_or_buys_for_itself_is_tied_to_nothing(lang: str, text: str) -> None:
    """Losing bidders, makers of another model, customers, suppliers of something else."""
    assert partners(text, lang) == set()
