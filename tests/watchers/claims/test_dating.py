"""Since when a stage holds: days and months that a sentence gives it, in an article of 2 March 2026."""

from datetime import date

import pytest

from tests.watchers.claims.reading_kit import article, extractor
from watchers.claims.model import Adoption, Partnership, Price

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


_UNTIL = [
    ("en", "The price of Claude for federal agencies is $1 until August 2027.", date(2027, 8, 31)),
    ("en", "Google will charge federal agencies 47 cents for Gemini through 2026.", date(2026, 12, 31)),
    ("en", "NASA pays $18 per user per month for Claude until June 30.", date(2026, 6, 30)),
    ("en", "From 1 September NASA will pay €29 a head each month for Claude for the first year.", date(2027, 8, 31)),
    ("en", "NASA pays $18 per user per month for Claude for the first year.", None),
    ("en", "NASA did not pay $18 per user for Claude until August 2027.", None),
    ("fr", "L'Urssaf paie 29 € par mois pour Claude jusqu'au 30 juin 2027.", date(2027, 6, 30)),
    ("fr", "Claude coûtera à l'Urssaf 1,2 M€ par an jusqu'en 2028.", date(2028, 12, 31)),
    ("fr", "Claude reste à 1 dollar par agence fédérale jusqu'à fin janvier.", date(2027, 1, 31)),
    ("fr", "À compter du 1er avril, l'Urssaf paiera 29 € par mois pour Claude pendant six mois.", date(2026, 9, 30)),
]


@pytest.mark.parametrize(("lang", "text", "day"), _UNTIL)
def test_a_price_holds_until_the_day_the_sentence_gives_it(lang: str, text: str, day: date | None) -> None:
    """A month or a year is its last day; a length of time ends where its beginning is told, else it stays unknown."""
    claims = extractor().extract(article(text, lang)).claims
    assert {claim.valid_until for claim in claims if isinstance(claim, Price)} <= {day}
    assert day is None or any(isinstance(claim, Price) for claim in claims)


def test_a_trial_ends_on_the_day_the_sentence_gives_it() -> None:
    """Until when a stage holds, as the clause tells it; none of what is over."""
    texts = {
        "NASA is testing Claude until the end of May.": date(2026, 5, 31),
        "NASA used Claude until the end of May 2025.": None,
        "NASA will not use Claude until June.": None,
    }
    found = {
        text: {getattr(one, "valid_until", None) for one in extractor().extract(article(text, "en")).claims} for text in texts
    }
    assert {text: days - {None} for text, days in found.items()} == {text: {day} - {None} for text, day in texts.items()}
