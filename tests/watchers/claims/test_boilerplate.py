"""Page furniture that names a body and a product claims nothing; the prose beside it does."""

import pytest

from tests.watchers.claims.reading_kit import agencies

_PROSE = {
    "en": "The town council met on Monday. It spoke of roads.",
    "fr": "Le conseil municipal s'est réuni lundi. Il a parlé des routes.",
}
_FURNITURE = [
    ("en", "About Anthropic: Anthropic is a company whose Claude is used by the Department of Labor."),
    ("en", "Jane Roe is a reporter who covers NASA's use of Claude. Follow her at @janeroe."),
    ("en", "Most read: NASA adopts Claude."),
    ("en", "This article was translated by a machine. NASA uses Claude."),
    ("en", "This article was summarised with Claude by NASA's desk."),
    ("en", "The illustration was partly generated with Claude for NASA."),
    ("fr", "Cet article a été en partie résumé avec Claude, comme à la DINUM."),
    ("en", "Don't miss: NASA uses Claude."),
    ("en", "Recommended: NASA uses Claude."),
    ("en", "Advertisement: NASA uses Claude."),
    ("en", "We use cookies. NASA uses Claude."),
    ("en", "Subscribe to our newsletter to learn how NASA uses Claude."),
    ("en", "Topics: NASA, Claude"),
    ("fr", "À propos d'Anthropic : Anthropic est une société dont la DINUM utilise Claude."),
    ("fr", "Lire notre enquête : la DINUM utilise Claude."),
    ("fr", "Les plus lus : la DINUM utilise Claude."),
    ("fr", "Recevez notre lettre : la DINUM utilise Claude."),
    ("fr", "Cet article a été traduit automatiquement. La DINUM utilise Claude."),
    ("fr", "Publicité : la DINUM utilise Claude."),
    ("fr", "Contact presse : la DINUM utilise Claude."),
]
_TOLD = [
    ("en", "About half of the staff of NASA use Claude."),
    ("en", "About 4,000 people at NASA use Claude, the agency said."),
    ("en", "Jane Roe is an engineer who uses Claude at NASA: the agency uses Claude for its reports."),
    ("fr", "À propos de Claude, la DINUM précise qu'elle utilise le modèle depuis mai : la DINUM utilise Claude."),
    ("fr", "Publiée lundi, la note le dit : la DINUM utilise Claude."),
]


@pytest.mark.parametrize(("lang", "line"), _FURNITURE)
def test_furniture_claims_nothing(lang: str, line: str) -> None:
    """Newsletter boxes, links, bios, notices and what a release says of its company."""
    assert agencies(f"{_PROSE[lang]}\n\n{line}", lang) == set()


@pytest.mark.parametrize(("lang", "line"), _TOLD)
def test_prose_that_begins_alike_is_read(lang: str, line: str) -> None:
    """A line is no furniture for its first word."""
    assert agencies(f"{_PROSE[lang]}\n\n{line}", lang)
