"""What a text says of its origin."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.identity import body_digest
from watchers.reading.lineage import PERMUTATIONS, credited, lineage, resemblance, sketch
from watchers.reading.outlets import is_listed, sounds_like_one

STORY = (
    "The harbor board of Port Sennen said on Tuesday that its dispatchers would have a writing assistant at hand during storms. "
    "The board will pay a supplier in the next county forty dollars a month for each of its nine desks, for a year at first. "
    "Its chairman said that the old radio logs were a disgrace, and that nobody had read one of them since the dam was built."
)


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("A spokesperson told The Verge in an e-mail.", ("The Verge",)),
        ("Selon Reuters, le ministère a signé.", ("Reuters",)),
        ("« Rien n’est signé », a-t-il indiqué au Monde mardi.", ("Monde",)),
        ("a-t-elle confié à L’Usine nouvelle.", ("L’Usine nouvelle",)),
        ("selon le quotidien Les Échos", ("Les Échos",)),
        ("d’après des informations du Financial Times", ("Financial Times",)),
        ("dans les colonnes du Courrier du Quai, elle dit", ("Courrier du Quai",)),
        ("Le Monde a rapporté que", ("Le Monde",)),
        ("Bloomberg rapporte que", ("Bloomberg",)),
        ("The Wall Street Journal first reported the talks", ("The Wall Street Journal",)),
        ("Potomac Wire reported the deal first.", ("Potomac Wire",)),
        ("as first reported by FedScoop.", ("FedScoop",)),
        ("Read the full story at Potomac Wire. 14 comments", ("Potomac Wire",)),
        ("she told Potomac Wire Tuesday", ("Potomac Wire",)),
        ("WASHINGTON (LPA) — The office said", ("LPA",)),
        ("PARIS (Reuters) - Le ministère", ("Reuters",)),
        ("Le ministère signe (avec AFP)", ("AFP",)),
        ("laut Handelsblatt", ("Handelsblatt",)),
        ("según El País", ("El País",)),
        ("told Reuters. Later he told Reuters and, according to Bloomberg News, others.", ("Reuters", "Bloomberg News")),
    ],
)
def test_credited_outlets_are_named_as_written(text: str, outlets: tuple[str, ...]) -> None:
    """Listed ones and those that sound like one, each once, in order of place."""
    assert credited(text) == outlets


@pytest.mark.parametrize(
    "text",
    [
        "according to White House Press Secretary Karoline Leavitt",
        "selon Meta, le ministère a signé",
        "Selon la Direction du numérique, l’outil sert",
        "told Congress that it would",
        "according to the Federal Register",
        "according to the Defense Logistics Agency",
        "told analysts on the call",
        "Selon toute vraisemblance",
        "(which is new) — the office said",
        "according to",
        "",
    ],
)
def test_people_agencies_and_companies_are_no_outlets(text: str) -> None:
    """Who is quoted as a source is no origin of the text."""
    assert credited(text) == ()


def test_outlets_are_known_by_name_or_by_their_names_make() -> None:
    """With and without article; one word of the make alone is not enough."""
    assert is_listed("verge")
    assert is_listed("le figaro")
    assert sounds_like_one("Le Courrier du Quai")
    assert not sounds_like_one("Post")
    assert not sounds_like_one("Journal officiel")


def test_a_copy_with_light_edits_resembles_its_origin_and_another_story_does_not() -> None:
    """The sketch is for copies: a rewrite shares few trigrams."""
    copy = STORY.replace("on Tuesday", "this week").replace("a disgrace", "a shame")
    other = "Le conseil régional a choisi hier un assistant pour ses lycées, sans dire à qui il l’achète ni combien il le paie."
    assert resemblance(sketch(STORY), sketch(copy)) > 0.6
    assert resemblance(sketch(STORY), sketch(other)) < 0.1


def test_sketches_are_the_same_on_every_machine() -> None:
    """They are stored: these four numbers may never change."""
    assert sketch(STORY)[:4] == (748370951, 474079822, 939630203, 1076580177)


def test_case_blanks_and_width_do_not_count() -> None:
    """Two settings of one text have one digest and one sketch."""
    other = STORY.upper().replace(" ", "\u00a0 \n")
    assert replace(lineage(other), gist=lineage(STORY).gist) == lineage(STORY)  # names are told by their capitals
    assert lineage(STORY).body_sha256 == body_digest(STORY)


def test_short_texts_have_no_sketch_and_resemble_nothing() -> None:
    """Under three words there is no trigram."""
    assert sketch("deux mots") == ()
    assert resemblance((), ()) == 0.0
    assert resemblance((), sketch(STORY)) == 0.0


@given(st.text(max_size=300))
def test_any_text_has_a_lineage(text: str) -> None:
    """Nothing a page can hold breaks it; a text resembles itself wholly."""
    told = lineage(text)
    assert len(told.sketch) in {0, PERMUTATIONS}
    assert resemblance(told.sketch, told.sketch) == (1.0 if told.sketch else 0.0)
