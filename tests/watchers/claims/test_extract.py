"""Laws of the extractor: same text, same claims; each quote is the text at its place; hostile texts end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.watchers.claims.reading_kit import article, extractor
from watchers.claims.model import Adoption, Partnership

_SENTENCES = [
    "NASA uses Claude.",
    "Meta has offered Llama to the governments of Canada and Japan.",
    "The Pentagon denied that it uses Grok.",
    "It and Anthropic are in talks with the Department of State.",
    "Booz Allen Hamilton, a partner of Meta, runs Llama for the Navy.",
    "“We stopped using ChatGPT,” said Lena Orrin of the Department of Energy.",
    "Le Pentagone utilise Llama.",
    "Will the IRS adopt Gemini?",
    "The agency paid $3 million.",
    "- Oracle and Microsoft will host it.",
    "Résumé",
    "Update, Oct. 3: GSA has approved Grok.",
]


@given(st.lists(st.sampled_from(_SENTENCES), max_size=8), st.sampled_from([" ", "\n\n"]))
def test_claims_are_in_order_unique_and_quoted_from_their_place(sentences: list[str], gap: str) -> None:
    """Every claim's quote is the text at its span; no two claims say the same of the same; twice read is twice the same."""
    one = article(gap.join(sentences))
    claims = extractor().extract(one).claims
    assert extractor().extract(one).claims == claims
    places = [(claim.evidence.span.start, claim.evidence.span.end) for claim in claims]
    assert places == sorted(places)
    for claim in claims:
        span = claim.evidence.span
        assert one.text[span.start : span.end] == claim.evidence.quote
        assert all(one.text[clash.span.start : clash.span.end] == clash.quote for clash in claim.evidence.clashes)
    keys = [
        (claim.vendor, claim.agency if isinstance(claim, Adoption) else claim.partner)
        for claim in claims
        if isinstance(claim, Adoption | Partnership)
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Meta talks to the Department of State.", True),
        ("OpenAI sells a subscription for $20 per user per month.", True),
        ("The llama grazed by the river.", False),
        ("The Department of State has a new door.", False),
        ("", False),
    ],
)
def test_an_article_is_on_the_beat_with_a_vendor_and_a_government_or_a_sum(text: str, on: bool) -> None:  # noqa: FBT001 - a table's column
    """A vendor alone, or a body alone, is another beat."""
    assert extractor().extract(article(text, title="")).on_beat is on


@pytest.mark.parametrize(
    "piece", ["Meta ", "NASA uses Claude and ", "«", "(", ". ", "Agence nationale des ", "said ", "x", "not "]
)
@pytest.mark.no_cover
def test_a_long_text_that_is_no_article_ends(piece: str) -> None:
    """Thirty thousand characters of one thing: the work is bounded, and nothing is made of it but what it says."""
    claims = extractor().extract(article(piece * (30_000 // len(piece)))).claims
    assert len(claims) <= 2


def test_a_text_beyond_the_limit_is_read_up_to_it() -> None:
    """What a news story would say stands long before."""
    text = "NASA uses Claude.\n" + "Nothing else is said here.\n" * 5000
    assert [claim.evidence.quote for claim in extractor().extract(article(text)).claims] == ["NASA uses Claude."]


def test_a_correction_is_marked() -> None:
    """A claim made in a correction notice says that it corrects what was printed."""
    claims = extractor().extract(article("The Department of Labor uses Claude.", title="Correction: Anthropic at Labor")).claims
    assert [claim.evidence.corrects for claim in claims] == [True]
