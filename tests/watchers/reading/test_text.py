"""The normal form of an article's text: what an eye can see."""

from hypothesis import given
from hypothesis import strategies as st

from watchers.reading.text import cleaned, folded, one_line, small, tidied, trimmed
from watchers.reading.wordings import CHECKS, CONSENT, MORE, PAYWALL


def test_invisible_characters_go_and_no_break_spaces_stay() -> None:
    """Zero-width, soft hyphen, directional marks, NUL, surrogates and tag characters are no text; U+00A0 and U+202F are."""
    assert cleaned("Me\u200bta\u00ad\u202e \x00\ud800«\u202fLlama\u00a0»\U000e0041\ufeff") == "Meta «\u202fLlama\u00a0»"


def test_text_is_composed() -> None:
    """A decomposed é is the é that lexicons hold."""
    assert cleaned("e\u0301tat") == "état"


def test_line_ends_of_every_kind_become_newlines() -> None:
    """CR LF, CR, form feed, NEL and Unicode's separators end lines."""
    assert cleaned("a\r\nb\rc\x0cd\x85e\u2028f") == "a\nb\nc\nd\ne\nf"


def test_layout_is_made_even() -> None:
    """Runs of blanks, edges of lines, heaps of blank lines and kinds of bullets are made one."""
    assert tidied("\n  A \t b \u00a0\n\n\n\n• un\n– deux\n- trois\n") == "A b\n\n- un\n- deux\n- trois"


def test_a_dash_without_a_blank_is_no_bullet() -> None:
    """A number below zero, a word in bold: only a mark and a blank make a bullet."""
    assert tidied("–5 %\n*Note*") == "–5 %\n*Note*"


def test_a_title_is_one_line() -> None:
    """Headlines are broken over lines in many templates."""
    assert one_line("  Un titre\n   sur deux lignes ") == "Un titre sur deux lignes"


def test_only_blank_lines_around_a_text_are_trimmed() -> None:
    """A given body keeps its blanks within, and those before its first word."""
    assert trimmed("\n  \n date  2024\n\n\nb \n\n") == " date  2024\n\n\nb "
    assert trimmed(" \n\n") == ""


def test_folding_makes_apostrophes_and_case_one() -> None:
    """For telling a repeated headline."""
    assert folded("L’Été\u00a0 indien") == folded("l'été indien")


@given(st.text(max_size=200))
def test_the_normal_form_is_stable(text: str) -> None:
    """Bringing a text into normal form twice changes nothing."""
    once = tidied(text)
    assert tidied(once) == once
    assert cleaned(cleaned(text)) == cleaned(text)


@given(st.text())
def test_places_in_small_letters_are_those_of_the_text(text: str) -> None:
    """No letter grows, whatever the script: "İ" is two letters when Python makes it small."""
    assert len(small(f"{text}İ")) == len(text) + 1


def test_what_is_searched_for_in_small_letters_is_written_in_them() -> None:
    """A capital in a wording would never be found."""
    wordings = (CHECKS, CONSENT, MORE, PAYWALL)
    assert [one.pattern for one in wordings if one.pattern != one.pattern.lower()] == []
