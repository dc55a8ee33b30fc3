"""The language of a sentence by its function words, of an article by these and by statistics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # it ships no types

from watchers.reading.identification import _identifier, document_lang
from watchers.reading.language import LANGUAGES, sentence_lang

SENTENCES = [
    ("fr", "Le ministère n’a pas encore dit ce qu’il ferait de l’outil."),
    ("fr", "C’est la première fois qu’une préfecture s’en sert, selon elle."),
    ("en", "The agency has not said whether it will keep the tool."),
    ("en", "It will be offered to all of them at no cost."),
    ("es", "El ministerio no ha dicho todavía qué hará con la herramienta."),
    ("es", "Según la empresa, el precio será el mismo para todos."),
    ("de", "Das Ministerium hat noch nicht gesagt, was es mit dem Werkzeug vorhat."),
    ("de", "Für die Behörde ist der Preis nach Angaben der Firma kein Problem."),
]


@pytest.mark.parametrize(("lang", "sentence"), SENTENCES)
def test_a_sentence_is_told_by_its_function_words(lang: str, sentence: str) -> None:
    """Whatever the language of the text around it."""
    assert {sentence_lang(sentence, default) for default in LANGUAGES} == {lang}


@pytest.mark.parametrize("text", ["", "Llama 3.1 : 405 B", "OpenAI, Anthropic, Meta", "GSA — OneGov", "12,5 %", "La France"])
def test_names_and_numbers_keep_the_language_around_them(text: str) -> None:
    """Without a clear majority the default stands."""
    assert sentence_lang(text, "de") == "de"


@given(st.text(max_size=120), st.sampled_from(["fr", "en", "und"]))
def test_any_text_is_in_a_known_language_or_the_default(text: str, default: str) -> None:
    """Nothing else can come out, and the same each time."""
    told = sentence_lang(text, default)
    assert told in {*LANGUAGES, default}
    assert told == sentence_lang(text, default)


def test_an_article_is_told_by_its_text_against_a_wrong_declaration() -> None:
    """A French article in an English template is French."""
    text = " ".join(sentence for lang, sentence in SENTENCES if lang == "fr") * 2
    assert document_lang(text, "en-US") == "fr"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "it",
            "Il ministero dell’istruzione ha firmato un accordo con la società per usare il modello nelle scuole della regione.",
        ),
        (
            "pt",
            "O ministério assinou um acordo com a empresa para usar o modelo nas escolas, informou nesta terça-feira.",
        ),
        (
            "nl",
            "Het ministerie heeft een overeenkomst gesloten met het bedrijf om het model te gebruiken, zei de minister dinsdag.",
        ),
        (
            "de",
            "Das Ministerium unterzeichnete am Dienstag einen Vertrag mit dem Unternehmen über die Nutzung des Modells.",
        ),
        (
            "ja",
            "デジタル庁は火曜日、行政文書の要約に言語モデルを使う実証実験を始めると発表した。費用は公表していない。",
        ),
    ],
)
def test_languages_beyond_the_four_are_told_by_statistics(lang: str, text: str) -> None:
    """So that an article in a language nobody reads here is at least not taken for another."""
    assert document_lang(text) == lang


def test_too_few_letters_leave_the_declaration_or_nothing() -> None:
    """A number is in no language."""
    assert document_lang("40,5 %") == "und"
    assert document_lang("40,5 %", "fr-FR") == "fr"
    assert document_lang("40,5 %", "x-klingon") == "und"


def test_a_declaration_settles_a_headline_that_statistics_cannot() -> None:
    """Short texts made of names."""
    assert document_lang("Anthropic Claude Gov GSA OneGov USAi", "fr") == "fr"


def test_both_written_forms_of_norwegian_are_one() -> None:
    """ISO 639-1 has a code for the whole."""
    text = "Departementet har inngått en avtale med selskapet om å bruke modellen i skolene, sier statsråden til avisen."
    assert document_lang(text) == "no"


def test_its_answers_are_those_of_the_model_whole() -> None:
    """The packed automaton tells of every text what py3langid's own tables tell, as sure as they are."""
    peer = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    ours = _identifier()
    peer.set_languages(ours.languages)
    for text in (
        *(words for _, words in SENTENCES),
        "ÇA NE SE VOIT PAS",
        "Влада је потписала уговор",
        "Vlada je potpisala ugovor",
    ):
        told, certainty = ours.classify(text)
        assert (told, pytest.approx(certainty, abs=1e-4)) == peer.classify(text)


def test_a_text_that_shows_nothing_is_in_no_language() -> None:
    """Letters that no feature of the model covers."""
    assert _identifier().classify("x") == ("und", 0.0)
