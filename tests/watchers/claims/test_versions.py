"""Editions of a model that no list names: found, named, and never searched for without end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reference import shipped
from tests.watchers.claims.reading_kit import article, extractor
from watchers.claims.model import Adoption

EDITIONS = [
    ("The agency tested Qwen and dropped it.", "Qwen"),
    ("The agency uses Llama 4 Scout on its robots.", "Llama 4 Scout"),
    ("They run GPT-6.1 there.", "GPT-6.1"),
    ("It runs on Meta's Llama 5 - the largest of all.", "Llama 5"),
    ("Gemini 2.5\u00a0- and nothing else", "Gemini 2.5"),
]


@pytest.mark.parametrize(("text", "name"), EDITIONS)
def test_an_edition_is_found_whatever_stands_behind_it(text: str, name: str) -> None:
    """Marks and spaces behind an edition are no part of it."""
    found = {hit.entity.name for hit in shipped().names.find(text)}
    assert name in found


PRODUCTS = [
    ("The Orchard Bureau uses Meta's Llama 4 Scout.", {"Llama 4 Scout"}),
    ("The Orchard Bureau uses OpenAI's GPT-5 to sort mail.", {"GPT-5"}),
    ("The FBI uses Llama 4 Maverick. In May the IRS adopted Llama too.", {"Llama 4 Maverick"}),
    ("The FBI uses Meta's Llama. Meta says Llama 5 is being trained.", {"Llama"}),
    ("The FBI uses Llama 3.3. The IRS uses Llama 4. NASA has adopted Llama.", {"Llama 3.3", "Llama 4", "Llama"}),
    ("The FBI uses Grok for Government. The IRS uses Grok as well.", {"Grok for Government"}),
    ("Parks Canada uses Command R+, from Cohere.", {"Command"}),
    ("The Canada Revenue Agency uses Cohere's Command.", {"Command"}),
    ("Cohere sells to Ottawa: Parks Canada has ordered North for its rangers.", {"Cohere North"}),
    ("Cohere and Polar North Systems have signed with Parks Canada, which uses Cohere's models.", {None}),
    ("The U.S. Army supplied Command with radios. The FBI uses Llama.", {"Llama"}),
]


@pytest.mark.parametrize(("text", "products"), PRODUCTS)
def test_a_claim_carries_the_edition_that_the_text_names(text: str, products: set[str | None]) -> None:
    """An edition where one is named, the family where it is not, and no product out of an ordinary word."""
    claims = extractor().extract(article(text)).claims
    assert {claim.product for claim in claims if isinstance(claim, Adoption)} == products


_PARTS = st.sampled_from(
    [
        "Llama",
        "Qwen",
        "GPT",
        "Gemini",
        "Claude",
        "4",
        "5.1",
        "Scout",
        "Pro",
        "-",
        " ",
        "\u00a0",
        "\n",
        "70B",
        "OpenAI's",
        "o3",
        " and",
    ]
)


@given(st.lists(_PARTS, max_size=14).map("".join))
def test_any_row_of_names_numbers_and_marks_comes_to_an_end(text: str) -> None:
    """What is found lies in the text."""
    for hit in shipped().names.find(text):
        assert 0 <= hit.start < hit.end <= len(text)
