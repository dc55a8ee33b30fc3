"""Names that the surroundings decide: the outlet's country, words of the trade, a preposition of place, a list of ministries."""

import pytest

from service.reference import shipped
from watchers.claims.names import NameIndex
from watchers.claims.outlets import presumed_country


def index() -> NameIndex:
    return shipped().names


def named(text: str, country: str | None = None) -> list[tuple[str, str]]:
    return [(one.surface, one.entity.name) for one in index().find(text, country=country)]


def names(text: str, country: str | None = None) -> set[str]:
    return {name for _, name in named(text, country)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le ministère du Travail a signé.", "French Ministry of Labour"),
        ("Le ministère de la Justice a signé.", "French Ministry of Justice"),
        ("La gendarmerie a signé.", "French National Gendarmerie"),
        ("La douane a signé.", "French Customs"),
        ("L'armée de l'Air a signé.", "French Air and Space Force"),
        ("Le Conseil d'État a signé.", "French Council of State"),
        ("La police nationale a signé.", "French National Police"),
    ],
)
def test_bodies_of_the_presumed_country_need_no_further_word(text: str, name: str) -> None:
    """A bare French body is the French one in a French paper, and nobody where the country is open."""
    assert names(text, "FR") == {name}
    assert names(text) == set()


def test_another_country_in_the_text_outweighs_the_presumed_one() -> None:
    """A French paper's story about the United States or Moldova speaks of their bodies."""
    american = "Le Pentagone, le département d'État et la Maison-Blanche suivent. Le ministère de la Justice a signé."

    assert "French Ministry of Justice" not in names(american, "FR")
    assert names("La douane moldave et la gendarmerie belge ont signé.", "FR") == set()


def test_a_body_that_only_one_country_has_is_never_foreign() -> None:
    """The Pentagon stays the Pentagon in a text about French bodies."""
    assert "U.S. Department of Defense" in names("En France, la Dinum et Matignon hésitent ; le Pentagone a signé.")


@pytest.mark.parametrize(
    ("country", "name"), [("AU", "Australian Treasury"), ("GB", "HM Treasury"), ("US", "U.S. Department of the Treasury")]
)
def test_one_word_is_the_body_of_the_outlets_country(country: str, name: str) -> None:
    """ "The Treasury" is that of the paper's own country; bond yields are nobody's."""
    assert names("The Treasury has signed.", country) == {name}
    assert names("Treasury yields rose.", country) == set()


@pytest.mark.parametrize(
    ("lang", "url", "country"),
    [
        ("fr", "https://journal.example/a", "FR"),
        ("fr", "https://journal.be/a", "BE"),
        ("fr", "https://journal.ca/a", None),
        ("en", "https://paper.ca/a", "CA"),
        ("en", "https://paper.co.uk/a", "GB"),
        ("en", "https://paper.com/a", None),
        ("es", "", None),
        ("fr", "https://[broken", "FR"),
    ],
)
def test_an_outlet_tells_its_country_by_host_or_language(lang: str, url: str, country: str | None) -> None:
    """The host's last label, else the language; a province may share a French-Canadian host, so it tells nothing."""
    assert presumed_country(lang, url) == country


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("The Home Office uses Claude.", "Claude"),
        ("HMRC has bought Copilot.", "Microsoft Copilot"),
        ("A trial of Grok at the Secret Service was called off.", "Grok"),
        ("The Met Office renewed its Gemini licences.", "Gemini"),
        ("L'Insee teste Gemini.", "Gemini"),
        ("L'Insee n'utilise plus Copilot.", "Microsoft Copilot"),
        ("L'Insee emploie Le Chat.", "Le Chat"),
        ("L'Insee a mis fin à son abonnement à Claude.", "Claude"),
        ("NOAA has not licensed Grok.", "Grok"),
        ("El Pentágono usa Claude.", "Claude"),
        ("Der Bundestag nutzt Grok.", "Grok"),
        ("L'Insee compare ChatGPT et Claude.", "Claude"),
    ],
)
def test_a_product_is_known_by_its_use_without_its_maker(text: str, product: str) -> None:
    """Bought, tested, licensed, ended or listed beside a known one, a word is software."""
    assert product in names(text, "FR")


