"""Names that only the text introduces: found with their kind, and nothing else is."""

import pytest

from tests.watchers.claims.reading_kit import view
from watchers.claims.actors import Role


def _found(text: str, lang: str) -> set[tuple[str, str, str]]:
    return {(name.role.value, name.surface, name.name) for line in view(text, lang).lines for name in line.names if name.unlisted}


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "The Bureau of Tidal Charts uses Llama.", {("agency", "Bureau of Tidal Charts", "Bureau of Tidal Charts")}),
        (
            "en",
            "The Federal Orchard Office (FOO) uses Llama. The FOO likes it.",
            {("agency", "Federal Orchard Office", "Federal Orchard Office"), ("agency", "FOO", "Federal Orchard Office")},
        ),
        ("en", "The National Laboratory uses Llama.", set()),
        ("en", "Tarrant Systems runs Llama.", {("company", "Tarrant Systems", "Tarrant Systems")}),
        ("en", "Corbel, a Denver integrator, runs Llama.", {("company", "Corbel", "Corbel")}),
        ("en", "On Monday, March brought rain.", set()),
        (
            "en",
            "It uses Quern, an assistant made by Ostler AI. Ostler is small.",
            {("product", "Quern", "Quern"), ("vendor", "Ostler AI", "Ostler AI"), ("vendor", "Ostler", "Ostler AI")},
        ),
        (
            "en",
            "The chief, Ann Vel, said so. Vel smiled.",
            {("person", "Ann Vel", "Ann Vel"), ("person", "Vel", "Ann Vel")},
        ),
        (
            "fr",
            "L’Agence régionale des eaux (AREX) a choisi Llama. L’AREX attend.",
            {
                ("agency", "Agence régionale des eaux", "Agence régionale des eaux"),
                ("agency", "AREX", "Agence régionale des eaux"),
            },
        ),
        ("fr", "Le Bureau de la cartographie lit Llama.", {("agency", "Bureau de la cartographie", "Bureau de la cartographie")}),
        ("fr", "L’éditeur Corbel installe Llama.", {("company", "Corbel", "Corbel")}),
        (
            "fr",
            "Elle emploie Grelot, l’assistant d’Ostal IA.",
            {("product", "Grelot", "Grelot"), ("vendor", "Ostal IA", "Ostal IA")},
        ),
        ("fr", "Le directeur, Luc Sarrazin, l’a dit.", {("person", "Luc Sarrazin", "Luc Sarrazin")}),
        ("fr", "Une agence de voyage a fermé.", set()),
    ],
)
def test_a_text_introduces_exactly_these_names(lang: str, text: str, found: set[tuple[str, str, str]]) -> None:
    """Head nouns, last words, appositions, makers, titles; short forms are the same name."""
    assert _found(text, lang) == found


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "The Office of Tariffs and Marks (OTM) bought it; OTM is glad.", ["Office of Tariffs and Marks"]),
        ("en", "The Courts Service and the Harbour Licensing Board use Llama.", ["Courts Service", "Harbour Licensing Board"]),
        ("en", "Ferrybank NHS Foundation Trust dictates its letters to Llama.", ["Ferrybank NHS Foundation Trust"]),
        (
            "en",
            "The town of Millbrook runs Llama, as does Kestrel County Council.",
            ["Town of Millbrook", "Kestrel County Council"],
        ),
        ("en", "Tarn and Esk Teaching Hospitals ran letters through Claude.", ["Tarn and Esk Teaching Hospitals"]),
        ("en", "The Harbour Commissioners met the Board of Directors in Salt Lake City.", ["Harbour Commissioners"]),
        ("en", "Officials of the National Laboratory met at the Supreme Court.", []),
        ("en", "The Isle of Sark Council and Police Sark met.", ["Isle of Sark Council", "Police Sark"]),
        ("en", "The Bank of Botswana and the Estonian Rescue Board use it.", ["Bank of Botswana", "Estonian Rescue Board"]),
        ("en", "Anna Moor of the Federal Office of Topography is glad.", ["Federal Office of Topography"]),
        ("fr", "L’Administration des douanes et accises teste Llama.", ["Administration des douanes et accises"]),
        ("fr", "L’université de Carthage-Sud a souscrit ChatGPT.", ["Université de Carthage-Sud"]),
        (
            "fr",
            "Le tribunal judiciaire de Vesoul et le SPF Forêts testent Llama.",
            ["Tribunal judiciaire de Vesoul", "SPF Forêts"],
        ),
        ("fr", "Le CHU de Vesoul et le SDIS de la Creuse l’emploient.", ["CHU de Vesoul", "SDIS de la Creuse"]),
        ("fr", "L’Agence de l’eau Loire-Armor a attribué un marché.", ["Agence de l'eau Loire-Armor"]),
        ("fr", "La communauté d’agglomération du Pays rochelais teste Llama.", ["Communauté d'agglomération du Pays rochelais"]),
        (
            "fr",
            "Le canton de Vaudreuil et la Haute école de Sierre ont choisi Le Chat.",
            ["Canton de Vaudreuil", "Haute école de Sierre"],
        ),
        ("fr", "L’Office fédéral de la topographie utilise Llama.", ["Office fédéral de la topographie"]),
        ("fr", "Le syndicat mixte des eaux de l’Aubrac exploite Llama.", ["Syndicat mixte des eaux de l'Aubrac"]),
        ("fr", "Le Syndicat de la magistrature attaque Llama.", []),
        ("fr", "Le conseil d’administration de Norvane a voté, un bureau d’études de Lyon aussi.", []),
        ("fr", "L’agence de La Haye, dans la région de Bordeaux, n’a rien dit.", []),
        ("fr", "**LE RECTORAT QUI DOUTE.** La commission a tranché.", []),
    ],
)
def test_bodies_are_named_to_their_last_word_and_no_further(lang: str, text: str, names: list[str]) -> None:
    """Heads of both languages, places and initials inside a name, lower case with a proper name; kinds of thing are nobody."""
    found = [name.name for line in view(text, lang).lines for name in line.names if name.unlisted and name.role is Role.AGENCY]
    assert list(dict.fromkeys(found)) == names


