"""German as far as it is read: what a federal office weighs, uses, has ended, or denies."""

import pytest

from tests.watchers.claims.reading_kit import article, extractor
from watchers.claims.model import Adoption, Stage


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Das Bundesamt für Flussbau erwägt, Gutachten künftig von Llama lesen zu lassen.", Stage.EXPLORING),
        ("Das Bundesamt für Flussbau prüft den Einsatz von Llama.", Stage.EXPLORING),
        ("Das Bundesamt für Flussbau nutzt Llama für Gutachten.", Stage.ADOPTED),
        ("Das Bundesamt für Flussbau setzt seit März Llama ein.", Stage.ADOPTED),
        ("Das Bundesamt für Flussbau hat den Betrieb von Llama beendet.", Stage.ENDED),
        ("Das Bundesamt für Flussbau bestreitet, den Einsatz von Llama zu prüfen.", Stage.DENIED),
        ("Das Bundesamt für Flussbau dementiert, Llama zu nutzen.", Stage.DENIED),
    ],
)
def test_a_german_sentence_tells_its_stage(sentence: str, stage: Stage) -> None:
    """Denied outweighs what is denied."""
    claims = extractor().extract(article(sentence, "de")).claims
    assert [(claim.agency, claim.stage) for claim in claims if isinstance(claim, Adoption)] == [("Bundesamt für Flussbau", stage)]
