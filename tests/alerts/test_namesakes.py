"""Bodies that nobody listed, under their names in several languages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.model import Fact
from alerts.namesakes import NO_GLOSSARY, Glossary, namesakes
from service.reference import shipped
from tests.alerts.samples import agency, evidence, held, mark
from watchers.claims.model import Adoption

SAME = [
    ("Bureau of Coastal Mapping", "Bureau de cartographie côtière"),
    ("National Freight Safety Board", "Conseil national de la sécurité du fret"),
    ("National Freight Safety Board", "Junta Nacional de Seguridad del Transporte de Mercancías"),
    ("Office for Harbour Weather", "Office de la météo portuaire"),
    ("Regional Water Authority", "Autorité régionale de l'eau"),
    ("Federal Office for Seed Certification", "Office fédéral de certification des semences"),
    ("Maritime Archives Directorate", "Direction des archives maritimes"),
    ("Coastal Mapping Bureau", "Bureau of Coastal Mapping"),
    ("Agency for Civil Protection", "Agence de la protection civile"),
    ("Environmental Data Agency", "Agence des données environnementales"),
    ("Council for Human Rights", "Conseil des droits de l’homme"),
    ("Bundesamt für Statistik", "Office fédéral de la statistique"),
]
OTHERS = [
    ("National Freight Safety Board", "Conseil national de la sécurité ferroviaire"),
    ("National Freight Safety Board", "Agence nationale de la sécurité du fret"),
    ("Bureau of Coastal Mapping", "Bureau de cartographie"),
    ("Bureau of Coastal Mapping", "Bureau de cartographie forestière"),
    ("Water Authority", "Autorité de l'énergie"),
    ("Office", "Bureau"),
    ("Regional Water Authority", "Autorité nationale de l'eau"),
    ("Ministry of Trade", "Ministère du Travail"),
]


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    """The package's own."""
    return shipped().glossary


@pytest.mark.parametrize(("one", "other"), [pair for pair in SAME if "Bundesamt" not in pair[0]])
def test_a_body_is_known_by_its_name_in_another_language(glossary: Glossary, one: str, other: str) -> None:
    """Word for word the two names mean the same."""
    assert glossary.same(one, other)
    assert glossary.same(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_word_is_another_body(glossary: Glossary, one: str, other: str) -> None:
    """One word of another meaning, one word less, or a bare noun: not the same."""
    assert not glossary.same(one, other)
    assert not glossary.same(other, one)


_NAMES = st.sampled_from(sorted({name for pair in (*SAME, *OTHERS) for name in pair}))


@given(_NAMES, _NAMES)
def test_sameness_is_symmetric(one: str, other: str) -> None:
    """Who is asked first does not matter."""
    glossary = shipped().glossary
    assert glossary.same(one, other) == glossary.same(other, one)


@given(st.lists(st.sampled_from(["aaaaab", "aaaaac", "aaaaad", "zzzzz", "national"]), min_size=2, max_size=40))
def test_any_name_is_the_same_as_itself_or_too_long_to_be_one(words: list[str]) -> None:
    """Reflexive up to the length of a name; a hostile one costs no more than a look."""
    name = " ".join(words)
    assert shipped().glossary.same(name, name) == (len(words) <= 8)


def _told(name: str, *, unlisted: bool = True) -> Adoption:
    return agency(name, told=replace(evidence(), unlisted=unlisted))


def _known(name: str) -> Fact:
    return held(_told(name), mark())[0]


def test_an_acronym_stands_for_the_one_body_whose_initials_it_holds() -> None:
    """Known by its full name, told of by its initials; another acronym, or a listed body, is left alone."""
    known = [_known("Agence nationale des ouvrages fluviaux")]

    assert namesakes([_told("ANOF")], "fr", known, NO_GLOSSARY) == {"ANOF": "Agence nationale des ouvrages fluviaux"}
    assert namesakes([_told("ANOR")], "fr", known, NO_GLOSSARY) == {}
    assert namesakes([_told("ANOF", unlisted=False)], "fr", known, NO_GLOSSARY) == {}


def test_where_two_bodies_would_fit_neither_does() -> None:
    """An acronym of two known bodies names none of them for certain."""
    known = [_known("Agence nationale des ouvrages fluviaux"), _known("Agence normande des ouvrages fluviaux")]

    assert namesakes([_told("ANOF")], "fr", known, NO_GLOSSARY) == {}


def test_without_a_glossary_only_stems_are_common() -> None:
    """Cognates are found, other words are not."""
    assert NO_GLOSSARY.same("National Maritime Observatory", "Observatoire national maritime")
    assert not NO_GLOSSARY.same("National Water Agency", "Agence nationale de l'eau")
