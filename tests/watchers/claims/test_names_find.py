"""Names as newsrooms print them: marks, capitals, nationalities, shared nouns, short forms and surnames."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reference import shipped
from watchers.claims.names import Mention, NameIndex, NameKind


def index() -> NameIndex:
    return shipped().names


def find(text: str, **more: str) -> tuple[Mention, ...]:
    return index().find(text, **more)  # type: ignore[arg-type]  # only texts are passed on here


def named(text: str) -> list[tuple[str, str]]:
    return [(one.surface, one.entity.name) for one in find(text)]


def names(text: str) -> set[str]:
    return {one.entity.name for one in find(text)}


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Un modèle d'OpenAI.", "OpenAI", "OpenAI"),
        ("Un modèle d’OpenAI.", "OpenAI", "OpenAI"),
        ("La mission de l’USAID.", "USAID", "U.S. Agency for International Development"),
        ("Le département\u00a0d’État américain.", "département\u00a0d’État américain", "U.S. Department of State"),
        ("LE MINISTERE DES ARMEES", "MINISTERE DES ARMEES", "French Ministry of the Armed Forces"),
        ("The Pentagon’s lawyers", "Pentagon", "U.S. Department of Defense"),
        ("Le Pentagone", "Pentagone", "U.S. Department of Defense"),
        ("The General\nServices Administration", "General\nServices Administration", "General Services Administration"),
        ("Palan\u00adtir wins", "Palan\u00adtir", "Palantir"),
        (
            "Le dé\u0301partement d'E\u0301tat américain".replace("dé", "de"),
            "de\u0301partement d'E\u0301tat américain",
            "U.S. Department of State",
        ),
        ("The U.S. AI Safety Institute", "U.S. AI Safety Institute", "Center for AI Standards and Innovation"),
        ("US State Department aides", "US State Department", "U.S. Department of State"),
        ("DARPA, NASA", "DARPA", "Defense Advanced Research Projects Agency"),
    ],
)
def test_typography_does_not_hide_a_name(text: str, surface: str, name: str) -> None:
    """Elisions, curly marks, no-break spaces, lost accents, hyphenation and line breaks; the surface is the text as printed."""
    assert (surface, name) in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "The metadata and the oracles stay in the statement.",
        "They slalom; the palantirs are in the box.",
        "Méta n'est qu'un préfixe, dit-elle au marché.",
        "Its usaid number is 12darpa.",
        "Une oracle parle ; le département de la mode vote.",
        "The state department store opened.",
        "We scale AI in the cloud, and the states agree.",
    ],
)
def test_parts_of_words_and_common_words_are_no_names(text: str) -> None:
    """Whole words only; one-word names and short forms keep their capitals."""
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "The State, Energy and Health and Human Services departments signed.",
            ["U.S. Department of State", "U.S. Department of Energy", "U.S. Department of Health and Human Services"],
        ),
        (
            "The Departments of Veterans Affairs, State, and Education signed.",
            ["U.S. Department of Veterans Affairs", "U.S. Department of State", "U.S. Department of Education"],
        ),
        ("Les départements d’État et de l’Éducation ont signé.", ["U.S. Department of State", "U.S. Department of Education"]),
        (
            "Les départements américains de la Défense et du Travail ont signé.",
            ["U.S. Department of Defense", "U.S. Department of Labor"],
        ),
        (
            "Les ministères de la Justice et de l'Économie ont signé.",
            ["French Ministry of Justice", "French Ministry of the Economy and Finance"],
        ),
        (
            "Les ministères espagnols de la Santé et de la Défense ont signé.",
            ["Spanish Ministry of Health", "Spanish Ministry of Defence"],
        ),
        (
            "The British, Canadian and New Zealand governments signed.",
            ["Government of the United Kingdom", "Government of Canada", "Government of New Zealand"],
        ),
        (
            "Les gouvernements britannique, canadien et néo-zélandais ont signé.",
            ["Government of the United Kingdom", "Government of Canada", "Government of New Zealand"],
        ),
        (
            "The Oak Ridge and Argonne national laboratories signed.",
            ["Oak Ridge National Laboratory", "Argonne National Laboratory"],
        ),
        (
            "Les laboratoires nationaux de Los Alamos et de Sandia ont signé.",
            ["Los Alamos National Laboratory", "Sandia National Laboratories"],
        ),
    ],
)
def test_bodies_that_share_one_noun_are_found_one_by_one(text: str, bodies: list[str]) -> None:
    """Coordinated heads: each member has its own words as its span."""
    mentions = find(text)

    assert [one.entity.name for one in mentions] == bodies
    assert all(text[one.start : one.end] == one.surface for one in mentions)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("le gouvernement britannique", "Government of the United Kingdom"),
        ("le gouvernement de la Nouvelle-Zélande", "Government of New Zealand"),
        ("the Norwegian government", "Government of Norway"),
        ("Japan's government", "Government of Japan"),
        ("the UK government", "Government of the United Kingdom"),
        ("l'État français", "Government of France"),
        ("les autorités belges", "Government of Belgium"),
        ("the Dutch interior ministry", "Dutch Ministry of the Interior"),
        ("the Swedish Ministry of Finance", "Swedish Ministry of Finance"),
        ("le ministère portugais de la Santé", "Portuguese Ministry of Health"),
        ("le ministère de la Justice italien", "Italian Ministry of Justice"),
        ("le ministère britannique de l’Intérieur", "Home Office"),
        ("German Ministry of Defence", "German Federal Ministry of Defence"),
        ("l'armée norvégienne", "Norwegian Armed Forces"),
        ("the Canadian military", "Canadian Armed Forces"),
    ],
)
def test_a_nationality_and_a_noun_name_a_body(text: str, name: str) -> None:
    """Governments, ministries and forces of countries, listed or not, under one name in both languages."""
    assert names(f"Hier, {text} a signé.") == {name}


def test_the_country_of_the_document_settles_a_ministry_that_many_have() -> None:
    """The same words are the U.S. department beside U.S. bodies and the French ministry beside French ones."""
    words = "le ministère de la Défense hésite"

    assert "U.S. Department of Defense" in names(f"La DARPA, la NASA et le département d'État signent ; {words}.")
    assert "French Ministry of the Armed Forces" in names(f"La France avance. À Matignon et en France, on suit ; {words}.")
    assert "French Ministry of National Education" in names(
        "En France, le ministère de l'Éducation hésite, selon des enseignants."
    )
    assert "U.S. Department of Education" in names("Aux États-Unis, le ministère de l'Éducation hésite.")


def test_the_treasury_of_another_country_is_not_the_american_one() -> None:
    """A one-word department name belongs to the country that the document speaks of."""
    assert "HM Treasury" in names("The Home Office, the Cabinet Office and the Treasury wait.")
    assert "U.S. Department of the Treasury" in names("The IRS and the Treasury, with the State Department, wait.")


def test_federal_agencies_belong_to_the_federation_the_document_speaks_of() -> None:
    """ "Each federal agency" is the U.S. government beside U.S. bodies, and nobody where the country is open."""
    assert "U.S. federal government" in names("GSA and the State Department agreed. Each federal agency pays.")
    assert "U.S. federal government" in names("La DARPA et la NASA suivent ; les agents fédéraux aussi.")
    assert names("Each federal agency pays.") == set()


def test_a_short_form_taught_by_the_text_holds_in_all_of_it() -> None:
    """ "Long Name (LN)" decides what LN means before and after, also where other bodies share it."""
    text = "The CDC waits. La Caisse des dépôts (CDC) signe ; la CDC paie."
    taught = [one for one in find(text) if one.surface == "CDC"]

    assert {one.entity.name for one in taught} == {"Caisse des dépôts"}
    assert all(one.learned for one in taught)
    assert "National Highway Traffic Safety Administration" in names(
        "The National Highway Traffic Safety Administration (NHTSA) said so."
    )


def test_a_short_form_that_nobody_lists_is_learned_by_its_initials() -> None:
    """The letters begin words of the name, in order; quotes and "or" teach as well."""
    assert [one.surface for one in find("Le ministère des Armées (MDA) signe. Le MDA paie.")] == [
        "ministère des Armées",
        "MDA",
        "MDA",
    ]
    assert [one.surface for one in find("The National Security Council, or NSCO, met.")] == ["National Security Council"]
    assert names("The Bureau of Industry and Security, or BIS, met. BIS left.") == {"Bureau of Industry and Security"}


def test_a_short_form_that_does_not_fit_is_not_learned() -> None:
    """Brackets after a name hold many things: a ticker teaches nothing."""
    assert [one.surface for one in find("Palantir (NYSE) rose; NYSE fell.")] == ["Palantir"]


def test_a_surname_stands_for_the_person_named_in_full() -> None:
    """After the full name the surname suffices, with or without a title; another given name makes another person."""
    text = "Faith Eischen wrote. Mme Eischen added it, and Eischen stopped. Then came Bruno Eischen."

    assert [one.surface for one in find(text)] == ["Faith Eischen", "Eischen", "Eischen"]
    assert "Donald Trump" not in names("His daughter Tiffany Trump spoke.")


def test_a_person_knows_the_employer_and_a_product_its_vendor() -> None:
    """What claims are built from: owner, family, vendor and partner marks, country, actor."""
    by_name = {
        one.entity.name: one.entity for one in find("Meta's Susan Li showed Llama 4 to GSA; AWS and Canada watched. OneGov too.")
    }

    assert by_name["Susan Li"].owner == "Meta"
    assert (by_name["Llama 4"].owner, by_name["Llama 4"].family) == ("Meta", "Llama")
    assert by_name["Meta"].vendor
    assert by_name["Amazon Web Services"].partner
    assert by_name["General Services Administration"].country == "US"
    assert by_name["Canada"].actor == "Government of Canada"
    assert (by_name["OneGov"].owner, by_name["OneGov"].category) == ("General Services Administration", "program")


def test_canonical_names_lead_back_to_one_entity() -> None:
    """A renamed body goes by its present name; a state acts under its full name."""
    renamed = index().entity("Center for AI Standards and Innovation")
    state = index().entity("State of Ohio")

    assert renamed is not None
    assert renamed.kind is NameKind.AGENCY
    assert state is not None
    assert state.kind is NameKind.AGENCY
    assert index().entity("AI Safety Institute") is None
    assert {one.entity.kind for one in find("Ohio waits.")} == {NameKind.PLACE}
    assert names("The State of Ohio waits.") == {"State of Ohio"}


def test_a_maker_and_its_product_are_two_names() -> None:
    """ "Meta's Llama" and "Llama de Meta" name the company and the model."""
    assert named("They run Meta's Llama.") == [("Meta", "Meta"), ("Llama", "Llama")]
    assert named("Ils emploient le Llama de Meta.") == [("Llama", "Llama"), ("Meta", "Meta")]


def test_a_doubtful_company_is_believed_beside_a_known_one() -> None:
    """Lists vouch for their members."""
    assert "Slalom" in names("Training comes from Slalom and Boston Consulting Group.")
    assert names("They slalom and Carl watches.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The state's Education Department will test it.",
        "The city Department of Education will test it.",
        "Secretary of State Marco Rubio spoke.",
        "U.S. officials say that the Treasury secretary spoke.",
    ],
)
def test_local_departments_and_titles_are_not_the_national_department(text: str) -> None:
    """What the words before and after a department's name make of it."""
    assert not any(one.entity.category == "department" for one in find(text))


