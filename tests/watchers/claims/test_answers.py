"""A question claims nothing; the yes or no behind it does."""

import pytest

from tests.watchers.claims.reading_kit import agencies, article, extractor
from watchers.claims.model import Adoption

_LABOR = "U.S. Department of Labor"
_ANSWERED = [
    ('Has the Department of Labor ever used Grok? "No," its spokeswoman said.', "en", ("xAI", _LABOR, "denied")),
    (
        'Reporters asked whether the Department of Labor uses Grok. "We do not," a spokesman for the department said.',
        "en",
        ("xAI", _LABOR, "denied"),
    ),
    (
        'Is the Department of Labor testing Claude? "Yes, since May," its spokeswoman said.',
        "en",
        ("Anthropic", _LABOR, "exploring"),
    ),
    ('Does the Department of Labor still use Claude? "No," its spokeswoman said.', "en", ("Anthropic", _LABOR, "ended")),
    (
        "Le ministère de l'Intérieur utilise-t-il Grok ? « Non », répond son porte-parole.",
        "fr",
        ("xAI", "French Ministry of the Interior", "denied"),
    ),
]
_OPEN = [
    ("Does the Department of Labor use Grok? Nobody would say.", "en"),
    ("Does the Department of Labor use Grok? No comment, a spokesman said.", "en"),
    ("Will the Department of Labor ever buy Grok?", "en"),
    ("The Department of Labor has a new building. No, it is not blue.", "en"),
]


@pytest.mark.parametrize(("text", "lang", "claim"), _ANSWERED)
def test_a_plain_answer_says_or_denies_what_was_asked(text: str, lang: str, claim: tuple[str, str, str]) -> None:
    """No to a use is a denial, to one that still goes on an end; yes is what was asked."""
    assert agencies(text, lang) == {claim}


@pytest.mark.parametrize(("text", "lang"), _OPEN)
def test_a_question_without_a_plain_answer_says_nothing(text: str, lang: str) -> None:
    """Silence, a refusal to comment, a no to something else."""
    assert agencies(text, lang) == set()


_INTERVIEWS = [
    (
        "Trois questions à Luc Farge, directeur informatique du CHU d’Angers",
        "Quel modèle d’IA avez-vous retenu ?\nNous utilisons Mistral Medium pour les lettres de sortie.",
        {("Mistral AI", "CHU d'Angers", "adopted")},
    ),
    (
        "Entretien avec Luc Farge, directeur informatique du CHU d’Angers",
        "Un an après, le bilan.\nNous utilisons Mistral Medium, une IA, pour les lettres de sortie.",
        {("Mistral AI", "CHU d'Angers", "adopted")},
    ),
    ("Interview de la ministre de la Culture", "Que pensez-vous de ChatGPT ?\nNous devons réguler ChatGPT.", set()),
    ("Le CHU d’Angers a un nouveau directeur", "Un an après, le bilan.\nNous utilisons ChatGPT.", set()),
]


@pytest.mark.parametrize(("title", "text", "claims"), _INTERVIEWS)
def test_who_answers_an_interview_speaks_for_the_body_in_its_title(
    title: str, text: str, claims: set[tuple[str, str, str]]
) -> None:
    """Also where one question is printed, or none."""
    found = extractor().extract(article(text, "fr", title)).claims
    assert {(one.vendor, one.agency, one.stage.value) for one in found if isinstance(one, Adoption)} == claims
