"""A text cut into passages and sentences: what each is, its language, its quotations and questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.claims.model import Span
from watchers.claims.passages import PassageKind, lang_of, passages
from watchers.claims.sentences import cut, quoted

_BODY = "The agency said on Monday that it uses the model. It has been in use since the spring of last year."
_LEDE = "Le ministère utilise le modèle depuis le printemps, et les agents en sont contents, dit-on dans les services."


def _kinds(text: str, title: str = "", lang: str = "en") -> list[str]:
    return [passage.kind.value for passage in passages(text, title, lang)]


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in cut(text, Span(start=0, end=len(text)))]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Subscribe to our newsletter for more.", PassageKind.BOILERPLATE),
        ("Lire aussi : un autre article", PassageKind.BOILERPLATE),
        ("304 North Cardinal St.", PassageKind.BOILERPLATE),
        ("Dorchester Center, MA 02124", PassageKind.BOILERPLATE),
        ("Photo: the building at night", PassageKind.CAPTION),
        ("Update, Oct. 30: a figure was added.", PassageKind.UPDATE),
        ("**Mise à jour, 30 octobre :** ajout d'un détail.", PassageKind.UPDATE),
        ("Correction: the sum was wrong.", PassageKind.CORRECTION),
        ("An earlier version of this article misstated the sum.", PassageKind.CORRECTION),
        ("- The agency uses it.", PassageKind.BULLET),
        ("1. The agency uses it.", PassageKind.BULLET),
        ("What comes next", PassageKind.HEADING),
        ("## What comes next", PassageKind.HEADING),
        ("Tl;dr The agency uses it.", PassageKind.STANDFIRST),
        ("Corrections to the usual address.", PassageKind.BODY),
    ],
)
def test_a_line_is_what_it_looks_like(line: str, kind: PassageKind) -> None:
    """Furniture, captions, notes, bullets, headings and summaries are told from the body."""
    assert _kinds(f"{_BODY}\n\n{line}\n\n{_BODY}")[1] == kind.value


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("TALLINN, Nov 20 (NW) - The agency uses it.", "The agency uses it."),
        ("Paris, 20 novembre (AFI) – L'agence l'utilise.", "L'agence l'utilise."),
        ("New York (NW) — The agency uses it.", "The agency uses it."),
        ("NASA (the space agency) uses it - for now.", "NASA (the space agency) uses it - for now."),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(text: str, first: str) -> None:
    """Where and by which agency a story was filed says nothing of who does what."""
    (passage,) = passages(text, "", "en")
    assert [text[one.span.start : one.span.end] for one in passage.sentences] == [first]


def test_a_summary_in_another_language_is_no_body() -> None:
    """An English summary at the head of a French article stands apart from it."""
    assert _kinds(f"{_BODY}\n\n{_LEDE}\n\n{_LEDE}\n\n{_LEDE}", lang="fr")[0] == "standfirst"


def test_an_emphasised_opening_is_a_summary_but_a_question_is_not() -> None:
    """The questions of an interview stand in bold too."""
    assert _kinds(f"**{_BODY}**\n\n{_BODY}\n\n{_BODY}")[0] == "standfirst"
    assert _kinds(f"**Is it in use?**\n\n{_BODY}\n\n{_BODY}")[0] == "body"


def test_what_stands_under_a_label_of_a_summary_is_one() -> None:
    """ "Résumé" heads a summary, and the heading after it ends it."""
    assert _kinds(f"Résumé\n{_LEDE}\nLa suite\n{_LEDE}", lang="fr") == ["heading", "standfirst", "heading", "body"]


def test_a_correction_in_the_title_makes_the_whole_a_correction() -> None:
    """The text of a notice has no mark of its own."""
    assert _kinds(_BODY, title="Correction: a contract") == ["correction"]


def test_a_text_of_headings_alone_is_a_body() -> None:
    """A wire headline has no full stop and still says something."""
    assert _kinds("GSA signs a deal for the model") == ["body"]


def test_the_language_of_an_undetermined_article_is_that_of_most_of_it() -> None:
    """Each passage has its own language, the article that of the greater part."""
    found = passages(f"{_LEDE}\n\n{_LEDE}\n\n{_BODY}", "", "und")
    assert [passage.lang for passage in found] == ["fr", "fr", "en"]
    assert lang_of("xyz", "de") == "de"
    assert passages("", "", "und") == ()


@pytest.mark.parametrize(
    "sentences",
    [
        ["The U.S. Army uses it.", "So does Gov. Smith in St. Paul, Minn., he said."],
        ["He works in the U.S.", "The agency does not."],
        ["“We use it.”", "They said so."],
        ["« Nous l’utilisons. »", "Elle l’a dit."],
        ["Will it?", "No."],
        ["« Pourquoi ? » demande-t-il.", "Personne ne répond."],
        ["J. Robert signed.", "M. Dupont et Mme Durand aussi."],
        ["It costs 3.5 million.", "Then 4."],
        ["It rests…", "And goes on."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    """Abbreviations, initials, quotation marks and numbers do not end a sentence by themselves."""
    assert _sentences(" ".join(sentences)) == sentences


def test_a_stretch_without_a_full_stop_is_cut() -> None:
    """No sentence is long enough to make reading it slow."""
    assert max(len(piece) for piece in _sentences("word " * 2000)) <= 1500
    assert "".join(_sentences("x" * 4000)) == "x" * 4000


def test_quotations_are_found_in_every_style() -> None:
    """Straight, curly, French and German marks; one left open ends with the paragraph."""
    text = 'a "b" “c” «\u00a0d\u00a0» „e“ "f'
    assert [text[span.start : span.end] for span in quoted(text, Span(start=0, end=len(text)))] == ["b", "c", "d", "e", "f"]


@given(st.text(alphabet='aB. \n?!«»"*-#:', max_size=200))
def test_passages_and_sentences_stay_in_order_and_inside(text: str) -> None:
    """Whatever the text: spans grow, sentences lie within their passage, quotations within their sentence."""
    last = 0
    for passage in passages(text, "", "en"):
        assert last <= passage.span.start <= passage.span.end <= len(text)
        last = passage.span.end
        for sentence in passage.sentences:
            assert passage.span.start <= sentence.span.start < sentence.span.end <= passage.span.end
            assert all(sentence.span.start <= quote.start <= quote.end <= sentence.span.end for quote in sentence.quotes)
