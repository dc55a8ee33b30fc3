"""The unit of a price, read from the words after a sum."""

import pytest

from watchers.claims.terms import leading_holder, terms

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
]


@pytest.mark.parametrize(("after", "expected"), TABLE, ids=[after for after, _ in TABLE])
def test_units_of_a_price(after: str, expected: str | None) -> None:
    """Holder and time are read in four languages, in any order, up to the first word that belongs to something else."""
    assert terms(after).label(agency=False) == expected


@pytest.mark.parametrize("after", [" la journée.", " par médecin et par mois", " per room", " a page", " per share", " a day"])
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
