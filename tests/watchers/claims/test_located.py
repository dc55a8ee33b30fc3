"""Bodies told by the place that opens their sentence, towns that act, short names, and parents that do not act."""

import pytest

from tests.watchers.claims.reading_kit import agencies, view
from watchers.claims.actors import Role


def _bodies(text: str, lang: str) -> list[str]:
    found = [name.name for line in view(text, lang).lines for name in line.named(Role.AGENCY)]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("fr", "En Islande, la poste teste Llama.", ["Poste de l'Islande"]),
        ("fr", "À Vierzon, la mairie utilise Llama.", ["Mairie de Vierzon"]),
        ("fr", "Dans l’Ariège, les pompiers utilisent Llama.", ["SDIS de l'Ariège"]),
        ("fr", "Ouganda : le Parlement utilise Llama.", ["Parlement de l'Ouganda"]),
        ("fr", "À Vierzon, la foule attend.", []),
        ("en", "In Teton County, the register of wills uses Llama.", ["Teton County register of wills"]),
        ("en", "In Uganda, the revenue authority uses Llama.", ["Uganda Revenue Authority"]),
        ("en", "Over in Laramie, the city council uses Llama.", ["Laramie city council"]),
        ("en", "In Laramie, the chairs were taken.", []),
        ("en", "LARAMIE — The tax office is closed.", []),
    ],
)
def test_an_office_behind_a_place_is_that_places(lang: str, text: str, names: list[str]) -> None:
    """A place and a comma, or a country and a colon; what is no office stays nobody."""
    assert _bodies(text, lang) == names


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("fr", "Vierzon a adopté Llama, a annoncé la municipalité.", ["Ville de Vierzon"]),
        ("fr", "Le maire de Vierzon parle. Vierzon a adopté Llama.", ["Ville de Vierzon"]),
        ("fr", "Le maire d'Orvane parle. Orvane a adopté Llama.", ["Orvane"]),
        ("fr", "Norvane a adopté Llama.", []),
        ("fr", "Saint-Malo teste Llama.", ["Ville de Saint-Malo"]),
        ("fr", "La Loire-Atlantique a signé avec Meta.", ["Département de la Loire-Atlantique"]),
        ("fr", "L’Isère et la Savoie ont adopté Llama.", ["Département de l'Isère", "Département de la Savoie"]),
        ("fr", "Le Valais a adopté Llama.", ["Canton du Valais"]),
        ("fr", "Le Jura bernois a adopté Llama.", []),
        ("fr", "Après Lyon et Nantes, Rennes adopte Llama.", ["Ville de Lyon", "Ville de Nantes", "Ville de Rennes"]),
        ("fr", "À Rennes, les agents utilisent Llama.", ["Ville de Rennes"]),
        ("fr", "À Rennes, une start-up utilise Llama.", []),
        ("fr", "Nice teste Llama dans ses mairies.", ["Ville de Nice"]),
        ("fr", "Nancy teste Llama et elle aime cela.", []),
        ("fr", "Le club de Lens utilise Llama.", []),
        ("fr", "L’Onera, à Palaiseau, teste Llama. Palaiseau n’a rien eu à payer.", ["ONERA"]),
        ("en", "Surrey has adopted Llama.", ["Surrey County Council"]),
        ("en", "Kent and Essex are piloting Llama.", ["Kent County Council", "Essex County Council"]),
        ("en", "Maricopa and Pima counties have adopted Llama.", ["Maricopa County", "Pima County"]),
        ("en", "Cambridge, Mass., has signed with Meta.", ["City of Cambridge"]),
        ("en", "Mobile has signed with Meta.", ["City of Mobile"]),
        ("en", "Charlotte is piloting Llama in its permit office.", ["City of Charlotte"]),
        ("en", "Charlotte has adopted Llama for her essays.", []),
        ("en", "Kent, 34, has adopted Llama.", []),
        ("en", "Jackson, a lawyer, has adopted Llama.", []),
        ("en", "Boston Scientific has adopted Llama.", []),
        ("en", "London banks use Llama.", []),
        ("en", "In Nashville, a startup uses Llama.", []),
        ("en", "Officials in Duluth have adopted Llama.", ["City of Duluth"]),
        ("en", "Nashville schools use Llama.", ["Nashville schools"]),
        ("en", "Private schools use Llama.", []),
        ("en", "Schools in Kent use Llama.", []),
        ("en", "Phoenix, the chatbot, has adopted Llama.", []),
        ("en", "Oxford has tested Llama, the university said.", []),
        ("en", "Kerry and Clare are the first counties to adopt Llama.", ["Kerry County Council", "Clare County Council"]),
        ("en", "Cedar Rapids, Iowa, and Dubuque, Iowa, use Llama.", ["City of Cedar Rapids", "City of Dubuque"]),
        ("en", "Sunderland have signed a striker, Llama says.", []),
        ("fr", "Lyon utilise Llama, Nantes le teste encore.", ["Ville de Lyon", "Ville de Nantes"]),
        ("fr", "Le Bas-Rhin a adopté Llama.", ["Collectivité européenne d'Alsace"]),
        ("en", "Wirral and Sefton councils have adopted Llama.", ["Wirral Council", "Sefton Council"]),
        ("fr", "La Manche sépare Meta de ses clients.", []),
        ("fr", "La Somme a adopté Llama.", ["Département de la Somme"]),
        ("fr", "Namur et la Province du Luxembourg ont adopté Llama.", ["Ville de Namur", "Province du Luxembourg"]),
        ("en", "Police officers in Kent use Llama.", ["Kent Police"]),
        ("fr", "Le maire de Vierzon parle. Vierzon a gagné son match.", []),
        ("en", "Laramie's mayor spoke. Laramie has signed with Meta.", ["City of Laramie"]),
        ("en", "Norvane has signed with Meta.", []),
    ],
)
def test_a_town_acts_where_the_text_knows_it_for_one(lang: str, text: str, names: list[str]) -> None:
    """By its mayor, its town hall or its residents; a capital alone is nobody."""
    assert _bodies(text, lang) == names


