"""Which body "the agency", "its clerks" or "it" is, and where nobody is taken up."""

import pytest

from tests.watchers.claims.reading_kit import agencies

_TAKEN_UP = [
    (
        "The Internal Revenue Service is short of hands. Its letter writers have leaned on Claude since the spring.",
        {("Anthropic", "Internal Revenue Service", "adopted")},
    ),
    (
        "NASA buys little software. Since last May, it has used Claude in every control room.",
        {("Anthropic", "NASA", "adopted")},
    ),
    (
        "NASA and the Census Bureau share a building. They use Claude there.",
        {("Anthropic", "NASA", "adopted"), ("Anthropic", "U.S. Census Bureau", "adopted")},
    ),
]
_NOBODY = [
    'The Census Bureau answers the phone. "We stopped selling Claude in March," said Tom Hale of Anthropic.',
    "The Census Bureau answers the phone. Halden Row ended its pilot of Claude.",
    "The Census Bureau answers the phone. It is Claude that taxpayers ask first.",
    "The Census Bureau answers the phone. The other agency uses Claude.",
]


@pytest.mark.parametrize(("text", "claims"), _TAKEN_UP)
def test_a_clause_without_a_body_is_about_the_one_in_mind(text: str, claims: set[tuple[str, str, str]]) -> None:
    """A possessive before its staff, a pronoun behind an adverbial, "they" for all of a group."""
    assert agencies(text) == claims


@pytest.mark.parametrize("text", _NOBODY)
def test_a_clause_with_a_subject_of_its_own_takes_nobody_up(text: str) -> None:
    """Another speaker's "we", capitals that nobody knows, a cleft, another agency."""
    assert agencies(text) == set()


def test_a_pronoun_that_stresses_another_subject_takes_nobody_up() -> None:
    """ "La valeur des marchés a, elle, bondi" speaks of the value."""
    text = "L’Insee tire le mouvement grâce à Llama, de Meta. La valeur des marchés à venir a, elle, bondi de moitié."
    assert {stage for _, _, stage in agencies(text, "fr")} <= {"adopted"}
