"""Vendors, products and firms that no data hold: what a text as a whole shows of them, and what stays nobody."""

import pytest

from tests.watchers.claims.reading_kit import agencies, article, extractor
from watchers.claims.model import Partnership, Span

BODY = "Canadian Coast Guard"


@pytest.mark.parametrize(
    ("text", "lang", "vendor"),
    [
        ("The Canadian Coast Guard is testing Norvane's language model Brisa on its logs.", "en", "Norvane"),
        ("The Canadian Coast Guard uses Brisa, a chatbot made by Norvane, for its letters.", "en", "Norvane"),
        ("Norvane said its models are in use at the Canadian Coast Guard. Nobody at Norvane would say more.", "en", "Norvane"),
        ("The Canadian Coast Guard has signed a contract with Norvane for the assistant Brisa.", "en", "Norvane"),
        ("The Canadian Coast Guard uses Norvane's chatbot. A second one, from Orlan, was dropped.", "en", "Norvane"),
        ("La Garde côtière canadienne utilise l'assistant Brisa, de Norvane, pour son courrier.", "fr", "Norvane"),
        ("La Garde côtière canadienne teste le modèle de langage de Norvane depuis le printemps.", "fr", "Norvane"),
        ("La Garde côtière canadienne teste depuis avril le modèle allemand d’Ilvane sur son courrier.", "fr", "Ilvane"),
        ("Norvane a fait savoir que ses modèles servaient à la Garde côtière canadienne.", "fr", "Norvane"),
        ("4 200 agents de la Garde côtière canadienne utilisent l’assistant Brisa 365 de Norvane.", "fr", "Norvane"),
        (
            "The Canadian Coast Guard signed a contract for the assistant Brisa, Norvane's workspace for AI agents.",
            "en",
            "Norvane",
        ),
        ("The Canadian Coast Guard uses the assistant Brisa, said Ann Vel, a Norvane spokeswoman.", "en", "Norvane"),
        (
            "Norvane denied that the Canadian Coast Guard uses the assistant Brisa. Nobody at Norvane would say more.",
            "en",
            "Norvane",
        ),
        ("Norvane builds language models. The Canadian Coast Guard uses the assistant Brisa.", "en", "Norvane"),
    ],
)
def test_a_maker_shows_by_what_is_said_of_it(text: str, lang: str, vendor: str) -> None:
    """Its models, its product, its contract: the claim carries its name as in the text."""
    assert (vendor, BODY) in {(made, body) for made, body, _ in agencies_of(text, lang)}


def agencies_of(text: str, lang: str) -> set[tuple[str, str, str]]:
    """Claims under a title that names nobody."""
    claims = extractor().extract(article(text, lang, title="")).claims
    return {(str(getattr(one, "vendor", "")), str(getattr(one, "agency", "")), "") for one in claims}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The Canadian Coast Guard uses an Arabic language model on its logs.", "en"),
        ("The Canadian Coast Guard bought Norvane's boats, and wants an AI model for the harbour of Toronto.", "en"),
        ("A chatbot was shown in Toronto. The Canadian Coast Guard uses it.", "en"),
        ("La Garde côtière canadienne utilise un assistant à Rimouski.", "fr"),
        ("Regulators want its models tested. Regulators met the Canadian Coast Guard.", "en"),
        ("La Garde côtière canadienne utilise l’assistant Brisa, comme l’État et le Congrès.", "fr"),
        ("The Canadian Coast Guard has dropped the assistant Brisa. Norvane had been reselling Brisa.", "en"),
    ],
)
def test_peoples_towns_and_sellers_of_other_things_make_no_model(text: str, lang: str) -> None:
    """A capital alone is nobody's."""
    assert agencies_of(text, lang) == set()


def test_a_listed_vendor_explains_a_text_before_an_unknown_one_does() -> None:
    """Where the maker is known, a place or a desk beside it is none."""
    assert agencies("The Canadian Coast Guard uses a model from Toronto's Cohere.") == {("Cohere", BODY, "adopted")}


def test_a_proposed_name_serves_where_its_work_alone_shows_it() -> None:
    """A firm at the head of a sentence is believed once somebody else sees a name there; without that it stays nobody."""
    text = "La Garde côtière canadienne utilise Llama, de Meta. Tideline, qui la connaît, accompagnera le chantier."
    at = text.index("Tideline")
    plain = extractor().extract(article(text, "fr"))
    helped = extractor().extract(article(text, "fr"), (Span(start=at, end=at + len("Tideline")),))
    assert [text[one.span.start : one.span.end].startswith("Tideline") for one in plain.wanting] == [True]
    assert ({one.name for one in plain.strangers}, {one.name for one in helped.strangers}) == (set(), {"Tideline"})


def test_what_is_unlisted_is_told_with_its_sentence() -> None:
    """For the queue: the name, in which place of the claim it stands, and what the text says."""
    text = "The Bureau of Ocean Analytics uses Meta's Llama, a spokesman said."
    (one,) = extractor().extract(article(text)).strangers
    assert (one.name, one.sort.value, one.quote) == ("Bureau of Ocean Analytics", "agency", text)


@pytest.mark.parametrize(
    ("text", "lang", "partners"),
    [
        ("Anthropic already reaches classified networks through two partners, Kelbane and Elgard.", "en", {"Kelbane", "Elgard"}),
        ("OpenAI assurera la formation de la GSA avec deux cabinets, Morgard et Tartik.", "fr", {"Morgard", "Tartik"}),
        ("OpenAI will train the GSA with two consultancies, Morgard and Accenture.", "en", {"Morgard", "Accenture"}),
        ("OpenAI will train the GSA with two companies, Morgard.", "en", set()),
        ("OpenAI will train the GSA in two cities, Morgard and Kelbane.", "en", set()),
    ],
)
def test_a_list_behind_a_noun_of_firms_names_firms(text: str, lang: str, partners: set[str]) -> None:
    """ "Two partners, X and Y": each of them, known or not; one name alone or another noun before it names nobody."""
    claims = extractor().extract(article(text, lang, title="")).claims
    assert {one.partner for one in claims if isinstance(one, Partnership)} == partners
