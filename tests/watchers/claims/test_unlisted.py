"""Names that only the text introduces: found with their kind, and nothing else is."""

import pytest

from tests.watchers.claims.reading_kit import view


def _found(text: str, lang: str) -> set[tuple[str, str, str]]:
    return {(name.role.value, name.surface, name.name) for line in view(text, lang).lines for name in line.names if name.unlisted}


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "The Bureau of Tidal Charts uses Llama.", {("agency", "Bureau of Tidal Charts", "Bureau of Tidal Charts")}),
        (
            "en",
            "The Federal Orchard Office (FOO) uses Llama. The FOO likes it.",
            {("agency", "Federal Orchard Office", "Federal Orchard Office"), ("agency", "FOO", "Federal Orchard Office")},
        ),
        ("en", "The National Laboratory uses Llama.", set()),
        ("en", "Tarrant Systems runs Llama.", {("company", "Tarrant Systems", "Tarrant Systems")}),
        ("en", "Corbel, a Denver integrator, runs Llama.", {("company", "Corbel", "Corbel")}),
        ("en", "On Monday, March brought rain.", set()),
        (
            "en",
            "It uses Quern, an assistant made by Ostler AI. Ostler is small.",
            {("product", "Quern", "Quern"), ("vendor", "Ostler AI", "Ostler AI"), ("vendor", "Ostler", "Ostler AI")},
        ),
        (
            "en",
            "The chief, Ann Vel, said so. Vel smiled.",
            {("person", "Ann Vel", "Ann Vel"), ("person", "Vel", "Ann Vel")},
        ),
        (
            "fr",
            "L’Agence régionale des eaux (AREX) a choisi Llama. L’AREX attend.",
            {
                ("agency", "Agence régionale des eaux", "Agence régionale des eaux"),
                ("agency", "AREX", "Agence régionale des eaux"),
            },
        ),
        ("fr", "Le Bureau de la cartographie lit Llama.", {("agency", "Bureau de la cartographie", "Bureau de la cartographie")}),
        ("fr", "L’éditeur Corbel installe Llama.", {("company", "Corbel", "Corbel")}),
        (
            "fr",
            "Elle emploie Grelot, l’assistant d’Ostal IA.",
            {("product", "Grelot", "Grelot"), ("vendor", "Ostal IA", "Ostal IA")},
        ),
        ("fr", "Le directeur, Luc Sarrazin, l’a dit.", {("person", "Luc Sarrazin", "Luc Sarrazin")}),
        ("fr", "Une agence de voyage a fermé.", set()),
    ],
)
def test_a_text_introduces_exactly_these_names(lang: str, text: str, found: set[tuple[str, str, str]]) -> None:
    """Head nouns, last words, appositions, makers, titles; short forms are the same name."""
    assert _found(text, lang) == found
