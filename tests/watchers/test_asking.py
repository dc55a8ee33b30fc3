"""Does an outlet say that it asked, or got hold of something, itself."""

import pytest

from watchers.asking import asks_itself


@pytest.mark.parametrize(
    "text",
    [
        "The contract, obtained by this newspaper, runs to two pages.",
        "The agency told us on Friday that it pays nothing.",
        "We have obtained the order.",
        "Le marché tient en deux pages, que nous avons obtenues.",
        "Nous avons pu consulter le bon de commande.",
        "Le troisième nous écrit qu’il n’est pas partenaire.",
        "Lo usan, explicó el jueves a este medio su jefa.",
        "Das sagte die Sprecherin dieser Zeitung.",
    ],
)
def test_an_outlet_speaks_of_its_own_asking(text: str) -> None:
    """In four languages: told to it, obtained by it, read by it."""
    assert asks_itself(text)


@pytest.mark.parametrize(
    "text",
    [
        "The order was obtained by Reuters.",
        "“We have reviewed the order,” the director said.",
        "« Nous avons obtenu un bon prix », dit le préfet.",
        "He told users that the tool was free.",
        "L’agence nous manque.",
        "",
    ],
)
def test_others_and_quoted_persons_do_not(text: str) -> None:
    """Another outlet's asking is a credit; a quoted "we" is the speaker's house."""
    assert not asks_itself(text)
