"""Days as people and addresses write them."""

from datetime import UTC, datetime

import pytest

from watchers.dates import day_in_address, day_in_words


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/about/newsroom/gsa-adds-llama-09222025", (2025, 9, 22)),
        ("https://a.example/2026/11/05/story", (2026, 11, 5)),
        ("https://a.example/2026-11-05-story", (2026, 11, 5)),
        ("https://a.example/us-news/2026/nov/05/story", (2026, 11, 5)),
        ("https://a.example/actualites/20261105/texte", (2026, 11, 5)),
        ("https://a.example/wp-content/uploads/2025/02/M-25-21.pdf", None),
        ("https://a.example/story-123456789", None),
        ("https://a.example/story?on=2026-11-05", None),
        ("https://a.example/2026/13/45/story", None),
        ("https://a.example/18991231/story", None),
    ],
)
def test_an_address_may_name_a_day(address: str, day: tuple[int, int, int] | None) -> None:
    """Year first, or month first as GSA writes it; a month alone, a number and a query are no days."""
    assert day_in_address(address) == (None if day is None else datetime(*day, tzinfo=UTC))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Nov. 5, 2024", (2024, 11, 5)),
        ("Posted on November 5, 2024 by the press office", (2024, 11, 5)),
        ("5 November 2024", (2024, 11, 5)),
        ("mardi 5 nov. 2024", (2024, 11, 5)),
        ("Publié le 1er août 2025 à 9 h", (2025, 8, 1)),
        ("12 février 2026", (2026, 2, 12)),
        ("31 février 2026", None),
        ("in May 2026", None),
        ("", None),
    ],
)
def test_words_may_name_a_day(words: str, day: tuple[int, int, int] | None) -> None:
    """English and French months, whole or short; what is no day of the calendar is none."""
    assert day_in_words(words) == (None if day is None else datetime(*day, tzinfo=UTC))
