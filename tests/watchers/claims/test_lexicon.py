"""Trigger lists: how a line of them is read, what it matches, and that a fault is named with its place."""

import pytest

from service.listed import lexicon_files
from watchers.claims.lexicon import Lexicon, LexiconError
from watchers.claims.tokens import tokens


def _found(trigger: str, text: str, lang: str = "en") -> list[str]:
    lexicon = Lexicon.build({"t.txt": f"lang: {lang}\n[x]\n{trigger}\n"})
    return [text[cue.start : cue.end] for cue in lexicon.find(tokens(text), lang)]


@pytest.mark.parametrize(
    ("trigger", "text", "found"),
    [
        ("uses|used", "It used what it uses.", ["used", "uses"]),
        ("deploy*", "deployment of what was Deployed", ["deployment", "Deployed"]),
        ("in use", "in no use, in use", ["in use"]),
        ("has still? talks", "has talks; has still talks", ["has talks", "has still talks"]),
        ("made … available", "made the whole model available", ["made the whole model available"]),
        ("made … available", "made one two three four five available", []),
        ("made …… available", "made one two three four five available", ["made one two three four five available"]),
        ("made … available", "made it. Now available", []),
        ("made … available", "made the U.S. model available", ["made the U.S. model available"]),
        ("the _ agency", "the agency, the space agency", ["the space agency"]),
        ("the _? agency", "the agency, the space agency", ["the agency", "the space agency"]),
        ("uses\n~ uses of", "uses of it and uses", ["uses"]),
        ("no longer\nno longer in use", "is no longer in use", ["no longer in use"]),
        ("meta 's", "Meta's model", ["Meta's"]),
    ],
)
def test_a_trigger_finds_its_words(trigger: str, text: str, found: list[str]) -> None:
    """Alternatives, stems, gaps, wildcards, pseudo-triggers and the longest match."""
    assert _found(trigger, text) == found


@pytest.mark.parametrize(
    ("trigger", "text", "found"),
    [
        ("marché", "le marché marche, LE MARCHE", ["marché", "MARCHE"]),
        ("d' accord", "d’accord", ["d’accord"]),
        ("adopté|adopte", "adopte, adopté", ["adopte", "adopté"]),
        ("déploy*", "deployer déployer", ["déployer"]),
        ("utilis*", "utilisé", ["utilisé"]),
        ("cœur", "au coeur, au cœur", ["cœur"]),
    ],
)
def test_an_accent_in_a_trigger_must_stand_in_the_text(trigger: str, text: str, found: list[str]) -> None:
    """A participle is no present tense; capitals may go without."""
    assert _found(trigger, text, "fr") == found


def test_every_fault_is_named_with_file_and_line() -> None:
    """All faults at once, so that an editor mends them in one go."""
    files = {"a.txt": "use\nlang: en\n[]\n[x]\n… a\n~\n", "b.txt": "lang: en\n[y]\na? b\n| c\n"}
    with pytest.raises(LexiconError) as caught:
        Lexicon.build(files)
    assert [fault.split(": ")[0] for fault in caught.value.faults] == [
        "a.txt:1",
        "a.txt:3",
        "a.txt:5",
        "a.txt:6",
        "b.txt:3",
        "b.txt:4",
    ]


def test_an_unknown_language_has_no_cues() -> None:
    """A text in a language without triggers is not an error."""
    lexicon = Lexicon.build({"t.txt": "lang: en\n[x]\nuse\n"})
    assert lexicon.find(tokens("use"), "fi") == ()
    assert lexicon.languages == {"en"}
    assert lexicon.categories == {"x"}


def test_the_lists_of_the_package_are_sound() -> None:
    """French and English tell every stage, who speaks, and what is not so."""
    lexicon = Lexicon.build(lexicon_files())
    assert {"en", "fr"} <= lexicon.languages
    assert {"explore", "offer.to", "approve", "adopt", "contract", "end", "deny", "say", "not", "partner"} <= lexicon.categories