def test_a_nationality_beside_federal_names_the_federation() -> None:
    """Before it in English, after it in French; whatever country the rest speaks of."""
    assert "Government of Canada" in names("The Pentagon waits. Canadian federal agencies signed.")
    assert "Government of Germany" in names("Le Pentagone attend. Les agences fédérales allemandes ont signé.")


def test_an_ampersand_stands_for_and() -> None:
    """Both ways of writing an English name lead to the same body."""
    assert names("The Department of Health & Human Services signed.") == {"U.S. Department of Health and Human Services"}


def test_members_of_a_list_vouch_for_each_other() -> None:
    """A doubtful short form is believed beside a body of its own country, on either side and along the list."""
    assert names("Le FBI, la CIA et la NSA suivent.") == {
        "Federal Bureau of Investigation",
        "Central Intelligence Agency",
        "National Security Agency",
    }
    assert "Government Digital Service" in names("NHS, GDS and HMRC follow.")
    assert names("La CIA et un ami suivent.") == set()


def test_short_forms_of_the_documents_own_country_need_only_their_article() -> None:
    """Beside U.S. bodies "the EPA" is the American one; without an article, or beside others, it stays open."""
    assert "U.S. Environmental Protection Agency" in names("The State Department waits. Last week the EPA signed.")
    assert "U.S. Navy" in names("The State Department waits. Last week the Navy signed.")
    assert "U.S. Environmental Protection Agency" not in names("The British Home Office waits. Last week the EPA signed.")