def test_initials_stand_for_a_body_that_the_text_names_in_full() -> None:
    """In capitals, though nothing in brackets says so."""
    text = "The National Orchard Safety Board tests Llama. The NOSB is new."
    assert ("agency", "NOSB", "National Orchard Safety Board") in _found(text, "en")


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "Ilse van Doorn, a spokeswoman, said so. Van Doorn left.", {("person", "Ilse van Doorn")}),
        ("en", "It works, said its registrar, Maud Brady.", {("person", "Maud Brady")}),
        ("en", "The minister for public works, Donal Keane, agrees.", {("person", "Donal Keane")}),
        ("en", "Delia Moor is chief of forecasts. Moor smiled.", {("person", "Delia Moor")}),
        ("en", "In Battle Creek, the Detroit Free Press said no.", set()),
        ("en", "Pendry Securities said no, and Corbel Research agrees.", set()),
        ("fr", "Directrice du numérique chez Norvane, Jeanne Le Goff reçoit.", {("person", "Jeanne Le Goff")}),
        ("fr", "Selon Hélène Caron, maître de conférences à Rennes, rien.", {("person", "Hélène Caron")}),
        ("fr", "Une société de Pont-Aven, Garde Santé, installe Llama.", {("company", "Garde Santé")}),
        ("fr", "Une PME lorientaise, Argoat Mer, installe Llama.", {("company", "Argoat Mer")}),
        ("fr", "La Dépêche Atlantique a publié la note.", set()),
        ("en", "Brady & Lisk, a Nashville consultancy, runs Llama.", {("company", "Brady & Lisk")}),
        (
            "en",
            "It uses Quill, made by a start-up called Wattleberry.",
            {("product", "Quill"), ("vendor", "Wattleberry")},
        ),
        (
            "fr",
            "On emploie Sillage, développé par la jeune pousse nantaise Orvane.",
            {("product", "Sillage"), ("vendor", "Orvane")},
        ),
        ("en", "Since Easter, installed by the Oslo firm Nordvik, it runs.", {("company", "Nordvik")}),
    ],
)
def test_persons_firms_and_products_show_by_what_stands_beside_them(lang: str, text: str, names: set[tuple[str, str]]) -> None:
    """Titles before and behind, particles, towns and adjectives before a firm, makers; papers and banks are nobody."""
    found = {(name.role.value, name.name) for line in view(text, lang).lines for name in line.names if name.unlisted}
    assert found == names


def test_a_possessive_ties_a_person_to_the_body_that_the_sentence_is_about() -> None:
    """ "Its chief officer" is the subject's, though a company stands nearer; bodies that no list holds count."""
    text = "Tamar Valley Police signed with Palantir for Llama, its chief digital officer, Priya Nair, told the board."
    people = [name for line in view(text, "en").lines for name in line.named(Role.PERSON)]
    assert [(name.name, name.employer) for name in people] == [("Priya Nair", "Tamar Valley Police")]
