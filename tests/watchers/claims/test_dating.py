"""Since when a stage holds: days and months that a sentence gives it, in an article of 2 March 2026."""

from datetime import date

import pytest

from tests.watchers.claims.reading_kit import article, extractor
from watchers.claims.model import Adoption, Partnership

_DATED = [
    ("en", "NASA has used Claude since May.", date(2025, 5, 1)),
    ("en", "NASA will switch to Claude from 1 September.", date(2026, 9, 1)),
    ("en", "From July 1, NASA's help desk will run on Claude.", date(2026, 7, 1)),
    ("en", "NASA signed a contract with Anthropic for Claude on February 2.", date(2026, 2, 2)),
    ("en", "NASA stopped using Claude on 12 January.", date(2026, 1, 12)),
    ("en", "NASA signed a contract for Claude on April 2, 2025.", date(2025, 4, 2)),
    ("fr", "L'Urssaf utilise Claude depuis la rentrée 2025.", date(2025, 9, 1)),
    ("fr", "L'Urssaf adoptera Claude à partir du 1er septembre.", date(2026, 9, 1)),
    ("fr", "L'Urssaf adoptera Claude dès la prochaine rentrée.", date(2026, 9, 1)),
    ("fr", "Depuis le mois de mars, l'Urssaf emploie Claude.", date(2026, 3, 1)),
    ("fr", "L'Urssaf a cessé d'utiliser Claude le 12 janvier.", date(2026, 1, 12)),
]
_UNDATED = [
    ("en", "NASA now uses Claude."),
    ("en", "NASA tried Claude from October to March and let it lapse."),
    ("en", "NASA stopped using Claude in May."),
    ("en", "NASA, founded in 1958, uses Claude."),
    ("fr", "L'Urssaf utilise désormais Claude."),
    ("fr", "Depuis 2024, l'Urssaf utilise Claude."),
    ("fr", "L'Urssaf, créée depuis le 4 octobre 1945, utilise Claude."),
]


def _days(text: str, lang: str) -> list[date | None]:
    claims = extractor().extract(article(text, lang)).claims
    return [claim.valid_from for claim in claims if isinstance(claim, (Adoption, Partnership))]


@pytest.mark.parametrize(("lang", "text", "day"), _DATED)
def test_a_stage_holds_since_the_day_the_sentence_gives_it(lang: str, text: str, day: date) -> None:
    """A month alone is its first day; what has begun lies behind, what is planned ahead."""
    assert _days(text, lang) == [day]


@pytest.mark.parametrize(("lang", "text"), _UNDATED)
def test_other_times_date_no_stage(lang: str, text: str) -> None:
    """Years, lengths of time, months of an end, other events and "now"."""
    assert _days(text, lang) == [None]


def test_a_partner_works_since_a_day_too() -> None:
    """ "Has hosted since"."""
    assert date(2026, 2, 3) in _days("Capgemini has hosted Claude for NASA since 3 February.", "en")
