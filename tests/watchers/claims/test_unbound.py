"""Words that take up a body or vendor named before: one must be meant alone, else nothing is claimed and it is counted."""

import pytest

from tests.watchers.claims.reading_kit import article, extractor
from watchers.claims.model import Adoption, Unbound

SEVERAL, NOBODY = Unbound.SEVERAL, Unbound.NOBODY


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "At a hearing held for the Treasury Department by the Department of Labor, senators spoke. It will use ChatGPT.",
            SEVERAL,
        ),
        ("The county wrote to the Department of Labor and to the Department of Energy. The department will use Llama.", SEVERAL),
        ("Doctors met officials of the Treasury Department. The hospital is using ChatGPT.", NOBODY),
        ("À l'audience tenue par la Cour des comptes avec la DGFiP, on parla d'IA. L'hôpital utilise Llama.", NOBODY),
    ],
)
def test_what_means_nobody_alone_claims_nothing_and_is_counted(text: str, left: Unbound) -> None:
    """No use is claimed of either body, and the extraction says why the sentence was left."""
    found = extractor().extract(article(text, "fr" if text.startswith("À") else "en"))
    assert not any(isinstance(claim, Adoption) for claim in found.claims)
    assert found.unbound == (left,)


@pytest.mark.parametrize(
    "text",
    [
        "The Treasury Department held a hearing. Nobody was surprised. The department will use Llama.",
        "The Treasury Department met the Department of Labor. It uses ChatGPT.",
        "A pilot of ChatGPT began at the Treasury Department in May. Few noticed. The agency has since bought 400 licences.",
    ],
)
def test_what_means_one_body_is_claimed_of_it_and_not_counted(text: str) -> None:
    """Two sentences away at most, where one candidate agrees or is what the sentence is about."""
    found = extractor().extract(article(text))
    assert {claim.agency for claim in found.claims if isinstance(claim, Adoption)} == {"U.S. Department of the Treasury"}
    assert found.unbound == ()


@pytest.mark.parametrize(
    "text", ["It uses ChatGPT.", "The Treasury Department has moved. It is in Boise now.", "What will it use?"]
)
def test_where_nothing_is_told_of_a_body_and_a_model_nothing_is_counted(text: str) -> None:
    """An article without a body, a sentence without a model and a question leave nothing open."""
    assert extractor().extract(article(text)).unbound == ()
