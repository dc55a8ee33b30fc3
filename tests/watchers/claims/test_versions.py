"""Editions of a model that no list names: found, named, and never searched for without end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reference import shipped

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
