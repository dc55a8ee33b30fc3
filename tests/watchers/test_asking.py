"""Does an outlet say that it asked, or got hold of something, itself."""

import pytest

from watchers.asking import asks_itself, cites_record


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
        "THE MEMO, SEEN BY THIS NEWSPAPER, IS SHORT.",
        "Il a pris fin le 31 mars, d’après une note interne que nous avons lue.",
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


@pytest.mark.parametrize(
    "sentence",
    [
        "It costs $12, according to the contract notice.",
        "Federal procurement records show an award of $2 million.",
        "ChatGPT est facturé 12 dollars, selon l’avis officiel.",
        "D’après le registre, la région paie 3 euros.",
        "Laut der amtlichen Bekanntmachung zahlt das Amt nichts.",
        "Según el boletín, paga 20 euros.",
    ],
)
def test_a_sentence_credits_an_official_record(sentence: str) -> None:
    """A notice, a register, a gazette."""
    assert cites_record(sentence)


@pytest.mark.parametrize(
    "sentence", ["It costs $12, according to the agency.", "She noticed the price.", "Selon l’agence, 3 euros.", ""]
)
def test_a_body_or_a_person_is_no_record(sentence: str) -> None:
    """Whoever says so may have said so to everybody."""
    assert not cites_record(sentence)