def test_two_names_joined_by_a_hyphen_are_both_found() -> None:
    """A hyphen between two names joins them; before a single one it makes a compound."""
    assert names("The OpenAI-Microsoft pact and the Google–Pentagon one.") >= {
        "OpenAI",
        "Microsoft",
        "Google",
        "U.S. Department of Defense",
    }
    assert names("A non-DARPA project.") == set()


def test_headlines_in_capitals_are_read() -> None:
    """Where a whole line shouts, one-word names need no small letters."""
    assert {"OpenAI", "U.S. Department of State"} <= names("OPENAI SIGNS WITH THE STATE DEPARTMENT\n\nIt was a quiet day.")


def test_context_gives_evidence_but_no_mentions() -> None:
    """The rest of the document decides what a doubtful name means; what it names itself is not returned."""
    assert find("Box signed on Monday.") == ()
    (mention,) = find("Box signed on Monday.", context="Box Inc, led by Aaron Levie")
    assert mention.surface == "Box"


def test_the_date_of_an_article_makes_no_certain_name_uncertain() -> None:
    """Offices have ends, names do not: a former president is found in an article of any date."""
    found = index().find("President Biden spoke after Donald Trump.", published=date(2016, 5, 1))

    assert [one.entity.name for one in found] == ["Joe Biden", "Donald Trump"]


