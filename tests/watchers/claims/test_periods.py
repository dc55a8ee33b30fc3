"""Reporting periods as newsrooms write them, resolved against the day of publication."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.claims.periods import Grain, periods

OCTOBER = date(2024, 10, 30)
TABLE = [
    ("third-quarter revenue", OCTOBER, ["2024-Q3"]),
    ("in the third quarter", OCTOBER, ["2024-Q3"]),
    ("in the third quarter", date(2025, 10, 2), ["2025-Q3"]),
    ("fourth-quarter profit", date(2025, 1, 30), ["2024-Q4"]),
    ("fourth-quarter guidance", OCTOBER, ["2024-Q4"]),
    ("the first quarter", date(2025, 5, 1), ["2025-Q1"]),
    ("the third quarter of 2025", OCTOBER, ["2025-Q3"]),
    ("Q3", OCTOBER, ["2024-Q3"]),
    ("Q3 2023", OCTOBER, ["2023-Q3"]),
    ("2023Q3", None, ["2023-Q3"]),
    ("2023 third quarter", None, ["2023-Q3"]),
    ("FY25 Q2", None, ["FY2025-Q2"]),
    ("Q2 FY2026", None, ["FY2026-Q2"]),
    ("Q2 of FY26", None, ["FY2026-Q2"]),
    ("the first quarter of fiscal 2027", None, ["FY2027-Q1"]),
    ("fiscal first quarter 2027", None, ["FY2027-Q1"]),
    ("fiscal 2026", None, ["FY2026"]),
    ("fiscal year 2026", None, ["FY2026"]),
    ("fiscal 2026-27", None, ["FY2026-27"]),
    ("FY2026", None, ["FY2026"]),
    ("the fiscal year", date(2026, 9, 10), ["FY2026"]),
    ("next fiscal year", date(2026, 9, 10), ["FY2027"]),
    ("the three months to June", date(2024, 8, 1), ["2024-Q2"]),
    ("the three months ended September 30, 2024", None, ["2024-Q3"]),
    ("the quarter ended March 31, 2025", None, ["2025-Q1"]),
    ("between July and September", OCTOBER, ["2024-Q3"]),
    ("from January to March 2025", None, ["2025-Q1"]),
    ("between July and August", OCTOBER, []),
    ("between May and July", OCTOBER, []),
    ("in 2025", OCTOBER, ["2025"]),
    ("this year's spending", OCTOBER, ["2024"]),
    ("next year", OCTOBER, ["2025"]),
    ("last year", OCTOBER, ["2023"]),
    ("16 percent above last year's", OCTOBER, []),
    ("full-year revenue", date(2025, 1, 30), ["2024"]),
    ("expects full-year revenue", date(2025, 1, 30), ["2025"]),
    ("the full year", OCTOBER, ["2024"]),
    ("full-year 2025 revenue", OCTOBER, ["2025"]),
    ("on October 30, 2024", OCTOBER, []),
    ("in September 2024", OCTOBER, []),
    ("in the fall of 2024", OCTOBER, []),
    ("2024-10-30", None, []),
    ("H1 2025", OCTOBER, [""]),
    ("S2 2025", OCTOBER, [""]),
    ("2025 H1 revenue", OCTOBER, [""]),
    ("3T25", None, ["2025-Q3"]),
    ("1Q26", None, ["2026-Q1"]),
    ("fiscal Q4", OCTOBER, []),
    ("the year ended 31 March 2026", None, ["FY2026"]),
    ("the year to December 2025", None, ["2025"]),
    ("l'exercice clos le 30 juin 2025", OCTOBER, ["FY2025"]),
    ("l'exercice décalé 2025-2026", OCTOBER, ["FY2025-26"]),
    ("the year to March", OCTOBER, []),
    ("an H1 visa in 2025", OCTOBER, ["2025"]),
    ("third quarter", None, []),
    ("this year", None, []),
    ("the full year", None, []),
    ("the fiscal year", None, []),
    ("between July and September", None, []),
    ("the quarter", OCTOBER, []),
    ("au troisième trimestre", OCTOBER, ["2024-Q3"]),
    ("au 3e trimestre 2024", None, ["2024-Q3"]),
    ("au quatrième trimestre de 2025", None, ["2025-Q4"]),
    ("T4 2025", None, ["2025-Q4"]),
    ("premier trimestre de l’exercice 2027", None, ["FY2027-Q1"]),
    ("pour l’exercice 2026-2027", None, ["FY2026-27"]),
    ("l’exercice 2027", None, ["FY2027"]),
    ("l’exercice", date(2026, 9, 10), ["FY2026"]),
    ("Sur l’ensemble de 2024", None, ["2024"]),
    ("cette année", OCTOBER, ["2024"]),
    ("l’an prochain", OCTOBER, ["2025"]),
    ("dans l'année pleine", date(2024, 8, 6), ["2024"]),
    ("le 30 octobre 2024", OCTOBER, []),
    ("à l’automne 2024", OCTOBER, []),
    ("les trois mois clos fin juin", date(2024, 8, 1), ["2024-Q2"]),
    ("en el tercer trimestre de 2025", None, ["2025-Q3"]),
    ("entre julio y septiembre", OCTOBER, ["2024-Q3"]),
    ("para 2025", None, ["2025"]),
    ("im vierten Quartal 2025", None, ["2025-Q4"]),
    ("im dritten Quartal", OCTOBER, ["2024-Q3"]),
    ("Für 2026 plant der Konzern", None, ["2026"]),
    ("im Geschäftsjahr 2026", None, ["FY2026"]),
    ("revenue of 2024 in Q3 2024 and in 2025", None, ["2024", "2024-Q3", "2025"]),
    ("its fiscal third quarter, which ended in March", date(2026, 4, 30), ["FY2026-Q3"]),
    ("its fiscal first quarter, which ended in September", date(2025, 10, 30), ["FY2026-Q1"]),
    ("its fiscal second quarter ended in December", date(2026, 1, 29), ["FY2026-Q2"]),
    ("its fiscal third quarter", date(2026, 4, 30), []),
]


@pytest.mark.parametrize(("text", "published", "expected"), TABLE, ids=[text for text, _, _ in TABLE])
def test_periods_get_the_labels_of_the_contract(text: str, published: date | None, expected: list[str]) -> None:
    """Each way to name a quarter, a year or a fiscal year gives its label; dates, seasons and months give none."""
    assert [period.label for period in periods(text, published)] == expected


def test_a_period_knows_its_year_and_how_it_was_told() -> None:
    """Grain, calendar, and whether the number of the year was printed."""
    told, distant = periods("first quarter of fiscal 2027 and this year", OCTOBER)
    assert (told.year, told.grain, told.fiscal, told.relative) == ("FY2027", Grain.QUARTER, True, False)
    assert (distant.year, distant.grain, distant.fiscal, distant.relative) == ("2024", Grain.YEAR, False, True)


@given(st.text(alphabet="Q1234T 20FY-thirdquarofscl/.,", max_size=80))
def test_any_text_gives_ordered_periods_inside_it(text: str) -> None:
    """Whatever is printed: spans lie in the text, in order, without overlap."""
    edges = [edge for period in periods(text, OCTOBER) for edge in (period.span.start, period.span.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
