"""The unit of a price, read from the words after a sum."""

import pytest

from watchers.claims.terms import joined, leading, leading_holder, shared_unit, terms

TABLE = [
    (" per agency per year.", "agency/year"),
    (" per federal agency per year, Congress included", "agency/year"),
    (" per agency for 18 months.", "agency"),
    (" per agency for one year.", "agency/year"),
    (" per agency, first year", "agency"),
    (" per user per month for Drayline", "user/month"),
    (" per seat per month", "user/month"),
    (" per employee a month", "user/month"),
    (" a head", "user"),
    (" /user/month", "user/month"),
    (" per user, per month", "user/month"),
    (" for the coming year, for as many users", "year"),
    (" a year for engineers", "year"),
    (" annually.", "year"),
    (" of the first year.", "year"),
    (" over two years", None),
    (" for the hosting", None),
    (" and a user base", None),
    (" per million tokens", "million tokens"),
    (" per 1M tokens", "million tokens"),
    (" per query", "query"),
    (" par utilisateur et par mois, à quoi s'ajoute", "user/month"),
    (" par agence fédérale et par an pour la première année", "agency/year"),
    (" par agence fédérale américaine et par an depuis", "agency/year"),
    (" par agence, pendant un an.", "agency/year"),
    (" par agence fédérale pour l’année à venir", "agency/year"),
    (" par an pour des ingénieurs", "year"),
    (" HT par utilisateur et par mois", "user/month"),
    (" par poste et par mois, hors taxes", "user/month"),
    (" im Jahr.", "year"),
    (" je Behörde und Jahr, bisher", "agency/year"),
    (" pro Nutzer und Monat", "user/month"),
    (" por usuario y mes.", "user/month"),
    (" al mes", "month"),
    ("", None),
    (". Per agency it is less.", None),
    (" symbolique par agence et par an", "agency/year"),
    (" apiece per agency per year", "agency/year"),
    (" par agence, pendant dix-huit mois", "agency"),
    (" per agency for eighteen months", "agency"),
    (" each year", "year"),
    (" each for 18 months", None),
    (" per sailor per month", "user/month"),
    (" par greffier et par mois", "user/month"),
    (" per line manager each month", "user/month"),
    (" apiece a month", "month"),
    (" for every agency", "agency"),
    (" per ministry per quarter", "agency/quarter"),
    (" a seat each month", "user/month"),
    (" le million de jetons", "million tokens"),
]


@pytest.mark.parametrize(("after", "expected"), TABLE, ids=[after for after, _ in TABLE])
def test_units_of_a_price(after: str, expected: str | None) -> None:
    """Holder and time are read in four languages, in any order, up to the first word that belongs to something else."""
    assert terms(after).label(agency=False) == expected


@pytest.mark.parametrize(
    "after",
    [
        " la journée.",
        " par chambre et par mois",
        " per server per year",
        " per supplier, for four years",
        " per room",
        " a page",
        " per share",
        " a day",
    ],
)
def test_what_no_model_is_sold_by(after: str) -> None:
    """A price per room, day or share is the price of something else."""
    assert terms(after).foreign


def test_a_sum_a_year_is_per_agency_where_a_body_pays() -> None:
    """A yearly sum with a public buyer is that agency's."""
    assert terms(" a year").label(agency=True) == "agency/year"
    assert terms(" per agency for 18 months").other_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Each federal agency will pay $1.", "agency"),
        ("Chaque agence paie 12 euros.", "agency"),
        ("Jede Bundesbehörde zahlt 1 Dollar.", "agency"),
        ("Every user pays.", "user"),
        ("Each cloud has a lining.", None),
        ("Nobody pays.", None),
    ],
)
def test_the_holder_may_stand_before_the_verb(text: str, expected: str | None) -> None:
    """ "Each federal agency will pay" tells the holder before the sum."""
    assert leading_holder(text) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("The annual cost of the contract is ", "year"),
        ("Coût annuel de ce contrat : ", "year"),
        ("a monthly bill of ", "month"),
        ("une redevance trimestrielle de ", "quarter"),
        ("The per-seat price is ", "user"),
        ("The price per user fell to ", "user"),
        ("Le tarif par agent et par mois est de ", "user/month"),
        ("It is charged by the week, ", None),
        ("A monthly meeting put the price at ", None),
        ("The price of a page per reader, ", None),
    ],
)
def test_a_part_of_the_unit_may_stand_before_the_sum(before: str, expected: str | None) -> None:
    """ "The annual cost is", "le tarif par agent": what the noun of the price tells."""
    assert leading(before).label(agency=False) == expected


def test_what_stands_before_and_after_a_sum_is_one_unit() -> None:
    """ "The price per user is $24 a month": the holder from before, the time from behind; another term keeps out the time."""
    assert joined(terms(" a month"), leading("The price per user is ")).label(agency=False) == "user/month"
    assert joined(terms(" for 18 months"), leading("The annual price is ")).label(agency=False) is None
    assert joined(terms(" per room"), leading("The annual price is ")).foreign


def test_a_unit_told_once_for_several_sums() -> None:
    """A list may tell its unit at its end."""
    unit = shared_unit("OpenAI, $1; Google, $0.47, all per agency for the first year.")
    assert unit is not None
    assert unit.label(agency=True) == "agency/year"
    assert shared_unit("Ten per cent, per se.") is None