@pytest.mark.parametrize(
    "text",
    [
        "Claude Dupont a dit que le modèle d'IA était bon.",
        "Claude a dit non. L'IA avance à l'Insee.",
        "Le préfet Claude Martin veut un chatbot à l'Insee.",
        "Mme Claude utilise un assistant d'IA à l'Insee.",
        "The Home Office employs Claude Thompson, who trains an AI model.",
        "Gemini, the llama, walks behind Claude at the National Park Service.",
        "The National Park Service says that Copilot, the youngest, spits.",
        "Gemini 4 flew for NASA.",
    ],
)
def test_people_and_animals_are_no_software(text: str) -> None:
    """A surname, a title, a verb of saying, or no use at all: nobody's product."""
    assert not names(text) & {"Claude", "Gemini", "Microsoft Copilot"}


def test_a_person_once_introduced_keeps_the_bare_name() -> None:
    """After "Claude Petit" the bare Claude is this man, but what an office uses is still the product."""
    text = "Claude Petit dirige l'Insee. L'IA l'amuse. Claude rit souvent. L'Insee utilise Claude."

    found = [one for one in index().find(text) if one.entity.name == "Claude"]
    assert [one.start for one in found] == [text.rindex("Claude")]


def test_an_address_behind_a_preposition_is_a_place() -> None:
    """Servers stand in Bercy; at the head of a sentence, and as a subject, Bercy is the ministry."""
    assert named("Des serveurs installés à Bercy tournent.") == []
    assert named("Bercy a signé.") == [("Bercy", "French Ministry of the Economy and Finance")]
    assert named("À Bercy, on signe.") == [("Bercy", "French Ministry of the Economy and Finance")]
    assert "Government of the United Kingdom" not in names("Britain waits. People in Whitehall sign.")


def test_the_tail_of_a_full_name_is_the_same_body() -> None:
    """ "The Park Service" after "the National Park Service"; without it, nobody."""
    assert ("Park Service", "National Park Service") in named("The National Park Service signed. Then the Park Service left.")
    assert named("Then the Park Service left.") == []


def test_a_long_form_of_the_writers_own_is_the_body_of_its_acronym() -> None:
    """A translator's words before a listed acronym in brackets, as many words as letters, are that body."""
    text = "It went to the Ministerial Agency for the Artificial Intelligence of Defense (AMIAD)."

    assert named(text) == [
        (
            "Ministerial Agency for the Artificial Intelligence of Defense",
            "Ministerial Agency for Defence Artificial Intelligence",
        ),
        ("AMIAD", "Ministerial Agency for Defence Artificial Intelligence"),
    ]
    assert [surface for surface, _ in named("It went to the big old house of mine (AMIAD).")] == ["AMIAD"]


def test_centres_share_their_noun() -> None:
    """NASA's centres are named by their first word."""
    assert {"Johnson Space Center", "Marshall Space Flight Center"} <= names("It ended at its Johnson and Marshall centers.")


def test_a_ministry_is_told_by_its_field_alone() -> None:
    """ "Celui de la Culture" takes "ministère" up; a list of ministries heads its lines with their fields."""
    assert named("Un seul ministère a payé : celui de la Culture, hier.", "FR") == [
        ("celui de la Culture", "French Ministry of Culture")
    ]
    assert names("Deux ministères paient, ceux de la Justice et du Travail.", "FR") == {
        "French Ministry of Justice",
        "French Ministry of Labour",
    }
    lines = "Les ministères répondent.\n\n- Justice et Travail : les deux ministères paient.\n- Transports : « Non. »\n"
    assert [surface for surface, _ in named(lines, "FR")] == ["Justice", "Travail : les deux ministères", "Transports"]


@pytest.mark.parametrize(
    "text",
    [
        "Le goût est celui de la culture du vin.",
        "Un ministère hésite. Le prix est celui du travail bien fait.",
        "Le ministère hésite.\n\n- Justice : rien.\n- Autres sujets : rien.\n",
    ],
)
def test_a_field_by_itself_names_nobody(text: str) -> None:
    """No capital, no ministry before, or a single line: no body."""
    assert names(text, "FR") == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("El Pentágono firmó.", "U.S. Department of Defense"),
        ("El Departamento de Estado firmó.", "U.S. Department of State"),
        ("El Gobierno de México firmó.", "Government of Mexico"),
        ("La Comisión Europea firmó.", "European Commission"),
        ("Das US-Verteidigungsministerium unterschrieb.", "U.S. Department of Defense"),
        ("Die Bundesregierung unterschrieb.", "Government of Germany"),
        ("Das Auswärtige Amt unterschrieb.", "German Federal Foreign Office"),
        ("Das Weiße Haus unterschrieb.", "White House Office"),
    ],
)
def test_spanish_and_german_papers_name_the_same_bodies(text: str, name: str) -> None:
    """The bodies most written about have their names in these languages."""
    assert names(text) == {name}
