"""What is done with a model in a story that names one public body, and by nobody who is named."""

import pytest

from tests.watchers.claims.reading_kit import article, extractor
from watchers.claims.model import Adoption

_LABOR, _AVIATION = "U.S. Department of Labor", "Federal Aviation Administration"
_DONE = [
    (
        "en",
        "Letters to the Department of Labor no longer wait for weeks. For a month a copy of Llama has sorted the morning's mail.",
        {("Meta", _LABOR, "adopted")},
    ),
    (
        "en",
        "The Department of Labor is short of clerks. Inspectors in Akron and Mobile have been working with Claude since May.",
        {("Anthropic", _LABOR, "adopted")},
    ),
    (
        "en",
        "The Federal Aviation Administration has a new colleague. Bulletins go through Gemini before anybody signs them.",
        {("Google", _AVIATION, "adopted")},
    ),
    (
        "fr",
        "Au siège de la Banque africaine de développement, les chargés de projet ont un collègue. L’assistant repose sur GPT-5.",
        {("OpenAI", "African Development Bank", "adopted")},
    ),
    (
        "fr",
        "À l’Urssaf, plus personne ne trie les courriels. Le tri se fait depuis mars à l’aide d’un modèle de Mistral AI.",
        {("Mistral AI", "Urssaf", "adopted")},
    ),
    (
        "fr",
        "La Banque africaine de développement change de méthode. À partir du 1er juin, les rapports seront relus par Claude.",
        {("Anthropic", "African Development Bank", "approved")},
    ),
]
_NOT_DONE = [
    ("en", "Ofcom has written to xAI about pictures. Most of them are made with Grok in an afternoon."),
    ("en", "The Department of Labor counts jobs. Quillon Systems answers its customers with Claude."),
    ("en", "The Department of Labor counts jobs. The Harbor Trust tried Claude and gave it up."),
    ("en", "The Department of Labor counts jobs. In Leeds clerks sort letters with Claude."),
    ("en", "The Department of Labor counts jobs. Would Claude count them faster?"),
    ("en", "The Department of Labor and NASA share a building. Mail there goes through Llama."),
    (
        "en",
        "The Department of Labor counts jobs. A newspaper had Claude, Gemini and Grok guess the number.",
    ),
    ("en", "The Department of Labor counts jobs. Coders now write half of their code with Claude."),
    ("en", "The Department of Labor counts jobs. This article was summarised with Claude."),
    ("fr", "L’Urssaf recrute. Les développeurs écrivent désormais leur code avec Claude."),
    ("fr", "La Cnil a reçu une plainte. Les photos avaient été fabriquées avec Grok."),
    ("fr", "L’Urssaf recrute. Si le tri se faisait avec Claude, il irait plus vite."),
    ("fr", "L’Urssaf recrute. Chez Quillon Conseil, les courriers sont triés avec Claude."),
]


def _told(text: str, lang: str, title: str = "An assistant at work, un assistant au travail") -> set[tuple[str, str, str]]:
    claims = extractor().extract(article(text, lang, title)).claims
    return {(one.vendor, one.agency, one.stage.value) for one in claims if isinstance(one, Adoption)}


@pytest.mark.parametrize(("lang", "text", "claims"), _DONE)
def test_what_nobody_named_does_is_done_by_the_only_body(lang: str, text: str, claims: set[tuple[str, str, str]]) -> None:
    """A tool or its motor as the subject, people who are the body's, a passive."""
    assert _told(text, lang) == claims


@pytest.mark.parametrize(("lang", "text"), _NOT_DONE)
def test_what_somebody_else_does_is_not(lang: str, text: str) -> None:
    """A supervisor, a firm, capitals that nobody knows, another place, a question, two bodies, many vendors, a supposition."""
    assert _told(text, lang) == set()


def test_a_story_on_something_else_is_left_alone() -> None:
    """Where neither the heading nor a sentence on the body speaks of such a tool, the model is another story's."""
    assert _told("The Department of Labor counts jobs. Bulletins go through Gemini now.", "en", "Jobs") == set()