PIECES = st.sampled_from(
    [
        *"abcdé’'.,;:()-\n\t \u00a0\u202f\u00adœß",
        " ministères",
        " départements",
        " departments",
        "Departments of ",
        " governments",
        " gouvernements",
        " national labs",
        ", ",
        " et ",
        " and ",
        "ministère de la ",
        " ministry",
        "gouvernement ",
        "fédéral",
        "Texas ",
        " County",
        "City of ",
        " (",
        "laboratoires nationaux",
        "Meta",
        "Llama 4",
        "GPT-5",
        "the State and Education departments",
        "U.S. ",
        "d’",
        "'s",
        "\n\n",
        "ministères de la Justice et de l'Économie",
        "le gouvernement britannique",
        "DARPA",
        "Mark Zuckerberg",
        "Zuckerberg",
        "Texas Department of",
        "e\u0301",
        "\u200b",
        "OpenAI-Microsoft",
        "General Services Administration (GSA)",
        "GSA",
        "federal agency",
        "Fairfax County",
        "…",
        "İ",
        "𝕏",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    """Whatever the text: surfaces stand at their places, mentions are in order and never overlap, and finding is repeatable."""
    found = find(text)

    assert all(text[one.start : one.end] == one.surface and one.surface for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert find(text) == found


@given(st.text(alphabet=" abc.œ\u00adé\n", max_size=30))
def test_what_stands_before_moves_a_name_but_does_not_change_it(before: str) -> None:
    """Offsets count characters of the original text, whatever folding does to it."""
    text = f"{before}. OpenAI works with the U.S. Department of State."
    shift = len(before) + 2

    assert [(one.start - shift, one.end - shift, one.entity.name) for one in find(text)] == [
        (0, 6, "OpenAI"),
        (22, 46, "U.S. Department of State"),
    ]
