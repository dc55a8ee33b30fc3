"""Whom and how much a text names."""

from hypothesis import given
from hypothesis import strategies as st

from watchers.reading.gist import MOST, gist

GERMAN = "Am Montag schrieb Nick Clegg, Oracle und Scale AI bekämen 40,5 Milliarden. Bisher galt das nicht."
ENGLISH = "On Monday Nick Clegg wrote that Oracle and Scale AI would get 40.5 billion. Until now they did not."


def test_a_translation_keeps_names_and_numbers() -> None:
    """In another language, with a comma in the number: all of the shorter one's names are in the other."""
    shared = set(gist(GERMAN)) & set(gist(ENGLISH))
    assert len(shared) == 5  # Nick, Clegg, Oracle, Scale, 40.5
    assert not set(gist(ENGLISH)) & set(gist("Tax offices buy maps. Some of them cost 7 euros."))


def test_what_begins_a_sentence_is_no_name_unless_it_is_one_elsewhere() -> None:
    """Nor is a word that stands in small letters too; a point after a title ends no sentence, and an acronym is always a name."""
    assert gist("Officials met. Nobody spoke.") == ()
    assert gist("Palantir won. So says Palantir.") == gist("They say Palantir won.")
    assert gist("We met Mr. Rusk.") == gist("We met Rusk.")
    assert gist("DARPA bought it.") == gist("It went to DARPA.") != ()
    assert gist("The Board met the board.") == ()
    assert gist("A TEXT IN CAPITALS, 340 SEATS") == gist("340")


def test_years_and_single_figures_are_no_numbers_of_a_story() -> None:
    """Zeros at the end and what parts the digits do not count."""
    assert gist("in 2026, after 7 of 10 weeks") == ()
    assert gist("1 200 euros") == gist("1,200 euros") == gist("12 euros") != ()


def test_places_begin_alike_in_many_languages() -> None:
    """Five letters without accents: France is no Francia, but Corée and Corea, Japon and Japón are one."""
    assert gist("au Japon") == gist("en Japón")
    assert gist("à Genève-Cointrin") == gist("in Geneva")


@given(st.text(max_size=400))
def test_any_text_has_a_gist(text: str) -> None:
    """Rising, none twice, of 32 bits, at most as many as are kept; the same again for the same text."""
    found = gist(text)
    assert found == tuple(sorted(set(found))) == gist(text)
    assert len(found) <= MOST
    assert all(0 <= number < 2**32 for number in found)


def test_a_long_page_keeps_its_first_names() -> None:
    """What stands far below is another story's."""
    lead = " ".join(f"met Name{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(80))
    named = "met " + " ".join(f"{chr(65 + n % 26)}{chr(97 + n // 26)}xq, " for n in range(200))
    assert len(gist(named)) == MOST
    assert gist(named) == gist(named + lead)