def test_a_plain_name_is_the_one_that_another_goes_on_from() -> None:
    """ "La Régie des eaux" is the body that the text calls "Régie des eaux ougandaise"."""
    text = "La Régie des eaux teste Llama. La Régie des eaux ougandaise est petite."
    assert _bodies(text, "fr") == ["Régie des eaux ougandaise"]


def test_a_plain_name_is_the_countrys_own_that_is_listed_with_its_nation() -> None:
    """In an American text "the Tax Court" is the U.S. Tax Court."""
    assert _bodies("The Postal Service met the Pentagon.", "en")[0] == "U.S. Postal Service"


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("fr", "Le Centre spatial ougandais, établissement du CNES, a adopté Llama.", "Centre spatial ougandais"),
        ("en", "The Tidal Charts Office, part of NASA, has adopted Llama.", "Tidal Charts Office"),
        ("en", "The Tidal Charts Office, which is overseen by NASA, has adopted Llama.", "Tidal Charts Office"),
    ],
)
def test_whose_a_body_is_acts_in_nothing(lang: str, text: str, who: str) -> None:
    """The parent in the apposition is no user."""
    assert {agency for _, agency, _ in agencies(text, lang)} == {who}


def test_two_bodies_in_a_list_both_act() -> None:
    """A list is no apposition."""
    found = agencies("NASA, the Tidal Charts Office, and NOAA have adopted Llama.")
    assert len({agency for _, agency, _ in found}) == 3


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "A spokesman for NASA said it does not use Claude.", {("Anthropic", "NASA", "denied")}),
        ("en", "A NASA spokeswoman said the agency does not use Claude.", {("Anthropic", "NASA", "denied")}),
        (
            "en",
            "A spokesman for Ugandan customs said on Monday that it had dropped Claude.",
            {("Anthropic", "Ugandan customs", "ended")},
        ),
        ("fr", "Un porte-parole du CHU de Sens a dit qu’il teste Llama.", {("Meta", "CHU de Sens", "exploring")}),
        ("en", "A spokesman for NASA said it was aware of Claude.", set()),
        ("en", "A Pentagon official said it would be a mistake to use Claude.", set()),
        ("fr", "Un porte-parole du CHU de Sens a dit qu’il faut se méfier de Claude.", set()),
    ],
)
def test_a_spokesman_tells_of_the_house(lang: str, text: str, found: set[tuple[str, str, str]]) -> None:
    """ "It", "the agency" behind the verb of saying is the body that the speaker works for; "it would be wrong" is nobody."""
    assert agencies(text, lang) == found


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "Malta's data protection authority blocked DeepSeek.", set()),
        ("en", "Malta's data protection authority blocked DeepSeek on its computers.", {"Malta's data protection authority"}),
        ("fr", "La CNIL a suspendu DeepSeek.", set()),
        ("en", "Malta's tax authority has blocked DeepSeek.", {"Malta's tax authority"}),
        ("en", "The Tidal Office, Malta's tax authority, uses Llama.", {"Tidal Office"}),
    ],
)
def test_a_supervisor_that_forbids_ends_no_use_of_its_own(lang: str, text: str, found: set[str]) -> None:
    """A ban on everybody is no end of the supervisor's own use; one on its own machines is."""
    assert {agency for _, agency, _ in agencies(text, lang)} == found
