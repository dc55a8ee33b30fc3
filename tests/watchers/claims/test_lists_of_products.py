"""Lists of products, each with its maker told in any of the usual ways: the body does the same with all of them."""

from collections.abc import Callable
from itertools import product

import pytest

from tests.watchers.claims.reading_kit import agencies

_GOODS = (("Google", "Gemini"), ("Anthropic", "Claude"), ("OpenAI", "ChatGPT"))
_ENGLISH: tuple[Callable[[str, str], str], ...] = (
    lambda maker, name: f"{maker}'s {name}",
    lambda maker, name: f"{maker}’s {name}",
    lambda _, name: name,
    lambda maker, name: f"{name} from {maker}",
    lambda maker, name: f"{maker}'s {name} model",
    lambda maker, name: f"{name} ({maker})",
    lambda maker, name: f"the {name} chatbot from {maker}",
)
_FRENCH: tuple[Callable[[str, str], str], ...] = (
    lambda maker, name: f"{name} {_de(maker)}",
    lambda _, name: name,
    lambda maker, name: f"{name}, {_de(maker)}",
    lambda maker, name: f"{name} ({maker})",
    lambda maker, name: f"{name}, le modèle {_de(maker)}",
    lambda maker, name: f"le modèle {name} {_de(maker)}",
)
_DEEDS = {
    "en": (
        ("NASA uses {}.", "adopted"),
        ("NASA is testing {}.", "exploring"),
        ("NASA has banned {}.", "ended"),
        ("NASA has approved {}.", "approved"),
        ("NASA plans to adopt {}.", "approved"),
        ("NASA has signed contracts for {}.", "contracted"),
    ),
    "fr": (
        ("La NASA utilise {}.", "adopted"),
        ("La NASA teste {}.", "exploring"),
        ("La NASA a interdit {}.", "ended"),
        ("La NASA a approuvé {}.", "approved"),
        ("La NASA va déployer {}.", "approved"),
        ("La NASA a signé un contrat pour {}.", "contracted"),
    ),
}


def _de(maker: str) -> str:
    return f"d'{maker}" if maker[0] in "AO" else f"de {maker}"


def _listed(lang: str, items: list[str]) -> str:
    joint = " and " if lang == "en" else " et "
    return joint.join([", ".join(items[:-1]), items[-1]])


_CASES = [
    pytest.param(lang, deed.format(_listed(lang, [form(*one) for one in _GOODS[:count]])), stage, count)
    for lang, forms in (("en", _ENGLISH), ("fr", _FRENCH))
    for form, count, (deed, stage) in product(forms, (2, 3), _DEEDS[lang])
]


@pytest.mark.parametrize(("lang", "text", "stage", "count"), _CASES)
def test_every_member_of_a_list_is_told_with_its_maker_and_the_same_stage(lang: str, text: str, stage: str, count: int) -> None:
    """ "Google's Gemini and Anthropic's Claude" are two products, wherever their makers stand."""
    assert agencies(text, lang) == {(maker, "NASA", stage) for maker, _ in _GOODS[:count]}
