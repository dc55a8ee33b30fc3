"""Folding: comparable text, and the way back to every original character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.claims.folding import alias_key, bounded, fold, folded, is_acronym


@given(st.text(max_size=80))
def test_both_strings_keep_one_length_and_lead_back_in_order(text: str) -> None:
    """Cased and lower text share offsets; these never go back and end at the end of the original."""
    flat = fold(text)
    places = [flat.origin(at) for at in range(len(flat.cased) + 1)]

    assert len(flat.cased) == len(flat.lower)
    assert places == sorted(places)
    assert places[-1] == len(text)
    assert all(flat.origin_end(at) <= len(text) for at in range(len(flat.cased) + 1))


@given(st.text(alphabet="aé’\u00a0\u00adœe\u0301 \n", max_size=40))
def test_a_place_goes_to_the_folded_text_and_back(text: str) -> None:
    """``folded_at`` undoes ``origin`` for every character that keeps its own place."""
    flat = fold(text)

    for at in range(len(flat.cased) + 1):
        assert flat.origin(flat.folded_at(flat.origin(at))) == flat.origin(at)


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("L’État\u00a0fédéral – ‘oui’", "l'etat federal - 'oui'"),
        ("Cœur, Straße, ﬁn…", "coeur, strasse, fin..."),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("e\u0301tat", "etat"),
        ("two   spaces", "two spaces"),
        ("General\nServices", "general services"),
        ("The end.\nServices", "the end.\nservices"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("list\n- item", "list\n- item"),
        ("ＧＳＡ", "gsa"),
    ],
)
def test_typography_folds_to_plain_marks(text: str, flat: str) -> None:
    """Accents, marks, ligatures, invisible characters and wrapped lines; passages stay apart."""
    assert folded(text) == flat


def test_letters_and_digits_bound_a_word_and_marks_do_not() -> None:
    """A name may touch quotes and hyphens, never a letter, a digit or an underscore."""
    assert bounded("d'OpenAI,", 2, 8)
    assert not bounded("OpenAIs", 0, 6)
    assert not bounded("_DARPA", 1, 6)
    assert not bounded("4GSA", 1, 4)


@pytest.mark.parametrize("name", ["DARPA", "DoD", "U.S.", "l'UE", "xAI"])
def test_short_forms_have_two_capitals_and_no_space(name: str) -> None:
    """These count in their own case only."""
    assert is_acronym(name)
    assert alias_key(name).startswith("A:")


@pytest.mark.parametrize("name", ["Meta", "Los Alamos", "OpenAI", "la DARPA", "ministère"])
def test_words_are_no_short_forms(name: str) -> None:
    """One capital, a space or small letters in a row make a word."""
    assert not is_acronym(name)


def test_keys_of_ambiguous_names_ignore_articles_dots_and_accents() -> None:
    """One rule serves all ways of writing a name."""
    assert alias_key("Le Département d’État") == alias_key("departement d'etat")
    assert alias_key("The Hague") == "w:hague"
    assert alias_key("Smith & Co.") == alias_key("smith and co")
