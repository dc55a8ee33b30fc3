"""Texts that are not worth taking apart: no article that claims something is among them."""

from functools import partial
from pathlib import Path

import pytest

from service.archive import articles
from service.reference import Reference, shipped
from watchers.claims.entities import named, scene
from watchers.claims.worth import worth_reading

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return shipped()


@pytest.mark.parametrize("folder", ["stories", "plain", "tuning", "blind", "sealed", "shut"])
def test_no_labelled_article_that_claims_something_is_passed_over(reference: Reference, folder: str) -> None:
    """Those that are passed over name no maker, no model and no body that could use one."""
    for given in articles(CORPUS / folder):
        text, title = given.article.text, given.article.title
        if not worth_reading(text, title, partial(named, given.article, reference.names)):
            view = scene(given.article, reference.names, reference.lexicon)
            assert view.topic is None, given.id
            assert not view.vendors, given.id


@pytest.mark.parametrize(
    "text",
    [
        "The town council met on Monday and chose a new colour for the fountain.",
        "Le conseil municipal a choisi lundi une nouvelle couleur pour la fontaine.",
        "The Department of Energy will repair the roof of its museum for $2 million.",
    ],
)
def test_ordinary_news_is_passed_over(reference: Reference, text: str) -> None:
    """Also where a public body pays a sum for something."""
    assert not worth_reading(text, "News of the town", partial(reference.names.find_both, text, "News of the town"))


@pytest.mark.parametrize(
    "text", ["This article has been retracted.", "Cet article a été retiré.", "Llama 4 is here.", "It is an LLM."]
)
def test_a_single_sign_is_enough(reference: Reference, text: str) -> None:
    """A note of the outlet, a name, a word of the trade."""
    assert worth_reading(text, "", partial(reference.names.find_both, text, ""))
